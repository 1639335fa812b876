"""The newest records of consent: those on disk, whatever commit is built or compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds import consent
from coalition.kinds.record import Files
from coalition.parsing.text import decode
from coalition.problems import Parsed
from coalition.sources.trees import DiskTree, EntryKind

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.sources.trees import Tree
    from coalition.workflows.agreeing import Agreed


def present(folder: Path) -> tuple[consent.ConsentRecord, ...]:
    """The records in the campaign's folder.

    Raises CoalitionError when they cannot be read: whose consent was withdrawn would not be known.
    """
    records = _records(DiskTree(folder))
    if records.problems:
        hint = "Correct it first; coalition check says what is wrong."
        raise CoalitionError(f"{consent.PATH} cannot be read, so nobody knows whose consent has ended.", hint)
    return records.value


def ended(tree: Tree, agreed: Agreed) -> str:
    """Names what a build of one commit takes from the records and the day on which they are asked, and nothing else.

    So that a build says "nothing changed" on every day but the one on which a consent begins or ends.
    """
    today = agreed.today
    known = (*_records(tree).value, *agreed.newest) if today else ()
    return repr((agreed.newest, sorted({record.id for record in known if today and not record.holds_on(today)})))


def _records(tree: Tree) -> Parsed[tuple[consent.ConsentRecord, ...]]:
    if not any(entry.path == consent.PATH and entry.kind is EntryKind.FILE for entry in tree.entries()):
        return Parsed(())
    decoded = decode(consent.PATH, tree.read(consent.PATH))
    parsed = consent.parse(Files({consent.PATH: decoded.value}, (consent.PATH,)))
    return Parsed(parsed.value, (*decoded.problems, *parsed.problems))
