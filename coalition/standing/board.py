"""How far a campaign is: its chapters, statements, translations and contacts at an instant, as values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, TypeAlias

from coalition.kinds.chapter import Chapter
from coalition.kinds.meeting import Meeting
from coalition.kinds.page import Page, ReportText
from coalition.kinds.practice import Practice
from coalition.kinds.source import Source
from coalition.kinds.words import EarthDate, day_of
from coalition.parsing import markdown
from coalition.standing.weighing import deadline

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import date, datetime

    from coalition.campaign.model import Campaign
    from coalition.kinds.record import Text
    from coalition.kinds.statement import Statement, StatementText
    from coalition.kinds.words import LocalText
    from coalition.standing.model import ChapterStanding, Standing, StatementStanding

Translated: TypeAlias = Chapter | ReportText | Practice | Meeting | Page
VERIFIED_FOR = timedelta(days=365)
"""For so long a contact is taken to be right after somebody has made sure of it."""
OPEN = frozenset({"open"})
BEING_WRITTEN = frozenset({"draft", "consultation", "final", "open", "closed"})
"""Stages of a statement that is still on its way."""
_TRANSLATED: tuple[type[Translated], ...] = (Chapter, ReportText, Practice, Meeting, Page)


@dataclass(frozen=True, slots=True)
class ChapterState:
    """A chapter in one language."""

    id: str
    language: str
    title: str
    lead: str
    status: str
    words: int
    missing_alt: int
    """Pictures and charts that say nothing to those who cannot see them."""
    missing_sources: int
    """Works that are cited and not in any list, and pictures and charts that do not say where they are from."""
    approvals: ChapterStanding
    changed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By the path of a stale approval, what has changed since; empty for one of which nothing tells."""

    @property
    def asks(self) -> bool:
        """Whether its approval is asked for: it is finished, or under review."""
        return self.status in {"review", "final"}


@dataclass(frozen=True, slots=True)
class StatementState:
    """A statement and its answers."""

    id: str
    title: str
    status: str
    closes: datetime | None
    """The first instant at which an answer is late; None: there is none."""
    closes_on: date | None
    """The day that ends then, when it has ended everywhere on earth; None where an instant was set."""
    left: timedelta | None
    """Until then; None: it is over, or there is none."""
    standing: StatementStanding
    silent: tuple[str, ...] = ()
    """While it is open: active members that have not answered the current version."""


@dataclass(frozen=True, slots=True)
class Lag:
    """A translation of a text that has changed since."""

    path: str
    original: str
    """The path of the text that it translates."""
    kind: str
    """chapter, statement, practice, meeting, page, report text."""
    id: str
    title: str | LocalText
    """Of the original."""
    language: str
    owner: str
    """The member whose text it is."""
    since: datetime | None
    """When the original changed; None where no commit tells."""


@dataclass(frozen=True, slots=True)
class OldContact:
    """A way to reach a member of which nobody has made sure for a year, or ever."""

    member: str
    type: str
    verified: date | None


@dataclass(frozen=True, slots=True)
class Board:
    """How far a campaign is at an instant."""

    instant: datetime
    campaign: str
    chapters: tuple[ChapterState, ...]
    """In the order of the report, then by id and language."""
    statements: tuple[StatementState, ...]
    """On their way, the nearest deadline first; then the others by id."""
    lags: tuple[Lag, ...]
    contacts: tuple[OldContact, ...]
    """By member, in the order of its entry."""


def board(
    campaign: Campaign,
    standing: Standing,
    changed: Mapping[str, datetime],
    since: Mapping[str, tuple[str, ...]] | None = None,
) -> Board:
    """The board of a campaign.

    `changed` says by path when each file last changed in a commit; `since` by the path of an approval what of its
    chapter has changed since it was given, where somebody found that out. Law: of a public campaign it tells nothing
    that is not public but ids of members in approvals, which whoever shows them has to look up.
    """
    return Board(
        instant=standing.instant,
        campaign=campaign.settings.campaign.name.text(campaign.settings.language),
        chapters=tuple(_chapters(campaign, standing, since or {})),
        statements=tuple(_statements(campaign, standing)),
        lags=tuple(sorted(_lags(campaign, changed), key=lambda lag: lag.path)),
        contacts=tuple(_contacts(campaign, standing)),
    )


