"""A chart as part of a document: the blocks that stand where its author wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coalition.prose.ast import div, para, plain, plain_text, span, table, walk, words
from coalition.prose.charting.reading import countries
from coalition.prose.redlined import DELETION, INSERTION, marks, without

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.prose.ast import Blocks, Inlines, Node
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
            *([plain(_cell(chart, index, row))] for index in range(len(chart.series))),
        ]
        for row, label in enumerate(chart.labels)
    ]
    made = table(header, rows)
    for column in made["c"][2][1:]:
        column[0] = {"t": "AlignRight"}
    note = [para(words(chart.note))] if chart.note else []
    return div([para(words(labels.data)), *note, made], classes=[DATA])


def tell(blocks: list[Any]) -> None:
    """Let each drawing say its numbers behind its description, where no table stands beside it: on paper.

    Who hears the text has them so as well as who sees the drawing: "Region: People. Africa: 3.8. Americas: 3.6." In a
    comparison, a drawing that went says the numbers of the older text.
    """
    before: Node | None = None
    for part in blocks:
        if isinstance(part, list):
            tell(part)
        elif isinstance(part, dict):
            if isinstance(part.get("c"), list):
                tell(part["c"])
            if is_numbers(part) and before is not None and before.get("t") == "Figure":
                _tell(before, part)
            before = part


def is_numbers(node: Node) -> bool:
    """Whether a node is the numbers behind a chart."""
    return node.get("t") == "Div" and DATA in node["c"][0][1]


def _tell(figure: Node, numbers: Node) -> None:
    for image, contrary in _drawings(figure, DELETION):
        made = next((node for node in walk(without([numbers], contrary)) if node["t"] == "Table"), None)
        if made is None:
            continue
        for _, cells in (*made["c"][3][1], *(row for body in made["c"][4] for row in body[3])):
            first, *others = [plain_text(cell[4]) for cell in cells]
            image["c"][1] += [{"t": "Space"}, *words(f"{first}: {'; '.join(others)}.")]


def _drawings(content: Any, contrary: str) -> Iterator[tuple[Node, str]]:
    """Every picture, and the class of what does not belong to its text."""
    if isinstance(content, list):
        for part in content:
            yield from _drawings(part, contrary)
    elif isinstance(content, dict):
        if content["t"] == "Image":
            yield content, contrary
            return
        mark = marks(content)[:1]
        yield from _drawings(content.get("c"), INSERTION if mark == [DELETION] else DELETION if mark else contrary)


def _cell(chart: Chart, index: int, row: int) -> Inlines:
    series = chart.series[index]
    value = series.values[row]
    if value is None:
        return words(chart.nothing)
    shown = words(chart.shown(value, series))
    # Among letters that run to the left, the sign would stand behind its number.
    return [span(shown, attributes=[("dir", "ltr")])] if value < 0 and chart.mirrored else shown
