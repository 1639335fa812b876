"""Files of others as rows: encodings, separators, what cannot be read."""

from __future__ import annotations

import pytest

from coalition.errors import CoalitionError
from coalition.interchange import grids

TEXT = "Name;Land\nRío;Perú\n"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (TEXT.encode(), "It is in UTF-8."),
        (b"\xef\xbb\xbf" + TEXT.encode(), "It is in UTF-8."),
        (TEXT.encode("utf-16"), "It is in UTF-16."),
        (TEXT.encode("utf-16-be"), "It is in UTF-16."),
        (TEXT.encode("cp1252"), 'It is not in UTF-8, and was read as Windows-1252. Look whether this is right: "Name;Land Río;Perú".'),
        (TEXT.replace("\n", "\r\n").encode(), "It is in UTF-8."),
        (TEXT.replace("\n", "\r").encode(), "It is in UTF-8."),
    ],
)  # fmt: skip
def test_the_encoding_is_recognised_and_said(raw, said):
    grid = grids.from_text("a.csv", raw)
    assert grid.notes[0] == said
    assert [row.cells for row in grid.rows] == [("Name", "Land"), ("Río", "Perú")]


def test_an_encoding_that_is_said_is_believed():
    grid = grids.from_text("a.csv", "Имя\nЩит\n".encode("cp1251"), "windows-1251")
    assert grid.rows[1].cells == ("Щит",)
    assert grid.notes[0] == "It was read as windows-1251, as you said."


@pytest.mark.parametrize(
    ("separator", "word"), [(",", "commas"), (";", "semicolons"), ("\t", "tabs")]
)  # fmt: skip
def test_the_separator_is_recognised_and_said(separator, word):
    grid = grids.from_text("a.csv", f'Name{separator}Land\n"a{separator}b"{separator}c\n'.encode())
    assert grid.rows[1].cells == (f"a{separator}b", "c")
    assert grid.notes[1] == f"Its cells are parted by {word}."


def test_a_title_above_the_table_does_not_hide_what_parts_it():
    grid = grids.from_text("a.csv", b"Our members\n\nName;Land\nx;y\n")
    assert [row.cells for row in grid.rows] == [("Our members",), ("Name", "Land"), ("x", "y")]


def test_what_excel_says_of_the_separator_is_believed_and_lines_keep_their_numbers():
    grid = grids.from_text("a.csv", b"sep=|\nName|Land\nx|y\n")
    assert [(row.number, row.cells) for row in grid.rows] == [(2, ("Name", "Land")), (3, ("x", "y"))]
    assert grid.notes[1] == "Its cells are parted by '|'."


def test_rows_know_the_line_in_which_they_begin_whatever_stands_between():
    grid = grids.from_text("a.csv", b'Name,Note\n"Two\nlines","more\n\nlines"\n\n,\nLast,\n')
    assert [(row.number, row.cells[0]) for row in grid.rows] == [(1, "Name"), (2, "Two\nlines"), (8, "Last")]
    assert grid.at(8) == "a.csv:8"


def test_a_row_that_cannot_be_read_costs_no_other():
    grid = grids.from_text("a.csv", b'Name,Note\n"broken "quote",x\nGood,y\n')
    assert [row.cells[0] for row in grid.rows] == ["Name", "Good"]
    assert [(row.number, row.message[:40]) for row in grid.broken] == [(2, "The quotation marks in this row do not m")]


def test_more_rows_than_any_registry_has_are_refused(monkeypatch):
    monkeypatch.setattr(grids, "MOST_ROWS", 2)
    with pytest.raises(CoalitionError, match="has 3 rows"):
        grids.from_text("a.csv", b"a\nb\nc\n")
