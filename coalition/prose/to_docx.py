"""The DOCX writer: a document with the styles of our own reference document, made by pandoc in memory."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coalition.prose.ast import Node, div, document, para, span
from coalition.prose.charting.figures import is_numbers, tell
from coalition.prose.guard import guarded
from coalition.prose.pandoc import BOOK_SECONDS, MEMORY_MB, Pandoc, PandocFailed, Task
from coalition.prose.shaping import Shown, decoded, metadata_of, passage_title, substitute, title_inlines
from coalition.prose.tracked import tracked

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
}
"""Word's paragraph styles, by class. `Passage Label`, `Passage Addressee` stand above passages; `Figure Label` and
`Number` are styles of characters."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What one Word document is made from."""

    ast: str
    metadata: Mapping[str, object]
    """In pandoc's words (`title`, `author`, `lang`, …); it comes from the library, never from a text."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    revision: Revision | None = None
    """Of a comparison: who changed the text, and when; what came and went is tracked under that name."""


def docx(  # noqa: PLR0913 -- all but the document by name
    book_ast: str,
    *,
    reference: bytes,
    metadata: Mapping[str, object],
    pictures: Mapping[str, Picture],
    pandoc: Pandoc,
    revision: Revision | None = None,
) -> bytes:
    """A Word document of one whole document: see `several`."""
    return several([Manuscript(book_ast, metadata, pictures, revision)], reference=reference, pandoc=pandoc)[0]


def several(manuscripts: Sequence[Manuscript], *, reference: bytes, pandoc: Pandoc) -> tuple[bytes, ...]:
    """A Word document of each. Its times are those of 1970; the caller sets its own.

    `reference` is a document whose styles are taken. Raises PandocFailed, Unguarded, PictureMissing.
    """
    tasks = [_task(manuscript, reference) for manuscript in manuscripts]
    return tuple(decoded(made, "DOCX") for made in pandoc.convert(tasks))


def _task(manuscript: Manuscript, reference: bytes) -> Task:
    blocks = guarded(manuscript.ast)
    if not blocks:
        raise PandocFailed("There is nothing to be written as DOCX.")
    tell(blocks)
    shown = Shown(manuscript.pictures)
    substitute(blocks, lambda node: _change(node, shown))
    if manuscript.revision is not None:
        blocks = tracked(blocks, manuscript.revision)
    files = (("reference.docx", reference), *shown.files)
    options = {"standalone": True, "reference-doc": "reference.docx", "metadata": metadata_of(manuscript.metadata)}
    return Task(document(blocks), "json", "docx", options, files, BOOK_SECONDS, MEMORY_MB, strict=True)


def _change(node: Node, shown: Shown) -> list[Node] | None:
    if node["t"] == "Image":
        shown.name(node)
    if node["t"] == "Div":
        return _div(node)
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
    plain = kind in ("references", "source")
    if not kind or (not plain and not passage_title(node)):
        return None
    if plain:
        pairs.append(["custom-style", _STYLES[kind]])
        return None
    label, addressed = title_inlines(blocks[0])
    title = [_styled(label, "Passage Label")]
    title += [_styled(addressed, "Passage Addressee")] if addressed else []
    node["c"][1] = [*title, div(blocks[1:], attributes=[("custom-style", _STYLES[kind])])]
    return None


def _styled(inlines: list[Node], style: str) -> Node:
    return div([para([span(inlines)])], attributes=[("custom-style", style)])
