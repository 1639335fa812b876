"""A small pen for SVG: every value is escaped where it is written, and nothing can be drawn but what is here."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

if TYPE_CHECKING:
    from collections.abc import Iterator

WIDTH = 460
"""Pixels: the width of a line in the PDF, and no more than a phone can show legibly."""
SIZE = 13
"""Of letters, in pixels."""
INK, QUIET, HAIRLINE, PAPER = "#1d2528", "#566469", "#c9d2d4", "#ffffff"
_FAMILIES = "'Source Sans 3', 'Noto Sans', 'Noto Naskh Arabic', sans-serif"
_CONTROLS = dict.fromkeys((*range(32), *range(127, 160), 8232, 8233, 65534, 65535), " ")
_FILLS = (
    "#12495a",
    '<rect width="8" height="8" fill="#fff"/><path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="#9c3d16" stroke-width="2"/>',
    "#d5dcde",
    '<rect width="8" height="8" fill="#fff"/><circle cx="4" cy="4" r="2" fill="#12495a"/>',
    '<rect width="8" height="8" fill="#9c3d16"/><path d="M0 4H8" stroke="#fff" stroke-width="2"/>',
    '<rect width="8" height="8" fill="#fff"/><path d="M0 2H8M2 0V8" stroke="#1d2528" stroke-width="1"/>',
)
"""Of each series a fill that differs from the others in its pattern, so that it does so without colours too."""
MOST_SERIES = len(_FILLS)
_MIRRORED = {"start": "end", "end": "start"}
_FROM_THE_RIGHT, _BY_ITSELF, _END = (
    "\N{RIGHT-TO-LEFT ISOLATE}",
    "\N{FIRST STRONG ISOLATE}",
    "\N{POP DIRECTIONAL ISOLATE}",
)


def digits(value: float) -> str:
    """A coordinate, to a hundredth of a pixel."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def clean(text: str) -> str:
    """Text as it may stand in XML, on one line."""
    plain = "".join(_whole(sign) for sign in text.translate(_CONTROLS))
    return " ".join(part for part in plain.split(" ") if part)


def _whole(sign: str) -> str:
    return " " if unicodedata.category(sign) in ("Cs", "Cn") else sign


def extent(text: str, size: float = SIZE) -> float:
    """About how wide a text is: exact enough to break lines and to keep numbers within the picture."""
    return size * sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.53 for sign in text)


def lines(text: str, width: float, *, most: int = 2, size: float = SIZE) -> tuple[str, ...]:
    """A text in at most so many lines of that width, a word too wide for one cut in pieces; what is left over is cut off."""
    made: list[str] = [""]
    for word in _pieces(clean(text), width, size):
        longer = f"{made[-1]} {word}".strip()
        if extent(longer, size) <= width or not made[-1]:
            made[-1] = longer
        else:
            made.append(word)
    if len(made) <= most:
        return tuple(made)
    last = made[most - 1]
    while last and extent(f"{last}…", size) > width:
        last = last[:-1]
    return (*made[: most - 1], f"{last.rstrip()}…")


def _pieces(text: str, width: float, size: float) -> Iterator[str]:
    """The words of a text, and of those that no line can hold as much as one can."""
    for word in text.split(" "):
        begin = 0
        for end in range(1, len(word)):
            if extent(word[begin : end + 1], size) > width:
                yield word[begin:end]
                begin = end
        yield word[begin:]


