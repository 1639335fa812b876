"""The newest records of consent: those on disk, whatever commit is built or compared."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from coalition.errors import CoalitionError
from coalition.kinds import consent, person
from coalition.kinds.record import Files
from coalition.parsing.text import decode
from coalition.problems import Parsed
from coalition.sources.trees import DiskTree, EntryKind

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coalition.sources.trees import Tree
    from coalition.workflows.agreeing import Agreed

T = TypeVar("T")


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
    if today is None:
        return repr((agreed.newest, []))
    known = (*_records(tree).value, *agreed.newest)
    over = {record.id for record in known if not record.holds_on(today)}
    named = _listed(tree, person.PATH, person.parse).value
    nameless = {one.id for one in named if not one.consent.holds_on(today)}
    return repr((agreed.newest, sorted(over), *([sorted(nameless)] if nameless else [])))


def _records(tree: Tree) -> Parsed[tuple[consent.ConsentRecord, ...]]:
    return _listed(tree, consent.PATH, consent.parse)


def _listed(tree: Tree, path: str, parse: Callable[[Files], Parsed[tuple[T, ...]]]) -> Parsed[tuple[T, ...]]:
    """What one file holds; nothing where there is none."""
    if not any(entry.path == path and entry.kind is EntryKind.FILE for entry in tree.entries()):
        return Parsed(())
    decoded = decode(path, tree.read(path))
    parsed = parse(Files({path: decoded.value}, (path,)))
    return Parsed(parsed.value, (*decoded.problems, *parsed.problems))
