"""Rows of a table as entries that the registry could have, and rows that cannot be entries."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coalition.interchange.cells import NOT_AVAILABLE, Unusable, bare, is_nothing, text_of
from coalition.interchange.fields import BY_NAME, entry_of
from coalition.interchange.names import is_code
from coalition.kinds import member as kind
from coalition.kinds.record import Files
from coalition.parsing import yaml_writing
from coalition.parsing.text import shorten

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from coalition.interchange.grids import Row
    from coalition.interchange.layout import Column, Layout
    from coalition.interchange.names import Kind
    from coalition.interchange.values import Lexicon
    from coalition.parsing.yaml_writing import Writable

_CODED: Mapping[str, Kind] = {"country": "territories", "areas_served": "territories", "languages": "languages"}
"""Fields in which NA can be a code: Namibia, Nauruan."""
_REQUIRED = ("name", "type", "country")
_ADVICE = {
    "type": "Add a column for it, or give one for all: --default type=national-ngo",
    "country": "Write the country, or give one for all: --default country=NP",
    "name": "Write the organisation's name, or take the row out.",
}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row is no entry, and what to do about it."""

    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that could be an entry; it has no id unless the table gives it one."""

    number: int
    name: str
    entry: Mapping[str, Writable]


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that cannot be an entry."""

    number: int
    name: str
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Terms:
    """What is the same for all rows."""

    lexicon: Lexicon
    on: date
    """The day of a status whose row gives none."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    """By field, the cell of a row that has none."""


def candidates(layout: Layout, terms: Terms) -> tuple[tuple[Candidate, ...], tuple[Rejected, ...]]:
    """Every row as one or the other, in their order."""
    coded = {column.index: _has_codes(column, layout.rows) for column in layout.used if column.field in _CODED}
    taken: list[Candidate] = []
    rejected: list[Rejected] = []
    for row in layout.rows:
        found = _candidate(row, layout, terms, coded)
        (taken if isinstance(found, Candidate) else rejected).append(found)  # type: ignore[arg-type]  # each to its own
    return tuple(taken), tuple(rejected)


def _candidate(row: Row, layout: Layout, terms: Terms, coded: Mapping[int, bool | None]) -> Candidate | Rejected:
    values: dict[str, list[Writable]] = {}
    reasons: list[Reason] = []
    for column in layout.used:
        try:
            text = _text(row, column, coded.get(column.index))
            if text:
                values.setdefault(column.field, []).append(BY_NAME[column.field].read(text, terms.lexicon))
        except Unusable as error:
            reasons.append(Reason(f"{column.heading}: {error.message}", error.hint))
            values.setdefault(column.field, [])
    for name, said in {"status": "applied", "status_on": terms.on.isoformat(), **terms.defaults}.items():
        if name not in values:
            values[name] = [BY_NAME[name].read(as_codes(name, said), terms.lexicon)]
    reasons += (Reason(f"There is no {name}.", _ADVICE[name]) for name in _REQUIRED if name not in values)
    reasons += _overlong(row, layout)
    called = _name(row, layout)
    if not reasons:
        entry = {"id": "", **entry_of(values)}
        reasons += _faults(entry)
        if not reasons:
            return Candidate(row.number, str(entry["name"]), entry)
    return Rejected(row.number, called, tuple(reasons))


def _text(row: Row, column: Column, coded: bool | None) -> str:  # noqa: FBT001 -- None, too, says something
    """The text of a cell, empty for one that says that there is nothing."""
    if column.index in row.faults:
        raise Unusable(row.faults[column.index], "Write the value itself.")
    cell = row.cells[column.index] if column.index < len(row.cells) else ""
    text = text_of(cell)
    if column.field not in _CODED:
        return "" if is_nothing(text) else text
    if column.field == "country" and text.casefold() == NOT_AVAILABLE and not coded:
        if coded is None:
            message = f'"{text}" can be the code of Namibia, or mean that nothing is known: no other cell tells which.'
            raise Unusable(message, "Write Namibia, or leave the cell empty.")
        message = f'"{text}" was read as "not available", since the other cells of the column are names, not codes.'
        raise Unusable(message, "Write Namibia if you mean it, or the country.")
    if coded:
        text = as_codes(column.field, text)
    return "" if is_nothing(text) else text


def as_codes(field: str, text: str) -> str:
    """The text of a field that is written in codes, so that its NA is read as one: nobody types it for nothing.

    >>> as_codes("country", "NA"), as_codes("areas_served", "KE; NA"), as_codes("website", "NA")
    ("'NA", "KE; 'NA", 'NA')
    """
    if field not in _CODED:
        return text
    return (_NAURUAN if field == "languages" else _NAMIBIA).sub(r"\1'\2", text)


_NAMIBIA = re.compile(r"(^|[;,|\n]\s*)(na)(?=\s*(?:$|[;,|\n]))", re.IGNORECASE)
_NAURUAN = re.compile(r"(^|[;,|\n]\s*)(na)(?=\s*(?:$|[;,|\n]))")
"""NA where it is a code; the apostrophe says that it is meant. A language's code is written in small letters."""


def _has_codes(column: Column, rows: Sequence[Row]) -> bool | None:
    """Whether most cells of a column are codes; None where nothing tells. NA tells nothing.

    Where no cell tells, a heading does that speaks of codes, or is the word of our own tables.
    """
    cells = [row.cells[column.index].strip() for row in rows if column.index < len(row.cells)]
    words = [word.strip() for cell in cells for word in cell.replace(",", ";").split(";")]
    telling = [word for word in words if not is_nothing(word)]
    if telling:
        return 2 * sum(is_code(word, _CODED[column.field]) for word in telling) > len(telling)
    return True if column.heading == column.field or _SAYS_CODE.search(column.heading) else None


_SAYS_CODE = re.compile(r"\bcod(?:e|es|igo|\b)|\biso\b|cód", re.IGNORECASE)


def _overlong(row: Row, layout: Layout) -> list[Reason]:
    """A row that goes on behind the last heading was parted in a place where it should not."""
    last = max(column.index for column in layout.columns)
    beyond = [cell for cell in row.cells[last + 1 :] if cell]
    if not beyond:
        return []
    message = f'The row has more cells than there are headings: "{shorten(beyond[0])}".'
    return [Reason(message, 'Put a text that holds a separator in "quotes", or give the column a heading.')]


def _name(row: Row, layout: Layout) -> str:
    """What the row would be called, for a message."""
    at = next(column.index for column in layout.used if column.field == "name")
    return shorten(bare(row.cells[at])) if at < len(row.cells) else ""


def _faults(entry: Mapping[str, Writable]) -> list[Reason]:
    """What the schema says of an entry, as `check` would say it; the id is a stand-in where there is none."""
    whole = {**entry, "id": entry["id"] or "member"}
    path = f"members/{whole['id']}.yaml"
    text = "".join(f"{yaml_writing.pair(key, value, 0)}\n" for key, value in whole.items())
    problems = kind.parse(Files({path: text}, (path,))).problems
    return [Reason(problem.message, problem.hint) for problem in problems]
