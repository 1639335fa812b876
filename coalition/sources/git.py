"""What git knows of a campaign: its revisions, their files, their times, and what is not committed."""

from __future__ import annotations

import contextlib
import os
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.sources import shell
from coalition.sources.entries import SCOPE, Entry, EntryKind, MissingFile, from_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from coalition.sources.gitcommand import Answer, GitCommand

_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")

_KINDS = {"100": EntryKind.FILE, "120": EntryKind.SYMLINK, "160": EntryKind.SUBMODULE}
"""By the first half of the mode that git stores."""


class UnknownRevision(CoalitionError):
    """A name for a revision that names none here."""

    def __init__(self, revision: str) -> None:
        super().__init__(
            f'There is no revision "{revision}" in this repository.',
            'Name a commit, a branch or a tag that has been fetched; "git fetch --tags origin" fetches more.',
        )


class ShallowClone(CoalitionError):
    """The history that is asked for was not cloned."""

    def __init__(self, consequence: str = "so that the dates of files would be wrong") -> None:
        super().__init__(
            f"This clone holds only a part of the history, {consequence}.",
            "Fetch the rest with: git fetch --unshallow (in CI, set the depth of the checkout to 0).",
        )


class GitFailed(CoalitionError):
    """Git could not do what it was asked."""


@dataclass(frozen=True, slots=True)
class FileHistory:
    """When a file came to the campaign and when it last changed, by the clock of who committed."""

    first: datetime
    """In UTC."""
    last: datetime
    """In UTC."""


@dataclass(frozen=True, slots=True)
class _Blob:
    entry: Entry
    object_id: str


