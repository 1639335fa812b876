"""`coalition statement show --changes`, as a person types it."""

from __future__ import annotations

import subprocess

import pytest

from coalition.errors import CoalitionError
from coalition.workflows import check as checking
from coalition.workflows import comparing

TEXT = """\
---
title: Open the safe channels
occasion: The first review
addressed_to:
  - {name: Governments, type: state}
---

We ask you to open the safe channels.

![Two doors.](figures/doors.png){alt="Two doors, one of them open"}
"""


@pytest.fixture
def statement(folder, monkeypatch):
    """Two versions in English, the first in Spanish too."""
    import io

    from PIL import Image

    monkeypatch.setattr(comparing, "open_cache", checking.open_cache)
    place = folder / "statements/first"
    drawn = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(drawn, "PNG")
    for number, text in (
        (1, TEXT),
        (2, TEXT.replace("safe channels.", "borders.").replace("- {name: G", "- {name: All g")),
    ):
        (place / f"v{number}/figures").mkdir(parents=True)
        (place / f"v{number}/en.md").write_text(text, encoding="utf-8")
        (place / f"v{number}/figures/doors.png").write_bytes(drawn.getvalue())
    (place / "v1/es.md").write_text(TEXT.replace("title:", f"translates: {'0' * 64}\ntitle:"), encoding="utf-8")
    (place / "statement.yaml").write_text(
        "venue: general-letter\nsubmitted_by: harbour\ncurrent_version: 2\n", encoding="utf-8"
    )
    return place


def test_changes_between_versions_are_shown_with_signs(run, statement):
    done = run("statement", "show", "first", "--changes", "v1", "2")
    assert done.exit_code == 0, done.output
    assert done.stdout.splitlines()[:3] == [
        "v1/en.md → v2/en.md",
        "Since version 1: 4 words changed in 2 paragraphs.",
        "",
    ]
    assert "To: [-Governments-]{+All governments+} (states)" in done.stdout
    assert "open the [-safe channels-]{+borders+}." in done.stdout
    assert done.stderr == ""


def test_as_a_page_they_need_nothing_else(run, statement):
    done = run("statement", "show", "first", "--changes", "1", "2", "--format", "html")
    assert done.stdout.startswith('<!doctype html>\n<html lang="en"')
    assert 'src="data:image/png;base64,' in done.stdout
    assert "<title>Open the safe channels: What changed in version 2</title>" in done.stdout
    assert "Since version 1: 4 words changed in 2 paragraphs." in done.stdout
    assert "<del>" in done.stdout
    assert "<ins>" in done.stdout
    assert "http" not in done.stdout.replace("http-equiv", "")


def test_a_version_is_compared_with_what_it_was_in_a_commit(run, statement, folder):
    git = ["git", "-C", str(folder), "-c", "user.name=A", "-c", "user.email=a@b.example"]
    for words in (["init", "-q"], ["add", "-A"], ["commit", "-qm", "One"]):
        subprocess.run([*git, *words], check=True)
    assert (
        run("statement", "show", "first", "--rev", "HEAD").stdout == "v2/en.md in HEAD → v2/en.md\nNothing changed.\n"
    )
    (statement / "v2/en.md").write_text(TEXT.replace("ask", "urge"), encoding="utf-8")
    shown = run("statement", "show", "first", "--rev", "HEAD").stdout
    assert "We [-ask-]{+urge+} you to open the [-borders-]{+safe channels+}." in shown


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (["first", "--changes", "1", "3"], "first has no version 3. There are: 1, 2."),
        (["first", "--changes", "1", "2", "--language", "es"], 'Version 2 of first has no text in "es". It has: en.'),
        (["frist", "--changes", "1", "2"], 'There is no statement "frist".'),
    ],
)
def test_what_is_not_there_is_named(run, statement, words, refusal):
    error = run("statement", "show", *words).exception
    assert isinstance(error, CoalitionError)
    assert f"{error.message} {error.hint}".startswith(refusal)


@pytest.mark.parametrize(
    "words",
    [
        ["--format", "html"],
        ["--language", "es"],
        ["--changes", "1", "2", "--format", "json"],
        ["--changes", "1", "2", "--as-of", "2026-01-01"],
        ["--changes", "1", "two"],
    ],
)
def test_what_does_not_go_together_is_refused(run, statement, words):
    assert run("statement", "show", "first", *words).exit_code == 2


def test_a_text_with_mistakes_is_compared_and_says_so(run, statement):
    path = statement / "v2/en.md"
    path.write_text(path.read_text(encoding="utf-8").replace("borders", "[borders](#sec-none)"), encoding="utf-8")
    done = run("statement", "show", "first", "--changes", "1", "2")
    assert "{+borders+}" in done.stdout
    assert "mistakes in statements/first/v2/en.md" in done.stderr


def test_without_changes_the_record_is_shown(run, statement):
    assert "current_version  2" in run("statement", "show", "first").stdout
    assert '"current_version": 2' in run("statement", "show", "first", "--format", "json").stdout
