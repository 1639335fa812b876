"""Editing a YAML file where it stands: the lines concerned change, and nothing else does.

Comments, order, quotation marks, line ends and the file's last line stay as people wrote them. Each edit is made at
the marks of the parsed text, read again, and refused when it did not give exactly the value that was wanted: a file
can be too clever for us, and then a person edits it.
"""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

from coalition.errors import CoalitionError
from coalition.parsing import yaml_changes as change
from coalition.parsing import yaml_writing as write
from coalition.parsing.yaml import Document, Route, Value, compose, parse
from coalition.parsing.yaml_marks import find

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coalition.parsing.yaml_changes import Change, Order
    from coalition.parsing.yaml_writing import Writable


class NotEditable(CoalitionError):
    """The file cannot be edited here without touching what is not concerned."""


def put(path: str, text: str, route: Route, value: Writable, order: Order = lambda _: ()) -> str:
    """The text with that value at `route`: in the place of the one that was there, or as a new key in the schema's order.

    Mappings that are missing on the way are made. Laws: the new text, parsed, is the old with this one value set; all
    lines are as they were but those of the value, or of the line in brackets that holds it. Raises NotEditable.
    """
    wanted = copy.deepcopy(_data(path, text))
    wanted = _with(wanted, route, write.words(value))
    return _edited(path, text, wanted, lambda plain, root: change.put(plain, root, route, value, order))


def append(path: str, text: str, route: Route, value: Writable, order: Order = lambda _: ()) -> str:
    """The text with that value as the last of the list at `route`; a list that is not there is made.

    Laws as of `put`. Raises NotEditable, also when something else than a list is there.
    """
    return extend(path, text, route, [value], order)


def extend(path: str, text: str, route: Route, values: Sequence[Writable], order: Order = lambda _: ()) -> str:
    """The text with those values as the last of the list at `route`, in their order; the file is read once for all.

    Laws as of `put`; no values change nothing. Raises NotEditable, also when something else than a list is there.
    """
    data = copy.deepcopy(_data(path, text))
    present = _at(data, route)
    if not values:
        return text
    if present is None or present == []:
        return put(path, text, route, list(values), order)
    if not isinstance(present, list):
        raise NotEditable(f"{path} has no list where one is needed: {_named(route)}.", "Write it as a list first.")
    wanted = _with(data, route, [*present, *map(write.words, values)])
    return _edited(path, text, wanted, lambda plain, root: change.appended(plain, find(root, route), values))


def remove(path: str, text: str, route: Route) -> str:
    """The text without the value at `route`: without its key, or without its place in a list.

    Laws: the new text, parsed, is the old without this one value; a list or a mapping of which it was the last is
    empty and still there; comments stay, but those on the lines of the value. Raises NotEditable, also when there is
    no such value.
    """
    wanted = copy.deepcopy(_data(path, text))
    _drop(wanted, route)
    return _edited(path, text, wanted, lambda plain, root: change.removed(plain, find(root, route)))


def _edited(path: str, text: str, wanted: Value, make: Callable[[str, Any], Change]) -> str:
    """The text with one change, which must give what is wanted."""
    plain = text.replace("\r\n", "\n")
    made = make(plain, compose(plain))
    edited = plain[: made.start] + made.new + plain[made.end :]
    after = parse(path, edited)
    if after.problems or after.value.data != wanted:
        line = plain.count("\n", 0, made.start) + 1
        raise NotEditable(f"{path} cannot be edited by a program near line {line}.", "Edit it by hand.")
    return _as_it_was(text, plain, made)


def _as_it_was(text: str, plain: str, made: Change) -> str:
    """The change made in the text with its own line ends; new lines end as the first line does."""
    first = text.partition("\n")[0]
    new = made.new.replace("\n", "\r\n") if first.endswith("\r") else made.new
    if plain == text:
        return plain[: made.start] + new + plain[made.end :]
    pieces = text.split("\r\n")
    start, end = (_with_returns(pieces, at) for at in (made.start, made.end))
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


def _drop(data: Any, route: Route) -> None:
    """Take out what is at the route. Raises NotEditable."""
    above = _at(data, route[:-1])
    last: Any = route[-1]
    if (isinstance(above, dict) and last in above) or (isinstance(above, list) and last in range(len(above))):
        del above[last]
        return
    raise NotEditable(f"There is nothing called {_named(route)} to take out.")


def _named(route: Route) -> str:
    return " → ".join(map(str, route))
