"""A comparison as Word's tracked changes: what came and went, word by word, in the classes that pandoc's writer knows.

Word tracks runs of words, paragraphs and rows. So a mark around blocks becomes one in every paragraph of theirs, and
whoever finishes the file says of a paragraph that is nothing but one mark that it came or went itself. pandoc knows no
moves: half of one bears its number where others bear their date, and is made one of Word's afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from coalition.prose.ast import Blocks, Inlines, Node, div, para, words
from coalition.prose.redlined import DELETION, INSERTION, marks, move

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Revision:
    """Who changed a text, and when, as Word shows it beside every change."""

    author: str
    instant: datetime

    @property
    def date(self) -> str:
        """The instant as Word writes it."""
        return self.instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def tracked(blocks: Blocks, revision: Revision) -> Blocks:
    """The document with `insertion` and `deletion` on words alone, each with author and date.

    Laws: without the insertions the words are those of the older text, without the deletions those of the newer; no
    mark lies around a link, which Word does not allow, nor within a note that came or went with its reference, nor
    around another: of what was edited while it moved, neither place holds what only the other text has.
    """
    return _Tracker(revision).blocks(blocks, _NONE)


_NONE = ("", "")
_Mark = tuple[str, str]
"""A class, and the number of the move of which it is half."""


def moved(number: str) -> str:
    """What half of a move bears for its date."""
    return f"move-{number}"


class _Tracker:
    def __init__(self, revision: Revision) -> None:
        self._author, self._date = revision.author, revision.date

    def blocks(self, blocks: Blocks, mark: _Mark) -> Blocks:
        """The blocks with every change as Word tracks it, within what `mark` says of all of them."""
        made: Blocks = []
        for node in blocks:
            if not marks(node):
                made.append(self._block(node, mark))
            elif (within := _inside(node, mark)) is not None:
                made += self.blocks(node["c"][1], within)
        return made

    def _items(self, items: list[Blocks], mark: _Mark) -> list[Blocks]:
        """Those of which anything is left."""
        made = [(item, self.blocks(item, mark)) for item in items]
        return [blocks for item, blocks in made if blocks or not item]

    def _block(self, node: Node, mark: _Mark) -> Node:
        content: Any = node.get("c")
        match node["t"]:
            case "Para" | "Plain":
                made: Any = self._inlines(content, mark)
            case "Header":
                made = [*content[:2], self._inlines(content[2], mark)]
            case "Div":
                made = [content[0], self.blocks(content[1], mark)]
            case "BlockQuote":
                made = self.blocks(content, mark)
            case "BulletList":
                made = self._items(content, mark)
            case "OrderedList":
                made = [content[0], self._items(content[1], mark)]
            case "DefinitionList":
                made = [self._term(entry, mark) for entry in content]
                made = [entry for entry in made if entry[0] or any(entry[1])]
            case "Figure":
                return self._figure(node, mark)
            case "Table":
                made = self._table(content, mark)
            case _:
                return self._other(node, mark)
        return {**node, "c": made}

    def _figure(self, node: Node, mark: _Mark) -> Node:
        """A figure; one that changed, as the paragraphs that pandoc makes of one: it would lay it out as a table."""
        given, caption, content = node["c"]
        made, words = self._cell(content, mark), self.blocks(caption[1], mark)
        if made == content:
            return {**node, "c": [given, [caption[0], words], made]}
        parts = (("Captioned Figure", made), ("Image Caption", words))
        styled = [div(blocks, attributes=[("custom-style", style)]) for style, blocks in parts]
        return div(styled, identifier=given[0])

    def _term(self, entry: list[Any], mark: _Mark) -> list[Any]:
        return [self._inlines(entry[0], mark), [self.blocks(meaning, mark) for meaning in entry[1]]]

    def _table(self, content: list[Any], mark: _Mark) -> list[Any]:
        given, caption, columns, head, bodies, foot = content
        return [
            *(given, [caption[0], self.blocks(caption[1], mark)], columns),
            [head[0], self._rows(head[1], mark)],
            [[*body[:2], self._rows(body[2], mark), self._rows(body[3], mark)] for body in bodies],
            [foot[0], self._rows(foot[1], mark)],
        ]

    def _rows(self, rows: list[Any], mark: _Mark) -> list[Any]:
        made = [(row, [[*cell[:4], self._cell(cell[4], mark)] for cell in row[1]]) for row in rows]
        return [[row[0], cells] for row, cells in made if not _emptied(row[1], cells)]

    def _cell(self, blocks: Blocks, mark: _Mark) -> Blocks:
        """A cell keeps its last paragraph in Word: what took the place of all that stood there stands in the same one."""
        made = self.blocks(blocks, mark)
        replaced = [marks(block)[:1] for block in blocks] == [[DELETION], [INSERTION]] and len(made) == len(blocks)
        if replaced and all(block["t"] in ("Para", "Plain") for block in made):
            return [{**made[1], "c": [*made[0]["c"], *made[1]["c"]]}]
        return made

    def _other(self, node: Node, mark: _Mark) -> Node:
        """Verse, code and rules: where they came or went, words in lines that can be marked."""
        if mark == _NONE:
            return node if node["t"] != "LineBlock" else {**node, "c": [self._inlines(one, _NONE) for one in node["c"]]}
        if node["t"] == "LineBlock":
            return para(self._inlines(_broken(node["c"]), mark))
        if node["t"] == "CodeBlock":
            lines = [[{"t": "Code", "c": [["", [], []], line]}] for line in node["c"][1].split("\n")]
            code = para(self._inlines(_broken(lines), mark))
            return div([code], attributes=[("custom-style", "Source Code")])
        return para(self._inlines(words("* * *"), mark))

    def _inlines(self, inlines: Inlines, mark: _Mark) -> Inlines:
        made: Inlines = []
        for parted, group in groupby(inlines, key=lambda node: bool(marks(node)) or _parts(node, mark)):
            nodes = list(group)
            if mark != _NONE and not parted:
                made.append(self._mark(_unmarked(nodes, mark[0]), mark))
                continue
            for node in nodes:
                if not marks(node):
                    made.append(self._within(node, mark))
                elif (within := _inside(node, mark)) is not None:
                    made += self._inlines(node["c"][1], within)
        return made

    def _within(self, node: Node, mark: _Mark) -> Node:
        """A node that bears no mark itself, what stands in it marked."""
        content: Any = node.get("c")
        match node["t"]:
            case "Note":
                return {**node, "c": self.blocks(content, _NONE)}
            case "Link" | "Span":
                return {**node, "c": [content[0], self._inlines(content[1], mark), *content[2:]]}
            case "Emph" | "Strong" | "Underline" | "Strikeout" | "Superscript" | "Subscript" | "SmallCaps":
                return {**node, "c": self._inlines(content, mark)}
            case _:
                return node

    def _mark(self, inlines: Inlines, mark: _Mark) -> Node:
        by = [["author", self._author], ["date", moved(mark[1]) if mark[1] else self._date]]
        return {"t": "Span", "c": [["", [mark[0]], by], inlines]}


def _inside(node: Node, outer: _Mark) -> _Mark | None:
    """The mark of what stands in a mark within another; None for what stands in neither text there."""
    found = marks(node)[0]
    if outer[0] not in ("", found):
        return None
    return found, move(node)


def _emptied(before: list[Any], after: list[Any]) -> bool:
    """Whether nothing is left of a row in which there was something."""
    return any(cell[4] for cell in before) and not any(cell[4] for cell in after)


def _parts(node: Node, mark: _Mark) -> bool:
    """Whether a mark has to stand within a node and not around it."""
    if mark == _NONE:
        return True
    return any(part["t"] == "Link" or marks(part) for part in _outside_notes(node))


def _outside_notes(content: Any) -> list[Node]:
    found: list[Node] = []
    if isinstance(content, list):
        for part in content:
            found += _outside_notes(part)
    elif isinstance(content, dict) and content["t"] != "Note":
        found = [content, *_outside_notes(content.get("c"))]
    return found


def _unmarked(content: Any, kept: str) -> Any:
    """The same without marks: all that stands in those of one class, and nothing of what stands in the other."""
    if isinstance(content, dict):
        return {**content, "c": _unmarked(content["c"], kept)} if "c" in content else content
    if not isinstance(content, list):
        return content
    made: list[Any] = []
    for part in content:
        found = marks(part) if isinstance(part, dict) and "t" in part else []
        if not found:
            made.append(_unmarked(part, kept))
        elif found[0] == kept:
            made += _unmarked(part["c"][1], kept)
    return made


def _broken(lines: list[Inlines]) -> Inlines:
    made: Inlines = []
    for line in lines:
        made += [{"t": "LineBreak"}, *line] if made else line
    return made
