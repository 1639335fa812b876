"""Spreadsheets from strangers: formulas, merged cells, dates, several sheets, and files that mean harm."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl import Workbook

from coalition.errors import CoalitionError
from coalition.interchange import workbooks


@pytest.fixture
def book():
    book = Workbook()
    book.active.title = "Members"
    return book


def saved(book: Workbook, **parts: bytes) -> bytes:
    """The file, with parts replaced or added; in names of parts, two underscores stand for a slash, one for a point."""
    stream = io.BytesIO()
    book.save(stream)
    if not parts:
        return stream.getvalue()
    named = {name.replace("__", "/").replace("_", "."): content for name, content in parts.items()}
    old, new = zipfile.ZipFile(stream), io.BytesIO()
    with zipfile.ZipFile(new, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in dict.fromkeys((*old.namelist(), *named)):
            archive.writestr(name, named[name] if name in named else old.read(name))
    return new.getvalue()


def computed(book: Workbook, formula: str, value: str) -> bytes:
    """The file with the value that a spreadsheet program would keep beside a formula."""
    raw = saved(book)
    sheet = zipfile.ZipFile(io.BytesIO(raw)).read("xl/worksheets/sheet1.xml").decode()
    whole = f"<f>{formula}</f><v></v>"
    assert whole in sheet or f"<f>{formula}</f><v />" in sheet
    sheet = sheet.replace(f"<f>{formula}</f><v />", whole).replace(whole, f"<f>{formula}</f><v>{value}</v>")
    return saved(book, xl__worksheets__sheet1_xml=sheet.replace('<c r="A1">', '<c r="A1" t="str">').encode())


def test_cells_as_people_see_them(book):
    book.active.append(["a", 3, 2.5, 12345678.0, True, datetime(2024, 3, 1), date(2024, 3, 2), None])  # noqa: DTZ001 -- spreadsheets have no zones
    book.active.append([datetime(2024, 3, 1, 9, 30), " padded ", "=text", "-"])  # noqa: DTZ001 -- likewise
    book.active["C2"].data_type = "s"
    grid = workbooks.read("a.xlsx", saved(book))
    assert grid.rows[0].cells == ("a", "3", "2.5", "12345678", "yes", "2024-03-01", "2024-03-02")
    assert grid.rows[1].cells[:4] == ("2024-03-01T09:30:00", "padded", "'=text", "'-")
    assert grid.at(2) == "a.xlsx, row 2"


def test_a_formula_gives_the_value_last_computed_and_it_is_said(book):
    book.active["A1"] = '=UPPER("blue")'
    grid = workbooks.read("a.xlsx", computed(book, 'UPPER("blue")', "BLUE"))
    assert grid.rows[0].cells == ("BLUE",)
    assert "Formulas gave the values that were last computed." in grid.notes


@pytest.mark.parametrize(
    ("formula", "why"),
    [
        ("=UPPER(B1)", "never computed"),
        ('=WEBSERVICE("http://evil.example")', "from outside"),
        ("=[1]Sheet1!A1", "from outside"),
        ("=cmd|'/C calc'!A0", "from outside"),
    ],
)
def test_a_formula_without_a_value_of_its_own_is_a_fault_of_its_cell(book, formula, why):
    book.active.append(["x", formula])
    grid = workbooks.read("a.xlsx", saved(book))
    assert grid.rows[0].cells == ("x", "")
    assert why in grid.rows[0].faults[1]


def test_an_error_is_a_fault_and_not_available_is_nothing(book):
    book.active.append(["#REF!", "#N/A"])
    grid = workbooks.read("a.xlsx", saved(book))
    assert grid.rows[0].faults == {0: "It shows the error #REF!."}
    assert grid.rows[0].cells == ("", "#N/A")


def test_cells_merged_downwards_give_their_value_to_each_row_and_it_is_said(book):
    for row in (["a", "Nepal"], ["b", None], ["c", None], ["d", None]):
        book.active.append(row)
    book.active.merge_cells("B1:B3")
    grid = workbooks.read("a.xlsx", saved(book))
    assert [row.cells for row in grid.rows] == [("a", "Nepal"), ("b", "Nepal"), ("c", "Nepal"), ("d",)]
    assert any("merged downwards" in note for note in grid.notes)


def test_more_merged_cells_than_a_sheet_can_mean_are_refused(book, monkeypatch):
    book.active.append(["a"])
    book.active.merge_cells("A1:A9")
    book.active.merge_cells("XFD1:XFD9")
    assert len(workbooks.read("a.xlsx", saved(book)).rows) == 9
    monkeypatch.setattr(workbooks, "_MOST_MERGED", 5)
    with pytest.raises(CoalitionError, match="too many merged cells"):
        workbooks.read("a.xlsx", saved(book))


def test_of_several_sheets_one_is_named_and_hidden_ones_are_not_looked_at(book):
    book.active.append(["a"])
    book.create_sheet("Hidden").append(["b"])
    book["Hidden"].sheet_state = "hidden"
    book.create_sheet("Empty")
    assert workbooks.read("a.xlsx", saved(book)).rows[0].cells == ("a",)
    assert workbooks.read("a.xlsx", saved(book), "Hidden").rows[0].cells == ("b",)
    book.create_sheet("Third").append(["c"])
    with pytest.raises(CoalitionError, match="has 2 sheets that hold something") as told:
        workbooks.read("a.xlsx", saved(book))
    assert told.value.hint == "Say which to read: --sheet NAME. There are: Members, Third."
    with pytest.raises(CoalitionError, match='has no sheet "Fourth"'):
        workbooks.read("a.xlsx", saved(book), "Fourth")


def test_an_empty_spreadsheet_says_so(book):
    with pytest.raises(CoalitionError, match="holds nothing"):
        workbooks.read("a.xlsx", saved(book))


def test_what_unpacks_to_too_much_is_refused_before_it_is_read(book, monkeypatch):
    book.active.append(["a"])
    raw = saved(book, xl__media__x_png=bytes(1_000_000))
    monkeypatch.setattr(workbooks, "MOST_UNPACKED", 500_000)
    with pytest.raises(CoalitionError, match="unpacks to more"):
        workbooks.read("a.xlsx", raw)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused_wherever_they_are_declared(book, encoding):
    book.active.append(["a"])
    evil = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><sst>&e;</sst>'
    with pytest.raises(CoalitionError, match="declares entities"):
        workbooks.read("a.xlsx", saved(book, xl__sharedStrings_xml=evil.encode(encoding)))


def test_a_part_that_is_no_xml_or_missing_is_damage_and_no_traceback(book):
    book.active.append(["a"])
    with pytest.raises(CoalitionError, match="no spreadsheet that can be read"):
        workbooks.read("a.xlsx", saved(book, xl__worksheets__sheet1_xml=b"<worksheet><sheetData><row>"))
    empty = io.BytesIO()
    with zipfile.ZipFile(empty, "w") as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(CoalitionError, match="no spreadsheet in Excel's format"):
        workbooks.read("a.docx", empty.getvalue())


def test_a_file_that_breaks_off_or_lies_about_its_sizes_is_damaged(book):
    book.active.append(["a"])
    raw = saved(book)
    for broken in (raw[: len(raw) // 2], raw[:40] + b"\0" * 40 + raw[80:]):
        with pytest.raises(CoalitionError):
            workbooks.read("a.xlsx", broken)


def test_a_part_gives_no_more_than_the_archive_says_that_it_has(book):
    """A bomb that lies about its size: what is beyond the size is not unpacked, and the sum does not fit."""
    for _ in range(2000):
        book.active.append(["a" * 50])
    raw = saved(book)
    size = zipfile.ZipFile(io.BytesIO(raw)).getinfo("xl/worksheets/sheet1.xml").file_size
    lying = raw.replace(struct.pack("<I", size), struct.pack("<I", 300))
    assert lying != raw
    with pytest.raises(CoalitionError, match=r"damaged|no spreadsheet that can be read"):
        workbooks.read("a.xlsx", lying)


def test_a_part_behind_a_password_is_told(book):
    book.active.append(["a"])
    raw = bytearray(saved(book))
    entry = raw.index(b"PK\x01\x02")
    raw[entry + 8] |= 1
    with pytest.raises(CoalitionError, match="protected by a password"):
        workbooks.read("a.xlsx", bytes(raw))


def test_a_number_that_is_a_time_stays_what_it_says(book):
    book.active.append([time(9, 30), 1e20])
    assert workbooks.read("a.xlsx", saved(book)).rows[0].cells == ("09:30:00", "1e+20")


def test_rows_and_columns_beyond_the_bounds_are_not_read(book, monkeypatch):
    for number in range(4):
        book.active.append([number, "x"])
    monkeypatch.setattr(workbooks, "MOST_ROWS", 3)
    with pytest.raises(CoalitionError, match="more than 3 rows"):
        workbooks.read("a.xlsx", saved(book))
    monkeypatch.setattr(workbooks, "MOST_ROWS", 9)
    monkeypatch.setattr(workbooks, "MOST_COLUMNS", 1)
    assert workbooks.read("a.xlsx", saved(book)).rows[3].cells == ("3",)


def test_a_row_far_below_costs_nothing(book):
    book.active["A1"] = "a"
    book.active["A1048576"] = "far"
    with pytest.raises(CoalitionError, match=r"more than 20,000 rows"):
        workbooks.read("a.xlsx", saved(book))


def test_numbers_as_excel_keeps_them_are_whole_where_they_are(book):
    book.active.append(["a", None, 1.0])
    raw = saved(book)
    sheet = zipfile.ZipFile(io.BytesIO(raw)).read("xl/worksheets/sheet1.xml")
    assert b"<v>1</v>" in sheet
    kept = saved(book, xl__worksheets__sheet1_xml=sheet.replace(b"<v>1</v>", b"<v>1.2E7</v>"))
    assert workbooks.read("a.xlsx", kept).rows[0].cells == ("a", "", "12000000")
