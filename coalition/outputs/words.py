"""The words that readers see: interface strings by language, and names, dates and sizes as that language writes them.

Strings live in Babel catalogues (`coalition/locale/<language>/LC_MESSAGES/coalition.po`) under keys such as
`members.title`; no template and no builder holds a sentence. A value in a string is named: `{member} leads it`.
"""

from __future__ import annotations

import gettext
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from coalition.errors import CoalitionError
from coalition.prose.locales import locale_of, nearest_locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DOMAIN = "coalition"
Day = date
"""A calendar day; the class below has a method of the other name."""
FALLBACK = "en"
"""The language whose catalogue is complete by law; a key that another lacks is shown in it."""
_DAY_CODES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAYS = re.compile(r"\b(?:Mo|Tu|We|Th|Fr|Sa|Su)\b")
_RANGE = re.compile(r"(?<=\w)-(?=\w)")
_REMEMBERED = 10_000
"""Dates, numbers and names of languages whose words are kept: a site repeats few of each, ten thousands of times."""


class UnknownWord(CoalitionError):
    """A key that no catalogue holds: a bug of ours, never of the campaign's."""

    def __init__(self, key: str) -> None:
        super().__init__(f'the catalogue of interface strings has no entry "{key}"')


@dataclass(frozen=True, slots=True)
class Words:
    """The interface in one language.

    Law: every method gives text for every value, in the nearest language that has it.
    """

    language: str
    """BCP 47."""

    def __call__(self, key: str, **values: object) -> str:
        """The string of that key, as plain text."""
        return self.pattern(key).format(**values)

    def pattern(self, key: str) -> str:
        """The string of that key as it stands in the catalogue, its values still to be filled in."""
        return _text(self.language, key)

    def html(self, key: str, **values: object) -> Markup:
        """The string of that key as HTML: the string and its values are escaped, unless a value is Markup."""
        return escape(self.pattern(key)).format(**values)

    def count(self, key: str, number: int, **values: object) -> str:
        """The string of that key in the plural form of `number`, which is written as `{number}`."""
        return _plural(self.language, key, number).format(number=self.number(number), **values)

    def has(self, key: str) -> bool:
        """Whether some catalogue holds the key."""
        return key in _keys(FALLBACK)

    def addressee(self, slug: str) -> str:
        """Whom a word of a passage's `to=` means; one that no catalogue knows reads as it is written."""
        key = f"addressee.{slug}"
        return self(key) if self.has(key) else slug.replace("-", " ")

    def credit(self, role: str) -> str:
        """What somebody did, by a word of CRediT."""
        return self(f"credit.{role}")

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return locale_of(self.language).text_direction

    def country(self, code: str) -> str:
        """The name of a country or region; the code itself where CLDR has no name."""
        return _territories(self.language).get(code) or code

    def language_name(self, tag: str) -> str:
        """The name of a language, as a sentence writes it."""
        return _language_name(self.language, tag)

    def joined(self, items: Iterable[str]) -> str:
        """`A, B and C`, as plain text."""
        from babel.lists import format_list

        return format_list(list(items), locale=locale_of(self.language))

    def listing(self, items: Iterable[str]) -> Markup:
        """`A, B and C`; items are escaped unless they are Markup."""
        return Markup(self.joined(str(escape(item)) for item in items))  # noqa: S704 -- every item is escaped

    def date(self, day: Day) -> str:
        """`14 September 2026`."""
        return _date(self.language, day)

    def days(self, first: Day, last: Day) -> str:
        """Both ends with what they share said once; a single day as such."""
        end = self.date(last)
        if first == last:
            return end
        if (first.year, first.month) == (last.year, last.month):
            # The day is the last number of its value: languages that put it after the month write the month as a number too.
            before, day, after = re.split(rf"(?<!\d)({last.day})(?!\d)(?!.*(?<!\d){last.day}(?!\d))", end, maxsplit=1)
            return f"{before}{first.day}–{day}{after}"  # noqa: RUF001 -- an en dash: from and to
        return f"{self.date(first)} – {end}"  # noqa: RUF001 -- likewise

    def month(self, value: str) -> str:
        """`2023-02` as `February 2023`; a bare year as it is."""
        from babel.dates import format_skeleton

        year, _, month = value.partition("-")
        if not month:
            return year
        return format_skeleton("yMMMM", datetime(int(year), int(month), 1, tzinfo=UTC), locale=locale_of(self.language))

    def time(self, instant: datetime) -> str:
        """`10:00`, in the instant's own zone."""
        from babel.dates import format_time

        return format_time(instant.time(), "short", locale=locale_of(self.language))

    def instant(self, instant: datetime) -> str:
        """`14 September 2026, 10:00 (UTC+02:00)`: the day, the time and its distance from UTC, never without it."""
        return self("time.instant", date=self.date(instant.date()), time=self.time(instant), zone=offset(instant))

    def hours(self, value: str) -> str:
        """Opening hours with the days in the reader's language: `Mo-Fr 09:00-17:00` with `Mon` for `Mo`."""
        names = locale_of(self.language).days["stand-alone"]["abbreviated"]
        spoken = _DAYS.sub(lambda found: names[_DAY_CODES.index(found[0])], value)
        return _RANGE.sub("–", spoken).replace(",", ", ").replace(",  ", ", ")  # noqa: RUF001 -- an en dash: from and to

    def size(self, count: int | str) -> str:
        """`1.2 MB`: decimal units, as browsers show them; words stand as they are, for a size not known yet."""
        from babel.units import format_unit

        if isinstance(count, str):
            return count
        unit, bound = ("digital-megabyte", 1_000_000) if count >= 1_000_000 else ("digital-kilobyte", 1_000)
        value = max(1, round(count / bound)) if bound == 1_000 or count >= 10 * bound else round(count / bound, 1)
        return format_unit(value, unit, "short", locale=locale_of(self.language))

    def number(self, value: int) -> str:
        """`61,000` or `61.000`."""
        return _number(self.language, value)


