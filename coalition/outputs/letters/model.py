"""A joint statement as a file that its addressees are handed: one value, the same for every format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from coalition.prose.model import Picture, Section

FORMATS = ("pdf", "docx")
"""What a statement is written in; this room has a module of each name."""


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what it labels, a paragraph a line."""

    label: str
    lines: tuple[str, ...]
    target: str = ""
    """Where it leads to: a web address, or nothing."""


@dataclass(frozen=True, slots=True)
class Name:
    """A signatory."""

    name: str
    country: str = ""
    note: str = ""
    """A reservation, a narrower scope, a day of its own: said beside the name."""
    other: str = ""
    """What stands for the name where no typeface has its letters; empty where one has."""


@dataclass(frozen=True, slots=True)
class Share:
    """Signatories whose signatures are proven in one way."""

    proof: str
    names: tuple[Name, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Signatories of one capacity, the most strongly proven first."""

    title: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class Reservation:
    """What a signatory reserves, paragraph by paragraph."""

    name: Name
    paragraphs: tuple[str, ...]
    other: str = ""
    """What stands for the paragraphs where no typeface has their letters; empty where one has."""
    language: str = ""
    """BCP 47, where it is not that of what is around it: the one in which the signatory read the text."""


@dataclass(frozen=True, slots=True)
class Part:
    """A titled part of what follows the text."""

    title: str
    sentences: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    reservations: tuple[Reservation, ...] = ()
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, slots=True)
class Letter:
    """A statement in one language, with everything chosen, named and sorted, in the words that are printed.

    Laws: nobody is named who may not be; a letter of the same values is the same file. Nothing in it tells of the build
    that made it, unless it is a draft: so it stays as it is while only other things of the campaign change.
    """

    id: str
    kind: str
    """What it is: joint statement."""
    title: str
    occasion: str
    campaign: str
    language: str
    """BCP 47, of everything but the text."""
    day: date
    """That of the latest thing in it: it stands for every date that a format asks for."""
    head: tuple[Row, ...]
    """To whom, on what occasion, when."""
    text: Section
    parts: tuple[Part, ...]
    """What follows the text: who signed, reservations, how to check."""
    columns: tuple[str, str]
    """What stands over signatories in a table: organisation and country."""
    running: str
    """The words at the foot of each page."""
    remarks: tuple[str, ...] = ()
    """Notes above the text: that it is a translation."""
    draft: str = ""
    """The words at the foot of each page of what is no finished text; empty where it is one."""
    draft_note: str = ""
    pictures: tuple[Picture, ...] = ()
