"""What went in one place and came in another: passages that were moved, within a text or from one text to another.

A comparison of two trees in order cannot know it, and says of such a passage that it went and that it came. Here both
are found again, also where it was edited on the way: then what came shows in itself what else changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from coalition.prose import tokens
from coalition.prose.charting.figures import is_numbers
from coalition.prose.likeness import Bag, identity, kind_of, runs, words_of
from coalition.prose.redlined import DELETION, EDITED, INSERTION, MOVED, Tally, is_given, marks, tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from coalition.prose.ast import Blocks, Node

KNOWN = 6
"""Words from which what stands elsewhere was moved, and not written twice by chance."""
RECOGNISED = 12
"""Words from which that is so of a passage that was edited, too."""
ALIKE = 0.6
"""The share of their letters in common words from which it is the same, moved and edited: more than of neighbours."""
_NEAREST = 3
"""How many passages are held against one."""
_COMMON = 20
"""Passages that hold the same words in a row, from which these say nothing."""


@dataclass(slots=True, eq=False)
class _Passage:
    """One mark that may be half of a move."""

    text: int
    """In which of the texts it stands."""
    node: Node
    siblings: list[Any]
    """Among which it stands."""
    index: int
    words: list[str]
    pair: _Passage | None = None
    _said: str = ""

    @property
    def said(self) -> str:
        """Equal for two that say the same."""
        self._said = self._said or _said(self.node)
        return self._said

    @property
    def whole(self) -> bool:
        """Whether it is blocks: words within a paragraph are found only where they did not change."""
        return bool(self.node["t"] == "Div")


def tell_moved(texts: Sequence[Blocks], names: Sequence[str], merged: Callable[[Node, Node], Node]) -> None:
    """Say of what went and came, in one of these merged texts or from one to another, that it was moved.

    It is sure of what is long enough to be known, the same word for word and there once; of long passages that have
    most of their words in common; and of what stands beside such a passage in both places, word for word. `names` has
    what readers call each text; `merged` makes one block of two of one kind.

    Law: without what went, and without what came, the texts are what they were.
    """
    found = [passage for number, blocks in enumerate(texts) for passage in _passages(blocks, number)]
    gone, come = ([one for one in found if marks(one.node) == [mark]] for mark in (DELETION, INSERTION))
    if not gone or not come:
        return
    beside = _Beside(found)
    for passages in (_exact(gone, come), _edited(gone, come)):
        for went, came in passages:
            if went.pair is None and came.pair is None:
                _join(went, came)
                beside.extend(went, came)
    for number, group in enumerate(_groups(one for one in come if one.pair), 1):
        for came in group:
            if came.pair is not None:
                _mark(came.pair, came, number, names, merged)


def _passages(content: Any, text: int) -> Iterator[_Passage]:
    """Every mark outside tables, and outside the numbers of a chart, which go where it goes."""
    if isinstance(content, dict):
        if content["t"] != "Table" and not is_numbers(content):
            yield from _passages(content.get("c"), text)
        return
    if not isinstance(content, list):
        return
    for index, part in enumerate(content):
        if isinstance(part, dict) and len(marks(part)) == 1:
            yield _Passage(text, part, content, index, words_of(part))
        else:
            yield from _passages(part, text)


def _said(mark: Node) -> str:
    """What stands in a mark, whether in a paragraph or as one, but for the numbers that other places bring with them."""
    content = _unnumbered(mark["c"][1])
    if mark["t"] == "Span":
        return identity(tokens.rebuilt(content))
    alone = len(content) == 1 and content[0]["t"] in ("Para", "Plain")
    return identity(tokens.rebuilt(content[0]["c"]) if alone else content)


def _unnumbered(content: Any) -> Any:
    if isinstance(content, dict):
        return {**content, "c": _unnumbered(content["c"])} if "c" in content else content
    if not isinstance(content, list):
        return content
    return [_unnumbered(part) for part in content if not (isinstance(part, dict) and "t" in part and is_given(part))]


def _join(went: _Passage, came: _Passage) -> None:
    went.pair, came.pair = came, went


# What belongs together


def _exact(gone: Iterable[_Passage], come: Iterable[_Passage]) -> Iterator[tuple[_Passage, _Passage]]:
    """What was written once and stands elsewhere once: first within a text, then in all of them."""
    for within in (True, False):
        places: dict[tuple[str, int], tuple[list[_Passage], list[_Passage]]] = defaultdict(lambda: ([], []))
        for side, passages in enumerate((gone, come)):
            for one in passages:
                if one.pair is None and _can_be_known(one, alone=within):
                    places[one.said, one.text if within else 0][side].append(one)
        for went, came in places.values():
            if len(went) == len(came) == 1:
                yield went[0], came[0]


def _can_be_known(passage: _Passage, *, alone: bool) -> bool:
    """Whether it would hardly be written twice by chance: every chapter may have the same short heading."""
    content = passage.node["c"][1]
    return len(passage.words) >= KNOWN or (alone and bool(content) and content[0]["t"] == "Header")


def _edited(gone: Iterable[_Passage], come: Iterable[_Passage]) -> list[tuple[_Passage, _Passage]]:
    """Passages with most words in common, those that have most first."""
    holding: dict[tuple[str, ...], list[_Passage]] = defaultdict(list)
    for one in _alone(gone):
        for run in runs(one.words):
            holding[run].append(one)
    found: list[tuple[int, _Passage, _Passage]] = []
    bags: dict[int, Bag] = {}
    for came in _alone(come):
        rows = [holding[run] for run in runs(came.words) if run in holding]
        shared = Counter(went for row in rows if len(row) <= _COMMON for went in row)
        for went, _ in shared.most_common(_NEAREST):
            if not _comparable(went.node["c"][1], came.node["c"][1]):
                continue
            first, second = (bags.setdefault(id(one), Bag(one.node)) for one in (went, came))
            if gain := first.gain(second, ALIKE, held=1.0):
                found.append((gain, went, came))
    found.sort(key=lambda one: -one[0])
    return [(went, came) for _, went, came in found]


def _comparable(before: Blocks, after: Blocks) -> bool:
    """Whether each is one block, and both are of a kind that is compared within."""
    return len(before) == len(after) == 1 and kind_of(before[0]) == kind_of(after[0]) is not None


def _alone(passages: Iterable[_Passage]) -> list[_Passage]:
    """Those that can be found though they were edited: long ones, blocks that can be compared, and none twice."""
    long = [one for one in passages if one.pair is None and one.whole and len(one.words) >= RECOGNISED]
    fit = [one for one in long if len(one.node["c"][1]) == 1 and kind_of(one.node["c"][1][0]) is not None]
    times = Counter(one.said for one in fit)
    return [one for one in fit if times[one.said] == 1]


class _Beside:
    """Which passages follow each other, what stays where it is not between them."""

    def __init__(self, passages: Iterable[_Passage]) -> None:
        rows: dict[tuple[int, str], list[_Passage]] = defaultdict(list)
        for one in passages:
            if one.whole:
                rows[id(one.siblings), marks(one.node)[0]].append(one)
        self._near: dict[tuple[int, int], _Passage] = {}
        for row in rows.values():
            for one, other in pairwise(row):
                if all(_is_mark(part) for part in one.siblings[one.index : other.index]):
                    self._near[id(one), 1], self._near[id(other), -1] = other, one

    def extend(self, went: _Passage, came: _Passage) -> None:
        """Take what stands before and behind both, and is the same, with them."""
        for step in (-1, 1):
            one, other = self._near.get((id(went), step)), self._near.get((id(came), step))
            while one and other and one.pair is None and other.pair is None and one.said == other.said:
                _join(one, other)
                one, other = self._near.get((id(one), step)), self._near.get((id(other), step))


def _is_mark(part: Any) -> bool:
    return isinstance(part, dict) and bool(marks(part))


# What is said of it


def _groups(come: Iterable[_Passage]) -> Iterator[list[_Passage]]:
    """Passages that stood together and stand together: they were moved as one."""
    group: list[_Passage] = []
    for one in come:
        if group and not (_follows(group[-1], one) and _follows(group[-1].pair, one.pair)):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _follows(one: _Passage | None, other: _Passage | None) -> bool:
    if one is None or other is None or not (one.whole and other.whole):
        return False
    return one.siblings is other.siblings and one.index + 1 == other.index


def _mark(
    went: _Passage, came: _Passage, number: int, names: Sequence[str], merged: Callable[[Node, Node], Node]
) -> None:
    before, after = went.node["c"][1], came.node["c"][1]
    if (
        went.whole
        and came.whole
        and len(before) == len(after) == 1
        and kind_of(before[0]) == kind_of(after[0]) is not None
    ):
        after[:] = [merged(deepcopy(before[0]), after[0])]  # what it is made of stands in both places
    edited = replace(tally(after), signs=0) != Tally()
    for half, other in ((went, came), (came, went)):
        given = half.node["c"][0]
        given[1] += [MOVED, EDITED] if edited else [MOVED]
        given[2].append(["move", f"{number}"])
        if half.text != other.text:
            given[2].append(["elsewhere", names[other.text]])
