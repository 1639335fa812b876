"""The HTML writer: a piece of a page, cleaned once more by nh3.

A piece has no `<html>`, no style and no script. Headings keep their ids; notes stand at its end in a list of their
own, with ids that no other text in the same file has (they are made from the text itself).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from coalition.prose.ast import Blocks, Inlines, Node, attr, blocks_of, div, document, ordered_list, plain_text, walk, words
from coalition.prose.guard import guarded
from coalition.prose.labels import ENGLISH, Labels
from coalition.prose.pandoc import Failure, Pandoc, PandocFailed, Task
from coalition.prose.shaping import PictureMissing, head_cells, passage_title

_OPTIONS = {"wrap": "none", "email-obfuscation": "none", "html-math-method": {"method": "plain"}, "highlight-style": None}
_MARKS = frozenset({"id", "class", "lang", "dir", "role", "aria-label", "aria-hidden", "aria-labelledby", "tabindex"})
_TAGS: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        "p h1 h2 h3 h4 h5 h6 div section span em strong u del sub sup mark code pre blockquote ul dl dt dd br hr figure "
        "figcaption table caption colgroup thead tbody tfoot tr q small".split(),
        frozenset(),
    ),
    "a": frozenset({"href", "title", "rel"}),
    "img": frozenset({"src", "alt", "style"}),
    "ol": frozenset({"start", "type"}),
    "li": frozenset(),
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
    own = hashlib.sha256(piece.ast.encode()).hexdigest()[:8]
    notes: list[Blocks] = []
    for node in walk(blocks):
        shape = _SHAPES.get(node["t"])
        if shape is not None:
            shape(node, piece)
        elif node["t"] == "Note":
            notes.append(node["c"])
            node.update(_mark(own, len(notes)))
    return [*blocks, _notes(own, notes, piece.labels)] if notes else blocks


def _header(node: Node, piece: Piece) -> None:
    node["c"][0] = min(node["c"][0] + piece.heading_shift, 6)


def _link(node: Node, piece: Piece) -> None:
    target = node["c"][2][0]
    if target.startswith("#"):
        node["c"][2][0] = piece.links.get(target[1:], target)
    else:
        # Nobody who is linked to learns which page led there.
        node["c"][0] = attr(attributes=[("rel", "noreferrer")])


def _image(node: Node, piece: Piece) -> None:
    path = node["c"][2][0]
    if path not in piece.pictures:
        raise PictureMissing(path)
    node["c"][2][0] = piece.pictures[path]


def _div(node: Node, _: Piece) -> None:
    title = passage_title(node)
    if title:
        node["c"][0][2] += [["role", "note"], ["aria-label", title]]


def _table(node: Node, _: Piece) -> None:
    """In a box that scrolls sideways on a small screen, within reach of the keyboard."""
    head_cells(node)
    caption = plain_text(node["c"][1]) or "…"
    inner: Node = {"t": "Table", "c": node["c"], "shaped": True}
    box = div([inner], classes=["table-scroll"], attributes=[("role", "region"), ("tabindex", "0"), ("aria-label", caption)])
    if "shaped" not in node:
        node.update(box)
