"""What the public may see of a campaign: outputs receive this and nothing else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from coalition.campaign import papers
from coalition.campaign.model import Campaign
from coalition.kinds.answers import Approval, Endorsement
from coalition.kinds.chapter import Chapter
from coalition.kinds.dataset import Dataset
from coalition.kinds.edition import Edition, EditionChanges
from coalition.kinds.meeting import Meeting
from coalition.kinds.member import Member
from coalition.kinds.page import Page, ReportText
from coalition.kinds.person import Person
from coalition.kinds.practice import Practice
from coalition.kinds.reference import Answer, Instrument, Term
from coalition.kinds.settings import Settings
from coalition.kinds.site import SiteSettings
from coalition.kinds.source import Source
from coalition.kinds.statement import Statement, StatementText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from coalition.kinds.record import Record

LOCAL_FOLDERS = ("home", "root", "tmp", "users", "var/folders", "build", "work")
"""Where machines keep what is theirs or somebody's."""
LOCAL = re.compile(
    rf"(?<![\w.:/@%&=?~+-])/(?:{'|'.join(LOCAL_FOLDERS)})/[\w.-]+|\b[a-z]:\\[\w\\]|file:///", re.IGNORECASE
)
"""A path of somebody's machine, which is not for the public; an address on the web that happens to have such a folder
is none."""


@dataclass(frozen=True)
class PublicCampaign:
    """A campaign from which unnamed and hidden values cannot be reached.

    Laws: no text of the report is in it, for what may be told of it is prepared apart; no member, contact, account, key or application that is not public is in any record; no record names a
    member that is not public; chapters that are not released are absent unless drafts were asked for.
    """

    campaign: Campaign
    """Already without what is private."""
    unnamed: int
    """How many active members are counted and not named."""
    papers: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict, repr=False)
    """By statement, the files that prove its answers, by their paths in the repository."""
    approvals: Mapping[str, Mapping[str, bytes]] = field(default_factory=dict, repr=False)
    """By chapter, the files that prove who approved it, likewise."""

    @property
    def members(self) -> Mapping[str, Member]:
        """Public members by id, former ones included."""
        return self.campaign.members


OPEN: tuple[type[Record], ...] = (SiteSettings, Page, Term, Instrument, Edition, EditionChanges)
"""Kinds of which everything is public."""


def publish(campaign: Campaign, day: date, *, today: date | None = None, drafts: bool = False) -> PublicCampaign:
    """The public part of a campaign on a day.

    Laws: of a kind that is not named here nothing is public; a person is named who agrees to it on that day, and
    `today` if that is another.
    """
    days = {day, today or day}
    named = frozenset(name for name, member in campaign.members.items() if member.visibility == "public")
    unnamed = sum(member.visibility == "unnamed" and member.active_on(day) for member in campaign.members.values())
    settings = _settings(campaign.settings, named)
    records: dict[type[Record], tuple[Record, ...]] = {
        **{model: campaign.of(model) for model in OPEN},
        ReportText: tuple(text.detached().without_body() for text in campaign.of(ReportText)),
        Settings: (settings,),
        Member: tuple(_member(member.as_of(day), named) for member in campaign.members.values() if member.id in named),
        **_shared(campaign, named),
        **_report(campaign, named, days, drafts=drafts),
        **_statements(campaign, named, drafts=drafts),
    }
    records[Answer] = tuple(_answers(campaign, records))
    shown = {text.path for model in (StatementText, Edition) for text in records[model]}
    public = Campaign(
        settings=settings,
        site=campaign.site,
        records=records,
        digests={path: digest for path, digest in campaign.digests.items() if path in shown},
        settings_were_read=campaign.settings_were_read,
    )
    texts = [(text.id, text.language) for text in public.of(Chapter)]
    proofs = papers.of_statements(campaign, frozenset(public.statements)), papers.of_chapters(campaign, texts)
    return PublicCampaign(public, unnamed, *proofs)


def _settings(settings: Settings, named: frozenset[str]) -> Settings:
    """The settings; a secretariat that is not named in public is not named here either."""
    who = settings.campaign
    return (
        settings if who.secretariat in named else settings.detached(campaign=who.model_copy(update={"secretariat": ""}))
    )


def _shared(campaign: Campaign, named: frozenset[str]) -> dict[type[Record], tuple[Record, ...]]:
    practices = tuple(
        practice.detached(partners=_only(practice.partners, named))
        for practice in campaign.of(Practice)
        if practice.member in named
    )
    meetings = tuple(
        meeting.detached(
            participants=_only(meeting.participants, named), host=meeting.host if meeting.host in named else None
        )
        for meeting in campaign.of(Meeting)
    )
    return {Practice: practices, Meeting: meetings}


def _report(
    campaign: Campaign, named: frozenset[str], days: set[date], *, drafts: bool
) -> dict[type[Record], tuple[Record, ...]]:
    chapters = tuple(
        chapter.detached(
            contributors=_only(chapter.contributors, named), reviewers=_only(chapter.reviewers, named)
        ).without_body()
        for chapter in campaign.of(Chapter)
        if chapter.lead in named and (drafts or chapter.released)
    )
    shown = {chapter.id for chapter in chapters}
    return {
        Chapter: chapters,
        Source: tuple(source for source in campaign.of(Source) if source.chapter in {"", *shown}),
        Dataset: tuple(dataset for dataset in campaign.of(Dataset) if dataset.chapter in shown or not dataset.chapter),
        Approval: tuple(
            approval for approval in campaign.of(Approval) if approval.member in named and approval.chapter in shown
        ),
        Person: tuple(
            person.detached(
                member=person.member if person.member in named else None,
                credits=tuple(credit for credit in person.credits if credit.chapter in shown),
            )
            for person in campaign.of(Person)
            if all(person.consent.holds_on(day) for day in days)
        ),
    }


def _statements(campaign: Campaign, named: frozenset[str], *, drafts: bool) -> dict[type[Record], tuple[Record, ...]]:
    statements = tuple(
        statement.detached(drafters=_only(statement.drafters, named))
        for statement in campaign.of(Statement)
        if statement.submitted_by in named and (drafts or statement.status != "draft")
    )
    shown = {statement.id for statement in statements}
    return {
        Statement: statements,
        StatementText: tuple(text for text in campaign.of(StatementText) if text.id in shown),
        Endorsement: tuple(
            answer for answer in campaign.of(Endorsement) if answer.member in named and answer.statement in shown
        ),
    }


def _answers(campaign: Campaign, records: Mapping[type[Record], tuple[Record, ...]]) -> Iterator[Answer]:
    """Answers to what is published: each names a chapter or statement before its slash."""
    named = cast("tuple[Chapter | Statement, ...]", (*records[Chapter], *records[Statement]))
    shown = {record.id for record in named}
    return (answer for answer in campaign.of(Answer) if answer.recommendation.partition("/")[0] in shown)


def _only(members: tuple[str, ...], named: frozenset[str]) -> tuple[str, ...]:
    return tuple(member for member in members if member in named)


def _member(member: Member, named: frozenset[str]) -> Member:
    """The member without what it keeps to itself; where a reader cannot see, nothing is left to be seen."""
    return member.detached(
        contacts=tuple(contact for contact in member.contacts if contact.public),
        part_of=tuple(one.network for one in member.networks if one.network in named),
        membership=tuple(
            change.model_copy(update={"reason": None, "into": change.into if change.into in named else None})
            for change in member.membership
        ),
        application=None,
        accounts=(),
    )
