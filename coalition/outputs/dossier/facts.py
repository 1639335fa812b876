"""What only the registry knows and a verdict needs, as lines of words that a shell can read."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from coalition.kinds.chapter import Chapter
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
OF_STATEMENTS, OF_CHAPTERS = ("endorsement", "key-change"), ("approval", "key-change")
OF_THE_SECRETARIAT = ("attestation", "receipts", "unnamed")
"""What keys may sign."""


def of_statement(
    public: PublicCampaign, standing: Standing, statement: Statement, members: Iterable[str]
) -> dict[str, bytes]:
    """The files of facts, by name: of the statement, and of these members alone."""
    return _files(public, standing, _facts(public, standing, statement), members, OF_STATEMENTS)


def of_chapter(public: PublicCampaign, standing: Standing, chapter: str, members: Iterable[str]) -> dict[str, bytes]:
    """The same of a chapter."""
    return _files(public, standing, _chapter_facts(public, standing, chapter), members, OF_CHAPTERS)


def _files(
    public: PublicCampaign, standing: Standing, lines: Iterable[str], members: Iterable[str], kinds: tuple[str, ...]
) -> dict[str, bytes]:
    known = [public.members[name] for name in sorted(members) if name in public.members]
    return {
        "facts.txt": _text(lines),
        "members.txt": _text((MEMBERS, *(line for member in known for line in _membership(member)))),
        "keys.txt": _text((KEYS, *(_key(member.id, key) for member in known for key in member.keys))),
        "allowed_signers": _signers(public, standing, known, kinds),
    }


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("ascii")


def _facts(public: PublicCampaign, standing: Standing, statement: Statement) -> Iterator[str]:
    who, adoption = public.campaign.settings.campaign, statement.adoption
    state = standing.of_statement(statement.id)
    yield from _opening(who.domain, f"statement {statement.id}", who.secretariat, standing)
    yield f"version {state.current_version}"
    yield f"status {statement.status}"
    yield f"deadline {moment(deadline(statement))}"
    yield f"adoption {adoption.rule} {adoption.minimum or NONE}"
    yield f"objections {moment(state.adoption.until)}"
    for number, correction in sorted(statement.corrections.items()):
        yield f"correction {number} {correction.of} {moment(correction.objections_until)}"
    for text in public.campaign.versions(statement.id):
        yield f"text {text.version} {text.language} {'translation' if text.translates else 'normative'}"


def _chapter_facts(public: PublicCampaign, standing: Standing, chapter: str) -> Iterator[str]:
    who = public.campaign.settings.campaign
    yield from _opening(who.domain, f"chapter {chapter}", who.secretariat, standing)
    for text in sorted(public.campaign.of(Chapter), key=lambda text: text.language):
        if text.id == chapter and standing.of_chapter(chapter, text.language).digest:
            yield f"content {text.language}"
            yield f"part {text.language} lead {text.lead}"
            yield from (f"part {text.language} reviewer {name}" for name in text.reviewers)
            yield from (f"part {text.language} contributor {name}" for name in text.contributors)


def _opening(domain: str, subject: str, secretariat: str, standing: Standing) -> Iterator[str]:
    yield FACTS
    yield f"coalition {domain}"
    yield subject
    yield f"secretariat {secretariat}"
    yield f"instant {moment(standing.instant.replace(microsecond=0))}"
    yield f"receipts {'kept' if standing.keeps_receipts else 'none'}"


def _membership(member: Member) -> Iterator[str]:
    """A line a change; of two on one day the later written holds, and stands below."""
    for change in sorted(member.membership, key=lambda change: change.on):
        yield f"{member.id} {change.on.isoformat()} {change.status}"


def _key(member: str, key: Key) -> str:
    revoked = key.revoked.on if key.revoked else None
    return f"{member} {key.key} {moment(key.since)} {moment(key.until)} {moment(revoked)}"


def _signers(public: PublicCampaign, standing: Standing, members: Iterable[Member], own: tuple[str, ...]) -> bytes:
    """Keys that are proven, for OpenSSH."""
    who = public.campaign.settings.campaign
    entries = []
    for member in members:
        kinds = own + (OF_THE_SECRETARIAT if member.id == who.secretariat else ())
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
