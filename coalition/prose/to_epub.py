"""The EPUB writer: an EPUB 3 with our own style sheet and cover, made by pandoc in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.prose.ast import Node, document
from coalition.prose.guard import guarded
from coalition.prose.pandoc import BOOK_SECONDS, MEMORY_MB, Pandoc, PandocFailed, Task
from coalition.prose.shaping import Shown, decoded, head_cells, metadata_of, substitute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coalition.prose.model import Picture


def epub(  # noqa: PLR0913 -- one for each part of a book, all by name
    book_ast: str,
    *,
    stylesheet: str,
    metadata: Mapping[str, object],
    cover: bytes,
    pictures: Mapping[str, Picture],
    identifier: str,
    pandoc: Pandoc,
) -> bytes:
    """An EPUB of one whole document: a file for each heading of level 1. Its time is that of 1970.

    `cover` is a PNG or JPEG; `metadata` is in pandoc's words and comes from the library, never from a text.
    Raises PandocFailed, Unguarded, PictureMissing.
    """
    blocks = guarded(book_ast)
    if not blocks:
        raise PandocFailed("There is nothing to be written as EPUB.")
    shown = Shown(pictures)
    substitute(blocks, lambda node: _change(node, shown))
    name = "cover.png" if cover.startswith(b"\x89PNG") else "cover.jpg"
    files = ((name, cover), ("book.css", stylesheet.encode()), *shown.files)
    options = {
        "standalone": True,
        "split-level": 1,
        "toc-depth": 2,
        "html-math-method": {"method": "plain"},
        # The server takes style and cover from here alone.
        "metadata": metadata_of({**metadata, "identifier": identifier, "css": ["book.css"], "cover-image": name}),
    }
    task = Task(document(blocks), "json", "epub3", options, files, BOOK_SECONDS, MEMORY_MB, strict=True)
    return decoded(pandoc.convert([task])[0], "EPUB")


def _change(node: Node, shown: Shown) -> list[Node] | None:
    if node["t"] == "Image":
        shown.name(node)
    elif node["t"] == "Table":
        head_cells(node)
    elif node["t"] in ("Div", "Span"):
        given = node["c"][0]
        given[2] = [pair for pair in given[2] if pair[0] != "custom-style"]
    return None
