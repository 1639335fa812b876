"""The located scan of a Markdown text: what it cites, links to, shows and names, each with line and column.

It reads pandoc's Markdown as far as places need it and never decides what a text looks like: that is for `prose`.
Code is not prose: nothing in it is a citation or a link.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from coalition.parsing import attributes as braces
from coalition.parsing.markdown_blocks import CAPTION, FENCE, tokens
from coalition.parsing.markdown_headings import Headings
from coalition.parsing.markdown_inline import keys
from coalition.parsing.markdown_inline import scan as inline
from coalition.problems import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from markdown_it.token import Token

_BLOCK = re.compile(r"`{3}|~{3}|:{3}|<!--|\[\^|(?<=\s)\S|^[^\s>*+-]")
_DEFINITION = re.compile(r"^[ >]{0,12}\[(?![\^@])((?:[^\[\]\\]|\\.){1,999})\]:[ \t]*<?([^\s<>]+)")


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing in a text that others refer to, or that refers to something.

    | kind | value | attributes |
    |---|---|---|
    | heading | its text | level, id (its own, or the one that pandoc makes), automatic when it has none of its own |
    | link, image | the target | its own; of an image also caption |
    | citation | the key | in=source when it stands in a picture's source |
    | reference | fig-x, tbl-x, sec-x, or chapter/sec-x | |
    | div | its classes, with blanks | its own |
    | span | its classes, with blanks | its own |
    | footnote, footnote-use | the note's id | |
    | table-caption | the caption | its own |
    | code | the language | its own |
    | chart | the data file | its own |
    | formula | what is written as LaTeX writes mathematics, its signs included | |
    | raw | the tag, command or format, the beginning of a comment | |
    | identifier | the id | automatic when nobody wrote it |
    | unclosed-div, stray-fence | the classes, the line | |
    """

    kind: str
    value: str
    place: Place
    attributes: tuple[tuple[str, str], ...] = ()

    def attribute(self, name: str) -> str:
        """The value of an attribute, empty when there is none."""
        return braces.value(self.attributes, name)


@dataclass(frozen=True, slots=True)
class Scan:
    """All marks of a text, in its order."""

    path: str
    marks: tuple[Mark, ...]

    def of(self, kind: str) -> tuple[Mark, ...]:
        """The marks of one kind."""
        return tuple(mark for mark in self.marks if mark.kind == kind)

    def find(self, kind: str, value: str) -> Place | None:
        """The place of the first mark of that kind and value."""
        return next((mark.place for mark in self.marks if mark.kind == kind and mark.value == value), None)


@lru_cache(maxsize=1024)  # rules and prose both ask, and `serve` asks again after every edit of another text
def scan(path: str, body: str, *, first_line: int = 1) -> Scan:
    """The marks of a Markdown text that begins in line `first_line` of its file.

    A front matter at the top of a whole file is passed over. Never raises; the time grows with the length of the
    text alone, whatever it holds.
    """
    skipped = _front_matter(body) if first_line == 1 else 0
    scanner = _Scanner(path, body, first_line, skipped)
    return Scan(path, tuple(sorted(scanner.marks(), key=lambda mark: mark.place)))


def _front_matter(body: str) -> int:
    """The lines of front matter at the top."""
    if not body.startswith("---\n"):
        return 0
    end = re.search(r"^---[ \t]*$", body[4:], re.MULTILINE)
    return body.count("\n", 0, end.end() + 4) + 1 if end else 0


