"""The joint report as one value: what every format prints, with nothing left to look up."""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from coalition.outputs.crediting import Credited
    from coalition.outputs.report.words import Words
    from coalition.prose.model import Picture, Section


class Role(enum.StrEnum):
    """What an organisation did for the report."""

    SECRETARIAT = "secretariat"
    LEAD = "lead"
    CONTRIBUTOR = "contributor"
    REVIEWER = "reviewer"


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the cover, the imprint and the properties of a file say."""

    title: str
    campaign: str
    publisher: str
    """The secretariat's name."""
    edition: str
    identifier: str
    """A URI that names this edition and never another text: `tag:campaign.example,2026:report/2026/en`."""
    date: date
    """The day of the commit, in UTC: it stands for every date that a format asks for."""
    language: str = "en"
    """BCP 47."""
    subtitle: str = ""
    licence: str = "CC-BY-4.0"
    """An SPDX identifier, or the words of a licence of the campaign's own."""
    contact: str = ""
    """A public address of the secretariat, as it is to be printed."""
    website: str = ""
    commit: str = ""
    """Forty hexadecimal digits, or empty when the text is in no repository."""
    draft: bool = False
    """Whether every page says that this is no finished text."""

    @property
    def short_commit(self) -> str:
        """The commit as it is printed."""
        return self.commit[:12]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A member of the campaign, as the report names it."""

    id: str
    name: str
    country: str = ""
    """The country's name in the report's language."""


@dataclass(frozen=True, slots=True)
class Matter:
    """A text before or after the chapters: foreword, summary, an annex."""

    title: str
    section: Section


@dataclass(frozen=True, slots=True)
class Approval:
    """That an organisation approved a chapter as it stands here."""

    name: str
    role: Role
    on: date | None
    """The day that its approval states."""
    attested: bool = False
    """Whether the secretariat confirms it, having it by letter or e-mail; otherwise the organisation signed it."""


@dataclass(frozen=True, slots=True)
class Approvals:
    """Who approved a chapter, by the names as they are printed."""

    given: tuple[Approval, ...] = ()
    missing: tuple[str, ...] = ()
    """Who has to, and has not approved it as it is now."""
    objecting: tuple[str, ...] = ()
    asked: bool = False
    """Whether anybody has said anything on it; where nobody ever has, nothing is printed."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter in its place."""

    number: int
    id: str
    title: str
    abstract: str
    lead: str
    """Names of organisations, as they are printed."""
    contributors: tuple[str, ...]
    reviewers: tuple[str, ...]
    section: Section
    approvals: Approvals = Approvals()
    digest: str = ""
    """What its approvals are of: the SHA-256 of its text and of what belongs to it; empty where nobody knows."""
    people: tuple[Credited, ...] = ()
    """Persons who agreed to be named for it."""


@dataclass(frozen=True, slots=True)
class Part:
    """Consecutive chapters; its title is empty when the report has no parts."""

    number: int
    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one organisation did: a role, and the numbers of the chapters in which it had it."""

    role: Role
    chapters: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Member:
    """An organisation that had a hand in the report; never a person."""

    name: str
    country: str
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Recommendation:
    """A recommendation or demand: a marked passage of a chapter or of a joint statement, addressed to someone."""

    number: str
    id: str
    """The passage's anchor in the book; empty for one of a statement."""
    chapter: int
    """0 for one of a statement."""
    addressees: tuple[str, ...]
    text: str
    """Plain text."""
    where: str = ""
    """The text that it is of, with its theme: "2 Poverty (Debt)"."""
    link: str = ""
    """Where it stands: a place in the book, or an address of the web; empty where a statement has none."""
    countries: tuple[str, ...] = ()
    """Names."""

    @property
    def asked(self) -> tuple[str, ...]:
        """Who is asked, a line each, and of which countries."""
        return (*self.addressees, ", ".join(self.countries)) if self.countries else self.addressees


@dataclass(frozen=True, slots=True)
class CitationStyle:
    """The style in which the report cites, and who is owed the credit for it."""

    title: str
    authors: tuple[str, ...] = ()
    terms: str = ""
    """Its licence as it is printed."""


@dataclass(frozen=True, slots=True)
class Report:
    """The joint report of one edition in one language.

    Laws: every chapter's section is there; chapters are numbered from 1 through all parts; the members are those that
    did something, the secretariat first and the others by name; a report of the same values is the same file.
    """

    imprint: Imprint
    words: Words
    parts: tuple[Part, ...]
    members: tuple[Member, ...] = ()
    foreword: Matter | None = None
    summary: Matter | None = None
    annexes: tuple[Matter, ...] = ()
    bibliography: str = ""
    """AST of the list of works cited when the book has one; otherwise each section brings its own."""
    recommendations: tuple[Recommendation, ...] = ()
    style: CitationStyle | None = None
    """None: nothing is cited."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """By the campaign's path."""

    @property
    def chapters(self) -> tuple[Chapter, ...]:
        """Every chapter, in reading order."""
        return tuple(chapter for part in self.parts for chapter in part.chapters)

    @property
    def register(self) -> tuple[tuple[str, tuple[Recommendation, ...]], ...]:
        """Recommendations and demands by the text that they are of: chapters in their order, then statements."""
        found: dict[tuple[int, str], list[Recommendation]] = {}
        for each in self.recommendations:
            found.setdefault((each.chapter, each.where), []).append(each)
        return tuple((where, tuple(entries)) for (_, where), entries in found.items())

    @property
    def in_parts(self) -> bool:
        """Whether chapters stand under titles of parts."""
        return any(part.title for part in self.parts)

    @property
    def matters(self) -> tuple[Matter, ...]:
        """Foreword, summary and annexes, as far as there are any."""
        before = tuple(matter for matter in (self.foreword, self.summary) if matter is not None)
        return before + self.annexes

    @property
    def sections(self) -> tuple[Section, ...]:
        """Every text, in reading order."""
        before = tuple(matter.section for matter in (self.foreword, self.summary) if matter is not None)
        after = tuple(matter.section for matter in self.annexes)
        return (*before, *(chapter.section for chapter in self.chapters), *after)
