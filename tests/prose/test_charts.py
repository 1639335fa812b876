"""Charts and maps: what is drawn is what the table says, whatever stands in it."""

from __future__ import annotations

import base64
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from prose_samples import chapter, codes

from coalition.parsing import csv
from coalition.prose import ast
from coalition.prose.charting import maps, numerals, scales, world
from coalition.prose.charting.drawing import KINDS, draw
from coalition.prose.charting.model import Chart, Series
from coalition.prose.labels import ARABIC, ENGLISH, SPANISH
from coalition.prose.model import Picture
from coalition.prose.writers import docx, html, typst

SVG = "{http://www.w3.org/2000/svg}"
DATA = "chapters/refugees/data/fees.csv"
FEES = "country,people,fee\nNepal,140,900.5\nLanka,310,1200\nBengal,,40\n"
HOSTILE = '</text><script>alert(1)</script> "&#x5d;` #read("/secret") \x07 ]]> &bogus; url(https://evil.example)'
PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4//8/AAX+Av4N70a4AAAAAElFTkSuQmCC")
numbers = st.integers(-(10**9), 10**9).map(lambda whole: Decimal(whole) / 100)


def block(attributes: str = "", body: str = "Fees.", what: str = "chart", data: str = "data/fees.csv") -> str:
    given = {"data": data, "alt": "Lanka pays most.", "source": "@doe-2020"} | (
        {"type": "bar"} if what == "chart" else {}
    )
    written = " ".join(f'{name}="{value}"' for name, value in given.items() if f"{name}=" not in attributes)
    return f"```{{.{what} #fig-fees {written} {attributes}}}\n{body}\n```\n"


@pytest.fixture
def drawn(prepared):
    """The book of one chapter with such a table, and of its first drawing the tree."""

    def run(body: str, table: str = FEES, **values: object):
        data = {DATA: csv.parse(DATA, table).value}
        book = prepared(chapter(body, data=data, **values))
        found = book.value.sections[0].drawings
        return book, [ET.fromstring(one.svg) for one in found]  # noqa: S314 -- what we have drawn

    return run


def chart(kind: str, *values: Decimal | None, labels: tuple[str, ...] = (), language: str = "en") -> Chart:
    names = labels or tuple(f"Row {index}" for index in range(len(values)))
    return Chart(kind, "Title", "Description", "Place", names, (Series("Fee", values),), language)


def texts(tree: ET.Element) -> list[str]:
    return ["".join(one.itertext()) for one in tree.iter(f"{SVG}text")]


def bars(tree: ET.Element) -> list[float]:
    return [float(one.attrib["width"]) for one in tree.iter(f"{SVG}rect") if one.get("class") == "bar"]


def cells(section) -> list[list[str]]:
    table = next(node for node in ast.walk(ast.blocks_of(section.ast)) if node["t"] == "Table")
    rows = [*table["c"][3][1], *table["c"][4][0][3]]
    return [[ast.plain_text(cell[4]) for cell in row[1]] for row in rows]


@settings(max_examples=60, deadline=None)
@given(st.lists(numbers, min_size=1, max_size=12))
def test_bars_are_as_long_as_their_numbers(values):
    tree = ET.fromstring(draw(chart("bar", *values), "x", "y").svg)  # noqa: S314 -- what we have drawn
    longest = max(map(abs, values))
    lengths = bars(tree)
    assert len(lengths) == len(values)
    for value, length in zip(values, lengths, strict=True):
        expected = float(abs(value) / longest) * max(lengths) if longest else 0
        assert length == pytest.approx(expected, abs=0.02)


@settings(max_examples=60, deadline=None)
@given(st.lists(numbers, min_size=1, max_size=9))
def test_a_scale_of_points_holds_every_number_between_few_round_ones(values):
    scale, ticks = scales.of_points(values, 0, 100)
    assert 2 <= len(ticks) <= 9
    assert list(ticks) == sorted(set(ticks))
    assert all(0 <= scale.at(value) <= 100 for value in values)


