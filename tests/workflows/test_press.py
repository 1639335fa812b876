"""Writing the texts of a site: every link leads to the page that holds its target."""

from datetime import UTC, datetime

from coalition.campaign.loading import load
from coalition.prose.model import Book, Section
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache
from coalition.sources.trees import MemoryTree
from coalition.standing import computing
from coalition.workflows.making import Workshop
from coalition.workflows.press import Press
from coalition.workflows.reading import Reading

NOW = datetime(2026, 11, 1, tzinfo=UTC)
SETTINGS = """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair.example, secretariat: harbour, languages: [en]}
report: {title: T, edition: "2026", chapters: [report-cards]}
"""
CHAPTER = "---\ntitle: T\ntheme: refugees\nlead: harbour\nstatus: final\n---\n\nText.\n"
TEXT = "---\ntitle: T\n---\n\nText.\n"


def section(name: str) -> Section:
    return Section(name, "en", "", anchors=(f"{name}-sec-a",))


def test_links_lead_to_the_page_of_a_text_whatever_its_id_holds():
    files = {
        "coalition.yaml": SETTINGS,
        "chapters/report-cards/chapter.md": CHAPTER,
        "report/annex-two-methods.md": TEXT,
    }
    campaign = load(MemoryTree(files)).value
    book = Book((section("report-cards"), section("report-annex-two-methods-en")))
    reading = Reading(campaign, computing.compute(campaign, NOW), {"en": book}, {"en": book})
    workshop = Workshop(
        reading, Pandoc(Cache(None)), NOW, commit="", draft=False, drafts=False, history={}, languages=("en",)
    )

    assert Press(workshop, "en")._targets() == {
        "report-cards": "report/report-cards/",
        "report-cards-sec-a": "report/report-cards/#report-cards-sec-a",
        "report-annex-two-methods-en": "report/annex-two-methods/",
        "report-annex-two-methods-en-sec-a": "report/annex-two-methods/#report-annex-two-methods-en-sec-a",
    }
