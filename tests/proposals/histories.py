"""Repositories in which pull requests were made, written in one go by `git fast-import`."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

Edits = dict[str, "str | bytes | None"]
"""By path what a commit writes there; None takes the file away."""


@dataclass(frozen=True)
class Commit:
    edits: Edits
    message: str = "Change"
    merges: str = ""
    """Another branch whose commits it takes in."""


@dataclass(frozen=True)
class Branch:
    commits: tuple[Commit, ...]
    start: str = "main"
    """The branch that it begins at; empty for one with no past."""


@dataclass
class Stream:
    """Orders to `git fast-import`."""

    parts: list[bytes] = field(default_factory=list)
    tips: dict[str, int] = field(default_factory=dict)
    """By branch the number of its last commit."""
    made: int = 0

    def commit(self, branch: str, start: str, commit: Commit) -> None:
        self.made += 1
        message = commit.message.encode()
        self.parts.append(
            b"commit refs/heads/%s\nmark :%d\ncommitter Ada <ada@open-gate.example> %d +0000\ndata %d\n%s\n"
            % (branch.encode(), self.made, 1_790_000_000 + 60 * self.made, len(message), message)
        )
        for word, other in ((b"from", start), (b"merge", commit.merges)):
            if other:
                self.parts.append(b"%s :%d\n" % (word, self.tips[other]))
        self.parts += list(_changes(commit.edits))
        self.tips[branch] = self.made


def _changes(edits: Edits) -> Iterator[bytes]:
    for path, content in edits.items():
        if content is None:
            yield b'D "%s"\n' % path.encode()
    for path, content in edits.items():
        if content is not None:
            body = content.encode() if isinstance(content, str) else content
            yield b'M 100644 inline "%s"\ndata %d\n%s\n' % (path.encode(), len(body), body)


def write(folder: Path, branches: Mapping[str, Branch]) -> None:
    """A repository with these branches, each made after those before it; the branch main is checked out."""
    stream = Stream()
    for name, branch in branches.items():
        start = branch.start
        for commit in branch.commits:
            stream.commit(name, start, commit)
            start = name
    git(folder, "init", "-q", "-b", "main")
    git(folder, "fast-import", "--quiet", stdin=b"".join(stream.parts))
    git(folder, "reset", "-q", "--hard", "main")


def git(folder: Path, *words: str, stdin: bytes = b"") -> str:
    done = subprocess.run(["git", "-C", str(folder), *words], input=stdin, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().strip()
