"""What only the registry knows and a verdict needs, as lines of words that a shell can read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from coalition.signing.openssh import namespace
from coalition.signing.signers import Entry, allowed
from coalition.standing.weighing import deadline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coalition.campaign.public import PublicCampaign
    from coalition.kinds.member import Key, Member
    from coalition.kinds.statement import Statement
    from coalition.standing.model import Standing

FACTS, MEMBERS, KEYS = "coalition-facts/1", "coalition-members/1", "coalition-keys/1"
"""The first line of each file."""
NONE = "-"
"""What stands in the place of an instant or a number where there is none."""
OF_MEMBERS = ("endorsement", "key-change")
OF_THE_SECRETARIAT = ("attestation", "receipts", "unnamed")
"""What keys may sign."""


def files(public: PublicCampaign, standing: Standing, statement: Statement, members: Iterable[str]) -> dict[str, bytes]:
    """The files of facts, by name: of the statement, and of these members alone."""
    known = [public.members[name] for name in sorted(members) if name in public.members]
    return {
        "facts.txt": _text(_facts(public, standing, statement)),
        "members.txt": _text((MEMBERS, *(line for member in known for line in _membership(member)))),
        "keys.txt": _text((KEYS, *(_key(member.id, key) for member in known for key in member.keys))),
        "allowed_signers": _signers(public, standing, known),
    }


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def _facts(public: PublicCampaign, standing: Standing, statement: Statement) -> Iterator[str]:
    who, adoption = public.campaign.settings.campaign, statement.adoption
    state = standing.of_statement(statement.id)
    yield FACTS
    yield f"coalition {who.domain}"
    yield f"statement {statement.id}"
    yield f"secretariat {who.secretariat}"
    yield f"instant {moment(standing.instant.replace(microsecond=0))}"
    yield f"receipts {'kept' if standing.keeps_receipts else 'none'}"
    yield f"version {state.current_version}"
    yield f"status {statement.status}"
    yield f"deadline {moment(deadline(statement))}"
    yield f"adoption {adoption.rule} {adoption.minimum or NONE}"
    yield f"objections {moment(state.adoption.until)}"
    for number, correction in sorted(statement.corrections.items()):
        yield f"correction {number} {correction.of} {moment(correction.objections_until)}"
    for text in public.campaign.versions(statement.id):
        yield f"text {text.version} {text.language} {'translation' if text.translates else 'normative'}"


def _membership(member: Member) -> Iterator[str]:
    """A line a change; of two on one day the later written holds, and stands below."""
    for change in sorted(member.membership, key=lambda change: change.on):
        yield f"{member.id} {change.on.isoformat()} {change.status}"


def _key(member: str, key: Key) -> str:
    revoked = key.revoked.on if key.revoked else None
    return f"{member} {key.key} {moment(key.since)} {moment(key.until)} {moment(revoked)}"


def _signers(public: PublicCampaign, standing: Standing, members: Iterable[Member]) -> bytes:
    """Keys that are proven, for OpenSSH."""
    who = public.campaign.settings.campaign
    entries = []
    for member in members:
        kinds = OF_MEMBERS + (OF_THE_SECRETARIAT if member.id == who.secretariat else ())
        names = tuple(namespace(kind, who.domain) for kind in kinds)
        entries += [Entry(member.id, names, validity) for validity in standing.keys.get(member.id, ())]
    # A line that OpenSSH passes over: a file with nothing in it is not published.
    return f"# {who.domain}\n".encode("ascii") + allowed(entries)


def moment(instant: datetime | None) -> str:
    """An instant in whole seconds, in UTC: where it is between two, the later, since nothing happens between them."""
    if instant is None:
        return NONE
    whole = instant.astimezone(UTC).replace(microsecond=0)
    return (whole if whole == instant else whole + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
