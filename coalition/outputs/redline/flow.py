"""A redline as one document in reading order: a summary of what changed where, then every text that changed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from coalition.outputs.redline.model import CHANGED, DROPPED, NEW, SAME
from coalition.prose import ast
from coalition.prose.redlined import is_marked

if TYPE_CHECKING:
    from coalition.outputs.redline.model import Part, Redline
    from coalition.outputs.words import Words
    from coalition.prose.ast import Blocks, Node

_WITH_ATTR = frozenset({"Div", "Span", "Figure", "Table", "Code", "CodeBlock", "Link", "Image"})
_WORDS = {NEW: "redline.new", DROPPED: "redline.dropped", CHANGED: "redline.changed", SAME: "redline.same"}


def document(redline: Redline, say: Words, *, stops: bool = True) -> str:
    """The summary, and the texts that are not the same; with `stops`, a way from each change to the next and back.

    Law: every link within it leads somewhere: one into a text that did not change is words.
    """
    shown = [part for part in redline.parts if part.state != SAME]
    texts = [ast.blocks_of(part.comparison.ast) for part in shown]
    walk = _Walk(say, sum(_stops(blocks) for blocks in texts))
    blocks: Blocks = [summary(redline, say)]
    for part, text in zip(shown, texts, strict=True):
        blocks.append(ast.div(walk.through(text) if stops else text, identifier=place(part)))
    known = {name for node in ast.walk(blocks) if (name := _identifier(node))}
    return ast.document(_unlinked(blocks, known))


def _identifier(node: Node) -> str:
    content: Any = node.get("c")
    given = content[1] if node["t"] == "Header" else content[0] if node["t"] in _WITH_ATTR else [""]
    return str(given[0])


def _unlinked(content: Any, known: set[str]) -> Any:
    """The same, links to what is not known as the words that they are on."""
    if isinstance(content, dict):
        return {**content, "c": _unlinked(content["c"], known)} if "c" in content else content
    if not isinstance(content, list):
        return content
    made: list[Any] = []
    for part in content:
        target = part["c"][2][0] if isinstance(part, dict) and part.get("t") == "Link" else ""
        dead = target.startswith("#") and target[1:] not in known
        made += _unlinked(part["c"][1], known) if dead else [_unlinked(part, known)]
    return made


def whole(redline: Redline) -> str:
    """Every text, changed or not, and nothing else."""
    return ast.document(block for part in redline.parts for block in ast.blocks_of(part.comparison.ast))


def place(part: Part) -> str:
    """The id of a part in the document: no text's ids begin so."""
    return f"part-{part.id.replace(':', 'front-')}"


def summary(redline: Redline, say: Words) -> Node:
    """A table: of each text, what became of it, and how many words went and came."""
    rows = []
    gone = come = 0
    for part in redline.parts:
        tally = part.comparison.tally
        gone, come = gone + tally.deleted, come + tally.inserted
        name = ast.words(part.title)
        title = name if part.state == SAME else [ast.link(name, f"#{place(part)}")]
        rows.append([[ast.plain(title)], _cell(say(_WORDS[part.state])), *_counts(tally.deleted, tally.inserted, say)])
    rows.append([[ast.plain([ast.strong(ast.words(say("redline.total")))])], [], *_counts(gone, come, say)])
    heads = ("redline.text", "redline.state", "redline.deleted", "redline.inserted")
    return ast.table([_cell(say(head)) for head in heads], rows, widths=(0.46, 0.18, 0.18, 0.18))


def _counts(gone: int, come: int, say: Words) -> list[Blocks]:
    return [_cell(say.number(gone)), _cell(say.number(come))]


def _cell(text: str) -> Blocks:
    return [ast.plain(ast.words(text))]


def _stops(blocks: Blocks) -> int:
    """How many times a reader who goes from change to change stops in these blocks: once for neighbours."""
    marked = [False, *map(is_marked, blocks)]
    return sum(now and not before for before, now in pairwise(marked))


class _Walk:
    """Numbers what changed, and puts before it where the next change is."""

    def __init__(self, say: Words, total: int) -> None:
        self._say, self._total, self._number = say, total, 0

    def through(self, blocks: Blocks) -> Blocks:
        made: Blocks = []
        before = False
        for block in blocks:
            marked = is_marked(block)
            if marked and not before:
                made.append(self._stop())
            made.append(block)
            before = marked
        return made

    def _stop(self) -> Node:
        self._number += 1
        here = self._number
        said = self._say("redline.stop", number=self._say.number(here), total=self._say.number(self._total))
        inlines = ast.words(said)
        for number, key in ((here - 1, "redline.previous"), (here + 1, "redline.next")):
            if 1 <= number <= self._total:
                inlines += [{"t": "Space"}, ast.link(ast.words(self._say(key)), f"#change-{number}")]
        return ast.div([ast.para(inlines)], identifier=f"change-{here}", classes=["change-stop"])
