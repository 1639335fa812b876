"""Comparisons as Word's tracked changes: what is accepted is the newer text, what is rejected the older."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hypothesis import given
from test_compare_laws import CALM, DOCUMENTS

from coalition.prose import ast, redlined
from coalition.prose.ast import attr, document, header, link, note, para, plain_text, walk, words
from coalition.prose.compare import Side, compare
from coalition.prose.redlined import marks
from coalition.prose.tracked import Revision, tracked

BY = Revision("Fair Passage", datetime(2026, 11, 3, 9, tzinfo=UTC))


def track(old, new):
    return tracked(ast.blocks_of(compare(Side(document(old)), Side(document(new))).ast), BY)


def said(blocks):
    """The letters of blocks; a rule is said as stars where it came or went, a caption below what it is of."""
    return sorted("".join(plain_text(blocks).replace("*", "").split()))


def marked(blocks):
    return [(marks(node)[0], plain_text(node["c"][1]).strip()) for node in walk(blocks) if marks(node)]


@CALM
@given(DOCUMENTS, DOCUMENTS)
def test_accepted_it_is_the_new_text_and_rejected_the_old(old, new):
    found = compare(Side(old), Side(new)).ast
    made = document(tracked(ast.blocks_of(found), BY))
    for pick in (redlined.newer, redlined.older):
        assert said(ast.blocks_of(pick(made))) == said(ast.blocks_of(pick(found)))


@CALM
@given(DOCUMENTS, DOCUMENTS)
def test_marks_are_on_words_alone_and_around_no_link(old, new):
    made = tracked(ast.blocks_of(compare(Side(old), Side(new)).ast), BY)
    for node in walk(made):
        if marks(node):
            assert node["t"] == "Span"
            inside = [part for part in walk(node["c"][1]) if part["t"] == "Link" or marks(part)]
            notes = [part for outer in walk(node["c"][1]) if outer["t"] == "Note" for part in walk(outer["c"])]
            assert [part for part in inside if part not in notes] == []
            assert dict(node["c"][0][2])["author"] == "Fair Passage"
            assert re.fullmatch(r"2026-11-03T09:00:00Z|move-\d+", dict(node["c"][0][2])["date"])


def test_a_paragraph_that_came_is_words_that_came():
    made = track([para(words("We call."))], [para(words("We call.")), para(words("Open safe channels now."))])
    assert [node["t"] for node in made] == ["Para", "Para"]
    assert marked(made) == [("insertion", "Open safe channels now.")]


def test_a_mark_parts_at_a_link():
    new = para([*words("See "), *[link(words("the page"), "https://a.example")], *words(" for more.")])
    made = track([para(words("We call."))], [para(words("We call.")), new])
    assert marked(made) == [("insertion", "See"), ("insertion", "the page"), ("insertion", "for more.")]
    assert [node["c"][2][0] for node in walk(made) if node["t"] == "Link"] == ["https://a.example"]


def test_a_note_goes_with_its_reference():
    old = para([*words("We call"), note([para(words("A note here."))])])
    made = track([old], [para(words("We call"))])
    (gone,) = [node for node in walk(made) if marks(node)]
    assert any(node["t"] == "Note" for node in walk(gone))
    (found,) = [node for node in walk(made) if node["t"] == "Note"]
    assert [node for node in walk(found["c"]) if marks(node)] == []


def test_code_that_went_is_lines_that_went():
    made = track([{"t": "CodeBlock", "c": [attr(), "one\ntwo"]}], [header(2, words("Title"))])
    assert ("deletion", "one two") in [(mark, " ".join(text.split())) for mark, text in marked(made)]
