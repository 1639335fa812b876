"""What pages show, as values: everything chosen and named in one language, and nothing that is not public.

A view has no field for a private value: no contact that is not public, no member that is not named. An id that no
view holds belongs to someone whom the page may not name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from coalition.outputs.site.progress_views import ApprovalsView, ProgressView

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from coalition.outputs.crediting import Credited
    from coalition.outputs.site.changes import ChangesView
    from coalition.outputs.site.edition_views import EditionView
    from coalition.outputs.site.member_views import MemberView
    from coalition.outputs.site.statement_views import StatementView

NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Term:
    """A word of a vocabulary: its id, and what readers see."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class TextView:
    """Prose that has passed the allow-list and the HTML cleaner."""

    html: Markup
    """Headings (from level 2, each with an id) stand at its top level, inside no other element."""
    language: str
    """BCP 47; the page says so where it is not the page's own."""


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away."""

    path: str
    """From the root of what is published: `report/report.pdf`."""
    format: str
    """`pdf`, `docx`, `epub`, `html`, `zip`."""
    size: int | str
    """Bytes; or, of a file that is still being made, what is to stand in the size's place."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ImageView:
    """A picture that is published."""

    path: str
    """From the root of what is published."""
    width: int
    height: int
    alt: str


@dataclass(frozen=True, slots=True)
class ThemeView:
    """An issue area."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class AnswerToView:
    """What an addressee answered to a recommendation, or did."""

    sender: str
    on: date
    state: str
    summary: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class RecommendationView:
    """A marked passage addressed to someone, from a chapter or a statement."""

    kind: Literal["recommendation", "demand"]
    page: str
    """The page that holds it: `report/refugees/`."""
    anchor: str
    text: str
    addressees: tuple[Term, ...]
    source_title: str
    number: str = ""
    themes: tuple[str, ...] = ()
    language: str = ""
    answers: tuple[AnswerToView, ...] = ()
    name: str = ""
    """By which answers name it: `refugees/rec-firewall`."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1: those that its author names; else those whom its statement addresses."""


@dataclass(frozen=True, slots=True)
class ChapterView:
    """A chapter of the report."""

    id: str
    title: str
    text: TextView
    theme: str
    lead: str
    number: int | None = None
    contributors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    status: str = "final"
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    sources: Markup = NOTHING
    """The list of works that this chapter cites."""
    approvals: ApprovalsView = field(default_factory=ApprovalsView)
    proof: ProofView | None = None
    """None: nobody has said anything of it, or its proofs are not published with it."""
    updated: datetime | None = None
    published: datetime | None = None
    people: tuple[Credited, ...] = ()
    """Persons who agreed to be named for it."""


@dataclass(frozen=True, slots=True)
class PartView:
    """Consecutive chapters, perhaps under a title of their own."""

    title: str
    chapters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MatterView:
    """A text of the report that is no chapter: foreword, summary, annex."""

    id: str
    title: str
    text: TextView
    sources: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class ReportView:
    """The joint report of one edition."""

    title: str
    edition: str
    licence: str
    parts: tuple[PartView, ...]
    subtitle: str = ""
    date: date | None = None
    cover: ImageView | None = None
    downloads: tuple[Download, ...] = ()
    before: tuple[MatterView, ...] = ()
    after: tuple[MatterView, ...] = ()
    sources: Markup = NOTHING
    """The list of all works cited, when the book has one."""
    editions: tuple[EditionView, ...] = ()
    """Those that were released, the latest first."""


@dataclass(frozen=True, slots=True)
class ProofView:
    """What the folder `verify/` of a statement or chapter holds, and one answer by which to show how it is verified."""

    answers: tuple[str, ...]
    """Paths of the answers' files in it, by version and member."""
    member: str = ""
    """Whose answer the example is; empty: nobody's signature counts."""
    path: str = ""
    moment: str = ""
    """When its key has to be valid, as OpenSSH reads it."""
    domain: str = ""
    contents: tuple[str, ...] = ()
    """Paths of what a chapter's approvals are of, by language."""


@dataclass(frozen=True, slots=True)
class PracticeView:
    """An experience or project of a member."""

    id: str
    title: str
    text: TextView
    member: str
    summary: str
    partners: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    stages: tuple[Term, ...] = ()
    themes: tuple[str, ...] = ()
    approaches: tuple[Term, ...] = ()
    target_groups: tuple[Term, ...] = ()
    frameworks: tuple[Term, ...] = ()
    started: str = ""
    """A year or a month."""
    ended: str = ""
    website: str = ""
    updated: datetime | None = None
    published: datetime | None = None


@dataclass(frozen=True, slots=True)
class MeetingView:
    """A gathering of members, or a dialogue with governments."""

    id: str
    title: str
    text: TextView
    scope: str
    kind: str
    starts: datetime
    """With its zone."""
    ends: datetime | None = None
    past: bool = False
    city: str = ""
    country: str = ""
    venue: str = ""
    online: bool = False
    host: str = ""
    participants: tuple[str, ...] = ()
    governments: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    summary: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class HandwrittenView:
    """A page of `pages/`."""

    id: str
    """Its path below `pages/` without the ending: `about`, `join/apply`; `index` is the home page."""
    title: str
    text: TextView
    description: str = ""


@dataclass(frozen=True)
class CampaignView:
    """The whole campaign as one language's site shows it.

    Laws: `languages` begins with the default one; members are sorted by name, statements and meetings by date with
    the latest first, chapters in the order of the report.
    """

    language: str
    languages: tuple[str, ...]
    name: str
    url: str = ""
    """Where the site is published, with a slash at its end; empty when nobody knows."""
    secretariat: str = ""
    members: tuple[MemberView, ...] = ()
    unnamed: int = 0
    """How many active members are counted and not named."""
    themes: tuple[ThemeView, ...] = ()
    report: ReportView | None = None
    chapters: tuple[ChapterView, ...] = ()
    statements: tuple[StatementView, ...] = ()
    changes: tuple[ChangesView, ...] = ()
    """Between versions of statements."""
    practices: tuple[PracticeView, ...] = ()
    meetings: tuple[MeetingView, ...] = ()
    recommendations: tuple[RecommendationView, ...] = ()
    handwritten: tuple[HandwrittenView, ...] = ()
    progress: ProgressView = field(default_factory=ProgressView)
    stamp: datetime | None = None
    """The instant for which the site is built: that of its commit."""

    @property
    def default(self) -> str:
        """The language at the site's root."""
        return self.languages[0]

    @property
    def total(self) -> int:
        """How many members are active, unnamed ones counted."""
        return sum(member.active for member in self.members) + self.unnamed

    def member(self, id: str) -> MemberView | None:  # noqa: A002 -- the field's own word
        """A member that may be named; None for everyone else."""
        return self.by_id.get(id)

    @cached_property
    def by_id(self) -> Mapping[str, MemberView]:
        """Members by id."""
        return {member.id: member for member in self.members}
