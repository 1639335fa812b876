"""Columns are as wide as their words need, where an author has not said how wide."""

from __future__ import annotations

import pytest
from prose_samples import chapter

from coalition.prose import ast
from coalition.prose.book import prepare
from coalition.prose.columns import by_words
from coalition.prose.model import Bibliography
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache

LONG = "A sentence that goes on for as long as it takes to fill more than the line that it stands on, and then some."


@pytest.fixture(scope="module")
def pandoc():
    return Pandoc(Cache(None))


def widths(body, pandoc):
    book = prepare([chapter(body)], Bibliography(), pandoc=pandoc).value
    (table,) = [node["c"] for node in ast.walk(ast.blocks_of(book.sections[0].ast)) if node["t"] == "Table"]
    return [width.get("c") for _, width in table[2]]


def test_years_leave_room_for_sentences(pandoc):
    first, last = widths(f"| Year | Words |\n|:--|:--|\n| 2020 | {LONG} |\n", pandoc)
    assert first < 0.2
    assert last > 0.8
    assert first + last == pytest.approx(1, abs=0.01)


def test_short_tables_stay_as_narrow_as_they_are(pandoc):
    assert widths("| Year | Words |\n|:--|:--|\n| 2020 | few |\n", pandoc) == [None, None]


def test_who_counts_dashes_is_believed(pandoc):
    first, last = widths(f"| Year | Words |\n|:------|:---|\n| 2020 | {LONG} |\n", pandoc)
    assert first > 1.5 * last


def test_long_words_are_not_cut(pandoc):
    first, last = widths(f"| Arbeitnehmerüberlassung | b |\n|--|--|\n| {LONG} {LONG} | {LONG} {LONG} |\n", pandoc)
    assert first > last > 0.3


def test_cells_over_several_rows_and_columns_do_not_shift_the_others():
    def cell(text, down=1, across=1):
        return [ast.attr(), {"t": "AlignDefault"}, down, across, [ast.plain(ast.words(text))]]

    columns = [[{"t": "AlignDefault"}, {"t": "ColWidth", "c": 0.3}]] * 3
    rows = [[cell("a", down=2), cell("all of it " * 9, across=2)], [cell("b"), cell("longest-of-all")], [cell("c")]]
    table = [None, None, columns, [None, []], [[None, 0, [], [[None, row] for row in rows]]], [None, []]]
    first, second, third = (width["c"] for _, width in by_words(table))
    assert first == second < third
    assert first + second + third == pytest.approx(0.9, abs=0.01)
