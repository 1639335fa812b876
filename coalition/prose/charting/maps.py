"""A map of squares: one a State, shaded by its number; what each shade means stands below."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.prose.charting import world
from coalition.prose.charting.canvas import INK, PAPER, QUIET, SIZE, WIDTH, Canvas, extent, lines

if TYPE_CHECKING:
    from decimal import Decimal

    from coalition.prose.charting.model import Chart

SHADES = (("#dde7ea", INK), ("#b3cad1", INK), ("#7fa5b1", INK), ("#33708a", PAPER), ("#0b3140", PAPER))
"""From the lightest to the darkest, each with the colour of letters on it: in grey they keep their order."""
_SIDE = WIDTH / world.COLUMNS
_LETTERS, _SMALL = 9.5, 11


def tiled(chart: Chart) -> tuple[str, int]:
    """The map, and its height. Law: every State of the United Nations is on it, with a number or without.

    Countries that are no States of the United Nations have squares in a row below the others; the table names them.
    """
    canvas = Canvas(mirrored=chart.mirrored)
    earth = Canvas(parts=canvas.parts)  # west is at the left for everybody
    series = chart.series[0]
    numbers = {code: value for code, value in zip(chart.labels, series.values, strict=True) if value is not None}
    classes = shades(list(numbers.values()))
    top = 8.0
    for line in lines(series.name, WIDTH - 8, most=4):
        canvas.text(4, top + 8, line, strong=True)
        top += 16
    others = [code for code in sorted(numbers) if code not in world.PLACES]
    places = world.PLACES | {
        code: (index % world.COLUMNS, world.ROWS + 1 + index // world.COLUMNS) for index, code in enumerate(others)
    }
    for code, (column, row) in sorted(places.items()):
        _tile(earth, code, (column * _SIDE, top + row * _SIDE), classes.get(numbers.get(code)))
    top += (1 + max(row for _, row in places.values())) * _SIDE + 18
    top = _legend(canvas, chart, classes, top)
    for line in lines(chart.note, WIDTH - 8, most=6, size=_SMALL):
        canvas.text(4, top + 4, line, size=_SMALL, fill=QUIET)
        top += 14
    height = int(top) + 4
    return canvas.finished(chart.title, chart.description, height, chart.language), height


def shades(values: list[Decimal]) -> dict[Decimal | None, int]:
    """Of each number its shade: as many numbers in each as in the others, equal numbers in the same."""
    known = sorted(set(values))
    if len(known) <= len(SHADES):
        step = (len(SHADES) - 1) // max(len(known) - 1, 1)
        return {value: index * step for index, value in enumerate(known)}
    ranked = sorted(values)
    return {value: ranked.index(value) * len(SHADES) // len(ranked) for value in known}


def _tile(canvas: Canvas, code: str, corner: tuple[float, float], shade: int | None) -> None:
    x, y = corner
    fill, letters = SHADES[shade] if shade is not None else (PAPER, QUIET)
    canvas.tile(x + 0.75, y + 0.75, _SIDE - 1.5, fill, known=shade is not None)
    canvas.text(x + _SIDE / 2, y + _SIDE / 2 + 3.3, code, anchor="middle", size=_LETTERS, fill=letters)


def _legend(canvas: Canvas, chart: Chart, classes: dict[Decimal | None, int], top: float) -> float:
    """What the shades mean; where it ends."""
    signs: list[tuple[str, str]] = []
    for shade in sorted(set(classes.values())):
        held = [value for value, one in classes.items() if one == shade and value is not None]
        ends = dict.fromkeys(chart.shown(value, chart.series[0]) for value in (min(held), max(held)))
        signs.append((SHADES[shade][0], "\N{EN DASH}".join(ends)))
    x = 4.0
    for fill, name in [*signs, (PAPER, chart.nothing)]:
        width = 20 + extent(name) + 14
        if x > 4 and x + width > WIDTH:
            x, top = 4.0, top + 20
        canvas.tile(x, top - 10, 13, fill, known=fill != PAPER)
        canvas.text(x + 19, top + SIZE * 0.1, name)
        x += width
    return top + 22
