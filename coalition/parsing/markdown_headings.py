"""The ids that pandoc makes for headings which have none."""

from __future__ import annotations

import re
from html import unescape

from coalition.parsing.attributes import Attributes, trailing, value

_LONGEST = 1_000
"""Characters of a heading that its id is made of."""
_LINK = re.compile(
    r"!?\[((?:[^\[\]\\]|\\.)*+)\](?:\((?:[^()]|\([^()]*+\))*+\)|\[[^\[\]]*+\])?+(?:\{[^{}]*+\})?+",
)
_AUTOLINK = re.compile(r"<([^<>\s@:]++[@:][^<>\s]++)>")
_NOTES = re.compile(r"\^\[[^\[\]]*+\]|\[\^[^\[\]]*+\]|<!--.*?-->|</?[A-Za-z][^<>]*+>")
_MARKS = re.compile(r"\\(?=[!-/:-@\[-`{-~])|[*`]+|(?<!\w)_+|_+(?!\w)")
_DASHES = re.compile(r"-{2,}|\.{3}")
_HEAD = re.compile(r"[^\W\d_].*", re.DOTALL)


class Headings:
    """Names headings one after the other, as pandoc's `auto_identifiers` does."""

    def __init__(self) -> None:
        self._taken: set[str] = set()
        self._next: dict[str, int] = {}
        """By stem, the number that is tried first: counting from 1 each time would take a square of the headings."""

    def read(self, content: str) -> tuple[str, Attributes]:
        """The plain text of a heading, and its attributes: `automatic` is added where the id is not its own."""
        text, attributes = trailing(content)
        linked = _NOTES.sub("", _AUTOLINK.sub(r"\1", text[:_LONGEST]))
        plain = unescape(" ".join(_MARKS.sub("", _LINK.sub(r"\1", linked)).split()))
        if value(attributes, "id"):
            self._taken.add(value(attributes, "id"))
            return plain, attributes
        return plain, (*attributes, ("id", self._name(_DASHES.sub("", plain))), ("automatic", "true"))

    def _name(self, plain: str) -> str:
        words = "".join(letter for letter in plain if letter.isalnum() or letter in "_-. ").lower()
        found = _HEAD.search("-".join(words.split()))
        stem = found[0] if found else "section"
        number = self._next.get(stem, 0)
        name = f"{stem}-{number}" if number else stem
        while name in self._taken:
            number += 1
            name = f"{stem}-{number}"
        self._next[stem] = number + 1
        self._taken.add(name)
        return name
