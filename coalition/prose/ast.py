"""Small words for pandoc's JSON document: make nodes, read their text, put documents together.

A *node* is one JSON object with the keys `t` (its type) and `c` (what it holds); a *document* is the JSON text of a
list of blocks, the form in which prose travels between rooms (`model.Section.ast`). Nodes are plain dicts because a
report has a hundred thousand of them; whoever makes a node owns it until it is written into a document.

No function here makes a raw node, and every constructor takes text as text: there is no way to write markup with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

Node = dict[str, Any]
Inlines = list[Node]
Blocks = list[Node]
Attributes = Sequence[tuple[str, str]]

API_VERSION = (1, 23, 1)
"""The version of pandoc's types that the constructors follow."""

_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_WITHIN_A_LINE = frozenset(
    {
        "Emph",
        "Underline",
        "Strong",
        "Strikeout",
        "Superscript",
        "Subscript",
        "SmallCaps",
        "Link",
        "Image",
        "Span",
        "Cite",
        None,
    }
)  # fmt: skip -- a list of words, not of lines
_QUOTES = {"SingleQuote": ("\u2018", "\u2019"), "DoubleQuote": ("\u201c", "\u201d")}


def document(blocks: Iterable[Node]) -> str:
    """The document of these blocks: the same blocks always give the same text."""
    return json.dumps(
        {"pandoc-api-version": list(API_VERSION), "meta": {}, "blocks": list(blocks)},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def blocks_of(ast: str) -> Blocks:
    """The blocks of a document; none for an empty string."""
    return list(json.loads(ast)["blocks"]) if ast else []


def join(*documents: str) -> str:
    """One document of several that `document` has made, in order; empty strings are left out."""
    empty = document([])
    head, tail = empty[: -len("]}")], "]}"
    inner = (one.removeprefix(head).removesuffix(tail) for one in documents)
    return f"{head}{','.join(filter(None, inner))}{tail}"


def attr(identifier: str = "", classes: Iterable[str] = (), attributes: Attributes = ()) -> list[Any]:
    """What pandoc calls an Attr."""
    return [identifier, list(classes), [list(pair) for pair in attributes]]


def words(text: str) -> Inlines:
    """Text as inlines: words with spaces between, nothing else, whatever characters it holds.

    A line feed is a blank like others: no word can stand at the start of a line of its own making.
    """
    made: Inlines = []
    for index, word in enumerate(_BLANKS.split(text)):
        if index:
            made.append({"t": "Space"})
        if word:
            made.append({"t": "Str", "c": word})
    return made


def emph(inlines: Inlines) -> Node:
    """Emphasis."""
    return {"t": "Emph", "c": inlines}


def strong(inlines: Inlines) -> Node:
    """Strong emphasis."""
    return {"t": "Strong", "c": inlines}


def superscript(inlines: Inlines) -> Node:
    """Raised text."""
    return {"t": "Superscript", "c": inlines}


def link(inlines: Inlines, target: str, *, classes: Iterable[str] = (), attributes: Attributes = ()) -> Node:
    """A link to an address, or to `#id` in the same book."""
    return {"t": "Link", "c": [attr("", classes, attributes), inlines, [target, ""]]}


def span(inlines: Inlines, *, identifier: str = "", classes: Iterable[str] = (), attributes: Attributes = ()) -> Node:
    """Marked inlines."""
    return {"t": "Span", "c": [attr(identifier, classes, attributes), inlines]}


def note(blocks: Blocks) -> Node:
    """A footnote."""
    return {"t": "Note", "c": blocks}


def citation(key: str, suffix: str = "") -> Node:
    """A source named in the sentence, as `@key [suffix]`."""
    one = {
        "citationId": key,
        "citationPrefix": [],
        "citationSuffix": words(suffix),
        "citationMode": {"t": "AuthorInText"},
        "citationNoteNum": 0,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[one], words(f"@{key}{suffix}")]}


def line_break() -> Node:
    """A line break that the author asked for."""
    return {"t": "LineBreak"}


def image(path: str, alt: str, *, width: str = "") -> Node:
    """A picture in the line; `path` is the campaign's path, `width` a percentage like `60%`."""
    return {"t": "Image", "c": [attr(attributes=[("width", width)] if width else []), words(alt), [path, ""]]}


def para(inlines: Inlines) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": inlines}


def plain(inlines: Inlines) -> Node:
    """Text that is no paragraph of its own: in cells, items, captions."""
    return {"t": "Plain", "c": inlines}


def header(level: int, inlines: Inlines, *, identifier: str = "", classes: Iterable[str] = ()) -> Node:
    """A heading; level 1 is the title of a text."""
    return {"t": "Header", "c": [level, attr(identifier, classes), inlines]}


def div(blocks: Blocks, *, identifier: str = "", classes: Iterable[str] = (), attributes: Attributes = ()) -> Node:
    """Marked blocks."""
    return {"t": "Div", "c": [attr(identifier, classes, attributes), blocks]}


