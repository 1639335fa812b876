"""What rules look at: a campaign at an instant, and what several of them need of it, found once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from coalition.checks import references
from coalition.kinds.answers import Approval, Attestation
from coalition.kinds.chapter import Chapter
from coalition.kinds.page import Page, ReportText
from coalition.kinds.statement import StatementText
from coalition.parsing import markdown

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from coalition.campaign.model import Campaign
    from coalition.checks.references import MemberReference, ThemeReference
    from coalition.kinds.member import Member
    from coalition.kinds.record import Text
    from coalition.standing.model import Standing


@dataclass(frozen=True)
class Examined:
    """A campaign and its standing, read no more than once whatever the number of rules."""

    campaign: Campaign
    standing: Standing

    @property
    def day(self) -> date:
        """The day of the examination, in UTC."""
        return self.standing.day

    @cached_property
    def scans(self) -> Mapping[str, markdown.Scan]:
        """By path: the marks of every text that can cite, mark passages or link to other files."""
        models: tuple[type[Text], ...] = (Chapter, ReportText, StatementText, Page)
        return {
            text.path: markdown.scan(text.path, text.body, first_line=text.body_line)
            for model in models
            for text in self.campaign.of(model)
        }

    @cached_property
    def broken_attestations(self) -> Mapping[str, Attestation]:
        """By path: attestations that are of other bytes than the file beside them, or are not the secretariat's."""
        campaign = self.campaign
        return {
            record.path: record
            for record in campaign.of(Attestation)
            if record.by != campaign.settings.campaign.secretariat
            or record.of_sha256 != campaign.digests.get(record.answer, record.of_sha256)
        }

    @cached_property
    def approvals(self) -> Mapping[str, Approval]:
        """Approvals by path."""
        return {record.path: record for record in self.campaign.of(Approval)}

    @property
    def declared_members(self) -> frozenset[str]:
        """Ids that the registry speaks of, in entries that could be read or not: a broken entry is one problem."""
        return self.campaign.declared_members

    @cached_property
    def references(self) -> tuple[MemberReference, ...]:
        """Every naming of a member."""
        return tuple(references.references(self.campaign))

    @cached_property
    def lines_that_name_members(self) -> frozenset[tuple[str, int]]:
        """Paths and lines where a record names a member: what is wrong there is said of the reference."""
        places = (reference.place for reference in self.references)
        return frozenset((place.path, place.line) for place in places)

    @cached_property
    def registry(self) -> tuple[Member, ...]:
        """Members, each once, as they are written, so that the later of two is the one that is reported."""
        return tuple(sorted(self.campaign.members.values(), key=lambda member: (member.path, member.route)))

    @cached_property
    def themes(self) -> tuple[ThemeReference, ...]:
        """Every naming of a theme."""
        return tuple(references.theme_words(self.campaign))

    @cached_property
    def passages(self) -> tuple[markdown.Mark, ...]:
        """Every fenced div of chapters, statements and the report's texts."""
        return tuple(mark for scan in self.scans.values() for mark in scan.of("div"))
