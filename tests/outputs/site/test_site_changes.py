"""Which versions are compared with which, and the page of each."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from markupsafe import Markup

from coalition.campaign import manuscripts
from coalition.campaign.loading import load
from coalition.campaign.public import publish
from coalition.outputs.site import changes, pages
from coalition.outputs.site.material import Material
from coalition.outputs.site.viewing import view
from coalition.outputs.words import Words
from coalition.prose.book import prepare
from coalition.prose.model import Bibliography, Book
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache
from coalition.sources.trees import MemoryTree
from coalition.standing import computing

NOW = datetime(2026, 11, 1, tzinfo=UTC)
TEXT = "---\n{more}title: Open doors\noccasion: The review\naddressed_to: [{{name: All, type: state}}]\n---\n\n{body}\n"
FILES = {
    "coalition.yaml": """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair.example, secretariat: harbour, languages: [en, es]}
""",
    "members.yaml": """\
members:
  - {id: harbour, name: Harbour, type: network, country: NP, membership: [{status: active, on: 2024-01-01}]}
""",
    "statements/first/statement.yaml": """\
venue: general-letter
submitted_by: harbour
status: open
current_version: 3
corrections:
  3: {of: 1, objections_until: 2026-12-01T00:00:00Z}
""",
}
BODIES = {
    "v1/en": "Open the doors.",
    "v1/es": "Abran las puertas.",
    "v2/en": "Open the windows.",
    "v3/en": "Open all the doors.",
    "v3/es": "Abran todas las puertas.",
    "v4/en": "A draft of the next.",
}
PANDOC = Pandoc(Cache(None))


def material(language: str, **files: str) -> Material:
    texts = {
        f"statements/first/{name}.md": TEXT.format(
            body=body, more=f"translates: {'0' * 64}\n" if name.endswith("es") else ""
        )
        for name, body in BODIES.items()
    }
    campaign = load(MemoryTree({**FILES, **texts, **files})).value
    prepared = prepare(manuscripts.apart(campaign), Bibliography(), pandoc=PANDOC).value
    return Material(
        public=publish(campaign, NOW.date()),
        standing=computing.compute(campaign, NOW),
        language=language,
        languages=("en", "es"),
        book=Book(()),
        texts=prepared,
        html=lambda _ast, _path, _language: Markup("<p>Text</p>"),
        words=Words(language),
        history={},
    )


@pytest.fixture(scope="module")
def spanish():
    return view(material("es"))


def test_a_version_is_compared_with_the_one_before_or_with_that_which_it_corrects(spanish):
    assert [(one.since, one.number, one.text.language, one.summary) for one in spanish.changes] == [
        (1, 2, "en", "una palabra cambiada en un párrafo"),
        (1, 3, "es", "una palabra cambiada en un párrafo"),
    ]


def test_a_version_that_is_not_current_is_shown_when_it_is_a_correction():
    process = FILES["statements/first/statement.yaml"].replace("current_version: 3", "current_version: 1")
    found = changes.changes(material("en", **{"statements/first/statement.yaml": process}))
    assert [(one.number, one.current) for one in found] == [(3, False)]


def test_texts_without_a_language_in_common_are_not_compared():
    french = {"statements/first/v2/fr.md": TEXT.format(body="Ouvrez.", more=""), "statements/first/v2/en.md": ""}
    assert [one.number for one in changes.changes(material("es", **french))] == [3]


def test_the_statements_page_leads_to_what_changed_and_that_says_so_in_a_sentence(spanish):
    written = {page.path: page for page in pages.write(spanish)}
    assert "statements/first/changes/2/" in written
    assert "statements/first/changes/4/" not in written
    assert '<a href="changes/3/">qué cambió desde la versión 1</a>' in written["statements/first/"].html
    page = written["statements/first/changes/3/"]
    assert page.title == "Qué cambió en la versión 3"
    assert "Desde la versión 1: una palabra cambiada en un párrafo." in page.html
    assert "La versión 3 es una corrección editorial de la versión 1. Los miembros pueden objetar hasta el" in page.html
    assert '<a href="../../">El texto tal como está ahora</a>' in page.html
    assert '<a href="../2/">Qué cambió en la versión 2</a>' in page.html
    assert not page.search


def test_a_comparison_in_another_language_than_the_page_says_so(spanish):
    page = next(page for page in pages.write(spanish) if page.path == "statements/first/changes/2/")
    assert '<div class="redline" lang="en" dir="ltr">' in page.html
    assert "Este texto" in page.html
