"""Computing the standing of a campaign at an instant."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from coalition.kinds.answers import Attestation, Endorsement
from coalition.kinds.receipts import PATH as LOG
from coalition.kinds.unnamed import Unnamed, path_of
from coalition.kinds.words import day_of
from coalition.standing.approving import Chapters, settled
from coalition.standing.counting import Ballot
from coalition.standing.evidence import Evidence, gather
from coalition.standing.judging import Judge
from coalition.standing.model import NOBODY, Answer, Paper, Standing, StatementStanding
from coalition.standing.weighing import Scales

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from coalition.campaign.model import Campaign

_ANSWER = re.compile(
    r"statements/([^/]+)/endorsements/v([1-9][0-9]{0,3})/([a-z][a-z0-9-]*)(?:\.(?:[2-9]|[1-9][0-9]+))?\.txt"
)


def compute(campaign: Campaign, instant: datetime, evidence: Evidence | None = None) -> Standing:
    """The standing at that instant (with its zone; days are days in UTC).

    `evidence` is what `gather` found, with what ssh-keygen said of it. Without it no signature is proven: answers that
    are signed are *announced*.
    """
    judge = Judge(evidence or gather(campaign, instant))
    scales = Scales(judge)
    day = day_of(instant)
    approvals = settled(campaign, scales)
    return Standing(
        instant=instant,
        active=frozenset(name for name, member in campaign.members.items() if member.active_on(day)),
        statements=_statements(judge, scales),
        approvals=approvals,
        chapters=Chapters(campaign, approvals),
        papers=tuple(_papers(judge)),
        keys=judge.keys.proven,
        keeps_receipts=judge.evidence.receipts.kept,
    )


def _statements(judge: Judge, scales: Scales) -> dict[str, StatementStanding]:
    campaign, instant = judge.campaign, judge.evidence.instant
    weighed = defaultdict(list)
    for answer in campaign.of(Endorsement):
        weighed[answer.path.split("/")[1]].append(scales.weigh(answer))
    unread = defaultdict(list)
    for answer_path in _unread(campaign):
        unread[answer_path.statement].append(answer_path)
    numbers = {one.path: one.numbers if judge.of_number(one).verdict == "good" else () for one in campaign.of(Unnamed)}
    found = {}
    for name in sorted({*weighed, *unread, *campaign.statements}):
        ballot = Ballot(campaign.statements.get(name), campaign.members, instant)
        state = ballot.count(name, weighed.get(name, ()), unread.get(name, ()))
        signed = numbers.get(path_of(name, state.current_version), NOBODY.numbers)
        found[name] = replace(state, unnamed_are_proven=signed == state.unnamed.numbers)
    return found


def _unread(campaign: Campaign) -> Iterator[Answer]:
    """Files of answers that could not be read: who answered, and to what, is told by their paths alone."""
    read = {answer.path for answer in campaign.of(Endorsement)}
    for path in sorted(campaign.paths - read):
        found = _ANSWER.fullmatch(path)
        if found is not None:
            member = campaign.members.get(found[3])
            yield Answer(
                path=path,
                statement=found[1],
                version=int(found[2]),
                member=found[3],
                name=member.name if member else found[3],
                action="",
                capacity="",
                verdict="malformed",
                counts=False,
                on=None,
                reason="The file is not in the form of an answer.",
                named=member is None or member.visibility == "public",
            )


def _papers(judge: Judge) -> Iterator[Paper]:
    """Signed files that answer nothing themselves, in order of path."""
    found = {record.path: judge.of_attestation(record) for record in judge.campaign.of(Attestation)}
    found |= {record.path: judge.of_number(record) for record in judge.campaign.of(Unnamed)}
    found |= judge.changes
    if judge.log is not None:
        found[LOG] = judge.log
    for path, judged in sorted(found.items()):
        yield Paper(path, judged.verdict, judged.reason)
