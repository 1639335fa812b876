"""What must not reach pandoc: texts that would keep it busy for ever, found in one pass over their characters.

pandoc's reader tries every way to close what is open: six brackets in each other take a tenth of a second, ten take
minutes, and a page of `[` never ends (decision 0031). What is not seen here is stopped by the limits of the child.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, TypeAlias

from coalition.prose.labour import labour

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST = 2_000_000
"""Characters of one text: forty times a long chapter."""
DEEPEST_QUOTE = 20
DEEPEST_DIV = 20
DEEPEST_LIST = 40
MOST_ENVIRONMENTS = 50
MOST_MICROSECONDS, MICROSECONDS_A_CHARACTER = 2_000_000, 5
"""What the signs of a text may cost, in the estimate of `labour`."""

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DIV = re.compile(r" {0,3}:{3,}[ \t]*(\S)?")
_QUOTES = re.compile(r"(?:>[ \t]*+){21}")
_MARKERS = re.compile(
    r"(?:[ \t]*+(?:>|[-*+:](?=[ \t]|$)|\(?(?:\d{1,9}|[A-Za-z]{1,8}|#|@[\w-]*+)[.)](?=[ \t]|$)|\[\^[^\]\s]++\]:))*+"
)
_MARKER = re.compile(r"[>*+:#-]|[\w@]++[.)]|\[\^[^\]\s]++\]:")
_NO_SIGNS = re.compile(r"[\w\s]")
_Line: TypeAlias = tuple[int, int, str]
"""The number of a line, its offset in the text, and itself."""
_ITEM = re.compile(r"([ \t]++)(?:[-*+:]|\(?[\w@#]{1,9}+[.)])[ \t]")


@dataclass(frozen=True, slots=True)
class Hazard:
    """Why a text is not given to pandoc."""

    line: int
    """Of the body, from 1."""
    reason: str
    """The end of a sentence that begins "The text"."""
    hint: str


_LABOURS = {
    "brackets": (
        "opens more square brackets than it closes",
        "Close each [ with ], or write \\[ where a bracket is meant as such.",
    ),
    "links": (
        "has links whose address is not closed",
        "Close each address with ), as in [words](https://site.example).",
    ),
    "tags": (
        "has many < signs that begin no tag",
        "Write \\< where the sign is meant as such, as in p \\< 0.05.",
    ),
    "commands": ("is full of LaTeX commands", "Write it in Markdown."),
    "entities": ("has many & signs in one word", "Put blanks between them, or take them out."),
    "code": ("opens code that it does not close", "Close each ` with as many of them."),
    "marks": (
        "opens more quotation marks or emphasis than it closes",
        "Close each mark in the paragraph in which it opens; write \\* or \\_ where a sign is meant as such.",
    ),
}


def hazard(body: str) -> Hazard | None:
    """The first thing in a text that would make it unreadable; None for every text that people write."""
    if len(body) > LONGEST:
        return Hazard(1, f"is longer than {LONGEST:,} characters", "Divide it.")
    if body.count("\\begin{") > MOST_ENVIRONMENTS:
        line = body.count("\n", 0, body.index("\\begin{")) + 1
        return Hazard(line, "is full of LaTeX environments", "Write it in Markdown.")
    lines = list(_prose_lines(body.split("\n")))
    return _in_lines(lines) or _in_paragraphs(body, lines)


def suspect(body: str) -> int:
    """The line in which the paragraph begins that has most signs: where to look when pandoc has given up."""
    paragraphs = _paragraphs(_prose_lines(body.split("\n")))
    worst = max(
        paragraphs, key=lambda held: sum(len(_NO_SIGNS.sub("", line)) for _, _, line in held), default=[(1, 0, "")]
    )
    return worst[0][0]


def _in_lines(lines: Iterable[_Line]) -> Hazard | None:
    divs = 0
    for number, _, line in lines:
        if _QUOTES.search(line):
            return Hazard(number, "has quotations in quotations that nobody could follow", "Use fewer > signs.")
        fence = _DIV.match(line)
        divs += 0 if fence is None else 1 if fence[1] else -1
        if divs > DEEPEST_DIV:
            return Hazard(number, "opens ::: passages without closing them", "Close each with a line of its own: :::")
        if _depth(line) > DEEPEST_LIST:
            return Hazard(number, "has lists in lists that nobody could follow", "Use fewer levels.")
    return None


def _depth(line: str) -> int:
    """How many lists and quotations a line is in, by what stands at its beginning."""
    item = _ITEM.match(line)
    indented = len(item[1].expandtabs(4)) // 4 if item else 0
    markers = _MARKERS.match(line)
    return max(indented, len(_MARKER.findall(markers[0])) if markers else 0)


def _in_paragraphs(body: str, lines: Iterable[_Line]) -> Hazard | None:
    most = MOST_MICROSECONDS + MICROSECONDS_A_CHARACTER * len(body)
    comment = body.rfind("-->")
    whole: defaultdict[str, float] = defaultdict(float)
    worst: dict[str, tuple[float, int]] = {}
    for held in _paragraphs(lines):
        offset = held[0][1]
        for cost in labour("\n".join(line for _, _, line in held), len(body) - offset, comment - offset):
            whole[cost.kind] += cost.microseconds
            if cost.microseconds > worst.get(cost.kind, (0.0, 0))[0]:
                worst[cost.kind] = cost.microseconds, _line_at(held, cost.at)
        if sum(whole.values()) > most:
            kind = max(whole, key=whole.__getitem__)
            return Hazard(worst[kind][1], *_LABOURS[kind])
    return None


def _line_at(held: list[_Line], offset: int) -> int:
    """The number of the line that holds the character at an offset of a paragraph."""
    for number, _, line in held:
        offset -= len(line) + 1
        if offset < 0:
            return number
    return held[-1][0]


def _paragraphs(lines: Iterable[_Line]) -> Iterator[list[_Line]]:
    """What stands between empty lines."""
    held: list[_Line] = []
    for line in lines:
        if line[2].strip(" \t"):
            held.append(line)
        elif held:
            yield held
            held = []
    if held:
        yield held


def _prose_lines(lines: list[str]) -> Iterator[_Line]:
    """Lines outside blocks of code, with number and offset. Code that is never closed is prose to pandoc, and to us."""
    closing = _Closing(lines)
    end = offset = 0
    for number, line in enumerate(lines, 1):
        if number > end:
            fence = _FENCE.match(line)
            end = closing.after(number, fence[1]) if fence else 0
            if not end:
                yield number, offset, line
        offset += len(line) + 1


class _Closing:
    """The lines that can close a block of code. Law: a whole text is gone through once, however many are opened."""

    def __init__(self, lines: list[str]) -> None:
        self._ends: dict[str, list[tuple[int, int]]] = {"`": [], "~": []}
        self._longest: dict[str, list[int]] = {}
        for number, line in enumerate(lines, 1):
            fence = _FENCE.match(line)
            if fence and not line[fence.end() :].strip():
                self._ends[fence[1][0]].append((number, len(fence[1])))
        for sign, ends in self._ends.items():
            longest = list(accumulate((length for _, length in reversed(ends)), max))
            self._longest[sign] = longest[::-1]

    def after(self, number: int, fence: str) -> int:
        """The line that closes what a fence has opened in line `number`, or 0."""
        ends, longest = self._ends[fence[0]], self._longest[fence[0]]
        at = bisect_right(ends, (number, sys.maxsize))
        if at == len(ends) or longest[at] < len(fence):
            return 0
        while ends[at][1] < len(fence):
            at += 1
        return ends[at][0]
