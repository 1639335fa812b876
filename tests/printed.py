"""What stands on the pages of a PDF, read from its tags: which lines of which paragraph, and how far anything reaches.

A PDF says of each run of letters to which element of the text it belongs, and where it stands. So a test can ask what a
typesetter asks: does a line stand alone, does a heading end a page, does anything run off the paper?
"""

from __future__ import annotations

import io
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import pikepdf

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SAME_LINE = 4.0
"""Points by which raised and lowered signs may leave their line."""
_LEAVES = {"P", "Caption", "Lbl", *(f"H{level}" for level in range(1, 10))}
Matrix = tuple[float, float, float, float, float, float]
_ONE: Matrix = (1, 0, 0, 1, 0, 0)


@dataclass(frozen=True, slots=True)
class Block:
    """An element of the text that holds something to see."""

    kind: str
    """As PDF calls it: `P`, `H1`, `Caption` …"""
    lines: tuple[tuple[int, int], ...]
    """Each page on which it stands, from 1, and how many lines of words it has there."""


def blocks(content: bytes) -> list[Block]:
    """The elements that hold words or a picture, in reading order, without what stands in notes."""
    with pikepdf.open(io.BytesIO(content)) as document:
        pages = {page.objgen: number for number, page in enumerate(document.pages, 1)}
        heights = {page.objgen: _heights(page) for page in document.pages}
        found = []
        for kind, marks in _elements(document.Root.StructTreeRoot.K, None):
            lines: dict[int, list[float]] = defaultdict(list)
            for page, mark in marks:
                lines[pages[page]] += heights[page][mark]
            if lines:
                found.append(Block(kind, tuple((page, _lines(at)) for page, at in sorted(lines.items()))))
        return found


def alone(found: Sequence[Block]) -> list[Block]:
    """Paragraphs of which a single line stands at the foot of a page, or at the head of the next."""
    return [
        block
        for block in found
        if block.kind == "P" and len(block.lines) > 1 and 1 in (block.lines[0][1], block.lines[-1][1])
    ]


def stranded(found: Sequence[Block]) -> list[Block]:
    """Headings that end a page: what follows them begins on the next."""
    return [
        first
        for first, then in pairwise(found)
        if first.kind.startswith("H") and first.lines[-1][0] != then.lines[0][0]
    ]


def _lines(heights: Sequence[float]) -> int:
    ordered = sorted(heights, reverse=True)
    return bool(ordered) + sum(above - below > _SAME_LINE for above, below in pairwise(ordered))


def _elements(node, page) -> Iterator[tuple[str, list]]:
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _elements(child, page)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        kind = str(node.S).lstrip("/")
        page = node.Pg.objgen if "/Pg" in node else page
        if kind in _LEAVES:
            yield kind, list(_marks(node, page))
        else:
            inside = node.get("/K", pikepdf.Array())
            own = [one for one in (inside if isinstance(inside, pikepdf.Array) else [inside]) if _is_mark(one)]
            if own:
                yield kind, [mark for one in own for mark in _marks(one, page)]
            yield from _elements(inside, page)


def _is_mark(node) -> bool:
    return not isinstance(node, pikepdf.Dictionary) or node.get("/Type") == "/MCR"


def _marks(node, page) -> Iterator[tuple[tuple[int, int], int]]:
    """Where an element's words are: the page, and the number that they bear on it."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from _marks(child, page)
    elif not isinstance(node, pikepdf.Dictionary):
        yield page, int(node)
    elif node.get("/Type") == "/MCR":
        yield node.Pg.objgen if "/Pg" in node else page, int(node.MCID)
    elif node.get("/Type") != "/OBJR" and str(node.get("/S")) != "/Note" and "/K" in node:
        yield from _marks(node.K, node.Pg.objgen if "/Pg" in node else page)


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    a, b, c, d, e, f = inner
    g, h, i, j, k, l = outer  # noqa: E741 -- a matrix
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + l)


def _heights(page) -> dict[int, list[float]]:  # noqa: C901 -- a case an operator
    """By the number of marked words, the heights of the lines on which they stand."""
    found: dict[int, list[float]] = defaultdict(list)
    around, kept, text = _ONE, [], _ONE
    marks: list[int | None] = []
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "q":
                kept.append(around)
            case "Q":
                around = kept.pop()
            case "cm":
                around = _times(tuple(map(float, operands)), around)
            case "BDC" | "BMC":
                named = len(operands) > 1 and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
                marks.append(int(operands[1].MCID) if named else None)
            case "EMC":
                marks.pop()
            case "BT":
                text = _ONE
            case "Tm":
                text = tuple(map(float, operands))
            case "Td":
                text = _times((1, 0, 0, 1, float(operands[0]), float(operands[1])), text)
            case "Tj" | "TJ":
                number = next((mark for mark in reversed(marks) if mark is not None), None)
                if number is not None:
                    found[number].append(_times(text, around)[5])
    return found


def beyond(content: bytes, points: float = 20) -> list[tuple[int, str]]:
    """Words that come nearer than so many points to the edge of the paper, with their pages; the first and last apart."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    found = []
    for index in range(len(document)):
        page = document[index]
        width, height = page.get_size()
        words = page.get_textpage()
        for rect in (words.get_rect(one) for one in range(words.count_rects())):
            left, bottom, right, top = rect
            if left < points or bottom < points or right > width - points or top > height - points:
                found.append((index + 1, words.get_text_bounded(*rect)))
    return found
