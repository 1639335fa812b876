"""Rules over the registry: ids, names, memberships, and what only one member can have."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from coalition.checks.names import near_pairs, skeleton
from coalition.checks.registry import Finding, rule
from coalition.kinds.member import Member
from coalition.parsing.yaml_document import Route
from coalition.problems import Severity

if TYPE_CHECKING:
    from coalition.checks.examined import Examined


@rule("duplicate-id")
def duplicate_id(examined: Examined) -> Iterator[Finding]:
    """Every member has an id of its own, and ids are never used again.

    Bad:  two entries with `id: harbour-network`
    Good: `id: harbour-network` and `id: harbour-lights`
    """
    for member in examined.campaign.of(Member):
        first = examined.campaign.members[member.id]
        if first is not member:
            message = f'"{member.id}" is already the id of {first.name} ({first.place("id")}).'
            yield Finding(member.place("id"), message, "Choose another id for this member, or take this entry out.")


@rule("id-is-not-file-name")
def id_is_not_file_name(examined: Examined) -> Iterator[Finding]:
    """A member that has a file of its own has the file's name as its id.

    Bad:  members/harbour.yaml with `id: harbour-network`
    Good: members/harbour-network.yaml with `id: harbour-network`
    """
    for member in examined.campaign.of(Member):
        if member.path.startswith("members/") and member.path != f"members/{member.id}.yaml":
            message = f'The file {member.path} holds the member "{member.id}".'
            yield Finding(member.place("id"), message, f"Call the file members/{member.id}.yaml.")


@rule("duplicate-name")
def duplicate_name(examined: Examined) -> Iterator[Finding]:
    """No two members have the same name, whatever the case, accents, punctuation or look-alike letters.

    Bad:  `name: Harbour Network` and `name: HARBOUR-NETWORK`
    Good: one entry for each organisation
    """
    by_skeleton: dict[str, Member] = {}
    for member in examined.registry:
        bones = skeleton(member.name)
        first = by_skeleton.setdefault(bones, member) if bones else member
        if first is not member:
            message = f'"{member.name}" is the same name as that of {first.id} ({first.place("name")}).'
            hint = (
                "If they are one organisation, keep one entry; if not, add what tells them apart, such as the country."
            )
            yield Finding(member.place("name"), message, hint)


@rule("near-duplicate-name", Severity.WARNING)
def near_duplicate_name(examined: Examined) -> Iterator[Finding]:
    """Two members with nearly the same name may be one organisation, unless one is part of the other or became it.

    Bad:  `name: Harbour Network` and `name: Harbour Networks`
    Good: one entry, the other name under `other_names`
    """
    members = examined.registry
    for first, second in near_pairs(tuple(member.name for member in members)):
        one, other = members[first], members[second]
        if not _belongs(one, other) and not _belongs(other, one):
            message = f'"{other.name}" is nearly the name of {one.id}, "{one.name}" ({one.place("name")}).'
            hint = (
                "If they are one organisation, keep one entry; if not, add what tells them apart, such as the country."
            )
            yield Finding(other.place("name"), message, hint)


def _belongs(member: Member, other: Member) -> bool:
    return any(one.network == other.id for one in member.networks) or any(
        change.into == other.id for change in member.membership
    )


@rule("membership-out-of-order")
def membership_out_of_order(examined: Examined) -> Iterator[Finding]:
    """The changes of a membership are listed by date, and a merged member names another into which it went.

    Bad:  `- {status: active, on: 2025-01-01}` above `- {status: applied, on: 2024-01-01}`
    Good: the earlier change first; `- {status: merged, on: 2026-01-01, into: harbour-network}`
    """
    for member in examined.campaign.of(Member):
        for index, (earlier, later) in enumerate(pairwise(member.membership), 1):
            if later.on < earlier.on:
                message = f"The change of {later.on} stands after that of {earlier.on}."
                place = member.place("membership", index, "on")
                yield Finding(place, message, "List the changes by date, the earliest first.")
        for index, change in enumerate(member.membership):
            if change.status == "merged" and change.into in {None, member.id}:
                hint = "Write into: and the id of the member that it became part of."
                yield Finding(member.place("membership", index), "A merged member does not say into which.", hint)


Owned = Iterable[tuple[tuple[str, ...], Route, Member]]
"""Things that belong to one member alone: what makes each one itself, where its owner's entry has it, its owner."""


@rule("shared-account")
def shared_account(examined: Examined) -> Iterator[Finding]:
    """An account of a code host speaks for one member.

    Bad:  `accounts: [{host: github.com, name: harbour-bot}]` in two entries
    Good: in one
    """
    members = examined.campaign.members.values()
    accounts = (
        ((account.host, account.name.casefold()), ("accounts", index), member)
        for member in members
        for index, account in enumerate(member.accounts)
    )
    yield from _shared(accounts, "This account", "Leave it with the member for which it speaks.")


@rule("shared-key")
def shared_key(examined: Examined) -> Iterator[Finding]:
    """A key signs for one member.

    Bad:  the same `key: ssh-ed25519 …` in two entries
    Good: a key of its own for each
    """
    keys = (
        ((key.key,), ("keys", index, "key"), member)
        for member in examined.campaign.members.values()
        for index, key in enumerate(member.keys)
    )
    yield from _shared(keys, "This key", "Make a key for each member: ssh-keygen -t ed25519.")


@rule("shared-identifier", Severity.WARNING)
def shared_identifier(examined: Examined) -> Iterator[Finding]:
    """A number in a register of organisations belongs to one of them.

    Bad:  `identifiers: [{scheme: ECOSOC, id: "12345"}]` in two entries
    Good: in one; if the two are one organisation, one entry
    """
    identifiers = (
        ((identifier.scheme.casefold(), identifier.id), ("identifiers", index), member)
        for member in examined.campaign.members.values()
        for index, identifier in enumerate(member.identifiers)
    )
    yield from _shared(identifiers, "This number", "If the two are one organisation, keep one entry.")


def _shared(owned: Owned, what: str, hint: str) -> Iterator[Finding]:
    first: dict[tuple[str, ...], tuple[Route, Member]] = {}
    for thing, route, member in owned:
        known, owner = first.setdefault(thing, (route, member))
        if owner is not member:
            message = f"{what} is also that of {owner.id} ({owner.place(*known)})."
            yield Finding(member.place(*route), message, hint)
