"""Bytes to text: what a file may hold before anybody asks what it means."""

from __future__ import annotations

import codecs
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING

from coalition.problems import Parsed, Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_REPLACED = "\N{REPLACEMENT CHARACTER}"
_MOST = 20
"""Problems of one code reported in one file; who pasted a whole binary needs no list of its bytes."""

_ESCAPED = re.compile("[\udc80-\udcff]")
_ESCAPES = re.compile("[\udc80-\udcff]+")
_SHOWN = 60
"""Characters of a text that a message quotes."""

_START = 200
"""Bytes at a file's beginning that tell its encoding."""

_CONTROLS = "\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff"
_CONTROL = re.compile(f"[{_CONTROLS}]")
# Embeddings, overrides and isolates: they reorder what a reader sees, whatever the letters are.
_BIDIS = "\u202a-\u202e\u2066-\u2069"
_BIDI = re.compile(f"[{_BIDIS}]")
# Zero-width spaces, word joiners, soft hyphens, invisible operators, tags: nobody types them, and two words that
# look the same differ by them.
_INVISIBLES = (
    "\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b\u2060-\u2065\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
_INVISIBLE = re.compile(f"[\u00ad{_INVISIBLES}]")
UNSEEN = f"\x00{_CONTROLS}{_BIDIS}{_INVISIBLES}"
"""All of these but the soft hyphen, which people write as &shy;, as the inside of a pattern's brackets: what no text
holds, however it was written."""
# Marks that right-to-left texts and many scripts need, and that Latin texts have no use for.
_JOINERS = re.compile("[\u061c\u200c-\u200f]")
_LATIN = re.compile("[\x00-\u024f\u0370-\u052f\u2010-\u2027\u2030-\u206f]")
# Scripts stack three, seldom four; whole pages are covered by what is stacked without an end.
_FLOOD = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{6,}")
_TAME = re.compile(r"[\t\n -~]*")
_KINDS = (
    (re.compile("\x00"), "nul-character", "A NUL character stands here; text has none.", "Delete it."),
    (
        _CONTROL,
        "control-character",
        "A control character stands here ({name}).",
        "Delete it and type the text again.",
    ),
    (
        _BIDI,
        "bidi-control",
        "An invisible character here changes the order in which the text is shown ({name}).",
        "Delete it; right-to-left text needs none.",
    ),
    (_INVISIBLE, "invisible-character", "An invisible character stands here ({name}).", "Delete it."),
    (
        _FLOOD,
        "too-many-accents",
        "More accents stand over one letter than anybody can read (the first is {name}).",
        "Delete them and type the letter again.",
    ),
)
"""Pattern, code, message, hint."""
_CONFLICT = re.compile(r"^(?:<{7}|>{7}|\|{7})(?: .*)?$", re.MULTILINE)


def shorten(text: str) -> str:
    """At most 60 characters of a text, for a message."""
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


@dataclass(frozen=True)
class Places:
    """Places in one text, by offsets: its lines are counted once, when the first is asked for."""

    path: str
    text: str
    first_line: int = 1
    """The line of the file in which the text begins."""

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        while (end := self.text.find("\n", starts[-1])) >= 0:
            starts.append(end + 1)
        return starts

    def at(self, offset: int) -> Place:
        """The place of the character at `offset`."""
        line = bisect_right(self._starts, offset)
        return Place(self.path, self.first_line + line - 1, offset - self._starts[line - 1] + 1)


def decode(path: str, raw: bytes) -> Parsed[str]:
    """The text of a file in UTF-8 with LF line ends, and what must not be in it.

    There is always some text: what cannot be read is replaced by one replacement character each, so that every
    other problem keeps its line and column.
    """
    encoding = utf16(raw)
    if encoding:
        text = raw.decode(encoding, errors="replace")
        message = "This file is saved as UTF-16 (what Windows calls “Unicode”)."
        problem = Problem(Place(path), "utf16-text", message, "Save it again as UTF-8.")
        return Parsed(_CONTROL.sub(_REPLACED, _unix(text.replace("\x00", _REPLACED))), (problem,))
    found: list[Problem] = []
    if raw.startswith(codecs.BOM_UTF8):
        raw = raw[len(codecs.BOM_UTF8) :]
        message = "This file begins with an invisible byte order mark."
        found.append(
            Problem(Place(path), "byte-order-mark", message, "Save it as UTF-8 without BOM.", Severity.WARNING)
        )
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        escaped = _unix(raw.decode("utf-8", errors="surrogateescape"))
        found.extend(_undecodable(Places(path, escaped)))
        text = _ESCAPED.sub(_REPLACED, escaped)
    text = _unix(text)
    if not text.isascii() or not _TAME.fullmatch(text):
        found.extend(_suspects(Places(path, text)))
        text = _CONTROL.sub(_REPLACED, text.replace("\x00", _REPLACED))
    found.extend(_conflicts(Places(path, text)))
    return Parsed(text, tuple(sorted(found)))


def utf16(raw: bytes) -> str | None:
    """The codec of a file in UTF-16, by its mark or by every other byte being nought; None for any other file."""
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    start = raw[:_START]
    for codec, noughts, letters in (("utf-16-le", start[1::2], start[::2]), ("utf-16-be", start[::2], start[1::2])):
        if len(start) > 1 and noughts.count(0) * 10 >= len(noughts) * 9 and not letters.count(0):
            return codec
    return None


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _undecodable(places: Places) -> Iterator[Problem]:
    for found in _first(_ESCAPES.finditer(places.text)):
        written = found[0].encode("utf-8", "surrogateescape").decode("cp1252", errors="replace")
        yield Problem(
            places.at(found.start()),
            "invalid-utf8",
            f"This is not UTF-8 text; in the old Windows encoding it would read “{written[:20]}”.",
            "Save the file again with the encoding UTF-8.",
        )


def _suspects(places: Places) -> Iterator[Problem]:
    for pattern, code, message, hint in _KINDS:
        for found in _first(pattern.finditer(places.text)):
            yield _suspect(places, found.start(), code, message, hint)
    for found in _first(_misplaced(places.text)):
        message = "An invisible character stands here ({name})."
        yield _suspect(places, found.start(), "invisible-character", message, "Delete it.")


def _suspect(places: Places, offset: int, code: str, message: str, hint: str) -> Problem:
    character = places.text[offset]
    shown = f"U+{ord(character):04X}, {unicodedata.name(character, 'no name').lower()}"
    return Problem(places.at(offset), code, message.format(name=shown), hint)


def unwelcome(value: str) -> Mapping[str, str]:
    """What a value holds and no text may: each character once, with the code of the problem.

    For values that are not in the file as they are: an escape of YAML brings characters that `decode` never saw.
    """
    if value.isascii() and value.isprintable():
        return {}
    found = {seen[0][0]: code for pattern, code, _, _ in _KINDS for seen in pattern.finditer(value)}
    return found | {seen[0]: "invisible-character" for seen in _misplaced(value)}


def _misplaced(text: str) -> Iterator[re.Match[str]]:
    return (found for found in _JOINERS.finditer(text) if not _is_needed(text, found.start()))


def _is_needed(text: str, offset: int) -> bool:
    """Whether a joiner or a direction mark stands beside a letter of a script that uses it, or inside an emoji."""
    beside = text[max(offset - 2, 0) : offset] + text[offset + 1 : offset + 3]
    return any(not _LATIN.match(character) for character in beside)


def _conflicts(places: Places) -> Iterator[Problem]:
    if "<<<<<<<" not in places.text and ">>>>>>>" not in places.text:
        return
    for found in _first(_CONFLICT.finditer(places.text)):
        message = f'"{found[0][:30]}" is left from two versions that git could not merge.'
        hint = "Choose what is right between the marks, and delete the lines with <<<<<<<, ======= and >>>>>>>."
        yield Problem(places.at(found.start()), "conflict-marker", message, hint)


def _first(found: Iterable[re.Match[str]]) -> Iterator[re.Match[str]]:
    return islice(found, _MOST)
