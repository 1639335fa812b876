"""What stands elsewhere in a list than it did."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def displaced(before: Sequence[str], after: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fewest of those in both that stand elsewhere, and who alone may have moved: none where several have.

    >>> displaced(["a", "b", "c", "d"], ["d", "a", "x", "b", "c"])
    (('d',), ('d',))
    >>> displaced(["a", "b"], ["b", "a"])
    (('b',), ('a', 'b'))
    """
    rank = {name: number for number, name in reversed(list(enumerate(before)))}
    common = list(dict.fromkeys(name for name in after if name in rank))
    staying = _rising([rank[name] for name in common])
    moved = tuple(name for at, name in enumerate(common) if at not in staying)
    if len(moved) != 1:
        return moved, ()
    kept = [name for name in dict.fromkeys(before) if name in set(common)]
    at, now = kept.index(moved[0]), common.index(moved[0])
    either = (kept[min(at, now)], kept[max(at, now)]) if abs(at - now) == 1 else moved
    return moved, tuple(sorted(either))


def _rising(numbers: Sequence[int]) -> frozenset[int]:
    """The positions of a longest rising part."""
    ends: list[int] = []
    positions: list[int] = []
    before: list[int] = []
    for position, number in enumerate(numbers):
        at = bisect_left(ends, number)
        before.append(positions[at - 1] if at else -1)
        ends[at : at + 1] = [number]
        positions[at : at + 1] = [position]
    found = set()
    last = positions[-1] if positions else -1
    while last >= 0:
        found.add(last)
        last = before[last]
    return frozenset(found)
