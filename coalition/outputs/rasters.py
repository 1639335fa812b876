"""Charts as pixels: for Word, which shows an SVG in its newest versions alone, and for what a PDF cannot hold as words."""

from __future__ import annotations

import io
import unicodedata
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from coalition.outputs.typeset import PIXELS_PER_INCH
from coalition.outputs.typesetting import Document, typeset
from coalition.prose.pictures import SVG

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coalition.prose.model import Picture
    from coalition.sources.cache import Cache

_FINER = 2
"""How many times larger it is drawn than it is shown: sharp on paper at 288 pixels an inch."""
_PAGE = (
    "#set document(title: [Chart])\n#set page(width: {width}pt, height: {height}pt, margin: 0pt)\n"
    '#image("/pictures/{name}", width: 100%, alt: "Chart")\n'
)
_POINTS_A_PIXEL = 0.75
_DAY = date(1970, 1, 1)
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"


def rasters(pictures: Mapping[str, Picture], cache: Cache | None = None) -> dict[str, Picture]:
    """The same pictures, of which those that are SVG are PNG. The same drawing gives the same bytes."""
    return _rastered(pictures, {path: one for path, one in pictures.items() if one.media_type == SVG}, cache)


def settable(pictures: Mapping[str, Picture], cache: Cache | None = None) -> dict[str, Picture]:
    """The same pictures, of which those are PNG whose letters are joined or bear marks.

    PDF/A wants to know of each sign in it which character it is. Typst cannot say that within a drawing where several
    characters make one sign, as they do in Arabic; within a text it can.
    """
    return _rastered(pictures, {path: one for path, one in pictures.items() if _is_joined(one)}, cache)


def _is_joined(picture: Picture) -> bool:
    if picture.media_type != SVG:
        return False
    signs = {sign for sign in picture.content.decode() if not sign.isascii()}
    return any(
        sign in _JOINERS or unicodedata.category(sign)[0] == "M" or unicodedata.bidirectional(sign) in ("R", "AL")
        for sign in signs
    )


def _rastered(pictures: Mapping[str, Picture], drawn: Mapping[str, Picture], cache: Cache | None) -> dict[str, Picture]:
    made = typeset([_document(picture) for picture in drawn.values()], form="png", cache=cache)
    return {**pictures, **{path: _png(drawn[path], content) for path, content in zip(drawn, made, strict=True)}}


def _document(picture: Picture) -> Document:
    size = {"width": picture.width * _POINTS_A_PIXEL * _FINER, "height": picture.height * _POINTS_A_PIXEL * _FINER}
    return Document({"main.typ": _PAGE.format(name=picture.name, **size)}, {}, _DAY, (picture,), picture.name)


def _png(picture: Picture, content: bytes) -> Picture:
    """The pixels with the size at which they are meant to be seen."""
    from PIL import Image

    out, dots = io.BytesIO(), PIXELS_PER_INCH * _FINER
    with Image.open(io.BytesIO(content), formats=("PNG",)) as opened:
        opened.convert("RGB").save(out, "PNG", optimize=True, dpi=(dots, dots))
        width, height = opened.size
    name = f"{picture.name.removesuffix('.svg')}.png"
    return replace(picture, name=name, media_type="image/png", content=out.getvalue(), width=width, height=height)
