"""How a comparison's marks, and the notes in them, are written in Typst."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from coalition.prose.marking import told
from coalition.prose.redlined import DELETION, INSERTION
from coalition.prose.typst_markup import anchored, escaped

if TYPE_CHECKING:
    from coalition.prose.ast import Blocks, Inlines, Node
    from coalition.prose.labels import Labels

_MARKS = {DELETION: "went", INSERTION: "came"}


class Marker:
    """The part of a writer that draws lines through or under words; the rest of it writes all else.

    Accessible PDF allows one line at a time, and none around a note, which may have its own: so each run of words in a
    paragraph gets the line, and notes wait for its end.
    """

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self.line = ""
        """The function that draws the line, where one is asked for."""
        self._open = False
        """Whether it is being drawn."""
        self._notes: list[str] = []
        """Those that wait for its end."""
        self._noted = False
        """Whether a note is written that came or went with its words."""

    def inlines(self, nodes: Inlines) -> str:
        """Inlines as they are."""
        raise NotImplementedError

    def blocks(self, nodes: Blocks) -> str:
        """Blocks as they are."""
        raise NotImplementedError

    def note(self, node: Node) -> str:
        """A note; within words that came or went, one that says so itself."""
        before = self.line, self._open, self._noted
        self.line, self._open, self._noted = "", False, bool(self.line)
        made = f"#footnote[{self.blocks(node['c'])}];"
        self.line, self._open, self._noted = before
        if self._open:
            self._notes.append(made)
        return "" if self._open else made

    def words(self, nodes: Inlines) -> str:
        """The inlines of a paragraph, or of a mark, with the line that they bear."""
        if not self.line or self._open:
            return self.inlines(nodes)
        made = ""
        for is_note, group in groupby(nodes, key=lambda node: node["t"] == "Note"):
            self._open = not is_note
            inner = self.inlines(list(group))
            self._open = False
            made += inner if is_note else f"#{self.line}[{inner}];{''.join(self._notes)}"
            self._notes.clear()
        return made

    def marked(self, node: Node) -> str:
        """What came or went, after what is said of it."""
        found = told(node, self._labels)
        before = self.inlines([*found.kept, *found.before])
        name, in_line = _MARKS[found.mark], node["t"] == "Span"
        if self._noted:
            said = f"#said[{escaped(self._labels.changes[found.mark])}: ];"
            inner = self.inlines(found.inner) if in_line else self.blocks(found.inner)
            return f"#{name}-noted[{said}{inner}];"
        line, self.line = self.line, "" if found.place and name == "came" and not in_line else name
        inner = self.words(found.inner) if in_line else self.blocks(found.inner)
        self.line = line
        if in_line:
            return anchored(found.place, f"{before}{inner}")
        return anchored(found.place, f"#{name}-blocks(moved: {str(bool(found.place)).lower()})[{before}][{inner}];")
