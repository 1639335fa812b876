"""Statements: texts addressed to someone on an occasion, in numbered versions."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Literal, Self

from pydantic import Field, model_validator

from coalition.kinds import reading
from coalition.kinds.record import Files, Kind, Part, Record, Text
from coalition.kinds.words import (
    Count,
    Country,
    Deadline,
    Id,
    Instant,
    Line,
    LocalText,
    NearDay,
    Sha256,
    Some,
    WebAddress,
)

if TYPE_CHECKING:
    from coalition.problems import Parsed

PATTERN = r"statements/(?P<id>[^/]+)/statement\.yaml"
TEXT_PATTERN = r"statements/(?P<id>[^/]+)/v(?P<version>[1-9][0-9]{0,3})/(?P<language>[a-z][A-Za-z-]+)\.md"

Status = Literal[
    "draft",
    "consultation",
    "final",
    "open",
    "closed",
    "submitted",
    "published",
    "answered",
    "superseded",
    "withdrawn",
]
UNFROZEN = ("draft", "consultation")
"""Statuses of a statement whose text is still being written."""
PASSAGES = frozenset({"demand", "recommendation", "key-finding"})
"""Classes of the marked passages that a statement may hold."""


class Adoption(Part):
    """When the coalition has adopted a statement."""

    rule: Literal["threshold", "consensus", "no-objection", "none"]
    minimum: Count | None = None
    """With `threshold`: how many endorsements it takes."""
    days: Count | None = None
    """With `no-objection`: how long members can object."""

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.rule == "threshold" and self.minimum is None:
            raise ValueError("A threshold needs a number.", "Write minimum: and how many endorsements it takes.")
        if self.rule == "no-objection" and self.days is None:
            raise ValueError("The time for objections is missing.", "Write days: and how many there are to object.")
        return self


class Correction(Part):
    """An editorial correction of an earlier version."""

    of: int
    objections_until: Instant


class Submission(Part):
    """How it went to its addressees."""

    on: Instant | NearDay
    reference: Line | None = None
    agenda_item: Line | None = None
    session: Line | None = None
    speaker: Line | None = None


class Response(Part):
    """What an addressee answered."""

    sender: Annotated[Line, Field(alias="from")]
    on: date
    summary: LocalText
    link: WebAddress | None = None


class Statement(Record):
    """The process around a text: where it goes, who drafts it, by when it is answered."""

    meeting: Id | None = None
    venue: Id
    submitted_by: Id
    drafters: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()
    current_version: Count = 1
    status: Status = "draft"
    opens: Instant | None = None
    closes: Deadline | None = None
    late_signatures: bool = False
    adoption: Adoption = Adoption(rule="none")
    corrections: dict[int, Correction] = Field(default_factory=dict)
    submission: Submission | None = None
    responses: tuple[Response, ...] = ()

    @property
    def id(self) -> str:
        """The name of its folder."""
        return self.path.split("/")[1]


class Addressee(Part):
    """Someone whom a statement addresses."""

    name: Line
    type: Literal["state", "intergovernmental", "regional", "local", "business", "media", "other"]
    country: Country | None = None


class StatementText(Text):
    """One version of a statement in one language: what is signed."""

    title: Line
    occasion: Line
    addressed_to: Annotated[tuple[Addressee, ...], *Some]
    translates: Sha256 | None = None
    """In a translation: the digest of the normative text that it translates."""

    @property
    def countries(self) -> tuple[str, ...]:
        """The countries that it addresses by their codes, each once."""
        return tuple(dict.fromkeys(one.country for one in self.addressed_to if one.country))

    @property
    def version(self) -> int:
        """The number that its folder gives it."""
        return int(self.path.split("/")[2][1:])


def parse(files: Files) -> Parsed[tuple[Statement, ...]]:
    """The process of every statement."""
    return reading.single(files, PATTERN, Statement)


def parse_texts(files: Files) -> Parsed[tuple[StatementText, ...]]:
    """Every text of every version."""
    return reading.texts(files, TEXT_PATTERN, StatementText)


EXAMPLE = """\
venue: general-letter
submitted_by: harbour-network
drafters: [harbour-network]
status: draft
"""

TEXT_EXAMPLE = """\
---
title: Safe channels for those who must leave
occasion: The first review conference
addressed_to:
  - {name: Governments taking part, type: state}
---

We call on governments to open safe channels.
"""

KIND = Kind(
    name="statement",
    model=Statement,
    summary="The process around a joint statement.",
    claims=(r"statements/[^/]+/statement\.yaml",),
    parse=parse,
    example=EXAMPLE,
    example_path="statements/first-review/statement.yaml",
    own=(r"statements/(?P<id>[^/]+)/.+",),
)

TEXT_KIND = Kind(
    name="statement-text",
    model=StatementText,
    summary="One version of a statement in one language: what is signed.",
    claims=(r"statements/[^/]+/v[1-9][0-9]{0,3}/([a-z][A-Za-z-]+\.md|SHA256SUMS)",),
    parse=parse_texts,
    example=TEXT_EXAMPLE,
    example_path="statements/first-review/v1/en.md",
)
