"""Spreadsheets in Excel's format (.xlsx): a sheet as a table, whatever else the file holds.

The file comes from strangers. It is an archive of XML: what is too large, or defines entities, is refused before any
XML is read; formulas are never computed, and nothing outside the file is opened.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections import defaultdict
from datetime import date, datetime, time
from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from coalition.errors import CoalitionError
from coalition.interchange.grids import MOST_COLUMNS, MOST_ROWS, Grid, Row
from coalition.outputs.tables import inert
from coalition.parsing.text import shorten

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

MOST_UNPACKED = 100 * 1024 * 1024
"""Bytes of all parts together. zipfile gives no more of a part than the archive says that it has."""
_MOST_PARTS = 2_000
_DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_START = 4_096
"""Bytes in which a declaration stands: only comments and white space can come before it."""
_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*\bref=\"([A-Z]{1,3})([0-9]{1,7}):([A-Z]{1,3})([0-9]{1,7})\"")
_MOST_MERGED = 200_000
_REACHES_OUT = re.compile(
    r"\b(?:WEBSERVICE|RTD|CALL|REGISTER|EXEC|DDE|FILTERXML|IMAGE|IMPORT[A-Z]+)\s*\(|\||\[[^\]]+\][^!]*!", re.IGNORECASE
)
"""Formulas whose value comes from outside the file."""
_FAULTS = ("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!")


def read(path: str, raw: bytes, sheet: str = "") -> Grid:
    """The sheet of that name, or the only one that holds something and is not hidden.

    A formula gives the value last computed; one without a value, or whose value comes from elsewhere, is a fault of its
    cell. Cells merged downwards give each of their rows the same value. Raises CoalitionError.
    """
    archive = _opened(path, raw)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of styles and extensions that the library does not know
            return _sheet(path, raw, archive, sheet)
    except CoalitionError:
        raise
    except Exception as error:
        # The library raises whatever its parts raise: KeyError for a missing part, ValueError for a wrong number.
        message = f"{path} is no spreadsheet that can be read ({type(error).__name__})."
        raise CoalitionError(message, "Open it in a spreadsheet program and save it as CSV in UTF-8.") from error


def _opened(path: str, raw: bytes) -> zipfile.ZipFile:
    """The archive, when it is of a bearable size and declares nothing."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(raw))
        parts = archive.infolist()
        if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
            raise CoalitionError(f"{path} unpacks to more than is read.", "Save the sheet alone, as CSV in UTF-8.")
        for part in parts:
            if part.flag_bits & 1:
                raise CoalitionError(f"{path} is protected by a password.", "Save it without one.")
            with archive.open(part) as stream:
                start = stream.read(_START).replace(b"\0", b"")
            if _DECLARES.search(start):
                raise CoalitionError(f"{path} declares entities, which no spreadsheet needs.", "Save it as CSV.")
    except (zipfile.BadZipFile, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise CoalitionError(f"{path} is damaged and cannot be unpacked.", "Save it again, or as CSV.") from error
    if "xl/workbook.xml" not in archive.namelist():
        raise CoalitionError(f"{path} is no spreadsheet in Excel's format.", "Save it as .xlsx, or as CSV in UTF-8.")
    return archive


def _sheet(path: str, raw: bytes, archive: zipfile.ZipFile, wanted: str) -> Grid:
    from openpyxl import load_workbook

    written = load_workbook(io.BytesIO(raw), read_only=True, data_only=False, keep_links=False)
    computed = load_workbook(io.BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    name, notes = _chosen(path, written, wanted)
    formulas, values = written[name], computed[name]
    for found in (formulas, values):
        found.reset_dimensions()  # what a file says of its size is not always so
    merged = _merged(path, archive.read(formulas._worksheet_path))  # noqa: SLF001 -- the reader for large files has no word for them
    rows = list(_rows(path, formulas, values, merged))
    if merged:
        notes.append("Cells that are merged downwards gave each of their rows the same value.")
    if any(computed for _, computed in rows):
        notes.append("Formulas gave the values that were last computed.")
    return Grid(path, "row", tuple(row for row, _ in rows), tuple(notes))


def _chosen(path: str, book: Any, wanted: str) -> tuple[str, list[str]]:
    sheets = [sheet.title for sheet in book.worksheets if sheet.sheet_state == "visible"]
    if wanted:
        if wanted not in [sheet.title for sheet in book.worksheets]:
            raise CoalitionError(f'{path} has no sheet "{wanted}".', f"Its sheets are: {', '.join(sheets)}.")
        return wanted, [f'The sheet "{wanted}" was read.']
    full = [name for name in sheets if any(any(row) for row in _beginning(book[name]))]
    if len(full) != 1:
        message = f"{path} has {len(full)} sheets that hold something." if full else f"{path} holds nothing."
        hint = f"Say which to read: --sheet NAME. There are: {', '.join(full)}." if full else ""
        raise CoalitionError(message, hint)
    return full[0], [f'The sheet "{full[0]}" was read.']


def _beginning(sheet: Any) -> Iterator[tuple[Any, ...]]:
    yield from sheet.iter_rows(max_row=50, max_col=MOST_COLUMNS, values_only=True)


def _merged(path: str, xml: bytes) -> Mapping[int, Mapping[int, int]]:
    """By row and column, counted from 1: for each cell below the first of a merged one, the row of that first."""
    from openpyxl.utils import column_index_from_string

    covered: dict[int, dict[int, int]] = defaultdict(dict)
    count = 0
    for found in _MERGED.finditer(xml):
        column, top, bottom = column_index_from_string(found[1].decode()), int(found[2]), int(found[4])
        for row in range(top + 1, min(bottom, MOST_ROWS) + 1) if column <= MOST_COLUMNS else ():
            covered[row][column] = top
            count += 1
            if count > _MOST_MERGED:
                raise CoalitionError(f"{path} has too many merged cells.", "Save the sheet as CSV in UTF-8.")
    return covered


def _rows(path: str, formulas: Any, values: Any, merged: Mapping[int, Mapping[int, int]]) -> Iterator[tuple[Row, bool]]:
    """The rows that hold something, each with whether a formula is in it."""
    tops = {(top, column) for columns in merged.values() for column, top in columns.items()}
    held: dict[tuple[int, int], str] = {}
    # With a bound on columns, rows that are missing would come with that many empty cells each.
    both = zip_longest(*(sheet.iter_rows(max_row=MOST_ROWS + 1) for sheet in (formulas, values)), fillvalue=())
    for number, (written, computed) in enumerate(both, 1):
        if number > MOST_ROWS:
            raise CoalitionError(f"{path} has more than {MOST_ROWS:,} rows.", "Divide it.")
        pairs = list(zip(written[:MOST_COLUMNS], computed, strict=False))
        read = [_cell(cell, value.value) for cell, value in pairs]
        cells = [text for text, _ in read]
        held |= {(number, at): text for at, text in enumerate(cells, 1) if (number, at) in tops}
        for column, top in merged.get(number, {}).items():
            cells += [""] * (column - len(cells))
            cells[column - 1] = cells[column - 1] or held.get((top, column), "")
        faults = {at: fault for at, (_, fault) in enumerate(read) if fault}
        width = max((at + 1 for at, text in enumerate(cells) if text or at in faults), default=0)
        if width:
            yield Row(number, tuple(cells[:width]), faults), any(cell.data_type == "f" for cell, _ in pairs)


def _cell(cell: Any, computed: object) -> tuple[str, str]:
    """A cell's text, and why it cannot be used."""
    if cell.data_type == "f":
        formula = str(getattr(cell.value, "text", cell.value))
        if _REACHES_OUT.search(formula):
            return "", f'"{shorten(formula)}" is a formula that takes its value from outside the file.'
        if computed is None:
            return "", f'"{shorten(formula)}" is a formula that was never computed.'
    value = computed
    if isinstance(value, str):
        return ("", f"It shows the error {value}.") if value in _FAULTS else (inert(value.strip()), "")
    return _plain(value), ""


def _plain(value: object) -> str:
    """Numbers without a needless `.0`, days and instants as ISO 8601 writes them."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case date() | datetime():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case _:
            return str(value)
