"""The drawing on the cover: a row of bars with a way through them, the same in every format."""

from __future__ import annotations

import math
from dataclasses import dataclass

WIDTH, HEIGHT = 210.0, 112.0
"""Millimetres: the drawing goes from edge to edge of an A4 page."""
COUNT = 60
GROUND, STEEL, TIP = "#0f3540", "#2c6472", "#e3a857"
"""The page behind the bars, the bars, and their ends along the way."""


@dataclass(frozen=True, slots=True)
class Bar:
    """An upright stroke; x and y from the drawing's upper left corner, all in millimetres."""

    x: float
    y: float
    width: float
    height: float
    colour: str


def bars() -> tuple[Bar, ...]:
    """Sixty bars, each cut where the way crosses it; the way widens as it rises.

    Law: the same strokes on every machine (rounded, so that no last digit of a sine shows).
    """
    pitch = WIDTH / COUNT
    drawn: list[Bar] = []
    for index in range(COUNT):
        along = (index + 0.5) / COUNT
        x = (index + 0.35) * pitch
        middle = HEIGHT * (0.80 - 0.58 * _ease(along) + 0.035 * math.sin(along * 9.0))
        half = 1.6 + 11.5 * along**1.8
        drawn += _cut(x, pitch * 0.3, middle - half, middle + half)
    return tuple(drawn)


def _ease(along: float) -> float:
    return along * along * (3 - 2 * along)


def _cut(x: float, width: float, upper: float, lower: float) -> list[Bar]:
    tip = 2.2
    strokes = (
        (0.0, upper - tip, STEEL),
        (upper - tip, upper, TIP),
        (lower, lower + tip, TIP),
        (lower + tip, HEIGHT, STEEL),
    )
    return [
        Bar(round(x, 2), round(top, 2), round(width, 2), round(bottom - top, 2), colour)
        for top, bottom, colour in strokes
        if bottom > top
    ]


def svg() -> str:
    """The drawing as SVG for the web edition; it says nothing that the title does not, so it is hidden from readers aloud."""
    strokes = "".join(
        f'<rect x="{bar.x:g}" y="{bar.y:g}" width="{bar.width:g}" height="{bar.height:g}" fill="{bar.colour}"/>'
        for bar in bars()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}" '
        f'preserveAspectRatio="none" aria-hidden="true" focusable="false">{strokes}</svg>'
    )
