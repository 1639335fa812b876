"""The words and legal instruments that a report explains once: values that come with its texts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

GLOSSARY, INSTRUMENTS, INDEX = "glossary", "instruments", "names"
"""Texts of the book that nobody writes: they are made of the lexicon."""
MADE = (GLOSSARY, INSTRUMENTS, INDEX)


@dataclass(frozen=True, slots=True)
class Term:
    """A term in one language."""

    id: str
    name: str
    forms: tuple[str, ...]
    """Other forms under which it is found in a text of that language."""
    definition: str
    source: str = ""
    """The work that defines it: `key` or `@key, p. 3`."""
    instrument: str = ""
    """The id of the instrument that defines it."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A legal instrument in one language."""

    id: str
    short: str
    title: str
    names: tuple[str, ...]
    """All words that name it, in whatever language, and its id."""
    adopted: date
    in_force: date | None = None
    body: str = ""
    reference: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Country:
    """A country in one language."""

    code: str
    names: tuple[str, ...]
    """The first is shown; all are found."""
    mistakable: bool = False
    """Whether its names are other words too: it is shown under them, and not found by them."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Terms and instruments in one language, each in the order of its file."""

    terms: tuple[Term, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    countries: tuple[Country, ...] = ()
    """Those that an index looks for; none where there is no index."""

    def instrument(self, named: str) -> Instrument | None:
        """The instrument of that name or id, however its letters are written."""
        wanted = plain(named)
        return next((one for one in self.instruments if wanted in map(plain, one.names)), None)


def plain(name: str) -> str:
    """A name as it is compared: without what blanks and capitals make of it."""
    return " ".join(name.split()).casefold()


def made_id(name: str) -> str:
    """The id of the section that holds the glossary or the instruments; the same in every language."""
    return f"report-{name}"


def names(instruments: Iterable[Instrument]) -> tuple[str, ...]:
    """What may be written to name one of them."""
    return tuple(dict.fromkeys(name for one in instruments for name in (one.short, *one.names)))
