"""Paragraphs have anchors of their own words, and numbers through a chapter."""

from __future__ import annotations

import re

from prose_samples import chapter

from coalition.prose.ast import blocks_of, plain_text
from coalition.prose.paragraphs import marked
from coalition.prose.writers import html

BODY = """\
One [@doe-2020], as @tbl-a shows.

## A {#sec-a}

- Two in a list.

Three.

| A |
|---|
| a |

: Table {#tbl-a}

::: {.key-finding #kf-a}
Four in a passage.
:::

Three.
"""


def test_every_paragraph_of_a_chapter_has_its_anchor(prepared):
    section = prepared(BODY).value.sections[0]
    named = [name for name in section.paragraphs if name]

    assert [bool(name) for name in section.paragraphs] == [True, False, False, True, False, False, True]
    assert all(re.fullmatch(r"refugees-p-[0-9a-f]{8}(-2)?", name) for name in named)
    assert named[2] == f"{named[1]}-2"


def test_an_anchor_stays_when_all_around_it_changes(prepared):
    before = prepared(BODY).value.sections[0].paragraphs[0]
    other = "New.\n\n| B |\n|---|\n| b |\n\n: Before {#tbl-b}\n\n" + BODY
    after = prepared(other, number=7).value.sections[0].paragraphs

    assert before in after
    assert before not in prepared(BODY.replace("One", "Once")).value.sections[0].paragraphs


def test_texts_that_are_no_chapters_of_the_report_have_none(prepared):
    for values in ({"number": None}, {"cites": False}):
        assert prepared("Words.", **values).value.sections[0].paragraphs == ()


def test_numbers_go_through_the_chapter_and_link_to_themselves(prepared, pandoc):
    section = prepared(BODY).value.sections[0]
    said = [plain_text(block) for block in blocks_of(marked(section, numbered=True)) if block["t"] == "Para"]
    written = html(marked(section, numbered=True, linked=True), {}, pandoc=pandoc)

    assert [one.split("\u2003")[0] for one in said] == ["1.", "2.", "3."]
    assert (
        f'<span id="{section.paragraphs[0]}" class="paragraph-number"><a href="#{section.paragraphs[0]}">1.</a>'
        in written
    )


def test_without_numbers_there_are_anchors_and_the_same_words(prepared, pandoc):
    section = prepared(BODY).value.sections[0]
    made = marked(section, numbered=False, linked=True)

    assert plain_text(blocks_of(made)) == plain_text(blocks_of(section.ast))
    assert f'<p><span id="{section.paragraphs[0]}"></span>' in html(made, {}, pandoc=pandoc)


def test_an_outline_has_nothing_to_mark(prepared):
    section = prepared(chapter("", speaks=False)).value.sections[0]

    assert marked(section, numbered=True) == section.ast
