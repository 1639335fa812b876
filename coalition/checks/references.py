"""Every place where one record names a member or a theme: the one list that rules walk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.kinds.answers import Approval, Attestation, Endorsement, KeyChange
from coalition.kinds.chapter import Chapter
from coalition.kinds.meeting import Meeting
from coalition.kinds.member import Member
from coalition.kinds.person import Person
from coalition.kinds.practice import Practice
from coalition.kinds.statement import Statement
from coalition.kinds.words import day_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coalition.campaign.model import Campaign
    from coalition.kinds.record import Record
    from coalition.parsing.yaml import Route
    from coalition.problems import Place

_SENT = frozenset({"submitted", "published", "answered", "superseded", "withdrawn"})


@dataclass(frozen=True, slots=True)
class MemberReference:
    """A value of a record that names a member."""

    record: Record
    route: Route
    member: str
    acts: bool = False
    """Whether it does something there for which it must be active."""
    day: date | None = None
    """When it acted; None: it acts now."""
    published: bool = True
    """Whether the name would be on a page."""

    @property
    def place(self) -> Place:
        """Where it is written; found when it is asked for, since most references are right."""
        return self.record.place(*self.route)


@dataclass(frozen=True, slots=True)
class ThemeReference:
    """A value of a record that names a theme."""

    record: Record
    route: Route
    theme: str

    @property
    def place(self) -> Place:
        """Where it is written."""
        return self.record.place(*self.route)


def references(campaign: Campaign) -> Iterator[MemberReference]:
    """Every naming of a member."""
    settings = campaign.settings
    if campaign.settings_were_read:
        yield MemberReference(settings, ("campaign", "secretariat"), settings.campaign.secretariat, acts=True)
    yield from _registry(campaign)
    yield from _chapters(campaign)
    yield from _statements(campaign)
    yield from _shared(campaign)
    yield from _signed(campaign)


def _registry(campaign: Campaign) -> Iterator[MemberReference]:
    for member in campaign.of(Member):
        for index, one in enumerate(member.networks):
            is_published = member.visibility == "public"
            yield MemberReference(member, ("part_of", index, "network"), one.network, published=is_published)
        for index, change in enumerate(member.membership):
            if change.into:
                yield MemberReference(member, ("membership", index, "into"), change.into, published=False)
        day = member.applied_on()  # the day on which sponsors vouch
        for index, sponsor in enumerate(member.application.sponsors if member.application else ()):
            route = ("application", "sponsors", index)
            yield MemberReference(member, route, sponsor, acts=True, day=day, published=False)


def _chapters(campaign: Campaign) -> Iterator[MemberReference]:
    for chapter in campaign.of(Chapter):
        yield MemberReference(chapter, ("lead",), chapter.lead, acts=True)
        for index, name in enumerate(chapter.contributors):
            yield MemberReference(chapter, ("contributors", index), name)
        for index, name in enumerate(chapter.reviewers):
            yield MemberReference(chapter, ("reviewers", index), name, acts=chapter.status == "review")


def _statements(campaign: Campaign) -> Iterator[MemberReference]:
    for statement in campaign.of(Statement):
        day = day_of(statement.submission.on) if statement.submission else None
        acts = day is not None or statement.status not in _SENT
        yield MemberReference(statement, ("submitted_by",), statement.submitted_by, acts=acts, day=day)
        for index, name in enumerate(statement.drafters):
            yield MemberReference(statement, ("drafters", index), name)


def _shared(campaign: Campaign) -> Iterator[MemberReference]:
    for practice in campaign.of(Practice):
        yield MemberReference(practice, ("member",), practice.member)
        for index, name in enumerate(practice.partners):
            yield MemberReference(practice, ("partners", index), name)
    for meeting in campaign.of(Meeting):
        if meeting.host:
            yield MemberReference(meeting, ("host",), meeting.host, acts=True, day=day_of(meeting.starts))
        for index, name in enumerate(meeting.participants):
            yield MemberReference(meeting, ("participants", index), name)
    for person in campaign.of(Person):
        if person.member:
            yield MemberReference(person, ("member",), person.member)


def _signed(campaign: Campaign) -> Iterator[MemberReference]:
    answers: tuple[Endorsement | Approval, ...] = (*campaign.of(Endorsement), *campaign.of(Approval))
    for answer in answers:
        # Whether it was active when it answered is a verdict of the standing, which knows when that was.
        yield MemberReference(answer, ("member",), answer.member, published=False)
    for attestation in campaign.of(Attestation):
        yield MemberReference(attestation, ("member",), attestation.member, published=False)
        day = day_of(attestation.received)
        yield MemberReference(attestation, ("by",), attestation.by, acts=True, day=day, published=False)
    for change in campaign.of(KeyChange):
        yield MemberReference(change, ("member",), change.member, published=False)


def theme_words(campaign: Campaign) -> Iterator[ThemeReference]:
    """Every naming of a theme."""
    for chapter in campaign.of(Chapter):
        yield ThemeReference(chapter, ("theme",), chapter.theme)
    records: tuple[Member | Practice | Meeting | Statement, ...] = (
        *campaign.of(Member),
        *campaign.of(Practice),
        *campaign.of(Meeting),
        *campaign.of(Statement),
    )
    for record in records:
        for index, word in enumerate(record.themes):
            yield ThemeReference(record, ("themes", index), word)
