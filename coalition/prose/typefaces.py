"""Which characters the report's typefaces can draw: what none of them has would leave a hole in the PDF."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_UNDRAWN = frozenset({"Cc", "Cf", "Zl", "Zp"})
"""Categories of characters that are never drawn: controls, joiners, marks of direction, line ends."""
_SELECTORS = range(0xFE00, 0xFE10)


@dataclass(frozen=True, slots=True)
class Coverage:
    """The code points that at least one face of a set of typefaces has a glyph for."""

    starts: tuple[int, ...]
    """The first of each unbroken range, ascending."""
    ends: tuple[int, ...]
    """The last of each range, in the same order."""

    def __contains__(self, point: int) -> bool:
        at = bisect_right(self.starts, point) - 1
        return at >= 0 and point <= self.ends[at]


def coverage(listing: str) -> Coverage:
    """The coverage that a listing tells: `0020-007E`, a range a line, ascending."""
    pairs = [line.split("-") for line in listing.split()]
    return Coverage(
        starts=tuple(int(start, 16) for start, _ in pairs),
        ends=tuple(int(end, 16) for _, end in pairs),
    )


@cache
def ours() -> Coverage:
    """What the typefaces in `assets/fonts` cover; `tools/fonts.py` writes the listing."""
    listing = files("coalition").joinpath("assets", "fonts", "coverage.txt").read_text(encoding="ascii")
    return coverage(listing)


def uncovered(text: str, fonts: Coverage | None = None) -> tuple[str, ...]:
    """The characters that no face can draw, each once, in the order in which they come.

    >>> uncovered("Tokyo, 東京")
    ('東', '京')
    """
    known = fonts or ours()
    return tuple(char for char in dict.fromkeys(text) if ord(char) not in known and _drawn(char))


UNDRAWN_HINT = "Write it in Latin letters, or show it in a picture."


def undrawn(character: str) -> str:
    """What is told of a character that no face can draw, wherever it was found."""
    name = unicodedata.name(character, "a character without a name").lower()
    return f'The report cannot draw "{character}" (U+{ord(character):04X}, {name}).'


def _drawn(char: str) -> bool:
    return unicodedata.category(char) not in _UNDRAWN and ord(char) not in _SELECTORS
