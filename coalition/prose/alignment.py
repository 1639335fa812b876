"""What two sequences have in common, in their order, and how the rest is best told to a reader.

The longest common subsequence comes from one row of bits an element (Hyyrö 2004), on Python's own integers: its time
does not depend on what the sequences hold, which that of difflib does (decision 0047).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence

MOST = 400_000_000
"""Bits of the table: 50 MB, two sequences of 20,000, half a second."""
_SLIDES = 50
"""How far a change is moved for the sake of readers."""


@dataclass(frozen=True, slots=True)
class Change:
    """Where elements `old_start` to `old_end` became `new_start` to `new_end`; either may be none at all."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int

    def moved(self, by: int) -> Change:
        """The same, that many elements later."""
        return Change(self.old_start + by, self.old_end + by, self.new_start + by, self.new_end + by)


@dataclass(frozen=True, slots=True)
class Alignment:
    """What separates two sequences; between changes they are the same, element by element."""

    changes: tuple[Change, ...]
    whole: bool = True
    """False where the sequences were too long to be compared: then one change spans all but their ends."""


def aligned(old: Sequence[Hashable], new: Sequence[Hashable], most: int | None = None) -> Alignment:
    """The fewest elements dropped and added that make `new` of `old`; with more than `most` (`MOST`) bits, any.

    Law: dropping and adding them does make `new` of `old`; equal sequences have no change.
    """
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    first, second = old[start : len(old) - end], new[start : len(new) - end]
    if not first and not second:
        return Alignment(())
    if len(first) * len(second) > (MOST if most is None else most):
        return Alignment((Change(start, len(old) - end, start, len(new) - end),), whole=False)
    return Alignment(tuple(change.moved(start) for change in _changes(_common(first, second), first, second)))


def _alike(old: Sequence[Hashable], new: Sequence[Hashable]) -> int:
    """How many elements both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((index for index, (one, other) in pairs if one != other), min(len(old), len(new)))


def _common(old: Sequence[Hashable], new: Sequence[Hashable]) -> list[tuple[int, int]]:
    """The positions of a longest common subsequence.

    In row i, bit j is 0 where the subsequence of the first i and j+1 elements is longer than that of the first i and j.
    """
    places: dict[Hashable, int] = {}
    for index, element in enumerate(new):
        places[element] = places.get(element, 0) | 1 << index
    full = row = (1 << len(new)) - 1
    rows = [row]
    for element in old:
        found = row & places.get(element, 0)
        row = (row + found | row - found) & full
        rows.append(row)
    pairs: list[tuple[int, int]] = []
    i, j = len(old), len(new)
    while i and j:
        if rows[i] >> (j - 1) & 1:
            j -= 1
        elif rows[i - 1] >> (j - 1) & 1:
            i, j = i - 1, j - 1
            pairs.append((i, j))
        else:
            i -= 1
    return pairs[::-1]


def _changes(pairs: list[tuple[int, int]], old: Sequence[Hashable], new: Sequence[Hashable]) -> list[Change]:
    """What lies between the common elements."""
    found = []
    at_old = at_new = 0
    for i, j in [*pairs, (len(old), len(new))]:
        if i > at_old or j > at_new:
            found.append(Change(at_old, i, at_new, j))
        at_old, at_new = i + 1, j + 1
    return found


def absorbed(changes: Sequence[Change], old: Sequence[int], new: Sequence[int]) -> tuple[Change, ...]:
    """The changes, with what is hardly worth keeping between two of them made part of both.

    A sentence written anew shares its commas and articles with the old one; told apart, nobody could read either.
    `old` and `new` are the weights of the elements. Law: the result separates the same two sequences.
    """
    before, after = [0, *accumulate(old)], [0, *accumulate(new)]

    def size(change: Change) -> int:
        return max(before[change.old_end] - before[change.old_start], after[change.new_end] - after[change.new_start])

    kept: list[Change] = []
    for given in changes:
        change = given
        while kept and 2 * (before[change.old_start] - before[kept[-1].old_end]) <= min(size(kept[-1]), size(change)):
            change = Change(kept[-1].old_start, change.old_end, kept.pop().new_start, change.new_end)
        kept.append(change)
    return tuple(kept)


def settled(
    changes: Sequence[Change],
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    edge: Callable[[Sequence[Hashable], int], int],
) -> tuple[Change, ...]:
    """The changes, each that only drops or only adds moved to where it reads best: at whole sentences.

    `edge` says how well a change may begin or end before an element. Law: as for `absorbed`.
    """
    made: list[Change] = []
    for index, change in enumerate(changes):
        if (change.old_start == change.old_end) == (change.new_start == change.new_end):
            made.append(change)
            continue
        adds = change.old_start == change.old_end
        floor = (made[-1].new_end if adds else made[-1].old_end) + 1 if made else 0
        after = changes[index + 1] if index + 1 < len(changes) else None
        ceiling = len(new if adds else old) if after is None else (after.new_start if adds else after.old_start) - 1
        start, end = (change.new_start, change.new_end) if adds else (change.old_start, change.old_end)
        made.append(change.moved(_best(new if adds else old, start, end, (floor, ceiling), edge)))
    return tuple(made)


def _best(
    elements: Sequence[Hashable],
    start: int,
    end: int,
    bounds: tuple[int, int],
    edge: Callable[[Sequence[Hashable], int], int],
) -> int:
    """How far to move the stretch from `start` to `end` within its bounds, so that nothing else changes."""
    lowest = highest = 0
    while start + lowest > bounds[0] and lowest > -_SLIDES and _same(elements, start + lowest - 1, end + lowest - 1):
        lowest -= 1
    while end + highest < bounds[1] and highest < _SLIDES and _same(elements, start + highest, end + highest):
        highest += 1
    return max(
        range(lowest, highest + 1),
        key=lambda by: (edge(elements, start + by) + edge(elements, end + by), -abs(by)),
    )


def _same(elements: Sequence[Hashable], one: int, other: int) -> bool:
    return elements[one] == elements[other]
