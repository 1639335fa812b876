"""Ids and numbers: what can be referred to in a book, under which id it stands there, and how it is called.

A *local id* is what an author wrote (`fig-x`) or what a heading's words make; in the book it is prefixed with the id
of its text (`poverty-fig-x`). Texts are given their ids in the order of their own ids, so that their order in the
book changes none.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coalition.prose.ast import Node, plain_text, span, words
from coalition.prose.found import Heading, attr_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coalition.prose.labels import Labels
    from coalition.prose.model import Manuscript
    from coalition.prose.reading import Draft

_NOT_IN_SLUGS = re.compile(r"[^a-z0-9]+")
_NUMBERED_LEVELS = 3
"""Sections and their parts bear numbers: 2.1 and 2.1.3; headings below that do not."""


@dataclass(frozen=True, slots=True)
class Target:
    """Something that can be referred to."""

    kind: str
    """`section`, `figure`, `table`, the kind of a passage, or `place`."""
    id: str
    """Unique in the book."""
    number: str
    title: str
    """The heading, or the caption."""

    def name(self, labels: Labels) -> str:
        """What a reference to it reads: "Figure 3.2", or its title when it bears no number."""
        word = {"figure": labels.figure, "table": labels.table, "section": labels.section}.get(self.kind)
        if word is None and self.kind != "place":
            word = labels.passage(self.kind)
        if self.number and word:
            return f"{word} {self.number}"
        return self.title or word or self.id


@dataclass(slots=True)
class Targets:
    """Every target of a book, by text and local id."""

    of: dict[str, dict[str, Target]] = field(default_factory=dict)
    broken: frozenset[str] = frozenset()
    """Texts that could not be read: nobody can say what is in them."""
    withheld: frozenset[tuple[str, str]] = frozenset()
    """Texts and local ids of what stands in testimonies that are not told."""

    def find(self, text: str, local: str) -> Target | None:
        """The target that a text has under a local id."""
        return self.of.get(text, {}).get(local)


class _Names:
    """Names that are taken. Law: it gives every name once, and a thousand equal ones in a thousand steps."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)
        self._counts: dict[str, int] = {}

    def free(self, name: str) -> str:
        """The name, or the name with the first number that makes it new."""
        count = self._counts.get(name, 1)
        made = name if count == 1 else f"{name}-{count}"
        while made in self._taken:
            count += 1
            made = f"{name}-{count}"
        self._counts[name] = count
        self._taken.add(made)
        return made


def assign(drafts: Sequence[Draft]) -> Targets:
    """Give every heading, figure, table, passage and marked place its id and number."""
    names = {draft.manuscript.id for draft in drafts}
    # The report's files have a list of works, and where it is by chapter one with a heading behind each text.
    taken = _Names({*names, "refs", *(f"{name}-{list_}" for name in names for list_ in ("refs", "sources"))})
    targets = Targets(
        broken=frozenset(draft.manuscript.id for draft in drafts if not draft.readable),
        withheld=frozenset((draft.manuscript.id, name) for draft in drafts for name in draft.found.withheld),
    )
    for draft in sorted(drafts, key=lambda draft: draft.manuscript.id):
        numbers = _numbers(draft)
        targets.of[draft.manuscript.id] = _identified(draft, taken, numbers)
        for heading in draft.found.headings:
            _show_number(heading.node, numbers.get(id(heading.node), ""))
    return targets


def slug(text: str, fallback: str) -> str:
    """An id made of words: Latin letters without accents, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode("ascii")
    made = _NOT_IN_SLUGS.sub("-", plain).strip("-").lstrip("0123456789-")[:60].rstrip("-")
    return made or fallback


def _identified(draft: Draft, taken: _Names, numbers: Mapping[int, str]) -> dict[str, Target]:
    """The text's targets by local id; their nodes now bear the book's."""
    text = draft.manuscript.id
    local: dict[str, Target] = {}
    own = _Names({attr_of(node)[0] for node in draft.found.anchored} - {""})
    kinds = _kinds(draft)
    for node in draft.found.anchored:
        name = attr_of(node)[0]
        if name and name in local:
            _duplicate(draft, name)
            name = own.free(name)
        proposed = name or own.free(_automatic(node, kinds.get(id(node), "place")))
        final = taken.free(f"{text}-{proposed}")
        attr_of(node)[0] = final
        kind = kinds.get(id(node), "place")
        local.setdefault(proposed, Target(kind, final, numbers.get(id(node), ""), _title(node)))
    return local


def _duplicate(draft: Draft, name: str) -> None:
    # The first of them is right; the second is what has to be renamed.
    draft.locator.place("identifier", name, f"#{name}")
    place = draft.locator.place("identifier", name, f"#{name}")
    hint = f"Give one of them another id, for instance #{name}-2, and correct what refers to it."
    draft.locator.report(place, "duplicate-identifier", f'The id "{name}" is used twice in this text.', hint)


def _kinds(draft: Draft) -> dict[int, str]:
    found = draft.found
    kinds = {id(heading.node): "section" for heading in found.headings}
    kinds.update((id(item.node), item.kind) for item in found.floats)
    kinds.update((id(passage.node), passage.kind) for passage in found.passages)
    return kinds


def _automatic(node: Node, kind: str) -> str:
    return slug(plain_text(node["c"][2]), "section") if kind == "section" else kind


def _title(node: Node) -> str:
    if node["t"] == "Header":
        return plain_text(node["c"][2])
    return plain_text(node["c"][1][1][:1]) if node["t"] in ("Figure", "Table") else ""


def _numbers(draft: Draft) -> dict[int, str]:
    """Numbers by node: sections 3.1 and 3.1.2; figures, tables and each kind of passage 3.1, 3.2 and so on."""
    manuscript = draft.manuscript
    if not (manuscript.numbered or manuscript.letter):
        return {}
    start = f"{manuscript.letter}." if manuscript.letter else _start(manuscript)
    counts: dict[str, int] = {}
    numbers: dict[int, str] = {}
    countable = [
        (item.kind, item.node) for item in draft.found.floats if item.kind == "figure" or _captioned(item.node)
    ]
    if manuscript.numbered:
        numbers = _section_numbers(draft.found.headings, start)
        countable += [(passage.kind, passage.node) for passage in draft.found.passages]
    for kind, node in countable:
        counts[kind] = counts.get(kind, 0) + 1
        numbers[id(node)] = f"{start}{counts[kind]}"
    return numbers


def _start(manuscript: Manuscript) -> str:
    return "" if manuscript.number is None else f"{manuscript.number}."


def _captioned(node: Node) -> bool:
    return bool(node["c"][1][1])


def _section_numbers(headings: Iterable[Heading], start: str) -> dict[int, str]:
    numbers: dict[int, str] = {}
    counts: list[int] = []
    for heading in headings:
        level = max(heading.node["c"][0], 2)
        if heading.inside or level > _NUMBERED_LEVELS or "unnumbered" in attr_of(heading.node)[1]:
            continue
        depth = level - 1
        counts = [*counts[:depth], *[1] * (depth - 1 - len(counts)), *[0] * (depth > len(counts))]
        counts[depth - 1] += 1
        numbers[id(heading.node)] = start + ".".join(map(str, counts))
    return numbers


def _show_number(node: Node, number: str) -> None:
    """The number stands in the heading itself, so that it is the same in every format."""
    if number:
        node["c"][2] = [span(words(number), classes=["number"]), {"t": "Space"}, *node["c"][2]]
