"""Commits made beside the work tree: what is checked out, staged, edited or half merged stays as it is.

Git's own plumbing is used, with an index of its own in a folder of its own: files become objects, objects a tree, the
tree a commit, and at last a name points to it. Until that last step, which is one, there is nothing to be undone.
"""

from __future__ import annotations

import contextlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.sources.entries import from_bytes, to_bytes
from coalition.sources.git import GitFailed
from coalition.sources.gitcommand import GitCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import datetime

    from coalition.sources.git import Repository
    from coalition.sources.gitcommand import Answer

APART = (
    "core.splitIndex=false",
    "core.untrackedCache=false",
    "index.sparse=false",
    "i18n.commitEncoding=UTF-8",
    "user.useConfigOnly=true",
)
"""Settings with which an index is one file, a message is what it says, and no name is made up of the machine's."""
_FILES = {"000000", "100644", "100755"}


@dataclass(frozen=True, slots=True)
class Identity:
    """Who wrote or made a commit."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Changed:
    """A file in which two commits differ."""

    path: str
    how: str
    """`added`, `changed` or `deleted`."""
    is_file: bool
    """False for a link or a submodule."""


class NoIdentity(CoalitionError):
    """Git does not know who makes a commit."""

    def __init__(self) -> None:
        super().__init__(
            "Git does not know who you are, and every commit says who made it.",
            'Tell it once: git config --global user.name "Your name", and\n'
            "git config --global user.email you@harbour.example\n"
            'Or for this time: --committer "Your name <you@harbour.example>"',
        )


@contextlib.contextmanager
def bench(repository: Repository, told: Callable[[str], None] | None = None) -> Iterator[Bench]:
    """A place beside the repository at which a commit is made; `told` hears each command of git."""
    with tempfile.TemporaryDirectory(prefix="coalition-") as home:
        extra = {"GIT_INDEX_FILE": str(Path(home) / "index")}
        yield Bench(repository, GitCommand(repository.top, settings=APART, extra=extra, told=told))


class Bench:
    """Trees and commits, and names for them. Paths are the campaign's."""

    def __init__(self, repository: Repository, command: GitCommand) -> None:
        self.command = command
        self._top = repository.top
        below = repository.folder.relative_to(repository.top).as_posix()
        self._prefix = "" if below == "." else f"{below}/"

    # What is there

    def candidates(self, start: str) -> tuple[str, ...]:
        """Files of a commit and files on disk that git does not ignore, below the campaign's folder, sorted.

        From now on the index is that of the commit.
        """
        self._said("read-tree", start)
        return self._listed("--cached", "--others", "--exclude-standard")

    def ignored(self) -> tuple[str, ...]:
        """Files on disk that git ignores, sorted."""
        return self._listed("--others", "--ignored", "--exclude-standard")

    def tree(self, start: str, paths: Sequence[str]) -> str:
        """The tree of a commit in which these files are as they are on disk, or gone as they are there."""
        self._said("read-tree", start)
        names = b"".join(to_bytes(self._prefix + path) + b"\0" for path in paths)
        self._said("update-index", "--add", "--remove", "-z", "--stdin", stdin=names)
        return self._line("write-tree")

    def differences(self, old: str, new: str) -> tuple[Changed, ...]:
        """The files of the campaign in which two commits or trees differ, sorted."""
        said = self._said("diff-tree", "-r", "--raw", "-z", "--no-renames", old, new)
        tokens = iter(said.split(b"\0")[:-1])
        found = []
        for facts in tokens:
            path = from_bytes(next(tokens))
            if path.startswith(self._prefix):
                before, after, *_ = facts.decode("ascii").lstrip(":").split()
                how = "added" if set(before) == {"0"} else "deleted" if set(after) == {"0"} else "changed"
                found.append(Changed(path.removeprefix(self._prefix), how, {before, after} <= _FILES))
        return tuple(sorted(found, key=lambda one: one.path))

    # What comes of it

    def commit(  # noqa: PLR0913 -- all that a commit is made of
        self, tree: str, parents: Sequence[str], author: Identity, committer: Identity, message: str, instant: datetime
    ) -> str:
        """A commit that no name points to yet. The same of all this is the same commit."""
        when = f"@{int(instant.timestamp())} +0000"
        named = {
            "GIT_AUTHOR_NAME": author.name,
            "GIT_AUTHOR_EMAIL": author.address,
            "GIT_AUTHOR_DATE": when,
            "GIT_COMMITTER_NAME": committer.name,
            "GIT_COMMITTER_EMAIL": committer.address,
            "GIT_COMMITTER_DATE": when,
        }
        with self.command.beside(named):
            after = (word for parent in parents for word in ("-p", parent))
            return self._line("commit-tree", tree, *after, "-F", "-", stdin=message.encode("utf-8"))

    def committer(self) -> Identity:
        """Who the user is, as git was told. Raises NoIdentity where it was not."""
        said = {name: os.environ[name] for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL") if name in os.environ}
        with self.command.beside(said):
            answer = self.command.ask("var", "GIT_COMMITTER_IDENT")
        name, _, rest = answer.output.decode("utf-8", "replace").strip().rpartition(" <")
        if answer.status or not name.strip():
            raise NoIdentity
        return Identity(name, rest.partition(">")[0])

    # Names

    def at(self, ref: str) -> str | None:
        """The commit that a whole name (`refs/heads/main`) points to."""
        answer = self.command.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        return answer.output.decode("ascii").strip() if answer.status == 0 else None

    def below(self, prefix: str) -> tuple[tuple[str, str], ...]:
        """Names that begin so, whole words of them, each with its commit."""
        said = self._said("for-each-ref", "--format=%(refname) %(objectname)", "--", prefix)
        lines = (line.rpartition(" ") for line in from_bytes(said).splitlines())
        return tuple((ref, commit) for ref, _, commit in lines)

    def is_checked_out(self, branch: str) -> bool:
        """Whether a branch is checked out in this work tree or another of the repository."""
        head = self.command.ask("symbolic-ref", "--quiet", "HEAD")
        said = self._said("for-each-ref", "--format=%(worktreepath)", "--", f"refs/heads/{branch}")
        return from_bytes(head.output).strip() == f"refs/heads/{branch}" or bool(said.strip())

    def is_name(self, branch: str) -> bool:
        """Whether git takes that as the name of a branch."""
        return not branch.startswith("-") and self.command.ask("check-ref-format", f"refs/heads/{branch}").status == 0

    def point(self, ref: str, commit: str, before: str | None, why: str = "coalition propose") -> None:
        """Let a name point to a commit, in one step. Raises GitFailed when it no longer points to what it did before."""
        # An empty word stands for a name that is not there, however long the ids of this repository are.
        self._said("update-ref", "-m", why, ref, commit, before or "")

    def is_ancestor(self, old: str, new: str) -> bool:
        """Whether the history of `new` holds `old`."""
        return self.command.ask("merge-base", "--is-ancestor", old, new).status == 0

    def fork(self, one: str, other: str) -> str | None:
        """The last commit that two histories share; None where they share nothing."""
        answer = self.command.ask("merge-base", one, other)
        return answer.output.decode("ascii").strip() if answer.status == 0 else None

    def trailers(self, key: str, base: str, tip: str) -> frozenset[str]:
        """What the commits that `tip` has and `base` has not say at their end, after `key:`; empty for one that does not."""
        shown = f"--format=%H %(trailers:key={key},valueonly,separator=%x20)"
        said = from_bytes(self._said("log", shown, f"^{base}", tip))
        return frozenset(line.partition(" ")[2].strip() for line in said.splitlines())

    # What stands in the way

    def unmerged(self, repository: Repository) -> frozenset[str]:
        """Files of a merge that is not finished."""
        said = repository.command.ask("ls-files", "--unmerged", "-z").output
        return frozenset(self._own(entry.partition(b"\t")[2]) for entry in said.split(b"\0")[:-1])

    def absent(self, repository: Repository) -> frozenset[str]:
        """Files that a sparse checkout leaves out: they are not on disk, and yet not deleted."""
        said = repository.command.ask("ls-files", "-t", "-z").output
        return frozenset(self._own(entry[2:]) for entry in said.split(b"\0")[:-1] if entry.startswith(b"S "))

    def patch(self, base: str, commit: str) -> bytes:
        """The commits that `commit` has and `base` has not, as a file to be mailed, whatever the user's settings."""
        shape = ("--binary", "--full-index", "--no-renames", "--src-prefix=a/", "--dst-prefix=b/", "--no-relative")
        kept = ("--no-ext-diff", "--no-textconv", "--no-color", "--no-notes", "--no-attach", "--no-thread")
        head = (
            "--no-to",
            "--no-cc",
            "--no-add-header",
            "--no-signature",
            "--no-cover-letter",
            "--subject-prefix=PATCH",
        )
        return self._said("format-patch", "--stdout", *shape, *kept, *head, f"{base}..{commit}")

    def _listed(self, *options: str) -> tuple[str, ...]:
        said = self._said("ls-files", "-z", *options, "--", self._prefix or ".")
        return tuple(sorted({self._own(path) for path in said.split(b"\0")[:-1]}))

    def _own(self, path: bytes) -> str:
        return from_bytes(path).removeprefix(self._prefix)

    def _line(self, command: str, *arguments: str, stdin: bytes = b"") -> str:
        return self._said(command, *arguments, stdin=stdin).decode("ascii").strip()

    def _said(self, command: str, *arguments: str, stdin: bytes = b"") -> bytes:
        answer = self.command.ask(command, *arguments, stdin=stdin)
        if answer.status:
            raise _failed(command, answer)
        return answer.output


def _failed(command: str, answer: Answer) -> GitFailed:
    lines = [
        line.partition(": ")[2] for line in answer.complaint.splitlines() if line.startswith(("fatal: ", "error: "))
    ]
    reason = lines[0] if lines else f"exit status {answer.status}"
    return GitFailed(f"git {command} failed: {reason.removesuffix('.')}.")
