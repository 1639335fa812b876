"""How wide the columns of a table are where its author has not said so: as their words need it.

A table whose lines are long is given columns by the dashes under its head, and nobody counts dashes: `|:--|--:|` makes
columns that are all as wide, whether they hold sentences or years.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coalition.prose.ast import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SAID = 1.5
"""How many times as wide as another a column has to be for somebody to have meant it."""
_LINE, _MARGINS, _MOST = 85, 4, 150
"""Letters of a line of a table, those that the margins of a cell take, and those above which a longer cell is no reason
for a wider column."""


def by_words(table: Sequence[Any]) -> list[Any]:
    """The columns of a table, the content of its node; as they are, unless their shares are about the same.

    Every column has room for its longest word, and what is left goes to those whose cells would have to be folded. Laws:
    the shares together stay what they were; a column is no narrower than another whose longest word and longest cell are
    both shorter.
    """
    columns = list(table[2])
    shares = [width["c"] for _, width in columns if width["t"] == "ColWidth"]
    if len(shares) < max(2, len(columns)) or max(shares) > _SAID * min(shares):
        return columns
    words, cells = [0] * len(columns), [0] * len(columns)
    for column, text in _cells(table):
        words[column] = max(words[column], *map(len, text.split() or [""]))
        cells[column] = max(cells[column], min(len(text), _MOST))
    wished = [max(0, cell - word) for word, cell in zip(words, cells, strict=True)]
    left = max(0, _LINE - sum(words) - _MARGINS * len(columns))
    given = min(1, left / max(1, sum(wished)))
    needs = [word + _MARGINS + wish * given for word, wish in zip(words, wished, strict=True)]
    whole = sum(shares) / sum(needs)
    return [
        [side, {"t": "ColWidth", "c": round(need * whole, 4)}] for (side, _), need in zip(columns, needs, strict=True)
    ]


def _cells(table: Sequence[Any]) -> Iterator[tuple[int, str]]:
    """Every cell of one column, with the number of its column and its words."""
    parts = [table[3][1], *(rows for body in table[4] for rows in body[2:]), table[5][1]]
    for rows in parts:
        below: dict[int, int] = {}
        for _, row in rows:
            column = 0
            for _, _, down, across, blocks in row:
                while below.get(column, 0):
                    below[column] -= 1
                    column += 1
                if across == 1 and column < len(table[2]):
                    yield column, plain_text(blocks)
                below.update(dict.fromkeys(range(column, column + across), down - 1))
                column += across
            for rest in range(column, len(table[2])):
                below[rest] = max(0, below.get(rest, 0) - 1)
