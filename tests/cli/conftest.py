"""A small campaign, keys made for it, and its commands run as a person runs them."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from coalition.cli.main import cli
from coalition.sources.cache import Cache
from coalition.workflows import check as checking

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from click.testing import Result

NOW = "2026-11-21T12:00:00Z"
FILES = {
    "coalition.yaml": """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair-passage.example, secretariat: harbour, languages: [en, es]}
vocabularies: migration
""",
    "members.yaml": """\
members:
  - id: harbour
    name: Harbour Network
    type: network
    country: "NO"
    membership: [{status: active, on: 2024-01-01}]

  - id: open-gate   # in Nairobi
    name: Open Gate
    type: national-ngo
    country: KE
    membership: [{status: active, on: 2024-01-01}]

  - id: old-tower
    name: Old Tower
    type: national-ngo
    country: NP
    membership: [{status: active, on: 2024-01-01}, {status: lapsed, on: 2025-06-01}]
""",
    "mkdocs.yml": "site_name: Fair Passage\n",
    ".gitattributes": "statements/** -text\nchapters/** -text\ntrust/** -text\n",
}
CACHE = Cache(None)
"""Finished prose of all tests together."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(checking, "open_cache", lambda *_: CACHE)
    campaign = tmp_path / "campaign"
    campaign.mkdir()
    for name, text in FILES.items():
        (campaign / name).write_text(text, encoding="utf-8")
    return campaign


@pytest.fixture
def run(folder: Path) -> Callable[..., Result]:
    """A command; what it could not do is the result's exception, with its sentence."""

    def run(*words: object, now: str = NOW, answers: str | None = None) -> Result:
        return CliRunner().invoke(cli, ["-C", str(folder), "--now", now, *map(str, words)], input=answers)

    return run


@pytest.fixture
def problems(run: Callable[..., Result]) -> Callable[[], list[str]]:
    """What `check` finds: `path code`."""

    def found() -> list[str]:
        lines = [line for line in run("check").stdout.splitlines() if not line.startswith((" ", "No "))]
        return [f"{line.split(':')[0]} {line.split('[')[1].split(']')[0]}" for line in lines[:-1]]

    return found


@pytest.fixture(scope="session")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """A private key by name, made when it is first asked for; the public one lies beside it."""
    home = tmp_path_factory.mktemp("keys")

    def key(name: str, kind: str = "ed25519") -> Path:
        path = home / name
        if not path.exists():
            command = ["ssh-keygen", "-q", "-t", kind, "-N", "", "-C", f"{name}@example", "-f", str(path)]
            subprocess.run(command, check=True, capture_output=True)
        return path

    return key
