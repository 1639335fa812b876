"""Lines over time or another order, and dots beside each other on one scale."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from coalition.prose.charting import margins, numerals, scales
from coalition.prose.charting.canvas import DASHES, HAIRLINE, QUIET, SIZE, WIDTH, Canvas, extent, lines
from coalition.prose.charting.legend import legend

if TYPE_CHECKING:
    from decimal import Decimal

    from coalition.prose.charting.model import Chart

_PLOT = 240
_SIGN, _SMALL = 18, 12


def _tick(chart: Chart, tick: Decimal, ticks: tuple[Decimal, ...]) -> str:
    places = max(-int(one.normalize().as_tuple().exponent) for one in ticks)
    return numerals.shown(tick, max(places, 0), chart.language)


def lined(chart: Chart) -> tuple[str, int]:
    """A line a series, from the left to the right in the order of the table; where a number is missing, it breaks."""
    canvas = Canvas(mirrored=chart.mirrored)
    top = legend(canvas, [series.name for series in chart.series], dashed=True) + 12
    values = [value for series in chart.series for value in series.values if value is not None]
    scale, ticks = scales.of_points(values, top + _PLOT, top)
    names = [_tick(chart, tick, ticks) for tick in ticks]
    left = max(extent(name, _SMALL) for name in names) + 12
    for tick, name in zip(ticks, names, strict=True):
        canvas.line([(left, scale.at(tick)), (WIDTH - 4, scale.at(tick))], stroke=HAIRLINE)
        canvas.text(left - 6, scale.at(tick) + 4, name, anchor="end", size=_SMALL, fill=QUIET)
    across = _across(chart, left + 14, WIDTH - 18)
    for index, series in enumerate(chart.series):
        for piece in _pieces(list(zip(across, series.values, strict=True))):
            points = [(x, scale.at(value)) for x, value in piece]
            if len(points) > 1:
                canvas.line(points, width=1.75, dash=DASHES[index])
            for x, y in points:
                canvas.marker(x, y, index)
    _below(canvas, chart, across, top + _PLOT + 20)
    height = int(top) + _PLOT + 30
    return canvas.finished(chart.title, chart.description, height, chart.language), height


def _across(chart: Chart, left: float, right: float) -> list[float]:
    """Where the rows stand: as far apart as their numbers where all labels are numbers that grow, else evenly."""
    numbers = [numerals.number(label) for label in chart.labels]
    grown = [one for one in numbers if one is not None]
    if len(grown) == len(numbers) > 1 and all(a < b for a, b in itertools.pairwise(grown)):
        scale = scales.Scale(grown[0], grown[-1], left, right)
        return [scale.at(one) for one in grown]
    step = (right - left) / max(len(numbers) - 1, 1)
    return [left + step * index for index in range(len(numbers))]


def _pieces(points: list[tuple[float, Decimal | None]]) -> list[list[tuple[float, Decimal]]]:
    made: list[list[tuple[float, Decimal]]] = [[]]
    for x, value in points:
        if value is None:
            made.append([])
        else:
            made[-1].append((x, value))
    return [piece for piece in made if piece]


def _below(canvas: Canvas, chart: Chart, across: list[float], y: float) -> None:
    """The labels of rows, as many as find room, the first and the last in any case."""
    taken = -1.0
    last = across[-1] - extent(chart.labels[-1], _SMALL) / 2
    for index, (x, label) in enumerate(zip(across, chart.labels, strict=True)):
        shown = lines(label, 110, most=1, size=_SMALL)[0]
        half = extent(shown, _SMALL) / 2
        middle = min(max(x, half), WIDTH - half)
        final = index == len(across) - 1
        if middle - half > taken and (final or middle + half + 8 < last):
            canvas.text(middle, y, shown, anchor="middle", size=_SMALL)
            taken = middle + half + 8


def dots(chart: Chart) -> tuple[str, int]:
    """A row of the table is a line, and each of its numbers a sign on it."""
    canvas = Canvas(mirrored=chart.mirrored)
    top = legend(canvas, [series.name for series in chart.series]) + 12
    values = [value for series in chart.series for value in series.values if value is not None]
    side = margins.side(chart)
    scale, ticks = scales.of_points(values, side + 22, WIDTH - 22)
    rows = margins.rows(chart, side, top, _SIGN)
    bottom = rows[-1][2]
    for tick in ticks:
        canvas.line([(scale.at(tick), top), (scale.at(tick), bottom)], stroke=HAIRLINE)
        canvas.text(scale.at(tick), bottom + 16, _tick(chart, tick, ticks), anchor="middle", size=_SMALL, fill=QUIET)
    for row, (label, begin, _) in enumerate(rows):
        y = begin + _SIGN / 2
        margins.label(canvas, side, label, y)
        canvas.line([(side + 10, y), (WIDTH - 10, y)], stroke=HAIRLINE, dash="2 3")
        found = [(index, series.values[row]) for index, series in enumerate(chart.series)]
        for index, value in found:
            if value is not None:
                canvas.marker(scale.at(value), y, index)
        if all(value is None for _, value in found):
            canvas.text(side + 16, y + SIZE * 0.35, chart.nothing, fill=QUIET)
    height = int(bottom) + 26
    return canvas.finished(chart.title, chart.description, height, chart.language), height
