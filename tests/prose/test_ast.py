from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.prose import ast
from coalition.prose.guard import guarded

ONE = ast.para(ast.words("one"))


def test_documents_are_joined_in_order():
    joined = ast.join(ast.document([ONE]), "", ast.document([ast.horizontal_rule()]))

    assert [block["t"] for block in ast.blocks_of(joined)] == ["Para", "HorizontalRule"]
    assert ast.blocks_of("") == []


def test_the_same_blocks_are_the_same_text():
    assert ast.document([ONE]) == ast.document([ast.para(ast.words("one"))])


@given(st.text())
def test_words_hold_the_text_and_nothing_else(text):
    made = ast.words(text)

    assert {node["t"] for node in made} <= {"Str", "Space"}
    assert ast.plain_text(made) == ast._BLANKS.sub(" ", text).strip(" ")


def test_plain_text_leaves_notes_out_and_parts_blocks():
    blocks = [
        ast.para([*ast.words("a b"), ast.note([ONE]), {"t": "SoftBreak"}, {"t": "Code", "c": [ast.attr(), "c"]}]),
        ast.para([{"t": "Quoted", "c": [{"t": "DoubleQuote"}, ast.words("d")]}, ast.emph(ast.words("e"))]),
        {"t": "CodeBlock", "c": [ast.attr(), "f"]},
    ]

    assert ast.plain_text(blocks) == "a b c \u201cd\u201de f"


EVERYTHING = [
    ast.header(2, ast.words("Head"), identifier="h", classes=["unnumbered"]),
    ast.para([ast.emph(ast.words("a")), ast.strong(ast.words("b")), ast.superscript(ast.words("c")), ast.line_break()]),
    ast.para(
        [
            ast.link(ast.words("x"), "https://x.example"),
            ast.link(ast.words("y"), "#h"),
            ast.image("a.png", "alt", width="50%"),
        ]
    ),
    ast.plain(
        [ast.span(ast.words("z"), identifier="s", classes=["label"], attributes=[("lang", "es")]), ast.note([ONE])]
    ),
    ast.div([ONE], identifier="d", classes=["box"], attributes=[("custom-style", "Box")]),
    ast.bullet_list([[ONE], [ONE]]),
    ast.ordered_list([[ONE]], start=3),
    ast.definition_list([(ast.words("t"), [[ONE], [ONE]])]),
    ast.table([[ONE], [ONE]], [[[ONE], [ONE]]], caption=[ONE], identifier="t", classes=["wide"], widths=(0.3, 0.7)),
    ast.figure([ast.plain([ast.image("a.png", "alt")])], [ONE], identifier="f"),
    ast.line_block([ast.words("l"), ast.words("m")]),
    ast.horizontal_rule(),
]


def test_every_constructor_makes_what_writers_take_and_pandoc_reads(pandoc):
    document = ast.document(EVERYTHING)

    assert guarded(document) == EVERYTHING
    assert json.loads(pandoc.write(document, "json"))["blocks"] == EVERYTHING


def test_walking_is_in_reading_order():
    kinds = [node["t"] for node in ast.walk([ast.para([*ast.words("a b"), ast.emph(ast.words("c"))]), ONE])]

    assert kinds == ["Para", "Str", "Space", "Str", "Emph", "Str", "Para", "Str"]
    assert [node["t"] for node in ast.walk([ast.citation("a")])] == ["Cite", "AuthorInText", "Str"]


@pytest.mark.parametrize("suffix", ["", ", p. 3"])
def test_a_citation_says_its_key_in_the_sentence(suffix):
    node = ast.citation("doe", suffix)

    assert node["c"][0][0]["citationMode"] == {"t": "AuthorInText"}
    assert ast.plain_text(node["c"][1]) == f"@doe{suffix}"
