"""Changes of keys, on paper: what the vectors do not say already."""

from __future__ import annotations

import itertools

import pytest

AT = "2026-10-01T10:00:00Z"


@pytest.fixture
def two(paper):
    """A member with two keys in the registry."""
    paper.holds("alpha", "alpha", "second")
    return paper


def proven(paper) -> int:
    return len(paper.standing().keys["alpha"])


def test_a_change_that_the_first_key_signed_proves_the_second(two):
    assert proven(two) == 1
    two.change("alpha", "second", "alpha")
    assert (proven(two), two.papers()) == (2, {"alpha.1.txt": "good"})


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"coalition": "other.example"}, "wrong-coalition"),
        ({"by": "beta"}, "wrong-member"),
        ({"signer": ""}, "announced"),
        ({"signer": "beta"}, "unknown-key"),
        ({"signer": "second"}, "unknown-key"),
    ],
)
def test_a_change_that_is_not_the_member_s_proves_nothing(two, told, verdict):
    two.change("alpha", "second", **{"signer": "alpha", **told})

    assert (proven(two), two.papers()) == (1, {"alpha.1.txt": verdict})


def test_a_change_whose_signature_does_not_fit_proves_nothing(two):
    two.wrong.add(two.change("alpha", "second", "alpha"))
    assert (proven(two), two.papers()) == (1, {"alpha.1.txt": "bad-signature"})


def test_a_change_with_a_byte_order_mark_proves_nothing(two):
    path = two.change("alpha", "second", "alpha")
    two.files[path] = b"\xef\xbb\xbf" + two.files[path]
    assert (proven(two), two.papers()) == (1, {"alpha.1.txt": "malformed"})


def test_a_change_by_somebody_unknown_is_told(two):
    two.change("nobody", "second", "alpha")
    assert two.papers() == {"nobody.1.txt": "unknown-member"}


def test_a_change_that_waits_for_its_receipt_proves_its_key_already(two):
    """So that a member can rotate its key and answer with the new one in one contribution."""
    two.change("alpha", "second", "alpha")
    two.answer("beta", at=AT)
    assert (proven(two), two.papers()["alpha.1.txt"]) == (2, "not-yet-received")


def test_a_change_is_attested_by_the_secretariat(two):
    two.attest(two.change("alpha", "second", ""), "alpha")
    assert proven(two) == 2


def test_a_chain_of_changes_is_followed_in_whatever_order_they_lie(paper):
    names = ["alpha", "two", "three", "four"]
    for order in itertools.permutations((1, 2, 3)):
        paper.holds("alpha", *names)
        for number, (old, new) in zip(order, itertools.pairwise(names), strict=True):
            paper.change("alpha", new, old, number=number)
        assert proven(paper) == 4, order


def test_a_change_that_adds_a_key_which_the_registry_does_not_have_adds_none(two):
    two.change("alpha", "third", "alpha")
    assert (proven(two), two.papers()) == (1, {"alpha.1.txt": "good"})


def test_a_key_that_was_taken_back_into_use_holds_in_both_times(paper):
    entry = paper.files["members/alpha.yaml"].decode()
    first = entry[entry.index("{key") : entry.index("}") + 1]
    again = first.replace("2026-01-01", "2026-11-01")
    ended = first.replace("}", ", until: 2026-02-01T00:00:00Z}")
    paper.files["members/alpha.yaml"] = entry.replace(first, f"{ended}, {again}").encode()
    paper.answer("alpha", at="2026-01-15T00:00:00Z")
    paper.answer("alpha", number=2, at="2026-03-01T00:00:00Z")
    paper.answer("alpha", number=3, at="2026-11-03T00:00:00Z")

    assert [verdict for verdict, _ in paper.verdicts().values()] == ["superseded", "key-not-valid-then", "good"]


def test_the_first_key_is_the_one_that_began_first(paper):
    paper.holds("alpha", "alpha", "second")
    entry = paper.files["members/alpha.yaml"].replace(b"2026-01-01", b"2026-01-09")
    paper.files["members/alpha.yaml"] = entry
    paper.answer("alpha")

    assert paper.verdicts() == {"alpha.txt": ("unknown-key", False)}


def test_a_change_ends_a_key_from_its_receipt_on_and_not_before(paper):
    paper.change("alpha", "", "alpha", end="alpha")
    paper.answer("alpha", at="2026-11-03T10:00:00Z")
    assert paper.verdicts() == {"alpha.txt": ("good", True)}

    paper.change("alpha", "", "alpha", end="alpha", number=2, at="2026-11-04T10:00:00Z")
    paper.answer("alpha", number=2, at="2026-11-05T10:00:00Z")
    assert paper.verdicts() == {"alpha.txt": ("good", True), "alpha.2.txt": ("key-not-valid-then", False)}


def until(paper, day: str) -> None:
    entry = paper.files["members/alpha.yaml"]
    paper.files["members/alpha.yaml"] = entry.replace(
        b"from: 2026-01-01", f"until: {day}T00:00:00Z, from: 2026-01-01".encode()
    )


def test_the_end_of_a_key_makes_it_no_longer_than_the_registry_has_it(paper):
    until(paper, "2026-10-01")
    paper.change("alpha", "", "alpha", end="alpha", at="2026-10-15T00:00:00Z")
    paper.answer("alpha", at="2026-10-16T00:00:00Z")
    assert paper.papers()["alpha.1.txt"] == "good"
    assert paper.verdicts() == {"alpha.txt": ("key-not-valid-then", False)}

    paper.answer("alpha", number=2, at="2026-10-17T00:00:00Z")
    assert paper.standing().keys["alpha"][0].until.isoformat() == "2026-10-01T00:00:00+00:00"


def test_a_key_that_had_ended_before_the_day_of_the_change_says_nothing_of_keys(paper):
    until(paper, "2026-09-01")
    paper.change("alpha", "", "alpha", end="alpha")
    assert paper.papers() == {"alpha.1.txt": "key-not-valid-then"}
