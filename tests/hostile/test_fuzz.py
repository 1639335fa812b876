"""Laws over texts that nobody would write, made by chance: the same ones in every run, others with `make fuzz SECONDS=…`.

No output of any writer holds a node, an attribute or an address that is not on the list of an independent reader, and no
text of a hundred kilobytes takes more than ten seconds or 512 MB in the whole of `check`. What was found is in the corpus.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import bombs
import inspect_archives
import inspect_markup
import limited
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coalition.parsing import bibtex, csv, frontmatter, markdown, records, text, yaml
from coalition.prose import ast, writers
from coalition.prose.book import prepare
from coalition.prose.guard import guarded
from coalition.prose.model import Bibliography, Manuscript, Reference
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache

if TYPE_CHECKING:
    from coalition.problems import Problem

pytestmark = pytest.mark.slow

HUNT = float(os.environ.get("FUZZ_SECONDS", "0"))
"""Seconds to hunt, with other texts each time; none: a few texts, always the same."""
PANDOC = Pandoc(Cache(None))
PICTURE = "chapters/refugees/figures/routes.png"
ADDRESSES = frozenset({"http", "https", "mailto"})
NODES = frozenset(
    [
        "Para",
        "Plain",
        "LineBlock",
        "CodeBlock",
        "BlockQuote",
        "BulletList",
        "OrderedList",
        "DefinitionList",
        "Header",
        "HorizontalRule",
        "Div",
        "Figure",
        "Table",
        "Str",
        "Emph",
        "Underline",
        "Strong",
        "Strikeout",
        "Superscript",
        "Subscript",
        "SmallCaps",
        "Code",
        "Space",
        "SoftBreak",
        "LineBreak",
        "Link",
        "Image",
        "Note",
        "Span",
        "AlignLeft",
        "AlignRight",
        "AlignCenter",
        "AlignDefault",
        "ColWidth",
        "ColWidthDefault",
        "DefaultStyle",
        "Example",
        "Decimal",
        "LowerRoman",
        "UpperRoman",
        "LowerAlpha",
        "UpperAlpha",
        "DefaultDelim",
        "Period",
        "OneParen",
        "TwoParens",
    ]
)
ATTRIBUTES = frozenset({"lang", "dir", "width", "to", "practice"})
ATTRIBUTED = frozenset({"Div", "Span", "Code", "CodeBlock", "Link", "Image", "Figure", "Table", "Header"})


def calm(examples: int) -> settings:
    """So many examples, or as many times more as there are seconds to hunt."""
    most = examples * max(1, round(HUNT))
    return settings(max_examples=most, deadline=None, derandomize=not HUNT, suppress_health_check=list(HealthCheck))


def nearly(syntax: bombs.Syntax, most: int = 30) -> st.SearchStrategy[str]:
    """Texts of a syntax's marks, whole and broken."""
    marks = st.sampled_from([*syntax.marks, *(one for pair in syntax.pairs for one in pair), *bombs.ODD])
    return st.lists(marks, max_size=most).map("".join)


def assert_placed(problems: tuple[Problem, ...], source: str) -> None:
    lines = source.split("\n")
    for problem in problems:
        assert 1 <= problem.place.line <= len(lines), problem
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1, problem
        assert problem.message
        assert problem.hint


@pytest.mark.parametrize("name", bombs.PARSERS)
@calm(150)
@given(data=st.data())
def test_a_parser_never_raises_and_every_place_is_in_the_file(name: str, data: st.DataObject):
    raw = data.draw(nearly(bombs.PARSERS[name])).encode("utf-8", "surrogateescape")
    decoded = text.decode("a", raw)
    assert_placed(decoded.problems, decoded.value)
    source = decoded.value
    if name == "markdown":
        assert all(1 <= mark.place.line <= source.count("\n") + 1 for mark in markdown.scan("a", source).marks)
        return
    if name == "text":
        return
    parsers: dict[str, Any] = {
        "yaml": yaml.parse,
        "frontmatter": frontmatter.split,
        "bibtex": bibtex.parse,
        "csv": csv.parse,
        "record": records.parse,
    }
    parsed = parsers[name]("a", source)
    assert_placed(parsed.problems, source)
    if name == "record" and not parsed.problems:
        assert records.render(parsed.value) == source
    if name == "bibtex":
        for source_read in parsed.value:
            (again,) = bibtex.parse("a", source_read.raw).value
            assert bibtex.canonical(again) == bibtex.canonical(source_read)


