"""Which conversions go to one process: enough shares for the cores, few enough that starting a process does not matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_BATCH_BYTES = 2_000_000
_BATCH_LEAST = 100_000
_BATCH_TEXTS = 250
A_JOB = 2
"""Shares that each core may have."""
_ALONE = 250_000
"""The weight from which what an author wrote is read alone: if it cannot be, no other text has to be read again."""


def shares(weights: Sequence[int], written: Sequence[bool], jobs: int) -> list[list[int]]:
    """Indices of conversions, in equal shares; `written` are those whose text an author wrote."""
    alone: list[int] = []
    others: list[int] = []
    for index, (weight, by_author) in enumerate(zip(weights, written, strict=True)):
        (alone if by_author and weight > _ALONE else others).append(index)
    total = sum(weights[index] for index in others)
    enough = min(jobs * A_JOB, total // _BATCH_LEAST)
    count = max(1, enough, total // _BATCH_BYTES, len(others) // _BATCH_TEXTS)
    found: dict[int, list[int]] = {}
    passed = 0
    for index in others:
        middle = passed + weights[index] // 2
        found.setdefault(middle * count // max(1, total), []).append(index)
        passed += weights[index]
    return [*([index] for index in alone), *found.values()]
