"""Pages: the site's hand-written pages, and the report's own texts outside its chapters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from coalition.kinds import reading
from coalition.kinds.record import PICTURE, Files, Kind, Text
from coalition.kinds.words import Language, Line

if TYPE_CHECKING:
    from coalition.problems import Parsed

PATTERN = r"pages/(?P<id>[^.]+?)(\.(?P<language>[A-Za-z-]+))?\.md"
REPORT_PATTERN = r"report/(?P<id>[^/.]+)(\.(?P<language>[A-Za-z-]+))?\.md"
FRONT = ("foreword", "summary")
"""Ids of the report's texts that stand before the chapters, in this order; every other is an annex."""


def address(name: str) -> str:
    """Where the site has the page of that id: `about/`, `join/` for `join/index`, and nothing for home, `index`."""
    return "" if name == "index" else f"{name.removesuffix('/index')}/"


class Page(Text):
    """A hand-written page of the site."""

    title: Line
    description: Line | None = None
    declared_language: Annotated[Language | None, Field(alias="language")] = None


class ReportText(Text):
    """A text of the report that is no chapter: the foreword, the summary, an annex."""

    title: Line
    declared_language: Annotated[Language | None, Field(alias="language")] = None


def parse(files: Files) -> Parsed[tuple[Page, ...]]:
    """Every page and each of its translations; a page's id is its path below `pages/`."""
    return reading.texts(files, PATTERN, Page)


def parse_report_texts(files: Files) -> Parsed[tuple[ReportText, ...]]:
    """The foreword, the summary and the annexes."""
    return reading.texts(files, REPORT_PATTERN, ReportText)


KIND = Kind(
    name="page",
    model=Page,
    summary="A hand-written page of the site.",
    claims=(r"pages/.+\.md", r"pages/(figures|images)/.+" + PICTURE),
    parse=parse,
    example="---\ntitle: About us\n---\n\n## Who we are\n\nOrganisations that act together.\n",
    example_path="pages/about.md",
)

REPORT_TEXT = Kind(
    name="report-text",
    model=ReportText,
    summary="A text of the report outside its chapters: foreword, summary, annex.",
    claims=(r"report/[^/]+\.md", r"report/figures/.+" + PICTURE),
    parse=parse_report_texts,
    example="---\ntitle: Foreword\n---\n\nWhy this report was written.\n",
    example_path="report/foreword.md",
)
