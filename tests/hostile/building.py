"""The campaign with hostile cases laid over it: checked, and built as if nothing had been refused."""

from __future__ import annotations

import os
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from unittest.mock import patch

import cases
import materials

from coalition.errors import CoalitionError
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache
from coalition.sources.trees import DiskTree
from coalition.workflows import build as building
from coalition.workflows import check as checking
from coalition.workflows import opening

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from coalition.outputs.verdict import Verdict

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
CACHE = Cache(None)
"""Finished prose of all cases: most texts of a case are those of the good campaign."""
SECONDS = 4.0
"""What one text may take to read: less than the program's own limit, so that texts which take for ever take less."""
SECRET = materials.SECRET
"""Stands in files around the campaign's own, too; it may come out nowhere."""
_COMMIT = {
    **{f"GIT_{who}_{what}": "a@a.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
    **{f"GIT_{who}_DATE": "2026-11-20T10:00:00+00:00" for who in ("AUTHOR", "COMMITTER")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


def lay(stated: Iterable[cases.Case], root: Path) -> Path:
    """The good campaign in `root`, the cases over it, and secrets beside it."""
    root.mkdir(parents=True, exist_ok=True)
    cases.build(cases.Case("good", (), ()), root)
    for case in stated:
        cases.lay(case, root, materials.MAKERS)
    for place in (root / "secret.txt", root / "secret.md", root.parent / "secret.txt", root.parent / "secret.md"):
        place.write_text(f"{SECRET}\n", "utf-8")
    return root


def check(root: Path) -> Verdict:
    return checking.examine_tree(DiskTree(root), NOW, Pandoc(CACHE, text_seconds=SECONDS))


def build(root: Path, *, refused: bool = True) -> Path:
    """The whole site and all formats of the report; where `refused`, although `check` may have found errors."""
    site = root / "mkdocs.yml"
    if "site_url:" not in site.read_text("utf-8"):
        site.write_text(site.read_text("utf-8") + "site_url: https://fair-passage.example/\n", "utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Begin")
    order = building.Order(folder=root, output=root.parent / f"{root.name}-public", drafts=True, now=NOW)
    found = checking.verdict_of
    silent = (lambda reading: replace(found(reading), problems=())) if refused else found
    with (
        patch.object(checking, "verdict_of", silent),
        patch.object(opening, "open_cache", lambda *_: CACHE),
    ):
        building.build(order, lambda _step: None)
    return order.output


def git(root: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(root), "-c", "core.autocrlf=false", *arguments]
    done = subprocess.run(command, env={"PATH": os.environ["PATH"], **_COMMIT}, capture_output=True, check=False)
    if done.returncode:
        raise CoalitionError(f"git {arguments[0]}: {done.stderr.decode('utf-8', 'replace')}")
    return done.stdout
