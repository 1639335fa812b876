"""Prose as a row of words: what a comparison compares, and how inlines are made of it again.

A *token* is a word, a sign, or something that stands in a line like a word: a picture, a note, a line break. Scripts
that put no blanks between words (Chinese, Japanese, Thai, Khmer, …) are taken sign by sign, each with its marks. What
a token stands within, such as emphasis or a link, are its *wraps*, the outermost first.
"""

from __future__ import annotations

import json
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from coalition.prose.ast import Inlines, Node, attr

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator, Sequence

WRAPPERS = frozenset(
    {"Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps", "Span", "Link"}
)
SAME: tuple[str, ...] = ()
"""The mark of what is in both texts."""

_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[\w/]")
_TOKEN = re.compile(r"[wd][wdm]*(?:(?:j|(?<=d)c(?=d))[wd][wdm]*)*|[^b]m*")
_JOINING = frozenset("'\u2019-\u2010\u2011\u00b7_")
_JOINING_DIGITS = frozenset(".,:/")
# First and last character, by pairs: scripts without blanks between words.
_UNSPACED = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x0F00, 0x109F),  # Tibetan, Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x1950, 0x19DF),  # Tai Le, New Tai Lue
    (0x1A20, 0x1AAF),  # Tai Tham
    (0x2E80, 0x312F),  # radicals, kana, Bopomofo
    (0x31A0, 0x31FF),
    (0x3400, 0x4DBF),  # Han
    (0x4E00, 0xA4CF),  # Han, Yi
    (0xA9E0, 0xA9FF),
    (0xAA60, 0xAA7F),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
    (0x1B000, 0x1B16F),
    (0x20000, 0x3FFFF),
)
_STARTS = [first for first, _ in _UNSPACED]


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text. Two are equal when they are the same word within the same wraps."""

    key: Hashable
    """What tells it from others: the word itself."""
    text: str = field(compare=False)
    """Empty for what is no text."""
    wraps: tuple[str, ...]
    space: str = field(compare=False)
    """The blanks before it."""
    node: Node | None = field(default=None, compare=False)
    """What stands in the line, where it is no text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A word or blanks on the way back into inlines."""

    text: str
    wraps: tuple[str, ...]
    mark: tuple[str, ...] = SAME
    """Classes of the span that says what happened to it."""
    node: Node | None = None


def split(text: str) -> list[str]:
    """The words and signs of a text, blanks left out. Law: joined, they are the text without its blanks."""
    return [found[0] for found in _cut(text)]


def _cut(text: str) -> Iterator[tuple[str, int]]:
    start = 0
    for address in _ADDRESS.finditer(text):
        yield from _words(text, start, address.start())
        yield address[0], address.start()
        start = address.end()
    yield from _words(text, start, len(text))


def _words(text: str, start: int, end: int) -> Iterator[tuple[str, int]]:
    for found in _TOKEN.finditer(text[start:end].translate(_SHAPES)):
        yield text[start + found.start() : start + found.end()], start + found.start()


class _Shapes(dict[int, str]):
    """For each character one that says what it does in a word; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        self[code] = made = _shape(chr(code))
        return made


_SHAPES = _Shapes()


def _shape(character: str) -> str:
    kind = unicodedata.category(character)
    if kind == "Zs" or character in "\t\n\r":
        return "b"
    if kind.startswith("M") or character in "\u200c\u200d":
        return "m"
    if kind == "Nd":
        return "d"
    if kind[0] in "LN":
        index = bisect_right(_STARTS, ord(character)) - 1
        return "s" if index >= 0 and ord(character) <= _UNSPACED[index][1] else "w"
    return "j" if character in _JOINING else "c" if character in _JOINING_DIGITS else "p"


def row(inlines: Inlines) -> list[Token]:
    """Inlines as tokens."""
    reader = _Reader()
    reader.read(inlines, ())
    return reader.tokens


