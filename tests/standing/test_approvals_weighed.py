"""What approvals come to: whose are wanted, of which content they are, and when a chapter is approved."""

from __future__ import annotations

import itertools

import pytest

EARLY, LATER = "2026-11-03T10:00:00Z", "2026-11-04T10:00:00Z"


def members(approvals) -> list[str]:
    return [approval.member for approval in approvals]


@pytest.fixture
def digest(paper) -> str:
    return paper.chapter(lead="alpha", reviewers=["beta"], contributors=["gamma"])


def found(paper, language: str = "en"):
    return paper.standing().of_chapter("refugees", language)


def test_the_lead_and_every_reviewer_have_to_approve(paper, digest):
    assert found(paper).required == ("alpha", "beta")
    assert found(paper).missing == ("alpha", "beta")

    paper.approve("alpha", digest=digest)
    assert (members(found(paper).given), found(paper).missing, found(paper).approved) == (["alpha"], ("beta",), False)

    paper.approve("beta", digest=digest, capacity="reviewer")
    assert (found(paper).missing, found(paper).outstanding, found(paper).approved) == ((), (), True)


def test_a_contributor_may_and_its_objection_stands_in_the_way(paper, digest):
    paper.approve("alpha", digest=digest)
    paper.approve("beta", digest=digest, capacity="reviewer")
    paper.approve("gamma", digest=digest, capacity="contributor")
    assert members(found(paper).given) == ["alpha", "beta", "gamma"]

    paper.approve("gamma", digest=digest, capacity="contributor", action="object", number=2)
    assert (members(found(paper).given), members(found(paper).objections)) == (["alpha", "beta"], ["gamma"])
    assert not found(paper).approved


def test_any_change_makes_an_approval_stale(paper, digest):
    paper.approve("alpha", digest=digest)
    paper.approve("beta", digest=digest, capacity="reviewer", action="object")
    paper.chapter(lead="alpha", reviewers=["beta"], contributors=["gamma"], text="Told again.")

    assert members(found(paper).stale) == ["alpha", "beta"]
    assert (found(paper).given, found(paper).objections, found(paper).missing) == ((), (), ())
    assert found(paper).outstanding == ("alpha", "beta")


def test_a_later_word_takes_the_place_of_an_earlier_one_whatever_their_numbers(paper, digest):
    paper.approve("alpha", digest=digest, action="object", at=EARLY, number=2)
    paper.approve("alpha", digest=digest, at=LATER)

    verdicts = {one.path.rpartition("/")[2]: one.verdict for one in paper.standing().approvals}
    assert verdicts == {"alpha.txt": "good", "alpha.2.txt": "superseded"}
    assert (members(found(paper).given), found(paper).objections) == (["alpha"], ())


def test_going_back_to_what_was_approved_does_not_bring_an_earlier_word_back(paper, digest):
    paper.approve("alpha", digest=digest)
    paper.approve("alpha", digest="6" * 64, number=2)

    assert (found(paper).given, members(found(paper).stale)) == ((), ["alpha"])


def test_what_is_not_proven_counts_for_nothing(paper, digest):
    paper.approve("alpha", digest=digest, sign=False)
    paper.wrong.add(paper.approve("beta", digest=digest, capacity="reviewer"))

    assert (found(paper).given, members(found(paper).unproven)) == ((), ["alpha"])
    assert found(paper).missing == ("alpha", "beta")


def test_an_attestation_proves_an_approval(paper, digest):
    paper.attest(paper.approve("alpha", digest=digest, sign=False), "alpha")

    assert [(one.member, one.strength) for one in found(paper).given] == [("alpha", "attested")]


def test_who_has_no_such_part_in_the_chapter_does_not_approve_it(paper, digest):
    paper.approve("alpha", digest=digest, capacity="reviewer")
    paper.approve("harbour-network", digest=digest, capacity="lead")

    assert (found(paper).given, found(paper).stale, found(paper).missing) == ((), (), ("alpha", "beta"))


def test_each_language_is_approved_by_itself(paper, digest):
    spanish = paper.chapter(language="es", lead="alpha")
    paper.approve("alpha", digest=spanish, language="es")

    assert (found(paper, "es").approved, found(paper).approved) == (True, False)
    assert found(paper, "fr").required == ()


def test_a_chapter_that_cannot_be_read_whole_is_approved_by_nobody(paper, digest):
    paper.approve("alpha", digest=digest)
    paper.approve("beta", digest=digest, capacity="reviewer")
    paper.files["chapters/refugees/figures/one.png"] = b"version https://git-lfs.github.com/spec/v1\n"

    assert (found(paper).digest, found(paper).approved, members(found(paper).stale)) == ("", False, ["alpha", "beta"])


def test_each_of_those_wanted_is_in_one_place(paper, digest):
    said = [None, {}, {"digest": "7" * 64}, {"action": "object"}]
    for alpha, beta in itertools.product(said, said):
        for path in [path for path in paper.files if "approvals" in path]:
            del paper.files[path]
        for member, told in (("alpha", alpha), ("beta", beta)):
            if told is not None:
                role = "lead" if member == "alpha" else "reviewer"
                paper.approve(member, **{"digest": digest, "capacity": role, **told})
        one = found(paper)
        placed = [*members(one.given), *members(one.stale), *members(one.objections), *one.missing]

        assert sorted(placed) == ["alpha", "beta"]
        assert one.approved is (len(one.given) == 2)
