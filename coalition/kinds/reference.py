"""What the report refers to: terms, legal instruments, persons who consented, answers to recommendations."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from coalition.kinds import reading
from coalition.kinds.record import Files, Kind, Part, Record
from coalition.kinds.words import Id, Line, LocalText, WebAddress
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
    also: tuple[Line, ...] = ()
    """Other forms of the word under which it is found."""


class Instrument(Record):
    """A legal instrument."""

    id: Id
    title: LocalText
    short_title: LocalText
    date: date
    """The day of its adoption."""
    in_force: date | None = None
    body: Line | None = None
    """Who adopted it."""
    reference: Line | None = None
    url: WebAddress | None = None


def _orcid(value: str) -> str:
    digits = value.replace("-", "")
    total = 0
    for character in digits[:-1]:
        if not character.isdigit():
            break
        total = (total + int(character)) * 2
    check = "0123456789X"[(12 - total % 11) % 11]
    if len(digits) != 16 or len(value) != 19 or digits[-1] != check:
        message = f'"{value}" is not an ORCID iD: sixteen digits in groups of four, such as 0000-0002-1825-0097'
        raise ValueError(message)
    return value


class Consent(Part):
    """That the person agreed to be named."""

    on: date
    until: date | None = None
    withdrawn: date | None = None


class Credit(Part):
    """What the person did for a chapter, in CRediT's words."""

    chapter: Id
    roles: tuple[Line, ...]


class Person(Record):
    """A person who consented to be named."""

    id: Id
    name: Line
    member: Id | None = None
    orcid: Annotated[str, AfterValidator(_orcid)] | None = None
    consent: Consent
    credits: tuple[Credit, ...] = ()


class Answer(Record):
    """What an addressee answered to a recommendation, or did."""

    recommendation: Line
    """The chapter or statement, a slash, and the passage's id: `refugees/rec-firewall`."""
    sender: Annotated[Line, Field(alias="from")]
    on: date
    state: Literal["accepted", "partly-accepted", "noted", "rejected", "under-way", "done"]
    summary: LocalText
    source: WebAddress | None = None


def parse_terms(files: Files) -> Parsed[tuple[Term, ...]]:
    """The glossary."""
    return reading.listed(files, "report/glossary.yaml", "terms", Term)


def parse_instruments(files: Files) -> Parsed[tuple[Instrument, ...]]:
    """The legal instruments."""
    return reading.listed(files, "report/instruments.yaml", "instruments", Instrument)


def parse_people(files: Files) -> Parsed[tuple[Person, ...]]:
    """The persons who consented to be named."""
    return reading.listed(files, "people.yaml", "people", Person)


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
)
PERSON = Kind(
    name="person",
    model=Person,
    summary="A person who consented to be named.",
    claims=(r"people\.yaml",),
    parse=parse_people,
    example="people:\n  - {id: a-person, name: A. Person, consent: {on: 2026-01-01}}\n",
    example_path="people.yaml",
)
ANSWER = Kind(
    name="answer",
    model=Answer,
    summary="What an addressee answered to a recommendation, or did.",
    claims=(r"recommendations\.yaml",),
    parse=parse_answers,
    example="answers: []\n",
    example_path="recommendations.yaml",
)