@settings(max_examples=30, deadline=None)
@given(
    st.sampled_from(sorted(KINDS)),
    st.lists(st.one_of(st.none(), numbers), min_size=1, max_size=8).filter(
        any_known := lambda values: any(v is not None for v in values)
    ),
    st.text(max_size=60),
    st.sampled_from(["en", "es", "ar", "nonsense"]),
)
def test_whatever_stands_in_a_table_is_drawn_as_words(kind, values, name, language):
    given = Chart(kind, name, name, name, (name,) * len(values), (Series(name, tuple(values)),), language)
    drawing = draw(given, "chapters/x", "fig-y")
    tree = ET.fromstring(drawing.svg)  # noqa: S314 -- what we have drawn
    known = {"svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "text", "polyline", "g"}
    assert {one.tag.removeprefix(SVG) for one in tree.iter()} <= known
    assert not re.search(r"\son\w+=|href|style=|<!", drawing.svg)
    assert drawing == draw(given, "chapters/x", "fig-y")


def test_a_chart_is_a_figure_with_number_caption_source_and_table(drawn):
    book, (tree,) = drawn("See @fig-fees.\n\n" + block('value="people; fee" names="People; Fee in dollars"'))
    section = book.value.sections[0]
    assert not book.problems
    assert [(one.kind, one.number, one.caption) for one in section.floats] == [("figure", "2.1", "Fees.")]
    assert "See Figure 2.1. Figure 2.1. Fees." in ast.plain_text(ast.blocks_of(section.ast))
    assert "Source: Doe (2020)" in ast.plain_text(ast.blocks_of(section.ast))
    assert [tree.findtext(f"{SVG}title"), tree.findtext(f"{SVG}desc")] == ["Fees.", "Lanka pays most."]
    assert cells(section) == [
        ["Country", "People", "Fee in dollars"],
        ["Nepal", "140", "900.5"],
        ["Lanka", "310", "1,200.0"],
        ["Bengal", "no data", "40.0"],
    ]
    assert {"People", "Fee in dollars", "Nepal", "310", "1,200.0", "no data"} <= set(texts(tree))


def test_numbers_and_words_are_those_of_the_language(drawn):
    _, (tree,) = drawn(block(), language="es")
    assert {"1\N{NO-BREAK SPACE}200,0", "sin datos"} <= set(texts(tree))


@pytest.mark.parametrize(
    ("cell", "number"),
    [("12", "12"), ("-3.50", "-3.50"), ("1,2", None), ("1e5", None), ("٣", None), (" 1", None), ("1" * 16, None), ("", None)],
)  # fmt: skip
def test_a_number_is_digits_with_a_point(cell, number):
    assert numerals.number(cell) == (None if number is None else Decimal(number))


def test_minus_is_a_minus_and_nothing_has_none():
    assert numerals.shown(Decimal("-1234.5"), 1, "en") == "\N{MINUS SIGN}1,234.5"
    assert numerals.shown(Decimal("-0.04"), 1, "en") == "0.0"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_hostile_in_a_table_is_words_in_every_format(drawn, pandoc, kind):
    quoted = HOSTILE.replace('"', '""')
    table = f'"{quoted}",fee\n"{quoted}",5\nb,6\n'
    book, (tree,) = drawn(block(f'type="{kind}"', body=HOSTILE), table)
    section = book.value.sections[0]
    assert "script" not in {one.tag.removeprefix(SVG) for one in tree.iter()}
    names = {section.drawings[0].path: "/pictures/x.svg"}
    page = html(section.ast, names, pandoc=pandoc)
    assert "<script" not in page
    assert "&lt;script" in page
    assert '#read("' not in typst(section.ast, names, pandoc=pandoc).replace("\\#read", "")


def test_web_pages_fold_the_numbers_and_the_pdf_has_the_drawing_alone(drawn, pandoc):
    book, _ = drawn(block())
    section = book.value.sections[0]
    names = {section.drawings[0].path: "/pictures/x.svg"}
    page = html(section.ast, names, pandoc=pandoc, labels=ENGLISH)
    assert re.search(r'<details class="chart-data">\s*<summary>The numbers of this figure</summary>', page)
    assert 'alt="Lanka pays most."' in page
    markup = typst(section.ast, names, pandoc=pandoc)
    assert 'image("/pictures/x.svg", alt: "Lanka pays most. ' in markup
    assert "table(" not in markup


@pytest.mark.parametrize(
    ("attributes", "table", "code", "line"),
    [
        ('alt=""', FEES, "missing-alt-text", 10),
        ('alt="Fees."', FEES, "alt-is-caption", 10),
        ('label="land"', FEES, "unknown-chart-column", 10),
        ('colour="red"', FEES, "dropped-attribute", 10),
        ("", "country\nNepal\n", "unknown-chart-column", 10),
        ("", "country,a,b,c,d\nNepal,1,2,3,4\n", "chart-too-large", 10),
        ("", "country,fee\nNepal,\n", "empty-chart", 10),
        ("", "country,fee\nNepal,1\nLanka,many\n", "chart-not-a-number", 3),
        ('data="../other/data/fees.csv"', FEES, "missing-chart-data", 10),
        ('data=""', FEES, "missing-chart-data", 10),
    ],
)
def test_what_is_wrong_is_said_where_it_stands(drawn, attributes, table, code, line):
    book, _ = drawn(block(attributes), table)
    assert [(found, at) for found, at, _ in codes(book)] == [(code, line)]


def test_of_two_charts_of_one_table_the_second_is_named(drawn):
    second = block('source="" type="pie"').replace("fig-fees", "fig-more")
    book, _ = drawn(f"{block()}\n{second}")
    assert [(code, line) for code, line, _ in codes(book)] == [("chart-without-source", 14), ("unknown-chart-type", 14)]


def test_what_cannot_be_drawn_can_be_referred_to(drawn):
    book, found = drawn(f"See @fig-fees.\n\n{block('type=pie')}")
    assert not found
    assert "dead-reference" not in [code for code, _, _ in codes(book)]


def test_a_map_shows_every_state_and_says_that_it_has_no_opinion(drawn):
    table = "iso,rate\nNP,4.5\nTW,1\nTV,9\n"
    book, (tree,) = drawn(block(what="map"), table)
    shown = texts(tree)
    assert not book.problems
    assert len(world.PLACES) == 195
    assert set(world.PLACES) | {"TW"} <= set(shown)
    assert " ".join(shown[-3:]).endswith("the limits of any territory.")
    assert cells(book.value.sections[0])[1:] == [["Nepal", "4.5"], ["Taiwan", "1.0"], ["Tuvalu", "9.0"]]
    assert ENGLISH.map_note in ast.plain_text(ast.blocks_of(book.value.sections[0].ast))
    assert len({ENGLISH.map_note, SPANISH.map_note, ARABIC.map_note}) == 3


@given(st.lists(numbers, min_size=1, max_size=40))
def test_darker_is_more(values):
    shades = maps.shades(values)
    ordered = [shades[value] for value in sorted(values)]
    assert ordered == sorted(ordered)
    assert set(ordered) <= set(range(len(maps.SHADES)))


@pytest.mark.parametrize(("code", "hint"), [("NPL", 'Write "NP".'), ("gb", 'Write "GB".'), ("QQ", "ISO 3166-1")])
def test_a_map_names_the_code_that_is_meant(drawn, code, hint):
    book, found = drawn(block(what="map"), f"iso,rate\nNP,1\n{code},2\n")
    assert not found
    assert hint in book.problems[0].hint
    assert book.problems[0].place.line == 3


def test_on_paper_a_drawing_says_its_numbers_to_those_who_hear_it(drawn, pandoc, reference):
    book, _ = drawn(block('value="people; fee" names="People; Fee in dollars"'))
    section = book.value.sections[0]
    picture = Picture(section.drawings[0].path, "x.png", "image/png", PIXEL, 1, 1)
    told = "Lanka pays most. Country: People; Fee in dollars. Nepal: 140; 900.5. Lanka: 310; 1,200.0. Bengal: no data; 40.0."

    assert f'alt: "{told}"' in typst(section.ast, {picture.path: "/pictures/x.png"}, pandoc=pandoc)
    word = docx([section.ast], reference=reference, metadata={}, pictures={picture.path: picture}, pandoc=pandoc)
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        assert f'descr="{told}"' in archive.read("word/document.xml").decode()


def test_in_a_language_from_the_right_bars_grow_to_the_left_and_the_world_stays_as_it_is(drawn, pandoc):
    table = "بلد,رسم\nنيبل (كتمندو),5\nسريلنكة,-2.5\n"
    book, (tree,) = drawn(block(), table, language="ar")
    positive, negative = (one.attrib for one in tree.iter(f"{SVG}rect") if one.get("class") == "bar")
    labels = {"".join(one.itertext()): one.attrib for one in tree.iter(f"{SVG}text")}

    assert float(positive["x"]) + float(positive["width"]) == pytest.approx(float(negative["x"]), abs=0.02)
    assert "text-anchor" not in labels["\u2067نيبل (كتمندو)\u2069"]
    assert float(labels["\u2067نيبل (كتمندو)\u2069"]["x"]) > float(negative["x"])
    assert "\u22122.5" in labels
    section = book.value.sections[0]
    assert '<span dir="ltr">\u22122.5</span>' in html(section.ast, {section.drawings[0].path: "/x.svg"}, pandoc=pandoc)

    _, (left,) = drawn(block(what="map"), "iso,rate\nNP,1\n")
    _, (right,) = drawn(block(what="map"), "iso,rate\nNP,1\n", language="ar")
    assert [one.get("x") for one in left.iter(f"{SVG}text") if one.text == "NP"] == [
        one.get("x") for one in right.iter(f"{SVG}text") if one.text == "NP"
    ]


@pytest.mark.parametrize("kind", ["bar", "grouped-bar", "dot"])
def test_long_labels_are_whole_since_paper_has_no_table_beside_them(kind):
    label = "A place whose name is so long that neither one line nor two of them can hold it"
    word = "Donaudampfschifffahrtsgesellschaft"
    series = (Series(f"{label}, men", (Decimal(4), None)), Series(f"{label}, women", (Decimal(3), Decimal(2))))
    tree = ET.fromstring(  # noqa: S314 -- what we have drawn
        draw(Chart(kind, "Title", "Description", "Place", (label, word), series), "x", "y").svg
    )
    shown = texts(tree)
    assert "…" not in "".join(shown)
    assert label in " ".join(shown)
    assert word in "".join(shown)


@pytest.mark.parametrize(
    ("language", "expected"),
    [("en", "1,234.5"), ("hi", "1,234.5"), ("es-MX", "1,234.5"), ("fr", "1 234,5"), ("de", "1 234,5"), ("??", "1,234.5")],
)  # fmt: skip
def test_numbers_are_written_as_a_language_does(language, expected):
    assert numerals.shown(Decimal("1234.5"), 1, language) == expected.replace(" ", "\N{NO-BREAK SPACE}")


def test_a_chart_in_an_annex_is_drawn_from_the_tables_of_the_report(prepared):
    data = {"report/data/fees.csv": csv.parse("report/data/fees.csv", FEES).value}
    annex = chapter(f"## Words\n\nSee @fig-fees.\n\n{block()}", data=data, number=None, numbered=False, letter="B")
    book = prepared(replace(annex, path="report/annex.md"))
    assert not book.problems
    assert len(book.value.sections[0].drawings) == 1
    text = ast.plain_text(ast.blocks_of(book.value.sections[0].ast))
    assert "See Figure B.1." in text
    assert "Figure B.1. Fees." in text
    assert [heading.number for heading in book.value.sections[0].headings] == [""]


def test_members_do_not_sign_what_stands_behind_a_chart(prepared):
    book = prepared(replace(chapter(block(), cites=False), path="statements/x/v1/en.md"))
    assert [code for code, _, _ in codes(book)] == ["chart-out-of-place"]
    assert "sign its text" in book.problems[0].message


def test_a_column_without_a_name_is_not_shown_and_one_without_a_number_is_told_of(drawn):
    book, (tree,) = drawn(block(), "country,fee,\nNepal,5,\n")
    assert not book.problems
    assert "5" in texts(tree)
    book, found = drawn(block(), "country,fee,people\nNepal,5,\n")
    assert not found
    assert [(code, line) for code, line, _ in codes(book)] == [("empty-chart", 10)]
    assert '"People"' in book.problems[0].message


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("25%", "25"), ("1 200", "1200"), ("1\u00a0200 %", "1200"), ("1'200.5", "1200.5"), ("1,5", "1.5"), ("\u22125", "-5")]
    + [(cell, "") for cell in ("1,200", "about 5", "1 2", "1.200,5", "")],
)  # fmt: skip
def test_the_number_that_was_meant_is_named_where_there_is_no_doubt(cell, meant):
    assert numerals.meant(cell) == meant


