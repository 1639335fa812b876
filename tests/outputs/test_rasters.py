"""Charts in formats that take them as they are, and in Word, which takes pixels."""

from __future__ import annotations

import io
from datetime import date
from decimal import Decimal

import page
import pytest
from PIL import Image

from coalition.outputs.rasters import rasters, settable
from coalition.outputs.typesetting import Document, typeset
from coalition.prose.charting.drawing import KINDS, draw
from coalition.prose.charting.model import Chart, Series
from coalition.prose.model import Picture
from coalition.prose.pictures import of_drawing


def drawing(kind: str) -> Picture:
    labels = ("NP", "TV", "FR")
    series = tuple(Series(name, (Decimal(4), Decimal(9), None)) for name in ("Women", "Men")[: 1 + (kind != "map")])
    return of_drawing(draw(Chart(kind, "Title", "Description", "Place", labels, series, note="A note"), "x", "fig-y"))


def test_a_drawing_becomes_pixels_of_its_size_and_a_photograph_stays():
    chart = drawing("bar")
    photograph = Picture("x/a.png", "a-1.png", "image/png", b"pixels", 1, 1)

    made = rasters({chart.path: chart, photograph.path: photograph})

    assert made[photograph.path] is photograph
    png = made[chart.path]
    assert (png.name, png.media_type) == (chart.name.replace(".svg", ".png"), "image/png")
    with Image.open(io.BytesIO(png.content)) as opened:
        inches = [pixels / dots for pixels, dots in zip(opened.size, opened.info["dpi"], strict=True)]
        assert inches == pytest.approx([chart.width / 96, chart.height / 96], abs=0.01)
        assert len(opened.getcolors(10**6)) > 2
    assert rasters({chart.path: chart}) == {chart.path: png}


def test_a_pdf_with_every_kind_of_drawing_is_accessible_and_archivable():
    pictures = tuple(drawing(kind) for kind in (*KINDS, "map"))
    shown = "\n".join(f'#image("/pictures/{one.name}", alt: "Chart")' for one in pictures)
    main = f'#set document(title: [Charts])\n#set text(lang: "en", font: "Source Sans 3")\n{shown}\n'

    (made,) = typeset([Document({"main.typ": main}, {}, date(2026, 11, 21), pictures)])

    assert [page.validate_pdf_bytes(made, profile=one).failures for one in ("ua1", "2a")] == [[], []]


@pytest.mark.parametrize("label", ["نيبال", "M\N{COMBINING MACRON}", "नेपाल"])
def test_letters_that_are_joined_or_marked_are_pixels_in_a_pdf(label):
    series = (Series("Fee", (Decimal(4), Decimal(9))),)
    chart = Chart("bar", "Title", "Description", "Place", (label, "Nepal"), series)
    joined, plain = of_drawing(draw(chart, "x", "joined")), drawing("bar")

    made = settable({joined.path: joined, plain.path: plain})

    assert made[plain.path] is plain
    assert made[joined.path].media_type == "image/png"


def test_a_pdf_with_a_chart_in_arabic_is_accessible_and_archivable():
    series = (Series("الأجر", (Decimal(4), Decimal(-9))),)
    chart = of_drawing(draw(Chart("bar", "عنوان", "وصف", "المكان", ("نيبال", "الهند"), series, "ar"), "x", "fig-y"))
    (picture,) = settable({chart.path: chart}).values()
    main = f'#set document(title: [Charts])\n#set text(lang: "ar")\n#image("/pictures/{picture.name}", alt: "Chart")\n'

    (made,) = typeset([Document({"main.typ": main}, {}, date(2026, 11, 21), (picture,))])

    assert [page.validate_pdf_bytes(made, profile=one).failures for one in ("ua1", "2a")] == [[], []]
