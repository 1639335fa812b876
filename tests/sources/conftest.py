"""Real repositories for the tests, untouched by the settings of whoever runs them."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from coalition.sources import shell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@dataclass
class Worktree:
    """A repository that a test fills by plain git, with a clock of its own."""

    path: Path
    environment: dict[str, str]
    now: list[int] = field(default_factory=lambda: [1_700_000_000])

    def git(self, *arguments: str, stdin: bytes = b"", status: int = 0) -> bytes:
        """Run git as a user would."""
        dates = {"GIT_AUTHOR_DATE": "@0 +0000", "GIT_COMMITTER_DATE": f"@{self.now[0]} +0000"}
        environment = self.environment | dates
        done = shell.run(["git", *arguments], folder=self.path, environment=environment, stdin=stdin)
        assert done.status == status, done.stderr.decode()
        return done.stdout

    def write(self, files: dict[str, str | bytes]) -> None:
        for name, content in files.items():
            path = self.path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.encode() if isinstance(content, str) else content)

    def commit(self, files: dict[str, str | bytes] | None = None, *, at: int = 1_700_000_000) -> str:
        """Write, stage and commit everything at an instant (seconds since 1970), and return the commit's id."""
        self.write(files or {})
        self.now[0] = at
        self.git("add", "--all", "--force")
        self.git("commit", "--quiet", "--allow-empty", "--message=x")
        return self.git("rev-parse", "HEAD").decode().strip()

    def clone(self, name: str, *options: str) -> Worktree:
        path = self.path.parent / name
        self.git("clone", "--quiet", *options, self.path.as_uri(), str(path))
        return Worktree(path, self.environment, self.now)


@pytest.fixture
def git_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """A user who has said nothing to git but a name; nothing of the machine's or of a hook that runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    (home / ".gitconfig").write_text(
        '[user]\nname = T\nemail = t@example\n[init]\ndefaultBranch = main\n[protocol "file"]\nallow = always\n'
    )
    settings = {"HOME": str(home), "GIT_CONFIG_NOSYSTEM": "1"}
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return settings


@pytest.fixture
def make_worktree(tmp_path: Path, git_settings: dict[str, str]) -> Callable[[str], Worktree]:
    def make(name: str) -> Worktree:
        (tmp_path / name).mkdir()
        made = Worktree(tmp_path / name, git_settings)
        made.git("init", "--quiet")
        return made

    return make


@pytest.fixture
def worktree(make_worktree: Callable[[str], Worktree]) -> Worktree:
    return make_worktree("campaign")
