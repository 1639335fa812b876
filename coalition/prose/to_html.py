"""The HTML writer: a piece of a page, cleaned once more by nh3.

A piece has no `<html>`, no style and no script. Headings keep their ids; notes stand at its end in a list of their
own, with ids that no other text in the same file has (they are made from the text itself).
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from html import escape
from typing import TYPE_CHECKING

from coalition.prose.ast import (
    Blocks,
    Node,
    attr,
    div,
    document,
    link,
    ordered_list,
    para,
    plain_text,
    superscript,
    words,
)
from coalition.prose.charting.figures import is_numbers
from coalition.prose.guard import guarded
from coalition.prose.labels import ENGLISH, Labels
from coalition.prose.marking import elements
from coalition.prose.pandoc import MEMORY_MB, Failure, Pandoc, PandocFailed, Task
from coalition.prose.redlined import marks
from coalition.prose.shaping import PictureMissing, folded, head_cells, passage_title, substitute
from coalition.prose.stored import code
from coalition.sources.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OPTIONS = {"wrap": "none", "email-obfuscation": "none", "html-math-method": {"method": "plain"}}
_MARKS = frozenset({"id", "class", "lang", "dir", "role", "aria-label", "aria-hidden", "aria-labelledby", "tabindex"})
_TAGS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *(
                "p",
                "h1",
                "h2",
                "h3",
                "h4",
                "h5",
                "h6",
                "section",
                "span",
                "em",
                "strong",
                "u",
                "ins",
                "del",
                "sub",
                "sup",
            ),
            *("mark", "code", "pre", "blockquote", "ul", "li", "dl", "dt", "dd", "br", "hr", "figure", "figcaption"),
            *("details", "summary", "table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr"),
        ),
        frozenset(),
    ),
    "a": frozenset({"href", "title", "rel"}),
    "img": frozenset({"src", "alt", "style"}),
    "ol": frozenset({"start", "type"}),
    "col": frozenset({"style"}),
    "th": frozenset({"scope", "colspan", "rowspan", "style"}),
    "td": frozenset({"colspan", "rowspan", "style"}),
    "div": frozenset({"data-to", "data-practice"}),
}


@dataclass(frozen=True, slots=True)
class Piece:
    """What one piece of HTML is made of."""

    ast: str
    pictures: Mapping[str, str] = field(default_factory=dict)
    """Addresses by the campaign's path."""
    heading_shift: int = 0
    links: Mapping[str, str] = field(default_factory=dict)
    """Addresses of ids that are not in this piece: `refugees-sec-routes`, `site:members/`."""
    labels: Labels = ENGLISH


def html(  # noqa: PLR0913 -- the parts of a Piece, each by its name
    ast: str,
    pictures: Mapping[str, str],
    *,
    pandoc: Pandoc,
    heading_shift: int = 0,
    links: Mapping[str, str] | None = None,
    labels: Labels = ENGLISH,
) -> str:
    """One piece of HTML; empty for a document without blocks. Raises PandocFailed, Unguarded, PictureMissing."""
    return html_pieces([Piece(ast, pictures, heading_shift, links or {}, labels)], pandoc=pandoc)[0]


def html_pieces(pieces: Sequence[Piece], *, pandoc: Pandoc) -> tuple[str, ...]:
    """Many pieces at once, far quicker than one by one.

    What pandoc writes knows no addresses and no levels of a page: these are put in afterwards, so that a text that
    stands on several pages is written once.
    """
    keys = [Cache.key("html", code(), pandoc.version, piece.ast, repr(piece.labels)) for piece in pieces]
    written: dict[str, str | Failure] = {}
    missing: dict[str, Task] = {}
    for key, piece in zip(keys, pieces, strict=True):
        if key in written or key in missing:
            continue
        kept = pandoc.cache.get(key)
        if kept is not None:
            written[key] = kept.decode("utf-8")
        elif blocks := _shaped(piece):
            missing[key] = Task(document(blocks), "json", "html5", _OPTIONS, memory_mb=MEMORY_MB)
        else:
            written[key] = ""
    for key, result in zip(missing, pandoc.convert(list(missing.values())), strict=True):
        written[key] = result
        if isinstance(result, str):
            pandoc.cache.put(key, result.encode("utf-8"))
    return tuple(_finished(written[key], piece) for key, piece in zip(keys, pieces, strict=True))


def _finished(result: str | Failure, piece: Piece) -> str:
    """The piece with addresses and levels of its page, cleaned; empty when there is nothing in it."""
    if result == "":
        return ""
    return _cleaned(_TAG.sub(_Place(piece).tag, result) if isinstance(result, str) else result)


