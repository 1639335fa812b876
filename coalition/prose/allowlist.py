"""The allow-list: a document is built anew from the nodes that we know, and everything else is named and left out.

Nothing is removed from a document here: a second one is made, node by node, of copies of what is known to be harmless
in every writer. So a node, an attribute or a class that pandoc learns tomorrow does not pass by being new.

`Cleaner` is the strictest form: no class, no identifier, no attribute, no picture. Subclasses say what else may stand
in members' texts (`author`), in what citeproc makes (`citations`), and in what writers are handed (`guard`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coalition.parsing.text import UNSEEN
from coalition.prose import drops
from coalition.prose.ast import Blocks, Inlines, Node, attr, plain_text
from coalition.prose.forms import web_address

if TYPE_CHECKING:
    from collections.abc import Sequence

DEEPEST = 40
"""How many lists, quotes and emphases may lie in each other."""


# Joiners and marks of direction part look-alikes where they stand between two Latin letters.
_UNSEEN = re.compile(f"[{UNSEEN}\ufffd]|(?<=[A-Za-z])[\u061c\u200c-\u200f](?=[A-Za-z])")
_BLANK = re.compile(r"[\t\n\r ]+")
_UNUSUAL = re.compile(f"[\t\n\r {UNSEEN}\ufffd\u061c\u200c-\u200f]")
"""Both of the above in one look, since nearly all words hold neither."""
_ALIGNMENTS = frozenset({"AlignLeft", "AlignRight", "AlignCenter", "AlignDefault"})
_STYLES = frozenset({"DefaultStyle", "Example", "Decimal", "LowerRoman", "UpperRoman", "LowerAlpha", "UpperAlpha"})
_DELIMITERS = frozenset({"DefaultDelim", "Period", "OneParen", "TwoParens"})
QUOTES = ("\u201c", "\u201d", "\u2018", "\u2019")
_BARE = frozenset({"SoftBreak", "LineBreak"})
_MODES = frozenset({"AuthorInText", "SuppressAuthor", "NormalCitation"})


class TooDeep(Exception):
    """A text is nested deeper than any text needs to be."""


class Cleaner:
    """Builds a document of known nodes from one of any."""

    deepest = DEEPEST

    def __init__(self) -> None:
        self.drops: list[drops.Drop] = []
        self._named: set[str] = set()
        self._depth = 0

    # What subclasses say: which attributes, links and pictures pass.

    def attributes(self, element: str, given: Sequence[Any]) -> list[Any]:
        """The attributes that an element keeps. `element` is the node's type, or `Row`, `Cell`."""
        identifier, classes, pairs = given
        for name in classes:
            self.drops.append(drops.class_name(element, name))
        for name, value in pairs:
            self.drops.append(drops.attribute(element, name, value))
        if identifier:
            self.drops.append(drops.identifier(identifier))
        return attr()

    def link(self, node: Node) -> Inlines:
        """A link whose inlines are clean; to the web only."""
        given, inlines, (target, title) = node["c"]
        address = web_address(target)
        if address is None:
            self.drops.append(drops.link(target))
            return list(inlines)
        return [{"t": "Link", "c": [given, inlines, [address, self.text(title)]]}]

    def image(self, node: Node) -> Inlines:
        """A picture whose inlines are clean: never, but its description stays."""
        target = node["c"][2][0]
        self.drops.append(drops.picture(target))
        return list(node["c"][1])

    def quoted(self, kind: str, inlines: Inlines) -> Inlines:
        """Quotation marks as characters, so that they are the same in every format."""
        opening, closing = QUOTES[:2] if kind == "DoubleQuote" else QUOTES[2:]
        return [{"t": "Str", "c": opening}, *inlines, {"t": "Str", "c": closing}]

    # The nodes, one by one.

    def text(self, given: str) -> str:
        """Text on one line, without characters that nobody sees."""
        return self._plain(given)

    def _plain(self, given: str) -> str:
        return _BLANK.sub(" ", self.seen(given)) if _UNUSUAL.search(given) else given

    def words(self, run: Sequence[str]) -> str:
        """Words and blanks that stand together, as one text; what is wrong with a word is told at that word."""
        whole = "".join(run)
        return "".join(map(self._plain, run)) if _UNUSUAL.search(whole) else whole

    def seen(self, given: str) -> str:
        """Text without characters that nobody sees."""
        found = set(_UNSEEN.findall(given))
        if not found:
            return given
        self.drops.append(drops.character(sorted(found)))
        return _UNSEEN.sub("", given)

    def blocks(self, nodes: Sequence[Node]) -> Blocks:
        """Clean blocks."""
        self._enter()
        made: Blocks = []
        for node in nodes:
            made.extend(getattr(self, _BLOCKS.get(node["t"], "_unknown"))(node))
        self._depth -= 1
        return made

    def inlines(self, nodes: Sequence[Node]) -> Inlines:
        """Clean inlines, of which neighbouring words and blanks are one text: see `ast.packed`."""
        self._enter()
        made: Inlines = []
        run: list[str] = []
        for node in nodes:
            kind = node["t"]
            if kind == "Str":
                run.append(node["c"])
            elif kind == "Space":
                run.append(" ")
            else:
                self._say(run, made)
                if kind in _BARE:
                    made.append({"t": kind})
                else:
                    made.extend(getattr(self, _INLINES.get(kind, "_unknown"))(node))
        self._say(run, made)
        self._depth -= 1
        return made

    def _say(self, run: list[str], made: Inlines) -> None:
        """Put a run of words and blanks behind what is made, and begin another."""
        if run and (text := self.words(run)):  # of characters that nobody sees, nothing may be left
            made.append({"t": "Str", "c": text})
        run.clear()

    def _enter(self) -> None:
        self._depth += 1
        if self._depth > self.deepest:
            raise TooDeep

    def _unknown(self, node: Node) -> list[Node]:
        self.drops.append(drops.unknown(str(node["t"]), plain_text(node)))
        return []

    def _wrapping(self, node: Node) -> list[Node]:
        inlines = self.inlines(node["c"])
        # A paragraph of nothing gives nothing in every format, which writers take for a failure.
        return [] if not inlines and node["t"] in ("Para", "Plain") else [{"t": node["t"], "c": inlines}]

    _para = _wrapping

    def _quoted(self, node: Node) -> Inlines:
        return self.quoted(node["c"][0]["t"], self.inlines(node["c"][1]))

    def _code(self, node: Node) -> Inlines:
        return [{"t": "Code", "c": [self.attributes("Code", node["c"][0]), self.text(node["c"][1])]}]

    def _math(self, node: Node) -> Inlines:
        source = self.text(node["c"][1])
        self.drops.append(drops.mathematics(source))
        return [{"t": "Str", "c": source}]

    def _raw(self, node: Node) -> list[Node]:
        form, text = node["c"]
        comment = form == "html" and text.lstrip().startswith("<!--")
        tag = "".join(text.strip("</> ").split()[:1])
        # Comments are no part of a text, and the end of what was named at its beginning needs no second mention.
        if not comment and not (text.startswith("</") and tag in self._named):
            self._named.add(tag)
            self.drops.append(drops.raw(form, text))
        return []

    def _link(self, node: Node) -> Inlines:
        given, inlines, target = node["c"]
        kept = self.attributes(
            "Link", [given[0], [name for name in given[1] if name not in ("uri", "email")], given[2]]
        )
        return self.link({"t": "Link", "c": [kept, self.inlines(inlines), target]})

    def _image(self, node: Node) -> Inlines:
        given, inlines, target = node["c"]
        return self.image({"t": "Image", "c": [given, self.inlines(inlines), target]})

    def _note(self, node: Node) -> Inlines:
        return [{"t": "Note", "c": self.blocks(node["c"])}]

    def _span(self, node: Node) -> Inlines:
        kept = self.attributes("Span", node["c"][0])
        inlines = self.inlines(node["c"][1])
        return [{"t": "Span", "c": [kept, inlines]}] if any(kept) else inlines

    def _cite(self, node: Node) -> Inlines:
        citations = [
            {
                "citationId": str(one["citationId"]),
                "citationPrefix": self.inlines(one["citationPrefix"]),
                "citationSuffix": self.inlines(one["citationSuffix"]),
                "citationMode": _one_of(one["citationMode"], _MODES, "NormalCitation"),
                "citationNoteNum": int(one["citationNoteNum"]),
                "citationHash": int(one["citationHash"]),
            }
            for one in node["c"][0]
        ]
        return [{"t": "Cite", "c": [citations, self.inlines(node["c"][1])]}]

    def _line_block(self, node: Node) -> Blocks:
        return [{"t": "LineBlock", "c": [self.inlines(line) for line in node["c"]]}]

    def _code_block(self, node: Node) -> Blocks:
        given, text = node["c"]
        return [{"t": "CodeBlock", "c": [self.attributes("CodeBlock", given), self.seen(text)]}]

    def _quote(self, node: Node) -> Blocks:
        return [{"t": "BlockQuote", "c": self.blocks(node["c"])}]

    def _bullets(self, node: Node) -> Blocks:
        return [{"t": "BulletList", "c": [self.blocks(item) for item in node["c"]]}]

    def _numbers(self, node: Node) -> Blocks:
        (start, style, delimiter), items = node["c"]
        order = [
            min(max(int(start), 0), 100_000),
            _one_of(style, _STYLES, "Decimal"),
            _one_of(delimiter, _DELIMITERS, "Period"),
        ]
        return [{"t": "OrderedList", "c": [order, [self.blocks(item) for item in items]]}]

    def _terms(self, node: Node) -> Blocks:
        entries = [[self.inlines(term), [self.blocks(one) for one in meanings]] for term, meanings in node["c"]]
        return [{"t": "DefinitionList", "c": entries}]

    def _header(self, node: Node) -> Blocks:
        level, given, inlines = node["c"]
        kept = self.attributes("Header", given)
        return [{"t": "Header", "c": [min(max(int(level), 1), 6), kept, self.inlines(inlines)]}]

    def _rule(self, _: Node) -> Blocks:
        return [{"t": "HorizontalRule"}]

    def _div(self, node: Node) -> Blocks:
        kept = self.attributes("Div", node["c"][0])
        blocks = self.blocks(node["c"][1])
        return [{"t": "Div", "c": [kept, blocks]}] if any(kept) else blocks

    def _figure(self, node: Node) -> Blocks:
        given, caption, content = node["c"]
        kept = self.attributes("Figure", given)
        return [{"t": "Figure", "c": [kept, self._caption(caption), self.blocks(content)]}]

    def _caption(self, caption: Sequence[Any]) -> list[Any]:
        return [None, self.blocks(caption[1])]

    def _table(self, node: Node) -> Blocks:
        given, caption, columns, head, bodies, foot = node["c"]
        kept = self.attributes("Table", given)
        return [
            {
                "t": "Table",
                "c": [
                    kept,
                    self._caption(caption),
                    [[_one_of(side, _ALIGNMENTS, "AlignDefault"), _share(width)] for side, width in columns],
                    [attr(), self._rows(head[1])],
                    [[attr(), int(body[1]), self._rows(body[2]), self._rows(body[3])] for body in bodies],
                    [attr(), self._rows(foot[1])],
                ],
            }
        ]

    def _rows(self, rows: Sequence[Any]) -> list[Any]:
        return [[attr(), [self._cell(cell) for cell in cells]] for _, cells in rows]

    def _cell(self, cell: Sequence[Any]) -> list[Any]:
        _, side, down, across, blocks = cell
        return [attr(), _one_of(side, _ALIGNMENTS, "AlignDefault"), int(down), int(across), self.blocks(blocks)]


_INLINES = {
    **dict.fromkeys(("Emph", "Underline", "Strong", "Strikeout", "Superscript", "Subscript", "SmallCaps"), "_wrapping"),
    "Quoted": "_quoted",
    "Code": "_code",
    "Math": "_math",
    "RawInline": "_raw",
    "Link": "_link",
    "Image": "_image",
    "Note": "_note",
    "Span": "_span",
    "Cite": "_cite",
}
_BLOCKS = {
    "Para": "_para",
    "Plain": "_wrapping",
    "LineBlock": "_line_block",
    "CodeBlock": "_code_block",
    "RawBlock": "_raw",
    "BlockQuote": "_quote",
    "BulletList": "_bullets",
    "OrderedList": "_numbers",
    "DefinitionList": "_terms",
    "Header": "_header",
    "HorizontalRule": "_rule",
    "Div": "_div",
    "Figure": "_figure",
    "Table": "_table",
}


def _one_of(node: Node, known: frozenset[str], otherwise: str) -> Node:
    return {"t": node["t"] if node["t"] in known else otherwise}


def _share(width: Node) -> Node:
    return {"t": "ColWidth", "c": float(width["c"])} if width["t"] == "ColWidth" else {"t": "ColWidthDefault"}
