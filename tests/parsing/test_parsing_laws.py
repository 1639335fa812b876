"""Laws that hold for every text, whatever it holds."""

from __future__ import annotations

import csv as spreadsheet
import io
import json
import string
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
import yaml as library
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict

from coalition.parsing import bibtex, csv, frontmatter, markdown, records, schema, text, yaml

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from coalition.problems import Place, Problem

PIECES = {
    "yaml": ["- ", ": ", "a", "b", "\n", "  ", "'", '"', "[", "]", "{", "}", ",", "#", "&x", "*x", "!t", "|", ">", "---\n", "? ", "\t", "\\", "~", "é"],
    "front": ["---\n", "---", "a: b\n", "\n", "x", ": ", "\t"],
    "markdown": [
        *"[]()`*_<>#|:\\@!^{}\"'=-\n ",
        *("](", "![", "]{", "[^a]", "[^a]: ", "::: {.a}\n", ":::\n", "```\n", "> ", "- ", "    ", "\n\n", "@key", "#id", ".c", "k=v"),
        *("| a | b |\n|---|---|\n", ": c", "<!--", "-->", "<b>", "text", "1. ", "===\n", "[a]: b", "é", "\t"),
    ],
    "bibtex": ["@", "book", "{", "}", "(", ")", ",", "=", '"', "#", "\n", "key", "title", " ", "\\", "@string{", "@comment{", "@book{k,", "%", "é"],
    "csv": ["a", ",", ";", "\t", '"', "\n", "#", "=", " ", "1"],
    "record": ["x/1", "\n", "a", ": ", ":", " ", "b", "\r", "e\u0301", "\n\n"],
}  # fmt: skip


def texts(language: str) -> st.SearchStrategy[str]:
    """Texts that are nearly right, and texts that are nothing at all."""
    return st.one_of(st.lists(st.sampled_from(PIECES[language]), max_size=40).map("".join), st.text(max_size=60))


def exists(place: Place, source: str) -> bool:
    lines = source.split("\n")
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 1


def assert_good(problems: Iterable[Problem], source: str) -> None:
    problems = tuple(problems)
    assert tuple(sorted(problems)) == problems
    for problem in problems:
        assert exists(problem.place, source), (problem, source)
        assert problem.message
        assert problem.hint
        assert len(problem.message) < 400


@given(st.one_of(st.binary(max_size=80), st.text(max_size=60).map(str.encode)))
def test_bytes_always_give_a_text_without_what_no_program_expects(raw: bytes):
    parsed = text.decode("a", raw)
    assert_good(parsed.problems, parsed.value)
    assert "\x00" not in parsed.value
    assert "\r" not in parsed.value
    parsed.value.encode("utf-8")


@given(st.text(st.characters(categories=("L", "N", "P", "Zs"), exclude_characters="\u034f"), max_size=60))
def test_letters_of_every_script_are_no_problem(written: str):
    assume("<<<<<<<" not in written)
    assert text.decode("a", written.encode()).value == written


