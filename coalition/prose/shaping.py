"""What writers change in a document before pandoc writes it; they own the nodes, made anew by the guard."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from coalition.errors import CoalitionError
from coalition.prose.ast import Blocks, Inlines, Node, plain_text
from coalition.prose.pandoc import Failure, PandocFailed, meta
from coalition.prose.redlined import DELETION, LABEL, marks, without

if TYPE_CHECKING:
    from coalition.prose.model import Picture

Change = Callable[[Node], "list[Node] | None"]
"""Nodes to put in a node's place; None leaves it as it is."""


class PictureMissing(CoalitionError):
    """A text shows a picture that the writer was not given: a fault of the library, not of a text."""

    def __init__(self, path: str) -> None:
        super().__init__(
            f'The picture "{path}" was not handed to the writer.', "Please report this as a fault of the tool."
        )


def substitute(content: list[Any], change: Change) -> None:
    """Change nodes in place, in reading order, what is inside a node before the node itself."""
    made: list[Any] | None = None  # most lists stay as they are, and most nodes are words
    for index, part in enumerate(content):
        changed = None
        if type(part) is dict:
            if type(part.get("c")) is list:
                substitute(part["c"], change)
            changed = change(part) if "t" in part else None
        elif type(part) is list:
            substitute(part, change)
        if changed is not None and made is None:
            made = content[:index]
        if made is not None:
            made.extend([part] if changed is None else changed)
    if made is not None:
        content[:] = made


def passage_title(node: Node) -> str:
    """The words above a marked passage; empty for any other div."""
    content = node["c"][1]
    if content and content[0]["t"] == "Div" and "passage-title" in content[0]["c"][0][1]:
        return title_parts(content[0])[0]
    return ""


def title_parts(title: Node) -> tuple[str, str]:
    """The words above a passage, and those beside them: "Recommendation 3.2", "To: destination states".

    In a comparison, those of the newer text.
    """
    label, addressed = (plain_text(without(part, DELETION)) for part in title_inlines(title))
    return label, addressed


def title_inlines(title: Node) -> tuple[Inlines, Inlines]:
    """What stands above a passage, and beside it, with the marks of a comparison."""
    parts: dict[str, Inlines] = {LABEL: [], "addressed": []}

    def take(nodes: list[Node], mark: list[Any] | None) -> None:
        """Sort these nodes into the two parts, each with the mark of what it stands in."""
        for node in nodes:
            kind = node["t"]
            inner: Any = node.get("c")
            name = next((name for name in parts if kind == "Span" and name in inner[0][1]), "")
            if marks(node):
                take(inner[1], [inner[0][0], marks(node), []])
            elif kind in ("Para", "Plain"):
                take(inner, mark)
            elif name or (kind != "Space" and inner != " "):
                found = inner[1] if name else [node]
                parts[name or LABEL] += [{"t": "Span", "c": [mark, found]}] if mark else found

    take(title["c"][1], None)
    return parts[LABEL], parts["addressed"]


class Shown:
    """The pictures that a document shows, by names within it.

    Laws: a name is made of the content alone, so that a part that was kept finds its picture whatever else a book
    shows, and under whatever name; no word of an author's file name stands in it.
    """

    def __init__(self, pictures: Mapping[str, Picture]) -> None:
        self._names = {path: _name(picture) for path, picture in pictures.items()}
        self.known = {self._names[path]: picture.content for path, picture in pictures.items()}
        """Every picture that may be shown."""
        self._used: set[str] = set()

    def name(self, image: Node) -> None:
        """Let an image name its file. Raises PictureMissing."""
        name = self._names.get(image["c"][2][0])
        if name is None:
            raise PictureMissing(image["c"][2][0])
        image["c"][2][0] = name
        self.use(name)

    def use(self, name: str) -> None:
        """Let the picture of that name be shown."""
        self._used.add(name)

    @property
    def files(self) -> tuple[tuple[str, bytes], ...]:
        """The files that were named, sorted."""
        return tuple((name, self.known[name]) for name in sorted(self._used))


def _name(picture: Picture) -> str:
    form = picture.name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    return f"p{hashlib.sha256(picture.content).hexdigest()[:20]}.{form}"


def metadata_of(given: Mapping[str, object]) -> dict[str, Any]:
    """Metadata of our own making as pandoc takes it: words are words, and no markup is read in them."""
    return {name: meta(value) for name, value in sorted(given.items())}


def decoded(result: str | Failure, form: str) -> bytes:
    """The file that pandoc has made. Raises PandocFailed when it has made none."""
    if isinstance(result, Failure):
        raise PandocFailed(f"The {form} file could not be written: the converter {result.reason}.")
    return base64.b64decode(result)


def head_cells(table: Node) -> None:
    """Say of every cell of the header rows that it heads its column."""
    for _, cells in table["c"][3][1]:
        for cell in cells:
            cell[0][2].append(["scope", "col"])


def folded(blocks: Blocks) -> Blocks:
    """Blocks behind the first of them, which readers open; for HTML alone."""
    title, *rest = blocks
    return [
        {"t": "RawBlock", "c": ["html", f'<details class="chart-data"><summary>{escape(plain_text(title))}</summary>']},
        *rest,
        {"t": "RawBlock", "c": ["html", "</details>"]},
    ]