class _Place:
    """Fits tags that pandoc has written to the page on which the piece stands."""

    def __init__(self, piece: Piece) -> None:
        self._piece = piece

    def tag(self, found: re.Match[str]) -> str:
        """The tag with its level, or its address."""
        slash, name, level, rest = found.groups()
        if level:
            return f"<{slash}h{min(int(level) + self._piece.heading_shift, 6)}{rest}>"
        return f"<{slash}{name}{(_HREF if name == 'a' else _SRC).sub(self._address, rest)}>"

    def _address(self, found: re.Match[str]) -> str:
        name, target = found.groups()
        if name == "href":
            return f'href="{escape(self._piece.links.get(target, f"#{target}"))}"'
        path = bytes.fromhex(target).decode("utf-8")
        if path not in self._piece.pictures:
            raise PictureMissing(path)
        return f'src="{escape(self._piece.pictures[path])}"'


# In what pandoc writes, `<` and `>` stand for nothing but tags, and `"` in a tag for nothing but ends of values.
_TAG = re.compile(r"<(/?)(h([1-6])|a|img)\b([^>]*)>")
_HREF = re.compile(r'(?<=\s)(href)="#([^"]*)"')
_SRC = re.compile(r'(?<=\s)(src)="picture:([0-9a-f]*)"')


def _cleaned(result: str | Failure) -> str:
    import nh3

    if isinstance(result, Failure):
        raise PandocFailed(f"A text could not be written as HTML: the converter {result.reason}.")
    made = nh3.clean(
        result,
        tags=set(_TAGS),
        attributes={tag: set(_MARKS | own) for tag, own in _TAGS.items()},
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
        filter_style_properties={"width", "text-align"},
    )
    if not made.strip():
        raise PandocFailed("A text came out empty as HTML.", "Please report this as a fault of the tool.")
    return f"{made.rstrip()}\n"


def _shaped(piece: Piece) -> Blocks:
    """The piece as pandoc shall write it, on whatever page."""
    blocks = guarded(piece.ast)
    shaper = _Shaper(piece)
    substitute(blocks, shaper.change)
    return [*blocks, shaper.endnotes()] if shaper.notes else blocks


class _Shaper:
    """Changes the nodes of one piece, in nothing that depends on the page where it stands."""

    def __init__(self, piece: Piece) -> None:
        self.notes: list[Blocks] = []
        self._piece = piece
        self._own = "n" + hashlib.sha256(piece.ast.encode()).hexdigest()[:8]

    def change(self, node: Node) -> list[Node] | None:
        """What stands in a node's place."""
        shape = _SHAPES.get(node["t"])
        changed: list[Node] | None = getattr(self, shape)(node) if shape else None
        return changed

    def _link(self, node: Node) -> None:
        if not node["c"][2][0].startswith("#"):
            # Nobody who is linked to learns which page led there.
            node["c"][0] = attr(attributes=[("rel", "noreferrer")])

    def _image(self, node: Node) -> None:
        node["c"][2][0] = f"picture:{node['c'][2][0].encode().hex()}"

    def _div(self, node: Node) -> list[Node] | None:
        if marks(node):
            return elements(node, self._piece.labels)
        if is_numbers(node):
            return folded(node["c"][1])
        title = passage_title(node)
        if title:
            node["c"][0][2] += [["role", "note"], ["aria-label", title]]
        return None

    def _span(self, node: Node) -> list[Node] | None:
        return elements(node, self._piece.labels) if marks(node) else None

    def _table(self, node: Node) -> list[Node]:
        """In a box that scrolls sideways on a small screen, within reach of the keyboard."""
        head_cells(node)
        name = plain_text(node["c"][1][1]) or plain_text(node["c"][3])
        marks = [("role", "region"), ("tabindex", "0"), ("aria-label", name)]
        return [div([node], classes=["table-scroll"], attributes=marks)]

    def _note(self, node: Node) -> list[Node]:
        self.notes.append(node["c"])
        number = str(len(self.notes))
        mark: Node = {
            "t": "Link",
            "c": [
                [f"{self._own}-ref-{number}", ["footnote-ref"], [["role", "doc-noteref"]]],
                words(number),
                [f"#{self._own}-{number}", ""],
            ],
        }
        return [superscript([mark])]

    def endnotes(self) -> Node:
        """The list of notes, each with its way back."""
        items = [
            [div(self._with_way_back(blocks, number), identifier=f"{self._own}-{number}", classes=["footnote"])]
            for number, blocks in enumerate(self.notes, 1)
        ]
        marks = [("role", "doc-endnotes"), ("aria-label", self._piece.labels.notes)]
        return div([ordered_list(items)], classes=["section", "footnotes"], attributes=marks)

    def _with_way_back(self, blocks: Blocks, number: int) -> Blocks:
        marks = [("role", "doc-backlink"), ("aria-label", f"{self._piece.labels.back} {number}")]
        back = link(words("↩\ufe0e"), f"#{self._own}-ref-{number}", classes=["footnote-back"], attributes=marks)
        if blocks and blocks[-1]["t"] in ("Para", "Plain"):
            blocks[-1]["c"] += [{"t": "Space"}, back]
            return blocks
        return [*blocks, para([back])]


_SHAPES = {
    "Link": "_link",
    "Image": "_image",
    "Div": "_div",
    "Span": "_span",
    "Table": "_table",
    "Note": "_note",
}
