"""Candidates that are perhaps members already, or stand twice in the table: told, never decided."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coalition.checks.names import near_pairs, skeleton

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coalition.interchange.candidates import Candidate
    from coalition.kinds.member import Member

_HOST = re.compile(r"https?://(?:www\.)?([^/?#:]+)(?::[0-9]+)?(/[^?#]*)?", re.IGNORECASE)
_SHARED = frozenset(
    """
    facebook.com m.facebook.com fb.com instagram.com twitter.com x.com linkedin.com youtube.com tiktok.com linktr.ee t.me
    medium.com sites.google.com docs.google.com google.com wixsite.com github.com gitlab.com wikipedia.org
    """.split()  # noqa: SIM905 -- people read and correct this list
)
"""Hosts at which many organisations have a page: there the page says who it is, not the host."""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """That a row is an organisation which is in the registry, or in a row above."""

    number: int
    other: str
    """The member's id; empty where the other is a row."""
    row: int
    """The other row; 0 where the other is a member."""
    called: str
    """What the other is called."""
    why: str
    certain: bool
    """Whether `check` would refuse both beside each other, so that nobody can allow it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """An organisation, by what it would be recognised."""

    number: int
    """Its row; 0 for a member."""
    id: str
    names: tuple[str, ...]
    """Its own first."""
    marks: tuple[tuple[str, str], ...]
    """What only one organisation has, and what that is."""
    networks: frozenset[str]


def suspicions(found: Sequence[Candidate], members: Mapping[str, Member]) -> tuple[Suspicion, ...]:
    """For each row that may be a duplicate, the members that it may be, else the rows above that it may repeat.

    The same website, identifier or e-mail address, or the same name or nearly the same, earlier names included. Law:
    a row that is part of a network is no duplicate of it, as for the rules of the registry.
    """
    known = [*map(_of_member, members.values()), *map(_of_candidate, found)]
    pairs: dict[tuple[int, int], Suspicion] = {}
    for first, second, why, certain in sorted(_alike(known), key=lambda pair: (pair[1], pair[0], not pair[3])):
        one, other = known[first], known[second]
        if other.number and first != second and one.id not in other.networks:
            suspicion = Suspicion(other.number, "" if one.number else one.id, one.number, one.names[0], why, certain)
            pairs.setdefault((first, second), suspicion)
    of_members = {suspicion.number for suspicion in pairs.values() if not suspicion.row}
    told = (each for each in pairs.values() if not each.row or each.certain or each.number not in of_members)
    return tuple(sorted(told, key=lambda suspicion: (suspicion.number, suspicion.row, suspicion.other)))


def _alike(known: Sequence[_Known]) -> Iterator[tuple[int, int, str, bool]]:
    """Pairs of indexes, the smaller first, with what they share; the most telling of a pair first."""
    for first, second in _sharing([[known_id.id] for known_id in known]):
        yield first, second, "it has the same id", True
    bones = [list(dict.fromkeys(skeleton(name) for name in each.names)) for each in known]
    for first, second in _sharing(bones):
        certain = bones[first][:1] == bones[second][:1]
        yield first, second, "it has the same name" if certain else "it has the same name, or had it once", certain
    for first, second in _sharing([[mark for mark, _ in each.marks] for each in known]):
        said = dict(known[second].marks)
        shared = next(mark for mark, _ in known[first].marks if mark in said)
        yield first, second, f"it has the same {said[shared]}", False
    names = [(name, at) for at, each in enumerate(known) for name in each.names]
    for one, two in near_pairs(tuple(name for name, _ in names)):
        first, second = sorted((names[one][1], names[two][1]))
        if first != second:
            yield first, second, f'its name "{names[two][0]}" is nearly the same', False


def _sharing(values: Sequence[Sequence[str]]) -> Iterator[tuple[int, int]]:
    """Pairs that have a value in common: each with the first that has it."""
    holders: dict[str, int] = {}
    for at, each in enumerate(values):
        for value in each:
            if value and holders.setdefault(value, at) != at:
                yield holders[value], at


def _of_member(member: Member) -> _Known:
    listed = (each.name_as_listed for each in member.identifiers if each.name_as_listed)
    names = (member.name, *(other.name for other in member.other_names), *listed)
    marks = _marks(
        member.website or "",
        [(each.scheme, each.id) for each in member.identifiers],
        [contact.value for contact in member.contacts if contact.type == "email"],
    )
    merged = frozenset(change.into for change in member.membership if change.into)
    return _Known(0, member.id, names, marks, frozenset(one.network for one in member.networks) | merged)


def _of_candidate(candidate: Candidate) -> _Known:
    entry: Mapping[str, Any] = candidate.entry
    names = (candidate.name, *(other["name"] for other in entry.get("other_names", ())))
    marks = _marks(
        entry.get("website", ""),
        [(each["scheme"], each["id"]) for each in entry.get("identifiers", ())],
        [contact["value"] for contact in entry.get("contacts", ()) if contact["type"] == "email"],
    )
    return _Known(candidate.number, entry.get("id", ""), names, marks, frozenset(entry.get("part_of", ())))


def _marks(website: str, identifiers: Sequence[tuple[str, str]], emails: Sequence[str]) -> tuple[tuple[str, str], ...]:
    site = domain(website)
    return (
        *((f"number {scheme.casefold()} {number.casefold()}", f"number in {scheme}") for scheme, number in identifiers),
        *([(f"site {site}", f"website ({site})")] if site else []),
        *((f"mail {email.casefold()}", "e-mail address") for email in emails),
    )


def domain(website: str) -> str:
    """Whose an address is: its host without www, and at a host of many the page.

    >>> domain("https://www.Harbour.example/en/about"), domain("https://facebook.com/harbour/")
    ('harbour.example', 'facebook.com/harbour')
    """
    found = _HOST.match(website)
    if found is None:
        return ""
    host, path = found[1].casefold(), (found[2] or "").strip("/").casefold()
    return f"{host}/{path}" if host in _SHARED else host