def routes(data: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value."""
    yield above
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for step, inner in below:
        yield from routes(inner, (*above, step))


@given(texts("yaml"), st.integers(1, 50))
@settings(max_examples=300)
def test_yaml_never_raises_and_its_places_exist(source: str, first_line: int):
    parsed = yaml.parse("a", source, first_line=first_line)
    above = "\n" * (first_line - 1)
    assert_good(parsed.problems, above + source)
    assert parsed.value.readable or parsed.problems
    for route in routes(parsed.value.data):
        assert exists(parsed.value.place(route), above + source)
        assert exists(parsed.value.key_place(route), above + source)


@given(texts("yaml"))
@settings(max_examples=300)
def test_yaml_without_problems_says_what_every_other_program_reads(source: str):
    parsed = yaml.parse("a", source)
    ours_alone = set("\r\x85\u2028\u2029\ufeff\ufffd")  # we replace them, and count no lines by them
    if parsed.problems or parsed.value.data is None or ours_alone & set(source + str(parsed.value.data)):
        return

    def as_text(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: as_text(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [as_text(inner) for inner in value]
        return "" if value in {None, "~", "null"} else value

    assert as_text(parsed.value.data) == as_text(
        library.load(source, getattr(library, "CBaseLoader", library.BaseLoader))  # noqa: S506  # it builds strings alone
    )


WORDS = st.text(st.characters(categories=("L", "N", "P", "S", "Zs")), max_size=12)
KEYS = st.text(string.ascii_lowercase, min_size=1, max_size=6)
DATA = st.recursive(
    WORDS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4), max_leaves=12
)


@given(DATA)
def test_what_is_written_as_yaml_is_read_back_each_value_at_its_place(data: Any):
    source = library.dump(data, default_style='"', allow_unicode=True, width=10_000, sort_keys=False)
    parsed = yaml.parse("a", source)
    assert parsed.problems == ()
    assert parsed.value.data == data
    lines = source.split("\n")
    for route in routes(data):
        value, place = parsed.value.value(route), parsed.value.place(route)
        if isinstance(value, str):
            assert lines[place.line - 1][place.column - 1] == '"'
        assert parsed.value.place((*route, "not there")) == place
        if route and isinstance(route[-1], str):
            place = parsed.value.key_place(route)
            assert lines[place.line - 1][place.column - 1 :].startswith(f'"{route[-1]}"')


@given(texts("front"))
def test_front_matter_never_raises_and_loses_no_line(source: str):
    parsed = frontmatter.split("a", source)
    assert_good(parsed.problems, source)
    assert (
        source.split("\n")[parsed.value.body_line - 1 :] in (parsed.value.body.split("\n"), ["---"])
        or not parsed.value.body
    )


@given(KEYS, WORDS, st.text(max_size=40))
def test_front_matter_and_body_put_together_are_parted_again(key: str, value: str, body: str):
    source = f"---\n{key}: {json.dumps(value, ensure_ascii=False)}\n---\n{body}"
    parsed = frontmatter.split("a", source)
    assert (parsed.value.document.data, parsed.value.body, parsed.value.body_line) == ({key: value}, body, 4)


@given(texts("markdown"), st.integers(2, 50))
@settings(max_examples=500)
def test_the_scan_never_raises_and_its_places_exist(source: str, first_line: int):
    found = markdown.scan("a", source, first_line=first_line)
    above = "\n" * (first_line - 1)
    assert list(found.marks) == sorted(found.marks, key=lambda mark: mark.place)
    for mark in found.marks:
        assert exists(mark.place, above + source), (mark, source)
        assert markdown.Scan("a", found.marks).find(mark.kind, mark.value) is not None


@given(texts("markdown"), st.integers(1, 5))
def test_empty_lines_above_move_every_mark_and_change_none(source: str, lines: int):
    here = markdown.scan("a", source, first_line=2 + lines)
    below = markdown.scan("a", "\n" * lines + source, first_line=2)
    assert here == below


@given(texts("markdown"))
def test_a_key_is_where_the_scan_says(source: str):
    lines = source.split("\n")
    for mark in markdown.scan("a", source, first_line=2).of("citation"):
        if not mark.attribute("in"):
            assert lines[mark.place.line - 2][mark.place.column - 1] == "@"


@given(texts("bibtex"))
@settings(max_examples=300)
def test_bibtex_never_raises_and_each_source_stands_alone(source: str):
    parsed = bibtex.parse("a", source)
    assert_good(parsed.problems, source)
    for entry in parsed.value:
        assert exists(entry.place, source)
        alone = bibtex.parse("a", entry.raw)
        assert alone.problems == ()
        assert [(one.key, one.fields, one.digest) for one in alone.value] == [(entry.key, entry.fields, entry.digest)]
        assert bibtex.parse("a", bibtex.canonical(entry)).value[0].digest == entry.digest
        assert "\n" not in entry.title + entry.authors + entry.year


@given(texts("csv"))
@settings(max_examples=300)
def test_csv_never_raises_and_gives_a_rectangle(source: str):
    parsed = csv.parse("a", source)
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    assert_good(parsed.problems, source)
    assert {len(row) for row in parsed.value.rows} <= {len(parsed.value.header)}
    assert len(parsed.value.places) == len(parsed.value.rows)
    assert all(exists(place, source) for place in parsed.value.places)


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Zs", "Cs", "Zl", "Zp")), min_size=1, max_size=8)
HEADINGS = st.text(st.characters(categories=("L", "N", "S")), min_size=1, max_size=8)


@given(st.integers(1, 4), st.data())
def test_a_table_that_is_written_is_read_back(width: int, data: st.DataObject):
    row = st.lists(CELLS, min_size=width, max_size=width)
    header = data.draw(st.lists(HEADINGS, min_size=width, max_size=width, unique_by=str.casefold))
    rows = data.draw(st.lists(row, max_size=4))
    out = io.StringIO()
    spreadsheet.writer(out).writerows([header, *rows])
    parsed = csv.parse("a", out.getvalue())
    assert parsed.problems == ()
    assert (parsed.value.header, parsed.value.rows) == (tuple(header), tuple(map(tuple, rows)))


@given(texts("record"))
@settings(max_examples=300)
def test_records_never_raise_and_have_one_form(source: str):
    parsed = records.parse("a", source)
    assert_good(parsed.problems, source)
    if parsed.value is not None:
        assert all(exists(place, source) for place in parsed.value.places)
        if not parsed.problems:
            assert records.render(parsed.value) == source


LINES = st.text(st.characters(categories=("L", "N", "P")), min_size=1, max_size=9).map(
    lambda text: unicodedata.normalize("NFC", text)
)


@given(LINES, st.dictionaries(KEYS, LINES, max_size=4), st.lists(LINES, max_size=3).map("\n\n".join))
def test_fields_that_are_written_are_read_back(first: str, values: dict[str, str], rest: str):
    fields = records.Fields(first, tuple(values.items()), rest)
    parsed = records.parse("a", records.render(fields))
    assert parsed.problems == ()
    assert parsed.value is not None
    assert (parsed.value.first, parsed.value.values, parsed.value.rest) == (first, fields.values, rest)


class Leaf(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    a: int
    b: str | dict[str, str] = ""


class Tree(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    a: Leaf | None = None
    b: tuple[Leaf | str, ...] = ()
    c: bool = False


@given(texts("yaml"))
@settings(max_examples=300)
def test_building_never_raises_and_its_places_exist(source: str):
    document = yaml.parse("a", source).value
    built = schema.build(Tree, document)
    assert_good(built.problems, source)
    assert (built.value is None) == (bool(built.problems) or not document.readable)


@pytest.mark.parametrize("parse", [bibtex.parse, csv.parse, records.parse, frontmatter.split, yaml.parse])
@pytest.mark.parametrize(
    "piece",
    [
        "{",
        "}",
        "@a{",
        "@a{b,",
        '"',
        '"a\n',
        "a\n",
        "\n",
        "[",
        "a: b\n",
        "- ",
        "*a ",
        "a: 'b' c\n",
        "- 'b' c\n",
        "a,",
        "---\n",
    ],
)
def test_no_parser_is_stopped_by_a_hundred_thousand_characters(parse: Callable[[str, str], Any], piece: str):
    source = (piece * 100_000)[:100_000]
    assert_good(parse("a", source).problems[:50], source)
