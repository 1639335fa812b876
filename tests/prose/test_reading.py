"""What becomes of texts that pandoc gives back wrongly, and where things stand in them."""

from __future__ import annotations

import pytest
from prose_samples import chapter

from coalition.problems import Place
from coalition.prose import ast, drops
from coalition.prose.locating import Locator
from coalition.prose.pandoc import Failure, Pandoc
from coalition.prose.reading import read
from coalition.sources.cache import Cache


class Answering(Pandoc):
    """A pandoc that says one thing."""

    def __init__(self, answer: str | Failure) -> None:
        super().__init__(Cache(None))
        self.answer = answer

    def converting(self, tasks):
        return ((place, self.answer) for place, _ in enumerate(tasks))


DEEP = '{"blocks":' + '[{"t":"BlockQuote","c":' * 600 + "[]" + "}]" * 600 + "}"


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (
            Failure("did not finish within 10 seconds"),
            "This text cannot be read: it stopped the converter, which did not finish within 10 seconds.",
        ),
        (ast.document([]), "This text cannot be read: it comes out empty."),
        (
            DEEP,
            "This text cannot be read: it has lists, quotations or emphasis deeper in each other than anybody could follow.",
        ),
    ],
)
def test_a_text_that_cannot_be_read_is_named(answer, message):
    (draft,), _ = read([chapter("a text")], Answering(answer))

    (problem,) = draft.locator.problems
    assert (problem.code, problem.message, problem.place) == (
        "unreadable-prose",
        message,
        Place("chapters/refugees/chapter.md", 10),
    )
    assert not draft.readable
    assert draft.blocks == []


def test_a_text_without_words_may_come_out_empty():
    (draft,), _ = read(
        [chapter("<!-- nothing yet -->\n\n[a]: https://x.example", speaks=False)], Answering(ast.document([]))
    )

    assert draft.locator.problems == []


def test_what_runs_beside_is_handed_back(pandoc):
    drafts, results = read([chapter("a"), chapter("", "b"), chapter("[" * 10, "c")], pandoc, [pandoc.reading("beside")])

    assert [draft.readable for draft in drafts] == [True, True, False]
    assert len(results) == 1
    assert "beside" in str(results[0])


def test_asked_twice_a_locator_goes_on_and_then_stays():
    locator = Locator(chapter("a b\na [c](x) b [d](x) b"))

    assert [locator.words("b").column for _ in range(4)] == [3, 10, 19, 3]
    assert [locator.place("link", "x").column for _ in range(3)] == [3, 12, 12]
    assert locator.words("b").line == 11


def test_what_is_nowhere_is_at_the_beginning():
    locator = Locator(chapter("a b"))

    assert locator.words("zzz") == locator.words("") == locator.start == Place("chapters/refugees/chapter.md", 10)


def test_something_unheard_of_is_named():
    locator = Locator(chapter("a b"))
    locator.report_drop(drops.unknown("Chart", "b"))

    assert [(problem.code, problem.place.column) for problem in locator.problems] == [("dropped-unknown", 3)]


def test_what_only_an_entity_brings_and_no_typeface_draws_is_named(pandoc):
    (draft, page), _ = read(
        [chapter("Written &#20154; and &#65533;."), chapter("&#20154;", name="b", cites=False)], pandoc
    )

    assert [problem.code for problem in draft.locator.problems] == ["dropped-character", "undrawable-character"]
    assert "人" in draft.locator.problems[1].message
    assert page.locator.problems == []