class _Scanner:
    """Walks over the blocks of a text."""

    def __init__(self, path: str, body: str, first_line: int, skipped: int) -> None:
        self._path = path
        self._first_line = first_line
        self._lines = body.split("\n")
        self._prose = "\n".join([""] * skipped + self._lines[skipped:])
        self._headings = Headings()
        self._references: dict[str, str] = {}
        self._divs: list[tuple[int, Mark]] = []
        self._cell = (-1, 0)

    def marks(self) -> Iterator[Mark]:
        """Everything, in no order."""
        blocks = tokens(self._prose)
        for index, token in enumerate(blocks):
            if token.type == "inline" and blocks[index - 1].type == "paragraph_open":
                yield from self._definitions(token)
        for index, token in enumerate(blocks):
            if token.type == "inline":
                yield from self._text(token, blocks[index - 1], {near.type for near in blocks[index - 2 : index + 3]})
            elif token.type in {"div_open", "div_close"}:
                yield from self._div(token)
            elif token.type == "code_block" and blocks[index - 1].type == "caption_close":
                # What is indented below a definition is its second paragraph.
                yield from self._text(token, token, set())
            elif token.map:
                yield from self._block(token)
        yield from self._unclosed(-1)

    def _definitions(self, token: Token) -> Iterator[Mark]:
        """The targets of links that are defined apart, `[label]: target`; they leave nothing in the paragraph."""
        lines = token.content.split("\n")
        place = self._places(token)
        at = 0
        for number, line in enumerate(lines):
            found = _DEFINITION.match(line)
            if found is None:
                break
            yield Mark("link", found[2], place(at + found.start(1) - 1))
            self._references.setdefault(" ".join(found[1].split()).casefold(), found[2])
            lines[number] = " " * len(line)
            at += len(line) + 1
        token.content = "\n".join(lines)

    def _text(self, token: Token, parent: Token, near: set[str]) -> Iterator[Mark]:
        """What stands in a paragraph, a heading, a caption or a cell."""
        place = self._places(token, cell=parent.type in {"th_open", "td_open"})
        start = place(0)
        attributes: braces.Attributes = ()
        if parent.type == "heading_open":
            plain, attributes = self._headings.read(token.content)
            heading = self._block_mark("heading", plain, parent, (("level", parent.tag[1:]), *attributes))
            start = heading.place
            yield heading
        elif parent.type == "caption_open":
            caption, attributes = braces.trailing(CAPTION.sub("", token.content, count=1))
            if near & {"table_open", "table_close"} or braces.value(attributes, "id").startswith("tbl-"):
                yield Mark("table-caption", " ".join(caption.split()), start, attributes)
        elif parent.type == "paragraph_open":
            yield from self._stray(token)
        if braces.value(attributes, "id"):
            automatic = tuple(pair for pair in attributes if pair[0] == "automatic")
            yield Mark("identifier", braces.value(attributes, "id"), start, automatic)
        for found in inline(token.content, self._references):
            yield Mark(found.kind, found.value, place(found.offset), found.attributes)

    def _stray(self, token: Token) -> Iterator[Mark]:
        """Lines that were meant to open or close a div, and are text for want of an empty line above."""
        if ":::" not in token.content:
            return
        place = self._places(token)
        at = 0
        for line in token.content.split("\n"):
            if FENCE.match(line.strip()):
                yield Mark("stray-fence", line.strip(), place(at))
            at += len(line) + 1

    def _div(self, token: Token) -> Iterator[Mark]:
        """The beginning of a div, or, at the end of one, those inside it that were never closed."""
        yield from self._unclosed(token.level)
        if token.type == "div_close":
            self._divs.pop()
            return
        info = token.info
        attributes = braces.attributes_at(info, 0) if info.startswith("{") else ((("class", info),), 0)
        mark = self._block_mark("div", "", token, attributes[0] if attributes else ())
        mark = Mark("div", braces.value(mark.attributes, "class"), mark.place, mark.attributes)
        self._divs.append((token.level, mark))
        yield mark
        yield from _identified(mark)

    def _unclosed(self, level: int) -> Iterator[Mark]:
        while self._divs and self._divs[-1][0] > level:
            _, mark = self._divs.pop()
            yield Mark("unclosed-div", mark.value, mark.place)

    def _block(self, token: Token) -> Iterator[Mark]:
        """Code, charts, comments, notes."""
        if token.type == "fence":
            mark = self._fence(token)
            yield mark
            yield from _identified(mark)
            for key in keys(mark.attribute("source")) if mark.kind == "chart" else ():
                yield Mark("citation", key, mark.place, (("in", "source"),))
        elif token.type == "code_block":
            yield self._block_mark("code", "", token)
        elif token.type == "comment":
            yield self._block_mark("raw", token.info.partition("\n")[0][:60], token)
        elif token.type == "footnote_reference_open":
            yield self._block_mark("footnote", str(token.meta["label"]), token)

    def _fence(self, token: Token) -> Mark:
        language, brace, _ = token.info.strip().partition("{")
        found = braces.attributes_at(token.info, token.info.index("{")) if brace else None
        attributes = found[0] if found else ()
        classes = braces.value(attributes, "class").split()
        if not {"chart", "map"}.isdisjoint(classes):
            return self._block_mark("chart", braces.value(attributes, "data"), token, attributes)
        written = braces.value(attributes, "format")
        if written:
            return self._block_mark("raw", written, token, attributes)
        name = language.strip() or (classes[0] if classes else "")
        return self._block_mark("code", name, token, attributes)

    def _block_mark(self, kind: str, value: str, token: Token, attributes: braces.Attributes = ()) -> Mark:
        """A mark at the first character of a block, behind the signs of quotations and lists."""
        number = token.map[0] if token.map else 0
        found = _BLOCK.search(self._lines[number])
        column = found.start() + 1 if found else 1
        return Mark(kind, value, Place(self._path, self._first_line + number, column), attributes)

    def _places(self, token: Token, *, cell: bool = False) -> Callable[[int], Place]:
        """The place of an offset in the content of an inline token."""
        first = token.map[0] if token.map else 0
        starts: list[int] = []
        columns: list[int] = []
        at = 0
        for number, line in enumerate(token.content.split("\n"), first):
            starts.append(at)
            columns.append(self._cell_column(number, line) if cell else self._column(number, line))
            at += len(line) + 1

        def place(offset: int) -> Place:
            index = bisect_right(starts, offset) - 1
            return Place(self._path, self._first_line + first + index, columns[index] + offset - starts[index] + 1)

        return place

    def _column(self, number: int, line: str) -> int:
        """Where a line of content begins in its line of the file: behind quotation signs and bullets."""
        written = self._lines[number].rstrip() if number < len(self._lines) else ""
        content = line.rstrip()
        return len(written) - len(content) if written.endswith(content) else max(written.find(content.strip()), 0)

    def _cell_column(self, number: int, text: str) -> int:
        """Where the next cell of a table's row begins."""
        begin = self._cell[1] if self._cell[0] == number else 0
        row = self._lines[number]
        escaped = text.replace("|", r"\|")
        at = row.find(escaped, begin)
        self._cell = (number, max(at, begin) + len(escaped))
        return max(at, 0)


def _identified(mark: Mark) -> Iterator[Mark]:
    name = mark.attribute("id")
    if name:
        yield Mark("identifier", name, mark.place)
