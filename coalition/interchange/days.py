"""Days as people write them in tables."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from coalition.checks.names import skeleton
from coalition.interchange.cells import Unusable

if TYPE_CHECKING:
    from collections.abc import Mapping

_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ][0-9:.]+)?")
_NUMBERS = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_WORDS = re.compile(r"([0-9]{1,2})(?:st|nd|rd|th|\.)?\s+(?:de\s+)?([^\W\d]+)\.?,?\s+(?:de\s+|del\s+)?([0-9]{4})")
_MONTH_FIRST = re.compile(r"([^\W\d]+)\.?\s+([0-9]{1,2})(?:st|nd|rd|th)?,?\s+([0-9]{4})")
_HINT = "Write it as 2024-03-31."


def day(text: str) -> date:
    """The day that is written, as 2024-03-31 or 31.3.2024, 31/3/2024 and 31 March 2024.

    Raises Unusable, also for 3/4/2024: half of the world reads another day than the other half.
    """
    if found := _ISO.fullmatch(text):
        return _day(text, found[1], found[2], found[3])
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[3])
        if found[2] != "." and first <= 12 and second <= 12 and first != second:
            both = f"{found[4]}-{second:02}-{first:02} or {found[4]}-{first:02}-{second:02}"
            raise Unusable(f'"{text}" can be two days.', f"Write {both}.")
        month, number = (second, first) if second <= 12 else (first, second)
        return _day(text, found[4], month, number)
    if found := _WORDS.fullmatch(text):
        return _day(text, found[3], _months().get(skeleton(found[2]), 0), found[1])
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(text, found[3], _months().get(skeleton(found[1]), 0), found[2])
    raise Unusable(f'"{text}" is not a day.', _HINT)


def _day(text: str, year: str, month: str | int, number: str | int) -> date:
    try:
        return date(int(year), int(month), int(number))
    except ValueError as error:
        raise Unusable(f'"{text}" is not a day.', _HINT) from error


@cache
def _months() -> Mapping[str, int]:
    """Months by their names, whole and short, in languages that registries are kept in."""
    from babel import Locale

    return {
        skeleton(name): number
        for language in ("en", "es", "fr", "pt", "de", "it")
        for width in ("wide", "abbreviated")
        for number, name in Locale(language).months["format"][width].items()
    }
