"""Every place where one record names a member or a theme: the one list that rules walk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from coalition.kinds.answers import Approval, Attestation, Endorsement, KeyChange
from coalition.kinds.chapter import Chapter
from coalition.kinds.meeting import Meeting
from coalition.kinds.member import Member
from coalition.kinds.practice import Practice
from coalition.kinds.reference import Person
from coalition.kinds.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.model import Campaign
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
    yield from _signed(campaign)


def _registry(campaign: Campaign) -> Iterator[MemberReference]:
    for member in campaign.of(Member):
        for index, network in enumerate(member.part_of):
            yield MemberReference(member.place("part_of", index), network, published=member.visibility == "public")
        for index, change in enumerate(member.membership):
            if change.into:
                yield MemberReference(member.place("membership", index, "into"), change.into, published=False)
        # Sponsors vouch on the day of the application, which is the first change of a membership.
        day = member.membership[0].on
        for index, sponsor in enumerate(member.application.sponsors if member.application else ()):
            place = member.place("application", "sponsors", index)
            yield MemberReference(place, sponsor, acts=True, day=day, published=False)


def _chapters(campaign: Campaign) -> Iterator[MemberReference]:
    for chapter in campaign.of(Chapter):
        yield MemberReference(chapter.place("lead"), chapter.lead, acts=True)
        for index, name in enumerate(chapter.contributors):
            yield MemberReference(chapter.place("contributors", index), name)
        for index, name in enumerate(chapter.reviewers):
            yield MemberReference(chapter.place("reviewers", index), name, acts=chapter.status == "review")


def _statements(campaign: Campaign) -> Iterator[MemberReference]:
    for statement in campaign.of(Statement):
        day = _day(statement.submission.on) if statement.submission else None
        acts = day is not None or statement.status not in {
            "submitted",
            "published",
            "answered",
            "superseded",
            "withdrawn",
        }
        yield MemberReference(statement.place("submitted_by"), statement.submitted_by, acts=acts, day=day)
        for index, name in enumerate(statement.drafters):
            yield MemberReference(statement.place("drafters", index), name)


def _day(moment: date | datetime) -> date:
    return moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment


def _shared(campaign: Campaign) -> Iterator[MemberReference]:
    for practice in campaign.of(Practice):
        yield MemberReference(practice.place("member"), practice.member)
        for index, name in enumerate(practice.partners):
            yield MemberReference(practice.place("partners", index), name)
    for meeting in campaign.of(Meeting):
        if meeting.host:
            yield MemberReference(meeting.place("host"), meeting.host, acts=True, day=_day(meeting.starts))
        for index, name in enumerate(meeting.participants):
            yield MemberReference(meeting.place("participants", index), name)
    for person in campaign.of(Person):
        if person.member:
            yield MemberReference(person.place("member"), person.member)


def _signed(campaign: Campaign) -> Iterator[MemberReference]:
    answers: tuple[Endorsement | Approval, ...] = (*campaign.of(Endorsement), *campaign.of(Approval))
    for answer in answers:
        yield MemberReference(answer.place("member"), answer.member, acts=True, day=answer.date, published=False)
    for attestation in campaign.of(Attestation):
        yield MemberReference(attestation.place("member"), attestation.member, published=False)
        day = _day(attestation.received)
        yield MemberReference(attestation.place("by"), attestation.by, acts=True, day=day, published=False)
    for change in campaign.of(KeyChange):
        yield MemberReference(change.place("member"), change.member, published=False)


def theme_words(campaign: Campaign) -> Iterator[tuple[Place, str]]:
    """Every naming of a theme."""
    for chapter in campaign.of(Chapter):
        yield chapter.place("theme"), chapter.theme
    records: tuple[Member | Practice | Meeting | Statement, ...] = (
        *campaign.of(Member),
        *campaign.of(Practice),
        *campaign.of(Meeting),
        *campaign.of(Statement),
    )
    for record in records:
        for index, word in enumerate(record.themes):
            yield record.place("themes", index), word
