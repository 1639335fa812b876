"""Which blocks of one text are those of another: equal, or alike enough to be the same one, changed."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any, TypeVar

from coalition.prose import tokens
from coalition.prose.alignment import aligned
from coalition.prose.ast import Node, attr, plain_text, walk

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence

T = TypeVar("T")
ALIKE = 0.4
"""The share of their letters that two blocks have in common words, from which one is the other, changed."""
HELD, KNOWN = 0.8, 30
"""The same for one that is held in the other, with much added: of the letters of the shorter, if it has so many."""
PAIRS = 100_000
"""How many pairs of blocks are held against each other in one comparison: a second's work."""
_BEARING_IDS = frozenset({"Div", "Figure", "Table", "Span"})
_ANYWHERE: Node = {"t": "AlignDefault"}


class Matcher:
    """Finds what belongs together, within reason."""

    def __init__(self) -> None:
        self.whole = True
        """False when there was too much to compare."""
        self._pairs = PAIRS

    def match(
        self, old: Sequence[T], new: Sequence[T], kind: Callable[[T], Hashable]
    ) -> Iterator[tuple[T | None, T | None, bool]]:
        """Blocks, items or rows that belong together and whether they are equal, in order; the rest alone.

        Laws: each comes once, in its order; what is not equal is of one `kind`, which is not None, and shares words.
        """
        found = aligned([identity(one) for one in old], [identity(one) for one in new])
        self.whole &= found.whole
        at_old = at_new = 0
        for change in found.changes:
            yield from _equal(old[at_old : change.old_start], new[at_new : change.new_start])
            before, after = old[change.old_start : change.old_end], new[change.new_start : change.new_end]
            yield from _in_order(before, after, self._alike(before, after, kind))
            at_old, at_new = change.old_end, change.new_end
        yield from _equal(old[at_old:], new[at_new:])

    def _alike(self, old: Sequence[T], new: Sequence[T], kind: Callable[[T], Hashable]) -> list[tuple[int, int]]:
        """Positions of what is alike and of one kind, so that as much as possible is in common."""
        if not old or not new:
            return []
        first, second = [(kind(one), Bag(one)) for one in old], [(kind(one), Bag(one)) for one in new]

        def gain(i: int, j: int) -> int:
            return first[i][1].gain(second[j][1]) if first[i][0] == second[j][0] is not None else 0

        if len(old) * len(new) > self._pairs:
            # One after the other is right where a word was replaced everywhere, and nothing put between.
            self.whole = False
            return [(index, index) for index in range(min(len(old), len(new))) if gain(index, index)]
        self._pairs -= len(old) * len(new)
        return _most_gain(len(old), len(new), gain)


def _equal(old: Sequence[T], new: Sequence[T]) -> Iterator[tuple[T, T, bool]]:
    return ((one, other, True) for one, other in zip(old, new, strict=True))


def _in_order(
    old: Sequence[T], new: Sequence[T], pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[T | None, T | None, bool]]:
    """Pairs, and what has none: first what went, then what came, since the last pair."""
    at_old = at_new = 0
    for i, j in [*pairs, (len(old), len(new))]:
        yield from ((one, None, False) for one in old[at_old:i])
        yield from ((None, one, False) for one in new[at_new:j])
        if i < len(old):
            yield old[i], new[j], False
        at_old, at_new = i + 1, j + 1


def _most_gain(rows: int, columns: int, gain: Callable[[int, int], int]) -> list[tuple[int, int]]:
    """Pairs in order whose gains add up to the most."""
    gains = [[gain(i, j) for j in range(columns)] for i in range(rows)]
    best = [[0] * (columns + 1) for _ in range(rows + 1)]
    for i in reversed(range(rows)):
        for j in reversed(range(columns)):
            paired = gains[i][j] + best[i + 1][j + 1] if gains[i][j] else 0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs = []
    i = j = 0
    while i < rows and j < columns:
        if gains[i][j] and best[i][j] == gains[i][j] + best[i + 1][j + 1]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


