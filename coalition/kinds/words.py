"""The types of values that several kinds share: ids, codes, languages, instants, texts by language."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any, Literal, TypeAlias, TypeVar

from pydantic import AfterValidator, AwareDatetime, ConfigDict, Field, RootModel, WithJsonSchema

from coalition.kinds.codes import COUNTRIES, REGIONS
from coalition.kinds.record import Part

T = TypeVar("T")

INTERFACE = ("ar", "en", "es")
"""Languages in which there are catalogues of the words that the program adds."""

ID_PATTERN = r"[a-z][a-z0-9-]{1,62}"
_ID = re.compile(ID_PATTERN)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_WEB = re.compile(r"https?://[^\s/?#@\\\"'<>`]+([/?#][^\s\\\"<>`]*)?")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")
_MONTH = re.compile(r"[12][0-9]{3}(-(0[1-9]|1[0-2]))?")
LONGEST_ADDRESS, LONGEST_LINE = 2_000, 10_000
"""Characters that every format can show."""
_YEARS = (1000, 2999)
_SHA256 = re.compile(r"[0-9a-f]{64}")


def is_id(value: str) -> bool:
    """Whether a word can name a thing of a campaign."""
    return _ID.fullmatch(value) is not None


def is_language(value: str) -> bool:
    """Whether a word has the form of a BCP 47 language tag that we understand."""
    return _LANGUAGE.fullmatch(value) is not None


def is_web(value: str) -> bool:
    """Whether a word is an address of the web."""
    return len(value) <= LONGEST_ADDRESS and _WEB.fullmatch(value) is not None


# The second argument of these errors is the cure: reading shows it below the message.
def _id(value: str) -> str:
    if not is_id(value):
        hint = "Use 2 to 63 small letters a to z, digits and hyphens, beginning with a letter."
        raise ValueError(f'"{value}" cannot be an id.', hint)
    return value


def _country(value: str) -> str:
    if value not in COUNTRIES:
        known = value.upper() in COUNTRIES
        hint = f'Write "{value.upper()}".' if known else "Use the two capital letters of ISO 3166-1, such as NP or MX."
        raise ValueError(f'"{value}" is not a country code.', hint)
    return value


def _area(value: str) -> str:
    if value not in REGIONS and value not in COUNTRIES:
        hint = 'Use a country code of ISO 3166-1, such as NP, or a region code of UN M49 in quotes, such as "035".'
        raise ValueError(f'"{value}" is neither a country nor a region.', hint)
    return value


def _language(value: str) -> str:
    if not is_language(value):
        raise ValueError(f'"{value}" is not a language tag.', "Use BCP 47, such as en, es, pt-BR or sr-Latn.")
    return value


def _web(value: str) -> str:
    if not is_web(value):
        hint = "Begin with https:// and leave out blanks, quotation marks and user names."
        raise ValueError(f'"{value}" is not a web address.', hint)
    return value


def _domain(value: str) -> str:
    if not _DOMAIN.fullmatch(value):
        raise ValueError(f'"{value}" is not a domain.', "Write small letters and points, such as campaign.example.")
    return value


def _line(value: str) -> str:
    line = " ".join(value.split())
    if not line:
        raise ValueError("Here stands an empty text.", "Write a text, or leave the line out.")
    if len(line) > LONGEST_LINE:
        message = f"Here stand {len(line):,} characters; at most {LONGEST_LINE:,} can be shown."
        raise ValueError(message, "Shorten it, and write the rest into the text below.")
    return line


def _month(value: str) -> str:
    if not _MONTH.fullmatch(value):
        raise ValueError(f'"{value}" is neither a year nor a month.', "Write a year, 2026, or a month, 2026-05.")
    return value


def _sha256(value: str) -> str:
    if not _SHA256.fullmatch(value):
        hint = "Write the 64 small letters and digits that sha256sum prints for the file."
        raise ValueError(f'"{value}" is not a SHA-256 digest.', hint)
    return value


def _count(value: int) -> int:
    if value < 1:
        raise ValueError(f"{value} is too small.", "Write a whole number from 1 on.")
    return value


def _some(values: tuple[T, ...]) -> tuple[T, ...]:
    if not values:
        raise ValueError("This list is empty.", "Write at least one entry.")
    return values


def _in_time(value: date) -> date:
    """Computing with the first and the last days that Python knows fails: a zone away there is none."""
    if not _YEARS[0] <= value.year <= _YEARS[1]:
        raise ValueError(f'"{value.isoformat()}" is too far away.', f"Write a year from {_YEARS[0]} to {_YEARS[1]}.")
    return value


def _schema(pattern: re.Pattern[str], title: str) -> WithJsonSchema:
    """What editors are told of a word; the validator beside it says the same in a sentence."""
    return WithJsonSchema({"type": "string", "pattern": f"^{pattern.pattern}$", "title": title})


_COUNTRY_SCHEMA: dict[str, Any] = {"type": "string", "enum": sorted(COUNTRIES), "title": "ISO 3166-1 alpha-2"}
_AREA_SCHEMA: dict[str, Any] = {"type": "string", "enum": sorted(COUNTRIES | REGIONS), "title": "Country or region"}

Id = Annotated[str, AfterValidator(_id), _schema(_ID, "Id")]
Country = Annotated[str, AfterValidator(_country), WithJsonSchema(_COUNTRY_SCHEMA)]
Area = Annotated[str, AfterValidator(_area), WithJsonSchema(_AREA_SCHEMA)]
Language = Annotated[str, AfterValidator(_language), _schema(_LANGUAGE, "BCP 47 language")]
WebAddress = Annotated[str, AfterValidator(_web), _schema(_WEB, "Web address")]
Domain = Annotated[str, AfterValidator(_domain), _schema(_DOMAIN, "Domain")]
Line = Annotated[str, AfterValidator(_line), WithJsonSchema({"type": ["string", "number", "boolean"]})]
"""Text of one line: runs of white space become one blank."""
Month = Annotated[
    str, AfterValidator(_month), WithJsonSchema({"type": ["string", "integer"], "title": "Year or month"})
]
"""A year or a month: 2026 or 2026-05."""
Sha256 = Annotated[str, AfterValidator(_sha256), _schema(_SHA256, "SHA-256")]
Count = Annotated[int, AfterValidator(_count), WithJsonSchema({"type": "integer", "minimum": 1})]
"""A whole number from 1 on."""
Some = (AfterValidator(_some), Field(json_schema_extra={"minItems": 1}))
"""Beside the type of a list: it has at least one entry. Written `Annotated[tuple[Id, ...], *Some]`."""
Day: TypeAlias = date
"""A day; under a name that a field called `date` does not hide."""
Instant = Annotated[AwareDatetime, AfterValidator(_in_time)]
"""A moment with its zone: 2026-11-01T00:00:00Z."""


class LocalText(RootModel[Line | dict[Language, Line]]):
    """A text, or a text by language: `Refugee protection` or `{en: Refugee protection, es: ...}`.

    Law: `text(language)` always gives a text that its author wrote.
    """

    model_config = ConfigDict(frozen=True)

    def text(self, language: str, default: str = "") -> str:
        """In that language; else in its base language, in the default one, or in the first given."""
        if isinstance(self.root, str):
            return self.root
        for wanted in (language, language.partition("-")[0], default):
            if wanted in self.root:
                return self.root[wanted]
        return next(iter(self.root.values()), "")

    def exactly(self, language: str) -> str:
        """In that language or its base language, or the one text for all; empty when it was given in others alone."""
        if isinstance(self.root, str):
            return self.root
        return self.root.get(language) or self.root.get(language.partition("-")[0], "")

    @property
    def every(self) -> tuple[str, ...]:
        """The text in all languages in which it was given."""
        return (self.root,) if isinstance(self.root, str) else tuple(self.root.values())

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it was given; empty when it is one text for all."""
        return () if isinstance(self.root, str) else tuple(self.root)


NearDay = Annotated[date, AfterValidator(_in_time)]
"""A day with which can be computed: one that is not at the end of time."""


class EarthDate(Part):
    """A day that ends when it has ended everywhere."""

    date: NearDay
    zone: Literal["anywhere-on-earth"]


Deadline: TypeAlias = Instant | EarthDate
"""An instant with its zone, or a date that holds until it is over everywhere on earth; never a bare date."""


def instant_of(deadline: datetime | EarthDate) -> datetime:
    """The first instant at which the deadline is over, in UTC.

    Law: a date anywhere on earth ends at 12:00 UTC of the next day (the zone UTC-12 is the last to end it).
    """
    if isinstance(deadline, EarthDate):
        midnight = datetime(deadline.date.year, deadline.date.month, deadline.date.day, tzinfo=UTC)
        return midnight + timedelta(days=1, hours=12)
    return deadline.astimezone(UTC)


def day_of(moment: date | datetime) -> date:
    """The day of an instant, in UTC: whatever zone it was written in, a campaign has one calendar."""
    return moment.astimezone(UTC).date() if isinstance(moment, datetime) else moment
