"""Terms of the glossary, linked where a text first uses them.

Law: no word is changed, added or taken away; a term is linked at most once in a text; nothing within a heading, a
caption, a table, a note, a link, code, a quotation or emphasis (which is how titles are written) becomes a link.
"""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from coalition.prose.ast import Blocks, Inlines, Node, link
from coalition.prose.lexicon import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coalition.prose.lexicon import Term

TERM = "term"
"""The class of a link to the glossary."""
_OPENING, _CLOSING = "\u201c\u201e\u00ab", "\u201d\u00bb"
_WORDS = frozenset({"Str", "Space", "SoftBreak"})
_OTHERS_WORDS = frozenset({"testimony", "passage-title", "source"})
"""Divs that hold somebody else's words, or ours."""


def link_terms(blocks: Blocks, terms: Sequence[Term], targets: Mapping[str, str]) -> None:
    """Make links of the first use of each term in a text; `targets` are the places of the terms by their ids."""
    known = tuple((term.id, (term.name, *term.forms)) for term in terms if term.id in targets)
    if known:
        _Linker(known, targets).blocks(blocks)


@functools.lru_cache(maxsize=16)
def _pattern(known: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[re.Pattern[str], dict[str, str]]:
    """What finds every form, the longest first, and the term of each."""
    owners: dict[str, str] = {}
    for name, forms in known:
        for form in forms:
            owners.setdefault(plain(form), name)
    every = {form for _, forms in known for form in forms}
    longest = sorted(every, key=lambda form: (-len(form), form))
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(_as_written, longest))})(?![\w-])", re.IGNORECASE), owners


def _as_written(form: str) -> str:
    """A form with any blanks between its words; what is all capitals is found in capitals alone."""
    made = r"\s".join(map(re.escape, form.split()))
    return f"(?-i:{made})" if form.isupper() else made


class _Linker:
    """Goes once through a text."""

    def __init__(self, known: tuple[tuple[str, tuple[str, ...]], ...], targets: Mapping[str, str]) -> None:
        self._pattern, self._owners = _pattern(known)
        self._targets = targets
        self._left = {name for name, _ in known}
        self._quoted = 0

    def blocks(self, blocks: Blocks) -> None:
        """In every block where its author speaks."""
        for block in blocks if self._left else ():
            if block["t"] in ("Para", "Plain"):
                self._quoted = 0
                self._inlines(block["c"])
            else:
                for below in _below(block):
                    self.blocks(below)

    def _inlines(self, inlines: Inlines) -> None:
        made: Inlines = []
        run: Inlines = []
        for node in inlines:
            if node["t"] in _WORDS:
                run.append(node)
                continue
            made += self._run(run)
            run = []
            if node["t"] == "Strong":
                self._inlines(node["c"])
            elif node["t"] == "Span":
                self._inlines(node["c"][1])
            made.append(node)
        inlines[:] = [*made, *self._run(run)]

    def _run(self, run: Inlines) -> Inlines:
        """Words and blanks, with links in them."""
        text = "".join(node["c"] if node["t"] == "Str" else " " for node in run)
        made: Inlines = []
        done = 0
        for begin, end, name in self._found(text):
            made += [*_between(run, done, begin), link(_between(run, begin, end), self._targets[name], classes=[TERM])]
            done = end
        return [*made, *_between(run, done, len(text))] if made else run

    def _found(self, text: str) -> Iterator[tuple[int, int, str]]:
        seen = 0
        for found in self._pattern.finditer(text):
            self._count(text[seen : found.start()])
            seen = found.start()
            name = self._owners[plain(found[0])]
            if name in self._left and not self._quoted:
                self._left.discard(name)
                yield found.start(), found.end(), name
        self._count(text[seen:])

    def _count(self, text: str) -> None:
        """Quotations that begin and end; one that is never closed ends with its paragraph."""
        for character in text:
            if character in _OPENING:
                self._quoted += 1
            elif character in _CLOSING:
                self._quoted = max(0, self._quoted - 1)


def _below(block: Node) -> Iterator[Blocks]:
    """The lists of blocks in a block in which its author speaks."""
    kind, content = block["t"], block.get("c") or []
    if kind == "BulletList":
        yield from content
    elif kind == "OrderedList":
        yield from content[1]
    elif kind == "DefinitionList":
        for _, meanings in content:
            yield from meanings
    elif kind == "Div" and _OTHERS_WORDS.isdisjoint(content[0][1]):
        yield content[1]


def _between(run: Inlines, begin: int, end: int) -> Inlines:
    """The nodes of a run from one character to another; a word that is cut becomes two."""
    made: Inlines = []
    at = 0
    for node in run:
        size = len(node["c"]) if node["t"] == "Str" else 1
        first, last = max(begin - at, 0), min(end - at, size)
        if first < last:
            part: Node = {"t": "Str", "c": node["c"][first:last]} if node["t"] == "Str" else node
            made.append(part)
        at += size
    return made
