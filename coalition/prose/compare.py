"""Comparing two texts, block by block and word by word: the one word diff of the program.

It compares what readers get, the clean documents that `prepare` makes, and not what authors typed: a line broken
elsewhere, or another mark for a list, is no change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coalition.prose.ast import Blocks, Node, attr, blocks_of, div, document, packed, walk
from coalition.prose.found import attr_of
from coalition.prose.likeness import seen_of
from coalition.prose.merging import Merger
from coalition.prose.moving import tell_moved
from coalition.prose.redlined import DELETION, Tally, marks, tally

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_WITH_ATTR = frozenset({"Header", "Div", "Span", "Figure", "Table"})


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts."""

    ast: str
    """Its document, past the allow-list."""
    id: str = ""
    """What its ids begin with: that of its `Section`."""
    pictures: Mapping[str, str] = field(default_factory=dict, hash=False)
    """By path, what tells a picture from others: the name that it is published under. Without one, its path does."""
    name: str = ""
    """What readers call the text, where several are compared."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts in one document.

    Laws: `redlined.older` of it is the old text and `redlined.newer` the new one, as `seen` has them; comparing a text
    with itself marks nothing; every id stands once.
    """

    ast: str
    """What `redlined` says; its ids are those of the newer text, its pictures have the names that the sides gave them."""
    tally: Tally
    whole: bool = True
    """False when there was too much to compare: something that both texts have may be shown as dropped and added."""

    @property
    def same(self) -> bool:
        """Whether there is no difference that a reader could see or hear."""
        return self.tally.nothing


def compare(old: Side, new: Side) -> Comparison:
    """What became of the old text in the new one.

    The time grows with the texts, but for what is all noise: two of 100 kB without a word in common take seconds.
    """
    return compare_all([(old, new)])[0]


def compare_all(pairs: Sequence[tuple[Side, Side]]) -> tuple[Comparison, ...]:
    """What became of each old text in the new one beside it; a passage may have moved from one pair to another.

    Law: but for moves that name another text, each is the comparison of its pair alone.
    """
    mergers = [Merger() for _ in pairs]
    texts = [merger.blocks(_local(old), _local(new)) for merger, (old, new) in zip(mergers, pairs, strict=True)]
    within = Merger()
    tell_moved(texts, [new.name or old.name for old, new in pairs], within.block)
    found = []
    for merger, blocks, (_, new) in zip(mergers, texts, pairs, strict=True):
        made = _joined(blocks)
        _mark_notes(made)
        _identify(made, f"{new.id}-" if new.id else "")
        found.append(Comparison(document(packed(made)), tally(made), merger.whole and within.whole))
    return tuple(found)


def seen(side: Side) -> str:
    """A text as a comparison sees it: the words, what they stand in, no ids, and nothing of how it was typed.

    Law: seen twice is seen once.
    """
    return document(packed(seen_of(_local(side))))


# What is compared


def _local(side: Side) -> Blocks:
    """The blocks of a text with the ids that its author gave, its pictures by name, and one kind of blank."""
    blocks = blocks_of(side.ast)
    prefix = f"{side.id}-" if side.id else ""
    for node in walk(blocks):
        kind = node["t"]
        if kind == "SoftBreak":
            node["t"] = "Space"
        elif kind in _WITH_ATTR:
            attr_of(node)[0] = attr_of(node)[0].removeprefix(prefix)
        elif kind == "Link" and node["c"][2][0].startswith(f"#{prefix}"):
            node["c"][2][0] = f"#{node['c'][2][0].removeprefix(f'#{prefix}')}"
        elif kind == "Image":
            (_, classes, _), alt, (path, title) = node["c"]
            node["c"] = [attr("", classes), alt, [side.pictures.get(path, path), title]]
    return list(packed(blocks))


# What is made of two merged trees


def _joined(content: Any) -> Any:
    """The same, neighbours with one mark as one."""
    if isinstance(content, dict):
        return {**content, "c": _joined(content["c"])} if "c" in content else content
    if not isinstance(content, list):
        return content
    made: list[Any] = []
    for part in content:
        found = _block_marks(part)
        if found and made and found == _block_marks(made[-1]) and part["c"][0] == made[-1]["c"][0]:
            made[-1]["c"][1] += part["c"][1]
        else:
            made.append(_joined(part))
    return made


def _block_marks(part: Any) -> list[str]:
    return marks(part) if isinstance(part, dict) and part.get("t") == "Div" else []


def _mark_notes(blocks: Blocks) -> None:
    """Mark the notes of what came or went: they are read elsewhere than it."""
    for node in walk(blocks):
        found = marks(node)
        if len(found) == 1:
            for note in walk(node["c"][1]):
                if note["t"] == "Note":
                    note["c"] = [div(note["c"], classes=found)]


def _identify(blocks: Blocks, prefix: str) -> None:
    """Let every id stand once, in the newer text where it is in both, and begin as that text's do."""
    taken: set[str] = set()
    for node in (*_nodes(blocks, deleted=False), *_nodes(blocks, deleted=True)):
        if node["t"] in _WITH_ATTR:
            given = attr_of(node)
            name, given[0] = given[0], ""
            if name and name not in taken:
                given[0] = f"{prefix}{name}"
                taken.add(name)
    for node in walk(blocks):
        if node["t"] == "Link" and node["c"][2][0][1:] in taken and node["c"][2][0].startswith("#"):
            node["c"][2][0] = f"#{prefix}{node['c'][2][0][1:]}"


def _nodes(content: Any, *, deleted: bool) -> Iterator[Node]:
    """Every node that stands within a deletion, or every other."""
    if isinstance(content, list):
        for part in content:
            yield from _nodes(part, deleted=deleted)
    elif isinstance(content, dict):
        if marks(content)[:1] == [DELETION]:
            yield from walk(content) if deleted else ()
        else:
            if not deleted:
                yield content
            yield from _nodes(content.get("c"), deleted=deleted)
