"""Every place where one record names a member, a theme or another record: the one list that rules walk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from coalition.campaign.model import Campaign
from coalition.kinds.answers import Approval, Endorsement
from coalition.kinds.chapter import Chapter
from coalition.kinds.meeting import Meeting
from coalition.kinds.member import Member
from coalition.kinds.practice import Practice
from coalition.kinds.reference import Person
from coalition.kinds.statement import Statement
from coalition.problems import Place


@dataclass(frozen=True, slots=True)
class MemberReference:
    """A place where a record names a member."""

    place: Place
    member: str
    acts: bool = False
    """Whether it does something there for which it must be active."""
    day: date | None = None
    """When it acted; None: it acts now."""
    published: bool = True
    """Whether the name would be on a page."""


def references(campaign: Campaign) -> Iterator[MemberReference]:
    """Every naming of a member."""
    settings = campaign.settings
    if campaign.settings_were_read:
        yield MemberReference(settings.place("campaign", "secretariat"), settings.campaign.secretariat, acts=True)
    yield from _registry(campaign)
    yield from _chapters(campaign)
    yield from _statements(campaign)
    yield from _shared(campaign)


def _registry(campaign: Campaign) -> Iterator[MemberReference]:
    for member in campaign.of(Member):
        for index, network in enumerate(member.part_of):
            yield MemberReference(member.place("part_of", index), network, published=member.visibility == "public")
        for index, change in enumerate(member.membership):
            if change.into:
                yield MemberReference(member.place("membership", index, "into"), change.into, published=False)
        for index, sponsor in enumerate(member.application.sponsors if member.application else ()):
            day = member.membership[0].on
            yield MemberReference(
                member.place("application", "sponsors", index), sponsor, acts=True, day=day, published=False
            )


def _chapters(campaign: Campaign) -> Iterator[MemberReference]:
    for chapter in campaign.of(Chapter):
        yield MemberReference(chapter.place("lead"), chapter.lead, acts=True)
        for field in ("contributors", "reviewers"):
            for index, name in enumerate(getattr(chapter, field)):
                yield MemberReference(chapter.place(field, index), name, acts=field == "reviewers")
    for approval in campaign.of(Approval):
        yield MemberReference(approval.place(), approval.member, acts=True, day=approval.date, published=False)


def _statements(campaign: Campaign) -> Iterator[MemberReference]:
    for statement in campaign.of(Statement):
        yield MemberReference(statement.place("submitted_by"), statement.submitted_by, acts=True)
        for index, name in enumerate(statement.drafters):
            yield MemberReference(statement.place("drafters", index), name)
    for answer in campaign.of(Endorsement):
        yield MemberReference(answer.place(), answer.member, acts=True, day=answer.date, published=False)


def _shared(campaign: Campaign) -> Iterator[MemberReference]:
    for practice in campaign.of(Practice):
        yield MemberReference(practice.place("member"), practice.member)
        for index, name in enumerate(practice.partners):
            yield MemberReference(practice.place("partners", index), name)
    for meeting in campaign.of(Meeting):
        if meeting.host:
            yield MemberReference(meeting.place("host"), meeting.host, acts=True, day=meeting.starts.date())
        for index, name in enumerate(meeting.participants):
            yield MemberReference(meeting.place("participants", index), name)
    for person in campaign.of(Person):
        if person.member:
            yield MemberReference(person.place("member"), person.member)


def theme_words(campaign: Campaign) -> Iterator[tuple[Place, str]]:
    """Every naming of a theme."""
    for chapter in campaign.of(Chapter):
        yield chapter.place("theme"), chapter.theme
    for model in (Member, Practice, Meeting, Statement):
        for record in campaign.of(model):
            for index, word in enumerate(record.themes):  # type: ignore[attr-defined]  # all four have themes
                yield record.place("themes", index), word
