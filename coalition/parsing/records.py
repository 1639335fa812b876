"""Signed files: a first line that names the format, lines of `name: value`, perhaps an empty line and a text."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from coalition.parsing.text import shorten
from coalition.problems import Parsed, Place, Problem

_LINE = re.compile(r"([a-z][a-z0-9-]*): (\S(?:.*\S)?)")
_NAMED = re.compile(r"\s*([A-Za-z][A-Za-z0-9-]*)\s*:\s*(.*?)\s*")


@dataclass(frozen=True, slots=True)
class Fields:
    """What a signed file says."""

    first: str
    """The name of its format, such as `coalition-endorsement/1`."""
    values: tuple[tuple[str, str], ...]
    """In the order of the lines."""
    rest: str
    """What follows after the first empty line, without its last line feed; a reservation, for example."""
    places: tuple[Place, ...] = ()
    """Of the values, in their order."""

    def get(self, name: str) -> str | None:
        """The value of that name, None when there is none."""
        return next((value for known, value in self.values if known == name), None)

    def place(self, name: str) -> Place | None:
        """The place of the value of that name."""
        return next((place for (known, _), place in zip(self.values, self.places, strict=True) if known == name), None)


def parse(path: str, text: str) -> Parsed[Fields | None]:
    """Read a signed file.

    Law: a text without problems is what `render` makes of its fields, byte for byte: such a file has one form only.
    The value is None where there is no line at all.
    """
    problems = list(_bytes(path, text))
    head, parted, rest = text.partition("\n\n")
    first, *lines = head.split("\n")
    if not first.strip():
        message = "The file is empty, or begins with an empty line."
        empty = _malformed(path, 1, 1, message, "Its first line names its format.")
        return Parsed(None, tuple(sorted((*problems, empty))))
    if not parted and lines and not lines[-1]:
        lines.pop()
    values: dict[str, tuple[str, Place]] = {}
    for number, line in enumerate(lines, 2):
        exact = _LINE.fullmatch(line)
        found = exact or _NAMED.fullmatch(line)
        if exact is None:
            problems.append(_unreadable(path, number, line))
        elif exact[1] in values:
            message = f'"{exact[1]}" stands twice.'
            problems.append(_malformed(path, number, 1, message, "Each line of a signed file has a name of its own."))
        if found is not None:
            values.setdefault(found[1], (found[2], Place(path, number, found.start(2) + 1)))
    if parted and not rest.strip("\n"):
        hint = "Leave the empty lines out, or write the text below one empty line."
        problems.append(_malformed(path, len(lines) + 2, 1, "Nothing follows the empty line.", hint))
    written = tuple((name, value) for name, (value, _) in values.items())
    places = tuple(place for _, place in values.values())
    return Parsed(Fields(first, written, rest.removesuffix("\n"), places), tuple(sorted(problems)))


def render(fields: Fields) -> str:
    """The one text of these fields."""
    lines = [fields.first, *(f"{name}: {value}" for name, value in fields.values)]
    rest = f"\n{fields.rest}\n" if fields.rest else ""
    return "\n".join(lines) + "\n" + rest


def _bytes(path: str, text: str) -> list[Problem]:
    """Whatever would give two files of the same words different digests."""
    problems: list[Problem] = []
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if "\r" in line:
            hint = "Save it with Unix line ends (LF)."
            problems.append(_malformed(path, number, line.index("\r") + 1, "This line ends as on Windows.", hint))
            break
    composed = next(
        (number for number, line in enumerate(lines, 1) if not unicodedata.is_normalized("NFC", line)), None
    )
    if composed is not None:
        message = "A letter with an accent is written here as two characters."
        problems.append(
            _malformed(path, composed, 1, message, "Normalise the file to Unicode NFC before it is signed.")
        )
    if not text.endswith("\n"):
        message = "The last line has no line feed at its end."
        problems.append(_malformed(path, len(lines), len(lines[-1]) + 1, message, "End the file with one line feed."))
    elif text.endswith("\n\n"):
        message = "Empty lines stand at the end of the file."
        problems.append(_malformed(path, len(lines) - 1, 1, message, "End the file with one line feed."))
    return problems


def _unreadable(path: str, number: int, line: str) -> Problem:
    if not line.strip():
        message = "This line holds blanks alone."
        return _malformed(path, number, 1, message, "Leave it out, or make it empty where the text begins.")
    message = f'"{shorten(line)}" is not a line of a signed file.'
    return _malformed(
        path, number, 1, message, "Write each line as: name: value (small letters, one colon, one blank)."
    )


def _malformed(path: str, line: int, column: int, message: str, hint: str) -> Problem:
    return Problem(Place(path, line, column), "malformed-record", message, hint)
