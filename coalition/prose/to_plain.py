"""The plain writer: words and line feeds, for mail, search and feeds."""

from __future__ import annotations

from coalition.prose.ast import Blocks, Node, attr, document
from coalition.prose.guard import guarded
from coalition.prose.labels import ENGLISH, Labels
from coalition.prose.marking import signs
from coalition.prose.pandoc import MEMORY_MB, Failure, Options, Pandoc, PandocFailed, Task
from coalition.prose.shaping import substitute


def plain(ast: str, *, pandoc: Pandoc) -> str:
    """The words of a document; empty for one without blocks. Raises PandocFailed, Unguarded."""
    blocks = guarded(ast)
    substitute(blocks, _change)
    return _written(blocks, pandoc, {"wrap": "none"})


def redline(ast: str, *, pandoc: Pandoc, labels: Labels = ENGLISH, columns: int = 78) -> str:
    """A comparison in words: what went as `[-went-]`, what came as `{+came+}`, in lines of about that many columns.

    Law: no such sign stands in it that is not of the comparison. Raises PandocFailed, Unguarded.
    """
    blocks = guarded(ast)
    substitute(blocks, lambda node: signs(node, labels) or _change(node))
    return _written(blocks, pandoc, {"wrap": "auto", "columns": columns})


def _written(blocks: Blocks, pandoc: Pandoc, options: Options) -> str:
    if not blocks:
        return ""
    result = pandoc.convert([Task(document(blocks), "json", "plain", options, memory_mb=MEMORY_MB)])[0]
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
