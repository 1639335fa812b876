"""Numbers as tables hold them, and as a reader of a language writes them."""

from __future__ import annotations

import re
from decimal import Decimal

_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,6})?")
BLANK = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
_SIGNS = {"en": (".", ","), "ja": (".", ","), "zh": (".", ","), "ko": (".", ","), "ar": (".", ","), "sw": (".", ",")}
"""The signs before decimals and between thousands, where they are not a comma and a blank."""


def number(cell: str) -> Decimal | None:
    """The number that a cell holds: `1234.5`, `-3`; None for anything else, `1,234` and `1.2e5` among it."""
    return Decimal(cell) if _NUMBER.fullmatch(cell) and cell.isascii() else None


def decimals(numbers: list[Decimal]) -> int:
    """How many decimals the most exact of them has: all of a column are shown with as many."""
    return max((len(str(one).partition(".")[2]) for one in numbers), default=0)


def shown(value: Decimal, places: int, language: str) -> str:
    """A number as a reader of the language writes it: `1,234.5` in English, `1 234,5` in Spanish."""
    point, group = _SIGNS.get(language.partition("-")[0].lower(), (",", BLANK))
    plain = f"{abs(value):,.{places}f}".replace(",", "\0").replace(".", point).replace("\0", group)
    return f"{MINUS}{plain}" if value < 0 and any(sign in plain for sign in "123456789") else plain
