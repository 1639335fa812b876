"""Two trees made one: block by block, and word by word where blocks are alike (`redlined` says how it reads)."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from coalition.prose import tokens
from coalition.prose.alignment import absorbed, aligned, settled
from coalition.prose.ast import Blocks, Inlines, Node, div, span
from coalition.prose.likeness import Matcher, kind_of
from coalition.prose.redlined import DELETION, INSERTION, REDESCRIBED, RELINKED, RESTYLED
from coalition.prose.tokens import SAME, Piece, Token

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

_SENTENCE_ENDS = frozenset(".!?\u2026\u061f\u06d4\u0964\u3002\uff01\uff1f")
_OTHER_SIGNS = frozenset(",;:)\u2013\u2014\u201d\u00bb\u060c\u061b\u3001\uff0c\uff1b\uff1a")


class Merger:
    """Merges trees, and remembers whether it had to give up somewhere."""

    def __init__(self) -> None:
        self._matcher = Matcher()
        self._rows_whole = True

    @property
    def whole(self) -> bool:
        """False when something was too long to be compared within reason, and is shown as replaced."""
        return self._matcher.whole and self._rows_whole

    def blocks(self, old: Blocks, new: Blocks) -> Blocks:
        """Blocks as one; what is in both is as in the new ones."""
        made: Blocks = []
        for one, other, equal in self._matcher.match(old, new, kind_of):
            if one is not None and other is not None:
                made.append(other if equal else self.block(one, other))
            else:
                made += _alone(None if one is None else [one], None if other is None else [other])
        return made

    def block(self, old: Node, new: Node) -> Node:
        """Two blocks of one kind (`kind_of`) as one."""
        was, now = old["c"], new["c"]
        match new["t"]:
            case "Para" | "Plain":
                made: Any = self._inlines(was, now)
            case "Header":
                made = [now[0], now[1], self._inlines(was[2], now[2])]
            case "Div":
                made = [now[0], self.blocks(was[1], now[1])]
            case "BlockQuote":
                made = self.blocks(was, now)
            case "BulletList":
                made = self._items(was, now)
            case "OrderedList":
                made = [now[0], self._items(was[1], now[1])]
            case "DefinitionList":
                made = self._entries(was, now)
            case "Figure":
                made = [now[0], self._caption(was, now), self.blocks(was[2], now[2])]
            case _:
                made = self._table(was, now)
        return {"t": new["t"], "c": made}

    def _caption(self, old: list[Any], new: list[Any]) -> list[Any]:
        return [None, self.blocks(old[1][1], new[1][1])]

    def _items(self, old: list[Blocks], new: list[Blocks]) -> list[Blocks]:
        """The items of a list; one that came or went is nothing but one mark."""
        made: list[Blocks] = []
        for one, other, equal in self._matcher.match(old, new, _any):
            if one is not None and other is not None:
                made.append(other if equal else self.blocks(one, other))
            else:
                made += [[mark] for mark in _alone(one, other)]
        return made

    def _entries(self, old: list[Any], new: list[Any]) -> list[Any]:
        """The terms of a list with their meanings; of one that came or went, each is nothing but one mark."""
        made: list[Any] = []
        for one, other, equal in self._matcher.match([*map(_entry, old)], [*map(_entry, new)], kind_of):
            if one is not None and other is not None:
                (was, meant), (now, means) = one["c"][0], other["c"][0]
                made.append([now, means] if equal else [self._inlines(was, now), self._items(meant, means)])
                continue
            mark, node = (DELETION, one) if other is None else (INSERTION, other)
            assert node is not None  # noqa: S101 -- a pair has one of the two
            term, meanings = node["c"][0]
            made.append([[span(term, classes=[mark])], [[div(meaning, classes=[mark])] for meaning in meanings]])
        return made

    def _table(self, old: list[Any], new: list[Any]) -> list[Any]:
        """A table with as many columns and bodies as the other."""
        bodies = [
            [now[0], now[1], self._rows(was[2], now[2]), self._rows(was[3], now[3])]
            for was, now in zip(old[4], new[4], strict=True)
        ]
        head, foot = ([new[part][0], self._rows(old[part][1], new[part][1])] for part in (3, 5))
        return [new[0], self._caption(old, new), new[2], head, bodies, foot]

    def _rows(self, old: list[Any], new: list[Any]) -> list[Any]:
        """Rows of equally many cells; in one that came or went every cell is nothing but one mark."""
        made: list[Any] = []
        for one, other, equal in self._matcher.match(old, new, _any):
            if one is not None and other is not None:
                cells = zip(one[1], other[1], strict=True)
                merged = [[*now[:4], self.blocks(was[4], now[4])] for was, now in cells]
                made.append(other if equal else [other[0], merged])
            else:
                mark, row = (DELETION, one) if other is None else (INSERTION, other)
                assert row is not None  # noqa: S101 -- a pair has one of the two
                made.append([row[0], [[*cell[:4], [div(cell[4], classes=[mark])]] for cell in row[1]]])
        return made

    def _inlines(self, old: Inlines, new: Inlines) -> Inlines:
        """The inlines of two blocks as one."""
        before, after = tokens.row(old), tokens.row(new)
        found = aligned([token.key for token in before], [token.key for token in after])
        self._rows_whole &= found.whole
        changes = absorbed(found.changes, [len(token.text) for token in before], [len(token.text) for token in after])
        writer = _Writer(self)
        at_old = at_new = 0
        for change in settled(changes, before, after, _edge):
            writer.same(before[at_old : change.old_start], after[at_new : change.new_start])
            writer.changed(before[change.old_start : change.old_end], after[change.new_start : change.new_end])
            at_old, at_new = change.old_end, change.new_end
        writer.same(before[at_old:], after[at_new:])
        return tokens.inlines(writer.pieces)


class _Writer:
    """Writes the words of two rows as one."""

    def __init__(self, merger: Merger) -> None:
        self.pieces: list[Piece] = []
        self._merger = merger

    def same(self, old: Sequence[Token], new: Sequence[Token]) -> None:
        """Words that both rows have, which may stand within other wraps."""
        for why, group in groupby(zip(old, new, strict=True), key=lambda pair: _otherwise(*pair)):
            pairs = list(group)
            if why:
                self._blank(pairs[0][0].space, pairs[0][1].space, pairs[0][1].wraps)
                self._run([one for one, _ in pairs], (DELETION, why))
                self._run([other for _, other in pairs], (INSERTION, why))
                continue
            for one, other in pairs:
                self._blank(one.space, other.space, other.wraps)
                self.pieces.append(Piece(other.text, other.wraps, SAME, self._node(one.node, other.node)))

    def changed(self, old: Sequence[Token], new: Sequence[Token]) -> None:
        """Words that one row has, and those that the other has in their place."""
        common = bool(old and new) and old[0].space == new[0].space
        if common:
            self._blank(old[0].space, new[0].space, tokens.shared(old[0].wraps, new[0].wraps))
        self._run(old, (DELETION,), blank=not common)
        self._run(new, (INSERTION,), blank=not common)

    def _run(self, row: Sequence[Token], mark: tuple[str, ...], *, blank: bool = False) -> None:
        """Words with one mark, and perhaps the blanks before the first."""
        for index, token in enumerate(row):
            if token.space and (index or blank):
                within = tokens.shared(self.pieces[-1].wraps, token.wraps) if self.pieces else ()
                self.pieces.append(Piece(token.space, within, mark))
            self.pieces.append(Piece(token.text, token.wraps, mark, token.node))

    def _blank(self, old: str, new: str, wraps: tuple[str, ...]) -> None:
        within = tokens.shared(self.pieces[-1].wraps, wraps) if self.pieces else ()
        marks = [(new, SAME)] if old == new else [(old, (DELETION,)), (new, (INSERTION,))]
        self.pieces += [Piece(space, within, mark) for space, mark in marks if space]

    def _node(self, old: Node | None, new: Node | None) -> Node | None:
        if old is None or new is None or old == new or new["t"] != "Note":
            return new
        return {"t": "Note", "c": self._merger.blocks(old["c"], new["c"])}


def _otherwise(old: Token, new: Token) -> str:
    """What is not the same about the same word; empty where all is."""
    if old.wraps != new.wraps:
        was, now = ([wrap for wrap in token.wraps if not tokens.is_link(wrap)] for token in (old, new))
        return RELINKED if was == now else RESTYLED
    if old.node and new.node and new.node["t"] == "Image" and old.node["c"][1] != new.node["c"][1]:
        return REDESCRIBED
    return ""


def _edge(row: Sequence[Hashable], index: int) -> int:
    """How good a place this is for a change to begin or end."""
    before = row[index - 1] if index else None
    if index == len(row) or not isinstance(before, Token) or before.text in _SENTENCE_ENDS:
        return 3
    return 2 if before.text in _OTHER_SIGNS else 1


def _entry(given: list[Any]) -> Node:
    """A term and its meanings as a list of their own."""
    return {"t": "DefinitionList", "c": [given]}


def _any(_: object) -> str:
    """All items, and all rows, are of one kind."""
    return ""


def _alone(old: Blocks | None, new: Blocks | None) -> Blocks:
    """Blocks that only one of the texts has."""
    return [div(blocks, classes=[mark]) for mark, blocks in ((DELETION, old), (INSERTION, new)) if blocks is not None]
