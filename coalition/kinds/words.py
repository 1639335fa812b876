"""The types of values that several kinds share: ids, codes, languages, instants, texts by language."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, ConfigDict, RootModel, StringConstraints

from coalition.kinds.codes import COUNTRIES, REGIONS
from coalition.kinds.record import Part
from coalition.problems import suggest

ID_PATTERN = r"[a-z][a-z0-9-]{1,62}"
_ID = re.compile(ID_PATTERN)
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
_WEB = re.compile(r"https?://[^\s/?#@\\]+([/?#][^\s\\]*)?")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]")


def _id(value: str) -> str:
    if not _ID.fullmatch(value):
        message = f'"{value}" cannot be an id: use 2 to 63 small letters a-z, digits and hyphens, beginning with a letter'
        raise ValueError(message)
    return value


def _country(value: str) -> str:
    if value not in COUNTRIES:
        hint = f' (write "{value.upper()}")' if value.upper() in COUNTRIES else ""
        message = f'"{value}" is not a country code: use the two capital letters of ISO 3166-1, such as NP or MX{hint}'
        raise ValueError(message)
    return value


def _area(value: str) -> str:
    if value in REGIONS or value in COUNTRIES:
        return value
    message = f'"{value}" is neither a country code of ISO 3166-1 (NP) nor a region code of UN M49 ("035")'
    raise ValueError(message)


def _language(value: str) -> str:
    if not _LANGUAGE.fullmatch(value):
        message = f'"{value}" is not a language tag: use BCP 47, such as en, es, pt-BR or sr-Latn'
        raise ValueError(message)
    return value


def _web(value: str) -> str:
    if not _WEB.fullmatch(value):
        message = f'"{value}" is not a web address: begin with https:// and leave out blanks and user names'
        raise ValueError(message)
    return value


def _domain(value: str) -> str:
    if not _DOMAIN.fullmatch(value):
        message = f'"{value}" is not a domain: write small letters and dots, such as campaign.example'
        raise ValueError(message)
    return value


def _line(value: str) -> str:
    stripped = " ".join(value.split())
    if not stripped:
        message = "this is empty: write a text, or leave the line out"
        raise ValueError(message)
    return stripped


Id = Annotated[str, AfterValidator(_id)]
Country = Annotated[str, AfterValidator(_country)]
Area = Annotated[str, AfterValidator(_area)]
Language = Annotated[str, AfterValidator(_language)]
WebAddress = Annotated[str, AfterValidator(_web)]
Domain = Annotated[str, AfterValidator(_domain)]
Line = Annotated[str, AfterValidator(_line)]
"""Text of one line: runs of white space become one blank."""
Month = Annotated[str, StringConstraints(pattern=r"^[12][0-9]{3}(-(0[1-9]|1[0-2]))?$")]
"""A year or a month: 2026 or 2026-05."""
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Instant = AwareDatetime
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
        for wanted in (language, language.split("-")[0], default):
            if wanted in self.root:
                return self.root[wanted]
        return next(iter(self.root.values()), "")

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages in which it was given; empty when it is one text for all."""
        return () if isinstance(self.root, str) else tuple(self.root)


class EarthDate(Part):
    """A day that ends when it has ended everywhere."""

    date: date
    zone: Literal["anywhere-on-earth"]


Deadline = AwareDatetime | EarthDate
"""An instant with its zone, or a date that holds until it is over everywhere on earth; never a bare date."""


def instant_of(deadline: datetime | EarthDate) -> datetime:
    """The first instant at which the deadline is over, in UTC.

    Law: a date anywhere on earth ends at 12:00 UTC of the next day (the zone UTC-12 is the last to end it).
    """
    if isinstance(deadline, EarthDate):
        midnight = datetime(deadline.date.year, deadline.date.month, deadline.date.day, tzinfo=UTC)
        return midnight + timedelta(days=1, hours=12)
    return deadline.astimezone(UTC)


def unknown_word(word: str, known: frozenset[str]) -> str:
    """A sentence for a word that is not in a vocabulary."""
    return f'"{word}" is not in the vocabulary. {suggest(word, known)}'.strip()
