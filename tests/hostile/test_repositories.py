"""Repositories, names and arguments that attack: nothing of a contribution is run, no value becomes an option."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import building
import pytest

from coalition.sources.git import Repository, UnknownRevision

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.git
NOW = "2026-11-21T12:00:00Z"


@pytest.fixture
def campaign(tmp_path: Path) -> Path:
    root = building.lay([], tmp_path / "campaign")
    building.git(root, "init", "-q", "-b", "main")
    return root


@pytest.fixture
def trap(tmp_path: Path) -> Path:
    """A program that leaves a mark when anybody runs it; the mark lies beside it."""
    program = tmp_path / "trap"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path}/sprung'\n", "utf-8")
    program.chmod(0o755)
    return program


def commit(root: Path) -> None:
    building.git(root, "add", "-A")
    building.git(root, "commit", "-q", "-m", "Change")


def coalition(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "coalition", "-C", str(root), "--now", NOW, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300, errors="backslashreplace")


def bare(folder: Path, trap: Path) -> None:
    """What git takes for a bare repository when it runs there, with everything in it that runs programs."""
    (folder / "objects").mkdir(parents=True)
    (folder / "refs").mkdir()
    (folder / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    (folder / "config").write_text(
        f"[core]\n\tbare = false\n\tworktree = ..\n\tfsmonitor = {trap}\n\tpager = {trap}\n\tsshCommand = {trap}\n"
        f"\tgitProxy = {trap}\n\thooksPath = {trap.parent}\n[diff]\n\texternal = {trap}\n[gpg]\n\tprogram = {trap}\n",
        "utf-8",
    )


@pytest.mark.parametrize("place", ["pages/assets/repository.git", "chapters/refugees", "pages/.git"])
def test_a_repository_within_a_contribution_is_not_obeyed(campaign: Path, trap: Path, place: str):
    bare(campaign / place, trap)

    done = coalition(campaign, "check")
    inside = coalition(campaign / place, "check")

    assert done.returncode in (0, 1)
    assert inside.returncode in (0, 1, 3)
    assert "Traceback" not in done.stderr + inside.stderr
    assert not (trap.parent / "sprung").exists()


def test_hooks_monitors_and_pagers_of_the_clone_are_not_run(campaign: Path, trap: Path):
    commit(campaign)
    hooks = campaign / ".git" / "hooks"
    hooks.mkdir(exist_ok=True)
    for name in ("post-index-change", "pre-commit", "post-checkout", "reference-transaction", "fsmonitor-watchman"):
        (hooks / name).symlink_to(trap)
    for key in ("core.fsmonitor", "core.pager", "diff.external", "core.sshCommand", "gpg.program", "log.showSignature"):
        building.git(campaign, "config", key, "true" if key.startswith("log") else str(trap))

    for arguments in (["check"], ["check", "--rev", "HEAD"]):
        assert coalition(campaign, *arguments).returncode == 0
    assert Repository.open(campaign).changed_paths() == ()
    assert not (trap.parent / "sprung").exists()


def listing(root: Path, mode: str, name: bytes, oid: str) -> str:
    """A commit of the campaign whose folder `pages` holds one entry more, whatever its mode and name."""
    commit(root)
    kind = {"160000": "commit", "040000": "tree"}.get(mode, "blob")
    pages = building.git(root, "ls-tree", "-z", "HEAD:pages") + f"{mode} {kind} {oid}\t".encode() + name + b"\0"
    top = building.git(root, "ls-tree", "-z", "HEAD").split(b"\0")[:-1]
    others = b"".join(entry + b"\0" for entry in top if not entry.endswith(b"\tpages"))
    folder = fed(root, pages, "mktree", "-z", "--missing")
    whole = fed(root, others + f"040000 tree {folder}\tpages\0".encode(), "mktree", "-z")
    return fed(root, b"", "commit-tree", whole, "-m", "Hostile")


def blob(root: Path, content: bytes) -> str:
    return fed(root, content, "hash-object", "-w", "--stdin")


def fed(root: Path, content: bytes, *arguments: str) -> str:
    environment = {**os.environ, "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@a.example", "GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@a.example"}  # fmt: skip
    done = subprocess.run(
        ["git", "-C", str(root), *arguments], input=content, capture_output=True, check=True, env=environment
    )
    return done.stdout.decode().strip()


PAGE = b"---\ntitle: Page\n---\n\nText.\n"


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (("120000", b"link.md", b"/etc/passwd"), "symbolic-link"),
        (("120000", b"up.md", b"../../../../etc/passwd"), "symbolic-link"),
        (("160000", b"module", b""), "submodule"),
        (("100644", b"-rf.md", PAGE), "unportable-name"),
        (("100644", b"two\nlines.md", PAGE), "unportable-name"),
        (("100644", b"caf\xe9.md", PAGE), "unportable-name"),
        (("100644", b"esc\x1b[31m.md", PAGE), "unportable-name"),
        (("100644", b"con.md", PAGE), "unportable-name"),
        (("100644", b"c:x.md", PAGE), "unportable-name"),
        (("100644", b"back\\slash.md", PAGE), "unportable-name"),
        (("100644", b"..", PAGE), "unclaimed-file"),
        (("100644", b".git", PAGE), "unclaimed-file"),
        (("100644", b"About.md", PAGE), "colliding-names"),
        (("100644", b"\xe2\x80\xae.md", PAGE), "unportable-name"),
        (("100755", b"run.sh", b"#!/bin/sh\n"), "unclaimed-file"),
    ],
)
def test_what_no_checkout_would_bring_is_refused_in_a_commit_all_the_same(campaign: Path, entry, code: str):
    mode, name, content = entry
    revision = listing(campaign, mode, name, "1" * 40 if mode == "160000" else blob(campaign, content))

    done = coalition(campaign, "check", "--rev", revision)

    assert done.returncode == 1, done.stderr
    assert f"[{code}]" in done.stdout
    assert not any(ord(each) < 32 and each != "\n" for each in done.stdout)


def test_a_folder_named_dots_leads_nowhere(campaign: Path):
    evil = fed(campaign, f"100644 blob {blob(campaign, PAGE)}\tevil.md\0".encode(), "mktree", "-z")
    revision = listing(campaign, "040000", b"..", evil)

    done = coalition(campaign, "build", "--only", "site", "--rev", revision)

    assert done.returncode == 1
    assert "pages/../evil.md:1:1: error[unportable-name]" in done.stderr
    assert not list(campaign.parent.rglob("evil*"))


ORDERS = ["--output=stolen", "-ostolen", "--upload-pack=touch stolen", "HEAD --output=stolen", "HEAD\n--output=stolen", "-", "--", "", "HEAD..--", "^HEAD", "@{-1}", ":/x", "HEAD:members.yaml", "x\x1b[31m", "$(touch stolen)", "HEAD;touch stolen", "a\0b"]  # fmt: skip


@pytest.mark.parametrize("revision", [order for order in ORDERS if "\0" not in order])
def test_no_revision_becomes_an_option(campaign: Path, revision: str):
    commit(campaign)

    done = coalition(campaign, "check", f"--rev={revision}")

    assert done.returncode in (2, 3), done.stdout
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr
    assert not list(campaign.parent.rglob("stolen*"))


@pytest.mark.parametrize("revision", ORDERS)
def test_no_revision_is_taken_for_another(campaign: Path, revision: str):
    commit(campaign)
    with pytest.raises(UnknownRevision):
        Repository.open(campaign).resolve(revision)


@pytest.mark.parametrize("path", ["--help", "-rf", "../..", "/etc/passwd", "a\x1b[31mb", "::error::x", "*"])
def test_paths_name_files_and_nothing_else(campaign: Path, path: str):
    done = coalition(campaign, "check", "--", path)

    assert done.returncode in (0, 1, 2, 3)
    assert "root:" not in done.stdout + done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["../../../etc/passwd", "--format", "", "x\x1b[31m", "harbour-network/../../x"])
def test_ids_name_things_of_the_campaign_and_nothing_else(campaign: Path, name: str):
    done = coalition(campaign, "member", "show", "--", name)

    assert done.returncode == 3
    assert "\x1b" not in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("folder", ["-x", "~", "$HOME", "a b", "--help", "ü", "x;y", "line\nfeed", "\x1b[31m"])
def test_a_folder_is_a_folder_whatever_its_name(tmp_path: Path, folder: str):
    root = building.lay([], tmp_path / folder)
    building.git(root, "init", "-q", "-b", "main")
    commit(root)

    done = coalition(root, "check", "--rev", "HEAD")

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "environment",
    [
        {"SOURCE_DATE_EPOCH": "9" * 40},
        {"SOURCE_DATE_EPOCH": "²"},
        {"SOURCE_DATE_EPOCH": "--output=x"},
        {
            "GIT_DIR": "/nonexistent",
            "GIT_EXTERNAL_DIFF": "/bin/false",
            "GIT_SSH_COMMAND": "false",
            "GIT_PAGER": "false",
        },
        {
            "PYTHONSTARTUP": "/nonexistent",
            "NO_COLOR": "1",
            "TERM": "\x1b[31m",
            "LANG": "xx_YY.latin1",
            "TZ": "Nowhere/At All",
        },
    ],
)
def test_the_environment_brings_nobody_a_traceback(campaign: Path, environment: dict[str, str]):
    commit(campaign)
    command = [sys.executable, "-m", "coalition", "-C", str(campaign), "build", "--only", "site"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=300, env={**os.environ, **environment}
    )

    assert done.returncode in (0, 3)
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "moment", ["9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00+14:00", "2026-11-21", "now", "-1", "²"]
)
def test_the_moment_brings_nobody_a_traceback(campaign: Path, moment: str):
    command = [sys.executable, "-m", "coalition", "-C", str(campaign), f"--now={moment}", "check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)

    assert done.returncode == 2
    assert "Traceback" not in done.stderr
