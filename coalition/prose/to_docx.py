"""The DOCX writer: a document with the styles of our own reference document, made by pandoc in memory."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coalition.prose.ast import Blocks, Node, div, document, para, span, walk
from coalition.prose.charting.figures import is_numbers, tell
from coalition.prose.docx_parts import Document, Kept
from coalition.prose.guard import guarded
from coalition.prose.pandoc import BOOK_SECONDS, MEMORY_MB, Pandoc, PandocFailed, Task
from coalition.prose.shaping import Shown, decoded, metadata_of, passage_title, substitute, title_inlines
from coalition.prose.stored import code
from coalition.prose.tracked import tracked
from coalition.sources.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coalition.prose.model import Picture
    from coalition.prose.tracked import Revision

_STYLES = {
    "recommendation": "Recommendation",
    "demand": "Demand",
    "key-finding": "Key Finding",
    "case-study": "Case Study",
    "testimony": "Testimony",
    "case-data": "Case Data",
    "references": "Bibliography",
    "source": "Source Line",
    "index": "Index Line",
}
"""Word's paragraph styles, by class. `Passage Label`, `Passage Addressee` stand above passages; `Figure Label` and
`Number` are styles of characters."""
_LISTS = ("BulletList", "OrderedList")
_PLAIN = ("references", "source", "index")
"""Those that have no title."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What one Word document is made from."""

    ast: str
    metadata: Mapping[str, object]
    """In pandoc's words (`title`, `author`, `lang`, …); it comes from the library, never from a text."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    revision: Revision | None = None
    """Of a comparison: who changed the text, and when; what came and went is tracked under that name."""


def docx(
    parts: Sequence[str],
    *,
    reference: bytes,
    metadata: Mapping[str, object],
    pictures: Mapping[str, Picture],
    pandoc: Pandoc,
) -> bytes:
    """A Word document of the parts of a book, each of which but the first begins with a heading of level 1.

    Its times are those of 1970; the caller sets its own. Law: the same book gives the same bytes, whichever of its
    parts were written before. Raises PandocFailed, Unguarded, PictureMissing.
    """
    keys = [_key(part, metadata, pictures, reference, pandoc) for part in parts]
    # The first stands behind the title, and is written with it.
    found = [pandoc.cache.get(key) if place else None for place, key in enumerate(keys)]
    known = [None if kept is None else Kept.thawed(kept) for kept in found]
    shown = Shown(pictures)
    written = [_shaped(part, shown) if kept is None else [] for part, kept in zip(parts, known, strict=True)]
    task = _task([block for blocks in written for block in blocks], metadata, shown, reference)
    made = Document(decoded(pandoc.convert([task])[0], "DOCX"), shown.known)
    anew = iter(made.parts([blocks for blocks, kept in zip(written, known, strict=True) if kept is None]))
    whole = [kept or next(anew) for kept in known]
    for key, kept, part in tuple(zip(keys, known, whole, strict=True))[1:]:
        if kept is None:
            pandoc.cache.put(key, part.frozen())
    return made.joined(whole)


def _key(
    part: str, metadata: Mapping[str, object], pictures: Mapping[str, Picture], reference: bytes, pandoc: Pandoc
) -> str:
    """Names everything on which a part depends."""
    names = sorted(picture.name for path, picture in pictures.items() if path in part)
    told = json.dumps([metadata.get("lang"), metadata.get("dir"), names])
    return Cache.key("docx", code(), pandoc.version, told, reference, part)


def several(manuscripts: Sequence[Manuscript], *, reference: bytes, pandoc: Pandoc) -> tuple[bytes, ...]:
    """A Word document of each. Its times are those of 1970; the caller sets its own.

    `reference` is a document whose styles are taken. Raises PandocFailed, Unguarded, PictureMissing.
    """
    return tuple(decoded(made, "DOCX") for made in pandoc.convert([_alone(one, reference) for one in manuscripts]))


def _alone(manuscript: Manuscript, reference: bytes) -> Task:
    shown = Shown(manuscript.pictures)
    blocks = _shaped(manuscript.ast, shown)
    if manuscript.revision is not None:
        blocks = tracked(blocks, manuscript.revision)
    return _task(blocks, manuscript.metadata, shown, reference)


def _shaped(ast: str, shown: Shown) -> Blocks:
    blocks = guarded(ast)
    tell(blocks)
    substitute(blocks, lambda node: _change(node, shown))
    return blocks


def _task(blocks: Blocks, metadata: Mapping[str, object], shown: Shown, reference: bytes) -> Task:
    if not blocks:
        raise PandocFailed("There is nothing to be written as DOCX.")
    files = (("reference.docx", reference), *shown.files)
    options = {"standalone": True, "reference-doc": "reference.docx", "metadata": metadata_of(metadata)}
    return Task(document(blocks), "json", "docx", options, files, BOOK_SECONDS, MEMORY_MB, strict=True)


def _change(node: Node, shown: Shown) -> list[Node] | None:
    if node["t"] == "Image":
        shown.name(node)
    if node["t"] == "Div":
        return _div(node)
    if node["t"] == "CodeBlock":
        node["c"][0][1] = []  # Word would show it in eleven colours, some of which nobody can read
    if node["t"] == "Span":
        style = {"label": "Figure Label", "number": "Number"}.get("".join(node["c"][0][1]))
        if style and not any(name == "custom-style" for name, _ in node["c"][0][2]):
            node["c"][0][2].append(["custom-style", style])
    return None


def _div(node: Node) -> list[Node] | None:
    (_, classes, pairs), blocks = node["c"]
    if is_numbers(node):
        return []  # a page has the drawing, which says them to listeners
    kind = next((name for name in classes if name in _STYLES), "")
    plain = kind in _PLAIN
    if not kind or (not plain and not passage_title(node)):
        return None
    if plain:
        pairs.append(["custom-style", _STYLES[kind]])
        if kind == "index":
            node["c"][1] = [para(block["c"]) for item in blocks[0]["c"] for block in item]
        return None
    label, addressed = title_inlines(blocks[0])
    title = [_styled(label, "Passage Label")]
    title += [_styled(addressed, "Passage Addressee")] if addressed else []
    for listed in walk(blocks[1:]):
        if listed["t"] in _LISTS:
            _loosen(listed["c"][1] if listed["t"] == "OrderedList" else listed["c"])
    node["c"][1] = [*title, div(blocks[1:], attributes=[("custom-style", _STYLES[kind])])]
    return None


def _loosen(items: list[list[Node]]) -> None:
    """Make the lines of a list paragraphs, which have the style of what is around them; tight ones have their own."""
    for block in (block for item in items for block in item if block["t"] == "Plain"):
        block["t"] = "Para"


def _styled(inlines: list[Node], style: str) -> Node:
    return div([para([span(inlines)])], attributes=[("custom-style", style)])
