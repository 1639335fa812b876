"""The plain writer: words and line feeds, for mail, search and feeds."""

from __future__ import annotations

from coalition.prose.ast import Node, attr, document
from coalition.prose.guard import guarded
from coalition.prose.pandoc import Failure, Pandoc, PandocFailed, Task
from coalition.prose.shaping import substitute


def plain(ast: str, *, pandoc: Pandoc) -> str:
    """The words of a document; empty for one without blocks. Raises PandocFailed, Unguarded."""
    blocks = guarded(ast)
    if not blocks:
        return ""
    substitute(blocks, _change)
    result = pandoc.convert([Task(document(blocks), "json", "plain", {"wrap": "none"})])[0]
    if isinstance(result, Failure):
        raise PandocFailed(f"A text could not be written as plain text: the converter {result.reason}.")
    return result


def _change(node: Node) -> list[Node] | None:
    """Captions stay where pictures go; ids are for those who can follow them."""
    if node["t"] == "Figure":
        return list(node["c"][1][1])
    if node["t"] == "Table":
        node["c"][0] = attr()
    return None
