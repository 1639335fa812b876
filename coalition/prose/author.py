"""What a member's text may hold: marked passages, figures, tables, headings, references; and where each of them is.

Everything else has been named and left out when `read` returns. What is found is kept by reference in `Found`, in
reading order, so that ids, numbers and citations are put in without walking through the text again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from coalition.prose import drops
from coalition.prose.allowlist import QUOTES
from coalition.prose.ast import Blocks, Inlines, Node, figure, plain_text
from coalition.prose.floats import FloatCleaner
from coalition.prose.forms import CLASS, DIRECTION, IDENTIFIER, LANGUAGE, SLUGS, web_address
from coalition.prose.found import Citing, Found, Heading, Marked, attr_of
from coalition.prose.identifiers import slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coalition.prose.model import Manuscript

PASSAGES: dict[str, frozenset[str]] = {
    "recommendation": frozenset({"to", "countries"}),
    "demand": frozenset({"to", "countries"}),
    "key-finding": frozenset(),
    "case-study": frozenset({"practice"}),
    "testimony": frozenset({"consent", "pseudonym"}),
    "case-data": frozenset(),
}
"""The marked passages that the formats know, and what their authors may write beside the class."""

_OF_PASSAGES = frozenset().union(*PASSAGES.values())
INSTRUMENT = "instrument"
"""The class of words that name a legal instrument, in texts that cite."""
_UNSEEN = frozenset({"consent", "pseudonym", "countries"})
"""Attributes that never stand in a document: `consent` points to what is not public, the pseudonym is set as a title,
and countries are for the register."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_COUNTRIES = re.compile(r"[A-Z]{2}(?: [A-Z]{2}){0,199}")
_FREE_TEXT = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
_VALUES = {
    "to": SLUGS,
    "countries": _COUNTRIES,
    "practice": SLUGS,
    "consent": _FREE_TEXT,
    "pseudonym": _FREE_TEXT,
    "lang": LANGUAGE,
    "dir": DIRECTION,
    "of": _FREE_TEXT,
}
_QUOTES = {
    "de": ("\u201e", "\u201c", "\u201a", "\u2018"),
    "fr": ("\u00ab\u00a0", "\u00a0\u00bb", "\u201c", "\u201d"),
    "ru": ("\u00ab", "\u00bb", "\u201e", "\u201c"),
}


