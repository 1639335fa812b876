"""What files a campaign has: on disk, in a revision, or in memory, all seen the same way."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from coalition.sources.disk import DiskTree
from coalition.sources.entries import (
    HAS_CONTENT,
    SCOPE,
    Entry,
    EntryKind,
    MissingFile,
    Snapshot,
    in_scope,
    to_bytes,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from coalition.sources.git import Repository

__all__ = [
    "SCOPE",
    "DiskTree",
    "Entry",
    "EntryKind",
    "MemoryTree",
    "MissingFile",
    "OverlaidTree",
    "RevisionTree",
    "Tree",
    "in_scope",
]


class Tree(Protocol):
    """The files of a campaign at one moment. Law: only SCOPE is seen, and no symlink is followed."""

    label: str
    """For messages: where these files are. It may name a folder of this machine: keep it out of what is published."""

    def entries(self) -> tuple[Entry, ...]:
        """Everything in scope, sorted by path."""

    def read(self, path: str) -> bytes:
        """The content of a file; raises MissingFile."""

    def fingerprint(self) -> str:
        """SHA-256 over the path, the kind and the content of every entry."""


class MemoryTree(Snapshot):
    """Files that were never written: for tests, and to see what a change would do."""

    def __init__(
        self,
        mapping: Mapping[str, str | bytes],
        symlinks: Mapping[str, str] | None = None,
        *,
        submodules: Collection[str] = (),
        others: Collection[str] = (),
    ) -> None:
        self.label = "memory"
        found: list[tuple[str, EntryKind, str | bytes]] = [
            *((path, EntryKind.FILE, content) for path, content in mapping.items()),
            *((path, EntryKind.SYMLINK, target) for path, target in (symlinks or {}).items()),
            *((path, EntryKind.SUBMODULE, b"") for path in submodules),
            *((path, EntryKind.OTHER, b"") for path in others),
        ]
        self._contents: dict[str, tuple[EntryKind, bytes]] = {
            path: (kind, to_bytes(content) if isinstance(content, str) else content)
            for path, kind, content in found
            if in_scope(path)
        }

    def _list(self) -> Iterator[Entry]:
        for path, (kind, content) in self._contents.items():
            yield Entry(path, kind, len(content))

    def _content(self, entry: Entry) -> bytes:
        return self._contents[entry.path][1]


class OverlaidTree(Snapshot):
    """A tree with other files laid over it: to see what it would be if they were written."""

    def __init__(self, base: Tree, contents: Mapping[str, bytes]) -> None:
        self.label = base.label
        self._base = base
        self._contents = {path: content for path, content in contents.items() if in_scope(path)}

    def _list(self) -> Iterator[Entry]:
        yield from (entry for entry in self._base.entries() if entry.path not in self._contents)
        yield from (Entry(path, EntryKind.FILE, len(content)) for path, content in self._contents.items())

    def _content(self, entry: Entry) -> bytes:
        laid = self._contents.get(entry.path)
        return self._base.read(entry.path) if laid is None else laid


class RevisionTree(Snapshot):
    """A campaign as it was committed; raises UnknownRevision.

    Law: the same entries and the same fingerprint as a DiskTree of a fresh checkout of the same commit, as long as git
    is not told to convert content (line endings, LFS).
    """

    def __init__(self, repository: Repository, revision: str) -> None:
        self.commit = repository.resolve(revision)
        self.label = f"revision {revision}"
        self._repository = repository
        self._blobs: dict[str, bytes] = {}

    def fetch(self, paths: Iterable[str]) -> None:
        """Read these files now, all in one go; without it, files are fetched many at a time when the first is read."""
        known = {entry.path for entry in self.entries() if entry.kind in HAS_CONTENT}
        self._blobs.update(self._repository.blobs(self.commit, [path for path in paths if path in known]))

    def _list(self) -> tuple[Entry, ...]:
        return self._repository.listing(self.commit)

    def _content(self, entry: Entry) -> bytes:
        if entry.path not in self._blobs:
            self._blobs.update(self._repository.blobs(self.commit, self._pieces[entry.path]))
        return self._blobs[entry.path]

    @cached_property
    def _pieces(self) -> dict[str, tuple[str, ...]]:
        """By path: what is fetched with it, so that a thousand files cost a few processes and not a thousand."""
        pieces: list[list[str]] = [[]]
        filled = 0
        for entry in self.entries():
            if entry.kind in HAS_CONTENT:
                if filled + entry.size > _PIECE_BYTES:
                    pieces.append([])
                    filled = 0
                pieces[-1].append(entry.path)
                filled += entry.size
        whole = [tuple(piece) for piece in pieces]
        return {path: piece for piece in whole for path in piece}


_PIECE_BYTES = 16 << 20
