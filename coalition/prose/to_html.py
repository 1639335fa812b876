"""The HTML writer: a piece of a page, cleaned once more by nh3.

A piece has no `<html>`, no style and no script. Headings keep their ids; notes stand at its end in a list of their
own, with ids that no other text in the same file has (they are made from the text itself).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
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
from coalition.prose.guard import guarded
from coalition.prose.labels import ENGLISH, Labels
from coalition.prose.pandoc import Failure, Pandoc, PandocFailed, Task
from coalition.prose.shaping import PictureMissing, head_cells, passage_title, substitute

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_OPTIONS = {"wrap": "none", "email-obfuscation": "none", "html-math-method": {"method": "plain"}}
_MARKS = frozenset({"id", "class", "lang", "dir", "role", "aria-label", "aria-hidden", "aria-labelledby", "tabindex"})
_TAGS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        (
            *("p", "h1", "h2", "h3", "h4", "h5", "h6", "section", "span", "em", "strong", "u", "del", "sub", "sup"),
            *("mark", "code", "pre", "blockquote", "ul", "li", "dl", "dt", "dd", "br", "hr", "figure", "figcaption"),
            *("table", "caption", "colgroup", "thead", "tbody", "tfoot", "tr"),
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
    """Many pieces at once, far quicker than one by one."""
    shaped = [_shaped(piece) for piece in pieces]
    tasks = [Task(document(blocks), "json", "html5", _OPTIONS) for blocks in shaped if blocks]
    results = iter(pandoc.convert(tasks))
    return tuple(_cleaned(next(results)) if blocks else "" for blocks in shaped)


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
    """The piece as pandoc shall write it."""
    blocks = guarded(piece.ast)
    shaper = _Shaper(piece)
    substitute(blocks, shaper.change)
    return [*blocks, shaper.endnotes()] if shaper.notes else blocks


class _Shaper:
    """Changes the nodes of one piece."""

    def __init__(self, piece: Piece) -> None:
        self.notes: list[Blocks] = []
        self._piece = piece
        self._own = "n" + hashlib.sha256(piece.ast.encode()).hexdigest()[:8]

    def change(self, node: Node) -> list[Node] | None:
        """What stands in a node's place."""
        shape = _SHAPES.get(node["t"])
        changed: list[Node] | None = getattr(self, shape)(node) if shape else None
        return changed

    def _header(self, node: Node) -> None:
        node["c"][0] = min(node["c"][0] + self._piece.heading_shift, 6)

    def _link(self, node: Node) -> None:
        target = node["c"][2][0]
        if target.startswith("#"):
            node["c"][2][0] = self._piece.links.get(target[1:], target)
        else:
            # Nobody who is linked to learns which page led there.
            node["c"][0] = attr(attributes=[("rel", "noreferrer")])

    def _image(self, node: Node) -> None:
        path = node["c"][2][0]
        if path not in self._piece.pictures:
            raise PictureMissing(path)
        node["c"][2][0] = self._piece.pictures[path]

    def _div(self, node: Node) -> None:
        title = passage_title(node)
        if title:
            node["c"][0][2] += [["role", "note"], ["aria-label", title]]

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
    "Header": "_header",
    "Link": "_link",
    "Image": "_image",
    "Div": "_div",
    "Table": "_table",
    "Note": "_note",
}
