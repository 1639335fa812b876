"""What changed, counted in words and written for a terminal."""

from __future__ import annotations

import pytest

from coalition.kinds.statement import Addressee, StatementText
from coalition.outputs import redlines
from coalition.outputs.words import Words
from coalition.prose import ast
from coalition.prose.compare import Side, compare
from coalition.prose.model import Section
from coalition.prose.pandoc import Pandoc
from coalition.prose.redlined import Tally
from coalition.sources.cache import Cache

ALL = Tally(words=1214, places=6, moved=1, restyled=2, relinked=1, pictures=3, redescribed=1, signs=1)


@pytest.mark.parametrize(
    ("tally", "english", "spanish"),
    [
        (Tally(), "nothing changed", "nada cambió"),
        (Tally(words=1, places=1), "one word changed in one paragraph", "una palabra cambiada en un párrafo"),
        (
            Tally(moved=2, signs=1),
            "2 passages moved and punctuation or numbering changed in one place",
            "2 pasajes trasladados y puntuación o numeración cambiada en un lugar",
        ),
    ],
)  # fmt: skip -- pairs on a line
def test_how_much_changed_is_said_in_a_sentence(tally, english, spanish):
    assert redlines.summary(tally, Words("en")) == english
    assert redlines.summary(tally, Words("es")) == spanish


def test_everything_that_can_change_has_its_words():
    parts = redlines.summary(ALL, Words("en")).replace(" and ", ", ").split(", ")
    assert parts == [
        "1,214 words changed in 6 paragraphs",
        "one passage moved",
        "emphasis changed in 2 places",
        "one link leading elsewhere",
        "3 pictures changed",
        "one picture described otherwise",
        "punctuation or numbering changed in one place",
    ]


def _shown(old: str, new: str, paint=lambda text, _role: text) -> str:
    sides = [Side(ast.document([ast.para(ast.words(text))])) for text in (old, new)]
    return redlines.terminal(compare(*sides), Words("en"), paint, pandoc=Pandoc(Cache(None)))


def test_marks_are_painted_and_say_the_same_without_colour():
    def paint(text, role):
        return f"<{role}>{text}</{role}>"

    assert _shown("They wait here.", "They go now.") == "They [-wait here-]{+go now+}.\n"
    assert _shown("They wait here.", "They go now.", paint) == (
        "They <deletion>[-wait here-]</deletion><insertion>{+go now+}</insertion>.\n"
    )


def test_what_was_edited_while_it_moved_is_painted_within_its_mark():
    long = "We call on states to open safe channels for those who must leave."
    texts = [f"{long}\n\nNow.", f"Now.\n\n{long.replace('states', 'all')}"]
    sides = [Side(ast.document([ast.para(ast.words(part)) for part in text.split("\n\n")])) for text in texts]
    shown = redlines.terminal(
        compare(*sides), Words("en"), lambda text, role: f"<{role[0]}>{text}</>", pandoc=Pandoc(Cache(None))
    )
    assert "<i> </><d>[-states-]</><i>{+all+}</><i> to" in shown.replace("on</>", "on</>").replace(
        "on </>", "on</><i> </>"
    )


def test_a_mark_over_several_lines_is_painted_line_by_line():
    long = " ".join(f"word{number}" for number in range(30))
    lines = _shown(
        "They wait for the day on which the doors are open.",
        f"They wait for the day on which the doors are open {long}.",
        lambda text, role: f"<{text}>" if role else text,
    ).splitlines()
    assert len(lines) == 4
    assert all(line.count("<") == line.count(">") == 1 for line in lines)


def test_no_text_steers_the_terminal_or_forges_a_mark():
    shown = _shown("They wait.", "They \ue000 wait [-not-] for \u0646\u200c\u0645.")
    assert "\ue000" not in shown
    assert "[\\-not-\\]" in shown
    assert "\u0646\u200c\u0645" in shown


def test_a_version_is_its_title_and_addressees_too_without_what_nobody_sees():
    text = StatementText.model_construct(
        title="Open \u202e doors", occasion="O", addressed_to=(Addressee(name="Nepal", type="state", country="NP"),)
    )
    side = redlines.statement_side(text, Section("x", "en", ast.document([])), Words("en"), {})
    lines = [ast.plain_text(block) for block in ast.blocks_of(side.ast)[0]["c"][1]]
    assert lines == ["Title: Open doors", "Occasion: O", "To: Nepal (states, Nepal)"]
