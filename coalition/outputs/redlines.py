"""What changed between two versions of a statement: counted, in a terminal, and as a page that needs nothing else."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup

from coalition.outputs.verdict import visible
from coalition.outputs.words import Words
from coalition.prose.allowlist import Cleaner
from coalition.prose.ast import Blocks, blocks_of, div, document, para, span, words
from coalition.prose.compare import Comparison, Side, compare
from coalition.prose.redlined import DELETION, INSERTION, LABEL, excerpt
from coalition.prose.writers import redline

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from coalition.kinds.statement import Addressee, StatementText
    from coalition.prose.model import Section
    from coalition.prose.pandoc import Pandoc
    from coalition.prose.redlined import Tally

STYLES = ("outputs/templates/redline.css", "assets/site/changes.css")
"""The second is the site's, too: what a comparison marks looks the same everywhere."""
_SIGN = re.compile(r"(\[-|-\]|\{\+|\+\})")
_OPENING = {"[-": DELETION, "{+": INSERTION}
_JOINERS = re.compile("([\u200c\u200d])")
_COUNTED = ("moved", "left", "arrived", "restyled", "relinked", "pictures", "redescribed", "signs")


def statement_side(text: StatementText, section: Section, say: Words, pictures: Mapping[str, str]) -> Side:
    """A version as it is signed: title, occasion and addressees, then its text.

    `pictures` has the name that a picture is published under, by its path.
    """
    shown = tuple(sorted((path, pictures[path]) for path in section.images if path in pictures))
    to = "; ".join(_addressee(one, say) for one in text.addressed_to)
    facts = (
        (say("changes.fact.title"), text.title),
        (say("statement.fact.occasion"), text.occasion),
        (say("statement.fact.to"), to),
    )
    clean = Cleaner().text
    front = [para([span(words(f"{label}:"), classes=[LABEL]), *words(f" {clean(value)}")]) for label, value in facts]
    return Side(_with_front(front, section.ast), section.id, dict(shown))


def _with_front(front: Blocks, ast: str) -> str:
    return document([div(front, classes=["front-matter"]), *blocks_of(ast)])


def _addressee(addressee: Addressee, say: Words) -> str:
    """All that the text says of someone whom it addresses."""
    country = [say.country(addressee.country)] if addressee.country else []
    return f"{addressee.name} ({', '.join([say.addressee(addressee.type), *country])})"


@lru_cache(maxsize=1024)
def _compared(old: tuple[str, str], new: tuple[str, str], pictures: tuple[tuple[str, str], ...]) -> Comparison:
    names = dict(pictures)
    return compare(Side(*old, names), Side(*new, names))


def compared(old: Side, new: Side) -> Comparison:
    """The comparison of two sides that name their pictures alike; the same two are compared once in a process."""
    pictures = tuple(sorted({**old.pictures, **new.pictures}.items()))
    return _compared((old.ast, old.id), (new.ast, new.id), pictures)


def summary(tally: Tally, say: Words) -> str:
    """How much changed, to stand in a sentence: `214 words changed in 6 paragraphs and one passage moved`."""
    found = []
    if tally.words:
        changed, places = say.count("changes.words", tally.words), say.count("changes.places", tally.places)
        found.append(say("changes.within", words=changed, places=places))
    found += [say.count(f"changes.{name}", getattr(tally, name)) for name in _COUNTED if getattr(tally, name)]
    return say.joined(found) if found else say("changes.none")


def terminal(comparison: Comparison, say: Words, paint: Callable[[str, str], str], *, pandoc: Pandoc) -> str:
    """What changed and what stands around it, with signs and, where `paint` gives it, colour.

    Law: the text holds no character that steers a terminal.
    """
    from coalition.prose.labels import DEFAULT_LABELS, labels_for

    shown = excerpt(blocks_of(comparison.ast), lambda number: say.count("changes.left-out", number))
    text = redline(document(shown), pandoc=pandoc, labels=labels_for(say.language, DEFAULT_LABELS))
    return "".join(_painted(text, paint))


def _painted(text: str, paint: Callable[[str, str], str]) -> Iterator[str]:
    """The text, each mark in its colour; within what was moved stand others."""
    roles = [""]
    run = ""
    for part in _SIGN.split(text):
        closing = part in ("-]", "+}")
        if part in _OPENING:
            yield _coloured(run, roles[-1], paint)
            run = ""
            roles.append(_OPENING[part])
        run += part
        if closing and len(roles) > 1:
            yield _coloured(run, roles.pop(), paint)
            run = ""
    yield _coloured(run, roles[-1], paint)


def _coloured(text: str, role: str, paint: Callable[[str, str], str]) -> str:
    """Lines of one colour, without what steers a terminal."""
    made = ""
    for line in text.splitlines(keepends=True):
        bare = line.rstrip("\n")
        # What joins letters in some scripts is no danger, and their words cannot be read without it.
        safe = "".join(
            piece if _JOINERS.fullmatch(piece) else visible(piece) for piece in _JOINERS.split(bare) if piece
        )
        made += (paint(safe, role) if role and safe else safe) + line[len(bare) :]
    return made


def page(title: str, sentences: tuple[str, ...], html: Markup, text_language: str, say: Words) -> str:
    """A comparison as one HTML file that needs nothing else."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("coalition.outputs"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )
    folder = files("coalition")
    styles = "\n".join(folder.joinpath(path).read_text(encoding="utf-8") for path in STYLES)
    return environment.get_template("redline.html.j2").render(
        w=say,
        title=title,
        sentences=sentences,
        html=html,
        text_language=text_language,
        text_direction=Words(text_language).direction,
        styles=Markup(styles),  # noqa: S704 -- our own files
    )
