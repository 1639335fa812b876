"""What writers change in a document before pandoc writes it; they own the nodes, made anew by the guard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from coalition.errors import CoalitionError
from coalition.prose.ast import Node, plain_text

Change = Callable[[Node], "list[Node] | None"]
"""Nodes to put in a node's place; None leaves it as it is."""


class PictureMissing(CoalitionError):
    """A text shows a picture that the writer was not given: a fault of the library, not of a text."""

    def __init__(self, path: str) -> None:
        super().__init__(f'The picture "{path}" was not handed to the writer.', "Please report this as a fault of the tool.")


def substitute(content: Any, change: Change) -> None:
    """Change nodes in place, in reading order, what is inside a node before the node itself."""
    if isinstance(content, dict):
        substitute(content.get("c"), change)
    elif isinstance(content, list):
        made: list[Any] = []
        for part in content:
            substitute(part, change)
            changed = change(part) if isinstance(part, dict) and "t" in part else None
            made.extend([part] if changed is None else changed)
        content[:] = made


def passage_title(node: Node) -> str:
    """The words above a marked passage; empty for any other div."""
    content = node["c"][1]
    if content and content[0]["t"] == "Div" and "passage-title" in content[0]["c"][0][1]:
        return plain_text(content[0])
    return ""


def head_cells(table: Node) -> None:
    """Say of every cell of the header rows that it heads its column."""
    for _, cells in table["c"][3][1]:
        for cell in cells:
            cell[0][2].append(["scope", "col"])
