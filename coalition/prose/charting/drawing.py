"""The kinds of charts, and how each is drawn."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.prose.charting.bars import bars, grouped
from coalition.prose.charting.canvas import MOST_SERIES, WIDTH
from coalition.prose.charting.maps import tiled
from coalition.prose.charting.model import Drawing
from coalition.prose.charting.points import dots, lined

if TYPE_CHECKING:
    from collections.abc import Callable

    from coalition.prose.charting.model import Chart


@dataclass(frozen=True, slots=True)
class Form:
    """How a kind of chart is drawn, and how much it can show."""

    draw: Callable[[Chart], tuple[str, int]]
    """The SVG and its height."""
    rows: int
    series: int
    signs: int
    """Numbers in all: rows times series."""


KINDS = {
    "bar": Form(bars, rows=30, series=3, signs=90),
    "grouped-bar": Form(grouped, rows=20, series=MOST_SERIES, signs=48),
    "line": Form(lined, rows=60, series=MOST_SERIES, signs=240),
    "dot": Form(dots, rows=30, series=MOST_SERIES, signs=120),
}
"""What `type` may say."""
MAP = Form(tiled, rows=260, series=1, signs=260)


def draw(chart: Chart, folder: str, name: str) -> Drawing:
    """The drawing of a chart. The same chart gives the same bytes, and another chart another path."""
    form = MAP if chart.kind == "map" else KINDS[chart.kind]
    svg, height = form.draw(chart)
    digest = hashlib.sha256(svg.encode()).hexdigest()[:12]
    return Drawing(f"{folder}/{(name or chart.kind).lower()[:40]}-{digest}.svg".lstrip("/"), svg, WIDTH, height)
