from __future__ import annotations

import pytest

from coalition.parsing.csv import parse
from coalition.problems import Place


def problems(text: str) -> list[tuple[str, int, int]]:
    return [(found.code, found.place.line, found.place.column) for found in parse("a.csv", text).problems]


def test_a_table():
    parsed = parse("a.csv", "region,total\nAsia,15.1\n\nAfrica, 3.8 \n")
    assert parsed.problems == ()
    assert parsed.value.header == ("region", "total")
    assert parsed.value.rows == (("Asia", "15.1"), ("Africa", "3.8"))
    assert parsed.value.places == (Place("a.csv", 2, 1), Place("a.csv", 4, 1))


def test_as_spreadsheets_write_it():
    parsed = parse("a.csv", "\ufeffregion;total\r\nAsia;15,1\r\n")
    assert parsed.problems == ()
    assert parsed.value.rows == (("Asia", "15,1"),)


def test_tabs_part_too_and_quotation_marks_hide_separators():
    assert parse("a.csv", '"a,b,c"\tx\n1\t2\n').value.header == ("a,b,c", "x")


def test_quoted_cells_hold_line_ends_and_the_lines_after_them_keep_their_numbers():
    parsed = parse("a.csv", 'a,b\n"one\ntwo","say ""yes"""\nx\n')
    assert parsed.value.rows[0] == ("one\ntwo", 'say "yes"')
    assert problems('a,b\n"one\ntwo","say ""yes"""\nx\n') == [("ragged-row", 4, 1)]


def test_cells_are_text_whatever_they_begin_with():
    assert parse("a.csv", "a\n=1+1\n@x\n-5\n+5\n").value.rows == (("=1+1",), ("@x",), ("-5",), ("+5",))


def test_rows_of_another_length():
    parsed = parse("a.csv", "a,b\n1\n1,2,3\n")
    assert problems("a,b\n1\n1,2,3\n") == [("ragged-row", 2, 1), ("ragged-row", 3, 1)]
    assert parsed.value.rows == (("1", ""), ("1", "2"))
    assert '"1"' in parsed.problems[0].message


def test_headings():
    assert problems("a,,A\n1,2,3\n") == [("duplicate-heading", 1, 1), ("empty-heading", 1, 1)]


def test_notes_above_the_header():
    parsed = parse("a.csv", "# unit: persons, source: cases\n# 2026\na,b\n1\n")
    assert parsed.value.notes == ("unit: persons, source: cases", "2026")
    assert parsed.value.header == ("a", "b")
    assert [found.place.line for found in parsed.problems] == [4]


@pytest.mark.parametrize("text", ["", "\n\n", "# note\n", ",,\n"])
def test_no_table(text: str):
    assert [found.code for found in parse("a.csv", text).problems] == ["empty-table"]


def test_a_row_with_broken_quotation_marks_costs_no_other_row():
    parsed = parse("a.csv", 'a,b\n"x" y,1\n2,3\n"z,4\n5,6\n')
    assert [(found.code, found.place.line) for found in parsed.problems] == [
        ("unreadable-row", 2),
        ("unreadable-row", 4),
    ]
    assert parsed.value.rows == (("2", "3"), ("5", "6"))
