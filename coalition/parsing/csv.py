"""Tables in CSV as spreadsheets write them, every cell as text and at its place."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.parsing.text import shorten
from coalition.problems import Parsed, Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

_SEPARATORS = ",;\t"
_QUOTED = re.compile(r'"[^"]*+"')
_NOTE = re.compile(r"#.*(?:\n|$)")


@dataclass(frozen=True, slots=True)
class Table:
    """A table: a header and rows of as many cells."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Short rows are filled with empty cells, long ones cut; both are problems."""
    places: tuple[Place, ...] = ()
    """Where each row begins."""
    notes: tuple[str, ...] = ()
    """What the lines say that begin with # above the header, such as `unit: persons, source: cases`."""


def parse(path: str, text: str) -> Parsed[Table]:
    """Read a table parted by commas, semicolons or tabs, whichever its header has most of.

    Cells in quotation marks may hold separators and line ends. A cell is the text that was written: one that begins
    with = + - @ stays so, and whoever writes it into a spreadsheet has to guard it.
    """
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    notes: list[str] = []
    begin = 0
    while found := _NOTE.match(text, begin):
        notes.append(found[0].strip("# \t\n"))
        begin = found.end()
    lines, unreadable = lines_of(path, text[begin:], len(notes) + 1)
    if not lines:
        problem = Problem(
            Place(path), "empty-table", "The file holds no table.", "Write one line with the names of the columns."
        )
        return Parsed(Table((), (), notes=tuple(notes)), tuple(sorted((*unreadable, problem))))
    place, header = lines[0]
    problems = [*unreadable, *_named(place, header)]
    problems += [_ragged(at, cells, header) for at, cells in lines[1:] if len(cells) != len(header)]
    rows = tuple(tuple((*cells, *[""] * len(header))[: len(header)]) for _, cells in lines[1:])
    table = Table(tuple(header), rows, tuple(at for at, _ in lines[1:]), tuple(notes))
    return Parsed(table, tuple(sorted(problems)))


def lines_of(
    path: str, text: str, first_line: int = 1, separator: str = ""
) -> tuple[list[tuple[Place, list[str]]], list[Problem]]:
    """The rows as they stand, each where it begins, and those that cannot be read; empty ones are left out.

    The text has LF line ends and begins at `first_line` of its file.
    """
    unreadable: list[Problem] = []
    parted = separator or separator_of(text)
    return [row for row in _rows(path, text, first_line, parted, unreadable) if any(row[1])], unreadable


def _named(place: Place, header: list[str]) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, name in enumerate(header, 1):
        if not name:
            message = f"Column {number} has no name."
            yield Problem(place, "empty-heading", message, "Name every column in the first line.")
        elif name.casefold() in seen:
            message = f'Two columns are called "{shorten(name)}".'
            yield Problem(place, "duplicate-heading", message, "Give each column a name of its own.")
        seen.add(name.casefold())


def _ragged(place: Place, cells: list[str], header: list[str]) -> Problem:
    message = f'This row has {len(cells)} cells, and the header {len(header)}; it begins with "{shorten(cells[0])}".'
    hint = (
        "Add the empty cells that are missing."
        if len(cells) < len(header)
        else 'Put a text that holds a separator in "quotes".'
    )
    return Problem(place, "ragged-row", message, hint)


def _rows(
    path: str, text: str, first_line: int, separator: str, problems: list[Problem]
) -> Iterator[tuple[Place, list[str]]]:
    """The rows with the line in which each begins; a row that cannot be read costs no other."""
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        ahead = (f"{lines[number]}\n" for number in range(at, len(lines)))
        reader = csv.reader(ahead, delimiter=separator, skipinitialspace=True, strict=True)
        begin = at
        try:
            for cells in reader:
                yield Place(path, first_line + begin), [cell.strip() for cell in cells]
                begin = at + reader.line_num
        except csv.Error:
            message = f"The quotation marks in this row do not match: {shorten(lines[begin])}"
            hint = 'Put the whole cell in "quotes"; write a quotation mark inside it twice ("").'
            problems.append(Problem(Place(path, first_line + begin), "unreadable-row", message, hint))
            at = begin + 1
        else:
            return


def separator_of(text: str) -> str:
    """The separator that the header has most of; a comma when it has none."""
    header = _QUOTED.sub("", text.lstrip("\n").partition("\n")[0])
    return max(_SEPARATORS, key=header.count)
