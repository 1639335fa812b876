"""What libyaml says about a text that is no YAML, in words for people who have never seen YAML."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.parsing.text import shorten
from coalition.problems import Place, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    import yaml

_GLUED = re.compile(r"^\s*(?:- +)?[\w-]+:[^\s:/]")
_TAB = re.compile(r"^( *-? *)\t")

# (words in libyaml's problem, message, hint); the first that fits is taken.
_PLAIN = (
    (
        "found unexpected end of stream",
        "The quotation mark that opens here is never closed.",
        "Add the closing quotation mark; inside '…', write an apostrophe twice ('').",
    ),
    (
        "found unexpected document indicator",
        "The quotation mark that opens here is never closed.",
        "Add the closing quotation mark.",
    ),
    (
        "unknown escape character",
        r'Inside "…", a backslash begins a code, and this code does not exist.',
        r"Write the backslash twice (\\), or use '…' instead.",
    ),
    (
        "did not find expected ',' or ']'",
        "The bracket [ that opens here is not closed, or a comma is missing in the list.",
        'Write the list as [one, two]; put text that holds a comma, a colon or a bracket in "quotes".',
    ),
    (
        "did not find expected ',' or '}'",
        "The brace { that opens here is not closed, or a comma is missing.",
        'Write it as {name: value, name: value}; put text that holds a comma, a colon or a brace in "quotes".',
    ),
    (
        "mapping values are not allowed",
        "There is a colon too many here, or the line is indented more or less than its neighbours.",
        'Put the whole text after the first colon in "quotes", or give the line the indentation of the one above.',
    ),
    (
        "block sequence entries are not allowed",
        "A list cannot begin on the line of its name.",
        'Write each entry on a line of its own, beginning with "- "; or put the text in "quotes".',
    ),
    (
        "did not find expected '-' indicator",
        'This line should begin with "- ", as the other entries of the list do.',
        'Give it the indentation of the entries above, and begin it with "- ".',
    ),
    (
        "did not find expected key",
        "This line does not fit what is above it.",
        "Give it the same number of blanks at its start as its neighbours, and write it as: name: value",
    ),
    (
        "could not find expected ':'",
        "This line lacks a colon after its name.",
        "Write it as: name: value",
    ),
    (
        "expected comment or line break",
        "After | or > nothing may follow on the same line.",
        'Begin the text on the next line, indented; or put the text in "quotes".',
    ),
    (
        "cannot start any token",
        "A text cannot begin with this character unless it stands in quotes.",
        'Put the whole text in "quotes".',
    ),
    (
        "alphabetic or numeric character",
        "A text cannot begin with * or & unless it stands in quotes.",
        'Put the whole text in "quotes".',
    ),
)
_OTHERWISE = (
    "This line cannot be read.",
    "Compare it with the lines above: name, colon, blank, value; the same indentation for what belongs together.",
)
# Problems that begin where libyaml began to read, not where it noticed.
_AT_CONTEXT = ("found unexpected", "expected ',' or", "could not find expected ':'")
_AFTER_QUOTE = ("expected key", "expected '-'", "mapping values")
_AFTER_GLUED = ("expected key", "mapping values", "could not find expected ':'")


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text in quotation marks: where it opens and closes, counting from 0."""

    line: int
    column: int
    last_line: int


def explain(
    path: str, text: str, first_line: int, error: yaml.MarkedYAMLError, quoted: Quoted | None
) -> tuple[Problem, ...]:
    """Libyaml's error as problems: one for each tab that indents where tabs are the trouble, else a single one.

    `quoted` is the text in quotation marks that stands right before the error.
    """
    lines = text.split("\n")
    number, column = _where(error, lines)
    if _TAB.match(lines[number]):
        return tuple(_tabs(path, lines, first_line, number))
    said = error.problem or ""
    words = next(((message, hint) for part, message, hint in _PLAIN if part in said), _OTHERWISE)
    glued = next((at for at in (number, number - 1) if at >= 0 and _GLUED.match(lines[at])), None)
    if any(part in said for part in _AFTER_QUOTE) and quoted is not None and quoted.last_line == number:
        if quoted.line < number:
            message = (
                f"The quotation mark that opens here closes only in line {first_line + number}, before other text."
            )
            number, column = quoted.line, quoted.column
        else:
            message = "Text follows a closing quotation mark."
        words = message, "Put the whole text in one pair of \"quotes\"; inside '…', write an apostrophe twice ('')."
    elif any(part in said for part in _AFTER_GLUED) and glued is not None:
        number, column = glued, lines[glued].index(":") + 1
        words = "This line needs a blank after the colon.", "Write it as: name: value"
    line = shorten(lines[number])
    message = f"{words[0]} The line reads: {line}" if line else words[0]
    return (Problem(Place(path, first_line + number, column + 1), "yaml-syntax", message, words[1]),)


def _tabs(path: str, lines: list[str], first_line: int, faulty: int) -> Iterator[Problem]:
    for number, line in enumerate(lines):
        found = _TAB.match(line)
        if found and (line.strip() or number == faulty):
            place = Place(path, first_line + number, len(found[1]) + 1)
            yield Problem(place, "tab-indentation", "A tab cannot be used to indent.", "Use two spaces for each level.")


def _where(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[int, int]:
    """Line and column, from 0, that exist in the text."""
    opened = any(part in (error.problem or "") for part in _AT_CONTEXT)
    mark = (opened and error.context_mark) or error.problem_mark
    if mark is None:
        return 0, 0
    number = min(mark.line, len(lines) - 1)
    return number, min(mark.column, len(lines[number]))
