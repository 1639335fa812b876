"""Tables as others send them: rows of cells with their numbers, whatever file they came in."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.parsing import csv
from coalition.parsing.text import utf16

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 20_000, 200
"""More than any registry has: what is larger is a mistake, or an attack."""
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_TITLES = 20
"""Lines above which titles may stand."""
_SAID = re.compile(r"sep=(.)\n")
"""The line with which Excel says how its file is parted."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row, with its number in the file as its author sees it."""

    number: int
    """The line of a text file in which the row begins, or the row of a sheet."""
    cells: tuple[str, ...]
    """As a careful CSV file has them: text that a spreadsheet would compute stands behind an apostrophe."""
    faults: Mapping[int, str] = field(default_factory=dict)
    """Why cells cannot be used, by column, counted from 0."""


@dataclass(frozen=True, slots=True)
class Broken:
    """A row that could not be read at all."""

    number: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Grid:
    """All rows of a table that are not empty, the heading among them."""

    path: str
    unit: str
    """What numbers count: `line` or `row`."""
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    """How it was read, where it could have been read otherwise."""
    broken: tuple[Broken, ...] = ()

    def at(self, number: int) -> str:
        """The place of a row, for a message."""
        return f"{self.path}:{number}" if self.unit == "line" else f"{self.path}, row {number}"


def from_text(path: str, raw: bytes, encoding: str = "") -> Grid:
    """A table in CSV, in the encoding given or recognised.

    Without one it is UTF-8 with or without its mark, UTF-16, or else Windows-1252, which is said. Raises CoalitionError.
    """
    text, notes = _decoded(path, raw, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    separator, first = "", 1
    if said := _SAID.match(text):
        separator, first, text = said[1], 2, text[said.end() :]
    separator = separator or _separator(text)
    lines, problems = csv.lines_of(path, text, first, separator)
    if len(lines) > MOST_ROWS:
        raise CoalitionError(f"{path} has {len(lines):,} rows; at most {MOST_ROWS:,} are read.", "Divide the file.")
    rows = tuple(Row(place.line, tuple(cells)) for place, cells in lines)
    broken = tuple(Broken(problem.place.line, problem.message, problem.hint) for problem in problems)
    parted = f"Its cells are parted by {_SEPARATORS.get(separator, repr(separator))}."
    return Grid(path, "line", rows, (*notes, parted), broken)


def _separator(text: str) -> str:
    """What parts the first line that is parted at all: a title may stand above the headings."""
    lines = (line for line in text.split("\n", _TITLES)[:_TITLES] if any(sign in line for sign in _SEPARATORS))
    return csv.separator_of(next(lines, ""))


def _decoded(path: str, raw: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    """The text without a byte order mark, and what is to be said of its encoding."""
    if encoding:
        return _in(path, raw, encoding).removeprefix("\ufeff"), (f"It was read as {encoding}, as you said.",)
    found = utf16(raw)
    if found:
        return _in(path, raw, found).removeprefix("\ufeff"), ("It is in UTF-16.",)
    try:
        return raw.removeprefix(codecs.BOM_UTF8).decode("utf-8"), ("It is in UTF-8.",)
    except UnicodeDecodeError as error:
        text = _in(path, raw, "cp1252")
        around = " ".join(_in(path, raw[max(0, error.start - 12) : error.start + 12], "cp1252").split())
        note = f'It is not in UTF-8, and was read as Windows-1252. Look whether this is right: "{around}".'
        return text, (note, "If it is not, say the right encoding, such as: --encoding windows-1251")


def _in(path: str, raw: bytes, encoding: str) -> str:
    try:
        return raw.decode(encoding)
    except LookupError as error:
        raise CoalitionError(
            f'No encoding is called "{encoding}".', "Such are utf-8, windows-1251, gb18030."
        ) from error
    except (UnicodeError, ValueError) as error:
        shown = "Windows-1252" if encoding == "cp1252" else encoding
        message = f"{path} cannot be read as text: it is not in {shown}."
        raise CoalitionError(message, "Save it as CSV in UTF-8, or say its encoding with --encoding.") from error
