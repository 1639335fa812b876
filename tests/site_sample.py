"""A small campaign as views, in English and Spanish: every kind of page has something to show."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

from markupsafe import Markup

from coalition.outputs.answers import AnswersView, AnswerView
from coalition.outputs.site.changes import ChangesView
from coalition.outputs.site.member_views import (
    ContactView,
    IdentifierView,
    MembershipView,
    MemberView,
    OtherNameView,
    StageView,
)
from coalition.outputs.site.progress_views import ApprovalsView, ApprovalView, LagView, ProgressView
from coalition.outputs.site.statement_views import AddresseeView, ResponseView, StatementView, VersionView
from coalition.outputs.site.views import (
    AnswerToView,
    CampaignView,
    ChapterView,
    Download,
    HandwrittenView,
    MatterView,
    MeetingView,
    PartView,
    PracticeView,
    RecommendationView,
    ReportView,
    Term,
    TextView,
    ThemeView,
)
from coalition.standing.model import Adoption, Totals

GENEVA = timezone(timedelta(hours=1))
STAMP = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)

CHAPTER = Markup(
    '<p>Two people leave the same workplace.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref">'
    "<sup>1</sup></a></p>"
    '<h2 id="refugees-sec-one">1.1 Two systems, <em>one</em> person</h2><p>The law has a rule &amp; a form.</p>'
    '<div class="recommendation" id="refugees-rec-firewall"><p>Build a firewall between services and police.</p></div>'
    '<h3 id="refugees-sec-inner">On the road</h3><p>Text with *stars* and [brackets](x) and {{ braces }}.</p>'
    "<table><thead><tr><th>Group</th><th>Millions</th></tr></thead><tbody><tr><td>Refugees</td><td>37.6</td></tr></tbody>"
    "</table>"
    '<h2 id="refugees-sec-two">1.2 What to do</h2><pre>a\n\n```\n~~~\n</pre>'
    '<section id="footnotes" class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>A note.'
    '<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>'
)
STATEMENT = {
    "en": Markup('<p>We are organisations.</p><h2 id="sec-needs">1. Needs first</h2><p>Give shelter.</p>'),
    "es": Markup('<p>Somos organizaciones.</p><h2 id="sec-needs">1. Primero las necesidades</h2><p>Den refugio.</p>'),
}


def members() -> tuple[MemberView, ...]:
    """Three that are active, one that was."""
    return (
        MemberView(
            id="asia-committee",
            name="Asia Committee",
            type="network",
            country="LK",
            active=True,
            areas=("034", "035"),
            themes=("poverty",),
            languages=("en", "si"),
            membership=(MembershipView("active", date(2023, 2, 13)),),
        ),
        MemberView(
            id="fjord-forum",
            name="Fjord Forum",
            type="national-ngo",
            country="NO",
            active=False,
            membership=(MembershipView("active", date(2024, 2, 19)), MembershipView("lapsed", date(2026, 3, 31))),
        ),
        MemberView(
            id="harbour-network",
            name="Harbour & <Network>",
            type="international-ngo",
            country="JP",
            active=True,
            other_names=(OtherNameView("Harbour Group", until=date(2019, 5, 1)), OtherNameView("Red del Puerto")),
            areas=("JP", "035"),
            stages=(StageView("JP", ("Country of destination",)), StageView("PH", ("Country of origin",))),
            themes=("refugees", "poverty"),
            languages=("ja", "en", "fil"),
            summary="A network of harbours.",
            website="https://harbour.example",
            identifiers=(IdentifierView("ECOSOC", "0000001"),),
            consultative_status="special",
            part_of=("asia-committee", "quiet-line"),
            contacts=(
                ContactView(
                    "email",
                    "office@harbour.example",
                    languages=("en", "ja"),
                    hours="Mo-Fr 09:00-17:00",
                    verified=date(2026, 10, 1),
                ),
                ContactView("phone", "+81 00 0000 0000", label="Night line"),
                ContactView("form", "https://harbour.example/write"),
                ContactView("address", "1 Quay, Harbour"),
            ),
            membership=(MembershipView("applied", date(2023, 1, 10)), MembershipView("active", date(2023, 1, 16))),
        ),
        MemberView(
            id="open-gate",
            name="Öpen Gate",
            type="regional-ngo",
            country="KE",
            active=True,
            areas=("KE", "JP"),
            themes=("refugees",),
            membership=(MembershipView("active", date(2023, 6, 19)),),
        ),
    )


def answers() -> AnswersView:
    """One that is signed, one that is confirmed under an older name, one that is not named, and some that do not count."""
    received = datetime(2026, 11, 4, 9, 30, tzinfo=UTC)
    return AnswersView(
        signatories=(
            AnswerView(
                "harbour-network",
                "Harbour Group",
                "JP",
                proof="attested",
                version=2,
                on=date(2019, 4, 1),
            ),
            AnswerView(
                "open-gate",
                "Open Gate",
                "KE",
                capacity="drafter",
                version=2,
                language="en",
                on=date(2026, 11, 3),
                arrived=received,
                sections=("1. Needs first",),
                reservation=("On paragraph 4.", "And on <b>paragraph 5</b>."),
            ),
        ),
        unconfirmed=(
            AnswerView(
                "asia-committee",
                "Asia Committee",
                "LK",
                action="decline",
                proof="announced",
                version=2,
                reservation=("Not <yet>.",),
            ),
        ),
        earlier=(AnswerView("fjord-forum", "Fjord Forum", "NO", proof="earlier", on=date(2026, 1, 2)),),
        totals=Totals(counted=3, signed=2, attested=1, unnamed=1),
        adoption=Adoption("threshold", minimum=10),
        members=4,
    )


def statement(language: str) -> StatementView:
    """One that is open, with answers of every worth."""
    return StatementView(
        id="imrf-2026",
        title={"en": "Safe channels, services without fear", "es": "Vías seguras, servicios sin miedo"}[language],
        occasion="International Migration Review Forum 2026",
        text=TextView(STATEMENT[language], language),
        status="open",
        addressees=(AddresseeView("Governments meeting in New York", "state"),),
        version=2,
        normative="en",
        languages=("en", "es"),
        versions=(
            VersionView(1, current=False, languages=("en",)),
            VersionView(
                2,
                current=True,
                languages=("en", "es"),
                corrects=1,
                changes="statements/imrf-2026/changes/2/",
                since=1,
            ),
        ),
        venue="Open letter",
        meeting="geneva-dialogue",
        submitted_by="harbour-network",
        drafters=("harbour-network", "quiet-line"),
        themes=("refugees",),
        closes_on=date(2026, 12, 10),
        source="statements/imrf-2026/v2/en.md",
        digest="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        answers=answers(),
        downloads=(
            Download("statements/imrf-2026/statement.pdf", "pdf", 120_000, "en"),
            Download("statements/imrf-2026/statement.docx", "docx", 24_000, "en"),
        ),
        responses=(ResponseView("A government", date(2026, 11, 20), "It thanks us.", "https://government.example/a"),),
        published=datetime(2026, 11, 1, tzinfo=UTC),
        updated=datetime(2026, 11, 2, tzinfo=UTC),
    )


def changes(language: str) -> ChangesView:
    """A correction, in English alone, with every mark that a comparison knows."""
    said = '<span class="spoken"> {}: </span>'
    return ChangesView(
        statement="imrf-2026",
        title="Safe channels, services without fear",
        number=2,
        since=1,
        text=TextView(
            Markup(  # noqa: S704 -- our own words
                '<div class="front-matter"><p><span class="label">Title:</span> Safe channels</p></div>'
                f"<h2>1. Needs <ins>{said.format('inserted')}first</ins></h2>"
                f"<p>Give <del>{said.format('deleted')}food</del><ins>{said.format('inserted')}shelter</ins>, and "
                '<del class="relinked"><a href="https://a.example/">ask</a><span class="change-said"> (https://a.example/)'
                '</span></del><ins class="relinked"><a href="https://b.example/">ask</a><span class="change-said"> '
                "(https://b.example/)</span></ins>.</p>"
                '<ins class="moved"><span class="change-said">Moved here: </span><p>Nobody pays for a job.</p></ins>'
                f"<ol><li><del>{said.format('deleted')}one</del></li><li>two</li></ol>"
            ),
            "en",
        ),
        summary={"en": "2 words changed in one paragraph", "es": "2 palabras cambiadas en un párrafo"}[language],
        whole=False,
        corrects=1,
        objections_until=datetime(2026, 12, 1, tzinfo=UTC),
    )


def chapters() -> tuple[ChapterView, ...]:
    """Two, the second a draft and in English only."""
    return (
        ChapterView(
            id="refugees",
            title="Between two procedures: refugees",
            text=TextView(CHAPTER, "en"),
            theme="refugees",
            lead="open-gate",
            number=1,
            contributors=("harbour-network", "quiet-line"),
            reviewers=("asia-committee",),
            abstract="People who flee are exploited on the road.",
            keywords=("asylum",),
            sources=Markup('<div id="refs"><div class="csl-entry" id="ref-iom">IOM. 2009. A paper.</div></div>'),
            approvals=ApprovalsView(
                given=(ApprovalView("open-gate", date(2026, 11, 3)),),
                missing=("asia-committee",),
                stale=("quiet-line",),
            ),
            published=datetime(2026, 11, 3, tzinfo=UTC),
            updated=datetime(2026, 11, 5, tzinfo=UTC),
        ),
        ChapterView(
            id="poverty",
            title="Poverty",
            text=TextView(Markup("<p>Debt.</p>"), "en"),
            theme="poverty",
            lead="quiet-line",
            number=2,
            status="draft",
        ),
    )


def report() -> ReportView:
    """An edition with a foreword, an annex and one list of works."""
    return ReportView(
        title="Exploitative migration worldwide",
        subtitle="Three chapters",
        edition="2026",
        licence="CC-BY-4.0",
        parts=(PartView("", ("refugees",)), PartView("Part two", ("poverty", "absent"))),
        date=STAMP.date(),
        downloads=(
            Download("report/report.pdf", "pdf", 1_234_567, "en"),
            Download("report/report.epub", "epub", 64_000),
        ),
        before=(MatterView("foreword", "Foreword", TextView(Markup("<p>In 2007 a movement called.</p>"), "en")),),
        after=(MatterView("method", "Method", TextView(Markup("<p>How.</p>"), "en"), Markup("<p>Works.</p>")),),
        sources=Markup('<div class="csl-entry">IOM. 2009. A paper.</div>'),
    )


def view(language: str = "en") -> CampaignView:
    """The campaign in English or Spanish; chapters and practices are in English alone."""
    return CampaignView(
        language=language,
        languages=("en", "es"),
        name={"en": "Campaign Against Exploitation", "es": "Campaña contra la Explotación"}[language],
        url="https://campaign.example/",
        secretariat="harbour-network",
        members=members(),
        unnamed=1,
        themes=(ThemeView("refugees", "Refugee protection", "Those who flee."), ThemeView("poverty", "Poverty")),
        report=report(),
        chapters=chapters(),
        statements=(statement(language),),
        changes=(changes(language),),
        progress=ProgressView(
            {"refugees": 5012, "poverty": 1}, (LagView("Method", "report/method/", "es", date(2026, 11, 2)),)
        ),
        practices=(
            PracticeView(
                id="contract-desk",
                title="The contract check desk",
                text=TextView(Markup('<h2 id="practice-done">What was done</h2><p>Contracts were read.</p>'), "en"),
                member="harbour-network",
                summary="Jobseekers bring the contract.",
                partners=("open-gate",),
                countries=("PH", "NP"),
                stages=(Term("origin", "Country of origin"),),
                themes=("poverty",),
                approaches=(Term("prevention", "Prevention"),),
                target_groups=(Term("jobseekers", "Jobseekers"),),
                frameworks=(Term("gcm-6", "GCM 6"),),
                started="2023-02",
                ended="2025",
                website="https://desk.example/",
                published=datetime(2026, 11, 4, tzinfo=UTC),
            ),
        ),
        meetings=(
            MeetingView(
                id="geneva-dialogue",
                title="A dialogue with governments",
                text=TextView(Markup(), language),
                scope="international",
                kind="dialogue",
                starts=datetime(2026, 12, 15, 9, 30, tzinfo=GENEVA),
                ends=datetime(2026, 12, 16, 17, 0, tzinfo=GENEVA),
                city="Geneva",
                country="CH",
                venue="Palais",
                online=True,
                host="harbour-network",
                participants=("open-gate", "quiet-line"),
                governments=("AR", "NP"),
                themes=("refugees",),
                languages=("en", "es"),
                summary="Members hand over the statement.",
                website="https://meeting.example/",
            ),
            MeetingView(
                id="colombo-meeting",
                title="Members meet",
                text=TextView(Markup("<p>Notes.</p>"), "en"),
                scope="regional",
                kind="gathering",
                starts=datetime(2026, 3, 1, 9, 0, tzinfo=UTC),
                ends=datetime(2026, 3, 1, 12, 0, tzinfo=UTC),
                past=True,
                online=True,
            ),
        ),
        recommendations=(
            RecommendationView(
                kind="recommendation",
                page="report/refugees/",
                anchor="refugees-rec-firewall",
                text="Build a firewall between services and police.",
                addressees=(Term("all-states", "all states"), Term("business", "business")),
                source_title="Between two procedures: refugees",
                number="1.1",
                themes=("refugees",),
                language="en",
                name="refugees/rec-firewall",
                countries=("NP", "MX"),
                answers=(
                    AnswerToView(
                        "A government", date(2026, 11, 1), "noted", "Under study.", "https://government.example/b"
                    ),
                ),
            ),
        ),
        handwritten=(
            HandwrittenView(
                "index",
                "Against exploitation on the move",
                TextView(
                    Markup('<p>Every day people leave home.</p><h2 id="ask">What we ask for</h2><p>Help.</p>'), language
                ),
                "What this campaign is.",
            ),
            HandwrittenView("about", "About", TextView(Markup("<p>Who we are.</p>"), language)),
            HandwrittenView("join/apply", "Apply", TextView(Markup("<p>How to apply.</p>"), "en")),
        ),
        stamp=STAMP,
    )
