"""Members' keys: a new one, one in the place of another, one that is trusted no more.

A member's first key stands in the registry alone. Every further change is a signed file too, `trust/keys/<member>.<n>.txt`:
signed with a key that the member had before, or attested by the secretariat.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds.member import Member
from coalition.kinds.words import day_of
from coalition.parsing import editing, schema
from coalition.signing import keys, openssh
from coalition.signing.writing import text as signed_text
from coalition.sources import writing
from coalition.workflows import attesting
from coalition.workflows.desk import Sheet, edited, open_campaign, the_member
from coalition.workflows.sealing import foreseen, paths_in, refuse, signed, write_and_read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.parsing.yaml import Route
    from coalition.parsing.yaml_writing import Writable
    from coalition.signing.keys import PublicKey

_LIMIT = 10_000


@dataclass(frozen=True, slots=True)
class Voucher:
    """Who vouches for a change: a key of the member, or the secretariat's key and what it received."""

    key: Path
    received: attesting.Received | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a member's keys."""

    member: str
    add: PublicKey | None = None
    start: datetime | None = None
    until: datetime | None = None
    end: PublicKey | None = None
    """A key that is not valid any more: since `start` where another takes its place, else since it was revoked."""
    revoked: tuple[datetime, str] | None = None
    """From when on the ended key is not trusted, and why."""


def read_key(file: Path) -> PublicKey:
    """The public key in a file. Raises CoalitionError for anything else, above all for the private half."""
    try:
        text = file.read_bytes()[:_LIMIT].decode("utf-8", "replace")
    except OSError as error:
        raise CoalitionError(f"{file} cannot be read: {error.strerror}.", "Name the file that ends in .pub.") from error
    if "PRIVATE KEY" in text:
        hint = f"Name the other one, {file.name}.pub; the private half stays with the member."
        raise CoalitionError(f"{file} is the private half of a key. Never give it to anybody.", hint)
    try:
        return keys.parse(text.strip())
    except keys.KeyRefused as error:
        raise CoalitionError(f"{file}: {error.args[0]}", str(error.args[1])) from error


def addition(campaign: Campaign, name: str, key: PublicKey, start: datetime, until: datetime | None) -> Change:
    """A further key. Raises CoalitionError for one that somebody has already."""
    the_member(campaign, name)
    for member in campaign.members.values():
        if any(keys.parse(known.key) == key for known in member.keys):
            raise CoalitionError(f"{member.id} has the key {key.fingerprint} already.", "Every key is one member's.")
    if until is not None and until <= start:
        raise CoalitionError("The key would end before it is valid.", "Give a later instant with --until.")
    return Change(name, add=key, start=start, until=until)


def rotation(campaign: Campaign, new: Change, old: str | None) -> Change:
    """A new key in the place of the one that is valid when it begins; `old` says which, where there are several."""
    name, start = new.member, new.start
    held = [
        known
        for known in the_member(campaign, name).keys
        if known.revoked is None and (known.until is None or start is None or known.until > start)
    ]
    found = [keys.parse(known.key) for known in held]
    if old is not None:
        return replace(new, end=_named(found, old))
    if len(found) != 1:
        which = f"has {len(found)} keys that are valid" if found else "has no key that is valid"
        hint = "Say with --old which one ends." if found else "A first key is entered by: coalition member key add"
        raise CoalitionError(f"{name} {which}.", hint)
    return replace(new, end=found[0])


def revocation(campaign: Campaign, name: str, which: str, on: datetime, reason: str) -> Change:
    """The end of a key that is trusted no more. Raises CoalitionError when the member has no such key."""
    member = the_member(campaign, name)
    end = _named([keys.parse(known.key) for known in member.keys if known.revoked is None], which)
    return Change(name, end=end, revoked=(on, reason))


def _named(known: Iterable[PublicKey], which: str) -> PublicKey:
    """The key of a fingerprint, or of the beginning of one. Raises CoalitionError unless it is exactly one."""
    every = list(known)
    found = [key for key in every if key.fingerprint.startswith(which) or key.fingerprint[7:].startswith(which)]
    if len(found) != 1:
        have = ", ".join(key.fingerprint for key in every) or "none"
        raise CoalitionError(f'"{which}" is not one of the keys.', f"They are: {have}.")
    return found[0]