class AuthorCleaner(FloatCleaner):
    """Builds the document of one manuscript."""

    def __init__(self, manuscript: Manuscript) -> None:
        super().__init__(manuscript)
        self._passage_depth = 0
        base = manuscript.language.split("-")[0].lower()
        self._marks = _QUOTES.get(base, QUOTES)
        self._language = manuscript.language

    def text(self, given: str) -> str:
        """Text, counted."""
        return self.words((given,))

    def words(self, run: Sequence[str]) -> str:
        """Text, of which each part with a letter or a digit counts as a word."""
        self.found.words += sum(part[:1].isalnum() or any(map(str.isalnum, part)) for part in run)
        made = super().words(run)
        if not made.isascii():
            self.found.letters.update(made)
        return made

    def quoted(self, kind: str, inlines: Inlines) -> Inlines:
        """Quotation marks of the text's language."""
        opening, closing = self._marks[:2] if kind == "DoubleQuote" else self._marks[2:]
        return [{"t": "Str", "c": opening}, *inlines, {"t": "Str", "c": closing}]

    def attributes(self, element: str, given: Sequence[Any]) -> list[Any]:
        """What each element may bear; the rest is named."""
        identifier, classes, pairs = given
        allowed = _ALLOWED_PAIRS.get(element, frozenset())
        return [
            self._identifier(identifier) if element in _IDENTIFIED else self._no_identifier(identifier),
            [name for name in classes if self._class(element, name)],
            [[name, value] for name, value in pairs if self._pair(element, name, value, allowed)],
        ]

    def _identifier(self, name: str) -> str:
        if name and not IDENTIFIER.fullmatch(name):
            self.drops.append(drops.identifier(name))
            return ""
        return str(name)

    def _no_identifier(self, name: str) -> str:
        if name:
            self.drops.append(drops.misplaced_identifier(name))
        return ""

    def _class(self, element: str, name: str) -> bool:
        if name in _ALLOWED_CLASSES.get(element, frozenset()) or (element == "CodeBlock" and CLASS.fullmatch(name)):
            return True
        self.drops.append(drops.class_name(element, name))
        return False

    def _pair(self, element: str, name: str, value: str, allowed: frozenset[str]) -> bool:
        if name in allowed and _VALUES[name].fullmatch(value):
            return True
        self.drops.append(drops.attribute(element, name, value))
        return False

    def _header(self, node: Node) -> Blocks:
        (made,) = super()._header(node)
        self.found.headings.append(Heading(made, self._passage_depth > 0))
        self.found.anchored.append(made)
        return [made]

    def _span(self, node: Node) -> Inlines:
        if INSTRUMENT in node["c"][0][1] and self._manuscript.cites:
            return self._instrument(node)
        made = super()._span(node)
        if len(made) == 1 and made[0]["t"] == "Span" and attr_of(made[0])[0]:
            self.found.anchored.append(made[0])
        return made

    def _instrument(self, node: Node) -> Inlines:
        """Words that name a legal instrument: which one is found when everything is read."""
        (identifier, classes, pairs), inlines = node["c"]
        self._no_identifier(identifier)
        named = [name for name in classes if name == INSTRUMENT or self._class("Span", name)]
        kept = [[name, value] for name, value in pairs if self._pair("Span", name, value, frozenset({"of"}))]
        made: Node = {"t": "Span", "c": [["", named, kept], self.inlines(inlines)]}
        self.found.instruments.append(made)
        return [made]

    def _cite(self, node: Node) -> Inlines:
        (made,) = super()._cite(node)
        self.found.citings.append(Citing(made, self.in_note))
        return [made]

    def link(self, node: Node) -> Inlines:
        """Web addresses pass; what may be a part of a text of the book is kept for later."""
        target = node["c"][2][0]
        if web_address(target) is not None:
            return super().link(node)
        if _SCHEME.match(target) or target.startswith(("//", "\\")):
            self.drops.append(drops.link(target))
            return list(node["c"][1])
        self.found.links.append(node)
        return [node]

    def _div(self, node: Node) -> Blocks:
        (identifier, classes, pairs), content = node["c"]
        kinds = [name for name in classes if name in self._manuscript.passages]
        strange = [name for name in classes if name not in kinds[:1]]
        self.drops.extend(drops.div_class(name, self._manuscript.passages) for name in strange)
        kind = kinds[0] if kinds else ""
        # What belongs to a passage whose name is misspelt is right as soon as the name is.
        given = [pair for pair in pairs if not (strange and pair[0] in _OF_PASSAGES)] if not kind else pairs
        allowed = PASSAGES.get(kind, frozenset()) | {"lang", "dir"}
        kept = [[name, value] for name, value in given if self._pair("Div", name, value, allowed)]
        public = [[name, value] for name, value in kept if name not in _UNSEEN]
        outside, self._language = self._language, dict(kept).get("lang", self._language)
        made: Node = {"t": "Div", "c": [[self._identifier(identifier), kinds[:1], public], []]}
        if drops.TESTIMONY in classes:
            consent = dict(kept).get("consent", "")
            if not self._manuscript.tells(consent, self._language):
                self._withhold(identifier, content)
                self._language = outside
                return []
            self.found.told.add((consent, self._language))
        if kind:
            written = tuple((name, value) for name, value in kept if name not in ("lang", "dir", "consent"))
            self.found.passages.append(Marked(kind, made, written))
        if kind or identifier:
            self.found.anchored.append(made)
        self._passage_depth += bool(kind)
        made["c"][1] = self.blocks(content)
        self._passage_depth -= bool(kind)
        self._language = outside
        return [made] if any(made["c"][0]) else list(made["c"][1])

    def _withhold(self, identifier: str, content: Blocks) -> None:
        """Read a testimony that is not told and keep nothing of it but names: what is wrong in it is named all the same."""
        found, times, self.found = self.found, self._times.copy(), Found()
        self.blocks(content)
        names = {attr_of(node)[0] for node in self.found.anchored} - {""}
        names |= {slug(plain_text(heading.node["c"][2]), "section") for heading in self.found.headings}
        found.withheld |= {drops.TESTIMONY, identifier, *names, *self.found.withheld} - {""}
        self.found, self._times = found, times

    def _para(self, node: Node) -> Blocks:
        alone = node["c"][0] if len(node["c"]) == 1 and node["c"][0]["t"] == "Image" else None
        if alone is not None and alone["c"][0][0]:
            # A picture with an id and no caption is meant as a figure too.
            return self._figure(figure([node], [], identifier=alone["c"][0][0]))
        return self._wrapping(node)


_IDENTIFIED = frozenset({"Header", "Div", "Span", "Figure", "Table"})
_ALLOWED_CLASSES = {
    "Header": frozenset({"unnumbered", "unlisted"}),
    "Span": frozenset({"mark"}),
    "Table": frozenset({"case-data"}),
}
_ALLOWED_PAIRS = {"Span": frozenset({"lang", "dir"})}
