"""A document that holds two texts: what a comparison makes, and what can be said of it.

In it, spans and divs of the class `deletion` hold what only the older text has, those of the class `insertion` what
only the newer one has. A second class says when no word came or went: `moved` (in another place of the other text),
`restyled` (emphasis and the like), `relinked` (a link that leads elsewhere), `redescribed` (a picture's description).
An item of a list, or a row of a table, that came or went as a whole is one mark in itself, or one in every cell; so are
a term and each of its meanings.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from coalition.prose import tokens
from coalition.prose.ast import Blocks, Inlines, Node, blocks_of, document, para, walk, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DELETION, INSERTION = "deletion", "insertion"
MOVED, RESTYLED, RELINKED, REDESCRIBED = "moved", "restyled", "relinked", "redescribed"
EDITED = "edited"
LABEL, NUMBER = "label", "number"
"""The classes of titles and numbers that the program gives."""
_TEXTS = frozenset({"Para", "Plain", "Header", "CodeBlock", "LineBlock"})


@dataclass(frozen=True, slots=True)
class Tally:
    """How much differs between two texts."""

    words: int = 0
    """Words dropped, added or replaced; of a few words in place of others, the more. In scripts without blanks, signs."""
    deleted: int = 0
    inserted: int = 0
    places: int = 0
    """Paragraphs, headings, items and cells in which words differ."""
    moved: int = 0
    """Sentences, paragraphs and items that stand elsewhere in the text."""
    left: int = 0
    """Words that stand in another text now, and those that stood there: in neither are they deleted or inserted."""
    arrived: int = 0
    restyled: int = 0
    relinked: int = 0
    redescribed: int = 0
    pictures: int = 0
    """Dropped, added or replaced."""
    signs: int = 0
    """Places where nothing but punctuation, blanks, numbering or rules differ."""

    @property
    def nothing(self) -> bool:
        """Whether the texts are the same."""
        return self == Tally()


def marks(node: Node) -> list[str]:
    """What happened to a span or div: `deletion` or `insertion`, and perhaps why; empty for any other node."""
    if node["t"] not in ("Span", "Div"):
        return []
    classes: list[str] = node["c"][0][1]
    return classes if classes and classes[0] in (DELETION, INSERTION) else []


def move(mark: Node) -> str:
    """The number of the move of which a mark is half; empty for any other."""
    return str(dict(mark["c"][0][2]).get("move", ""))


def elsewhere(mark: Node) -> str:
    """The text in which the other half of a move stands; empty where that is the same text."""
    return str(dict(mark["c"][0][2]).get("elsewhere", ""))


def is_marked(content: object) -> bool:
    """Whether something in it came, went or changed."""
    return any(marks(node) for node in walk(content))


# The two texts in it


def older(ast: str) -> str:
    """The document without what was inserted."""
    return document(without(blocks_of(ast), INSERTION))


def newer(ast: str) -> str:
    """The document without what was deleted."""
    return document(without(blocks_of(ast), DELETION))


def without(content: Any, dropped: str) -> Any:
    """Blocks or inlines without what stands in marks of one class, and without the marks of the other."""
    if isinstance(content, dict):
        return _only_of(content, dropped)
    if not isinstance(content, list):
        return content
    made: list[Any] = []
    for part in content:
        found = marks(part) if isinstance(part, dict) and "t" in part else []
        if not found:
            made.append(without(part, dropped))
        elif found[0] != dropped:
            made += without(part["c"][1], dropped)
    return made


def _only_of(node: Node, dropped: str) -> Node:
    kind = node["t"]
    content: Any = node.get("c")
    if kind == "BulletList":
        content = _kept(content, dropped)
    elif kind == "OrderedList":
        content = [content[0], _kept(content[1], dropped)]
    elif kind == "DefinitionList":
        content = [
            [term, _kept(meanings, dropped)] for term, meanings in content if not _is_gone(term, meanings, dropped)
        ]
    elif kind == "Table":
        given, caption, columns, head, bodies, foot = content
        content = [
            *(given, caption, columns),
            [head[0], _kept_rows(head[1], dropped)],
            [[body[0], body[1], _kept_rows(body[2], dropped), _kept_rows(body[3], dropped)] for body in bodies],
            [foot[0], _kept_rows(foot[1], dropped)],
        ]
    return {**node, "c": without(content, dropped)} if "c" in node else node


def _kept(items: list[Blocks], dropped: str) -> list[Blocks]:
    return [item for item in items if not _is_whole(item, dropped)]


def _is_gone(term: Inlines, meanings: list[Blocks], dropped: str) -> bool:
    """Whether an entry of a list of terms is in the other text alone."""
    return _is_whole(term, dropped) and all(_is_whole(meaning, dropped) for meaning in meanings)


def _kept_rows(rows: list[Any], dropped: str) -> list[Any]:
    return [row for row in rows if not (row[1] and all(_is_whole(cell[4], dropped) for cell in row[1]))]


def _is_whole(blocks: Blocks | Inlines, mark: str) -> bool:
    """Whether an item or a cell is nothing but that mark: then it is in one of the texts alone."""
    return len(blocks) == 1 and marks(blocks[0])[:1] == [mark]


# How much differs


def tally(blocks: Blocks) -> Tally:
    """How much differs between the texts of these blocks."""
    counted: Counter[str] = Counter()
    _count(blocks, counted)
    if not counted.total() and is_marked(blocks):
        counted["signs"] = 1
    return Tally(**counted)


def _count(content: Any, counted: Counter[str]) -> None:
    if isinstance(content, list):
        for dropped, added, other in _siblings(content):
            if dropped is not None or added is not None:
                _count_change(dropped, added, counted)
            else:
                _count(other, counted)
    elif isinstance(content, dict):
        before = counted["words"]
        _count(content.get("c"), counted)
        counted["places"] += content["t"] in _TEXTS and counted["words"] > before


def _siblings(content: list[Any]) -> Iterator[tuple[Node | None, Node | None, Any]]:
    """What was dropped, with what was added in its place; what is neither."""
    index = 0
    while index < len(content):
        part, after = content[index], content[index + 1] if index + 1 < len(content) else None
        found, next_found = _marks_of(part), _marks_of(after)
        index += 1
        if not found:
            yield None, None, part
        elif found[0] == INSERTION:
            yield None, part, None
        elif MOVED not in found and next_found == [INSERTION, *found[1:]]:
            yield part, after, None
            index += 1
        else:
            yield part, None, None


def _marks_of(part: Any) -> list[str]:
    return marks(part) if isinstance(part, dict) and "t" in part else []


def _count_change(dropped: Node | None, added: Node | None, counted: Counter[str]) -> None:
    """One change, of what was dropped, or added, or both at one place."""
    before, after = (node["c"][1] if node else [] for node in (dropped, added))
    why = [*marks(dropped or added or {}), ""][1]
    if why == MOVED:
        _count_move(dropped, added, counted)
    elif why:
        counted[why] += 1
    else:
        gone, come = _words(before), _words(after)
        shown = max(_pictures(before), _pictures(after))
        counted.update(deleted=gone, inserted=come, words=max(gone, come), pictures=shown)
        counted["places"] += max(_texts(before), _texts(after))
        counted["signs"] += not (gone or come or shown) and bool(before or after)


def _count_move(dropped: Node | None, added: Node | None, counted: Counter[str]) -> None:
    """Half of a move, and what else changed on the way."""
    half = added or dropped or {}
    content = without(half["c"][1], INSERTION)
    if elsewhere(half):
        counted["arrived" if added else "left"] += _words(content)
        counted["pictures"] += _pictures(content)
    elif added:
        counted[MOVED] += len(content) if added["t"] == "Div" else 1
    if added:
        _count(added["c"][1], counted)


def _words(content: Any) -> int:
    """How many words there are; the numbers that the program gives are none."""
    if isinstance(content, list):
        return sum(map(_words, content))
    if not isinstance(content, dict):
        return 0
    kind, inner = content["t"], content.get("c")
    if kind == "Str":
        return sum(word[0].isalnum() for word in tokens.split(str(inner)))
    if kind in ("Code", "CodeBlock"):
        return _words({"t": "Str", "c": inner[1]}) if inner else 0
    return 0 if kind == "Image" or is_given(content) else _words(inner)


def is_given(node: Node) -> bool:
    """Whether a node is a title or a number that the program gives."""
    return node["t"] == "Span" and not {LABEL, NUMBER}.isdisjoint(node["c"][0][1])


def _pictures(content: Any) -> int:
    return sum(node["t"] == "Image" for node in walk(content))


def _texts(content: Any) -> int:
    """How many paragraphs, headings, items and cells with words there are."""
    return sum(node["t"] in _TEXTS and bool(_words(node)) for node in walk(content))


# The changes alone


def excerpt(blocks: Blocks, left_out: Callable[[int], str], around: int = 1) -> Blocks:
    """The blocks that changed, with their headings and some around them; `left_out` says how many are not shown."""
    kept: set[int] = set()
    heading = 0
    for index, block in enumerate(blocks):
        heading = index if block["t"] == "Header" else heading
        if is_marked(block):
            kept |= {heading, *range(max(0, index - around), index + around + 1)}
    made: Blocks = []
    for shown, group in groupby(range(len(blocks)), key=kept.__contains__):
        part = [blocks[index] for index in group]
        made += part if shown or len(part) == 1 else [para(words(left_out(len(part))))]
    return made
