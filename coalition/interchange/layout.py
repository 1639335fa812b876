"""Which column of a table is which field: said on the command line, or known by its heading."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.checks.names import skeleton
from coalition.errors import CoalitionError
from coalition.interchange.fields import BY_NAME, by_heading
from coalition.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coalition.interchange.grids import Grid, Row

_PAIR = re.compile(r"\s*(.+?)\s*=\s*([a-z_]*)\s*(?:,|$)")
_BEGINNING = 20
"""Rows among which the headings are looked for: above them stand titles and dates."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    index: int
    """Counted from 0."""
    heading: str
    field: str
    """The name of a field, or empty: the column is left out."""


@dataclass(frozen=True, slots=True)
class Layout:
    """A table whose columns are known."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    """Those below the headings."""

    @property
    def used(self) -> tuple[Column, ...]:
        """Columns that are imported."""
        return tuple(column for column in self.columns if column.field)


def pairs(said: Iterable[str]) -> dict[str, str]:
    """`Name=name,Country=country` by heading; a heading may hold commas, and `Remarks=` leaves a column out.

    Raises ValueError for a pair that is none and for a field that there is not.
    """
    found: dict[str, str] = {}
    for text in said:
        at = 0
        while at < len(text):
            pair = _PAIR.match(text, at)
            if pair is None:
                raise ValueError(f'"{text[at:]}" is no pair such as Country=country.')
            heading, name = pair[1].strip('"'), pair[2]
            if name and name not in BY_NAME:
                hint = suggest(name, BY_NAME.keys()) or f"Fields are: {', '.join(BY_NAME)}."
                raise ValueError(f'There is no field "{name}". {hint}')
            found[heading] = name
            at = pair.end()
    return found


def recognise(grid: Grid, said: Mapping[str, str]) -> Layout:
    """The table with the row of its headings found: among the first, that in which most columns are known.

    Raises CoalitionError for a heading that was named and is not there, two columns for a field that takes one, and a
    table without names.
    """
    known = {**by_heading(), **{skeleton(heading): name for heading, name in said.items()}}
    best = max(range(min(len(grid.rows), _BEGINNING)), key=lambda at: (_score(grid.rows[at], known), -at), default=-1)
    headings = grid.rows[best].cells if best >= 0 else ()
    columns = tuple(
        Column(index, heading, known.get(skeleton(heading), "")) for index, heading in enumerate(headings) if heading
    )
    _refuse(grid.path, columns, said)
    return Layout(columns, grid.rows[best + 1 :])


def _score(row: Row, known: Mapping[str, str]) -> tuple[bool, int]:
    fields = {known.get(skeleton(cell), "") for cell in row.cells if cell} - {""}
    return ("name" in fields, len(fields))


def _refuse(path: str, columns: Sequence[Column], said: Mapping[str, str]) -> None:
    shown = ", ".join(f'"{column.heading}"' for column in columns)
    present = {skeleton(column.heading): column.heading for column in columns}
    for heading in said:
        if skeleton(heading) not in present:
            near = suggest(heading, list(present.values()))
            raise CoalitionError(f'{path} has no column "{heading}".', near or f"Its columns are: {shown}.")
    fields: dict[str, str] = {}
    for column in columns:
        if column.field and not BY_NAME[column.field].several and column.field in fields:
            message = f'Both "{fields[column.field]}" and "{column.heading}" would be read as {column.field}.'
            alike = skeleton(fields[column.field]) == skeleton(column.heading)
            hint = "Call one of the two columns otherwise." if alike else f'Leave one out: --map "{column.heading}="'
            raise CoalitionError(message, hint)
        fields[column.field] = column.heading
    if "name" not in fields:
        hint = f'Say which column it is: --map "HEADING=name". Columns are: {shown}.' if shown else ""
        raise CoalitionError(f"{path} has no column that is known to hold the names.", hint)
