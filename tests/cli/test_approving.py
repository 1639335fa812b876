"""Members approve chapters and object to them, the secretariat attests and receives: as they do it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from test_answering import git, lines, refusal

CHAPTER = """\
---
title: Refugee protection
theme: refugees
lead: open-gate
contributors: [harbour]
reviewers: [harbour]
status: final
abstract: What protection is.
---

## Who is protected {#sec-who}

Everybody is.
"""
HOME = "chapters/refugees/approvals"


@pytest.fixture
def chapter(folder, run, keys) -> Path:
    settings = (folder / "coalition.yaml").read_text("utf-8")
    more = "themes: {refugees: {title: Refugees}}\nreport: {title: A report, edition: '2026', chapters: [refugees]}\n"
    (folder / "coalition.yaml").write_text(settings + more, encoding="utf-8")
    path = folder / "chapters/refugees/chapter.md"
    path.parent.mkdir(parents=True)
    path.write_text(CHAPTER, encoding="utf-8")
    for name in ("harbour", "open-gate"):
        done = run("member", "key", "add", name, f"{keys(name)}.pub", "--from", "2026-01-01T00:00:00Z", "--yes")
        assert done.exit_code == 0, done.output
    return path


@pytest.fixture
def approve(chapter, run, keys):
    def approve(member: str, *words: object, key: str | None = "", **more: object):
        signing = [] if key is None else ["--key", keys(key or member)]
        return run("chapter", "approve", "refugees", "--as", member, *signing, "--yes", *words, **more)

    return approve


def test_an_approval_is_shown_signed_and_holds_with_openssh_alone(folder, approve, keys, run, problems, tmp_path):
    done = approve("open-gate")
    file = folder / HOME / "open-gate.txt"

    assert f"Wrote {HOME}/open-gate.txt.sig\nWrote {HOME}/open-gate.txt\nSigned with a key of open-gate." in done.stdout
    assert "…  chapters/refugees/chapter.md\n" in done.stdout
    assert {**lines(file), "nonce": ""} == {
        "coalition": "fair-passage.example",
        "chapter": "refugees",
        "language": "en",
        "content-sha256": run("digest", "chapters/refugees").stdout.split()[0],
        "member": "open-gate",
        "capacity": "lead",
        "action": "approve",
        "date": "2026-11-21",
        "nonce": "",
    }
    signers = tmp_path / "signers"
    signers.write_text("open-gate " + Path(f"{keys('open-gate')}.pub").read_text())
    command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", "open-gate"]
    command += ["-n", "approval@fair-passage.example", "-s", f"{file}.sig"]
    assert subprocess.run(command, stdin=file.open(), capture_output=True, check=False).returncode == 0
    assert problems() == []


def test_a_change_of_the_chapter_makes_it_stale_and_a_further_one_takes_its_place(chapter, approve, problems):
    approve("open-gate")
    chapter.write_text(CHAPTER.replace("Everybody", "Nobody"), encoding="utf-8")
    assert problems() == [f"{HOME}/open-gate.txt stale-approval"]

    done = approve("open-gate")
    assert f"Wrote {HOME}/open-gate.2.txt\n" in done.stdout
    assert "open-gate has spoken on it before (approve on 2026-11-21)." in done.stdout
    assert problems() == []


def test_a_member_objects_with_a_remark_in_a_capacity_that_it_has(folder, approve, problems):
    done = approve("harbour", "--object", "--capacity", "contributor", "--remark", "The first figure is of 2009.")

    assert done.exit_code == 0, done.output
    text = (folder / HOME / "harbour.txt").read_text()
    assert "capacity: contributor\naction: object\n" in text
    assert text.endswith("\n\nThe first figure is of 2009.\n")
    assert problems() == [f"{HOME}/harbour.txt objection-to-chapter"]


def test_a_dry_run_writes_nothing(folder, approve):
    assert f"Would write {HOME}/open-gate.txt:" in approve("open-gate", "--dry-run").stdout
    assert not (folder / HOME).exists()


@pytest.mark.parametrize(
    ("member", "words", "said"),
    [
        ("old-tower", (), "old-tower is not an active member today."),
        ("open-gate", ("--capacity", "reviewer"), "names open-gate as lead, not as reviewer."),
        ("open-gate", ("--language", "es"), 'The chapter "refugees" is not there in "es".'),
        ("open-gate", ("--remark", "a\u202eb"), "This cannot be signed"),
        ("somebody", (), 'No member is called "somebody".'),
    ],
)
def test_what_would_count_for_nothing_is_not_written(folder, approve, member, words, said):
    assert said in refusal(approve(member, *words, key=None))
    assert not (folder / HOME).exists()


def test_who_has_no_part_in_the_chapter_is_told_what_to_do(chapter, approve):
    text = CHAPTER.replace("contributors: [harbour]\n", "").replace("reviewers: [harbour]\n", "")
    chapter.write_text(text, encoding="utf-8")
    assert "neither as lead nor as reviewer or contributor. Name it there first" in refusal(approve("harbour"))


def test_an_approval_by_letter_is_attested_and_both_are_received(folder, approve, run, keys, tmp_path):
    git(folder, "init", "-q", "-b", "main")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Begin")
    letter = tmp_path / "letter.txt"
    letter.write_text("We approve the chapter.")
    told = ("--evidence", letter, "--kind", "letter", "--received", "2026-11-20T09:00:00Z", "--key", keys("harbour"))
    assert "There is no answer of open-gate on refugees (en)." in refusal(
        run("chapter", "attest", "refugees", "--member", "open-gate", *told, "--yes")
    )
    assert "coalition chapter attest" in approve("open-gate", key=None).stdout
    done = run("chapter", "attest", "refugees", "--member", "open-gate", *told, "--yes")
    assert f"Wrote {HOME}/open-gate.attestation.txt\n" in done.stdout
    approve("harbour", "--capacity", "reviewer")

    done = run("chapter", "receive", "refugees", "--key", keys("harbour"))
    assert f"Entered {HOME}/harbour.txt: good\n" in done.stdout
    assert f"Entered {HOME}/open-gate.txt: good\n" in done.stdout
    assert f"Entered {HOME}/open-gate.attestation.txt\n" in done.stdout
    assert run("chapter", "receive", "refugees", "--dry-run").stdout == "Nothing new has arrived.\n"
