"""Where in a YAML text an edit is made, and what is written there: one piece of the text and its successor.

Nothing here reads the result again; `editing` does, and refuses what is not exactly what was wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml as library

from coalition.parsing import yaml_writing as write
from coalition.parsing.yaml_marks import Step, end_of, find, is_flow, last_leaf, pair_end

if TYPE_CHECKING:
    from coalition.parsing.yaml_document import Route

Order: TypeAlias = "Callable[[Route], Sequence[str]]"
"""The order of keys in the mapping at a route, as its schema gives it."""


@dataclass(frozen=True, slots=True)
class Change:
    """One piece of a text, and what takes its place."""

    start: int
    end: int
    new: str


def put(text: str, root: Any, route: Route, value: Any, order: Order) -> Change:
    """A value in the place of the one at the route, or a new key."""
    if root is None:
        return _at_end(text, route, value)
    steps = find(root, route)
    depth = len(steps) - 1
    for name in reversed(route[depth + 1 :]):
        value = {name: value}
    if depth == len(route):
        return _replaced(text, steps[-1], value)
    if not isinstance(steps[-1].node, library.MappingNode):
        return _replaced(text, steps[-1], {route[depth]: value})
    return _added(text, steps[-1], str(route[depth]), value, order(route[:depth]))


def _at_end(text: str, route: Route, value: Any) -> Change:
    """Of a file that says nothing, comments at most."""
    for name in reversed(route[1:]):
        value = {name: value}
    gap = "" if not text or text.endswith("\n") else "\n"
    return Change(len(text), len(text), f"{gap}{write.pair(str(route[0]), value, 0)}\n")


def _replaced(text: str, step: Step, value: Any) -> Change:
    """Another value in the place of this one."""
    node = step.node
    start, end = node.start_mark.index, end_of(text, node)
    if step.in_flow or step.parent is None:
        return Change(start, end, write.flow(value))
    quote = getattr(node, "style", None) or ""
    if (
        not isinstance(value, (Mapping, list, tuple))
        and isinstance(node, library.ScalarNode)
        and quote in {"", "'", '"'}
    ):
        gap = "" if text[:start].endswith(" ") else " "
        return Change(start, end, gap * (start == end) + write.scalar(value, quote=quote))
    tail = "\n" if text[start:end].endswith("\n") else ""  # a text after | or > has its line's end in it
    if step.key is None:
        column = step.parent.start_mark.column if start == end else node.start_mark.column - 2
        line = write.item(value, column, spread=not is_flow(node))
        return Change(start, end, (line[1:] if start == end else line[2:]) + tail)
    colon = step.key.end_mark.index + text[step.key.end_mark.index : max(start, step.key.end_mark.index + 1)].find(":")
    between = text[colon + 1 : start]
    column = step.parent.start_mark.column
    if between.strip():  # a comment stands there, and stays
        indent = " " * max(0, column + 2 - node.start_mark.column)
        written = write.flow(value) if write.is_branch(value) else write.scalar(value)
        return Change(start, end, indent + written + tail)
    return Change(colon + 1, end, write.below(value, column) + tail)


def _added(text: str, step: Step, key: str, value: Any, order: Sequence[str]) -> Change:
    """A new key in a mapping, behind the last of those that the schema puts before it."""
    node = step.node
    before = [pair for pair in node.value if key not in order or _is_before(pair[0].value, key, order)]
    column = node.start_mark.column
    if is_flow(node):
        written = f"{write.key_word(key, in_flow=True)}: {write.flow(value)}"
        if before:
            at = pair_end(text, before[-1])
            return Change(at, at, f", {written}")
        at = node.start_mark.index + 1
        return Change(at, at, f"{written}, " if node.value else written)
    if before:
        return _line_after(
            text, pair_end(text, before[-1]), before[-1][1], " " * column + write.pair(key, value, column)
        )
    at = node.start_mark.index
    return Change(at, at, write.pair(key, value, column) + "\n" + " " * column)


def _is_before(other: str, key: str, order: Sequence[str]) -> bool:
    return other in order and order.index(other) < order.index(key)


def appended(text: str, steps: list[Step], values: Sequence[Any]) -> Change:
    """New last items of a list that has some."""
    node = steps[-1].node
    last = node.value[-1]
    if is_flow(node):
        at = end_of(text, last)
        return Change(at, at, "".join(f", {write.flow(value)}" for value in values))
    column = node.start_mark.column
    spread = isinstance(last, library.MappingNode) and not last.flow_style
    lines = [" " * column + write.item(value, column, spread=spread) for value in values]
    between = "\n"
    if len(node.value) > 1:
        above = text[: text.rfind("\n", 0, last.start_mark.index)]
        if not above[above.rfind("\n") + 1 :].strip():  # entries are parted by empty lines
            between = "\n\n"
    return _line_after(text, end_of(text, last), last, between[1:] + between.join(lines))


def removed(text: str, steps: list[Step]) -> Change:
    """Nothing in the place of a pair, or of an item of a list."""
    step = steps[-1]
    pieces = [piece if isinstance(piece, tuple) else (piece, piece) for piece in step.parent.value]
    at = next(place for place, piece in enumerate(pieces) if piece[1] is step.node)
    starts = [_start(text, step, piece[0]) for piece in pieces]
    end = pair_end(text, pieces[at]) if step.key is not None else end_of(text, step.node)
    if is_flow(step.parent):
        if at + 1 < len(pieces):
            return Change(starts[at], starts[at + 1], "")
        before = at and (pair_end(text, pieces[at - 1]) if step.key is not None else end_of(text, pieces[at - 1][1]))
        return Change(before or starts[at], end, "")
    if len(pieces) == 1:
        return _replaced(text, steps[-2], {} if step.key is not None else [])
    begin = text.rfind("\n", 0, starts[at]) + 1
    stop = _after_line(text, end, step.node)
    if not text[begin : starts[at]].strip():
        empty = text[:begin].endswith("\n\n") and text[stop : stop + 1] in {"\n", ""}
        return Change(begin - empty, stop, "")
    # It is the first of a mapping or a list that begins behind a dash; the next takes its place.
    between = text[stop : starts[at + 1]]
    return Change(starts[at], stop - 1, "") if between.strip() else Change(starts[at], starts[at + 1], "")


def _start(text: str, step: Step, first: Any) -> int:
    """Where a pair begins, or an item of a list with its dash."""
    start = int(first.start_mark.index)
    return start if step.key is not None or is_flow(step.parent) else text.rfind("-", 0, start)


def _after_line(text: str, end: int, node: Any) -> int:
    """Where the line after that begins in which a node ends."""
    if getattr(last_leaf(node), "style", None) in {"|", ">"}:
        return end
    found = text.find("\n", end)
    return len(text) if found < 0 else found + 1


def _line_after(text: str, end: int, node: Any, line: str) -> Change:
    """A new line below the one in which a node ends."""
    at = _after_line(text, end, node)
    if at == len(text) and not text.endswith("\n"):
        return Change(at, at, f"\n{line}")
    return Change(at, at, f"{line}\n")
