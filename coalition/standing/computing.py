"""Computing the standing of a campaign at an instant."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from coalition.kinds.answers import Endorsement
from coalition.kinds.words import day_of
from coalition.standing.model import Adoption, Answer, Standing, StatementStanding, Totals

if TYPE_CHECKING:
    from datetime import datetime

    from coalition.campaign.model import Campaign


def compute(campaign: Campaign, instant: datetime) -> Standing:
    """The standing at that instant (with its zone; days are days in UTC)."""
    day = day_of(instant)
    active = frozenset(name for name, member in campaign.members.items() if member.active_on(day))
    answers: dict[str, list[Answer]] = defaultdict(list)
    for answer in campaign.of(Endorsement):
        answers[answer.statement].append(_announced(campaign, answer))
    statements = {}
    for name in sorted({*answers, *campaign.statements}):
        statement = campaign.statements.get(name)
        found = sorted(answers.get(name, ()), key=lambda answer: (answer.version, answer.member, answer.path))
        adoption = Adoption(statement.adoption.rule, minimum=statement.adoption.minimum) if statement else Adoption()
        version = statement.current_version if statement else 1
        statements[name] = StatementStanding(name, version, tuple(found), Totals(), adoption)
    return Standing(instant, active, statements)


def _announced(campaign: Campaign, answer: Endorsement) -> Answer:
    member = campaign.members.get(answer.member)
    return Answer(
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
        language=answer.language,
        mandate=answer.mandate,
        scope=answer.scope,
        reservation=answer.remark,
        named=member is None or member.visibility == "public",
    )
