"""The files of a campaign as they lie on disk, without git, and quickly."""

from __future__ import annotations

import json
import os
import stat
import time
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.sources.entries import SCOPE, Entry, EntryKind, MissingFile, Snapshot, fold
from coalition.sources.entries import from_bytes as text
from coalition.sources.entries import to_bytes as raw

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coalition.sources.cache import Cache

SETTLED_NS = 2_000_000_000
"""A file touched less than this ago may change again without its stamp showing it (file systems count in steps of up
to two seconds), so that its digest is not kept."""


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What changes on disk when a file's content does."""

    size: int
    modified_ns: int
    changed_ns: int
    """Of the inode: programs can set `modified_ns` back, but not this."""
    inode: int


class DiskTree(Snapshot):
    """A campaign in a folder, listed once, when it is first asked; make another to see what changed since.

    A folder that holds a repository of its own is a submodule and not looked into. So is an empty folder that git
    knows as one: only where there is an empty folder is git asked.
    """

    def __init__(self, root: Path) -> None:
        self.label = str(root)
        self._root = os.fsencode(root)
        self._stamps: dict[str, _Stamp] = {}

    def fingerprint(self, cache: Cache | None = None) -> str:
        """As of any tree; with a cache, only files whose size, times or inode changed since last time are read."""
        if cache is None:
            return super().fingerprint()
        began = time.time_ns()
        key = cache.key("disk-digests/1", os.path.realpath(self._root))
        remembered = _digests_from(cache.get(key))
        found = {
            path: remembered[path] if remembered.get(path, (None,))[0] == stamp else (stamp, self._digest(entry))
            for path, entry in self._known.items()
            if (stamp := self._stamps.get(path)) is not None
        }
        settled = {
            path: (stamp, digest)
            for path, (stamp, digest) in found.items()
            if max(stamp.modified_ns, stamp.changed_ns) + SETTLED_NS < began
        }
        if settled != remembered:
            cache.put(key, _digests_to(settled))
        return fold((entry, found[path][1] if path in found else b"") for path, entry in self._known.items())

    def changed_since(self, earlier: DiskTree) -> tuple[str, ...]:
        """Paths of files that came, went, or whose size, times or inode differ from what they were, sorted.

        Law: none is missed whose content changed, however the change was made; one that was only touched may be named.
        """
        self.entries(), earlier.entries()
        return tuple(sorted({path for path, _ in self._stamps.items() ^ earlier._stamps.items()}))

    def _list(self) -> Iterator[Entry]:
        wanted = {raw(name) for name in SCOPE}
        folders = [(b"", [item for item in self._scan(b"") if item.name in wanted])]
        while folders:
            prefix, items = folders.pop()
            for item in items:
                path = prefix + item.name
                try:
                    status = item.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # an editor's temporary file, gone since the folder was listed
                if not stat.S_ISDIR(status.st_mode):
                    yield self._entry(text(path), status)
                elif self._is_submodule(path, below := self._scan(path)):
                    yield Entry(text(path), EntryKind.SUBMODULE, 0)
                else:
                    folders.append((path + b"/", below))

    def _at(self, path: bytes) -> bytes:
        return self._root + b"/" + path

    def _scan(self, folder: bytes) -> list[os.DirEntry[bytes]]:
        try:
            with os.scandir(self._at(folder)) as found:
                return list(found)
        except OSError as error:
            if folder and isinstance(error, FileNotFoundError):
                return []
            where = f"{self.label}/{text(folder)}".rstrip("/")
            raise CoalitionError(f"The folder {where} cannot be read: {error.strerror}.", _LET_ME_READ) from error

    def _entry(self, path: str, status: os.stat_result) -> Entry:
        if stat.S_ISREG(status.st_mode) or stat.S_ISLNK(status.st_mode):
            self._stamps[path] = _Stamp(status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
            kind = EntryKind.FILE if stat.S_ISREG(status.st_mode) else EntryKind.SYMLINK
            return Entry(path, kind, status.st_size)
        return Entry(path, EntryKind.OTHER, 0)

    def _is_submodule(self, folder: bytes, items: list[os.DirEntry[bytes]]) -> bool:
        if not items:
            return text(folder) in self._submodules
        return any(item.name == b".git" for item in items)

    @cached_property
    def _submodules(self) -> frozenset[str]:
        """What git knows as submodules; nothing where there is no git, since the campaign can be read without it."""
        from coalition.sources.git import Repository

        try:
            repository = Repository.open(Path(os.fsdecode(self._root)))
            return frozenset(repository.submodules() if repository else ())
        except CoalitionError:
            return frozenset()

    def _content(self, entry: Entry) -> bytes:
        path = self._at(raw(entry.path))
        try:
            if entry.kind is EntryKind.SYMLINK:
                return os.readlink(path)  # noqa: PTH115 - the name is bytes, which Path does not take
            # What was a file when it was listed may be a symlink or a pipe by now: do not follow it, nor wait for it.
            descriptor = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
            with os.fdopen(descriptor, "rb") as file:
                return file.read()
        except FileNotFoundError as error:
            raise MissingFile(f'The file "{entry.path}" has gone from {self.label}.') from error
        except OSError as error:
            message = f'The file "{entry.path}" in {self.label} cannot be read: {error.strerror}.'
            raise CoalitionError(message, _LET_ME_READ) from error


_LET_ME_READ = "Give yourself permission to read it, or take it out of the campaign."


def _digests_from(kept: bytes | None) -> dict[str, tuple[_Stamp, bytes]]:
    if kept is None:
        return {}
    return {path: (_Stamp(*numbers), bytes.fromhex(digest)) for path, (*numbers, digest) in json.loads(kept).items()}


def _digests_to(digests: Mapping[str, tuple[_Stamp, bytes]]) -> bytes:
    lines = {
        path: (stamp.size, stamp.modified_ns, stamp.changed_ns, stamp.inode, digest.hex())
        for path, (stamp, digest) in digests.items()
    }
    return json.dumps(lines).encode("ascii")
