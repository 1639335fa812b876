"""The index of countries and instruments: which sections of the chapters name them."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from coalition.prose.ast import Inlines, Node, bullet_list, div, link, plain, walk, words
from coalition.prose.charting.figures import is_numbers
from coalition.prose.found import attr_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coalition.prose.identifiers import Targets
    from coalition.prose.lexicon import Country
    from coalition.prose.reading import Draft

_SILENT = frozenset({"Cite", "Code", "CodeBlock"})
"""What they hold are names of works and signs, and not what the text speaks of."""
_OTHER_PLACES = ("New ", "Northern ", "Gulf of ", "Nuevo ", "Nueva ", "Golfo de ")
"""Before the name of a country they make that of another place: New Mexico, the Gulf of Guinea."""


def fill(drafts: Sequence[Draft], targets: Targets, named: Mapping[int, str], index: Draft) -> None:
    """Write the index, when everything has its number; `named` are the instruments by the id() of their spans.

    Law: a country is found by its names in the language of the text alone, as whole words with their capitals.
    """
    found: dict[str, dict[str, str]] = defaultdict(dict)
    lexicon = index.manuscript.lexicon
    shown = {country.code: country.names[0] for country in lexicon.countries}
    shown |= {one.id: one.short for one in lexicon.instruments}
    for draft in drafts:
        if draft.manuscript.number is not None:
            for name, number, place in _mentions(draft, targets, named):
                found[name].setdefault(number, place)
    entries = sorted((_alphabetical(shown[name]), shown[name], places) for name, places in found.items())
    if entries:
        items = [[plain(_entry(name, places))] for _, name, places in entries]
        index.blocks = [div([bullet_list(items)], classes=["index"])]


def _entry(name: str, places: Mapping[str, str]) -> Inlines:
    made = words(name)
    for number, place in places.items():
        made += [*words(", "), link(words(number), f"#{place}")]
    return made


def _alphabetical(name: str) -> str:
    """How a name is sorted: without accents, and é beside e."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", name) if not unicodedata.combining(letter))
    return bare.casefold()


def _mentions(draft: Draft, targets: Targets, named: Mapping[int, str]) -> Iterator[tuple[str, str, str]]:
    """What is named, and the number and id of the section in which it is."""
    numbers = {target.id: target.number for target in targets.of[draft.manuscript.id].values()}
    number, place = str(draft.manuscript.number), draft.manuscript.id
    pattern, owners = _pattern(draft.manuscript.lexicon.countries)
    for block in draft.blocks:
        if block["t"] == "Header" and numbers.get(attr_of(block)[0]):
            place = attr_of(block)[0]
            number = numbers[place]
        spoken = "".join(_spoken(block))
        for name in dict.fromkeys(found[1] for found in pattern.finditer(spoken)) if pattern else ():
            yield owners[" ".join(name.split())], number, place
        for node in walk(block):
            if id(node) in named:
                yield named[id(node)], number, place


@lru_cache(maxsize=8)
def _pattern(countries: tuple[Country, ...]) -> tuple[re.Pattern[str] | None, dict[str, str]]:
    """What finds the names, the longest first, and whose each is."""
    owners = {name: country.code for country in countries if not country.mistakable for name in country.names}
    longest = sorted(owners, key=lambda name: (-len(name), name))
    before = "".join(f"(?<!{re.escape(other)})" for other in _OTHER_PLACES)
    every = "|".join(r"\s+".join(map(re.escape, name.split())) for name in longest)
    return (re.compile(rf"(?<![\w-]){before}({every})(?![\w-])") if longest else None), owners


def _spoken(content: Any) -> Iterator[str]:
    """The words of a node."""
    if isinstance(content, list):
        for part in content:
            yield from _spoken(part)
    elif isinstance(content, dict) and content.get("t") not in _SILENT:
        # Behind a map is half the world, and on paper it is not there.
        yield from () if is_numbers(content) else _of_node(content)


def _of_node(node: Node) -> Iterator[str]:
    kind = node.get("t")
    if kind == "Str":
        yield node["c"]
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        yield " "
    else:
        yield from _spoken(node.get("c"))
        if kind in ("Para", "Plain", "Header"):
            yield "\n"
