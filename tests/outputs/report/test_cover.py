from __future__ import annotations

from xml.etree import ElementTree as ET

from coalition.outputs.report import cover


def test_every_stroke_stays_on_the_page():
    for bar in cover.bars():
        assert bar.x >= 0
        assert bar.x + bar.width <= cover.WIDTH
        assert bar.y >= 0
        assert bar.y + bar.height <= cover.HEIGHT + 0.01
        assert bar.height > 0


def test_there_is_a_way_through_every_bar():
    columns: dict[float, list[cover.Bar]] = {}
    for bar in cover.bars():
        columns.setdefault(bar.x, []).append(bar)
    assert len(columns) == cover.COUNT
    for strokes in columns.values():
        assert sum(stroke.height for stroke in strokes) < cover.HEIGHT - 3


def test_the_drawing_for_the_web_is_hidden_from_readers_aloud():
    drawing = ET.fromstring(cover.svg())  # noqa: S314 -- our own drawing
    assert drawing.get("aria-hidden") == "true"
    assert len(list(drawing)) == len(cover.bars())