def manuscript(body: str, name: str) -> Manuscript:
    kinds = frozenset({"recommendation", "demand", "key-finding", "testimony", "case-data"})
    return Manuscript(name, "chapters/refugees/chapter.md", body, images=frozenset({PICTURE}), passages=kinds)


def assert_listed(document: str) -> None:
    """Every node, attribute and address of a document is on the list."""
    for node in ast.walk(guarded(document)):
        assert node["t"] in NODES, node
        if node["t"] in ATTRIBUTED:
            given_attributes = node["c"][1 if node["t"] == "Header" else 0]
            assert {name for name, _ in given_attributes[2]} <= ATTRIBUTES, node
        if node["t"] == "Link":
            target = node["c"][2][0]
            assert target.startswith("#") or not list(inspect_markup.address(target, ADDRESSES)), node


def assert_harmless(documents: list[str]) -> None:
    """What the writers make of documents passes readers that know nothing of them."""
    spoken = [document for document in documents if ast.blocks_of(document)]
    pieces = [writers.Piece(document, {PICTURE: "a.png"}) for document in spoken]
    for made in writers.html_pieces(pieces, pandoc=PANDOC):
        page = f'<html lang="en"><head><title>x</title></head><body>{made}</body></html>'
        assert list(inspect_markup.page("a/index.html", page.encode())) == []
    for document in spoken:
        writers.typst(document, {PICTURE: "/a.png"})
    if spoken:
        writers.plain(ast.join(*spoken), pandoc=PANDOC)


@calm(25)
@given(st.lists(nearly(bombs.MARKDOWN), min_size=6, max_size=12))
def test_no_text_brings_more_than_the_list_into_any_format(bodies: list[str]):
    texts = [manuscript(body, f"t{number}") for number, body in enumerate(bodies)]
    works = (Reference("doe-2020", "@book{doe-2020, title = {T}, author = {A}, year = {2020}}"),)
    book = prepare(texts, Bibliography(shared=works), pandoc=PANDOC).value
    documents = [section.ast for section in book.sections]
    for document in documents:
        assert_listed(document)
    assert_harmless(documents)


@calm(6)
@given(st.lists(nearly(bombs.MARKDOWN), min_size=6, max_size=12), nearly(bombs.MARKDOWN, 8))
def test_no_text_brings_more_than_the_list_into_a_word_document(bodies: list[str], title: str):
    texts = [manuscript(body, f"t{number}") for number, body in enumerate(bodies)]
    sections = prepare(texts, Bibliography(), pandoc=PANDOC).value.sections
    whole = ast.join(*(section.ast for section in sections if not section.images))
    if not ast.blocks_of(whole):
        return
    reference = (Path(writers.__file__).parents[1] / "outputs/report/templates/reference.docx").read_bytes()
    shown = title.encode("utf-8", "replace").decode()
    shown = "".join(sign for sign in shown if sign.isprintable())
    made = writers.docx([whole], reference=reference, metadata={"title": shown}, pictures={}, pandoc=PANDOC)
    assert list(inspect_archives.docx(made)) == []


@calm(15)
@given(st.lists(nearly(bombs.BIBTEX, 12), min_size=4, max_size=8))
def test_no_source_brings_more_than_the_list_into_a_document(fields: list[str]):
    entries = [
        Reference(
            f"k{number}", f"@book{{k{number}, title = {{{one}}}, author = {{A}}, note = {{{one}}}, year = {{2020}}}}"
        )
        for number, one in enumerate(fields)
    ]
    body = "Said " + " ".join(f"[@{entry.key}]" for entry in entries)
    book = prepare([manuscript(body, "t")], Bibliography(shared=tuple(entries)), pandoc=PANDOC).value
    documents = [book.sections[0].ast, book.bibliography]
    for document in filter(None, documents):
        assert_listed(document)
    assert_harmless([document for document in documents if document])


@pytest.mark.parametrize("place", [*bombs.PARSERS, *bombs.PLACES])
def test_no_text_of_a_hundred_kilobytes_takes_ten_seconds_or_512_megabytes(place: str):
    chance, until = random.Random(0 if not HUNT else None), time.monotonic() + HUNT
    while True:
        texts = [bombs.bomb(bombs.syntax_of(place), chance) for _ in range(2)]
        for one, (seconds, megabytes, why) in zip(texts, limited.measure(place, texts), strict=True):
            assert (seconds <= limited.SECONDS, megabytes <= limited.MEGABYTES, why) == (True, True, ""), one
        if time.monotonic() >= until:
            return
