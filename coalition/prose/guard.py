"""The last gate: writers take nothing that has not passed the allow-list, whoever made it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coalition.errors import CoalitionError
from coalition.prose import drops
from coalition.prose.allowlist import DEEPEST, Cleaner
from coalition.prose.ast import Blocks, Inlines, Node, blocks_of
from coalition.prose.forms import CLASS, DIRECTION, IDENTIFIER, LANGUAGE, SLUGS, WIDTH

if TYPE_CHECKING:
    from collections.abc import Sequence

PLACE = re.compile(r"[A-Za-z][A-Za-z0-9_:./-]{0,199}")
"""What follows the `#` of a link within a book, or to a page of the site that an output knows."""

_OUR_ATTRIBUTES = {
    "lang": LANGUAGE,
    "dir": DIRECTION,
    "width": WIDTH,
    "to": SLUGS,
    "practice": SLUGS,
    "custom-style": re.compile(r"[A-Za-z][A-Za-z0-9 ]{0,39}"),
    "move": re.compile(r"[0-9]{1,6}"),
    "elsewhere": re.compile(r"[^\x00-\x1f\x7f-\x9f\ue000-\uf8ff]+"),
}
"""What the library itself may set; `custom-style` names a style of our own reference document for Word."""


class Guard(Cleaner):
    """What writers take: documents that have passed, with the ids, classes and attributes of our own making.

    Law: what `prepare` gives out, and what is made with the constructors of `ast`, loses nothing here.
    """

    deepest = DEEPEST + 3
    """A comparison lays a mark around what was in its place before, and around the notes in it."""

    def attributes(self, element: str, given: Sequence[Any]) -> list[Any]:
        """Ids and classes of the right form, and the attributes that the library itself sets."""
        identifier, classes, pairs = given
        if identifier and not IDENTIFIER.fullmatch(identifier):
            self.drops.append(drops.identifier(identifier))
            identifier = ""
        kept = [name for name in classes if CLASS.fullmatch(name)]
        passing = [[name, value] for name, value in pairs if _ours(name, value)]
        self.drops.extend(drops.class_name(element, name) for name in classes if not CLASS.fullmatch(name))
        self.drops.extend(drops.attribute(element, name, value) for name, value in pairs if not _ours(name, value))
        return [identifier, kept, passing]

    def link(self, node: Node) -> Inlines:
        """A link to the web, or within the book."""
        target = node["c"][2][0]
        if target.startswith("#") and PLACE.fullmatch(target[1:]):
            return [node]
        return super().link(node)

    def _cite(self, node: Node) -> Inlines:
        """A citation that nobody has resolved is not written."""
        return self._unknown(node)

    def image(self, node: Node) -> Inlines:
        """A picture, by the campaign's path: writers take its bytes or address from what they are handed."""
        given, inlines, (target, _) = node["c"]
        return [{"t": "Image", "c": [self.attributes("Image", given), inlines, [target, ""]]}]


def _ours(name: str, value: str) -> bool:
    pattern = _OUR_ATTRIBUTES.get(name)
    return pattern is not None and bool(pattern.fullmatch(value))


def guarded(ast: str) -> Blocks:
    """The blocks of a document that a writer was handed. Raises Unguarded: it has not passed the allow-list."""
    guard = Guard()
    made = guard.blocks(blocks_of(ast))
    if guard.drops:
        raise Unguarded("; ".join(drop.message for drop in guard.drops[:5]))
    return made


class Unguarded(CoalitionError):
    """A document reached a writer without having passed the allow-list: a fault of the library, not of a text."""
