"""A small campaign with nothing against a release, and the steps towards one as a person takes them."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from click.testing import CliRunner
from small_campaign import FILES, commit

from coalition.cli.main import cli
from coalition.errors import CoalitionError

if TYPE_CHECKING:
    from pathlib import Path

NOW = "2026-03-03T12:00:00Z"
WHO = {"GIT_COMMITTER_NAME": "Amina", "GIT_COMMITTER_EMAIL": "amina@harbour.example", "GIT_CONFIG_GLOBAL": os.devnull}
RELEASABLE = {
    **{path: text for path, text in FILES.items() if not path.startswith("chapters/later/")},
    "coalition.yaml": FILES["coalition.yaml"].replace("[refugees, later]", "[refugees]"),
    ".gitattributes": "editions/** binary\n",
}
"""One chapter, which its lead has yet to approve."""


def run(folder: Path, *words: object, now: str = NOW):
    """A command, by that clock, or by the machine's; what it could not do is the result's exception."""
    clock = ("--now", now) if now else ()
    return CliRunner(env=WHO).invoke(cli, ["-C", str(folder), *clock, *map(str, words)])


def refused(done) -> str:
    """Why it could not be done, with the cure."""
    assert isinstance(done.exception, CoalitionError), done.output
    return f"{done.exception.message}\n{done.exception.hint}"


def make_key(folder: Path) -> Path:
    path = folder / "harbour"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", path], check=True)
    return path


def approve(folder: Path, key: Path) -> None:
    """The lead approves the chapter as it is, and everything is committed."""
    if "keys:" not in (folder / "members.yaml").read_text("utf-8"):
        done = run(folder, "member", "key", "add", "harbour", f"{key}.pub", "--from", "2026-01-01T00:00:00Z", "--yes")
        assert done.exit_code == 0, done.output
    done = run(folder, "chapter", "approve", "refugees", "--as", "harbour", "--key", key, "--yes")
    assert done.exit_code == 0, done.output
    commit(folder, "Approve")
