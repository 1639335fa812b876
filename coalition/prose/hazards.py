"""What must not reach pandoc: texts that would keep it busy for ever, found in one pass over their characters.

pandoc's reader tries every way to close a bracket: six brackets open at once in a paragraph take a tenth of a second,
ten take minutes, and a page of `[` never ends (decision 0031). What is not seen here is stopped by the time limit.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST = 2_000_000
"""Characters of one text: forty times a long chapter."""
MOST_OPEN_BRACKETS = 6
DEEPEST_QUOTE = 20
DEEPEST_DIV = 20
MOST_ENVIRONMENTS = 50

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_DIV = re.compile(r" {0,3}:{3,}[ \t]*(\S)?")
_BRACKET = re.compile(r"\\.|[\[\]]")
_STEP = {"[": 1, "]": -1}


@dataclass(frozen=True, slots=True)
class Hazard:
    """Why a text is not given to pandoc."""

    line: int
    """Of the body, from 1."""
    reason: str
    """The end of a sentence that begins "The text"."""
    hint: str


def hazard(body: str) -> Hazard | None:
    """The first thing in a text that would make it unreadable; None for every text that people write."""
    if len(body) > LONGEST:
        return Hazard(1, f"is longer than {LONGEST:,} characters", "Divide it.")
    if body.count("\\begin{") > MOST_ENVIRONMENTS:
        line = body.count("\n", 0, body.index("\\begin{")) + 1
        return Hazard(line, "is full of LaTeX environments", "Write it in Markdown.")
    return _in_lines(body.split("\n"))


def _in_lines(lines: list[str]) -> Hazard | None:
    opened = divs = 0
    for number, line in _prose_lines(lines):
        if not line.strip():
            # Brackets do not reach over an empty line.
            opened = 0
            continue
        if line[: len(line) - len(line.lstrip("> \t"))].count(">") > DEEPEST_QUOTE:
            return Hazard(number, "has quotations in quotations that nobody could follow", "Use fewer > signs.")
        fence = _DIV.match(line)
        divs += 0 if fence is None else 1 if fence[1] else -1
        if divs > DEEPEST_DIV:
            return Hazard(number, "opens ::: passages without closing them", "Close each with a line of its own: :::")
        for sign in _BRACKET.findall(line):
            opened = max(0, opened + _STEP.get(sign, 0))
            if opened > MOST_OPEN_BRACKETS:
                hint = "Close each [ with ], or write \\[ where a bracket is meant as such."
                return Hazard(number, "opens more square brackets than it closes", hint)
    return None


def _prose_lines(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Lines outside blocks of code. Code that is never closed is prose to pandoc, and to us."""
    closing = _Closing(lines)
    end = 0
    for number, line in enumerate(lines, 1):
        if number <= end:
            continue
        fence = _FENCE.match(line)
        end = closing.after(number, fence[1]) if fence else 0
        if not end:
            yield number, line


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
