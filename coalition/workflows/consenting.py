"""The newest records of consent: those on disk, whatever commit is built or compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds import consent
from coalition.kinds.record import Files
from coalition.parsing.text import decode
from coalition.sources.trees import DiskTree, EntryKind

if TYPE_CHECKING:
    from pathlib import Path


def present(folder: Path) -> tuple[consent.ConsentRecord, ...]:
    """The records in the campaign's folder.

    Raises CoalitionError when they cannot be read: whose consent was withdrawn would not be known.
    """
    tree = DiskTree(folder)
    if not any(entry.path == consent.PATH and entry.kind is EntryKind.FILE for entry in tree.entries()):
        return ()
    decoded = decode(consent.PATH, tree.read(consent.PATH))
    parsed = consent.parse(Files({consent.PATH: decoded.value}, (consent.PATH,)))
    if decoded.problems or parsed.problems:
        hint = "Correct it first; coalition check says what is wrong."
        raise CoalitionError(f"{consent.PATH} cannot be read, so nobody knows whose consent has ended.", hint)
    return parsed.value