def endonym(tag: str) -> str:
    """A language's name for itself, as a menu writes it: `Español`."""
    own = nearest_locale(tag)
    name = (own.get_display_name(own) if own is not None else None) or tag
    return name[:1].upper() + name[1:]


def offset(instant: datetime) -> str:
    """`UTC+02:00`, `UTC`."""
    distance = instant.utcoffset()
    minutes = int(distance.total_seconds()) // 60 if distance is not None else 0
    if not minutes:
        return "UTC"
    return f"UTC{'+' if minutes > 0 else '−'}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"  # noqa: RUF001 -- a minus sign


def alphabetical(name: str) -> tuple[str, str]:
    """Sorts names as a reader looks for them: case and accents matter last."""
    if name.isascii():
        return (name.lower(), name)
    bare = "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))
    return (bare.casefold(), name)


@lru_cache(maxsize=_REMEMBERED)
def _date(language: str, day: Day) -> str:
    from babel.dates import format_date

    return format_date(day, "long", locale=locale_of(language))


@lru_cache(maxsize=_REMEMBERED)
def _number(language: str, value: int) -> str:
    from babel.numbers import format_decimal

    return format_decimal(value, locale=locale_of(language))


@lru_cache(maxsize=_REMEMBERED)
def _language_name(language: str, tag: str) -> str:
    shown = nearest_locale(tag)
    return (shown.get_display_name(locale_of(language)) if shown is not None else None) or tag


@cache
def _territories(language: str) -> Mapping[str, str]:
    return dict(locale_of(language).territories)


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """The catalogues that speak for a language, nearest first: its own, its base language's, English."""
    found = [_read(tag) for tag in dict.fromkeys((language, language.split("-", maxsplit=1)[0], FALLBACK))]
    chain = [catalogue for catalogue in found if catalogue is not None]
    for nearer, farther in pairwise(chain):
        nearer.add_fallback(farther)
    return chain[0]


def _read(tag: str) -> gettext.GNUTranslations | None:
    place = files("coalition").joinpath("locale", tag.replace("-", "_"), "LC_MESSAGES", f"{DOMAIN}.mo")
    if not place.is_file():
        return None
    with place.open("rb") as stream:
        return gettext.GNUTranslations(stream)


@cache
def _keys(language: str) -> frozenset[str]:
    catalogue = _read(language)
    keys = catalogue._catalog if catalogue is not None else {}  # type: ignore[attr-defined]  # noqa: SLF001 -- gettext has no list of its keys
    return frozenset(key if isinstance(key, str) else key[0] for key in keys)


def _text(language: str, key: str) -> str:
    found = _catalogue(language).gettext(key)
    if found == key:
        raise UnknownWord(key)
    return found


def _plural(language: str, key: str, number: int) -> str:
    found = _catalogue(language).ngettext(key, key, number)
    if found == key:
        raise UnknownWord(key)
    return found
