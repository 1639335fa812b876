"""From libyaml's events to values and their spots."""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING, Any

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

from coalition.parsing.text import shorten, unwelcome
from coalition.parsing.yaml_document import BITS, Branch, Document, Mark, Value
from coalition.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable

DEEPEST = 40
"""Levels of nesting that a file may have; people get lost after six."""
_MOST = 100
"""Problems of this kind reported in one file."""

_ENDS = frozenset({MappingEndEvent, SequenceEndEvent})
_OTHERS = frozenset({MappingStartEvent, SequenceStartEvent, AliasEvent})
_EMPTY = frozenset({"", "~", "null"})


class Refused(Exception):  # it ends the reading of one file, and leaves this module as a Problem
    """The text goes on in a way that cannot be read."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class Reader:
    """Builds data and marks from the events of one document."""

    def __init__(self, nothing: Document, text: str) -> None:
        self.nothing = nothing
        self._text = text
        self.problems: list[Problem] = []

    def read(self, next_event: Callable[[], Any]) -> tuple[Value, Mark]:  # noqa: C901  # its calls would cost more
        """The document's value and its marks; raises Refused or yaml.MarkedYAMLError.

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
                spot: Any = start.line << BITS | start.column
                value = self._written(event.value, spot) if event.style == '"' else event.value
                if event.tag is not None or event.anchor is not None:
                    self._decorated(event, spot)
                if key is None and type(values) is dict:
                    key = self._key(value, event.style, spot, branch)
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

    def _report(self, spot: int, code: str, message: str, hint: str) -> None:
        if len(self.problems) < _MOST:
            self.problems.append(self._problem(spot, code, message, hint))

    def _written(self, value: str, spot: int) -> str:
        """A value without what only a code after a backslash can bring into it: the text itself was looked through."""
        for character, code in unwelcome(value).items():
            if character not in self._text:
                message = f"This text holds an invisible character, U+{ord(character):04X}, written as a code."
                self._report(spot, code, message, r'Take the code out; in "quotes", a backslash is written as \\.')
                value = value.replace(character, "\N{REPLACEMENT CHARACTER}")
        return value

    def _key(self, key: str, style: str | None, spot: int, branch: Branch) -> str:
        if not key and not style:
            message = "This line has nothing before its colon."
            raise Refused(self._problem(spot, "yaml-syntax", message, "Write it as: name: value"))
        first = branch.keys.get(key)
        if first is not None:
            line = self.nothing.place_of(first).line
            message = f'"{shorten(key)}" stands twice in the same entry: the first is in line {line}.'
            self._report(spot, "duplicate-key", message, "Keep one of the two.")
        key = intern(key)  # all entries of a list have the same few
        branch.keys[key] = spot
        return key

    def _other(self, event: Any, *, key_wanted: bool, depth: int) -> tuple[Value, Mark]:
        """The value and the mark of a list, a mapping or an alias."""
        spot = event.start_mark.line << BITS | event.start_mark.column
        if key_wanted:
            message = "A name before a colon must be plain words, not a list, a mapping or an alias."
            hint = 'If the line shows { or [ or * as part of a text, put the text in "quotes".'
            raise Refused(self._problem(spot, "yaml-syntax", message, hint))
        if type(event) is AliasEvent:
            self._alias(spot, f"*{event.anchor}")
            return None, spot
        if event.tag is not None or event.anchor is not None:
            self._decorated(event, spot)
        if depth >= DEEPEST:
            message = f"Lists and entries are nested more than {DEEPEST} levels deep here."
            hint = "No file of a campaign needs more than six; look for a bracket too many."
            raise Refused(self._problem(spot, "yaml-too-deep", message, hint))
        if type(event) is MappingStartEvent:
            return {}, Branch(spot, {})
        return [], Branch(spot, [])

    def _decorated(self, event: Any, spot: int) -> None:
        if event.anchor is not None:
            self._alias(spot, f"&{event.anchor}")
        if event.tag is not None:
            message = f'"{shorten(event.tag)}" is a tag of YAML, which campaigns do not use.'
            hint = 'Leave it out; if the text itself begins with !, put it in "quotes".'
            self._report(spot, "yaml-tag", message, hint)

    def _alias(self, spot: int, written: str) -> None:
        message = f'"{shorten(written)}" is an alias of YAML, which campaigns do not use.'
        hint = f'Write the value out; if the text itself begins with {written[0]}, put it in "quotes".'
        self._report(spot, "yaml-alias", message, hint)

    def _another(self, event: Any, documents: list[Value]) -> bool:
        """Whether this start of a document is not the first."""
        if documents:
            spot = event.start_mark.line << BITS | event.start_mark.column
            message = 'A second document begins here: a line of "---" or "..." ends the first one.'
            hint = "Leave that line out, or move what follows to a file of its own."
            self._report(spot, "yaml-several-documents", message, hint)
        return bool(documents)
