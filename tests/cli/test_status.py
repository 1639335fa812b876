"""`coalition status`: the board at a terminal, for programs, and for one member."""

from __future__ import annotations

import csv
import io
import json

import pytest
from test_answering import git, refusal
from test_approving import CHAPTER, approve, chapter  # noqa: F401 -- fixtures


@pytest.fixture
def stale(folder, chapter, approve):  # noqa: F811 -- fixtures
    """A chapter that changed after its lead approved it, each step in a commit."""
    git(folder, "init", "-q", "-b", "main")
    approve("open-gate")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Approved")
    chapter.write_text(CHAPTER.replace("Everybody", "Nobody"), encoding="utf-8")
    (folder / "chapters/refugees/data").mkdir()
    (folder / "chapters/refugees/data/people.csv").write_text("region,number\nAfrica,3\n", encoding="utf-8")
    return folder


def test_the_board_names_what_changed_since_an_approval_and_who_is_waited_for(stale, run):
    told = run("status").stdout

    since = "chapters/refugees/chapter.md, chapters/refugees/data/people.csv"
    assert f"stale: open-gate, of 2026-11-21; changed since: {since}" in " ".join(told.split())
    assert "missing: harbour" in told
    assert "0 of 2 approve" in told
    assert max(map(len, told.splitlines())) <= 80


def test_a_member_sees_what_it_owes_with_the_command_that_does_it(stale, run):
    told = run("status", "--as", "open-gate").stdout

    assert told.startswith("open-gate is waited for:\n- approve the chapter refugees (en) again, which changed:")
    assert "coalition chapter approve refugees --as open-gate --language en --key PATH" in told
    assert run("status", "--as", "old-tower").stdout == "Nothing is waited for from old-tower.\n"
    assert 'No member is called "open-gat"' in refusal(run("status", "--as", "open-gat"))


def test_programs_read_all_of_it(stale, run):
    found = json.loads(run("status", "--format", "json").stdout)
    (chapter,) = found["chapters"]  # noqa: F811 -- another

    assert (found["version"], found["instant"], found["campaign"]) == (1, "2026-11-21T12:00:00Z", "Fair Passage")
    assert (chapter["approved"], chapter["required"], chapter["missing"]) == (
        False,
        ["open-gate", "harbour"],
        ["harbour"],
    )
    assert chapter["stale"][0]["changed"] == ["chapters/refugees/chapter.md", "chapters/refugees/data/people.csv"]
    rows = list(csv.DictReader(io.StringIO(run("status", "--format", "csv").stdout)))
    assert [(row["member"], row["task"], row["subject"]) for row in rows] == [
        ("open-gate", "approve-again", "refugees"),
        ("harbour", "approve", "refugees"),
    ]
    assert json.loads(run("status", "--format", "json", "--rev", "HEAD").stdout)["chapters"][0]["stale"] == []


def test_without_a_repository_the_rest_is_told(chapter, approve, run):  # noqa: F811 -- fixtures
    approve("open-gate")
    chapter.write_text(CHAPTER.replace("Everybody", "Nobody"), encoding="utf-8")

    assert "stale: open-gate, of 2026-11-21\n" in run("status").stdout


def test_a_campaign_without_anything_waits_for_nobody(run):
    assert run("status").stdout.endswith("Nothing is there yet, and nobody is waited for.\n")


def test_an_approved_chapter_is_said_to_be(chapter, approve, run):  # noqa: F811 -- fixtures
    approve("open-gate")
    approve("harbour", "--capacity", "reviewer")
    told = run("status").stdout

    assert "words   approved\n" in told
    assert "approved by: harbour (signed), open-gate (signed)" in told
    assert "Who is waited for" not in told
