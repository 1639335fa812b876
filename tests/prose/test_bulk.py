"""How much a document may hold before no typesetter could set it."""

from __future__ import annotations

import json

import pytest
from prose_samples import chapter, codes

from coalition.prose.ast import (
    attr,
    bullet_list,
    definition_list,
    div,
    emph,
    header,
    image,
    line_block,
    note,
    para,
    plain,
    table,
    words,
)
from coalition.prose.book import prepare
from coalition.prose.bulk import LONGEST_WORD, excess, overlong
from coalition.prose.model import Bibliography

A = plain(words("a"))
ROW = [[A], [A]]


@pytest.mark.parametrize(
    ("blocks", "said"),
    [
        ([header(2, words("a"))] * 3_000, "has 3,000 headings"),
        ([para([note([A])] * 6_000)], "has 6,000 notes"),
        ([bullet_list([[A]] * 12_000)], "has 12,000 items of lists"),
        ([bullet_list([[A]])] * 3_000, "has 3,000 lists"),
        ([{"t": "BlockQuote", "c": [A]}] * 20_000, "has 20,000 quotations"),
        ([para(words("a"))] * 40_000, "has 40,000 paragraphs"),
        ([table(ROW, [ROW] * 8_000)], "has 16,002 cells of tables"),
        ([table([[A]], [])] * 4_000, "has 4,000 tables"),
        ([div([A], classes=["key-finding"])] * 4_000, "has 4,000 marked passages"),
        ([para([{"t": "Code", "c": [attr(), "a"]}] * 33_000)], "has 33,000 pieces of code"),
        ([{"t": "CodeBlock", "c": [attr(), "a\n" * 110_000]}], "has 110,000 lines of code"),
        ([line_block([words("a")] * 31_000)], "has 31,001 lines"),
        ([para([image("a.png", "a")] * 6_000)], "has 6,000 pictures"),
        ([definition_list([(words("a"), [[A]])] * 12_000)], "has 12,000 items of lists"),
        ([para([emph(words("a"))] * 80_000)], "has 80,000 pieces of emphasis"),
    ],
)
def test_a_text_of_too_many_parts_cannot_be_set(blocks, said):
    assert said in excess(blocks, 100_000)
    assert excess(blocks, 10_000_000) == ""


def test_a_text_of_too_many_parts_is_refused_and_nothing_of_it_is_set(pandoc):
    body = "a\n\n" + "## a\n\n" * 3_000
    parsed = prepare([chapter(body), chapter("Words.", "other")], Bibliography(), pandoc=pandoc)

    (problem,) = parsed.problems
    assert (problem.code, problem.place.line) == ("unreadable-prose", 12)
    assert "has 3,000 headings" in problem.message
    assert [section.words for section in parsed.value.sections] == [0, 1]


def test_a_long_chapter_is_far_from_the_limit(pandoc):
    paragraph = "Words of prose, and *more* of them [@a]. " * 8 + "^[A note.]\n\n"
    rows = "|a|b|c|\n|-|-|-|\n" + "|1|2|3|\n" * 10 + "\n"
    body = ("## A heading\n\n" + paragraph * 4 + rows + "- one\n- two\n\n") * 60

    assert len(body) > 80_000
    assert excess(json.loads(pandoc.read(body))["blocks"], 0) == ""


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ("a\n\nb " + "x" * 3_000, (12, 3)),
        ("`" + "x" * 3_000 + "`", (10, 2)),
        ("## " + "word " * 300, (10, 4)),
        ("![](figures/a.png){alt='" + "word " * 1_200 + "'}", (10, 25)),
        ("*" + "\u0627" * 3_000 + "*", (10, 2)),
        ("    " + "x" * 3_000, (10, 5)),
    ],
)
def test_what_no_format_can_hold_is_told_at_its_place(pandoc, body, place):
    assert codes(prepare([chapter(body)], Bibliography(), pandoc=pandoc)) == [("overlong-text", *place)]


def test_lines_end_where_the_script_lets_them():
    assert list(overlong([para([{"t": "Str", "c": "漢字" * LONGEST_WORD}])])) == []
    assert list(overlong([para(words("word " * LONGEST_WORD))])) == []
    assert list(overlong([{"t": "CodeBlock", "c": [["", [], []], "a\n" * LONGEST_WORD]}])) == []
    assert list(overlong([{"t": "LineBlock", "c": [words("a")] * LONGEST_WORD}])) == []


def test_words_in_cells_and_of_pictures_are_looked_at_too():
    long = plain(words("x" * (LONGEST_WORD + 1)))
    assert [found.what for found in overlong([table([[A]], [[[long]]])])] == ["This word"]
    assert [found.what for found in overlong([para([image("a.png", "word " * 1_200)])])] == ["What this picture shows"]
    assert [found.characters for found in overlong([header(2, words("word " * 300))])] == [1_499]
