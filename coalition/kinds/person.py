"""Persons who consented to be named for what they did: nobody else is named in the report."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal, get_args

from pydantic import AfterValidator

from coalition.kinds import reading
from coalition.kinds.record import Files, Kind, Part, Record
from coalition.kinds.words import Day, Id, Line, Some

if TYPE_CHECKING:
    from coalition.problems import Parsed

PATH = "people.yaml"
Role = Literal[
    "conceptualization",
    "data-curation",
    "formal-analysis",
    "funding-acquisition",
    "investigation",
    "methodology",
    "project-administration",
    "resources",
    "software",
    "supervision",
    "validation",
    "visualization",
    "writing-original-draft",
    "writing-review-editing",
]
"""The contributor roles of CRediT (ANSI/NISO Z39.104-2022), by the last part of their addresses."""
ROLES: tuple[Role, ...] = get_args(Role)
_ORCID = re.compile(r"([0-9]{4}-){3}[0-9]{3}[0-9X]")


def _orcid(value: str) -> str:
    """An ORCID iD; its last character is a check on the others (ISO 7064, mod 11-2)."""
    digits = value.replace("-", "") if _ORCID.fullmatch(value) else ""
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    if not digits or digits[-1] != "0123456789X"[(12 - total % 11) % 11]:
        hint = "It has sixteen digits in groups of four, such as 0000-0002-1825-0097."
        raise ValueError(f'"{value}" is not an ORCID iD.', hint)
    return value


class Consent(Part):
    """That the person agreed to be named."""

    on: Day
    until: Day | None = None
    """The last day on which it holds."""
    withdrawn: Day | None = None
    """The day from which it holds no more."""

    def holds_on(self, day: Day) -> bool:
        """Whether the person may be named on that day."""
        return (
            self.on <= day
            and (self.until is None or day <= self.until)
            and (self.withdrawn is None or day < self.withdrawn)
        )


class Credit(Part):
    """What the person did for a chapter, in CRediT's words."""

    chapter: Id
    roles: Annotated[tuple[Role, ...], *Some]


class Person(Record):
    """A person who consented to be named."""

    id: Id
    name: Line
    member: Id | None = None
    """The organisation for which the person worked on the report."""
    orcid: Annotated[str, AfterValidator(_orcid)] | None = None
    consent: Consent
    credits: tuple[Credit, ...] = ()

    def roles_in(self, chapter: str) -> tuple[Role, ...]:
        """What the person did for a chapter, each once, in the order in which it is written."""
        return tuple(
            dict.fromkeys(role for credit in self.credits if credit.chapter == chapter for role in credit.roles)
        )


def parse(files: Files) -> Parsed[tuple[Person, ...]]:
    """The persons who consented to be named."""
    return reading.listed(files, PATH, "people", Person)


KIND = Kind(
    name="person",
    model=Person,
    summary="A person who consented to be named.",
    claims=(r"people\.yaml",),
    parse=parse,
    example=(
        "people:\n  - id: a-person\n    name: A. Person\n    member: open-gate\n    orcid: 0000-0002-1825-0097\n"
        "    consent: {on: 2026-01-01}\n    credits:\n      - {chapter: refugees, roles: [investigation, writing-original-draft]}\n"
    ),
    example_path=PATH,
    list_key="people",
)
