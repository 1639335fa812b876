"""Numbers as tables hold them, and as a reader of a language writes them."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

from coalition.prose.locales import locale_of

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
_GROUPED = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009'\u2019](?=\d{3}(?:\D|$))")
_COMMA = re.compile(r"(-?\d+),(\d{1,2}|\d{4,6})")
"""Three digits behind a comma may be thousands."""
BLANK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"


def number(cell: str) -> Decimal | None:
    """The number that a cell holds: `1234.5`, `-3`; None for anything else, `1,234` and `1.2e5` among it."""
    return Decimal(cell) if _NUMBER.fullmatch(cell) and cell.isascii() else None


def meant(cell: str) -> str:
    """The number that somebody has written for readers: `25%`, `1 200`, `1,5`, with a true minus; empty where in doubt.

    >>> meant("\N{MINUS SIGN}1\N{NO-BREAK SPACE}200,5 %"), meant("1,200")
    ('-1200.5', '')
    """
    plain = _GROUPED.sub("", cell.replace(MINUS, "-").replace("\N{EN DASH}", "-").strip().removesuffix("%").strip())
    found = _COMMA.fullmatch(plain)
    written = f"{found[1]}.{found[2]}" if found else plain
    return "" if number(written) is None else written


def decimals(numbers: list[Decimal]) -> int:
    """How many decimals the most exact of them has: all of a column are shown with as many."""
    return max((len(str(one).partition(".")[2]) for one in numbers), default=0)


def shown(value: Decimal, places: int, language: str) -> str:
    """A number as a reader of the language writes it: `1,234.5` in English, `1 234,5` in Spanish.

    Thousands are parted as the language does it where a point begins the decimals, else by a blank, which nobody takes
    for a point. The digits are those of Latin script everywhere, as they are in the numbers of figures and pages.
    """
    point, group = _signs(language)
    plain = f"{abs(value):,.{places}f}".replace(",", "\0").replace(".", point).replace("\0", group)
    return f"{MINUS}{plain}" if value < 0 and any(sign in plain for sign in "123456789") else plain


def is_mirrored(language: str) -> bool:
    """Whether the language is written from the right to the left."""
    return bool(locale_of(language).text_direction == "rtl")


@cache
def _signs(language: str) -> tuple[str, str]:
    """The signs before decimals and between thousands."""
    signs = locale_of(language).number_symbols["latn"]
    point = signs["decimal"]
    return point, signs["group"] if point == "." else BLANK
