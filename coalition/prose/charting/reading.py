"""From a block of a text and the tables beside it to a chart, and everything that is wrong with it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from posixpath import normpath
from typing import TYPE_CHECKING

from coalition.prose.charting import faults, numerals
from coalition.prose.charting.drawing import KINDS, MAP, Form
from coalition.prose.charting.model import Chart, Series
from coalition.prose.forms import WIDTH

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from decimal import Decimal

    from coalition.parsing.csv import Table
    from coalition.prose.drops import Drop
    from coalition.prose.labels import Labels

ATTRIBUTES = frozenset({"data", "type", "label", "value", "names", "alt", "source", "credit", "width"})
_MARKUP = re.compile(r"\[[^\]]*@[^\]]+\]|(?<!\w)@[A-Za-z][\w:.-]*|\[[^\]]+\]\([^)]*\)|\*\*[^*]+\*\*|(?<!\w)\*\w[^*]*\*")
"""Markdown in a caption, where nothing reads it: citations, links, emphasis."""
_NO_COUNTRIES = frozenset(["EU", "EZ", "UN", "ZZ", "QO", "XA", "XB", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"])
"""Codes for which CLDR has a name, and which are no country's."""


@dataclass(frozen=True, slots=True)
class Block:
    """What an author wrote."""

    what: str
    """`chart` or `map`."""
    attributes: Mapping[str, str]
    caption: str
    language: str
    labels: Labels


@dataclass(slots=True)
class Reader:
    """Reads one block; what is wrong with it is collected."""

    block: Block
    tables: Mapping[str, Table]
    folder: str
    drops: list[Drop] = field(default_factory=list)

    def given(self, name: str) -> str:
        """What an attribute says, on one line; empty where it is missing."""
        return " ".join(self.block.attributes.get(name, "").split())

    def chart(self) -> Chart | None:
        """The chart; None when there is nothing that could be drawn."""
        self._words()
        form = self._form()
        table = self._table()
        if form is None or table is None or not table.header:
            return None
        label, columns = self._columns(table)
        if label < 0 or not columns:
            return None
        series = [self._series(table, column, name) for column, name in self._named(table, columns)]
        labels = tuple(row[label] for row in table.rows)
        if not self._has_numbers(series):
            return None
        wrong = self._too_much(form, len(labels), len(series)) or (form is MAP and self._countries(table, label))
        return None if wrong else self._made(table.header[label], labels, tuple(series))

    def _words(self) -> None:
        what, alt, caption = self.block.what, self.given("alt"), self.block.caption
        unfit = {"width"} if not WIDTH.fullmatch(self.given("width") or "100%") else set()
        self.drops += [
            faults.attribute(what, one) for one in self.block.attributes if one in unfit or one not in ATTRIBUTES
        ]
        if not caption:
            self.drops.append(faults.without_caption(what))
        elif found := _MARKUP.search(caption):
            self.drops.append(faults.marked_caption(what, found[0]))
        if not alt:
            self.drops.append(faults.without_alt(what))
        elif alt == caption:
            self.drops.append(faults.alt_is_caption(what))
        if not self.given("source"):
            self.drops.append(faults.without_source(what))

    def _form(self) -> Form | None:
        if self.block.what == "map":
            return MAP
        form = KINDS.get(self.given("type"))
        if form is None:
            self.drops.append(faults.unknown_type(self.given("type"), KINDS))
        return form

    def _table(self) -> Table | None:
        """The table of that name in the text's own folder."""
        written = self.given("data")
        outside = written.startswith(("/", "\\")) or ".." in written.split("/")
        table = None if outside or not written else self.tables.get(normpath(f"{self.folder}/{written}"))
        if table is None:
            known = [path.removeprefix(f"{self.folder}/") for path in self.tables]
            self.drops.append(faults.missing_data(written, known))
        return table

    def _columns(self, table: Table) -> tuple[int, list[int]]:
        """Of the labels the column, and of the numbers those that are named, or all others."""
        names = _parted(self.given("value"))
        wanted = [self.given("label") or table.header[0], *names]
        unknown = [name for name in wanted if name not in table.header]
        self.drops += [faults.no_column(name, table.header) for name in unknown]
        if unknown:
            return -1, []
        label, *columns = [table.header.index(name) for name in wanted]
        columns = columns if names else [index for index, name in enumerate(table.header) if name and index != label]
        if not columns:
            self.drops.append(faults.no_values())
        return label, columns

    def _named(self, table: Table, columns: Sequence[int]) -> list[tuple[int, str]]:
        names = _parted(self.given("names"))
        if names and len(names) != len(columns):
            self.drops.append(faults.too_few_names(len(names), len(columns)))
            names = []
        return list(zip(columns, names or [_sentence(table.header[one]) for one in columns], strict=True))

    def _series(self, table: Table, column: int, name: str) -> Series:
        values: list[Decimal | None] = []
        for number, row in enumerate(table.rows):
            value = numerals.number(row[column])
            if value is None and row[column]:
                self.drops.append(faults.no_number(table.places[number], row[column], table.header[column]))
            values.append(value)
        return Series(name, tuple(values))

    def _has_numbers(self, series: Sequence[Series]) -> bool:
        """Whether each column has a number; one that has words in their place was told of."""
        empty = [one.name for one in series if not any(value is not None for value in one.values)]
        if empty and not any(drop.code == "chart-not-a-number" for drop in self.drops):
            name = empty[0] if len(empty) < len(series) else ""
            self.drops.append(faults.without_rows(self.given("data"), name))
        return not empty

    def _too_much(self, form: Form, rows: int, series: int) -> bool:
        counts = ((rows, form.rows, "rows"), (series, form.series, "columns"), (rows * series, form.signs, "numbers"))
        for count, most, things in counts:
            if count > most:
                self.drops.append(faults.too_much(self.block.what, count, most, things))
                return True
        return False

    def _countries(self, table: Table, label: int) -> bool:
        """Whether a row names no country, or one that was named before."""
        seen: set[str] = set()
        before = len(self.drops)
        for place, row in zip(table.places, table.rows, strict=True):
            code = row[label]
            if code not in countries("en"):
                self.drops.append(faults.unknown_country(place, code, _alias(code)))
            elif code in seen:
                self.drops.append(faults.repeated_country(place, code))
            seen.add(code)
        return len(self.drops) > before

    def _made(self, heading: str, labels: tuple[str, ...], series: tuple[Series, ...]) -> Chart:
        block = self.block
        return Chart(
            kind="map" if block.what == "map" else self.given("type"),
            title=block.caption,
            description=self.given("alt"),
            heading=_sentence(heading),
            labels=labels,
            series=series,
            language=block.language,
            nothing=block.labels.no_data,
            note=block.labels.map_note if block.what == "map" else "",
        )


@lru_cache(maxsize=16)
def countries(language: str) -> Mapping[str, str]:
    """Names of countries by their codes; in English where the language is not known."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    found = {**Locale("en").territories, **locale.territories}
    return {code: name for code, name in found.items() if len(code) == 2 and code not in _NO_COUNTRIES}


def _alias(written: str) -> str:
    """The code of two letters for one of three, or for small letters."""
    from babel.core import get_global

    code = written.upper()
    if code in countries("en"):
        return code
    found = get_global("territory_aliases").get(code, ())
    return found[0] if len(found) == 1 else ""


def _parted(written: str) -> list[str]:
    return [part.strip() for part in written.split(";") if part.strip()]


def _sentence(name: str) -> str:
    """The name of a column as words: `total_millions` is "Total millions"."""
    words = name.replace("_", " ")
    return words[:1].upper() + words[1:]
