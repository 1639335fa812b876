"""A redline as one document in reading order: a summary of what changed where, then every text that changed."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from coalition.outputs.redline.model import CHANGED, DROPPED, NEW, SAME
from coalition.prose import ast
from coalition.prose.redlined import DELETION, EDITED, INSERTION, MOVED, is_marked, marks, move

if TYPE_CHECKING:
    from coalition.outputs.redline.model import Part, Redline
    from coalition.outputs.words import Words
    from coalition.prose.ast import Blocks, Node

_WITH_ATTR = frozenset({"Div", "Span", "Figure", "Table", "Code", "CodeBlock", "Link", "Image"})
_ALWAYS = ("deleted", "inserted")
_COUNTED = (*_ALWAYS, "left", "arrived")
_TITLES = 0.4
"""The share of the titles in the width of the summary."""
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
    """Every text, changed or not, and nothing else; one that stands elsewhere now stands in both its places, moved.

    Law: `redlined.older` and `redlined.newer` of it are the two editions.
    """
    first = 1 + max((int(move(node)) for part in redline.parts for node in _moves(part)), default=0)
    numbers = {part.id: f"{number}" for number, part in enumerate((one for one in redline.parts if one.moved), first)}
    gone = [part for part in sorted(redline.parts, key=lambda one: one.was or 0) if part.moved]
    made: Blocks = []
    before = 0
    for part in redline.parts:
        if not part.moved and part.was is not None:
            made += [_half(DELETION, one, numbers) for one in gone if before < (one.was or 0) < part.was]
            before = part.was
        blocks = ast.blocks_of(part.comparison.ast)
        made += [_half(INSERTION, part, numbers)] if part.moved else blocks
    return ast.document([*made, *(_half(DELETION, one, numbers) for one in gone if (one.was or 0) > before)])


def _moves(part: Part) -> list[Node]:
    return [node for node in ast.walk(ast.blocks_of(part.comparison.ast)) if MOVED in marks(node)]


def _half(mark: str, part: Part, numbers: dict[str, str]) -> Node:
    """A text in one of its two places."""
    blocks = ast.blocks_of(part.comparison.ast)
    if mark == DELETION:
        for node in ast.walk(blocks):
            _unnamed(node)
    return ast.div(blocks, classes=[mark, MOVED, EDITED], attributes=[("move", numbers[part.id])])


def _unnamed(node: Node) -> None:
    content: Any = node.get("c")
    if node["t"] == "Header" or node["t"] in _WITH_ATTR:
        content[1 if node["t"] == "Header" else 0][0] = ""


def place(part: Part) -> str:
    """The id of a part in the document: no text's ids begin so."""
    return f"part-{part.id.replace(':', 'front-')}"


def summary(redline: Redline, say: Words) -> Node:
    """A table: of each text, what became of it, and how many words went and came; columns for moves where there are."""
    counted = [part.comparison.tally for part in redline.parts]
    shown = [name for name in _COUNTED if name in _ALWAYS or any(getattr(tally, name) for tally in counted)]
    rows = []
    for part, tally in zip(redline.parts, counted, strict=True):
        name = ast.words(part.title)
        title = name if part.state == SAME else [ast.link(name, f"#{place(part)}")]
        counts = [getattr(tally, column) for column in shown]
        rows.append([[ast.plain(title)], _cell(state(part, say)), *(_cell(say.number(one)) for one in counts)])
    sums = [sum(getattr(tally, column) for tally in counted) for column in shown]
    total = [ast.plain([ast.strong(ast.words(say("redline.total")))])]
    rows.append([total, [], *(_cell(say.number(one)) for one in sums)])
    heads = ("redline.text", "redline.state", *(f"redline.{name}" for name in shown))
    share = (1 - _TITLES) / (1 + len(shown))
    widths = (_TITLES, *(share for _ in heads[1:]))
    return ast.table([_cell(say(head)) for head in heads], rows, widths=widths)


def state(part: Part, say: Words) -> str:
    """What became of a text, and where it stood among the others when that is elsewhere."""
    said = say(_WORDS[part.state])
    if not part.moved or part.was is None or part.now is None:
        return said
    return say("redline.moved", state=said, old=say.number(part.was), new=say.number(part.now))


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
        """The blocks with a stop before each run of changes, in reading order."""
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
