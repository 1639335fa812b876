"""Consents: what a person who gave a testimony agreed to. Nothing of these records is ever published."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator

from coalition.kinds import reading
from coalition.kinds.record import Files, Kind, Record
from coalition.kinds.words import Day, Language, Line, Some

if TYPE_CHECKING:
    from coalition.problems import Parsed

PATH = "consents.yaml"
_NUMBER = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{3,62}")
Scope = Literal["report", "site", "statement"]
Medium = Literal["web", "print", "social", "broadcast", "events"]


def _number(value: str) -> str:
    """Long enough that the gates can look for it in what is published."""
    if not _NUMBER.fullmatch(value):
        hint = "Use 4 to 63 letters a to z, digits and hyphens, such as 2026-014; no name of a person."
        raise ValueError(f'"{value}" cannot be the number of a consent.', hint)
    return value


class ConsentRecord(Record):
    """What a person agreed to whose words are told; the record holds no name of the person.

    Law: what is not named here is not agreed to.
    """

    id: Annotated[str, AfterValidator(_number)]
    """The number by which a testimony names it: `consent="2026-014"`."""
    scope: Annotated[tuple[Scope, ...], *Some]
    """Where the words may stand: in the report's files, on the site's pages, in statements."""
    media: Annotated[tuple[Medium, ...], *Some]
    languages: Annotated[tuple[Language, ...], *Some]
    """In which the words may be told; `es` includes every Spanish."""
    on: Day
    """The day on which it was given."""
    until: Day
    """The last day on which it holds."""
    withdrawn: Day | None = None
    """The day on which the person took it back: from then on it holds on no day."""
    kept: Line | None = None
    """Where what the person signed, or a recording of it, lies."""

    def holds_on(self, day: Day) -> bool:
        """Whether it holds on a day. One that was taken back holds on none, whatever day is asked for."""
        return self.withdrawn is None and self.on <= day <= self.until


def parse(files: Files) -> Parsed[tuple[ConsentRecord, ...]]:
    """The records of consent."""
    return reading.listed(files, PATH, "consents", ConsentRecord)


KIND = Kind(
    name="consent",
    model=ConsentRecord,
    summary="What a person agreed to whose testimony is told; nothing of it is ever published.",
    claims=(r"consents\.yaml",),
    parse=parse,
    example=(
        "consents:\n  - id: 2026-014\n    scope: [report, site]\n    media: [web, print]\n    languages: [en, es]\n"
        "    on: 2026-02-03\n    until: 2028-02-03\n"
    ),
    example_path=PATH,
    list_key="consents",
)
