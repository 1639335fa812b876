"""Editing a YAML file where it stands: the lines concerned change, and nothing else does.

Comments, order, quotation marks, line ends and the file's last line stay as people wrote them. Each edit is made at
the marks of the parsed text, read again, and refused when it did not give exactly the value that was wanted: a file
can be too clever for us, and then a person edits it.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml as library

from coalition.errors import CoalitionError
from coalition.parsing import yaml_writing as write
from coalition.parsing.yaml import Document, Route, Value, parse, readable
from coalition.parsing.yaml_marks import Step, end_of, find, is_flow, last_leaf, pair_end

if TYPE_CHECKING:
    from coalition.parsing.yaml_writing import Writable

Order: TypeAlias = Callable[[Route], Sequence[str]]
"""The order of keys in the mapping at a route, as its schema gives it."""


class NotEditable(CoalitionError):
    """The file cannot be edited here without touching what is not concerned."""


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    new: str


def put(path: str, text: str, route: Route, value: Writable, order: Order = lambda _: ()) -> str:
    """The text with that value at `route`: in the place of the one that was there, or as a new key in the schema's order.

    Mappings that are missing on the way are made. Laws: the new text, parsed, is the old with this one value set; all
    lines are as they were but those of the value, or of the line in brackets that holds it. Raises NotEditable.
    """
    wanted = copy.deepcopy(_data(path, text))
    wanted = _with(wanted, route, write.words(value))
    return _edited(path, text, wanted, lambda plain, root: _put(plain, root, route, value, order))


def append(path: str, text: str, route: Route, value: Writable, order: Order = lambda _: ()) -> str:
    """The text with that value as the last of the list at `route`; a list that is not there is made.

    Laws as of `put`. Raises NotEditable, also when something else than a list is there.
    """
    data = copy.deepcopy(_data(path, text))
    present = _at(data, route)
    if present is None:
        return put(path, text, route, [value], order)
    if not isinstance(present, list):
        raise NotEditable(f"{path} has no list where one is needed: {_named(route)}.", "Write it as a list first.")
    if not present:
        return put(path, text, route, [value], order)
    wanted = _with(data, route, [*present, write.words(value)])
    return _edited(path, text, wanted, lambda plain, root: _appended(plain, find(root, route), value))


def _edited(path: str, text: str, wanted: Value, make: Callable[[str, Any], _Change]) -> str:
    """The text with one change, which must give what is wanted."""
    plain = text.replace("\r\n", "\n")
    change = make(plain, library.compose(readable(plain), Loader=_LOADER))
    edited = plain[: change.start] + change.new + plain[change.end :]
    after = parse(path, edited)
    if after.problems or after.value.data != wanted:
        line = plain.count("\n", 0, change.start) + 1
        raise NotEditable(f"{path} cannot be edited by a program near line {line}.", "Edit it by hand.")
    return _as_it_was(text, plain, change)


_LOADER: Any = getattr(library, "CSafeLoader", library.SafeLoader)


def _as_it_was(text: str, plain: str, change: _Change) -> str:
    """The change made in the text with its own line ends; new lines end as the first line does."""
    first = text.partition("\n")[0]
    new = change.new.replace("\n", "\r\n") if first.endswith("\r") else change.new
    if plain == text:
        return plain[: change.start] + new + plain[change.end :]
    pieces = text.split("\r\n")
    start, end = (_with_returns(pieces, at) for at in (change.start, change.end))
    return text[:start] + new + text[end:]


def _with_returns(pieces: list[str], at: int) -> int:
    """A place in the text without carriage returns, as a place in the text with them."""
    passed = 0
    for count, piece in enumerate(pieces):
        passed += len(piece)
        if at <= passed + count:
            return at + count
    raise AssertionError("a mark behind the end of its text")  # pragma: no cover -- marks lie in the text


def _data(path: str, text: str) -> Value:
    parsed = parse(path, text.replace("\r\n", "\n"))
    if parsed.problems:
        first = parsed.problems[0]
        raise NotEditable(f"{path} cannot be read: {first.place.line}: {first.message}", 'See "coalition check".')
    document: Document = parsed.value
    return document.data


def _at(data: Any, route: Route) -> Any:
    """What is there; None for nothing."""
    for step in route:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def _with(data: Any, route: Route, value: Value) -> Any:
    if not route:
        return value
    step, *rest = route
    if isinstance(data, list) and isinstance(step, int) and step < len(data):
        data[step] = _with(data[step], tuple(rest), value)
        return data
    if isinstance(step, str) and (data is None or isinstance(data, dict)):
        return {**(data or {}), step: _with((data or {}).get(step), tuple(rest), value)}
    raise NotEditable(f"There is nothing called {_named(route)} to edit.")


def _named(route: Route) -> str:
    return " → ".join(map(str, route))


def _put(text: str, root: Any, route: Route, value: Any, order: Order) -> _Change:
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


def _at_end(text: str, route: Route, value: Any) -> _Change:
    """Of a file that says nothing, comments at most."""
    for name in reversed(route[1:]):
        value = {name: value}
    gap = "" if not text or text.endswith("\n") else "\n"
    return _Change(len(text), len(text), f"{gap}{write.pair(str(route[0]), value, 0)}\n")


def _replaced(text: str, step: Step, value: Any) -> _Change:
    """Another value in the place of this one."""
    node = step.node
    start, end = node.start_mark.index, end_of(text, node)
    if step.in_flow or step.parent is None:
        return _Change(start, end, write.flow(value))
    quote = getattr(node, "style", None) or ""
    if (
        not isinstance(value, (Mapping, list, tuple))
        and isinstance(node, library.ScalarNode)
        and quote in {"", "'", '"'}
    ):
        gap = "" if text[:start].endswith(" ") else " "
        return _Change(start, end, gap * (start == end) + write.scalar(value, quote=quote))
    tail = "\n" if text[start:end].endswith("\n") else ""  # a text after | or > has its line's end in it
    if step.key is None:
        column = step.parent.start_mark.column if start == end else node.start_mark.column - 2
        line = write.item(value, column, spread=not is_flow(node))
        return _Change(start, end, (line[1:] if start == end else line[2:]) + tail)
    colon = step.key.end_mark.index + text[step.key.end_mark.index : max(start, step.key.end_mark.index + 1)].find(":")
    between = text[colon + 1 : start]
    column = step.parent.start_mark.column
    if between.strip():  # a comment stands there, and stays
        indent = " " * max(0, column + 2 - node.start_mark.column)
        written = write.flow(value) if write.is_branch(value) else write.scalar(value)
        return _Change(start, end, indent + written + tail)
    return _Change(colon + 1, end, write.below(value, column) + tail)


def _added(text: str, step: Step, key: str, value: Any, order: Sequence[str]) -> _Change:
    """A new key in a mapping, behind the last of those that the schema puts before it."""
    node = step.node
    before = [pair for pair in node.value if key not in order or _is_before(pair[0].value, key, order)]
    column = node.start_mark.column
    if is_flow(node):
        written = f"{write.key_word(key, in_flow=True)}: {write.flow(value)}"
        if before:
            at = pair_end(text, before[-1])
            return _Change(at, at, f", {written}")
        at = node.start_mark.index + 1
        return _Change(at, at, f"{written}, " if node.value else written)
    if before:
        return _line_after(
            text, pair_end(text, before[-1]), before[-1][1], " " * column + write.pair(key, value, column)
        )
    at = node.start_mark.index
    return _Change(at, at, write.pair(key, value, column) + "\n" + " " * column)


def _is_before(other: str, key: str, order: Sequence[str]) -> bool:
    return other in order and order.index(other) < order.index(key)


def _appended(text: str, steps: list[Step], value: Any) -> _Change:
    """A new last item of a list that has some."""
    node = steps[-1].node
    last = node.value[-1]
    if is_flow(node):
        at = end_of(text, last)
        return _Change(at, at, f", {write.flow(value)}")
    column = node.start_mark.column
    spread = isinstance(last, library.MappingNode) and not last.flow_style
    line = " " * column + write.item(value, column, spread=spread)
    if len(node.value) > 1:
        above = text[: text.rfind("\n", 0, last.start_mark.index)]
        if not above[above.rfind("\n") + 1 :].strip():  # entries are parted by empty lines
            line = f"\n{line}"
    return _line_after(text, end_of(text, last), last, line)


def _line_after(text: str, end: int, node: Any, line: str) -> _Change:
    """A new line below the one in which a node ends."""
    if getattr(last_leaf(node), "style", None) in {"|", ">"}:
        at = end
    else:
        found = text.find("\n", end)
        at = len(text) if found < 0 else found + 1
    if at == len(text) and not text.endswith("\n"):
        return _Change(at, at, f"\n{line}")
    return _Change(at, at, f"{line}\n")
