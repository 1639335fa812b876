"""What a chart shows, before it is drawn, and what it is drawn as."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coalition.prose.charting import numerals

if TYPE_CHECKING:
    from collections.abc import Callable
    from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Series:
    """A column of numbers under its name."""

    name: str
    values: tuple[Decimal | None, ...]
    """One a row of the chart; None where the table has nothing."""

    @property
    def places(self) -> int:
        """How many decimals all its numbers are shown with."""
        return numerals.decimals([value for value in self.values if value is not None])


@dataclass(frozen=True, slots=True)
class Chart:
    """Rows with one or several numbers each; there is at least one row, one series, and one number."""

    kind: str
    """A key of `drawing.KINDS`, or `map`."""
    title: str
    """The caption: read out before anything else."""
    description: str
    """What is to be seen."""
    heading: str
    """What the labels are: the name of their column."""
    labels: tuple[str, ...]
    """What each row is about; of a map, the codes of countries."""
    series: tuple[Series, ...]
    language: str = "en"
    nothing: str = "no data"
    """What stands for a number that is missing."""
    note: str = ""
    """What a map says of itself."""

    def said(self, clean: Callable[[str], str]) -> Chart:
        """The same, with every word as `clean` gives it."""
        return replace(
            self,
            title=clean(self.title),
            description=clean(self.description),
            heading=clean(self.heading),
            labels=tuple(map(clean, self.labels)),
            series=tuple(replace(one, name=clean(one.name)) for one in self.series),
        )

    @property
    def mirrored(self) -> bool:
        """Whether its readers begin at the right."""
        return numerals.is_mirrored(self.language)

    def shown(self, value: Decimal, series: Series) -> str:
        """A number of a series as the text's readers write it."""
        # What has one scale has one exactness.
        places = series.places if self.kind in ("bar", "map") else max(one.places for one in self.series)
        return numerals.shown(value, places, self.language)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A chart drawn as SVG: no script, no address, no style that is not in it."""

    path: str
    """Where a picture of its name would lie in the campaign; no file is there."""
    svg: str
    width: int
    height: int
    """In pixels of a page: 96 are an inch."""
