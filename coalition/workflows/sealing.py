"""What all signed files have in common when they are written: the next free name, the judgement, the order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.campaign.loading import load
from coalition.errors import CoalitionError
from coalition.kinds import answers
from coalition.parsing import text as decoding
from coalition.signing import openssh
from coalition.sources import writing
from coalition.sources.git import Repository
from coalition.sources.trees import DiskTree, OverlaidTree
from coalition.standing.model import VALID, WAITING
from coalition.workflows.desk import Sheet, write
from coalition.workflows.opening import open_cache
from coalition.workflows.verifying import standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from coalition.kinds.answers import Signed
    from coalition.standing.model import Answer, Approval, Standing

CURES = {
    "unknown-key": "Have the key entered first: coalition member key add MEMBER FILE.pub",
    "key-not-valid-then": "Sign with the key that is valid now; a new one is entered by: coalition member key rotate",
    "key-revoked": "Sign with another key; a new one is entered by: coalition member key add",
    "inactive-member": "Record its membership in the registry first.",
}
"""What to do about a verdict for which a file is not written."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A member's answer or approval that is ready to be signed."""

    of: str
    """The statement's or the chapter's id."""
    member: str
    home: str
    """The folder in which it will stand."""
    record: bytes
    """The exact lines that are signed."""
    namespace: str
    notes: tuple[str, ...]
    """What the member should know before it signs."""


def refuse_unreadable(record: bytes, path: str, model: type[Signed]) -> None:
    """Raise CoalitionError unless the lines can be read again as they are: a reservation can hold anything."""
    decoded = decoding.decode(path, record)
    for problem in (*decoded.problems, *answers.read(path, decoded.value, model).problems):
        raise CoalitionError(f"This cannot be signed: {problem.message}", problem.hint)


def give(
    folder: Path, prepared: Prepared, key: Path | None, instant: datetime, what: str
) -> tuple[tuple[Sheet, ...], Answer | Approval]:
    """Sign it, make sure that it will be worth something, and write it; without a key it is only announced.

    What was there is neither written over nor taken away. Raises CoalitionError, and nothing was written, when it
    cannot be signed with that key, or would not count; `what` names it then: "The answer".
    """
    signature = openssh.sign(prepared.record, key, prepared.namespace) if key else None
    with writing.hold(folder):
        path = next_name(paths_in(folder), prepared.home, prepared.member) + ".txt"
        sheets = signed(path, prepared.record, signature)
        found = judged(foreseen(folder, sheets, instant), path)
        refuse(found.verdict, found.reason, what)
        write_and_read(folder, sheets)
    return sheets, found


def judged(state: Standing, path: str) -> Answer | Approval:
    """What the answer or approval at that path is worth; it has to be one that can be read."""
    known: tuple[Answer | Approval, ...] = (*state.answers, *state.approvals)
    return next(one for one in known if one.path == path)


def next_name(paths: Iterable[str], home: str, member: str) -> str:
    """The path without `.txt` of a member's next answer: `<member>`, then `<member>.2`, and so on.

    Law: no file of it is there: no answer, no signature, no attestation.
    """
    own = re.compile(re.escape(f"{home}/{member}") + r"(?:\.([0-9]+))?\.(?:txt|attestation\.txt)(?:\.sig)?")
    taken = [int(found[1] or 1) for found in map(own.fullmatch, paths) if found]
    number = max(taken, default=0) + 1
    return f"{home}/{member}" + (f".{number}" if number > 1 else "")


def paths_in(folder: Path) -> tuple[str, ...]:
    """Every path of the campaign on disk, as it is now."""
    return tuple(entry.path for entry in DiskTree(folder).entries())


def signed(path: str, record: bytes, signature: bytes | None) -> tuple[Sheet, ...]:
    """A signed file and its signature, which comes first: `check` names a signature without its file."""
    file = Sheet(path, record)
    return (file,) if signature is None else (Sheet(f"{path}.sig", signature), file)


def foreseen(folder: Path, sheets: Sequence[Sheet], instant: datetime) -> Standing:
    """The standing of the campaign as it will be with these files."""
    laid = OverlaidTree(DiskTree(folder), {sheet.path: sheet.content for sheet in sheets})
    return standing(load(laid).value, instant, open_cache(folder, Repository.open(folder)))


def refuse(verdict: str, reason: str, what: str) -> None:
    """Raise CoalitionError for a verdict with which nothing should be written."""
    if verdict not in VALID | WAITING | {"late"}:
        raise CoalitionError(f"{what} was not written: {reason}", CURES.get(verdict, ""))


def write_and_read(folder: Path, sheets: Sequence[Sheet]) -> None:
    """Write the sheets, and make sure of what is now on the disk. Raises CoalitionError."""
    write(folder, sheets)
    for sheet in sheets:
        if writing.read(folder, sheet.path) != sheet.content:
            raise CoalitionError(f"{sheet.path} is not what was written.", "Look at the disk, and restore the file.")
