"""YAML read as strings, with a place for every key and every value.

Nothing is guessed from the look of a word: `country: NO` is the string "NO". The text is read as a stream of
events, one after the other, so that depth, aliases and tags are refused before anything is built from them: no
nesting can exhaust the stack and no alias can expand.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, Union

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from coalition.parsing.yaml_messages import explain, shorten
from coalition.problems import Parsed, Place, Problem

Value: TypeAlias = Union[str, None, list["Value"], dict[str, "Value"]]
Route: TypeAlias = tuple[str | int, ...]

DEEPEST = 40
"""Levels of nesting that a file may have; people get lost after six."""
LONGEST_LINE = 20_000
"""Characters."""

# A spot is where something stands, in one integer: counting from 0, line * COLUMNS + column.
# One integer for each value costs a tenth of what a Place would, and most places are never asked for.
COLUMNS = 1 << 16

# What marks the spots of a value: the spot itself for a scalar, a branch for a list or a mapping.
Mark: TypeAlias = "int | Branch"

_ENDS = frozenset({MappingEndEvent, SequenceEndEvent})
_OTHERS = frozenset({MappingStartEvent, SequenceStartEvent, AliasEvent})
_EMPTY = frozenset({"", "~", "null"})
# Line ends that YAML knows and that no editor shows as such: lines would be counted differently.
_ODD_LINE_ENDS = str.maketrans(dict.fromkeys("\r\x85\u2028\u2029", " "))
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNREADABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")


class Branch:
    """The spots of a list or a mapping: its own, those of its values and, in a mapping, those of its keys."""

    __slots__ = ("keys", "marks", "spot")

    def __init__(self, spot: int, marks: Any) -> None:
        self.spot = spot
        self.marks = marks
        """A dict of marks for a mapping, a list of marks for a list."""
        self.keys: dict[str, int] = {}


class Places(Mapping[Route, Place]):
    """Route -> place of every value (or of every key), computed when asked for."""

    def __init__(self, document: Document, *, keys: bool) -> None:
        self._document = document
        self._keys = keys

    def __getitem__(self, route: Route) -> Place:
        spot = self._document.find(route, key=self._keys)
        if spot is None:
            raise KeyError(route)
        return self._document.place_of(spot)

    def __iter__(self) -> Iterator[Route]:
        if not self._keys:
            yield ()
        todo: list[tuple[Route, Mark]] = [((), self._document.marks)]
        while todo:
            route, mark = todo.pop()
            if isinstance(mark, int):
                continue
            for step, below in _below(mark):
                if not self._keys or step in mark.keys:
                    yield (*route, step)
                todo.append(((*route, step), below))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@dataclass(frozen=True, slots=True)
class Document:
    """What a file says, and where it says it."""

    path: str
    data: Value
    marks: Mark = 0
    first_line: int = 1
    """The line of the file in which the text begins: front matter begins in its second."""
    readable: bool = True
    """False when the text is no YAML: `data` is then None, and nothing more is to be said about it."""

    @property
    def places(self) -> Mapping[Route, Place]:
        """The place of every value."""
        return Places(self, keys=False)

    @property
    def keys(self) -> Mapping[Route, Place]:
        """The place of every mapping's key, by the route of its value."""
        return Places(self, keys=True)

    def find(self, route: Route, *, key: bool = False) -> int | None:
        """The spot of the value (or of its key) at `route`, None when there is none."""
        mark: Mark = self.marks
        spot: int | None = None
        for step in route:
            if isinstance(mark, int):
                return None
            below: Any = mark.marks
            try:
                spot = mark.keys.get(step) if isinstance(step, str) else None
                mark = below[step]
            except (KeyError, IndexError, TypeError):
                return None
        return spot if key else _spot(mark)

    def place_of(self, spot: int) -> Place:
        """A spot as a place in the file."""
        return Place(self.path, spot // COLUMNS + self.first_line, spot % COLUMNS + 1)

    def place(self, route: Route = ()) -> Place:
        """Where the value at `route` stands, or its nearest ancestor when there is no such value."""
        for length in range(len(route), -1, -1):
            spot = self.find(route[:length])
            if spot is not None:
                return self.place_of(spot)
        return self.place_of(0)

    def key_place(self, route: Route) -> Place:
        """Where the key of the value at `route` stands; the place of the value where it has no key."""
        spot = self.find(route, key=True)
        return self.place(route) if spot is None else self.place_of(spot)


def parse(path: str, text: str, *, first_line: int = 1) -> Parsed[Document]:
    """Read one YAML document of strings, lists and mappings with string keys.

    Plain empty values, `~` and `null` are None; everything else is the string that was written. A text that is no
    YAML gives a document that is not `readable`.
    """
    overlong = _overlong(path, text, first_line)
    if overlong:
        return Parsed(Document(path, None, 0, first_line, readable=False), overlong)
    text = _UNREADABLE.sub("\ufffd", text.translate(_ODD_LINE_ENDS))
    reader = _Reader(Document(path, None, 0, first_line, readable=False))
    loader = _Loader(text)
    try:
        data, mark = reader.read(loader.get_event)
    except yaml.MarkedYAMLError as error:
        return Parsed(reader.nothing, (*reader.problems, *explain(path, text, first_line, error)))
    except _Refused as refused:
        return Parsed(reader.nothing, (*reader.problems, refused.problem))
    finally:
        loader.dispose()
    return Parsed(Document(path, data, mark, first_line), tuple(reader.problems))


def _overlong(path: str, text: str, first_line: int) -> tuple[Problem, ...]:
    if len(text) <= LONGEST_LINE:
        return ()
    return tuple(
        Problem(
            Place(path, first_line + number),
            "yaml-line-too-long",
            f"This line has {len(line):,} characters; at most {LONGEST_LINE:,} are read.",
            "Break the line: write the list or the text over several lines.",
        )
        for number, line in enumerate(text.split("\n"))
        if len(line) > LONGEST_LINE
    )


def _spot(mark: Mark) -> int:
    return mark if isinstance(mark, int) else mark.spot


def _below(branch: Branch) -> Iterator[tuple[str | int, Mark]]:
    if isinstance(branch.marks, dict):
        yield from branch.marks.items()
    else:
        yield from enumerate(branch.marks)


class _Refused(Exception):  # noqa: N818  # it ends the reading of one file, and leaves this module as a Problem
    """The text goes on in a way that cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Reader:
    """Builds data and marks from the events of one document."""

    def __init__(self, nothing: Document) -> None:
        self.nothing = nothing
        self.problems: list[Problem] = []

    def read(self, next_event: Callable[[], Any]) -> tuple[Value, Mark]:
        """The document's value and its marks; raises _Refused or yaml.MarkedYAMLError.

        One loop with local names, because it runs once for every word of the largest file of a campaign.
        """
        values: Any = []  # what is being filled: at first, the list of documents
        branch = Branch(0, [])
        key: str | None = None  # in a mapping, the key whose value comes next
        stack: list[tuple[Any, Branch, str | None]] = []
        while True:
            event = next_event()
            kind = type(event)
            if kind is ScalarEvent:
                start = event.start_mark
                spot: Any = start.line << 16 | start.column
                value = event.value
                if event.tag is not None or event.anchor is not None:
                    self._decorated(event, spot)
                if key is None and type(values) is dict:
                    key = self._key(event, spot, branch)
                    continue
                if value in _EMPTY and not event.style:
                    value = None
            elif kind in _ENDS:
                values, branch, key = stack.pop()
                continue
            elif kind in _OTHERS:
                value, spot = self._other(event, key_wanted=key is None and type(values) is dict, depth=len(stack))
            elif kind is StreamEndEvent or (kind is DocumentStartEvent and self._another(event, values)):
                return (values[0], branch.marks[0]) if values else (None, 0)
            else:
                continue
            if key is None:
                values.append(value)
                branch.marks.append(spot)
            else:
                values[key] = value
                branch.marks[key] = spot
            if type(spot) is Branch:
                stack.append((values, branch, None))
                values, branch = value, spot
            key = None

    def _problem(self, spot: int, code: str, message: str, hint: str) -> Problem:
        return Problem(self.nothing.place_of(spot), code, message, hint)

    def _key(self, event: ScalarEvent, spot: int, branch: Branch) -> str:
        key: str = event.value
        if not key and not event.style:
            raise _Refused(
                self._problem(
                    spot, "yaml-syntax", "This line has nothing before its colon.", "Write it as: name: value"
                )
            )
        first = branch.keys.get(key)
        if first is not None:
            line = self.nothing.place_of(first).line
            self.problems.append(
                self._problem(
                    spot,
                    "duplicate-key",
                    f'"{shorten(key)}" stands twice in the same entry: the first is in line {line}.',
                    "Keep one of the two.",
                )
            )
        branch.keys[key] = spot
        return key

    def _other(self, event: Any, *, key_wanted: bool, depth: int) -> tuple[Value, Mark]:
        """The value and the mark of a list, a mapping or an alias."""
        spot = event.start_mark.line << 16 | event.start_mark.column
        if key_wanted:
            message = "A name before a colon must be plain words, not a list, a mapping or an alias."
            hint = 'If the line shows { or [ or * as part of a text, put the text in "quotes".'
            raise _Refused(self._problem(spot, "yaml-syntax", message, hint))
        if type(event) is AliasEvent:
            self._alias(spot, f"*{event.anchor}")
            return None, spot
        if event.tag is not None or event.anchor is not None:
            self._decorated(event, spot)
        if depth >= DEEPEST:
            message = f"Lists and entries are nested more than {DEEPEST} levels deep here."
            hint = "No file of a campaign needs more than six; look for a bracket too many."
            raise _Refused(self._problem(spot, "yaml-too-deep", message, hint))
        if type(event) is MappingStartEvent:
            return {}, Branch(spot, {})
        return [], Branch(spot, [])

    def _decorated(self, event: Any, spot: int) -> None:
        if event.anchor is not None:
            self._alias(spot, f"&{event.anchor}")
        if event.tag is not None:
            message = f'"{shorten(event.tag)}" is a tag of YAML, which campaigns do not use.'
            hint = 'Leave it out; if the text itself begins with !, put it in "quotes".'
            self.problems.append(self._problem(spot, "yaml-tag", message, hint))

    def _alias(self, spot: int, written: str) -> None:
        message = f'"{shorten(written)}" is an alias of YAML, which campaigns do not use.'
        hint = f'Write the value out; if the text itself begins with {written[0]}, put it in "quotes".'
        self.problems.append(self._problem(spot, "yaml-alias", message, hint))

    def _another(self, event: Any, documents: list[Value]) -> bool:
        """Whether this start of a document is not the first."""
        if documents:
            spot = event.start_mark.line << 16 | event.start_mark.column
            message = 'A second document begins here: a line of "---" or "..." ends the first one.'
            hint = "Leave that line out, or move what follows to a file of its own."
            self.problems.append(self._problem(spot, "yaml-several-documents", message, hint))
        return bool(documents)
