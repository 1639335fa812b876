"""A chapter's digest: whatever is in the chapter changes it, nothing else does, and sha256sum makes it again."""

from __future__ import annotations

import hashlib

import pytest

from coalition.campaign import digests
from coalition.campaign.loading import load
from coalition.sources.trees import MemoryTree

SETTINGS = """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair-passage.example, secretariat: harbour, languages: [en, es]}
"""
CHAPTER = "---\ntitle: {}\ntheme: refugees\nlead: harbour\n---\n\n## A heading {{#sec-a}}\n\nTold [@own-1] and [@shared-1, p. 3].\n"
FILES = {
    "coalition.yaml": SETTINGS,
    "chapters/refugees/chapter.md": CHAPTER.format("Refugees"),
    "chapters/refugees/chapter.es.md": CHAPTER.format("Refugiados"),
    "chapters/refugees/references.bib": "@book{own-1,\n  title = {Own},\n}\n",
    "chapters/refugees/figures/one.png": "\x00 no text",
    "chapters/refugees/data/deep/one.csv": "a,b\n1,2\n",
    "chapters/poverty/chapter.md": CHAPTER.format("Poverty"),
    "references.bib": "@book{shared-1,\n  title = {Shared},\n  year = {2020},\n}\n\n@book{shared-2,\n  title = {Other},\n}\n",
}


def campaign(**changes: str | None):
    files = {**FILES, **{path.replace("__", "/"): text for path, text in changes.items()}}
    return load(MemoryTree({path: text.encode() for path, text in files.items() if text is not None})).value


def digest(changes: dict[str, str | None] | None = None, language: str = "en", chapter: str = "refugees") -> str:
    return digests.chapter_digest(campaign(**(changes or {})), chapter, language)


def test_it_is_made_again_with_sha256sum_and_sort():
    lines = [
        f"{hashlib.sha256(FILES[path].encode()).hexdigest()}  {path}\n"
        for path in FILES
        if path.startswith("chapters/refugees/") and not path.endswith(".es.md")
    ]
    canonical = digests.canonical(campaign(), "shared-1")
    lines.append(f"{hashlib.sha256(canonical.encode()).hexdigest()}  references.bib#shared-1\n")

    assert digest() == hashlib.sha256("".join(sorted(lines)).encode()).hexdigest()


@pytest.mark.parametrize(
    "change",
    [
        {"chapters/refugees/chapter.md": CHAPTER.format("Refugees ")},
        {"chapters/refugees/references.bib": "@book{own-1,\n  title = {Owned},\n}\n"},
        {"chapters/refugees/references.bib": None},
        {"chapters/refugees/figures/one.png": "\x00 no words"},
        {"chapters/refugees/figures/two.png": "\x00"},
        {"chapters/refugees/data/deep/one.csv": None},
        {"references.bib": FILES["references.bib"].replace("2020", "2021")},
        {"references.bib": None},
    ],
)
def test_whatever_is_in_the_chapter_changes_it(change):
    assert digest(change) != digest()


@pytest.mark.parametrize(
    "change",
    [
        {"chapters/refugees/chapter.es.md": None},
        {"chapters/poverty/chapter.md": None},
        {"chapters/refugees/approvals/harbour.txt": "signed"},
        {"chapters/refugees/reviews/one.md": "Well done."},
        {"references.bib": FILES["references.bib"].replace("Other", "Another")},
        {"references.bib": "@book{shared-1, year = {2020},\n title   = {Shared}}\n"},
        {"references.bib": "@string{y = {2020}}\n@book{shared-1,\n  title = {Shared},\n  year = y,\n}\n"},
    ],
)
def test_nothing_else_does(change):
    assert digest(change) == digest()


def test_each_language_has_its_own_and_what_is_not_there_has_none():
    assert digest(language="es") not in {digest(), ""}
    assert digest(language="fr") == ""
    assert digest(chapter="housing") == ""


def test_what_cannot_be_read_gives_no_digest():
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"
    found = digests.content(campaign(**{"chapters/refugees/figures/one.png": pointer}), "refugees", "en")

    assert found.sha256 == ""
    assert found.unread == ("chapters/refugees/figures/one.png",)


def test_what_differs_is_named():
    before = digests.content(campaign(), "refugees", "en")
    changes = {"chapters/refugees/figures/one.png": None, "references.bib": None}

    assert digests.content(campaign(**changes), "refugees", "en").changed(before) == (
        "chapters/refugees/figures/one.png",
        "references.bib#shared-1",
    )


def test_a_name_that_would_break_a_line_is_written_as_sha256sum_does():
    found = digests.content(campaign(**{"chapters/refugees/figures/a\\b\nc.png": "x"}), "refugees", "en")

    assert (
        b"\\" + hashlib.sha256(b"x").hexdigest().encode() + b"  chapters/refugees/figures/a\\\\b\\nc.png\n"
        in found.lines
    )