class _Reader:
    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self._space = ""
        self._begun = False

    def read(self, inlines: Inlines, wraps: tuple[str, ...]) -> None:
        """Take the words of these inlines, in order; `wraps` is what they stand in, from the outside."""
        for node in inlines:
            kind = node["t"]
            if kind == "Str":
                self._text(node["c"], wraps)
            elif kind in ("Space", "SoftBreak"):
                self._space += " "
            elif kind in WRAPPERS:
                self._wrapped(node, wraps)
            else:
                self._take(_key(node), "", wraps, node)

    def _wrapped(self, node: Node, wraps: tuple[str, ...]) -> None:
        if node["t"] not in ("Span", "Link"):
            self.read(node["c"], (*wraps, json.dumps([node["t"]])))
            return
        (identifier, *given), content, *rest = node["c"]
        if identifier and node["t"] == "Span":
            # A place that others link to stands before the words and their blanks.
            anchor: Node = {"t": "Span", "c": [attr(identifier), []]}
            self.tokens.append(Token(("Span", identifier), "", wraps, "", anchor))
        wrap = json.dumps([node["t"], ["", *given], *rest], ensure_ascii=False)
        self.read(content, (*wraps, wrap) if rest or any(given) else wraps)

    def _text(self, text: str, wraps: tuple[str, ...]) -> None:
        end = 0
        for word, start in _cut(text):
            self._space += text[end:start]
            self._take(word, word, wraps)
            end = start + len(word)
        self._space += text[end:]

    def _take(self, key: Hashable, text: str, wraps: tuple[str, ...], node: Node | None = None) -> None:
        space = self._space if self._begun else ""
        self._begun = True
        self.tokens.append(Token(key, text, wraps, " " if not space.strip(" ") and space else space, node))
        self._space = ""


def _key(node: Node) -> Hashable:
    """What makes two nodes the same: of a picture not its description, of a note nothing but that it is one."""
    if node["t"] == "Image":
        return ("Image", node["c"][2][0])
    if node["t"] == "Note":
        return ("Note",)
    return (node["t"], json.dumps(node.get("c"), ensure_ascii=False))


def is_link(wrap: str) -> bool:
    """Whether a wrap is a link."""
    return wrap.startswith('["Link"')


def shared(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """The wraps that two neighbours stand in together."""
    pairs = zip(one, other, strict=False)
    length = next((index for index, (left, right) in enumerate(pairs) if left != right), min(len(one), len(other)))
    return tuple(one[:length])


def inlines(pieces: Sequence[Piece]) -> Inlines:
    """Inlines of pieces, each wrap and each mark as far as it reaches.

    Law: without marks and with the blanks of `row`, the inlines have the same row.
    """
    return _built(pieces, 0)


def rebuilt(given: Inlines) -> Inlines:
    """Inlines as they come out of their row, without the places that others link to.

    Law: rebuilt twice is rebuilt once.
    """
    pieces: list[Piece] = []
    for token in row(given):
        if token.node is not None and token.node["t"] == "Span":
            continue
        if token.space:
            pieces.append(Piece(token.space, shared(pieces[-1].wraps, token.wraps)))
        pieces.append(Piece(token.text, token.wraps, SAME, token.node))
    return inlines(pieces)


def _built(pieces: Sequence[Piece], depth: int) -> Inlines:
    made: Inlines = []
    for mark, units in groupby(_units(pieces, depth), key=lambda unit: unit[0]):
        inner: Inlines = []
        for _, wrap, part in units:
            bare = part if mark is None else [replace(piece, mark=SAME) for piece in part] if mark else part
            inner += _plain(bare) if wrap is None else [_wrapped(wrap, _built(bare, depth + 1))]
        made += [{"t": "Span", "c": [attr("", mark), inner]}] if mark else inner
    return made


def _units(pieces: Sequence[Piece], depth: int) -> Iterator[tuple[tuple[str, ...] | None, str | None, Sequence[Piece]]]:
    """The pieces by the wrap that they share at a depth, with the mark that all of these have; None where they differ."""

    def wrap_of(piece: Piece) -> str | None:
        return piece.wraps[depth] if len(piece.wraps) > depth else None

    for wrap, group in groupby(pieces, key=wrap_of):
        part = list(group)
        marks = {piece.mark for piece in part}
        if len(marks) == 1:
            yield part[0].mark, wrap, part
        elif wrap is not None:
            yield None, wrap, part
        else:
            for mark, few in groupby(part, key=lambda piece: piece.mark):
                yield mark, wrap, list(few)


def _plain(pieces: Sequence[Piece]) -> Inlines:
    made: Inlines = []
    for is_text, group in groupby(pieces, key=lambda piece: piece.node is None):
        if is_text:
            made.append({"t": "Str", "c": "".join(piece.text for piece in group)})
        else:
            made += [piece.node for piece in group if piece.node is not None]
    return made


def _wrapped(wrap: str, content: Inlines) -> Node:
    kind, *rest = json.loads(wrap)
    return {"t": kind, "c": [rest[0], content, *rest[1:]] if rest else content}
