"""What is found in a text while it is read: everything that others refer to or that refers to something."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from coalition.prose.ast import Inlines, Node
    from coalition.prose.charting.model import Drawing


@dataclass(slots=True)
class Heading:
    """A heading and whether it stands within a marked passage."""

    node: Node
    inside: bool


@dataclass(slots=True)
class Float:
    """A figure or a table, and what its author wrote as its source and its credit."""

    kind: str
    node: Node
    source: Inlines = field(default_factory=list)
    """What stands in its line "Source: …", without the word; empty when it has none."""
    credit: Inlines = field(default_factory=list)
    """Likewise of its line "Credit: …": who made it."""

    @property
    def lines(self) -> int:
        """How many blocks of its caption are no words of its author's."""
        return bool(self.source) + bool(self.credit)


@dataclass(slots=True)
class Marked:
    """A marked passage."""

    kind: str
    node: Node
    attributes: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Citing:
    """A citation or reference, and whether it stands in a footnote."""

    node: Node
    in_note: bool


@dataclass(slots=True)
class Found:
    """Everything in a text that others refer to or that refers to something, in reading order."""

    headings: list[Heading] = field(default_factory=list)
    floats: list[Float] = field(default_factory=list)
    passages: list[Marked] = field(default_factory=list)
    citings: list[Citing] = field(default_factory=list)
    links: list[Node] = field(default_factory=list)
    """Links that are no web addresses."""
    anchored: list[Node] = field(default_factory=list)
    """Every node that can bear an id: of the lists above, and divs and spans with an id of their own."""
    instruments: list[Node] = field(default_factory=list)
    """Words that name a legal instrument."""
    withheld: set[str] = field(default_factory=set)
    """Names by which others may refer to what stands in testimonies that are not told; empty where all are."""
    told: set[tuple[str, str]] = field(default_factory=set)
    """Of testimonies that are told: the number of the consent and the language."""
    images: list[str] = field(default_factory=list)
    """The campaign's paths, each once."""
    drawings: list[Drawing] = field(default_factory=list)
    letters: set[str] = field(default_factory=set)
    """Characters of all words that are not ASCII alone."""
    words: int = 0


def attr_of(node: Node) -> list[Any]:
    """The Attr of a node that has one."""
    found: list[Any] = node["c"][1 if node["t"] == "Header" else 0]
    return found
