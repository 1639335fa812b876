"""Rules over what begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.kinds.meeting import Meeting
from coalition.kinds.member import Member
from coalition.kinds.practice import Practice
from coalition.kinds.statement import Statement
from coalition.kinds.words import instant_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.model import Campaign
    from coalition.checks.examined import Examined


@rule("ends-before-it-starts")
def ends_before_it_starts(examined: Examined) -> Iterator[Finding]:
    """What ends does so after it began.

    Bad:  `starts: 2026-05-08T09:00:00Z` and `ends: 2026-05-04T17:00:00Z`
    Good: the earlier instant first
    """
    yield from _events(examined.campaign)
    yield from _practices(examined.campaign)
    yield from _members(examined.campaign)


def _events(campaign: Campaign) -> Iterator[Finding]:
    for meeting in campaign.of(Meeting):
        if meeting.ends and meeting.ends < meeting.starts:
            yield Finding(meeting.place("ends"), "The meeting ends before it starts.", "Exchange the two instants.")
    for statement in campaign.of(Statement):
        if statement.opens and statement.closes and instant_of(statement.closes) <= statement.opens:
            yield Finding(statement.place("closes"), "The statement closes before it opens.", "Give a later instant.")


def _practices(campaign: Campaign) -> Iterator[Finding]:
    for practice in campaign.of(Practice):
        # "2024" and "2024-05" are compared as far as both go.
        if practice.started and practice.ended and practice.ended < practice.started[: len(practice.ended)]:
            yield Finding(practice.place("ended"), "It ended before it started.", "Exchange the two.")


def _members(campaign: Campaign) -> Iterator[Finding]:
    for member in campaign.of(Member):
        for index, key in enumerate(member.keys):
            if key.until and key.until <= key.since:
                place = member.place("keys", index, "until")
                yield Finding(place, "The key ends before it is valid.", "Give a later instant.")
        for index, name in enumerate(member.other_names):
            if name.since and name.until and name.until <= name.since:
                place = member.place("other_names", index, "until")
                yield Finding(place, "The name ended before it was borne.", "Give a later day.")
