"""How far the work is, as views: approvals of chapters, and what pages tell of words and translations."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coalition.kinds.page import address
from coalition.kinds.words import LocalText
from coalition.standing.board import board

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from coalition.kinds.chapter import Chapter
    from coalition.outputs.site.material import Material
    from coalition.standing.board import Lag


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """That a member approved a chapter as the page shows it."""

    member: str
    on: date | None
    attested: bool = False
    """Whether the secretariat confirms it; otherwise the member signed."""


@dataclass(frozen=True, slots=True)
class ApprovalsView:
    """What members that may be named said of a chapter."""

    given: tuple[ApprovalView, ...] = ()
    stale: tuple[str, ...] = ()
    """Those that approved an earlier text."""
    missing: tuple[str, ...] = ()
    """Those that have to approve it and have said nothing, or nothing that counts."""
    objecting: tuple[str, ...] = ()
    approved: bool = False

    @property
    def asked(self) -> bool:
        """Whether anybody has said anything on it."""
        return bool(self.given or self.stale or self.objecting)


@dataclass(frozen=True, slots=True)
class LagView:
    """A translation of a text that has changed since."""

    title: str
    page: str
    """The page that shows it."""
    language: str
    since: date | None


@dataclass(frozen=True, slots=True)
class ProgressView:
    """What the page on the state of the work tells besides what other pages tell."""

    words: Mapping[str, int] = field(default_factory=dict)
    """Of each chapter, as it is shown."""
    lags: tuple[LagView, ...] = ()


def approvals(material: Material, chapter: Chapter) -> ApprovalsView:
    """The approvals of a chapter in the language in which it is shown."""
    found, named = material.standing.of_chapter(chapter.id, chapter.language), material.public.members
    return ApprovalsView(
        given=tuple(
            ApprovalView(one.member, one.on, one.strength == "attested") for one in found.given if one.member in named
        ),
        stale=tuple(one.member for one in found.stale if one.member in named and one.action == "approve"),
        missing=tuple(member for member in found.missing if member in named),
        objecting=tuple(one.member for one in found.objections if one.member in named),
        approved=found.approved,
    )


def progress(material: Material) -> ProgressView:
    """Words and lagging translations, of what is public alone."""
    changed = {path: seen.last for path, seen in material.history.items()}
    found = board(material.public.campaign, material.standing, changed)
    names = dict.fromkeys(chapter.id for chapter in found.chapters)
    # The public campaign has no text but that of its pages: words are counted in what readers get.
    words = {section.id: section.words for section in material.book.sections}
    return ProgressView(
        words={name: counted for name, counted in words.items() if name in names},
        lags=tuple(_lags(material, found.lags)),
    )


_SECTIONS = {
    "chapter": "report/",
    "report text": "report/",
    "statement": "statements/",
    "practice": "practices/",
    "meeting": "meetings/",
}


def _lags(material: Material, lags: tuple[Lag, ...]) -> Iterator[LagView]:
    for lag in lags:
        page = address(lag.id) if lag.kind == "page" else f"{_SECTIONS[lag.kind]}{lag.id}/"
        title = material.local(lag.title) if isinstance(lag.title, LocalText) else lag.title
        yield LagView(title, page, lag.language, lag.since.date() if lag.since else None)
