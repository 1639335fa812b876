"""The number of members that are named nowhere: what they come to, and whether the secretariat has signed that."""

from __future__ import annotations

import pytest

from coalition.kinds.unnamed import Unnamed
from coalition.standing.model import NOBODY

NUMBERS = {
    "signed": 1,
    "attested": 0,
    "declined": 0,
    "abstained": 0,
    "objected": 0,
    "objected-in-time": 0,
    "withdrawn": 0,
}


@pytest.fixture
def quiet(paper):
    """A campaign with two unnamed members and a hidden one; alpha is named."""
    paper.members("quiet", "still", **dict.fromkeys(("quiet", "still"), "visibility: unnamed\n"))
    paper.members("hidden", hidden="visibility: hidden\n")
    return paper


def number(paper, signer: str = "harbour-network", path: str = "review/unnamed/v1", **told) -> None:
    values = {**NUMBERS, **{name.replace("_", "-"): value for name, value in told.items() if isinstance(value, int)}}
    content = (
        f"coalition-unnamed/1\ncoalition: {told.get('coalition', 'campaign.example')}\n"
        f"statement: {told.get('statement', 'review')}\nversion: {told.get('of', '1')}\n"
        + "".join(f"{name}: {value}\n" for name, value in values.items())
        + f"instant: {told.get('instant', '2026-11-20T10:00:00Z')}\n"
    )
    paper.put(f"statements/{path}.txt", content, "unnamed", signer, None)


def state(paper):
    return paper.standing().of_statement("review")


def test_unnamed_members_come_to_numbers_of_what_they_answered(quiet):
    quiet.answer("alpha")
    quiet.answer("quiet")
    quiet.answer("still", "object")
    quiet.answer("hidden")
    found = state(quiet)

    assert (found.totals.counted, found.totals.unnamed, found.totals.objected) == (2, 1, 1)
    assert (found.unnamed.signed, found.unnamed.objected, found.unnamed.objected_in_time) == (1, 1, 1)
    assert sum(found.unnamed.numbers) == 3


def test_an_objection_that_came_late_stands_in_nobodys_way(quiet):
    quiet.statement("review", "adoption: {rule: no-objection, days: 7}\n")
    quiet.answer("quiet", "object", at="2026-11-09T10:00:00Z")
    found = state(quiet)

    assert (found.unnamed.objected, found.unnamed.objected_in_time) == (1, 0)
    assert found.adoption.adopted


def test_the_number_is_proven_when_the_secretariat_signed_it_as_it_is(quiet):
    quiet.answer("quiet")
    assert not state(quiet).unnamed_are_proven

    number(quiet)
    assert state(quiet).unnamed_are_proven
    assert quiet.papers() == {"v1.txt": "good"}

    quiet.answer("still")
    assert not state(quiet).unnamed_are_proven


def test_where_nobody_is_unnamed_there_need_be_no_number_and_there_may_be_no_wrong_one(quiet):
    quiet.answer("alpha")
    assert state(quiet).unnamed == NOBODY
    assert state(quiet).unnamed_are_proven

    number(quiet, signed=1)
    assert not state(quiet).unnamed_are_proven

    number(quiet, signed=0)
    assert state(quiet).unnamed_are_proven


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"signer": "alpha"}, "unknown-key"),
        ({"signer": ""}, "announced"),
        ({"coalition": "other.example"}, "wrong-coalition"),
        ({"statement": "other"}, "wrong-statement"),
        ({"of": "2"}, "wrong-version"),
        ({"instant": "2026-11-22T00:00:00Z"}, "not-yet-received"),
        ({"instant": "2025-12-31T00:00:00Z"}, "key-not-valid-then"),
    ],
)
def test_a_number_by_another_of_another_or_of_another_time_proves_nothing(quiet, told, verdict):
    quiet.answer("quiet")
    number(quiet, **told)

    assert quiet.papers() == {"v1.txt": verdict}
    assert not state(quiet).unnamed_are_proven


def test_a_number_whose_lines_end_as_on_windows_or_whose_signature_does_not_fit_proves_nothing(quiet):
    quiet.answer("quiet")
    number(quiet)
    path = "statements/review/unnamed/v1.txt"
    quiet.wrong.add(path)
    assert quiet.papers() == {"v1.txt": "bad-signature"}

    quiet.wrong.clear()
    quiet.files[path] = quiet.files[path].replace(b"\n", b"\r\n")
    assert quiet.papers() == {"v1.txt": "malformed"}


def test_the_lines_of_a_number_are_those_of_the_standing(quiet):
    numbers = dict(zip(Unnamed.lines()[3:-1], range(10), strict=False))
    number(quiet, **{name.replace("-", "_"): value for name, value in numbers.items()})
    from coalition.campaign.loading import load
    from coalition.sources.trees import MemoryTree

    (record,) = load(MemoryTree(quiet.files)).value.of(Unnamed)
    assert record.numbers == tuple(numbers.values())
    assert [name.replace("_", "-") for name in NOBODY.__dataclass_fields__] == list(numbers)