def bullet_list(items: Iterable[Blocks]) -> Node:
    """A list with bullets; every item is blocks."""
    return {"t": "BulletList", "c": list(items)}


def ordered_list(items: Iterable[Blocks], *, start: int = 1) -> Node:
    """A list numbered 1, 2, 3."""
    return {"t": "OrderedList", "c": [[start, {"t": "Decimal"}, {"t": "Period"}], list(items)]}


def definition_list(entries: Iterable[tuple[Inlines, list[Blocks]]]) -> Node:
    """Terms, each with its definitions."""
    return {"t": "DefinitionList", "c": [[term, definitions] for term, definitions in entries]}


def cell(
    blocks: Blocks, *, identifier: str = "", classes: Iterable[str] = (), attributes: Attributes = ()
) -> list[Any]:
    """One cell of a table, spanning one row and one column."""
    return [attr(identifier, classes, attributes), {"t": "AlignDefault"}, 1, 1, blocks]


def table(  # noqa: PLR0913 -- one argument a part of a table, all but two by name
    header_row: Sequence[Blocks],
    rows: Iterable[Sequence[Blocks]],
    *,
    caption: Blocks | None = None,
    identifier: str = "",
    classes: Iterable[str] = (),
    widths: Sequence[float] = (),
) -> Node:
    """A table with one header row; `widths` are shares of the line, one a column, or none to let them fit."""
    plain_attr = attr()
    shares = [{"t": "ColWidth", "c": share} for share in widths] or [{"t": "ColWidthDefault"}] * len(header_row)
    head = [plain_attr, [[plain_attr, [cell(blocks) for blocks in header_row]]]]
    body = [plain_attr, 0, [], [[plain_attr, [cell(blocks) for blocks in row]] for row in rows]]
    columns = [[{"t": "AlignDefault"}, share] for share in shares]
    return {
        "t": "Table",
        "c": [attr(identifier, classes), [None, caption or []], columns, head, [body], [plain_attr, []]],
    }


def figure(content: Blocks, caption: Blocks, *, identifier: str = "", classes: Iterable[str] = ()) -> Node:
    """Something shown, with its caption."""
    return {"t": "Figure", "c": [attr(identifier, classes), [None, caption], content]}


def line_block(lines: Iterable[Inlines]) -> Node:
    """Lines that stay lines: addresses, verse."""
    return {"t": "LineBlock", "c": list(lines)}


def horizontal_rule() -> Node:
    """A break between two thoughts."""
    return {"t": "HorizontalRule"}


def packed(content: Any) -> Any:
    """The same document with neighbouring words and blanks as one text.

    Every format comes out as before, and pandoc takes half the time: of a report's nodes, nineteen in twenty are
    single words and the blanks between them.
    """
    if isinstance(content, dict):
        return {**content, "c": packed(content["c"])} if "c" in content else content
    if not isinstance(content, list):
        return content
    made: list[Any] = []
    words: list[str] = []
    for part in content:
        kind = part.get("t") if type(part) is dict else None
        if kind == "Str":
            words.append(part["c"])
        elif kind == "Space":
            words.append(" ")
        else:
            if words:
                made.append({"t": "Str", "c": "".join(words)})
                words = []
            made.append(packed(part))
    return [*made, {"t": "Str", "c": "".join(words)}] if words else made


def plain_text(content: Any) -> str:
    """The words of a node, or of a list of nodes, on one line, without notes.

    Law: `plain_text(words(text)) == text` for every text without doubled blanks at its ends.
    """
    texts: list[str] = []
    _gather(content, texts)
    return _BLANKS.sub(" ", "".join(texts)).strip(" ")


def _gather(content: Any, texts: list[str]) -> None:
    """Put the words in `content` at the end of `texts`, in reading order."""
    if type(content) is list:
        for part in content:
            if type(part) is dict and part.get("t") == "Str":  # nearly all
                texts.append(part["c"])
            else:
                _gather(part, texts)
    elif type(content) is dict:
        _gather_node(content, texts)


def _gather_node(node: Node, texts: list[str]) -> None:
    kind: str | None = node.get("t")
    content: Any = node.get("c")
    if kind == "Str":
        texts.append(content)
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        texts.append(" ")
    elif kind in ("Code", "CodeBlock"):
        texts.append(content[1])
    elif kind == "Quoted":
        opening, closing = _QUOTES[content[0]["t"]]
        texts.append(opening)
        _gather(content[1], texts)
        texts.append(closing)
    elif kind != "Note":
        _gather(content, texts)
        if kind not in _WITHIN_A_LINE:
            texts.append(" ")


def walk(content: Any) -> Iterator[Node]:
    """Every node in `content`, parents before children, in reading order."""
    stack = [content]
    while stack:
        part = stack.pop()
        if type(part) is list:
            stack.extend(reversed(part))
        elif type(part) is dict:
            if "t" not in part:
                stack.extend(reversed(part.values()))
                continue
            yield part
            # Words, nearly all that there is, hold no node.
            inner = part.get("c")
            if type(inner) is list or type(inner) is dict:
                stack.append(inner)
