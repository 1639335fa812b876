"""A chart as part of a document: the blocks that stand where its author wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.prose.ast import div, para, plain, table, words
from coalition.prose.charting.reading import countries

if TYPE_CHECKING:
    from coalition.prose.ast import Blocks, Node
    from coalition.prose.charting.model import Chart
    from coalition.prose.labels import Labels

DATA = "chart-data"
"""The class of the numbers behind a chart: a paragraph that says so, a note, and the table."""


def numbers(chart: Chart, labels: Labels) -> Node:
    """Everything that the chart shows, as a table. Law: every row of the CSV is in it, with the same words."""
    country = countries(chart.language) if chart.kind == "map" else {}
    header: list[Blocks] = [[plain(words(name))] for name in (chart.heading, *(one.name for one in chart.series))]
    rows = [
        [
            [plain(words(country.get(label, label)))],
            *([plain(words(_cell(chart, index, row)))] for index in range(len(chart.series))),
        ]
        for row, label in enumerate(chart.labels)
    ]
    made = table(header, rows)
    for column in made["c"][2][1:]:
        column[0] = {"t": "AlignRight"}
    note = [para(words(chart.note))] if chart.note else []
    return div([para(words(labels.data)), *note, made], classes=[DATA])


def _cell(chart: Chart, index: int, row: int) -> str:
    series = chart.series[index]
    value = series.values[row]
    return chart.nothing if value is None else chart.shown(value, series)