class Bag:
    """The words of a block, item or row, in no order."""

    def __init__(self, content: object) -> None:
        words: list[str] = []
        for node in walk(content):
            if node["t"] == "Str":
                words += tokens.split(node["c"])
            elif node["t"] == "Image":
                words.append(node["c"][2][0])
        self._words = Counter(words)
        self._size = sum(len(word) * count for word, count in self._words.items())

    def gain(self, other: Bag, alike: float = ALIKE, held: float = HELD) -> int:
        """How many letters both have in common words; 0 where they are not alike."""
        least = min(self._size, other._size)
        enough = max(1, alike * (self._size + other._size) / 2)
        if least >= KNOWN:
            enough = min(enough, held * least)
        if least < enough:
            return 0
        few, many = sorted((self._words, other._words), key=len)
        common = sum(len(word) * min(count, many[word]) for word, count in few.items() if word in many)
        return common if common >= enough else 0


_RUN = 3


def words_of(content: Any) -> list[str]:
    """The words in a node or in nodes, in order."""
    return [word for word in tokens.split(plain_text(content)) if word[0].isalnum()]


def runs(words: Sequence[str]) -> set[tuple[str, ...]]:
    """Every few words that follow each other: by these a text is known again, where each word alone says nothing."""
    return {tuple(words[index : index + _RUN]) for index in range(len(words) - _RUN + 1)}


def kinship(old: Any, new: Any) -> float:
    """How much of two texts is in both, whatever its order: from 0 to 1."""
    first, second = runs(words_of(old)), runs(words_of(new))
    return 2 * len(first & second) / (len(first) + len(second) or 1)


def identity(content: Any) -> str:
    """What makes two blocks, items or rows equal: what is seen of them."""
    return json.dumps(seen_of(content), ensure_ascii=False)


def seen_of(content: Any) -> Any:
    """Blocks, items or rows as readers see them: no ids, no widths, and inlines in one form."""
    if isinstance(content, list):
        return [seen_of(part) for part in content]
    if not isinstance(content, dict) or "c" not in content:
        return content
    kind, inner = content["t"], content["c"]
    if kind in ("Para", "Plain"):
        return {"t": "Para", "c": seen_of(tokens.rebuilt(inner))}
    if kind == "Header":
        return {"t": kind, "c": [inner[0], attr("", inner[1][1]), seen_of(tokens.rebuilt(inner[2]))]}
    if kind == "DefinitionList":
        return {"t": kind, "c": [[seen_of(tokens.rebuilt(term)), seen_of(meanings)] for term, meanings in inner]}
    if kind in _BEARING_IDS:
        _, classes, pairs = inner[0]
        inner = [attr("", classes, [pair for pair in pairs if pair[0] in ("lang", "dir")]), *inner[1:]]
    if kind == "Table":
        inner = [*inner[:2], [[_ANYWHERE, {"t": "ColWidthDefault"}] for _ in inner[2]], *map(_unaligned, inner[3:])]
    return {"t": kind, "c": seen_of(inner)}


def _unaligned(part: Any) -> Any:
    """Rows of a table whose cells are set to no side."""
    if not isinstance(part, list):
        return part
    if len(part) == 5 and isinstance(part[1], dict):
        return [part[0], _ANYWHERE, *part[2:]]
    return [_unaligned(inner) for inner in part]


def kind_of(block: Node) -> Hashable:
    """What two blocks must have in common to be one, changed; None for a block whose inside is never compared."""
    name: str = block["t"]
    content: Any = block.get("c")
    if name in ("Para", "Plain"):
        return "Para"
    if name in ("BulletList", "BlockQuote", "DefinitionList"):
        return name
    if name == "Header":
        return (name, content[0])
    if name == "OrderedList":
        return (name, json.dumps(content[0]))
    if name in ("Div", "Figure"):
        spoken = [pair for pair in content[0][2] if pair[0] in ("lang", "dir")]
        return (name, json.dumps([content[0][1], spoken]))
    return _shape(content) if name == "Table" else None


def _shape(table: list[Any]) -> Hashable:
    """The columns and bodies of a table; None for one with cells that span several."""
    bodies = table[4]
    rows = [*table[3][1], *(row for body in bodies for part in body[2:] for row in part), *table[5][1]]
    columns = len(table[2])
    if any(len(cells) != columns or any(cell[2:4] != [1, 1] for cell in cells) for _, cells in rows):
        return None
    return ("Table", columns, json.dumps([table[0][1], [body[1] for body in bodies]]))
