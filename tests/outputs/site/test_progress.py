"""Where the work stands, on the site: who approved what, how many answered, what lags, and nothing private."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import site_sample
from markupsafe import Markup

from coalition.campaign.loading import load
from coalition.campaign.public import publish
from coalition.outputs.site import pages, progress_views
from coalition.outputs.site.material import Material
from coalition.outputs.site.progress_views import ApprovalsView, ApprovalView, LagView, ProgressView
from coalition.outputs.words import Words
from coalition.prose.model import Book, Section
from coalition.sources.git import FileHistory
from coalition.sources.trees import MemoryTree
from coalition.standing.computing import compute
from coalition.standing.model import Approval

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
APPROVALS = ApprovalsView(
    given=(
        ApprovalView("open-gate", date(2026, 11, 3)),
        ApprovalView("harbour-network", date(2026, 11, 4), attested=True),
    ),
    stale=("asia-committee",),
    missing=("quiet-line",),
    objecting=("fjord-forum",),
)


def shown(language: str, path: str) -> str:
    view = site_sample.view(language)
    first = replace(view.chapters[0], approvals=APPROVALS, status="final")
    lags = (
        LagView("On the method", "report/method/", "es", date(2026, 11, 2)),
        LagView("Meet", "meetings/m/", "es", None),
    )
    changed = replace(
        view, chapters=(first, *view.chapters[1:]), progress=ProgressView({"refugees": 5012, "poverty": 1}, lags)
    )
    page = next(page for page in pages.write(changed) if page.path == path)
    text = Markup("").join([page.title, *(Markup(part.html) for part in page.parts)])  # noqa: S704 -- our own page
    return " ".join(text.striptags().split())


def test_the_page_tells_of_chapters_statements_and_translations():
    text = shown("en", "status/")

    assert text.startswith("Where the work standsWho has approved which chapter")
    assert (
        "Approved, as it stands here, by Öpen Gate (3 November 2026) and Harbour & <Network> (4 November 2026, " in text
    )
    assert "confirmed by letter or e-mail)." in text
    assert "5,012 words" in text
    assert "· 1 word" in text
    assert "Not yet confirmed: " in text
    assert "On the method Spanish · the original changed on 2 November 2026" in text
    assert "Meet Spanish · the original has changed since" in text


def test_it_speaks_spanish():
    text = shown("es", "status/")

    assert text.startswith("Estado de los trabajos")
    assert "Aprobado, tal como figura aquí, por Öpen Gate (3 de noviembre de 2026)" in text


def test_who_may_not_be_named_is_not():
    assert "quiet-line" not in shown("en", "status/")


@pytest.mark.parametrize("path", ["status/", "report/refugees/"])
def test_a_chapter_tells_who_approved_it_and_who_has_not(path):
    text = shown("en", path)

    assert "by Öpen Gate (3 November 2026)" in text
    assert "approved an earlier text." in text
    assert "Objection by " in text


def test_a_chapter_on_which_nobody_said_anything_tells_nothing_of_it():
    page = next(page for page in pages.write(site_sample.view("en")) if page.path == "report/poverty/")
    assert not any(words in str(part.html) for part in page.parts for words in ("Approved", "Not yet approved"))


def material(history: dict[str, FileHistory]) -> Material:
    chapter = "---\ntitle: {}\ntheme: refugees\nlead: harbour\nreviewers: [quiet]\nstatus: final\n---\n\nTwo words.\n"
    member = "  - {{id: {0}, name: {0}, type: network, country: NP, visibility: {1}, membership: [{{status: active, on: 2024-01-01}}]}}\n"
    files = {
        "coalition.yaml": "format: 1\ncampaign: {id: a, name: A, domain: a.example, secretariat: harbour, languages: [en, es]}\n"
        "themes: {refugees: {title: R}}\nreport: {title: T, edition: '1', chapters: [refugees]}\n",
        "members.yaml": "members:\n" + member.format("harbour", "public") + member.format("quiet", "unnamed"),
        "chapters/refugees/chapter.md": chapter.format("T"),
        "chapters/refugees/chapter.es.md": chapter.format("T"),
        "chapters/drafted/chapter.md": chapter.format("D").replace("final", "draft"),
        "chapters/drafted/chapter.es.md": chapter.format("D").replace("final", "draft"),
    }
    campaign = load(MemoryTree({path: text.encode() for path, text in files.items()})).value
    state = compute(campaign, NOW)
    found = state.of_chapter("refugees", "en")
    given = tuple(
        Approval("p", "refugees", name, "en", "approve", "lead", found.digest, "good", "signed")
        for name in ("harbour", "quiet")
    )
    chapters = {**state.chapters, ("refugees", "en"): replace(found, given=given, missing=("quiet",))}
    return Material(
        public=publish(campaign, NOW.date()),
        standing=replace(state, chapters=chapters),
        language="en",
        languages=("en", "es"),
        book=Book((Section("refugees", "en", "", words=2),)),
        texts=Book(()),
        html=lambda _ast, _path, _language: Markup(),
        words=Words("en"),
        history=history,
    )


def test_views_hold_no_draft_and_nobody_unnamed():
    old, new = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 2, 1, tzinfo=UTC)
    history = {
        f"chapters/{name}/chapter{ending}": FileHistory(old, when)
        for name in ("refugees", "drafted")
        for ending, when in ((".md", new), (".es.md", old))
    }
    made = material(history)
    view = progress_views.progress(made)
    chapter = made.public.campaign.chapters["refugees"]

    assert view.words == {"refugees": 2}
    assert [(lag.title, lag.page, lag.language, lag.since) for lag in view.lags] == [
        ("T", "report/refugees/", "es", new.date())
    ]
    approvals = progress_views.approvals(made, chapter)
    assert ([one.member for one in approvals.given], approvals.missing) == (["harbour"], ())
