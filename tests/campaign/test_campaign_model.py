"""Looking things up in a campaign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.campaign.loading import load
from coalition.kinds.page import Page
from coalition.kinds.practice import Practice
from coalition.sources.trees import MemoryTree

if TYPE_CHECKING:
    from coalition.campaign.model import Campaign

SETTINGS = """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair.example, secretariat: hn, languages: [en, es]}
"""
PAGE = "---\ntitle: Home\n---\n"
PRACTICE = "---\ntitle: A desk\nmember: hn\nsummary: It reads.\n---\n"
TEXT = "---\ntitle: A\noccasion: B\naddressed_to: [{{name: C, type: state}}]\n{}---\n"
BIB = "@book{{{}, title = {{A}}, year = {{2020}}}}\n"


def campaign(**files: str) -> Campaign:
    return load(MemoryTree({"coalition.yaml": SETTINGS, **files})).value


def test_an_original_is_in_the_first_language_or_in_the_only_one():
    found = campaign(**{
        "practices/desk.md": PRACTICE, "practices/desk.es.md": PRACTICE, "practices/barco.es.md": PRACTICE,
        "practices/arab.fr.md": PRACTICE, "practices/arab.es.md": PRACTICE,
    })  # fmt: skip

    assert [(text.id, text.language) for text in found.originals(Practice)] == [
        ("arab", "es"), ("barco", "es"), ("desk", "en"),
    ]  # fmt: skip


def test_a_translation_is_found_by_id_and_language():
    found = campaign(**{"practices/desk.md": PRACTICE, "practices/desk.es.md": PRACTICE, "pages/desk.md": PAGE})

    spanish = found.translation(Practice, "desk", "es")
    assert spanish is not None
    assert spanish.path == "practices/desk.es.md"
    assert found.translation(Practice, "desk", "fr") is None
    assert found.translation(Page, "desk", "es") is None


def test_of_two_texts_in_one_language_and_of_two_members_with_one_id_the_first_is_found():
    members = "".join(
        f"  - {{id: hn, name: {name}, type: other, country: JP, membership: [{{status: active, on: 2025-01-01}}]}}\n"
        for name in ("One", "Two")
    )
    found = campaign(**{"pages/index.md": PAGE, "pages/index.en.md": PAGE, "members.yaml": f"members:\n{members}"})

    page = found.translation(Page, "index", "en")
    assert page is not None
    assert page.path == "pages/index.en.md"
    assert found.members["hn"].name == "One"


def test_versions_come_by_number_the_normative_language_first():
    found = campaign(**{
        "statements/a/v2/es.md": TEXT.format(""),
        "statements/a/v2/en.md": TEXT.format(f"translates: {'0' * 64}\n"),
        "statements/a/v10/en.md": TEXT.format(""),
        "statements/b/v1/en.md": TEXT.format(""),
    })  # fmt: skip

    assert [(text.version, text.language) for text in found.versions("a")] == [(2, "es"), (2, "en"), (10, "en")]
    assert [text.language for text in found.versions("a", 2)] == ["es", "en"]
    assert found.versions("a", 3) == found.versions("c") == ()


def test_sources_are_a_chapters_or_shared():
    found = campaign(**{"references.bib": BIB.format("one"), "chapters/x/references.bib": BIB.format("two")})

    assert [source.key for source in found.sources()] == ["one"]
    assert [source.key for source in found.sources("x")] == ["two"]
    assert found.sources("y") == ()
