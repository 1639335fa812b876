"""How the marks of a comparison are written: as HTML's own elements, or as signs in plain text.

Nothing hangs on colour: HTML says each change in words that only a screen reader speaks, and what a line through a
text cannot show (a picture, a paragraph moved, a link, an emphasis) in words for everyone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coalition.prose.ast import Blocks, Inlines, Node, link, plain, plain_text, span, walk, words
from coalition.prose.redlined import DELETION, EDITED, MOVED, REDESCRIBED, RELINKED, elsewhere, marks, move

if TYPE_CHECKING:
    from coalition.prose.labels import Labels

SPOKEN = "spoken"
"""The class of words that are heard and not seen."""
SAID = "change-said"
"""The class of words that say what happened, for everyone."""
SIGNS = {"deletion": ("[-", "-]"), "insertion": ("{+", "+}")}
"""Before and after what was deleted or inserted, in plain text."""
_STYLES = {"Emph": "*", "Strong": "**", "Underline": "_"}
_ESCAPED = {sign: f"{sign[0]}\\{sign[1]}" for signs in SIGNS.values() for sign in signs}


@dataclass(frozen=True, slots=True)
class Told:
    """A mark with all that is said of it."""

    mark: str
    why: str
    """Empty where words came or went."""
    kept: Inlines
    """What stands before the mark, in both texts."""
    before: Inlines
    inner: list[Node]
    after: Inlines
    place: str = ""
    """Of half of a move: the id to which its other half leads."""


def told(node: Node, labels: Labels) -> Told:
    """What is said of a mark before and after it; words for listeners alone are `spoken`, those for everyone `said`."""
    mark, *why = marks(node)
    inner, kept = _inner(node, why, labels)
    before, after = _words_of(node, inner, labels)
    return Told(mark, why[0] if why else "", kept, before, inner, after, half(node) if MOVED in why else "")


def half(node: Node, *, other: bool = False) -> str:
    """The id of half of a move, or that of the other half."""
    source = (marks(node)[0] == DELETION) != other
    return f"move-{move(node)}-{'from' if source else 'to'}"


def elements(node: Node, labels: Labels) -> list[Node]:
    """A mark as `<ins>` or `<del>`, in words too."""
    found = told(node, labels)
    tag = "del" if found.mark == DELETION else "ins"
    place = f' id="{found.place}"' if found.place else ""
    opening = f'<{tag}{place} class="{found.why}">' if found.why else f"<{tag}>"
    in_line = node["t"] == "Span"
    kind = "RawInline" if in_line else "RawBlock"
    content = [*found.before, *found.inner, *found.after]
    if not in_line:
        content = [plain(found.before), *found.inner, plain(found.after)]
    return [*found.kept, {"t": kind, "c": ["html", opening]}, *content, {"t": kind, "c": ["html", f"</{tag}>"]}]


def _inner(node: Node, why: list[str], labels: Labels) -> tuple[list[Node], Inlines]:
    """What stands in a mark, and what before it."""
    content: list[Node] = node["c"][1]
    if RELINKED in why:
        return [*content, *_addresses(content)], []
    if REDESCRIBED in why:
        mark = marks(node)[0]
        pictures = [] if mark == DELETION else list(content)
        said = plain_text([part["c"][1] for part in content])
        return [span(words(f"{labels.changes[f'{mark}-{REDESCRIBED}']}: {said}"), classes=[SAID])], pictures
    return content, []


def _addresses(content: Inlines) -> Inlines:
    """Where links lead, for those who see the words alone; a place in the text has no address that says anything."""
    targets = [node["c"][2][0] for node in walk(content) if node["t"] == "Link"]
    found = [target for target in targets if not target.startswith("#")]
    return [span(words(f" ({', '.join(dict.fromkeys(found))})"), classes=[SAID])] if found else []


def _words_of(node: Node, inner: Blocks | Inlines, labels: Labels) -> tuple[Inlines, Inlines]:
    """What is said before and after a change."""
    mark, *why = marks(node)
    said = labels.changes
    end = span(words(f" {said[f'{mark}-end']} "), classes=[SPOKEN])
    if MOVED in why:
        way = link(words(_moved(node, labels)), f"#{half(node, other=True)}")
        return [span([way, *words(": ")], classes=[SAID])], [end]
    if not why and any(part["t"] == "Image" for part in walk(inner)):
        return [span(words(f"{said[f'{mark}-picture']}: "), classes=[SAID])], [end]
    name = f"{mark}-{why[0]}" if why else mark
    return ([] if REDESCRIBED in why else [span(words(f" {said[name]}: "), classes=[SPOKEN])]), [end]


def _moved(node: Node, labels: Labels) -> str:
    """Where the other half of a move is, and whether more changed: `Moved to “Work at sea”, and edited`."""
    mark, *why = marks(node)
    other = elsewhere(node)
    said = labels.changes[f"{mark}-{MOVED}-elsewhere" if other else f"{mark}-{MOVED}"].replace("{text}", other)
    return labels.changes[EDITED].replace("{moved}", said) if EDITED in why else said


def signs(node: Node, labels: Labels) -> list[Node] | None:
    """A mark as signs in plain text, where what they enclose is said too; of any other node what readers see."""
    kind = node["t"]
    if kind == "Str":
        return words(_escaped(node["c"]))
    if kind in _STYLES:
        return [*words(_STYLES[kind]), *node["c"], *words(_STYLES[kind])]
    if kind == "Image":
        alt, (path, _) = node["c"][1:]
        return words(f"[{path.rpartition('/')[2]}: {plain_text(alt)}]")
    if kind == "Figure":
        return [*node["c"][2], *node["c"][1][1]]
    return _enclosed(node, labels) if marks(node) else None


def _enclosed(node: Node, labels: Labels) -> list[Node]:
    mark, *why = marks(node)
    opening, closing = SIGNS[mark]
    content: list[Any] = node["c"][1]
    said = f"{labels.changes[f'{mark}-{REDESCRIBED}']}: " if REDESCRIBED in why else ""
    said = f"{_moved(node, labels)}: " if MOVED in why else said
    if RELINKED in why:
        content = [*content, *_addresses(content)]
    before, after = words(f"{opening}{said}"), words(closing)
    if node["t"] == "Span":
        return [*before, *content, *after]
    _text_at(content, 0)[:0] = before
    _text_at(content, -1).extend(after)
    return content


def _text_at(blocks: Blocks, end: int) -> Inlines:
    """The inlines with which blocks begin (0) or end (-1); new ones where they begin or end with no text."""
    block = blocks[end] if blocks else None
    while block is not None and block["t"] in ("BulletList", "OrderedList", "BlockQuote", "Div"):
        within = block["c"] if block["t"] in ("BulletList", "BlockQuote") else block["c"][1]
        if within and isinstance(within[end], list):
            within = within[end]
        block = within[end] if within else None
    if block is None or block["t"] not in ("Para", "Plain", "Header"):
        block = plain([])
        blocks.insert(0 if end == 0 else len(blocks), block)
    inlines: Inlines = block["c"][2] if block["t"] == "Header" else block["c"]
    return inlines


def _escaped(text: str) -> str:
    """Text in which no sign stands that a comparison did not put there."""
    for sign, shown in _ESCAPED.items():
        text = text.replace(sign, shown)
    return text
