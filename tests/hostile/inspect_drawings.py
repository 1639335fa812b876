"""What a published drawing may hold: shapes and words, and nothing that runs, fetches or looks like more."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError, fromstring

if TYPE_CHECKING:
    from collections.abc import Iterator

_SVG = "{http://www.w3.org/2000/svg}"
_NUMBER = re.compile(r"[-0-9. ,]+")
_WORD = re.compile(r"[A-Za-z0-9 ',#.-]*")
_PAINT = re.compile(r"none|#[0-9a-f]{3,6}|url\(#f[0-9]\)")
_PATH = re.compile(r"[MLHVZ0-9., -]+")
_TURN = re.compile(r"translate\([0-9. -]+\)")
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ELEMENTS = frozenset(
    {"svg", "title", "desc", "defs", "pattern", "rect", "circle", "path", "polyline", "text", "g"}
)  # fmt: skip -- a list of words
_ATTRIBUTES = {
    **dict.fromkeys(
        (
            "x",
            "y",
            "width",
            "height",
            "r",
            "cx",
            "cy",
            "viewBox",
            "points",
            "font-size",
            "font-weight",
            "stroke-width",
            "stroke-dasharray",
        ),
        _NUMBER,
    ),
    **dict.fromkeys(("fill", "stroke"), _PAINT),
    **dict.fromkeys(
        ("id", "role", "class", "aria-labelledby", "font-family", "text-anchor", "patternUnits", _LANGUAGE), _WORD
    ),
    "d": _PATH,
    "transform": _TURN,
}  # fmt: skip -- a table


def drawing(content: bytes) -> Iterator[str]:
    """Every element, attribute and value of an SVG that is not on the list."""
    if b"<!" in content or b"<?" in content:
        yield "declares something"
        return
    try:
        document = fromstring(content)  # noqa: S314 -- it declares nothing
    except ParseError as error:
        yield f"is no drawing: {error}"
        return
    if document.tag != f"{_SVG}svg":
        yield f"is no drawing but <{document.tag}>"
    for element in document.iter():
        if element.tag.removeprefix(_SVG) not in _ELEMENTS:
            yield f"holds <{element.tag}>"
        for name, value in element.attrib.items():
            if name not in _ATTRIBUTES or not _ATTRIBUTES[name].fullmatch(value):
                yield f"has {name}={value[:60]!r}"
