"""What stands beside the rows of a chart: what each is about, in as many lines as that takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.prose.charting.canvas import SIZE, Canvas, extent, lines

if TYPE_CHECKING:
    from coalition.prose.charting.model import Chart

MOST_LABELS = 160
"""Pixels, at most, for what the rows are about."""
MOST_LINES = 6
"""Of a label: on paper no table beside the drawing has it whole."""
LINE = 16
Row = tuple[tuple[str, ...], float, float]
"""A label in lines, where what it names begins, and where the row ends."""


def side(chart: Chart) -> float:
    """How wide the labels are, broken into lines."""
    broken = [line for label in chart.labels for line in lines(label, MOST_LABELS, most=MOST_LINES)]
    return min(MOST_LABELS, max(map(extent, broken))) + 4


def rows(chart: Chart, width: float, top: float, height: float) -> list[Row]:
    """The rows from the top down, each as high as its label and as what it names, which is `height`, need."""
    made: list[Row] = []
    for label in chart.labels:
        broken = lines(label, width, most=MOST_LINES)
        whole = max(height, LINE * len(broken)) + 8
        made.append((broken, top + (whole - 8 - height) / 2, top + whole))
        top += whole
    return made


def label(canvas: Canvas, width: float, broken: tuple[str, ...], middle: float) -> None:
    """A label that ends at `width`, around the middle of what it names."""
    first = middle - LINE * (len(broken) - 1) / 2 + SIZE * 0.35
    for number, line in enumerate(broken):
        canvas.text(width, first + LINE * number, line, anchor="end")
