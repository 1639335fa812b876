"""BibTeX sources, each a whole entry by itself, with everything in the file that is none."""

from __future__ import annotations

import hashlib
import logging
import re
import unicodedata
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from coalition.parsing.bibtex_text import LENT, LONGEST_MACRO, LONGEST_SOURCE, is_balanced, names, plain, values
from coalition.parsing.text import shorten
from coalition.problems import Parsed, Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

# What pandoc takes whole as @key: words joined by single marks, so that "@key." at the end of a sentence is clear.
_KEY = re.compile(r"\w+(?:[:.+-]\w+)*")
_RESERVED = re.compile(r"(?:fig|tbl|sec)-", re.IGNORECASE)
_NO_WORKS = frozenset({"xdata", "set"})  # what other entries borrow from or gather
_FIELD = re.compile(r"[a-z][\w+-]*", re.ASCII)
_TYPE = re.compile(r"[a-z]+")
_HEADLESS = re.compile(r"^[ \t]*([a-z]+)[ \t]*\{[ \t]*[^\s{}=,]+[ \t]*,", re.MULTILINE | re.IGNORECASE)
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

# (words in bibtexparser's reason, message, hint)
_OPEN = "a brace } or a quotation mark is missing."
_REASONS = (
    ("end of file", f"is not closed: {_OPEN}", "Close it with } on a line of its own."),
    (
        "block start",
        f"is not closed before the next one begins: {_OPEN}",
        "Count the braces of each field; close the source with } on a line of its own.",
    ),
    ("comma after entry key", "lacks the comma after its key.", "Begin it as @book{key, and put the fields below."),
    ("Expected a `=`", "has a field without = sign, or a line without a comma.", "Write fields as: name = {value},"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """One work that can be cited."""

    key: str
    type: str
    """In small letters: article, book, …"""
    fields: tuple[tuple[str, str], ...]
    """Names in small letters, values as in the file without their delimiters, abbreviations written out."""
    raw: str
    """The entry alone, readable without the rest of the file."""
    place: Place
    digest: str
    """SHA-256 of `canonical`, in hexadecimal."""

    def get(self, name: str) -> str:
        """The value of a field, empty when there is none."""
        return next((value for field, value in self.fields if field == name), "")

    @property
    def title(self) -> str:
        """The title in plain text."""
        return plain(self.get("title"))

    @property
    def names(self) -> tuple[str, ...]:
        """Who made it, each as "First Last" in plain text: authors, else editors, else the institution."""
        people = names(self.get("author")) or names(self.get("editor"))
        body = next((self.get(name) for name in ("institution", "organization", "publisher") if self.get(name)), "")
        return people or ((plain(body),) if body else ())

    @property
    def authors(self) -> str:
        """The names in one line, for display."""
        return ", ".join(self.names)

    @property
    def year(self) -> str:
        """The year, empty when none is given."""
        found = re.search(r"\d{4}", self.get("year") or self.get("date"))
        return found[0] if found else ""


def parse(path: str, text: str) -> Parsed[tuple[Source, ...]]:
    """All sources of a file, in its order, the first of each key.

    Law: a source that stands whole in the file is never lost by the mistakes around it.
    """
    reader = _Reader(path, text)
    reader.read()
    return Parsed(tuple(reader.sources.values()), tuple(sorted(reader.problems)))


def canonical(source: Source) -> str:
    """The source in one form whatever its layout: fields by name, single blanks, NFC, a line feed at the end."""
    fields = sorted((name, " ".join(value.split())) for name, value in source.fields)
    return unicodedata.normalize("NFC", _render(source.type, source.key, fields))


def near_equal(sources: tuple[Source, ...]) -> tuple[tuple[Source, Source], ...]:
    """Pairs of sources with different keys that seem to be one work: the same DOI, or the same title and year."""
    seen: dict[str, Source] = {}
    pairs: dict[tuple[str, str], tuple[Source, Source]] = {}
    for source in sources:
        for mark in _fingerprints(source):
            first = seen.setdefault(mark, source)
            if first.key != source.key:
                pairs.setdefault((first.key, source.key), (first, source))
    return tuple(pairs.values())


def _fingerprints(source: Source) -> Iterator[str]:
    doi = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", source.get("doi").strip().lower())
    if doi:
        yield f"doi {doi}"
    folded = unicodedata.normalize("NFKD", source.title).casefold()
    title = "".join(character for character in folded if character.isalnum())
    if title:
        yield f"title {source.year} {title}"


def _source(key: str, kind: str, fields: tuple[tuple[str, str], ...], place: Place) -> Source:
    source = Source(key, kind, fields, _render(kind, key, fields), place, "")
    return replace(source, digest=hashlib.sha256(canonical(source).encode()).hexdigest())


def _render(kind: str, key: str, fields: Any) -> str:
    lines = [
        f"  {name} = {value if name == 'month' and value in MONTHS else f'{{{value}}}'},\n" for name, value in fields
    ]
    return f"@{kind}{{{key},\n{''.join(lines)}}}\n"


class _Reader:
    """Walks over the blocks that bibtexparser finds."""

    def __init__(self, path: str, text: str) -> None:
        self._path = path
        self._text = text
        self._at = 0
        self._line = 1
        self._macros: dict[str, str] = {month: month for month in MONTHS}
        self._left = LENT
        self.sources: dict[str, Source] = {}
        self.problems: list[Problem] = []

    def read(self) -> None:
        """Fill `sources` and `problems`."""
        after_failure = False
        for block in _blocks(self._text):
            place = self._place(block)
            # A block whose key or field stands twice is wrapped; the block itself is whole.
            whole = getattr(block, "ignore_error_block", None) or block
            kind = type(whole).__name__
            if kind == "ParsingFailedBlock":
                self._failed(whole, place)
            elif kind == "Entry":
                self._entry(whole, place)
            elif kind == "String":
                self._macro(whole, place)
            elif kind == "ImplicitComment" and not after_failure:
                self._stray(whole.raw, place)
            after_failure = kind == "ParsingFailedBlock" or (after_failure and kind == "ImplicitComment")
        self.sources = {key: self._inherit(source) for key, source in self.sources.items()}

    def _macro(self, block: Any, place: Place) -> None:
        written, _ = values(block.value, self._macros)
        if len(written) <= LONGEST_MACRO:
            self._macros[block.key.lower()] = written
            return
        message = f'The abbreviation "{shorten(block.key)}" stands for more than {LONGEST_MACRO:,} characters.'
        self._report(place, message, "Write the text where it belongs.")

    def _lends(self, characters: int, place: Place) -> bool:
        """Whether so much may still be added."""
        if characters > self._left:
            message = "Abbreviations and whole works make the sources of this file far longer than they are written."
            self._report(place, message, "Write the fields out, or divide the file.")
            return False
        self._left -= max(characters, 0)
        return True

    def _inherit(self, source: Source) -> Source:
        """The source with the fields that it takes from the work it is part of, so that it can be read alone."""
        whole = source.get("crossref")
        own = tuple((name, value) for name, value in source.fields if name != "crossref")
        if len(own) == len(source.fields):
            return source
        parent = self.sources.get(whole)
        if parent is None:
            message = f'"{shorten(whole)}", of which "{source.key}" is said to be part, is not in this file.'
            self._report(source.place, message, "Write the whole work's fields into this source.")
            return _source(source.key, source.type, own, source.place)
        taken = {name for name, _ in own} | {"crossref"}
        rename = {"title": "booktitle"} if source.type.startswith("in") else {}
        lent: dict[str, str] = {}
        for name, value in parent.fields:
            if rename.get(name, name) not in taken:
                lent.setdefault(rename.get(name, name), value)
        fields = (*own, *lent.items()) if self._lends(sum(map(len, lent.values())), source.place) else own
        return _source(source.key, source.type, fields, source.place)

    def _place(self, block: Any) -> Place:
        """Where a block begins; blocks come in the order of the text."""
        found = self._text.find(block.raw or "", self._at)
        begin = max(found, self._at)
        self._line += self._text.count("\n", self._at, begin)
        self._at = begin
        return Place(self._path, self._line, begin - self._text.rfind("\n", 0, begin))

    def _report(self, place: Place, message: str, hint: str, code: str = "unreadable-source") -> None:
        self.problems.append(Problem(place, code, message, hint))

    def _failed(self, block: Any, place: Place) -> None:
        head = re.match(r"@\w*\s*[{(]\s*([^,\s{}=]*)", block.raw)
        name = f'The source "{shorten(head[1])}"' if head and head[1] else "This source"
        reason = str(getattr(block.error, "abort_reason", ""))
        words = ((message, hint) for part, message, hint in _REASONS if part in reason)
        message, hint = next(words, ("cannot be read.", "Write it as @book{key, and fields such as: title = {…},"))
        self._report(place, f"{name} {message}", hint)

    def _stray(self, text: str, place: Place) -> None:
        for found in _HEADLESS.finditer(text):
            line = place.line + text.count("\n", 0, found.start())
            message = f'"{shorten(found[0].strip())}" looks like a source, but has no @ before it.'
            self._report(Place(self._path, line), message, f"Begin it with @{found[1]}{{.")

    def _entry(self, entry: Any, place: Place) -> None:
        if not self._is_named(entry, place) or not self._is_readable(entry, place):
            return
        fields = tuple(self._fields(entry, place))
        if not self._lends(sum(len(value) for _, value in fields) - len(entry.raw or ""), place):
            return
        kind = entry.entry_type.lower()
        source = _source(entry.key, kind, fields, place)
        first = self.sources.setdefault(entry.key, source)
        if first is not source:
            self._duplicate(first, source)

    def _duplicate(self, first: Source, source: Source) -> None:
        same = first.digest == source.digest
        message = f'{"The same" if same else "Another"} source stands in line {first.place.line} under the key "{source.key}".'
        hint = "Delete one of them." if same else "Give one of them another key, and cite it by that."
        severity = Severity.WARNING if same else Severity.ERROR
        self.problems.append(Problem(source.place, "duplicate-source-key", message, hint, severity))

    def _is_named(self, entry: Any, place: Place) -> bool:
        key = entry.key
        if not _TYPE.fullmatch(entry.entry_type.lower()) or entry.entry_type.lower() in _NO_WORKS:
            self._report(
                place, f'"@{shorten(entry.entry_type)}" is no type of source.', "Use @book, @article, @report or @misc."
            )
            return False
        if _RESERVED.match(key):
            hint = "Keys that begin with fig-, tbl- or sec- are kept for figures, tables and sections."
        elif not _KEY.fullmatch(key):
            hint = "Use letters, digits and _, with single : . + - between them, such as doe2020."
        else:
            return True
        self._report(place, f'"{shorten(key)}" cannot be the key of a source.', hint, "bad-source-key")
        return False

    def _is_readable(self, entry: Any, place: Place) -> bool:
        length = len(entry.raw or "")
        if length > LONGEST_SOURCE:
            message = f'The source "{entry.key}" has {length:,} characters; at most {LONGEST_SOURCE:,} are read.'
            self._report(place, message, "Leave out what no reader of a list of works is shown, such as an abstract.")
        return length <= LONGEST_SOURCE

    def _fields(self, entry: Any, place: Place) -> Iterator[tuple[str, str]]:
        seen: set[str] = set()
        for field in entry.fields:
            name = field.key.lower()
            where = Place(self._path, max(field.start_line + 1, place.line))
            value, unknown = values(str(field.value), self._macros)
            for word in unknown:
                message = (
                    f'"{shorten(word)}" in the source "{entry.key}" is an abbreviation that the file does not explain.'
                )
                self._report(where, message, f"Put the value in braces: {name} = {{{shorten(word)}}}")
            if name in seen:
                self._report(where, f'The source "{entry.key}" has the field "{name}" twice.', "Keep one of the two.")
            elif not _FIELD.fullmatch(name):
                message = f'"{shorten(name)}" in the source "{entry.key}" is no name of a field.'
                self._report(where, message, "A comma or a brace is probably missing in the line above.")
            elif not is_balanced(value):
                message = f'The braces in the field "{name}" of the source "{entry.key}" do not match.'
                self._report(where, message, "Close every { with a }.")
            else:
                seen.add(name)
                yield name, value


def _blocks(text: str) -> list[Any]:
    from bibtexparser.splitter import Splitter

    # It prints a warning for each block that it cannot read; these become problems.
    logging.getLogger("bibtexparser").disabled = True
    logging.getLogger("bibtexparser.splitter").disabled = True
    blocks: list[Any] = Splitter(text).split().blocks
    return blocks
