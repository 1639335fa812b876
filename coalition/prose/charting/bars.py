"""Bars that lie, so that what they stand for can be read beside them; numbers stand at their ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.prose.charting import margins, scales
from coalition.prose.charting.canvas import INK, QUIET, SIZE, WIDTH, Canvas, extent, lines
from coalition.prose.charting.legend import legend
from coalition.prose.charting.margins import LINE, MOST_LINES

if TYPE_CHECKING:
    from decimal import Decimal

    from coalition.prose.charting.model import Chart, Series
    from coalition.prose.charting.scales import Scale

_GAP, _EDGE = 14, 4


def bars(chart: Chart) -> tuple[str, int]:
    """A panel a series, each with a scale of its own, since their units may differ; the SVG and its height.

    Laws: within a panel the lengths of bars are as their numbers; every row stands in the order of the table.
    """
    canvas = Canvas(mirrored=chart.mirrored)
    count = len(chart.series)
    side = margins.side(chart)
    width = (WIDTH - side - _GAP * count) / count
    heads = [lines(one.name, width, most=MOST_LINES) for one in chart.series]
    top = _EDGE + LINE * max(map(len, heads)) + 8
    rows = margins.rows(chart, side, top, 18)
    for label, y, _ in rows:
        margins.label(canvas, side, label, y + 9)
    for index, (series, head) in enumerate(zip(chart.series, heads, strict=True)):
        left = side + _GAP + index * (width + _GAP)
        for number, line in enumerate(head):
            canvas.text(left, _EDGE + LINE * (number + 1) - 3, line, strong=True)
        scale = _scale(chart, (series,), left, width)
        for (_, y, _), value in zip(rows, series.values, strict=True):
            _bar(canvas, chart, series, value, (scale, y, 18, 0))
        canvas.line([(scale.at(scale.least * 0), top - 4), (scale.at(scale.least * 0), rows[-1][1] + 22)])
    height = int(rows[-1][2]) + _EDGE
    return canvas.finished(chart.title, chart.description, height, chart.language), height


def grouped(chart: Chart) -> tuple[str, int]:
    """The series of a row below each other, on one scale."""
    canvas = Canvas(mirrored=chart.mirrored)
    top = legend(canvas, [series.name for series in chart.series], filled=True) + 8
    thick, side = 13, margins.side(chart)
    rows = margins.rows(chart, side, top, thick * len(chart.series))
    scale = _scale(chart, chart.series, side + _GAP, WIDTH - side - _GAP)
    for row, (label, y, _) in enumerate(rows):
        margins.label(canvas, side, label, y + thick * len(chart.series) / 2)
        for index, series in enumerate(chart.series):
            _bar(canvas, chart, series, series.values[row], (scale, y + thick * index, thick, index))
    zero = scale.at(scale.least * 0)
    canvas.line([(zero, top - 4), (zero, rows[-1][1] + thick * len(chart.series) + 4)])
    height = int(rows[-1][2]) + _EDGE
    return canvas.finished(chart.title, chart.description, height, chart.language), height


def _scale(chart: Chart, series: tuple[Series, ...], left: float, width: float) -> Scale:
    """A scale that leaves room for numbers at the ends of bars."""
    values = [value for one in series for value in one.values if value is not None]
    room = max(extent(chart.shown(value, one)) for one in series for value in one.values if value is not None) + 8
    below = room if any(value < 0 for value in values) else 0
    above = room if any(value >= 0 for value in values) else 0
    return scales.of_bars(values, left + below, left + width - above)


def _bar(
    canvas: Canvas,
    chart: Chart,
    series: Series,
    value: Decimal | None,
    place: tuple[Scale, float, float, int],
) -> None:
    scale, y, thick, fill = place
    stands = y + thick / 2 + SIZE * 0.35
    zero = scale.at(scale.least * 0)
    if value is None:
        canvas.text(zero + 5, stands, chart.nothing, fill=QUIET)
        return
    end = scale.at(value)
    canvas.bar(min(zero, end), y + 1, abs(end - zero), thick - 2, fill)
    beside = (end - 5, "end") if value < 0 else (end + 5, "start")
    canvas.text(beside[0], stands, chart.shown(value, series), anchor=beside[1], fill=INK)
