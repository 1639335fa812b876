"""The secretariat's word that it received something by other means: an answer, or a change of keys.

What it received stays private. A salted hash of it is signed, so that it can be shown later that this was it, and so
that nobody who guesses its words can find out whether they guessed right.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, TypeVar

from coalition.errors import CoalitionError
from coalition.kinds.answers import Approval, Endorsement
from coalition.signing import openssh
from coalition.signing.writing import digest
from coalition.signing.writing import text as signed_text
from coalition.sources import writing
from coalition.sources.git import Repository
from coalition.sources.worktree import is_published
from coalition.workflows.desk import Sheet, the_chapter, the_member, the_statement
from coalition.workflows.sealing import foreseen, judged, refuse, signed, write_and_read

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.standing import model as standing

Given = TypeVar("Given", Endorsement, Approval)
KINDS = ("e-mail", "letter", "minutes", "form")
_SALT = re.compile(rb"[0-9a-f]{64}\n")


@dataclass(frozen=True, slots=True)
class Received:
    """What the secretariat has, and since when."""

    file: Path
    kind: str
    at: datetime

    @property
    def salt_file(self) -> Path:
        """Where the salt lies: beside the evidence."""
        return self.file.with_name(f"{self.file.name}.salt")


@dataclass(frozen=True, slots=True)
class Subject:
    """What is attested."""

    path: str
    record: bytes
    """What the file at that path holds."""
    member: str


@dataclass(frozen=True, slots=True)
class Attested:
    """An attestation that is ready to be signed."""

    path: str
    """Where it will stand."""
    record: bytes
    namespace: str
    received: Received
    salt: bytes


def unproven(campaign: Campaign, statement: str, member: str, version: int | None) -> Endorsement:
    """The answer that waits for an attestation: the member's last one that has neither signature nor attestation.

    Raises CoalitionError when there is none.
    """
    process = the_statement(campaign, statement)
    the_member(campaign, member)
    version = version or process.current_version
    own = [
        one
        for one in campaign.of(Endorsement)
        if (one.statement, one.member, one.version) == (statement, member, version)
    ]
    return _waiting(
        campaign,
        own,
        f"of {member} to version {version} of {statement}",
        f"statement endorse {statement} --as {member}",
    )


def unproven_approval(campaign: Campaign, chapter: str, member: str, language: str | None) -> Approval:
    """The approval that waits for an attestation, as `unproven`. Raises CoalitionError when there is none."""
    text = the_chapter(campaign, chapter, language)
    the_member(campaign, member)
    own = [
        one
        for one in campaign.of(Approval)
        if (one.chapter, one.member, one.language) == (chapter, member, text.language)
    ]
    return _waiting(
        campaign, own, f"of {member} on {chapter} ({text.language})", f"chapter approve {chapter} --as {member}"
    )


def _waiting(campaign: Campaign, own: Sequence[Given], whose: str, command: str) -> Given:
    """The last of a member's answers that has neither signature nor attestation. Raises CoalitionError."""
    if not own:
        raise CoalitionError(f"There is no answer {whose}.", f"Write what it answered first: coalition {command}")
    waiting = [
        one
        for one in own
        if not {f"{one.path}.sig", one.path.removesuffix(".txt") + ".attestation.txt"} & campaign.paths
    ]
    if not waiting:
        message = f"Every answer {whose} is signed or attested already."
        raise CoalitionError(message, f"A further answer is written with: coalition {command}")
    return max(waiting, key=lambda one: (len(one.path), one.path))


def prepare(campaign: Campaign, folder: Path, subject: Subject, received: Received) -> Attested:
    """The lines of an attestation.

    Raises CoalitionError when the evidence could be published, or is none.
    """
    _keep_private(folder, received)
    if not received.file.is_file():
        raise CoalitionError(f"There is no file {received.file}.", "Name the letter, e-mail, minutes or form itself.")
    salt = _salt(received)
    settings = campaign.settings.campaign
    fields = (
        ("coalition", settings.domain),
        ("of-sha256", digest(subject.record)),
        ("member", subject.member),
        ("evidence", received.kind),
        ("evidence-sha256", sha256(salt + received.file.read_bytes()).hexdigest()),
        ("received", received.at.strftime("%Y-%m-%dT%H:%M:%SZ")),
        ("by", settings.secretariat),
    )
    lines = signed_text("coalition-attestation/1", fields)
    namespace = openssh.namespace("attestation", settings.domain)
    return Attested(subject.path.removesuffix(".txt") + ".attestation.txt", lines, namespace, received, salt)


def _keep_private(folder: Path, received: Received) -> None:
    """Raise CoalitionError when evidence or salt lie where a commit could take them up."""
    repository = Repository.open(folder)
    for file in (received.file, received.salt_file):
        inside = file.resolve().is_relative_to(folder.resolve())
        if is_published(repository, file) if repository else inside:
            message = f"{file} lies in the campaign's repository, where it would be published with it."
            hint = "Keep what members write to you outside of the repository, or in a folder that git ignores."
            raise CoalitionError(message, hint)


def _salt(received: Received) -> bytes:
    """The salt of a file that was attested with before, else a new one."""
    if not received.salt_file.exists():
        return secrets.token_hex(32).encode("ascii") + b"\n"
    salt = received.salt_file.read_bytes()
    if not _SALT.fullmatch(salt):
        raise CoalitionError(f"{received.salt_file} is not a salt that was made here.", "Put it aside, then try again.")
    return salt


def seal(attested: Attested, key: Path) -> tuple[Sheet, ...]:
    """The attestation, signed with the secretariat's key. Raises CoalitionError."""
    return signed(attested.path, attested.record, openssh.sign(attested.record, key, attested.namespace))


def keep_salt(attested: Attested) -> None:
    """Write the salt beside the evidence, if it is not there: before the attestation, which means nothing without it."""
    file = attested.received.salt_file
    if not file.exists():
        writing.create(file.parent, file.name, attested.salt, 0o600)


def attest(
    folder: Path, attested: Attested, key: Path, instant: datetime
) -> tuple[tuple[Sheet, ...], standing.Answer | standing.Approval]:
    """Sign the attestation of an answer or approval, make sure that it will be worth something, and write it.

    Raises CoalitionError, and nothing but perhaps the salt was written, when it would not.
    """
    sheets = seal(attested, key)
    of = attested.path.removesuffix(".attestation.txt") + ".txt"
    with writing.hold(folder):
        found = judged(foreseen(folder, sheets, instant), of)
        refuse(found.verdict, found.reason, "The attestation")
        keep_salt(attested)
        write_and_read(folder, sheets)
    return sheets, found