def is_first(campaign: Campaign, change: Change) -> bool:
    """Whether it is a member's first key, which the registry alone proves."""
    return not the_member(campaign, change.member).keys


def record(campaign: Campaign, change: Change, instant: datetime, nonce: str) -> bytes:
    """The lines of the change that are signed."""
    fields = (
        ("coalition", campaign.settings.campaign.domain),
        ("member", change.member),
        ("add", change.add.line if change.add else ""),
        ("end", change.end.fingerprint if change.end else ""),
        ("date", day_of(instant).isoformat()),
        ("nonce", nonce),
    )
    return signed_text("coalition-key-change/1", fields)


def registry(folder: Path, campaign: Campaign, change: Change) -> Sheet:
    """The member's entry with the change: only its lines differ."""
    member = the_member(campaign, change.member)

    def edit(text: str) -> str:
        """The text of the entry with each changed value put in its place."""
        for route, value in _values(member, change).items():
            # A route that ends with the list itself takes one more entry.
            make = editing.append if route == ("keys",) else editing.put
            text = make(
                member.path,
                text,
                (*member.route, *route),
                value,
                lambda at: schema.keys(Member, at[len(member.route) :]),
            )
        return text

    return edited(folder, member.path, edit)


def _values(member: Member, change: Change) -> dict[Route, Writable]:
    values: dict[Route, Writable] = {}
    for index, known in enumerate(member.keys):
        if change.end is not None and keys.parse(known.key) == change.end:
            if change.revoked is not None:
                on, reason = change.revoked
                values["keys", index, "revoked"] = {"on": on, "reason": reason}
            elif change.start is not None and (known.until is None or known.until > change.start):
                values["keys", index, "until"] = change.start
    if change.add is not None:
        entry: dict[str, Writable] = {"key": change.add.line, "from": change.start}
        values[("keys",)] = {**entry, **({"until": change.until} if change.until else {})}
    return values


def enter(folder: Path, change: Change, lines: bytes, voucher: Voucher | None, instant: datetime) -> tuple[Sheet, ...]:
    """Write the change: its file, signed or attested, and then the registry, which `check` misses if it is not there.

    Raises CoalitionError, and nothing was written, when a further change is vouched for by nobody who may.
    """
    campaign = open_campaign(folder)
    proof = _proof(folder, campaign, change, lines, voucher)
    with writing.hold(folder):
        campaign = open_campaign(folder)
        placed = _placed(folder, change.member, proof)
        sheets = (*placed, registry(folder, campaign, change))
        if voucher is None and not is_first(campaign, change):
            hint = "Give --signed-by with a key that the member had before, or --attested-by with the secretariat's."
            raise CoalitionError(f"{change.member} has keys: a further change has to be signed.", hint)
        path = next((sheet.path for sheet in placed if re.fullmatch(r".+\.[0-9]+\.txt", sheet.path)), None)
        for paper in foreseen(folder, sheets, instant).papers if path else ():
            if paper.path == path:
                refuse(paper.verdict, paper.reason, "The change")
        write_and_read(folder, sheets)
    return sheets


def _proof(
    folder: Path, campaign: Campaign, change: Change, lines: bytes, voucher: Voucher | None
) -> tuple[Sheet, ...]:
    """The change's file and what proves it, named by the ends of their names alone."""
    if voucher is None:
        return ()
    if voucher.received is None:
        namespace = openssh.namespace("key-change", campaign.settings.campaign.domain)
        return signed(".txt", lines, openssh.sign(lines, voucher.key, namespace))
    subject = attesting.Subject(".txt", lines, change.member)
    attested = attesting.prepare(campaign, folder, subject, voucher.received)
    sheets = attesting.seal(attested, voucher.key)
    attesting.keep_salt(attested)
    return (*sheets, Sheet(".txt", lines))


def _placed(folder: Path, member: str, proof: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The files with their names: the next number of the member's changes."""
    own = re.compile(rf"trust/keys/{re.escape(member)}\.([0-9]+)\.(?:txt|attestation\.txt)(?:\.sig)?")
    taken = [int(found[1]) for found in map(own.fullmatch, paths_in(folder)) if found]
    stem = f"trust/keys/{member}.{max(taken, default=0) + 1}"
    return tuple(Sheet(stem + sheet.path, sheet.content) for sheet in proof)
