"""The secretariat's signed word on how many members that are named nowhere answered a statement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.campaign.loading import load
from coalition.errors import CoalitionError
from coalition.kinds.unnamed import Unnamed, path_of
from coalition.signing import openssh
from coalition.signing.writing import text as signed_text
from coalition.sources import writing
from coalition.sources.trees import DiskTree
from coalition.workflows.desk import Sheet, open_campaign, the_statement
from coalition.workflows.sealing import foreseen, refuse, write_and_read

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from coalition.standing.model import StatementStanding


@dataclass(frozen=True, slots=True)
class Count:
    """A number that is ready to be signed."""

    path: str
    record: bytes
    namespace: str
    state: StatementStanding


def count(folder: Path, name: str, instant: datetime) -> Count | None:
    """What the secretariat has to sign of a statement's unnamed members; None where its word is right as it is.

    Raises CoalitionError when there is no such statement.
    """
    campaign = open_campaign(folder)
    the_statement(campaign, name)
    state = foreseen(folder, (), instant).of_statement(name)
    if state.unnamed_are_proven:
        return None
    settings = campaign.settings.campaign
    names = Unnamed.lines()
    words = (settings.domain, name, state.current_version, *state.unnamed.numbers, f"{instant:%Y-%m-%dT%H:%M:%SZ}")
    fields = tuple((line, str(word)) for line, word in zip(names, words, strict=True))
    path = path_of(name, state.current_version)
    namespace = openssh.namespace("unnamed", settings.domain)
    return Count(path, signed_text(Unnamed.FORMAT, fields), namespace, state)


def attest(folder: Path, counted: Count, key: Path, instant: datetime) -> tuple[Sheet, ...]:
    """Sign the number, make sure that it holds, and write it over the one before.

    Raises CoalitionError, and nothing was written, when it does not hold or the number has changed meanwhile.
    """
    signature = openssh.sign(counted.record, key, counted.namespace)
    with writing.hold(folder):
        paths = load(DiskTree(folder)).value.paths
        files = ((f"{counted.path}.sig", signature), (counted.path, counted.record))
        sheets = tuple(
            Sheet(path, content, writing.read(folder, path) if path in paths else None) for path, content in files
        )
        state = foreseen(folder, sheets, instant)
        paper = next(paper for paper in state.papers if paper.path == counted.path)
        refuse(paper.verdict, paper.reason, "The number")
        if not state.of_statement(counted.state.statement).unnamed_are_proven:
            raise CoalitionError("The number has changed while it was signed; nothing was written.", "Try again.")
        write_and_read(folder, sheets)
    return sheets
