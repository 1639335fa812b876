"""What pages are made of: recommendations with what was answered to them."""

from datetime import UTC, date, datetime

from markupsafe import Markup

from coalition.campaign.loading import load
from coalition.campaign.public import publish
from coalition.outputs.site.material import Material, recommendations
from coalition.outputs.words import Words
from coalition.problems import Place
from coalition.prose.model import Book, Passage, Section
from coalition.sources.trees import MemoryTree
from coalition.standing import computing

FILES = {
    "coalition.yaml": """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair.example, secretariat: harbour, languages: [en, es]}
themes: {refugees: {title: Refugees}}
report: {title: T, edition: "2026", chapters: [refugees]}
""",
    "members.yaml": """\
members:
  - {id: harbour, name: Harbour, type: network, country: NP, membership: [{status: active, on: 2024-01-01}]}
""",
    "chapters/refugees/chapter.md": "---\ntitle: T\ntheme: refugees\nlead: harbour\nstatus: final\n---\n\nText.\n",
    "recommendations.yaml": """\
answers:
  - {recommendation: refugees/rec-count, from: Ministry of Labour, on: 2026-06-01, state: done, summary: {en: Done., es: Hecho.}}
  - {recommendation: refugees/rec-count, from: Parliament, on: 2026-02-01, state: noted, summary: Read, source: "https://parliament.example/1"}
  - {recommendation: refugees/rec-other, from: Parliament, on: 2026-02-01, state: rejected, summary: No.}
""",
}
NOW = datetime(2026, 11, 1, tzinfo=UTC)


def material(language: str) -> Material:
    campaign = load(MemoryTree(FILES)).value
    return Material(
        public=publish(campaign, NOW.date()),
        standing=computing.compute(campaign, NOW),
        language=language,
        languages=("en", "es"),
        book=Book(()),
        texts=Book(()),
        html=lambda _ast, _path, _language: Markup(),
        words=Words(language),
        history={},
    )


def section(kind: str) -> Section:
    passage = Passage(kind, "refugees-rec-count", (("to", "all-states"),), "Count everyone.", Place("a.md"), "1.1")
    return Section("refugees", "en", "", passages=(passage,))


def test_what_was_answered_to_a_recommendation_stands_beside_it_the_earliest_first():
    (shown,) = recommendations(material("es"), section("recommendation"), "report/refugees/", "T", ("refugees",))

    assert [(answer.sender, answer.on, answer.state, answer.summary, answer.source) for answer in shown.answers] == [
        ("Parliament", date(2026, 2, 1), "noted", "Read", "https://parliament.example/1"),
        ("Ministry of Labour", date(2026, 6, 1), "done", "Hecho.", ""),
    ]


def test_only_what_asks_somebody_for_something_is_in_the_register():
    assert [
        item.kind
        for kind in ("recommendation", "demand", "key-finding")
        for item in recommendations(material("en"), section(kind), "report/refugees/", "T", ())
    ] == ["recommendation", "demand"]


def test_it_is_about_the_countries_that_its_author_names_else_those_whom_the_statement_addresses():
    def countries(written: str) -> tuple[str, ...]:
        given = (("to", "all-states"), *((("countries", written),) if written else ()))
        passage = Passage("demand", "refugees-rec-count", given, "Count.", Place("a.md"))
        text = Section("refugees", "en", "", passages=(passage,))
        (item,) = recommendations(material("en"), text, "statements/refugees/", "T", (), ("KW",))
        return item.countries

    assert countries("NP MX NP") == ("NP", "MX")
    assert countries("") == ("KW",)
