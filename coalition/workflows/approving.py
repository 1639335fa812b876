"""A member's approval of a chapter, or objection to it: the content it is of, and the lines that are signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.campaign import digests
from coalition.errors import CoalitionError
from coalition.kinds.answers import Approval
from coalition.kinds.words import day_of
from coalition.signing import openssh
from coalition.signing.writing import text as signed_text
from coalition.standing.approving import roles
from coalition.workflows.desk import the_chapter, the_member
from coalition.workflows.sealing import Prepared, refuse_unreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from coalition.campaign.digests import Content
    from coalition.campaign.model import Campaign
    from coalition.kinds.chapter import Chapter

ACTIONS = ("approve", "object")
CAPACITIES = ("lead", "contributor", "reviewer")


@dataclass(frozen=True, slots=True)
class Intent:
    """What a member wants to say of a chapter."""

    chapter: str
    member: str
    action: str = "approve"
    language: str | None = None
    """Of the text that it read; None: the chapter's own."""
    capacity: str | None = None
    """None: the first that it has of lead, reviewer, contributor."""
    remark: str = ""


def prepare(campaign: Campaign, intent: Intent, instant: datetime, nonce: str) -> tuple[Prepared, Content]:
    """The lines of an approval, and the content that they are of.

    Raises CoalitionError when the member cannot say this now, and says why.
    """
    text = the_chapter(campaign, intent.chapter, intent.language)
    member = the_member(campaign, intent.member)
    if not member.active_on(day_of(instant)):
        raise CoalitionError(f"{member.id} is not an active member today.", "Record its membership first.")
    content = digests.content(campaign, text.id, text.language)
    assert content is not None  # noqa: S101 -- the text is there
    if not content.sha256:
        message = f"{content.unread[0]} cannot be read, so that nobody knows what would be approved."
        raise CoalitionError(message, f'"coalition check chapters/{text.id}" says why.')
    fields = (
        ("coalition", campaign.settings.campaign.domain),
        ("chapter", text.id),
        ("language", text.language),
        ("content-sha256", content.sha256),
        ("member", member.id),
        ("capacity", _capacity(text, intent)),
        ("action", intent.action),
        ("date", day_of(instant).isoformat()),
        ("nonce", nonce),
    )
    home = f"chapters/{text.id}/approvals"
    record = signed_text("coalition-approval/1", fields, intent.remark)
    refuse_unreadable(record, f"{home}/{member.id}.txt", Approval)
    namespace = openssh.namespace("approval", campaign.settings.campaign.domain)
    notes = tuple(_notes(campaign, text, intent))
    return Prepared(text.id, member.id, home, record, namespace, notes), content


def _capacity(text: Chapter, intent: Intent) -> str:
    held = roles(text, intent.member)
    if not held:
        message = f"{text.path} names {intent.member} neither as lead nor as reviewer or contributor."
        raise CoalitionError(message, "Name it there first: from then on it can approve.")
    if intent.capacity not in {None, *held}:
        raise CoalitionError(f"{text.path} names {intent.member} as {', '.join(held)}, not as {intent.capacity}.")
    return intent.capacity or held[0]


def _notes(campaign: Campaign, text: Chapter, intent: Intent) -> Iterator[str]:
    if text.status != "final":
        yield f'Its status is "{text.status}": when that changes, the file changes, and this approval is stale.'
    said = [
        one
        for one in campaign.of(Approval)
        if (one.chapter, one.language, one.member) == (text.id, text.language, intent.member)
    ]
    if said:
        told = ", ".join(f"{one.action} on {one.date}" for one in said)
        yield f"{intent.member} has spoken on it before ({told}). That stays where it is; this takes its place."