@dataclass(slots=True)
class Canvas:
    """Collects what is drawn, from the top left corner down."""

    width: float = WIDTH
    parts: list[str] = field(default_factory=list)
    mirrored: bool = False
    """Whether what is drawn at the left comes to stand at the right, as in a text that runs from the right."""

    def text(  # noqa: PLR0913 -- where, what, and how it looks, by name
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        size: float = SIZE,
        fill: str = INK,
        strong: bool = False,
    ) -> None:
        """One line of text; `y` is where it stands on, `anchor` which end of it is at `x`."""
        anchor = _MIRRORED.get(anchor, anchor) if self.mirrored else anchor
        looks = f' text-anchor="{anchor}"' * (anchor != "start") + ' font-weight="600"' * strong
        looks += f' font-size="{digits(size)}"' * (size != SIZE) + f' fill="{fill}"' * (fill != INK)
        shown = escape(self._ordered(clean(words)))
        self.parts.append(f'<text x="{digits(self._at(x))}" y="{digits(y)}"{looks}>{shown}</text>')

    def _at(self, x: float, width: float = 0) -> float:
        """Where that begins which is `width` wide."""
        return self.width - x - width if self.mirrored else x

    def _ordered(self, words: str) -> str:
        """Words with letters that run to the left, marked as such: what draws them takes no direction from elsewhere."""
        if not any(unicodedata.bidirectional(sign) in ("R", "AL") for sign in words):
            return words
        return f"{_FROM_THE_RIGHT if self.mirrored else _BY_ITSELF}{words}{_END}"

    def bar(self, x: float, y: float, width: float, height: float, fill: int, *, kind: str = "bar") -> None:  # noqa: PLR0913 -- a rectangle has four numbers
        """A rectangle in the fill of a series, with a line around it."""
        numbers = f'x="{digits(self._at(x, width))}" y="{digits(y)}" width="{digits(width)}" height="{digits(height)}"'
        paint = _FILLS[fill] if _FILLS[fill].startswith("#") else f"url(#f{fill})"
        self.parts.append(f'<rect class="{kind}" {numbers} fill="{paint}" stroke="{INK}" stroke-width="0.75"/>')

    def tile(self, x: float, y: float, side: float, fill: str, *, known: bool = True) -> None:
        """A square of one colour; what is not known has a faint line around it."""
        numbers = f'x="{digits(self._at(x, side))}" y="{digits(y)}" width="{digits(side)}" height="{digits(side)}"'
        stroke = INK if known else HAIRLINE
        self.parts.append(f'<rect class="tile" {numbers} fill="{fill}" stroke="{stroke}" stroke-width="0.75"/>')

    def line(self, points: list[tuple[float, float]], *, stroke: str = INK, width: float = 1, dash: str = "") -> None:
        """A line through points."""
        way = " ".join(f"{digits(self._at(x))},{digits(y)}" for x, y in points)
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.parts.append(
            f'<polyline points="{way}" fill="none" stroke="{stroke}" stroke-width="{digits(width)}"{dashes}/>'
        )

    def marker(self, x: float, y: float, shape: int) -> None:
        """The sign of a series: it differs from the others in its form."""
        fill = INK if shape % 2 == 0 else PAPER
        form = _MARKERS[shape].format(fill=fill, ink=INK)
        self.parts.append(f'<g class="marker" transform="translate({digits(self._at(x))} {digits(y)})">{form}</g>')

    def finished(self, title: str, description: str, height: float, language: str) -> str:
        """The whole drawing, on a light ground, whatever is around it."""
        drawn = "".join(self.parts)
        fills = "".join(
            f'<pattern id="f{index}" width="8" height="8" patternUnits="userSpaceOnUse">{fill}</pattern>'
            for index, fill in enumerate(_FILLS)
            if f'"url(#f{index})"' in drawn
        )
        size = f'width="{digits(self.width)}" height="{digits(height)}"'
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {digits(self.width)} {digits(height)}" '
            f'role="img" aria-labelledby="t d" xml:lang={quoteattr(clean(language))} font-family="{_FAMILIES}" '
            f'font-size="{SIZE}" fill="{INK}"><title id="t">{escape(clean(title))}</title>'
            f'<desc id="d">{escape(clean(description))}</desc>'
            + (f"<defs>{fills}</defs>" if fills else "")
            + f'<rect {size} fill="{PAPER}"/>'
            + drawn
            + "</svg>\n"
        )


_MARKERS = (
    '<circle r="4.5" fill="{fill}" stroke="{ink}"/>',
    '<rect x="-4" y="-4" width="8" height="8" fill="{fill}" stroke="{ink}" stroke-width="1.5"/>',
    '<path d="M0 -5.5L5.5 4.5H-5.5Z" fill="{fill}" stroke="{ink}"/>',
    '<path d="M0 -5.5L5.5 0L0 5.5L-5.5 0Z" fill="{fill}" stroke="{ink}" stroke-width="1.5"/>',
    '<path d="M-4.5 -4.5L4.5 4.5M-4.5 4.5L4.5 -4.5" stroke="{ink}" stroke-width="2.5"/>',
    '<circle r="4.5" fill="{fill}" stroke="{ink}" stroke-width="1.5"/>',
)
DASHES = ("", "7 4", "2 3", "10 3 2 3", "4 2", "12 5")
