"""Standing: what membership and answers amount to at an instant.

Computed once and handed to checks and outputs. Signatures are not verified yet: an answer that is present is
*announced*, shown as not yet confirmed, and never counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from coalition.kinds.answers import Endorsement
from coalition.kinds.words import day_of

if TYPE_CHECKING:
    from datetime import date, datetime

    from coalition.campaign.model import Campaign

Verdict = Literal["announced"]


@dataclass(frozen=True, slots=True)
class Answer:
    """A member's answer to a version of a statement, and what it is worth."""

    path: str
    statement: str
    version: int
    member: str
    name: str
    """The name that the member bore on the day that the answer states."""
    action: str
    capacity: str
    verdict: Verdict
    counts: bool
    on: date
    """The day that the answer states."""
    reservation: str = ""


@dataclass(frozen=True)
class Standing:
    """The state of a campaign at an instant.

    Law: the same campaign and instant give the same standing, whatever the clock says.
    """

    instant: datetime
    active: frozenset[str]
    """Ids of members that are active."""
    answers: tuple[Answer, ...]
    """Sorted by statement, version and member."""

    @property
    def day(self) -> date:
        """The day of the instant, in UTC."""
        return day_of(self.instant)

    def of_statement(self, statement: str) -> tuple[Answer, ...]:
        """Answers to a statement, in order of version and member."""
        return self._by_statement.get(statement, ())

    @cached_property
    def _by_statement(self) -> dict[str, tuple[Answer, ...]]:
        return {name: tuple(found) for name, found in groupby(self.answers, key=lambda answer: answer.statement)}


def compute(campaign: Campaign, instant: datetime) -> Standing:
    """The standing at that instant (with its zone; days are days in UTC)."""
    day = day_of(instant)
    active = frozenset(name for name, member in campaign.members.items() if member.active_on(day))
    answers = []
    for answer in campaign.of(Endorsement):
        member = campaign.members.get(answer.member)
        answers.append(
            Answer(
                path=answer.path,
                statement=answer.statement,
                version=answer.version,
                member=answer.member,
                name=member.name_on(answer.date) if member else answer.member,
                action=answer.action,
                capacity=answer.capacity,
                verdict="announced",
                counts=False,
                on=answer.date,
                reservation=answer.remark,
            )
        )
    answers.sort(key=lambda answer: (answer.statement, answer.version, answer.member, answer.path))
    return Standing(instant, active, tuple(answers))
