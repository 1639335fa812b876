"""Rules over networks and committees, and who is part of them when."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import pairwise
from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.kinds.member import ENDED
from coalition.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coalition.checks.examined import Examined
    from coalition.kinds.member import Member, PartOf
    from coalition.problems import Place

HAVE_PARTS = ("network", "international-ngo")
"""Types of organisations that others are part of."""


@dataclass(frozen=True, slots=True)
class _Part:
    """One entry under `part_of`."""

    member: Member
    index: int
    entry: PartOf


def _parts(examined: Examined) -> Iterator[_Part]:
    """Every entry whose network is a member."""
    members = examined.campaign.members
    for member in members.values():
        for index, entry in enumerate(member.networks):
            if entry.network in members:
                yield _Part(member, index, entry)


@rule("part-of-itself")
def part_of_itself(examined: Examined) -> Iterator[Finding]:
    """At no time is a member part of itself, through others or at once.

    Bad:  asia-committee with `part_of: [harbour-network]`, and harbour-network with `part_of: [asia-committee]`
    Good: one of the two alone, or one until the day from which the other holds
    """
    parts = _entangled(tuple(_parts(examined)))
    told = 0
    for day in sorted({part.entry.since or date.min for part in parts}):
        graph: dict[str, dict[str, _Part]] = defaultdict(dict)
        for part in parts:
            if part.entry.on(day):
                graph[part.member.id].setdefault(part.entry.network, part)
        while told < _MOST_CIRCLES and (circle := _circle(graph)):
            told += 1
            found = [graph[name].pop(network) for network, name in pairwise(circle)]
            parts = tuple(part for part in parts if part not in found)
            for part in found:
                hint = f'Take "{part.entry.network}" out, here or where it ends, or say until when it holds.'
                yield Finding(_place(part), f'"{part.member.id}" would be part of itself.', hint)


_MOST_CIRCLES = 20
"""That many are told of; who has more needs no list of them."""


def _place(part: _Part) -> Place:
    return part.member.place("part_of", part.index, "network")


def _entangled(parts: tuple[_Part, ...]) -> tuple[_Part, ...]:
    """Those that can be in a circle, whatever their time: without members that nobody is part of, again and again."""
    above: dict[str, list[str]] = defaultdict(list)
    for part in parts:
        above[part.member.id].append(part.entry.network)
    below = Counter(part.entry.network for part in parts)
    free = [name for name in above if not below[name]]
    done = set()
    while free:
        name = free.pop()
        done.add(name)
        for network in above[name]:
            below[network] -= 1
            if not below[network] and network in above:
                free.append(network)
    return tuple(part for part in parts if part.member.id not in done)


def _circle(graph: Mapping[str, Mapping[str, _Part]]) -> Sequence[str]:
    """Members each of whom is a part of the one before, the first and last being the same; none when there is none."""
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return circle
    return ()


@rule("part-of-no-network", Severity.WARNING)
def part_of_no_network(examined: Examined) -> Iterator[Finding]:
    """What a member is part of is a network, a committee or an international organisation.

    Bad:  `part_of: [rosewood-shelter]`, where rosewood-shelter has `type: national-ngo`
    Good: `part_of: [asia-committee]`, where asia-committee has `type: network`
    """
    members = examined.campaign.members
    for part in _parts(examined):
        network = members[part.entry.network]
        if network.type not in HAVE_PARTS and network is not part.member:
            message = f'"{network.id}" is of the type {network.type}, and others are not part of such a one.'
            yield Finding(_place(part), message, f"Name another, or write type: network in the entry of {network.id}.")


@rule("network-ended", Severity.WARNING)
def network_ended(examined: Examined) -> Iterator[Finding]:
    """Nobody is part of a network or committee that is no more: an end of the one is an end of the other.

    Bad:  `part_of: [asia-committee]`, where asia-committee was dissolved on 2026-01-31
    Good: `part_of: [{network: asia-committee, until: 2026-01-31}]`
    """
    for part in _parts(examined):
        change = examined.campaign.members[part.entry.network].status_on(examined.day)
        own = part.member.status_on(examined.day)
        is_over = change is not None and change.status in ENDED
        if change and is_over and part.entry.on(examined.day) and not (own and own.status in ENDED):
            message = f'"{part.entry.network}" is {change.status} since {change.on}.'
            until = f"{{network: {part.entry.network}, until: {change.on}}}"
            after = f", and name {change.into}, if it is part of that now" if change.into else ""
            yield Finding(_place(part), message, f"Write {until}{after}.")
