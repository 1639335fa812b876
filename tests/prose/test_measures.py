"""Tables have room for their words, and what has none is told of."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prose_samples import chapter, codes

from coalition.prose.ast import document, plain, table, words
from coalition.prose.measures import BROAD, COMMON, DENSE, Setting, columns, setting, shares, too_wide
from coalition.prose.writers import typst

cells = st.text(st.sampled_from("ab -/MWi1"), max_size=60)


def made(*rows: tuple[str, ...], widths: tuple[float, ...] = ()):
    head, *others = [[[plain(words(cell))] for cell in row] for row in rows]
    return table(head, others, widths=widths)


def room(share: float, chosen: Setting) -> float:
    """What the words of a column have."""
    return (share * chosen.line - chosen.beside) * chosen.em


@given(st.lists(st.tuples(cells, cells, cells), min_size=1, max_size=5), st.booleans())
def test_no_word_is_wider_than_its_column_where_a_page_can_hold_the_table(rows, written):
    of = made(*rows, widths=(0.5, 0.3, 0.2) if written else ())
    chosen = setting(of)
    found = shares(of, chosen)
    if too_wide(of) is None and None not in found:
        assert sum(found) <= 1.0001
        assert all(room(share, chosen) >= one.least - 0.001 for share, one in zip(found, columns(of), strict=True))


def test_shares_that_were_written_stay_as_long_as_words_fit():
    assert shares(made(("Form", "Where"), ("One", "On the table"), widths=(0.3, 0.7))) == (0.3, 0.7)
    assert shares(made(("Form", "Where"), ("One", "On the table"))) == (None, None)


def test_a_column_with_a_long_word_takes_room_from_one_that_has_words_to_divide():
    word, text = "Donaudampfschifffahrtsgesellschaft" * 2, "many short words " * 20
    first, second = shares(made(("Name", "Text"), (word, text)))
    assert room(first, COMMON) == pytest.approx(columns(made(("Name",), (word,)))[0].least)
    assert second == pytest.approx(1 - first)


def test_a_table_takes_both_columns_of_the_page_and_small_letters_when_it_has_to(pandoc):
    for count, expected, written in (
        (5, COMMON, "#figure(table("),
        (9, BROAD, "(dense: false, table("),
        (12, DENSE, "true, "),
    ):
        of = made(("Country",) * count, ("12,345",) * count)
        assert setting(of) == expected
        assert written in typst(document([of]), {}, pandoc=pandoc)
    assert too_wide(made(("Bangladesh",) * 14)) is not None


def test_a_cell_over_several_columns_or_rows_counts_where_it_stands():
    of = made(("A", "B"), ("x", "y"), ("z", ""))
    of["c"][4][0][3][0][1][0][2] = 2  # "x" over two rows, so that "z" is the second cell of the next
    of["c"][4][0][3][1][1] = [of["c"][4][0][3][1][1][0]]
    of["c"][3][1][0][1][0][3] = 2  # "A" over both columns
    of["c"][3][1][0][1] = [of["c"][3][1][0][1][0]]
    assert [one.word for one in columns(of)] == ["x", "y"]


def test_what_no_page_can_hold_is_told_of_at_its_widest_word_and_sites_scroll(prepared):
    body = f"| Form | Where |\n|---|---|\n| One | {'x' * 150} |\n\n: Forms. {{#tbl-x}}\n"
    wide = prepared(chapter(body))
    assert [(code, line) for code, line, _ in codes(wide)] == [("table-too-wide", 12)]
    assert "has to be 2" in wide.problems[0].message
    assert not prepared(replace(chapter(body, cites=False), path="pages/x.md")).problems
