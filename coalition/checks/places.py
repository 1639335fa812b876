"""Places in a text, many of them, by their offsets."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from coalition.problems import Place


@dataclass(frozen=True)
class Places:
    """Places in one text: its lines are counted once, when the first is asked for."""

    path: str
    text: str
    first_line: int = 1
    """The line of the file in which the text begins."""

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        while (end := self.text.find("\n", starts[-1])) >= 0:
            starts.append(end + 1)
        return starts

    def at(self, offset: int) -> Place:
        """The place of the character at `offset`."""
        line = bisect_right(self._starts, offset)
        return Place(self.path, self.first_line + line - 1, offset - self._starts[line - 1] + 1)
