"""Practices: an experience or project of a member, told so that another can repeat it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from coalition.kinds import reading
from coalition.kinds.record import Files, Kind, Text
from coalition.kinds.words import Country, Id, Language, Line, Month, WebAddress

if TYPE_CHECKING:
    from coalition.problems import Parsed

PATTERN = r"practices/(?P<id>[^/.]+)(\.(?P<language>[A-Za-z-]+))?\.md"


class Practice(Text):
    """An experience or project of a member."""

    title: Line
    member: Id
    partners: tuple[Id, ...] = ()
    countries: tuple[Country, ...] = ()
    stages: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()
    approaches: tuple[Id, ...] = ()
    target_groups: tuple[Id, ...] = ()
    frameworks: tuple[Id, ...] = ()
    started: Month | None = None
    ended: Month | None = None
    summary: Line
    website: WebAddress | None = None
    declared_language: Annotated[Language | None, Field(alias="language")] = None


def parse(files: Files) -> Parsed[tuple[Practice, ...]]:
    """Every practice and each of its translations."""
    return reading.texts(files, PATTERN, Practice)


KIND = Kind(
    name="practice",
    model=Practice,
    summary="An experience or project of a member.",
    claims=(r"practices/[^/]+\.md",),
    parse=parse,
    example="""\
---
title: A desk that reads contracts
member: harbour-network
countries: [NP]
stages: [origin]
summary: Workers bring a contract before they sign it and hear what it says.
---

What was done, and what others need to repeat it.
""",
    example_path="practices/contract-desk.md",
    begins_at="practices/{id}.md",
    own=(PATTERN,),
)
