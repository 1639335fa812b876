"""The EPUB writer: an EPUB 3 with our own style sheet and cover, made by pandoc in memory.

Only what is new is written: see `epub_parts`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from coalition.prose import epub_parts
from coalition.prose.ast import Blocks, Node, document
from coalition.prose.epub_parts import Kept
from coalition.prose.guard import guarded
from coalition.prose.pandoc import BOOK_SECONDS, MEMORY_MB, Pandoc, PandocFailed, Task
from coalition.prose.shaping import Shown, decoded, head_cells, metadata_of, substitute
from coalition.prose.stored import code
from coalition.sources.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coalition.prose.model import Picture


def epub(  # noqa: PLR0913 -- one for each part of a book, all by name
    parts: Sequence[str],
    *,
    stylesheet: str,
    metadata: Mapping[str, object],
    cover: bytes,
    pictures: Mapping[str, Picture],
    identifier: str,
    pandoc: Pandoc,
) -> bytes:
    """An EPUB of the parts of a book: a file for each heading of level 1, with which each part but the first begins.

    `cover` is a PNG or JPEG; `metadata` is in pandoc's words and comes from the library, never from a text. Its time is
    that of 1970. Law: the same book gives the same bytes, whichever of its parts were written before.
    Raises PandocFailed, Unguarded, PictureMissing.
    """
    keys = [_key(part, metadata, pictures, pandoc) for part in parts]
    known = [None if (found := pandoc.cache.get(key)) is None else Kept.thawed(found) for key in keys]
    shown = Shown(pictures)
    written = [kept.outline(shown) if kept else _shaped(part, shown) for part, kept in zip(parts, known, strict=True)]
    name = "cover.png" if cover.startswith(b"\x89PNG") else "cover.jpg"
    files = ((name, cover), ("book.css", stylesheet.encode()), *shown.files)
    # The server takes style and cover from here alone.
    told = {**metadata, "identifier": identifier, "css": ["book.css"], "cover-image": name}
    book = epub_parts.Book(_written(written, told, files, pandoc), dict(shown.files))
    made = book.parts(written)
    for key, kept, new in zip(keys, known, made, strict=True):
        if kept is None and new.whole:
            pandoc.cache.put(key, new.frozen())
    return book.joined([kept or new for kept, new in zip(known, made, strict=True)])


def _written(
    parts: Sequence[Blocks], metadata: Mapping[str, object], files: tuple[tuple[str, bytes], ...], pandoc: Pandoc
) -> bytes:
    """What pandoc makes of these blocks."""
    blocks = [block for part in parts for block in part]
    if not blocks:
        raise PandocFailed("There is nothing to be written as EPUB.")
    options = {
        "standalone": True,
        "split-level": 1,
        "toc-depth": 2,
        "html-math-method": {"method": "plain"},
        "metadata": metadata_of(metadata),
    }
    task = Task(document(blocks), "json", "epub3", options, files, BOOK_SECONDS, MEMORY_MB, strict=True)
    return decoded(pandoc.convert([task])[0], "EPUB")


def _key(part: str, metadata: Mapping[str, object], pictures: Mapping[str, Picture], pandoc: Pandoc) -> str:
    """Names everything on which the files of a part depend."""
    names = sorted(picture.name for path, picture in pictures.items() if path in part)
    told = json.dumps([metadata.get("lang"), metadata.get("dir"), names])
    return Cache.key("epub", code(), pandoc.version, told, part)


def _shaped(part: str, shown: Shown) -> Blocks:
    blocks = guarded(part)
    substitute(blocks, lambda node: _change(node, shown))
    return blocks


def _change(node: Node, shown: Shown) -> list[Node] | None:
    if node["t"] == "Image":
        shown.name(node)
    elif node["t"] == "Table":
        head_cells(node)
    elif node["t"] in ("Div", "Span"):
        given = node["c"][0]
        given[2] = [pair for pair in given[2] if pair[0] != "custom-style"]
    return None
