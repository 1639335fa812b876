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


@dataclass(frozen=True, slots=True)
class Setting:
    """A way to set a table: how wide it may be, what is free at the two sides of a cell together, how large letters are."""

    line: int
    beside: int
    """Both in millimetres."""
    points: float

    def room(self, cells: int) -> float:
        """What the words of a row have, in ems."""
        return (self.line - self.beside * cells) * self.em

    @property
    def em(self) -> float:
        """Ems in a millimetre."""
        return 72 / 25.4 / self.points


COMMON, BROAD, DENSE = Setting(122, 4, 8.9), Setting(163, 4, 8.9), Setting(163, 2, 7.6)
"""In the line of the text; over both columns of the page; there in small letters: see `templates/passages.typ`."""
SETTINGS = (COMMON, BROAD, DENSE)
_THIN, _THICK = frozenset("fijlrtIJ.,:;'|!()[]-/ \""), frozenset("mwMW%@")
_BREAKS = re.compile(r"(?<=[-/\u2013\u2014\u00ad\u200b])(?=[^\W\d])|\s+")
"""Where a line can end within a cell."""


@dataclass(frozen=True, slots=True)
class Column:
    """What the words of one column need."""

    least: float
    """So that the widest fits."""
    most: float
    """So that the longest line fits."""
    word: str
    """The widest."""


def columns(table: Node) -> tuple[Column, ...]:
    """The columns of a table. A cell that spans several is left out: its words have more room."""
    widest = [("", 0.0)] * len(table["c"][2])
    longest = [0.0] * len(widest)
    for index, line in _lines(table):
        longest[index] = max(longest[index], extent(line))
        for word in _BREAKS.split(line):
            if extent(word) > widest[index][1]:
                widest[index] = word, extent(word)
    return tuple(Column(least, most, word) for (word, least), most in zip(widest, longest, strict=True))


def setting(table: Node) -> Setting:
    """The first setting in which every word fits; the last where none does."""
    needed = columns(table)
    least = sum(one.least for one in needed)
    return next((one for one in SETTINGS if least <= one.room(len(needed))), SETTINGS[-1])


def shares(table: Node, chosen: Setting = COMMON) -> tuple[float | None, ...]:
    """The share of the line of each column, None where it finds its own.

    Law: they are those that were written, or none, as long as no word is wider than its column. Otherwise columns that
    have room to spare give it up.
    """
    written = [width.get("c") for _, width in table["c"][2]]
    beside, line = chosen.beside * chosen.em, chosen.line * chosen.em
    needed = [(one.least + beside, one.most + beside) for one in columns(table)]
    given = [line * share for share in written] if None not in written else _fair([most for _, most in needed], line)
    if all(width >= least for width, (least, _) in zip(given, needed, strict=True)):
        return tuple(written)
    wanted = [max(width, least) for width, (least, _) in zip(given, needed, strict=True)]
    spare = [width - least for width, (least, _) in zip(wanted, needed, strict=True)]
    over = min(max(sum(wanted) - line, 0) / (sum(spare) or 1), 1)
    return tuple((width - over * more) / line for width, more in zip(wanted, spare, strict=True))


def too_wide(table: Node) -> Column | None:
    """Of a table that no page can hold, the column with the widest word."""
    needed = columns(table)
    fits = sum(one.least for one in needed) <= SETTINGS[-1].room(len(needed))
    return None if fits else max(needed, key=lambda one: one.least)


def millimetres(table: Node) -> int:
    """How wide a table has to be in the smallest setting."""
    needed, dense = columns(table), SETTINGS[-1]
    return round(sum(one.least for one in needed) / dense.em + dense.beside * len(needed))


def _fair(most: Sequence[float], line: float) -> list[float]:
    """How Typst shares a line among columns: who needs less than an equal share gets that."""
    made, left = [0.0] * len(most), line
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
    if sign in _THIN:
        return 0.3
    if sign in _THICK:
        return 0.86
    if unicodedata.east_asian_width(sign) in "WF":
        return 1
    return 0.6 if sign.isupper() else 0.53