def _chapters(campaign: Campaign, standing: Standing, since: Mapping[str, tuple[str, ...]]) -> Iterator[ChapterState]:
    report = campaign.settings.report
    order = {name: place for place, name in enumerate(report.order if report else ())}
    known = {source.key for source in campaign.of(Source)}

    def place(text: Chapter) -> tuple[int, str, bool, str]:
        return (order.get(text.id, len(order)), text.id, text is not campaign.chapters.get(text.id), text.language)

    for text in sorted(campaign.of(Chapter), key=place):
        found = standing.of_chapter(text.id, text.language)
        alt, sources = _missing(text, known)
        yield ChapterState(
            id=text.id,
            language=text.language,
            title=text.title.text(text.language, campaign.settings.language),
            lead=text.lead,
            status=text.status,
            words=len(text.body.split()),
            missing_alt=alt,
            missing_sources=sources,
            approvals=found,
            changed={one.path: since[one.path] for one in found.stale if one.path in since},
        )


def _missing(text: Chapter, known: Collection[str]) -> tuple[int, int]:
    """How many alternative texts and how many sources a chapter lacks."""
    scan = markdown.scan(text.path, text.body, first_line=text.body_line)
    shown = [*scan.of("image"), *scan.of("chart")]
    cited = {mark.value for mark in scan.of("citation")}
    silent = sum(not mark.attribute("alt").strip() for mark in shown)
    return silent, sum(not mark.attribute("source").strip() for mark in shown) + len(cited - {*known})


def _statements(campaign: Campaign, standing: Standing) -> Iterator[StatementState]:
    states = [_statement(campaign, standing, one) for one in campaign.statements.values()]

    def place(state: StatementState) -> tuple[bool, bool, timedelta, str]:
        return (state.status not in BEING_WRITTEN, state.left is None, state.left or timedelta(), state.id)

    yield from sorted(states, key=place)


def _statement(campaign: Campaign, standing: Standing, statement: Statement) -> StatementState:
    texts = campaign.versions(statement.id, statement.current_version)
    text = next((one for one in texts if one.language == campaign.settings.language), next(iter(texts), None))
    over = deadline(statement)
    left = over - standing.instant if over is not None and over > standing.instant else None
    is_open = statement.status == "open" and (over is None or left is not None)
    found = standing.of_statement(statement.id)
    return StatementState(
        id=statement.id,
        title=text.title if text else statement.id,
        status=statement.status,
        closes=over,
        closes_on=statement.closes.date if isinstance(statement.closes, EarthDate) else None,
        left=left,
        standing=found,
        silent=_silent(campaign, standing, found) if is_open else (),
    )


def _silent(campaign: Campaign, standing: Standing, statement: StatementStanding) -> tuple[str, ...]:
    """Active members, except those that are not counted, that have said nothing to the current version."""
    said = {
        one.member
        for one in statement.answers
        if one.version == statement.current_version or one.verdict == "carried-over"
    }
    asked = (standing.active & campaign.members.keys()) - said
    return tuple(sorted(name for name in asked if campaign.members[name].visibility != "hidden"))


def _lags(campaign: Campaign, changed: Mapping[str, datetime]) -> Iterator[Lag]:
    for statement in campaign.statements.values():
        yield from _statement_lags(campaign, statement, changed)
    for model in _TRANSLATED:
        for text in campaign.of(model):
            original = campaign.original(model, text.id)
            if original is None or original.language == text.language:
                continue
            before, after = changed.get(text.path), changed.get(original.path)
            if before is not None and after is not None and before < after:
                owner = _owner(campaign, original)
                yield Lag(text.path, original.path, _KINDS[model], text.id, original.title, text.language, owner, after)


_KINDS: Mapping[type[Translated], str] = {
    Chapter: "chapter", ReportText: "report text", Practice: "practice", Meeting: "meeting", Page: "page",
}  # fmt: skip


def _statement_lags(campaign: Campaign, statement: Statement, changed: Mapping[str, datetime]) -> Iterator[Lag]:
    texts = campaign.versions(statement.id, statement.current_version)
    original = next((text for text in texts if text.translates is None), None)
    for text in texts:
        if original is not None and _is_of_others(campaign, text, original):
            owner = next(iter(statement.drafters), statement.submitted_by)
            when = changed.get(original.path)
            yield Lag(text.path, original.path, "statement", statement.id, original.title, text.language, owner, when)


def _is_of_others(campaign: Campaign, text: StatementText, original: StatementText) -> bool:
    """Whether a text translates other bytes than those of the original."""
    return text.translates is not None and text.translates != campaign.digests.get(original.path)


def _owner(campaign: Campaign, text: Text) -> str:
    """The member whose text it is: a chapter's lead, a practice's member; of all others the secretariat."""
    if isinstance(text, Chapter):
        return text.lead
    return text.member if isinstance(text, Practice) else campaign.settings.campaign.secretariat


def _contacts(campaign: Campaign, standing: Standing) -> Iterator[OldContact]:
    today = day_of(standing.instant)
    for name in sorted(standing.active & campaign.members.keys()):
        for contact in campaign.members[name].contacts:
            if contact.verified is None or today - contact.verified > VERIFIED_FOR:
                yield OldContact(name, contact.type, contact.verified)
