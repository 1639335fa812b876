"""What the public may see of a campaign: outputs receive this and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from coalition.campaign.model import Campaign
from coalition.kinds.answers import Approval, Attestation, Endorsement, KeyChange
from coalition.kinds.chapter import Chapter
from coalition.kinds.meeting import Meeting
from coalition.kinds.member import Member
from coalition.kinds.practice import Practice
from coalition.kinds.record import Record
from coalition.kinds.statement import Statement, StatementText


@dataclass(frozen=True)
class PublicCampaign:
    """A campaign from which unnamed and hidden values cannot be reached.

    Laws: no member, contact, account, key or application that is not public is in any record; no record names a
    member that is not public; chapters that are not released are absent unless drafts were asked for.
    """

    campaign: Campaign
    """Already without what is private."""
    unnamed: int
    """How many active members are counted and not named."""
    drafts: bool = False

    @property
    def members(self) -> Mapping[str, Member]:
        """Public members by id, former ones included."""
        return self.campaign.members

    def active(self, day: date) -> tuple[Member, ...]:
        """Public members that were active on that day, by id."""
        return tuple(member for member in self.members.values() if member.active_on(day))

    def count(self, day: date) -> int:
        """How many members were active, unnamed ones counted."""
        return len(self.active(day)) + self.unnamed


def publish(campaign: Campaign, day: date, *, drafts: bool = False) -> PublicCampaign:
    """The public part of a campaign on a day."""
    named = frozenset(name for name, member in campaign.members.items() if member.visibility == "public")
    unnamed = sum(member.visibility == "unnamed" and member.active_on(day) for member in campaign.members.values())
    records: dict[type[Record], tuple[Record, ...]] = dict(campaign.records)
    records[Member] = tuple(_member(member, named) for member in campaign.members.values() if member.id in named)
    chapters = campaign.of(Chapter) if drafts else tuple(chapter for chapter in campaign.of(Chapter) if chapter.released)
    records[Chapter] = tuple(
        chapter.detached(contributors=_only(chapter.contributors, named), reviewers=_only(chapter.reviewers, named))
        for chapter in chapters
        if chapter.lead in named
    )
    records[Practice] = tuple(
        practice.detached(partners=_only(practice.partners, named))
        for practice in campaign.of(Practice)
        if practice.member in named
    )
    records[Meeting] = tuple(
        meeting.detached(
            participants=_only(meeting.participants, named), host=meeting.host if meeting.host in named else None
        )
        for meeting in campaign.of(Meeting)
    )
    records[Statement] = tuple(
        statement.detached(drafters=_only(statement.drafters, named))
        for statement in campaign.of(Statement)
        if statement.submitted_by in named and (drafts or statement.status not in {"draft"})
    )
    shown = frozenset(statement.id for statement in records[Statement] if isinstance(statement, Statement))
    records[StatementText] = tuple(text for text in campaign.of(StatementText) if text.id in shown)
    records[Endorsement] = tuple(
        answer for answer in campaign.of(Endorsement) if answer.member in named and answer.statement in shown
    )
    records[Approval] = tuple(approval for approval in campaign.of(Approval) if approval.member in named)
    records[Attestation] = ()
    records[KeyChange] = ()
    public = Campaign(
        settings=campaign.settings,
        site=campaign.site,
        records=records,
        texts={
            text.path: campaign.texts[text.path]
            for text in campaign.of(StatementText)
            if text.id in shown and text.path in campaign.texts
        },
        settings_were_read=campaign.settings_were_read,
    )
    return PublicCampaign(public, unnamed, drafts)


def _only(members: tuple[str, ...], named: frozenset[str]) -> tuple[str, ...]:
    return tuple(member for member in members if member in named)


def _member(member: Member, named: frozenset[str]) -> Member:
    """The member without what it keeps to itself; where a reader cannot see, nothing is left to be seen."""
    return member.detached(
        contacts=tuple(contact for contact in member.contacts if contact.public),
        part_of=_only(member.part_of, named),
        membership=tuple(
            change.model_copy(update={"reason": None, "into": change.into if change.into in named else None})
            for change in member.membership
        ),
        application=None,
        accounts=(),
    )


def secrets(campaign: Campaign) -> tuple[str, ...]:
    """Every string that may appear nowhere in what is published: searched for by the gates.

    Names, ids, addresses, contacts, accounts and keys of members that are not public, and contacts that are not
    public of those that are. A value that a public record also has is no secret.
    """
    private: set[str] = set()
    open_words: set[str] = set()
    for member in campaign.members.values():
        hidden = member.visibility != "public"
        names = {member.id, member.name, *(other.name for other in member.other_names)}
        site = {member.website.split("//")[1].rstrip("/")} if member.website else set()
        listed = {identifier.name_as_listed for identifier in member.identifiers if identifier.name_as_listed}
        keys = {key.key.split()[1] for key in member.keys}
        (private if hidden else open_words).update(names | site | listed | keys)
        for contact in member.contacts:
            (private if hidden or not contact.public else open_words).add(contact.value)
        if hidden:
            private.update(account.name for account in member.accounts)
    return tuple(sorted(word for word in private - open_words if len(word) > 3))
