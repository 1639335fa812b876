"""Texts that nobody would write: the marks of every syntax that a campaign holds, in each other and again and again.

A *syntax* is its marks: those that stand alone, and those that open and close. A *place* is a file of the good campaign
that holds a text of a syntax, behind a head that makes it a file of its kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

import cases

if TYPE_CHECKING:
    import random
    from collections.abc import Mapping

BYTES = 100_000
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
Pieces = list[tuple[str, int]]
"""A text: what stands in it, and how often."""


@dataclass(frozen=True)
class Syntax:
    marks: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...]


def _pairs(written: str) -> tuple[tuple[str, str], ...]:
    """Pairs written one after the other, `open … close`, in lines of their own; `⏎` is a line feed."""
    lines = (line.replace("⏎", "\n") for line in written.splitlines() if line)
    return tuple((opening, closing) for opening, _, closing in (line.partition("…") for line in lines))


def _marks(written: str) -> tuple[str, ...]:
    """Marks parted by `¦`; `⏎` is a line feed."""
    return tuple(mark.replace("⏎", "\n") for mark in written.replace("\n", "").split("¦"))


ODD = _marks(
    "é¦\u0627¦漢字¦\u202e¦\u200b¦\u0301¦ﷺ¦\u00a0¦\U0001f600¦\u2028¦\x00¦\x1b[31m¦\udcff¦\udced\udca0\udc80¦\r¦\x0c¦\ufeff¦\ufffe"
)
"""Letters and signs of no syntax. Lone surrogates stand for bytes that are no UTF-8."""

MARKDOWN = Syntax(
    _marks(
        "word ¦a¦⏎¦⏎⏎¦ ¦  ⏎¦\\⏎¦\t¦&¦&amp;¦&#65;¦&#x202e;¦&#0;¦<¦>¦|¦\\¦\\a¦\\a ¦http://a.b ¦<http://a.b>¦a@b.c ¦#¦⏎# ¦⏎⏎## a⏎⏎"
        '¦⏎> ¦> ¦⏎- ¦- ¦⏎1. ¦1. ¦⏎    ¦⏎\t¦⏎* * *⏎¦⏎---⏎¦⏎===⏎¦⏎| a | b |⏎¦⏎|---|---|⏎¦| a ¦⏎: ¦⏎:   b⏎¦[a]: b⏎¦⏎[a]: b "c⏎'
        "¦⏎[^a]: b⏎⏎¦[^a]¦</b>¦-¦--¦...¦@¦@a¦; @¦[-@a]¦_a¦a_¦(@a) ¦(@) ¦+---+⏎¦+---+---+⏎¦+===+===+⏎¦| a⏎¦⏎  a    b⏎----- -----⏎"
        "¦----- -----⏎¦⏎-----⏎a b⏎-----⏎¦⏎: Cap {#tbl-x}⏎⏎¦Table: x⏎¦=¦{=html}¦%¦⏎%¦//¦~¦~5 ¦^¦'90s ¦5\" ¦\"¦'¦x^2 ¦a*b¦!¦?¦.¦,¦;¦:¦::"
        "¦⏎:::⏎¦⏎::: {.a}⏎¦⏎<b>⏎¦⏎<div>⏎¦⏎</div>⏎¦⏎<!--⏎¦⏎\\begin{a}⏎¦\\end{a}¦⏎\\a⏎¦[x]¦[x](y) ¦![x](y) ¦`x`¦*x*¦**x**¦~x~¦^x^¦\"x\"¦'x'"
        '¦[x]{.y}¦^[x]¦[@x, p. 3]¦<br>¦$x$¦$5 ¦{¦}¦{.a}¦{#a}¦(¦)¦[¦]¦](¦][¦⏎```⏎¦⏎~~~⏎¦```{=html}⏎¦%%¦<script>¦onclick=x¦style="x"'
        '¦javascript:¦JaVa\tScRiPt:¦data:text/html,¦//evil¦<?x?>¦<!DOCTYPE x>¦&lt;¦#read("/x")¦#set¦{{x}}¦{% x %}¦figures/routes.png'
        '¦../../x¦%2e%2e/¦file:///x¦{=typst}¦{=openxml}¦@doe-2020¦[@doe-2020]¦@fig-x¦{#fig-x alt="b" source="@doe-2020"}'
        '¦::: {.recommendation #x to="media"}⏎¦{onclick="x"}¦{lang=es}¦{width=50%}¦]]>'
    ),
    _pairs(
        "*…*\n**…**\n_…_\n`…`\n``…``\n\"…\"\n'…'\n~…~\n~~…~~\n^…^\n^[…]\n[…]\n![…]\n[…](b)\n![…](b.png)\n[…]{.b}\n[…][b]\n[@…]\n(…)\n"
        '{…}\n<b>…</b>\n<a href="x">…</a>\n<!--…-->\n<…>\n\\a{…}\n\\a[…]\n$…$\n$$…$$\n\\(…\\)\n\\begin{a}…\\end{a}\n'
        "⏎::: a⏎⏎…⏎⏎:::⏎\n⏎```⏎…⏎```⏎\n⏎~~~ {.a}⏎…⏎~~~⏎\n<div>⏎…⏎</div>\n<p>…</p>\n<table><tr><td>…</td></tr></table>\n<![CDATA[…]]>\n"
        '<?…?>\n⏎---⏎…⏎---⏎\n"\'…\'"\n*_…_*\n[a](b "…")\n[a](<…>)\n`a`{…}\n## a {…}⏎⏎\n@{…}\n<span>…</span>\n<script>…</script>\n<pre>…</pre>\n'
        "\u201c…\u201d\n⏎::: {.key-finding}⏎⏎…⏎⏎:::⏎\n`…`{=html}\n"
    ),
)
YAML = Syntax(
    _marks(
        'a¦a: ¦- ¦⏎¦⏎  ¦  ¦: ¦:¦,¦ # ¦#¦\'¦"¦\'\'¦\\"¦\\x41¦\\e¦"\\u202e"¦|⏎¦>⏎¦|2-⏎¦? ¦! ¦!t ¦!!str ¦!<tag:x> ¦&a ¦*a¦*a ¦<<: ¦---⏎¦...⏎¦%YAML 1.1⏎'
        "¦\t¦~¦null¦NO¦0x1F¦1e999¦.inf¦2026-13-01¦12:30¦@¦`¦%¦{}¦[]¦[a, b]¦{a: b}¦- - - ¦id: x⏎¦name: x⏎¦title: x⏎¦⏎- id: a⏎"
        "¦{en: a, es: b}¦- id: x⏎  name: y⏎¦: : ¦?¦⏎? ¦⏎: ¦99999999999999999999"
    ),
    _pairs("[…]\n{…}\n\"…\"\n'…'\n{a: …}\n[a, …]\n- …⏎\na: …⏎\n? …⏎\n|⏎ …⏎\n{? …}\n[{…}]\n"),
)
FRONT = Syntax(
    (*YAML.marks, "---\n", "\n---\n", "---", "title: A\n"),
    (*YAML.pairs, ("---\n", "\n---\n"), ("---\ntitle: ", "\n---\n")),
)
BIBTEX = Syntax(
    _marks(
        '@¦@book¦@book{¦@book{k,⏎¦@string{¦@string{a = ¦@comment{¦@preamble{¦k¦k,¦,¦=¦ = ¦ # ¦"¦{¦}¦(¦)¦⏎¦ ¦}⏎¦title = {¦author = ¦},⏎'
        "¦title = {T},⏎¦author = {A, B and ¦ and ¦,¦year = 2020,⏎¦crossref = {k},⏎¦xdata = {k},⏎¦month = jan,⏎¦url = {http://a.b},⏎"
        "¦doi = {10.1000/1},⏎¦\\¦\\\"¦\\textbf{¦\\href{javascript:x}{y}¦\\url{x}¦\\input{x}¦\\'e¦\\a¦$¦%¦~¦--¦&¦<i>¦</i>¦<script>¦``¦''¦@doe-2020"
        '¦@book{a1, title = {A}, author = {B}, year = {2020}}⏎¦@book(k, title = "A")⏎¦note = {x},⏎¦others¦{{x}}¦langid = {german},⏎¦date = {2020/2021},⏎'
    ),
    _pairs(
        "{…}\n\"…\"\n(…)\n@book{k, title = {…}}⏎\n@string{a = {…}}⏎\n\\textbf{…}\n\\a{…}\n$…$\n\\(…\\)\n\\begin{a}…\\end{a}\n{\\em …}\n``…''\n<i>…</i>\n\\a[…]\n"
    ),
)
CSV = Syntax(
    _marks(
        'a¦b¦,¦;¦\t¦"¦""¦⏎¦\r\n¦ ¦#¦# unit: persons, source: cases⏎¦=1+1¦+1¦@x¦1¦1,2⏎¦a,b⏎¦"a"b¦,,,¦;;;¦|¦\'¦9999999999¦1.5¦-'
    ),
    _pairs('"…"\n"""…"""\n# …⏎\n'),
)
RECORD = Syntax(
    _marks(
        "coalition-endorsement/1⏎¦coalition-approval/1⏎¦a: b⏎¦a¦:¦: ¦⏎¦⏎⏎¦ ¦\r¦e\u0301¦member: rosewood-shelter⏎¦date: 2026-13-01⏎"
        "¦nonce: 0⏎¦coalition: x⏎¦text-sha256: 0⏎¦-----BEGIN SSH SIGNATURE-----⏎¦A¦  ¦\t"
    ),
    _pairs("a: …⏎\n⏎…⏎\n"),
)
STYLE = Syntax(
    _marks("a¦{¦}¦:¦;¦@import ¦url(¦\\75 rl(¦/*¦*/¦\"¦'¦@media ¦<¦</style>¦(¦)¦,¦ ¦⏎¦!important¦#¦.¦>¦\\¦expression("),
    _pairs('{…}\n/*…*/\n(…)\n"…"\na{…}\n@media x{…}\nurl(…)\n'),
)
CITATION_STYLE = Syntax(
    _marks(
        '<text variable="title"/>¦<text macro="m"/>¦<group>¦</group>¦<names variable="author"/>¦<choose><if type="book"/></choose>¦&amp;¦&a;'
        '¦<!--¦-->¦<![CDATA[¦]]>¦<¦>¦ prefix="("¦<date variable="issued" form="text"/>¦a¦⏎¦<macro name="m">¦</macro>¦<layout>¦</layout>'
    ),
    _pairs(
        '<group>…</group>\n<group delimiter="a">…</group>\n<choose><if variable="title">…</if></choose>\n<text value="…"/>\n<!--…-->\n'
        '<group><text macro="m"/>…</group>\n<names variable="author"><substitute>…</substitute></names>\n'
    ),
)
ADDRESS = Syntax(
    _marks("https://¦http:¦a¦.¦/¦//¦@¦:¦%2e¦%¦?¦#¦\\¦javascript:¦ ¦\t¦[¦]¦(¦)¦é¦xn--¦-¦&¦=¦'¦\"¦<"),
    _pairs("[…]\n(…)\na/…\n"),
)

_STYLE_HEAD = (
    '<?xml version="1.0" encoding="utf-8"?>\n<style xmlns="http://purl.org/net/xbiblio/csl" class="in-text" version="1.0">'
    '<info><title>S</title><id>s</id><updated>2020-01-01T00:00:00Z</updated></info><macro name="m"><text variable="title"/></macro>'
)
_CITED = "@book{bomb,\n  author = {A, B},\n  year = {2020},\n"


@dataclass(frozen=True)
class Place:
    """Where a text stands."""

    path: str
    syntax: Syntax
    head: str = ""
    tail: str = ""
    others: tuple[tuple[str, str], ...] = ()
    """Further files, and what is appended to files of the campaign, whose path then begins with `+`."""


def _text(path: str, front: str) -> Place:
    return Place(path, MARKDOWN, f"---\n{front}---\n\n")


_CITING = (("report/annex.md", "---\ntitle: Annex\n---\n\nSaid [@bomb].\n"),)
PLACES: Mapping[str, Place] = {
    "annex": _text("report/bomb.md", "title: Bomb\n"),
    "page": _text("pages/bomb.md", "title: Bomb\n"),
    "chapter": _text(
        "chapters/refugees/chapter.md", "title: A\ntheme: refugees\nlead: harbour-network\nstatus: review\n"
    ),
    "draft": _text("chapters/later/chapter.md", "title: A\ntheme: refugees\nlead: harbour-network\nstatus: draft\n"),
    "practice": _text("practices/bomb.md", "title: A\nmember: rosewood-shelter\nsummary: S.\n"),
    "statement": _text(
        "statements/first-review/v1/fr.md", "title: A\noccasion: B\naddressed_to: [{name: C, type: state}]\n"
    ),
    "practice-front": Place("practices/bomb.md", FRONT),
    "page-front": Place("pages/bomb.md", YAML, "---\n", "\n---\n\nWords.\n"),
    "meeting-front": Place("meetings/bomb.md", YAML, "---\ntitle: A\n", "\n---\n"),
    "member": Place("members/bomb.yaml", YAML, "id: bomb\n"),
    "members": Place("members.yaml", YAML, "members:\n"),
    "settings": Place("coalition.yaml", YAML, cases.BASE.joinpath("coalition.yaml").read_text("utf-8")),
    "site": Place("mkdocs.yml", YAML, "site_name: A\n"),
    "process": Place("statements/bomb/statement.yaml", YAML),
    "terms": Place("report/glossary.yaml", YAML, "terms:\n"),
    "answers": Place("recommendations.yaml", YAML, "answers:\n"),
    "sources": Place("references.bib", BIBTEX),
    "cited": Place("references.bib", BIBTEX, f"{_CITED}  title = {{", "},\n}\n", _CITING),
    "cited-names": Place(
        "references.bib", BIBTEX, "@book{bomb, title = {T}, year = {2020},\n  author = {", "},\n}\n", _CITING
    ),
    "data": Place("chapters/refugees/data/bomb.csv", CSV),
    "answer": Place("statements/first-review/endorsements/v1/harbour-network.txt", RECORD, "coalition-endorsement/1\n"),
    "approval": Place("chapters/refugees/approvals/harbour-network.txt", RECORD),
    "receipts": Place("trust/receipts.log", RECORD),
    "style": Place("pages/own.css", STYLE, others=(("+mkdocs.yml", "extra_css: [own.css]\n"),)),
    "citation-style": Place(
        "styles/own.csl",
        CITATION_STYLE,
        f"{_STYLE_HEAD}<citation><layout>",
        '</layout></citation><bibliography><layout><text macro="m"/></layout></bibliography></style>\n',
        (
            (
                "coalition.yaml",
                cases.BASE.joinpath("coalition.yaml")
                .read_text("utf-8")
                .replace("  chapters: [refugees]", "  chapters: [refugees]\n  citation_style: styles/own.csl"),
            ),
        ),
    ),
    "address": Place(
        "members/bomb.yaml", ADDRESS, "id: bomb\nname: B\ntype: other\ncountry: BR\nmembership: []\nwebsite: "
    ),
}  # fmt: skip -- a table
PARSERS: Mapping[str, Syntax] = {
    "text": Syntax((*ODD, *MARKDOWN.marks), MARKDOWN.pairs),
    "yaml": YAML,
    "frontmatter": FRONT,
    "markdown": MARKDOWN,
    "bibtex": BIBTEX,
    "csv": CSV,
    "record": RECORD,
}


@cache
def _base() -> dict[str, bytes]:
    return {
        path.relative_to(cases.BASE).as_posix(): path.read_bytes() for path in cases.BASE.rglob("*") if path.is_file()
    }


def campaign(name: str, text: bytes) -> dict[str, bytes]:
    """The good campaign with a text in that place, or without it where there is none."""
    place = PLACES[name]
    files = dict(_base())
    for path, content in place.others:
        files[path.lstrip("+")] = (files[path[1:]] if path[0] == "+" else b"") + content.encode()
    return {**files, place.path: place.head.encode() + text + place.tail.encode()} if text else files


def syntax_of(name: str) -> Syntax:
    return PARSERS[name] if name in PARSERS else PLACES[name].syntax


def unit(syntax: Syntax, chance: random.Random) -> str:
    """A few marks in a row."""
    count = chance.choice([1, 1, 2, 2, 2, 3, 3, 4, 6])
    return "".join(chance.choice(ODD if chance.random() < 0.02 else syntax.marks) if chance.random() < 0.6 else chance.choice(chance.choice(syntax.pairs)) for _ in range(count))  # fmt: skip


def nest(syntax: Syntax, chance: random.Random) -> str:
    """Pairs in pairs, whole, half closed or never closed."""
    pairs = [chance.choice(syntax.pairs) for _ in range(chance.choice([1, 2, 2, 3, 4]))]
    between = chance.choice(["", "a", " ", "\n", "a "])
    depth = chance.choice([1, 2, 3, 4, 5, 6, 8, 12, 20, 40, 100, 1000])
    around = [pairs[level % len(pairs)] for level in range(depth)]
    closed = around[: chance.choice([depth, depth, depth // 2, 0])]
    middle = chance.choice(["a", "word " * 10, unit(syntax, chance)])
    return "".join(one + between for one, _ in around) + middle + "".join(one + between for _, one in reversed(closed))


def bomb(syntax: Syntax, chance: random.Random, size: int = BYTES) -> Pieces:
    """A text of about so many bytes: something again and again, perhaps with something else before, between and after."""
    pieces: Pieces = []
    parts = chance.choice([1, 1, 1, 2])
    for _ in range(parts):
        again = nest(syntax, chance) if chance.random() < 0.5 else unit(syntax, chance)
        again += chance.choice(["", "", " ", "\n", "\n\n", "words \n\n"])
        head, tail = (unit(syntax, chance) if chance.random() < 0.3 else "" for _ in range(2))
        length = len((again or "a").encode("utf-8", "surrogateescape"))
        pieces += [(head, 1), (again or "a", max(1, size // parts // length)), (tail, 1)]
    return [(piece, times) for piece, times in pieces if piece]
