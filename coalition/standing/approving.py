"""What the approvals of a chapter come to: which is a member's last word, of which content, and who is still missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from coalition.campaign.digests import chapter_digest
from coalition.kinds.answers import Approval as ApprovalRecord
from coalition.kinds.chapter import Chapter
from coalition.standing.model import WAITING, Approval, ChapterStanding
from coalition.standing.weighing import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coalition.campaign.model import Campaign
    from coalition.standing.judging import Judgement
    from coalition.standing.weighing import Scales

_Order = tuple[datetime, int, int]


def settled(campaign: Campaign, scales: Scales) -> tuple[Approval, ...]:
    """Every approval with its verdict, in order of chapter, member and path.

    Law: of a member's genuine ones on one chapter in one language the last is `good`, and all before it `superseded`.
    """
    judged = [(record, scales.approve(record)) for record in campaign.of(ApprovalRecord)]
    last: dict[tuple[str, str, str], _Order] = {}
    for record, found in judged:
        if found.verdict == "good":
            whose = (record.chapter, record.language, record.member)
            last[whose] = max(_order(record, found), last.get(whose, _order(record, found)))
    made = []
    for record, found in judged:
        later = last.get((record.chapter, record.language, record.member))
        is_replaced = found.verdict in {"good", "announced"} and later is not None and _order(record, found) < later
        made.append(_approval(campaign, record, found, is_replaced=is_replaced))
    return tuple(sorted(made, key=lambda one: (one.chapter, one.member, number_of(one.path), one.path)))


def _order(record: ApprovalRecord, found: Judgement) -> _Order:
    """Which of a member's words is later: that which arrived later; where nothing tells, by its date and number."""
    arrived = found.arrived or datetime.combine(record.date, time(), UTC)
    return (arrived, found.line, number_of(record.path))


def _approval(campaign: Campaign, record: ApprovalRecord, found: Judgement, *, is_replaced: bool) -> Approval:
    member = campaign.members.get(record.member)
    return Approval(
        path=record.path,
        chapter=record.path.split("/")[1],
        member=record.member,
        language=record.language,
        action=record.action,
        capacity=record.capacity,
        content_sha256=record.content_sha256,
        verdict="superseded" if is_replaced else found.verdict,
        strength=found.strength,
        reason=f"{record.member} has spoken on this chapter again since." if is_replaced else found.reason,
        on=record.date,
        arrived=found.arrived,
        name=member.name_on(record.date) if member else record.member,
        remark=record.remark,
        named=member is None or member.visibility == "public",
    )


class Chapters(Mapping[tuple[str, str], ChapterStanding]):
    """By id and language, in this order, what the approvals of each chapter's text come to.

    Found when it is asked for, each once: to know the sources that a chapter cites, its text has to be looked through.
    """

    def __init__(self, campaign: Campaign, approvals: Iterable[Approval]) -> None:
        """The campaign and all its approvals, as they were settled."""
        self._campaign = campaign
        self._texts: dict[tuple[str, str], Chapter] = {}
        for text in campaign.of(Chapter):
            self._texts.setdefault((text.id, text.language), text)
        self._said: dict[tuple[str, str], list[Approval]] = defaultdict(list)
        for approval in approvals:
            self._said[approval.chapter, approval.language].append(approval)
        self._found: dict[tuple[str, str], ChapterStanding] = {}

    def __getitem__(self, name: tuple[str, str]) -> ChapterStanding:
        if name not in self._found:
            text = self._texts[name]
            self._found[name] = _standing(text, chapter_digest(self._campaign, *name), self._said.get(name, ()))
        return self._found[name]

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(sorted(self._texts))

    def __len__(self) -> int:
        return len(self._texts)


def _standing(text: Chapter, digest: str, said: Iterable[Approval]) -> ChapterStanding:
    own = [approval for approval in said if approval.capacity in roles(text, approval.member)]
    words = [approval for approval in own if approval.verdict == "good"]
    current = [approval for approval in words if digest and approval.content_sha256 == digest]
    required = tuple(dict.fromkeys((text.lead, *text.reviewers)))
    spoken = {approval.member for approval in words}
    return ChapterStanding(
        chapter=text.id,
        language=text.language,
        digest=digest,
        required=required,
        given=tuple(one for one in current if one.action == "approve"),
        stale=tuple(one for one in words if one not in current),
        objections=tuple(one for one in current if one.action == "object"),
        missing=tuple(member for member in required if member not in spoken),
        unproven=tuple(one for one in own if one.verdict in WAITING),
    )


def roles(text: Chapter, member: str) -> tuple[str, ...]:
    """In which capacities a member can speak on a chapter: lead, reviewer, contributor; none for anybody else."""
    held = (("lead", (text.lead,)), ("reviewer", text.reviewers), ("contributor", text.contributors))
    return tuple(role for role, members in held if member in members)
