"""Where in its file something of a text stands: by the located scan, else by its words, else at the text's first line."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from functools import cached_property
from typing import TYPE_CHECKING

from coalition.parsing.markdown import Mark, Scan, scan
from coalition.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coalition.prose.drops import Drop
    from coalition.prose.model import Manuscript

_MOST_ADVICE = 100
_NO_MORE_ADVICE = "Compare it with the words that there are; mend the first of these, and check again."


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
        self._advice: dict[str, str] = {}

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

    @cached_property
    def _named(self) -> Mapping[tuple[str, str], Sequence[Mark]]:
        """The text's marks by kind and by each name that they can be asked for, in order: thousands are asked for."""
        found: dict[tuple[str, str], list[Mark]] = defaultdict(list)
        for mark in self.scan.marks:
            for name in dict.fromkeys(mark.value.split()) if mark.kind == "div" else (mark.value,):
                found[mark.kind, name].append(mark)
        return found

    @cached_property
    def _raw_lengths(self) -> Sequence[int]:
        return sorted({len(mark.value) for mark in self.scan.of("raw")} - {0}, reverse=True)

    def marks(self, kind: str, value: str) -> Sequence[Mark]:
        """The marks of that kind and value, in the text's order."""
        if kind == "raw":
            # The scan names a tag, a command or a format by its beginning; the document holds all of it.
            beginnings = (value[:length] for length in self._raw_lengths if length <= len(value))
            value = next((name for name in beginnings if (kind, name) in self._named), value)
        return self._named.get((kind, value), ())

    def place(self, kind: str, value: str, needle: str = "") -> Place:
        """The next place of a mark, the last again when there are no more; of the needle when there is no such mark."""
        fitting = self.marks(kind, value)
        if not fitting:
            return self.words(needle or value)
        turn = self._seen[kind, value]
        self._seen[kind, value] += 1
        return fitting[min(turn, len(fitting) - 1)].place

    def advice(self, about: str, think: Callable[[], str]) -> str:
        """A hint, thought about once for each word, and only for the first words of a text: comparing them takes time."""
        if about not in self._advice:
            self._advice[about] = think() if len(self._advice) < _MOST_ADVICE else _NO_MORE_ADVICE
        return self._advice[about]

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
        self.report(self._place_of(drop), drop.code, drop.message, drop.hint, drop.severity)

    def _place_of(self, drop: Drop) -> Place:
        if drop.place is not None:
            return drop.place
        if drop.mark is None:
            return self.words(drop.needle)
        marks = self.marks(*drop.mark) if drop.turn is not None else ()
        return marks[min(drop.turn or 0, len(marks) - 1)].place if marks else self.place(*drop.mark, drop.needle)
