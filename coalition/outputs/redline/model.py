"""What changed in the report from one edition to another, with everything chosen, named and in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from coalition.prose.compare import Comparison
    from coalition.prose.model import Picture

NEW, DROPPED, CHANGED, SAME = "new", "dropped", "changed", "same"


@dataclass(frozen=True, slots=True)
class Text:
    """One text of an edition: a chapter, the foreword, an annex, the list of sources."""

    id: str
    """The same in both editions."""
    title: str
    number: str
    """Of a chapter; empty for others."""
    abstract: str
    ast: str
    prefix: str
    """What the ids in `ast` begin with."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The report as it was at a commit, or as it is."""

    name: str
    """As it was asked for: `report/2025`; for the files on disk, words for them."""
    title: str
    texts: tuple[Text, ...]
    """In reading order."""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """What became of one text."""

    id: str
    title: str
    state: str
    """`new`, `dropped`, `changed` or `same`."""
    comparison: Comparison
    was: int | None
    """Its place among the texts of the older edition, from 1; None for a new one."""
    now: int | None
    """Its place among those of the newer one; None for one that was dropped."""
    moved: bool = False
    """Whether it stands elsewhere among the texts that both editions have."""


@dataclass(frozen=True, slots=True)
class Redline:
    """Two editions, compared.

    Law: of its parts in the order of `was`, `redlined.older` gives the older edition; of those in the order of `now`,
    `redlined.newer` gives the newer one.
    """

    title: str
    names: tuple[str, str]
    language: str
    instant: datetime
    """That of the newer edition."""
    author: str
    """The campaign: in whose name Word shows the changes."""
    parts: tuple[Part, ...]
    pictures: tuple[Picture, ...]

    @property
    def same(self) -> bool:
        """Whether nothing differs that a reader could see or hear."""
        return all(part.state == SAME and not part.moved for part in self.parts)

    @property
    def whole(self) -> bool:
        """False where something was too much to be compared word by word."""
        return all(part.comparison.whole for part in self.parts)
