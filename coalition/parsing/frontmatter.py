"""The YAML between two lines of `---` at the top of a Markdown file, and the text below it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from coalition.parsing.yaml import Document, parse
from coalition.problems import Parsed, Place, Problem

_FENCE = re.compile(r"^---[ \t]*$")
_KEY = re.compile(r"^[A-Za-z_][\w-]*:(?: |$)")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """A Markdown file in its two parts."""

    document: Document
    """What the front matter says; not `readable` when there is none."""
    body: str
    """The text below."""
    body_line: int
    """The line of the file in which the body begins."""


def split(path: str, text: str) -> Parsed[FrontMatter]:
    """Part the front matter from the body.

    Law: the body is the text of the file from `body_line` on. A file without front matter is all body.
    """
    lines = text.split("\n")
    if not _FENCE.match(lines[0]):
        return _without(path, text, lines)
    end = next((at for at in range(1, len(lines)) if _FENCE.match(lines[at])), None)
    if end is None:
        message = 'The front matter that begins with "---" in the first line is not closed.'
        hint = 'Put a line of "---" below its last line, before the text.'
        problem = Problem(Place(path), "unclosed-front-matter", message, hint)
        return Parsed(FrontMatter(_nothing(path), text, 1), (problem,))
    parsed = parse(path, "\n".join(lines[1:end]), first_line=2)
    front = FrontMatter(parsed.value, "\n".join(lines[end + 1 :]), min(end + 2, len(lines)))
    return Parsed(front, parsed.problems)


def _without(path: str, text: str, lines: list[str]) -> Parsed[FrontMatter]:
    message = 'This file has no front matter: the lines such as "title: …" between two lines of "---" at its top.'
    first = next((at for at, line in enumerate(lines) if line.strip()), 0)
    place = Place(path)
    hint = 'Begin the file with "---", then "title: …", then "---" again.'
    if _FENCE.match(lines[first]):
        place, hint = Place(path, first + 1), 'The "---" must be the very first line: delete the empty lines above it.'
    elif _KEY.match(lines[first]):
        place, hint = Place(path, first + 1), 'Put a line of "---" above this line, and another below the last one.'
    return Parsed(FrontMatter(_nothing(path), text, 1), (Problem(place, "no-front-matter", message, hint),))


def _nothing(path: str) -> Document:
    return Document(path, None, readable=False)
