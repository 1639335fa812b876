"""How wide the columns of a table have to be in the report's PDF, so that no word runs into the next column.

Widths are in ems of the letters of a table, and estimated from letters alone, a little too wide rather than too narrow.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from coalition.prose.ast import plain_text, walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coalition.prose.ast import Node

_POINTS = 8.9
MILLIMETRE = 72 / 25.4 / _POINTS
LINE = 122 * MILLIMETRE
"""The line of a page; see `templates/design.typ`."""
_BESIDE = 4 * MILLIMETRE
"""What is left free at the two sides of a cell; see `templates/setting.typ`."""
_NARROW, _BROAD = frozenset("fijlrtIJ.,:;'|!()[]-/ \""), frozenset("mwMW%@")
_BREAKS = re.compile(r"(?<=[-/\u2013\u2014\u00ad\u200b])(?=[^\W\d])|\s+")
"""Where a line can end within a cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one column needs, the room beside its words included."""

    least: float
    """So that its widest word fits."""
    most: float
    """So that its longest line fits."""
    word: str
    """Its widest word."""


def columns(table: Node) -> tuple[Column, ...]:
    """The columns of a table. A cell that spans several is left out: its words have more room."""
    widest = [("", 0.0)] * len(table["c"][2])
    longest = [0.0] * len(widest)
    for index, line in _lines(table):
        longest[index] = max(longest[index], extent(line))
        for word in _BREAKS.split(line):
            if extent(word) > widest[index][1]:
                widest[index] = word, extent(word)
    return tuple(
        Column(least + _BESIDE, most + _BESIDE, word) for (word, least), most in zip(widest, longest, strict=True)
    )


def shares(table: Node) -> tuple[float | None, ...]:
    """The share of the line of each column, None where it finds its own.

    Law: they are those that were written, or none, as long as no word is wider than its column. Otherwise columns that
    have room to spare give it up.
    """
    written = [width.get("c") for _, width in table["c"][2]]
    needed = columns(table)
    given = [LINE * share for share in written] if None not in written else _fair([one.most for one in needed])
    if all(width >= one.least for width, one in zip(given, needed, strict=True)):
        return tuple(written)
    wanted = [max(width, one.least) for width, one in zip(given, needed, strict=True)]
    spare = [width - one.least for width, one in zip(wanted, needed, strict=True)]
    over = min(max(sum(wanted) - LINE, 0) / (sum(spare) or 1), 1)
    return tuple((width - over * more) / LINE for width, more in zip(wanted, spare, strict=True))


def too_wide(table: Node) -> Column | None:
    """Of a table that no page can hold, the column with the widest word."""
    needed = columns(table)
    return max(needed, key=lambda one: one.least) if sum(one.least for one in needed) > LINE else None


def millimetres(table: Node) -> int:
    """How wide a table has to be."""
    return round(sum(one.least for one in columns(table)) / MILLIMETRE)


def _fair(most: Sequence[float]) -> list[float]:
    """How Typst shares a line among columns: who needs less than an equal share gets that."""
    made, left = [0.0] * len(most), LINE
    for place, index in enumerate(sorted(range(len(most)), key=most.__getitem__)):
        made[index] = min(most[index], left / (len(most) - place))
        left -= made[index]
    return made


def _lines(table: Node) -> Iterator[tuple[int, str]]:
    """The lines of cells, each with the number of its column."""
    _, _, heads, head, bodies, foot = table["c"]
    for rows in (head[1], *(part for body in bodies for part in body[2:]), foot[1]):
        held = [0] * len(heads)
        for _, cells in rows:
            index = 0
            for _, _, down, across, blocks in cells:
                while index < len(held) and held[index]:
                    held[index] -= 1
                    index += 1
                if index >= len(held):
                    break
                if across == 1:
                    yield from ((index, line) for line in _of_blocks(blocks))
                for column in range(index, min(index + across, len(held))):
                    held[column] = down - 1
                index += across
            held[index:] = [max(rest - 1, 0) for rest in held[index:]]


def _of_blocks(blocks: Any) -> Iterator[str]:
    for node in walk(blocks):
        if node["t"] in ("Para", "Plain"):
            yield plain_text(node["c"])


@lru_cache(maxsize=4096)
def extent(text: str) -> float:
    """About how wide words are."""
    return sum(map(_width, unicodedata.normalize("NFD", text)))


def _width(sign: str) -> float:
    if unicodedata.combining(sign) or sign in "\u00ad\u200b":
        return 0
    if sign in _NARROW:
        return 0.3
    if sign in _BROAD:
        return 0.86
    if unicodedata.east_asian_width(sign) in "WF":
        return 1
    return 0.6 if sign.isupper() else 0.53
