"""A YAML file as values, with a place for each of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import Any, TypeAlias, cast

from coalition.problems import Place

Value: TypeAlias = "str | list[Value] | dict[str, Value] | None"
Route: TypeAlias = tuple[str | int, ...]

# A spot is where something stands, in one integer: counting from 0, the line in the upper bits, the column in the lower 16.
# One integer for each value costs a tenth of what a Place would, and most places are never asked for.
BITS = 16

# What marks the spots of a value: the spot itself for a scalar, a branch for a list or a mapping.
Mark: TypeAlias = "int | Branch"


class Branch:
    """The spots of a list or a mapping: its own, those of its values and, in a mapping, those of its keys."""

    __slots__ = ("keys", "marks", "spot")

    def __init__(self, spot: int, marks: Any) -> None:
        self.spot = spot
        self.marks = marks
        """A dict of marks for a mapping, a list of marks for a list."""
        self.keys: dict[str, int] = {}


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and where it says it."""

    path: str
    data: Value
    marks: Mark = 0
    first_line: int = 1
    """The line of the file in which the text begins: front matter begins in its second."""
    end: int = (1 << 62) - 1
    """The spot of the text's end: libyaml puts an empty last value one line further."""
    readable: bool = True
    """False when the text is no YAML: `data` is then None, and nothing more is to be said about it."""

    def value(self, route: Route = ()) -> Any:
        """The value at `route`; KeyError, IndexError or TypeError when there is none."""
        return reduce(lambda data, step: data[step], route, cast("Any", self.data))

    def find(self, route: Route, *, key: bool = False) -> int | None:
        """The spot of the value (or of its key) at `route`, None when there is none."""
        mark: Mark = self.marks
        spot: int | None = None
        for step in route:
            if isinstance(mark, int):
                return None
            below: Any = mark.marks
            try:
                spot = mark.keys.get(step) if isinstance(step, str) else None
                mark = below[step]
            except (KeyError, IndexError, TypeError):
                return None
        return spot if key else _spot(mark)

    def place_of(self, spot: int) -> Place:
        """A spot as a place in the file."""
        spot = min(spot, self.end)
        return Place(self.path, (spot >> BITS) + self.first_line, (spot & ((1 << BITS) - 1)) + 1)

    def place(self, route: Route = ()) -> Place:
        """Where the value at `route` stands, or its nearest ancestor when there is no such value."""
        for length in range(len(route), 0, -1):
            spot = self.find(route[:length])
            if spot is not None:
                return self.place_of(spot)
        return self.place_of(_spot(self.marks))

    def key_place(self, route: Route) -> Place:
        """Where the key of the value at `route` stands; the place of the value where it has no key."""
        spot = self.find(route, key=True)
        return self.place(route) if spot is None else self.place_of(spot)


def _spot(mark: Mark) -> int:
    return mark if isinstance(mark, int) else mark.spot
