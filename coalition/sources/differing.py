"""In which files two trees differ."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.sources.entries import EntryKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coalition.sources.trees import Tree


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """A file that is not the same in both, or is in one of them alone."""

    path: str
    """From the campaign's folder; what lies outside of that begins with `../`."""
    old: str = ""
    """What names its content and kind in the first; empty: it is not there. Equal content has an equal name."""
    new: str = ""
    """Likewise in the second."""


def differences(before: Tree, after: Tree) -> tuple[Difference, ...]:
    """The files in which two trees differ, sorted. Every file of both is read."""
    old, new = _names(before), _names(after)
    return compared(old.items(), new.items())


def compared(old: Iterable[tuple[str, str]], new: Iterable[tuple[str, str]]) -> tuple[Difference, ...]:
    """The differences between two listings of paths and names of contents, sorted."""
    first, second = dict(old), dict(new)
    paths = sorted(path for path in {*first, *second} if first.get(path) != second.get(path))
    return tuple(Difference(path, first.get(path, ""), second.get(path, "")) for path in paths)


def _names(tree: Tree) -> dict[str, str]:
    return {
        entry.path: hashlib.sha256(tree.read(entry.path)).hexdigest()
        if entry.kind is EntryKind.FILE
        else entry.kind.value
        for entry in tree.entries()
    }