class Repository:
    """The git repository that a campaign is in, seen from the campaign's folder: paths are relative to that.

    Nothing of the repository's is run (hooks, file system monitors, pagers), and no value from outside can become an
    option.
    """

    def __init__(self, command: GitCommand, top: Path, folder: Path) -> None:
        self.command = command
        """Git itself, for other modules of this room."""
        self.top = top
        """The top of the work tree."""
        self.folder = folder
        """The campaign's folder: the top itself or one below it."""
        below = folder.relative_to(top).as_posix()
        self.prefix = "" if below == "." else f"{below}/"
        """Of paths that git names, for those in the campaign; empty or ended by a slash."""
        self._listings: dict[str, dict[str, _Blob]] = {}

    @staticmethod
    def open(folder: Path) -> Repository | None:
        """The repository whose work tree holds `folder`, or None; raises ToolMissing when git is not installed.

        The work tree is found by its `.git`, from below: a folder that only looks like a bare repository, planted in a
        contribution, is never taken for one.
        """
        folder = folder.resolve()
        for top in (folder, *folder.parents):
            if not os.path.lexists(top / ".git"):
                continue
            _need_git()
            from coalition.sources.gitcommand import GitCommand

            command = GitCommand(top)
            answer = command.ask("rev-parse", "--is-inside-work-tree", "--show-prefix")
            if answer.output == b"true\n\n":
                return None if ".git" in folder.relative_to(top).parts else Repository(command, top, folder)
            if "dubious ownership" in answer.complaint:
                raise GitFailed(
                    f"The repository {top} belongs to another user of this machine, so git does not read it.",
                    f"If you trust it, say so to git: git config --global --add safe.directory '{top}'",
                )
            sensible = answer.output.startswith((b"true\n", b"false\n")) or "not a git repository" in answer.complaint
            if not sensible:
                raise _failure("rev-parse", answer)
        return None

    def head(self) -> str | None:
        """The id of the commit that is checked out, also when no branch is; None before the first commit."""
        try:
            return self.resolve("HEAD")
        except UnknownRevision:
            return None

    def resolve(self, revision: str) -> str:
        """The id of the commit that a name stands for; raises UnknownRevision."""
        if "\0" not in revision:
            answer = self.command.ask("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
            commit = from_bytes(answer.output).removesuffix("\n")
            # "^main" is an answer too, but not a commit.
            if answer.status == 0 and _COMMIT.fullmatch(commit):
                return commit
        raise UnknownRevision(revision)

    def commit_time(self, revision: str) -> datetime:
        """When a revision was committed, in UTC, by the clock of who committed."""
        return _instant(self._said("log", "--max-count=1", "--no-notes", "--format=%ct", self.resolve(revision)))

    def is_shallow(self) -> bool:
        """Whether the clone holds only a part of the history."""
        return self._said("rev-parse", "--is-shallow-repository") == b"true\n"

    def changed_paths(self) -> tuple[str, ...]:
        """What lies in the campaign and differs from the commit that is checked out, sorted.

        Changed, staged, deleted, untracked, and also ignored: a build would read it. Law: when there are none, the
        files on disk are those of the commit.
        """
        report = self._said(
            "status",
            "--porcelain=v1",
            "-z",
            "--untracked-files=all",
            "--ignored=traditional",
            "--no-renames",
            "--ignore-submodules=dirty",  # does not run git in them
            "--",
            *self.scope(),
        )
        return tuple(sorted({self._own(record[3:].removesuffix(b"/")) for record in _records(report)}))

    def submodules(self) -> tuple[str, ...]:
        """The submodules in the campaign as it is staged, checked out or not, sorted."""
        report = self._said("ls-files", "--stage", "-z", "--", *self.scope())
        staged = (record.partition(b"\t") for record in _records(report))
        return tuple(sorted(self._own(path) for mode, _, path in staged if mode.startswith(b"160000 ")))

    def listing(self, revision: str) -> tuple[Entry, ...]:
        """Everything in the campaign as it was committed, sorted by path; raises UnknownRevision."""
        blobs = self._listing(self.resolve(revision))
        return tuple(blobs[path].entry for path in sorted(blobs))

    def blobs(self, revision: str, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of each path as committed (of a symlink, what it says), all in one go; raises MissingFile."""
        listed = self._listing(self.resolve(revision))
        wanted: dict[str, str] = {}
        for path in paths:
            if path not in listed or listed[path].entry.kind is EntryKind.SUBMODULE:
                raise MissingFile(f'There is no file "{path}" in revision {revision}.')
            wanted[path] = listed[path].object_id
        # By object id: a name can hold a line feed, which would end the request.
        return dict(zip(wanted, self.objects(wanted.values()), strict=True))

    def objects(self, object_ids: Iterable[str]) -> tuple[bytes, ...]:
        """The contents of these objects, in the order asked for, all in one go."""
        ids = "".join(f"{object_id}\n" for object_id in object_ids).encode("ascii")
        return tuple(_objects(self._said("cat-file", "--batch", "--buffer", stdin=ids))) if ids else ()

    def history(self) -> Mapping[str, FileHistory]:
        """By path: when each file of the campaign came and last changed, as far as the commit checked out knows.

        Files that were deleted are among them. Changes count where they were made, not where they were merged. Raises
        ShallowClone.
        """
        if self.is_shallow():
            raise ShallowClone
        commit = self.head()
        if commit is None:
            return {}
        log = self._said(
            "log",
            "--format=%ct",
            "--raw",  # tells a path from a time, whatever the path is
            "-z",
            "-c",  # of merges, what came from neither side
            "--no-renames",
            "--no-notes",
            "--full-history",
            commit,
            "--",
            *self.scope(),
        )
        found: dict[str, FileHistory] = {}
        for path, when in _changes(log):
            own = self._own(path)
            before = found.get(own, FileHistory(when, when))
            found[own] = FileHistory(min(before.first, when), max(before.last, when))
        return found

    def secret(self) -> bytes:
        """32 bytes that this clone alone has: they lie in git's own folder, where no contribution can put or read them.

        Made at the first call; where they cannot be kept, new ones every time.
        """
        path = self.top / from_bytes(self._said("rev-parse", "--git-path", "coalition-secret").removesuffix(b"\n"))
        fresh = secrets.token_bytes(32)
        aside = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
        with contextlib.suppress(OSError):
            aside.touch(mode=0o600)
            aside.write_bytes(fresh)
            with contextlib.suppress(FileExistsError):
                os.link(aside, path)
            aside.unlink()
        with contextlib.suppress(OSError):
            kept = path.read_bytes()
            return kept if len(kept) == len(fresh) else fresh
        return fresh

    def _listing(self, commit: str) -> dict[str, _Blob]:
        if commit not in self._listings:
            listed = self._said("ls-tree", "-r", "-l", "-z", "--full-tree", "--end-of-options", commit, *self.scope())
            self._listings[commit] = {}
            for record in _records(listed):
                facts, _, path = record.partition(b"\t")
                mode, _, object_id, size = facts.decode("ascii").split()
                kind = _KINDS.get(mode[:3], EntryKind.OTHER)
                entry = Entry(self._own(path), kind, int(size) if size != "-" else 0)
                self._listings[commit][entry.path] = _Blob(entry, object_id)
        return self._listings[commit]

    def _said(self, command: str, *arguments: str, stdin: bytes = b"") -> bytes:
        answer = self.command.ask(command, *arguments, stdin=stdin)
        if answer.status:
            raise _failure(command, answer)
        return answer.output

    def scope(self) -> Iterator[str]:
        """The names of a campaign as git knows them, from the top of the work tree."""
        for name in SCOPE:
            yield f"{self.prefix}{name}"

    def _own(self, path: bytes) -> str:
        """Git names paths from the top of the work tree."""
        return from_bytes(path).removeprefix(self.prefix)


def _need_git() -> None:
    """Raise unless there is a git that answers: GitPython runs it when it is imported, without a bound of any kind."""
    said = shell.run(["git", "--version"], limits=shell.Limits(seconds=20, output_bytes=4096))
    if said.status or not said.stdout.startswith(b"git version "):
        raise GitFailed("The program git does not answer as git does.", shell.CURES["git"])


def _records(said: bytes) -> list[bytes]:
    return said.split(b"\0")[:-1]


def _changes(log: bytes) -> Iterator[tuple[bytes, datetime]]:
    """Path and time of each change in a `log --format=%ct --raw -z`."""
    when = datetime.fromtimestamp(0, UTC)
    tokens = iter(_records(log))
    for token in tokens:
        if token.lstrip(b"\n").startswith(b":"):
            yield next(tokens), when
        elif token:
            when = _instant(token)


def _objects(said: bytes) -> Iterator[bytes]:
    """The contents in the answer of `cat-file --batch`, in the order asked for."""
    at = 0
    while at < len(said):
        line_end = said.index(b"\n", at)
        facts = said[at:line_end].split()
        if len(facts) != 3:
            message = f"git cannot find {from_bytes(facts[0])}, a part of this repository."
            raise GitFailed(message, "The clone is damaged or partial: clone the repository again.")
        at = line_end + 1 + int(facts[2])
        yield said[line_end + 1 : at]
        at += 1


def _instant(seconds: bytes) -> datetime:
    try:
        return datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise GitFailed(f"git gave {from_bytes(seconds)!r} as the time of a commit, which is not one.") from error


def _failure(command: str, answer: Answer) -> GitFailed:
    lines = [line for line in answer.complaint.splitlines() if line.startswith("fatal: ")]
    reason = lines[0].removeprefix("fatal: ") if lines else f"exit status {answer.status}"
    return GitFailed(f"git {command} failed: {reason.removesuffix('.')}.")
