"""What can be wrong in a campaign's content, and where."""

from __future__ import annotations

import enum
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

T_co = TypeVar("T_co", covariant=True)


class Severity(enum.StrEnum):
    """How much a problem matters: an error stops publication, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A point in a file of the campaign."""

    path: str
    """Relative to the campaign's root, with forward slashes."""
    line: int = 1
    """Counted from 1; a problem of the file as a whole is at line 1."""
    column: int = 1
    """Counted from 1, in characters."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in the content: a value, never an exception.

    Law: problems sort by place, then by code and message, so that the same campaign prints the same list.
    """

    place: Place
    code: str
    """A stable kebab-case word, listed in the catalogue of problems."""
    message: str
    """What is wrong, in plain words, quoting what was written."""
    hint: str = ""
    """What to write instead."""
    severity: Severity = Severity.ERROR

    def __lt__(self, other: Problem) -> bool:
        return self.sort_key() < other.sort_key()

    def sort_key(self) -> tuple[Place, str, str]:
        """By place, then code, then message."""
        return (self.place, self.code, self.message)

    def __str__(self) -> str:
        return f"{self.place}: {self.severity}[{self.code}] {self.message}"


@dataclass(frozen=True, slots=True)
class Parsed(Generic[T_co]):
    """What could be read, and everything that was wrong with it.

    Law: parsing never raises for content and never stops at the first mistake.
    """

    value: T_co
    problems: tuple[Problem, ...] = ()


def parted(problems: Iterable[Problem], before: Iterable[Problem]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Of the problems after a change: those that it brought, and those that were there before it.

    A problem is the same wherever its line has moved to, and that of another place which it names: its file, code and
    message tell. A hint does not: it names what is nearest among all that is there. Of two that are the same in all
    these and of which one was there before, one is new.
    """
    known = Counter(map(_said, before))
    new: list[Problem] = []
    old: list[Problem] = []
    for problem in problems:
        said = _said(problem)
        (old if known[said] else new).append(problem)
        known[said] -= bool(known[said])
    return tuple(new), tuple(old)


_LINES = re.compile(r"(?<=[.][a-z]{2})(?P<rest>[a-z]{0,4}):[0-9]+:[0-9]+")
"""The line and column in a place that a message names."""


def _said(problem: Problem) -> tuple[str, str, str]:
    return (problem.place.path, problem.code, _LINES.sub(r"\g<rest>", problem.message))


def nearest(word: str, known: Collection[str]) -> str | None:
    """The known word that `word` is most probably a slip of, or None when none is near."""
    from difflib import get_close_matches

    found = get_close_matches(word, sorted(known), n=1, cutoff=0.6)
    return found[0] if found else None


def suggest(word: str, known: Collection[str], *, what: str = "") -> str:
    """A hint for a word that is not known: the nearest right one, or the list when it is short.

    >>> suggest("harbor-network", ["harbour-network", "open-gate"])
    'Did you mean "harbour-network"?'
    """
    near = nearest(word, known)
    if near is not None:
        return f'Did you mean "{near}"?'
    if known and len(known) <= 12:
        return f"{what or 'Use one of'}: {', '.join(sorted(known))}."
    return ""
