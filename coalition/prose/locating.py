"""Where in its file something of a text stands: by the located scan, else by its words, else at the text's first line."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from coalition.parsing.markdown import Mark, Scan, scan
from coalition.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable

    from coalition.prose.drops import Drop
    from coalition.prose.model import Manuscript


class Locator:
    """Finds places in one text, and keeps the problems found there.

    Asked twice for the same thing, it gives the first and then the second place where it stands: problems are
    reported in the text's order.
    """

    def __init__(self, manuscript: Manuscript) -> None:
        self.manuscript = manuscript
        self.problems: list[Problem] = []
        self._seen: Counter[tuple[str, str]] = Counter()
        self._found: dict[str, int] = {}

    @cached_property
    def scan(self) -> Scan:
        """The text's marks."""
        return scan(self.manuscript.path, self.manuscript.body, first_line=self.manuscript.first_line)

    @cached_property
    def _starts(self) -> list[int]:
        body = self.manuscript.body
        starts = [0]
        while (end := body.find("\n", starts[-1])) >= 0:
            starts.append(end + 1)
        return starts

    @property
    def start(self) -> Place:
        """Where the text begins."""
        return Place(self.manuscript.path, self.manuscript.first_line)

    def line(self, number: int) -> Place:
        """A line of the body, counted from 1."""
        return Place(self.manuscript.path, self.manuscript.first_line + number - 1)

    def mark(self, kind: str, fits: Callable[[Mark], bool], seen: str) -> Mark | None:
        """The next mark of that kind that fits, the last again when there are no more; `seen` counts."""
        fitting = [mark for mark in self.scan.of(kind) if fits(mark)]
        if not fitting:
            return None
        turn = self._seen[kind, seen]
        self._seen[kind, seen] += 1
        return fitting[min(turn, len(fitting) - 1)]

    def place(self, kind: str, value: str, needle: str = "") -> Place:
        """The next place of a mark, or of the needle when the scan has no such mark."""
        found = self.mark(kind, lambda mark: _fits(mark, value), value)
        return found.place if found else self.words(needle or value)

    def words(self, needle: str) -> Place:
        """The next place where the needle stands in the text."""
        body = self.manuscript.body
        if not needle:
            return self.start
        at = body.find(needle, self._found.get(needle, -1) + 1)
        if at < 0:
            at = body.find(needle)
        if at < 0:
            return self.start
        self._found[needle] = at
        line = bisect_right(self._starts, at)
        return Place(self.manuscript.path, self.manuscript.first_line + line - 1, at - self._starts[line - 1] + 1)

    def report(
        self, place: Place, code: str, message: str, hint: str = "", severity: Severity = Severity.ERROR
    ) -> None:
        """Keep a problem."""
        self.problems.append(Problem(place, code, message, hint, severity))

    def report_drop(self, drop: Drop) -> None:
        """Keep what the allow-list has left out as a problem."""
        place = self.place(*drop.mark, drop.needle) if drop.mark else self.words(drop.needle)
        self.report(place, drop.code, drop.message, drop.hint, drop.severity)


def _fits(mark: Mark, value: str) -> bool:
    if mark.kind == "raw":
        # The scan names a tag, a command or a format by its beginning; the document holds all of it.
        return bool(mark.value) and value.startswith(mark.value)
    if mark.kind == "div":
        return value in mark.value.split()
    return mark.value == value
