"""What the report refers to: terms, legal instruments, answers to recommendations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from coalition.kinds import reading
from coalition.kinds.record import Files, Kind, Record
from coalition.kinds.words import Day, Id, Language, Line, LocalText, WebAddress

if TYPE_CHECKING:
    from coalition.problems import Parsed


class Term(Record):
    """A term of the glossary, defined once."""

    id: Id
    term: LocalText
    definition: LocalText
    source: Line | None = None
    """The key of the work that defines it."""
    instrument: Id | None = None
    """The legal instrument that defines it."""
    forms: dict[Language, tuple[Line, ...]] = Field(default_factory=dict)
    """Other forms of the word under which a text uses it, by language: plurals, other names."""


class Instrument(Record):
    """A legal instrument."""

    id: Id
    title: LocalText
    short_title: LocalText
    date: Day
    """The day of its adoption."""
    in_force: Day | None = None
    body: Line | None = None
    """Who adopted it."""
    reference: Line | None = None
    url: WebAddress | None = None


class Answer(Record):
    """What an addressee answered to a recommendation, or did."""

    recommendation: Line
    """The chapter or statement, a slash, and the passage's id: `refugees/rec-firewall`."""
    sender: Annotated[Line, Field(alias="from")]
    on: Day
    state: Literal["accepted", "partly-accepted", "noted", "rejected", "under-way", "done"]
    summary: LocalText
    source: WebAddress | None = None


def parse_terms(files: Files) -> Parsed[tuple[Term, ...]]:
    """The glossary."""
    return reading.listed(files, "report/glossary.yaml", "terms", Term)


def parse_instruments(files: Files) -> Parsed[tuple[Instrument, ...]]:
    """The legal instruments."""
    return reading.listed(files, "report/instruments.yaml", "instruments", Instrument)


def parse_answers(files: Files) -> Parsed[tuple[Answer, ...]]:
    """What addressees answered and did."""
    return reading.listed(files, "recommendations.yaml", "answers", Answer)


TERM = Kind(
    name="term",
    model=Term,
    summary="A term of the glossary, defined once.",
    claims=(r"report/glossary\.yaml",),
    parse=parse_terms,
    example="terms:\n  - {id: firewall, term: Firewall, definition: A separation of services from enforcement.}\n",
    example_path="report/glossary.yaml",
    list_key="terms",
)
INSTRUMENT = Kind(
    name="instrument",
    model=Instrument,
    summary="A legal instrument that the report refers to.",
    claims=(r"report/instruments\.yaml",),
    parse=parse_instruments,
    example=(
        "instruments:\n  - id: refugee-convention\n    title: Convention relating to the Status of Refugees\n"
        "    short_title: Refugee Convention\n    date: 1951-07-28\n"
    ),
    example_path="report/instruments.yaml",
    list_key="instruments",
)
ANSWER = Kind(
    name="answer",
    model=Answer,
    summary="What an addressee answered to a recommendation, or did.",
    claims=(r"recommendations\.yaml",),
    parse=parse_answers,
    example=(
        "answers:\n  - recommendation: refugees/rec-firewall\n    from: Ministry of Labour\n    on: 2026-06-01\n"
        "    state: noted\n    summary: It will be looked at in the next review.\n"
    ),
    example_path="recommendations.yaml",
    list_key="answers",
)
