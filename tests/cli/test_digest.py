"""`coalition digest`: what a chapter or a statement is known by."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

CHAPTER = "---\ntitle: Refugees\ntheme: refugees\nlead: harbour\n---\n\nTold [@shared-1].\n"


@pytest.fixture(autouse=True)
def chapter(folder: Path) -> Path:
    path = folder / "chapters/refugees/chapter.md"
    path.parent.mkdir(parents=True)
    path.write_text(CHAPTER, encoding="utf-8")
    (folder / "references.bib").write_text("@book{shared-1,\n  title = {Shared},\n}\n", encoding="utf-8")
    return path


def test_a_chapter_is_told_with_its_lines(run, chapter):
    told = run("digest", "chapters/refugees").stdout
    lines = run("digest", "chapters/refugees", "--lines").stdout
    source = run("digest", "chapters/refugees", "--source", "shared-1").stdout

    assert told.startswith(f"{hashlib.sha256(lines.encode()).hexdigest()}  chapters/refugees (en)\n")
    assert f"{hashlib.sha256(chapter.read_bytes()).hexdigest()}  chapters/refugees/chapter.md\n" in lines
    assert f"{hashlib.sha256(source.encode()).hexdigest()}  references.bib#shared-1\n" in lines


def test_languages_are_told_one_after_the_other(run, chapter):
    chapter.with_name("chapter.es.md").write_text(CHAPTER, encoding="utf-8")

    told = run("digest", "chapters/refugees").stdout
    assert told.index("chapters/refugees (en)") < told.index("chapters/refugees (es)")
    assert "Say which with --language" in run("digest", "chapters/refugees", "--lines").output
    assert run("digest", "chapters/refugees", "--lines", "--language", "es").exit_code == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("chapters/refugee",), 'There is no chapter "refugee".'),
        (("members/harbour",), '"members/harbour" has no digest.'),
        (("chapters/refugees", "--language", "fr"), 'chapters/refugees is not there in "fr".'),
        (("chapters/refugees", "--source", "shared-2"), 'references.bib has no source "shared-2".'),
    ],
)
def test_what_has_no_digest_is_said(run, words, said):
    assert said in str(run("digest", *words).exception)
