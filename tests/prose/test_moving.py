"""Passages that were moved, in a text and from one text to another, edited on the way or not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from test_compare_laws import CALM, DOCUMENTS, _blocks, _together

from coalition.prose import ast, redlined, writers
from coalition.prose.ast import blocks_of, document, header, para, words
from coalition.prose.compare import Side, compare, compare_all, seen
from coalition.prose.labels import SPANISH
from coalition.prose.redlined import Tally, marks, move

A = "We call on states to open safe channels for those who must leave their homes in a hurry."
B = "Debts that were taken up for a journey are paid for years by those who stayed at home."
C = "A worker who finds that the job is not what was promised can refuse it only by going home."


def text(*paragraphs):
    return document(para(words(one)) for one in paragraphs)


def pairs(*texts):
    """Pairs of sides, each text with a name of its own."""
    return [
        tuple(Side(one, f"text-{number}", name=f"Text {number}") for one in pair)
        for number, pair in enumerate(texts, 1)
    ]


def shown(comparison, pandoc):
    return writers.redline(comparison.ast, pandoc=pandoc, columns=500).strip()


def test_a_paragraph_that_went_to_another_text_was_moved_there(pandoc):
    found = compare_all(pairs((text(A, B), text(B)), (text(C), text(C, A))))
    assert [shown(one, pandoc) for one in found] == [
        f"[-Moved to “Text 2”: {A}-]\n\n{B}",
        f"{C}\n\n{{+Moved here from “Text 1”: {A}+}}",
    ]
    assert [one.tally for one in found] == [Tally(left=18), Tally(arrived=18)]


def test_what_was_edited_on_the_way_shows_how(pandoc):
    edited = A.replace("states", "all governments")
    found = compare_all(pairs((text(A, B), text(B)), (text(C), text(C, edited))))
    assert shown(found[0], pandoc).startswith(f"[-Moved to “Text 2”, and edited: {A}-]")
    came = A.replace("states", "[-states-]{+all governments+}")
    assert shown(found[1], pandoc).endswith(f"{{+Moved here from “Text 1”, and edited: {came}+}}")
    assert found[1].tally == Tally(arrived=18, words=2, deleted=1, inserted=2, places=1)


def test_within_a_text_too(pandoc):
    edited = A.replace("states", "governments")
    found = compare(Side(text(A, B, C)), Side(text(B, C, edited)))
    assert shown(found, pandoc).endswith(
        f"{{+Moved here, and edited: {A.replace('states', '[-states-]{+governments+}')}+}}"
    )
    assert found.tally == Tally(moved=1, words=1, deleted=1, inserted=1, places=1)


def test_what_stood_together_was_moved_as_one_with_its_short_heading():
    section = [header(2, words("The way back")), *blocks_of(text(A, B)), para(words("So it is."))]
    other = blocks_of(text(C))
    found = compare_all(
        pairs((document([*section, *other]), document(other)), (text("x"), document([*blocks_of(text("x")), *section])))
    )
    for one in found:
        (mark,) = [node for node in blocks_of(one.ast) if marks(node)]
        assert move(mark) == "1"
        assert len(mark["c"][1]) == 4


def test_a_short_heading_alone_says_nothing_about_another_text():
    heads = document([header(2, words("Recommendations"))])
    found = compare_all(pairs((heads, document([])), (document([]), heads)))
    assert [one.tally.left + one.tally.arrived for one in found] == [0, 0]
    assert [one.tally.words for one in found] == [1, 1]


def test_two_passages_that_share_their_small_words_are_two():
    old = "It is for the states and for the people of the world to say what is to be done for them."
    new = "To say what it is that the courts of a country do for the poor is for the judges and for us."
    found = compare_all(pairs((text(old, B), text(B)), (text(C), text(C, new))))
    assert [(one.tally.left, one.tally.arrived) for one in found] == [(0, 0), (0, 0)]


def test_a_page_leads_from_one_half_to_the_other(pandoc):
    found = compare_all(pairs((text(A, B), text(B)), (text(C), text(C, A))))
    gone, come = (writers.html(one.ast, {}, pandoc=pandoc, labels=SPANISH) for one in found)
    assert '<del id="move-1-from" class="moved">' in gone
    assert '<a href="#move-1-to">Trasladado a «Text 2»</a>' in gone
    assert '<ins id="move-1-to" class="moved">' in come
    assert '<a href="#move-1-from">Trasladado aquí desde «Text 1»</a>' in come


TEXTS = st.lists(st.tuples(DOCUMENTS, DOCUMENTS), min_size=1, max_size=3)


def check_laws(given):
    found = compare_all(pairs(*given))
    for (old, new), one in zip(pairs(*given), found, strict=True):
        assert seen(Side(redlined.older(one.ast), new.id)) == seen(old)
        assert seen(Side(redlined.newer(one.ast), new.id)) == seen(new)
        assert one.same == (not redlined.is_marked(blocks_of(one.ast)))
    halves = [
        (move(node), marks(node)[0])
        for one in found
        for node in ast.walk(blocks_of(one.ast))
        if redlined.MOVED in marks(node)
    ]
    assert sorted(halves) == sorted({(number, mark) for number, _ in halves for mark in ("deletion", "insertion")})


@CALM
@given(TEXTS)
def test_without_what_came_they_are_the_old_texts_and_without_what_went_the_new(texts):
    check_laws(texts)


LONG = st.lists(
    st.sampled_from(
        ["we", "call", "on", "states", "to", "open", "safe", "channels", "for", "those", "who", "must", "leave"]
    ),
    min_size=6,
    max_size=20,
)
PARTS = st.one_of(_blocks(1), LONG.map(lambda some: [para(words(" ".join(some)))]))


@CALM
@given(st.lists(PARTS, min_size=2, max_size=6), st.data())
def test_so_it_is_when_parts_went_from_text_to_text(parts, data):
    drawn = [data.draw(st.lists(st.sampled_from(parts), max_size=6)) for _ in range(4)]
    made = [document(_together(one)) for one in drawn]
    check_laws([(made[0], made[1]), (made[2], made[3])])


def _counted(ast_text):
    """The words of a text by another way: what is left of each when its signs are taken off."""
    return sum(1 for block in blocks_of(ast_text) for word in ast.plain_text(block).split() if word.strip(".,;"))


@CALM
@given(st.lists(LONG, max_size=5), st.lists(LONG, max_size=5), st.data())
def test_words_that_went_and_came_are_the_difference_of_the_texts(one, other, data):
    both = [*one, *other]
    new = [data.draw(st.lists(st.sampled_from(both), max_size=5)) if both else [] for _ in range(2)]
    given = [tuple(text(*map(" ".join, side)) for side in pair) for pair in ((one, new[0]), (other, new[1]))]
    for (old_text, new_text), found in zip(given, compare_all(pairs(*given)), strict=True):
        tally = found.tally
        assert _counted(old_text) + tally.inserted + tally.arrived - tally.deleted - tally.left == _counted(new_text)
