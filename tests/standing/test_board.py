"""How far a campaign is, and who is waited for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coalition.campaign.loading import load
from coalition.sources.trees import MemoryTree
from coalition.standing.board import board
from coalition.standing.owing import waiting

NOW = "2026-11-21T12:00:00Z"


@pytest.fixture
def look(paper):
    """The board of the campaign on paper, and what each member owes: `member: task subject`."""

    def look(changed=None, since=None, now: str = NOW):
        campaign = load(MemoryTree(paper.files)).value
        found = board(campaign, paper.standing(now), changed or {}, since)
        return found, {
            one.member: [f"{debt.task} {debt.subject}" for debt in one.debts]
            for one in waiting(found, "harbour-network")
        }

    return look


def test_a_chapter_tells_its_words_and_what_it_lacks(paper, look):
    text = (
        "Five words [@gone] are here.\n\n![A](figures/a.png)\n\n"
        '![B](figures/b.png){alt="Told" source="@gone"}\n\n```{.chart data="data/c.csv"}\n```\n'
    )
    paper.chapter(lead="alpha", text=text)
    (chapter,) = look()[0].chapters

    assert (chapter.id, chapter.language, chapter.lead, chapter.status) == ("refugees", "en", "alpha", "final")
    assert (chapter.words, chapter.missing_alt, chapter.missing_sources) == (len(text.split()), 2, 3)


def test_who_has_to_approve_is_waited_for_and_who_did_is_not(paper, look):
    digest = paper.chapter(lead="alpha", reviewers=["beta", "gamma"])
    paper.approve("alpha", digest=digest)
    paper.approve("beta", capacity="reviewer")
    owed = look(since={"chapters/refugees/approvals/beta.txt": ("chapters/refugees/chapter.md",)})[1]

    assert "approve refugees" not in owed["alpha"]
    assert "approve-again refugees" in owed["beta"]
    assert "approve refugees" in owed["gamma"]


def test_what_waits_for_a_proof_is_waited_for_from_whom_can_give_it(paper, look):
    digest = paper.chapter(lead="alpha", reviewers=["beta"])
    paper.approve("alpha", digest=digest, sign=False)
    paper.approve("beta", digest=digest, capacity="reviewer")
    paper.answer("gamma", at="2026-11-04T10:00:00Z")
    owed = look()[1]

    assert "confirm refugees" in owed["alpha"]
    assert "approve refugees" not in owed["alpha"]
    assert "receive refugees" in owed["harbour-network"]
    assert "gamma" not in owed


def test_a_chapter_that_is_being_written_waits_for_its_lead_alone(paper, look):
    paper.chapter(lead="alpha", reviewers=["beta"])
    paper.files["chapters/refugees/chapter.md"] = paper.files["chapters/refugees/chapter.md"].replace(
        b"final", b"draft"
    )
    owed = look()[1]

    assert "write refugees" in owed["alpha"]
    assert owed["beta"] == ["answer review"]


def test_an_objection_is_for_the_lead_to_settle(paper, look):
    digest = paper.chapter(lead="alpha", reviewers=["beta"])
    paper.approve("beta", digest=digest, capacity="reviewer", action="object")

    assert "settle refugees" in look()[1]["alpha"]


def test_who_has_not_answered_an_open_statement_is_waited_for_until_its_deadline(paper, look):
    paper.statement("review", "closes: {date: 2026-12-10, zone: anywhere-on-earth}\n")
    paper.members(
        "hidden", "lapsed", hidden="visibility: hidden\n", lapsed="membership: [{status: lapsed, on: 2025-01-01}]\n"
    )
    paper.answer("alpha", "decline")
    (statement,) = look()[0].statements

    assert statement.silent == ("beta", "gamma", "harbour-network")
    assert statement.closes == datetime(2026, 12, 11, 12, tzinfo=UTC)
    assert (statement.left.days, str(statement.closes_on)) == (20, "2026-12-10")
    (over,) = look(now="2026-12-12T00:00:00Z")[0].statements
    assert (over.silent, over.left) == ((), None)


def test_who_signed_an_earlier_text_has_not_answered_this_one(paper, look):
    paper.statement("review", "current_version: 2\n", versions=2)
    paper.answer("alpha")
    paper.answer("beta", version=2)

    assert look()[0].statements[0].silent == ("alpha", "gamma", "harbour-network")


def test_a_translation_lags_when_its_original_changed_later(paper, look):
    paper.chapter(lead="alpha")
    paper.chapter(language="es", lead="alpha")
    old, new = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    first, second = "chapters/refugees/chapter.md", "chapters/refugees/chapter.es.md"

    assert look({first: old, second: old})[0].lags == ()
    assert look({first: old, second: new})[0].lags == ()
    assert look({first: new})[0].lags == ()
    found, owed = look({first: new, second: old})
    assert [(lag.path, lag.original, lag.owner, lag.since) for lag in found.lags] == [(second, first, "alpha", new)]
    assert f"translate {second}" in owed["alpha"]


def test_a_translation_of_a_statement_lags_when_it_is_of_other_bytes(paper, look):
    text = paper.files["statements/review/v1/en.md"].decode()
    path = "statements/review/v1/es.md"
    paper.files[path] = text.replace("---\n\n", f"translates: {'0' * 64}\n---\n\n", 1).encode()

    assert [(lag.path, lag.kind, lag.owner) for lag in look()[0].lags] == [(path, "statement", "harbour-network")]


def test_a_contact_is_old_after_a_year_and_when_nobody_ever_looked(paper, look):
    contacts = (
        "contacts:\n  - {type: email, value: a@a.example, verified: 2025-11-21}\n"
        "  - {type: phone, value: '+1 2', verified: 2025-11-20}\n  - {type: form, value: 'https://a.example'}\n"
    )
    paper.members("alpha", alpha=contacts)
    found, owed = look()

    assert [(one.type, one.verified is None) for one in found.contacts] == [("phone", False), ("form", True)]
    assert owed["alpha"] == ["answer review", "verify form", "verify phone"]


def test_the_most_urgent_comes_first_and_everybody_once(paper, look):
    paper.statement("later", "closes: 2026-12-20T00:00:00Z\n")
    paper.statement("review", "closes: 2026-11-30T00:00:00Z\n")
    for name in ("alpha", "beta", "gamma"):
        paper.answer(name)
    paper.chapter(lead="beta")
    found, owed = look()

    assert [state.id for state in found.statements] == ["review", "later"]
    assert list(owed) == ["harbour-network", "beta", "alpha", "gamma"]
    assert owed["harbour-network"] == ["answer review", "answer later"]
    assert owed["beta"] == ["answer later", "approve refugees"]
