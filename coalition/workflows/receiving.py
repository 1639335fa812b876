"""Receiving: the secretariat enters in its log, on the main branch, what has arrived."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds.answers import Approval, Attestation, Endorsement, KeyChange
from coalition.signing import openssh, receipts
from coalition.sources import worktree, writing
from coalition.sources.git import Repository
from coalition.sources.trees import MissingFile, RevisionTree
from coalition.workflows.desk import Sheet, open_campaign, the_chapter, the_statement
from coalition.workflows.sealing import foreseen, write_and_read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.kinds.answers import AnySigned
    from coalition.standing.model import Standing

LOG = "trust/receipts.log"
_NUMBER = re.compile(r"(.+?)(?:\.([0-9]+))?(\.attestation)?\.txt")


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that is entered."""

    path: str
    digest: str
    signature: str | None


@dataclass(frozen=True, slots=True)
class Entered:
    """What a receiving did."""

    sheets: tuple[Sheet, ...]
    """The log and its signature; empty when nothing was new."""
    arrivals: tuple[Arrival, ...]
    unread: tuple[str, ...]
    """Files that are no answers as they stand, and were not entered."""
    standing: Standing | None = None
    """As it is with the new receipts."""


def need_main_branch(folder: Path, main: str | None) -> Repository:
    """The repository, its main branch checked out. Raises CoalitionError, and says why, where it is not.

    Two branches with a log each would give two chains, of which one would have to be thrown away.
    """
    repository = Repository.open(folder)
    if repository is None:
        raise CoalitionError(f"{folder} is not in a git repository.", "What arrived is entered on its main branch.")
    known = (main,) if main else worktree.main_branches(repository)
    current = worktree.branch(repository)
    if current not in known:
        where = f'The branch "{current}" is checked out' if current else "No branch is checked out"
        message = f"{where}: the receipt log is written on the main branch alone, or there would be two chains of it."
        hint = f"Merge the answers, then: git checkout {known[0]}. Is it called otherwise? Say so with --main-branch."
        raise CoalitionError(message, hint)
    return repository


def receive(folder: Path, home: str, key: Path | None, instant: datetime, main: str | None) -> Entered:
    """Enter what is new below a home: every answer, attestation and key change; without a key, only tell which.

    A home is `statements/ID` or `chapters/ID`. Law: of two that receive at once, the second begins with what the first has written. Raises CoalitionError, and
    nothing was written, when the log is broken, was cut off since the last commit, or the key is not the secretariat's.
    """
    repository = need_main_branch(folder, main)
    with writing.hold(folder):
        campaign = open_campaign(folder)
        room, _, name = home.partition("/")
        if room == "statements":
            the_statement(campaign, name)
        else:
            the_chapter(campaign, name)
        log = _log(folder, campaign, repository)
        arrivals = tuple(_arrivals(campaign, home, log))
        unread = tuple(sorted(_unread(campaign, home)))
        if not arrivals or key is None:
            return Entered((), arrivals, unread)
        if log:
            _need_proof(foreseen(folder, (), instant))
        grown = _grown(log, arrivals, instant)
        signature = openssh.sign(grown, key, openssh.namespace("receipts", campaign.settings.campaign.domain))
        sheets = (_sheet(folder, campaign, LOG, grown), _sheet(folder, campaign, f"{LOG}.sig", signature))
        state = foreseen(folder, sheets, instant)
        _need_proof(state)
        write_and_read(folder, sheets)
    return Entered(sheets, arrivals, unread, state)


def _need_proof(state: Standing) -> None:
    """Raise CoalitionError unless the log proves something: to sign what others have added would make it true."""
    judged = next((paper for paper in state.papers if paper.path == LOG), None)
    if judged is None or judged.verdict != "good":
        reason = judged.reason if judged else "It cannot be read."
        raise CoalitionError(
            f"Nothing was entered: the log would prove nothing. {reason}", "Sign with the secretariat's key."
        )


def _log(folder: Path, campaign: Campaign, repository: Repository) -> bytes:
    """The log as it is. Raises CoalitionError when it is broken, or shorter than it was."""
    log = writing.read(folder, LOG) if LOG in campaign.paths else b""
    broken = receipts.parse(LOG, log.decode("utf-8", "replace")).problems
    if broken:
        raise CoalitionError(f"{broken[0].place}: {broken[0].message}", broken[0].hint)
    try:
        committed = RevisionTree(repository, "HEAD").read(LOG) if repository.head() else b""
    except MissingFile:
        committed = b""
    if not receipts.is_prefix(committed, log):
        hint = f"Restore it: git restore {LOG} {LOG}.sig"
        raise CoalitionError(f"{LOG} no longer holds what it held in the last commit.", hint)
    return log


def _arrivals(campaign: Campaign, home: str, log: bytes) -> Iterator[Arrival]:
    """What is not in the log, in the order in which members gave it; a file that lost its signature is not new."""
    known = receipts.parse(LOG, log.decode("ascii")).value
    entered = {(one.file_sha256, one.signature_sha256) for one in known}
    seen = {one.file_sha256 for one in known}
    for path in sorted(_signed(campaign, home), key=_in_order):
        digest, signature = campaign.digests[path], campaign.digests.get(f"{path}.sig")
        if (digest, signature) not in entered and not (signature is None and digest in seen):
            yield Arrival(path, digest, signature)


def _signed(campaign: Campaign, home: str) -> Iterator[str]:
    models: tuple[type[AnySigned], ...] = (KeyChange, Endorsement, Approval, Attestation)
    for record in (record for model in models for record in campaign.of(model)):
        # An attestation that nobody signed says nothing yet.
        is_said = not isinstance(record, Attestation) or f"{record.path}.sig" in campaign.paths
        if is_said and record.path.startswith((f"{home}/", "trust/keys/")):
            yield record.path


def _in_order(path: str) -> tuple[bool, str, str, int, bool]:
    """Key changes first, which later answers may need; then each member's answers by their numbers."""
    home, _, file = path.rpartition("/")
    found = _NUMBER.fullmatch(file)
    member, number, attested = found.groups() if found else (file, None, None)
    return (not path.startswith("trust/"), home, member, int(number or 1), bool(attested))


def _unread(campaign: Campaign, home: str) -> Iterator[str]:
    read = {*_signed(campaign, home)}
    for path in campaign.paths:
        if re.fullmatch(rf"{re.escape(home)}/(?:endorsements/v[0-9]+|approvals)/[^/]+\.txt", path) and path not in read:
            yield path


def _grown(log: bytes, arrivals: tuple[Arrival, ...], instant: datetime) -> bytes:
    try:
        return receipts.append(log, [(instant, one.digest, one.signature) for one in arrivals])
    except ValueError as error:
        message = f"The last receipt is later than now, {instant:%Y-%m-%dT%H:%M:%SZ}."
        raise CoalitionError(message, "Set the machine's clock; a log never goes back.") from error


def _sheet(folder: Path, campaign: Campaign, path: str, content: bytes) -> Sheet:
    return Sheet(path, content, writing.read(folder, path) if path in campaign.paths else None)
