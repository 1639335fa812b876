"""What a tree of files is made of, however it is stored, and which files belong to a campaign.

A path is relative to the campaign's root, with forward slashes, spelled exactly as it is stored: bytes that are not
UTF-8 come as surrogates (as `os.fsdecode` makes them), for the checks to report.
"""

from __future__ import annotations

import enum
import hashlib
from abc import ABC, abstractmethod
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError

if TYPE_CHECKING:
    from collections.abc import Iterable

SCOPE: tuple[str, ...] = (
    ".gitattributes",
    "chapters",
    "coalition.yaml",
    "consents.yaml",
    "editions",
    "meetings",
    "members",
    "members.yaml",
    "mkdocs.yml",
    "pages",
    "people.yaml",
    "practices",
    "recommendations.yaml",
    "references.bib",
    "report",
    "statements",
    "styles",
    "trust",
)
"""The names at the top of a repository that belong to the campaign in it."""


class MissingFile(CoalitionError):
    """A tree has no file of that name: nothing at all, or something that is not a file."""


class EntryKind(enum.Enum):
    """What lies under a path."""

    FILE = "file"
    SYMLINK = "symlink"
    SUBMODULE = "submodule"
    """Another repository, whatever it holds."""
    OTHER = "other"
    """A pipe, a socket, a device."""


HAS_CONTENT = frozenset({EntryKind.FILE, EntryKind.SYMLINK})
"""Of these something can be read; what a symlink says is only read to be compared."""


_NO_FILE = {
    EntryKind.SYMLINK: "a symbolic link",
    EntryKind.SUBMODULE: "another repository",
    EntryKind.OTHER: "a pipe or a device",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A name in a tree; folders have none of their own."""

    path: str
    kind: EntryKind
    size: int
    """Bytes of a file, or of what a symlink says; 0 for the others."""


def in_scope(path: str) -> bool:
    """Whether a path belongs to the campaign.

    >>> in_scope("chapters/refugees/chapter.md"), in_scope("setup.py")
    (True, False)
    """
    return path.partition("/")[0] in SCOPE


def to_bytes(path: str) -> bytes:
    """A path as it is stored."""
    return path.encode("utf-8", "surrogateescape")


def from_bytes(path: bytes) -> str:
    """A stored path as text; UTF-8 whatever the locale, so that all machines see the same names."""
    return path.decode("utf-8", "surrogateescape")


def fold(contents: Iterable[tuple[Entry, bytes]]) -> str:
    """The fingerprint of entries, in the order given, each with the SHA-256 of its content (empty when it has none)."""
    digest = hashlib.sha256()
    for entry, content in contents:
        for part in (to_bytes(entry.path), entry.kind.value.encode("ascii"), content):
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
    return digest.hexdigest()


class Snapshot(ABC):
    """What all trees share: listed once, read only where a file was listed, no symlink ever followed."""

    label: str
    """For messages: where these files are. It may name a folder of this machine: keep it out of what is published."""

    @abstractmethod
    def _list(self) -> Iterable[Entry]:
        """Everything in scope, in any order."""

    @abstractmethod
    def _content(self, entry: Entry) -> bytes:
        """The bytes of a file, or what a symlink says."""

    @cached_property
    def _known(self) -> dict[str, Entry]:
        return {entry.path: entry for entry in sorted(self._list(), key=lambda entry: entry.path)}

    def entries(self) -> tuple[Entry, ...]:
        """Everything in scope, sorted by path."""
        return tuple(self._known.values())

    def read(self, path: str) -> bytes:
        """The content of a file; raises MissingFile."""
        entry = self._known.get(path)
        if entry is None:
            raise MissingFile(f'There is no file "{path}" in {self.label}.')
        if entry.kind is not EntryKind.FILE:
            raise MissingFile(f'"{path}" in {self.label} is {_NO_FILE[entry.kind]}, not a file.')
        return self._content(entry)

    def fingerprint(self) -> str:
        """SHA-256 over the path, the kind and the content of every entry.

        Law: two trees, of whatever sort, have the same fingerprint exactly when they have the same entries with the
        same content.
        """
        return fold((entry, self._digest(entry)) for entry in self.entries())

    def _digest(self, entry: Entry) -> bytes:
        return hashlib.sha256(self._content(entry)).digest() if entry.kind in HAS_CONTENT else b""
