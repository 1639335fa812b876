"""Chapters: the sections of the joint report, each on one theme and led by one member."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from coalition.kinds import reading
from coalition.kinds.record import PICTURE, Files, Kind, Text
from coalition.kinds.words import Id, Language, Line, LocalText

if TYPE_CHECKING:
    from coalition.problems import Parsed

PATTERN = r"chapters/(?P<id>[^/]+)/chapter(\.(?P<language>[A-Za-z-]+))?\.md"

PASSAGES = frozenset({"recommendation", "demand", "key-finding", "case-study", "testimony", "case-data"})
"""Classes of the marked passages that a chapter may hold."""


class Chapter(Text):
    """One section of the report, in one language."""

    title: LocalText
    theme: Id
    lead: Id
    """The member that leads it."""
    contributors: tuple[Id, ...] = ()
    reviewers: tuple[Id, ...] = ()
    status: Literal["outline", "draft", "review", "final"] = "draft"
    abstract: Line | None = None
    keywords: tuple[Line, ...] = ()
    declared_language: Annotated[Language | None, Field(alias="language")] = None

    @property
    def folder(self) -> str:
        """The chapter's folder, without a slash at its end."""
        return self.path.rpartition("/")[0]

    @property
    def released(self) -> bool:
        """Whether it is built without `--drafts`."""
        return self.status in {"review", "final"}


def parse(files: Files) -> Parsed[tuple[Chapter, ...]]:
    """Every chapter and each of its translations."""
    return reading.texts(files, PATTERN, Chapter)


EXAMPLE = """\
---
title: Refugee protection
theme: refugees
lead: harbour-network
status: draft
---

## Who is protected {#sec-who}

The text.
"""

KIND = Kind(
    name="chapter",
    model=Chapter,
    summary="One section of the report, led by a member.",
    claims=(
        r"chapters/[^/]+/chapter(\.[A-Za-z-]+)?\.md",
        r"chapters/[^/]+/figures/.+" + PICTURE,
        r"chapters/[^/]+/reviews/[^/]+\.(md|txt)",
    ),
    parse=parse,
    example=EXAMPLE,
    example_path="chapters/refugees/chapter.md",
    begins_at="chapters/{id}/chapter.md",
    own=(r"chapters/(?P<id>[^/]+)/.+",),
)