def test_what_cannot_be_drawn_is_named_where_the_table_has_it(drawn):
    book, _ = drawn(block(), "country,fee\nNepal,5\nNepal \u4e2d,6\n")
    assert [(code, problem.place.path, problem.place.line) for problem in book.problems for code in [problem.code]] == [
        ("undrawable-character", DATA, 3)
    ]
    book, _ = drawn(block(), "country,\u4e2d\nNepal,5\n")
    assert str(book.problems[0].place).startswith(f"{DATA}:1")


def test_who_made_a_figure_stands_below_its_source(drawn):
    book, _ = drawn(block('credit="Harbour Network <b>"'))
    section = book.value.sections[0]
    assert not book.problems
    assert section.floats[0].caption == "Fees."
    assert "Source: Doe (2020)" in (text := ast.plain_text(ast.blocks_of(section.ast)))
    assert "Credit: Harbour Network <b>" in text
    alone = drawn(block('source="" credit="Ana"'), language="es")[0].value.sections[0]
    assert alone.floats[0].caption == "Fees."
    assert "Crédito: Ana" in ast.plain_text(ast.blocks_of(alone.ast))


def test_what_is_recommended_is_said_in_words_and_not_by_the_chart_beside_them(drawn):
    book, _ = drawn(f'::: {{.recommendation #rec-x to="all-states"}}\nStop fees.\n\n{block()}\n:::\n')
    assert [passage.text for passage in book.value.sections[0].passages] == ["Stop fees."]


def test_no_figure_stands_in_a_note(drawn):
    picture = '![Cap](figures/a.png){#fig-x alt="Red."}'
    noted = (
        "Words, @fig-fees.[^1]\n\n[^1]: Note.\n\n    "
        + block().rstrip().replace("\n", "\n    ")
        + f"\n\n    {picture}\n"
    )
    book, _ = drawn(noted)
    assert [(code, line) for code, line, _ in codes(book)] == [("figure-in-note", 14), ("figure-in-note", 18)]
