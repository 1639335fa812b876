"""Meetings: gatherings of members and dialogues with governments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from coalition.kinds import reading
from coalition.kinds.record import Files, Kind, Part, Text
from coalition.kinds.words import Country, Id, Instant, Language, Line, WebAddress

if TYPE_CHECKING:
    from coalition.problems import Parsed

PATTERN = r"meetings/(?P<id>[^/.]+)(\.(?P<language>[A-Za-z-]+))?\.md"


class Where(Part):
    """The town in which people meet."""

    city: Line
    country: Country
    venue: Line | None = None


class Meeting(Text):
    """An international, regional or national meeting."""

    title: Line
    scope: Literal["international", "regional", "national"]
    kind: Literal["gathering", "dialogue"]
    starts: Instant
    ends: Instant | None = None
    where: Annotated[Where | None, Field(alias="place")] = None
    online: bool = False
    host: Id | None = None
    participants: tuple[Id, ...] = ()
    with_governments: tuple[Country, ...] = ()
    themes: tuple[Id, ...] = ()
    languages: tuple[Language, ...] = ()
    summary: Line | None = None
    website: WebAddress | None = None
    declared_language: Annotated[Language | None, Field(alias="language")] = None


def parse(files: Files) -> Parsed[tuple[Meeting, ...]]:
    """Every meeting and each of its translations."""
    return reading.texts(files, PATTERN, Meeting)


KIND = Kind(
    name="meeting",
    model=Meeting,
    summary="An international, regional or national meeting.",
    claims=(r"meetings/[^/]+\.md",),
    parse=parse,
    example="""\
---
title: First regional meeting
scope: regional
kind: gathering
starts: 2026-05-04T09:00:00+02:00
host: harbour-network
---

What was talked about.
""",
    example_path="meetings/first-regional.md",
    begins_at="meetings/{id}.md",
    own=(PATTERN,),
)
