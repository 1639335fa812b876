"""From numbers to places on a line."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from itertools import count, takewhile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Scale:
    """Laws: `least` and `most` lie at the two ends; equal differences of numbers are equal lengths."""

    least: Decimal
    most: Decimal
    begin: float
    end: float

    def at(self, value: Decimal) -> float:
        """Where a number lies."""
        share = float((value - self.least) / (self.most - self.least))
        return self.begin + (self.end - self.begin) * share


def of_bars(values: Iterable[Decimal], begin: float, end: float) -> Scale:
    """A scale that holds zero, where all bars begin."""
    known = [Decimal(0), *values]
    least, most = min(known), max(known)
    return Scale(least, most if most > least else least + 1, begin, end)


def of_points(values: Iterable[Decimal], begin: float, end: float) -> tuple[Scale, tuple[Decimal, ...]]:
    """A scale from one round number to another, and the round numbers on it; zero is one unless all are far from it."""
    known = list(values)
    least, most = min(known), max(known)
    if least > 0 and least * 2 < most:
        least = Decimal(0)
    if most < 0 and most * 2 > least:
        most = Decimal(0)
    step = _step((most - least) or abs(most) or Decimal(1))
    first = (least // step - (1 if least < 0 and least % step else 0)) * step
    ticks = [*takewhile(lambda tick: tick - step < most, (first + step * index for index in count()))]
    if len(ticks) == 1:
        ticks.append(ticks[0] + step)
    return Scale(ticks[0], ticks[-1], begin, end), tuple(ticks)


def _step(width: Decimal) -> Decimal:
    """The smallest of 1, 2, 5, 10, 20, … (or 0.1, 0.2, …) with which there are not too many ticks."""
    power = Decimal(10) ** (width / _MOST_TICKS).adjusted()
    return next(step * power for step in (*_STEPS, Decimal(20)) if step * power * _MOST_TICKS >= width)
