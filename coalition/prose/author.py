"""What a member's text may hold: marked passages, figures, tables, headings, references; and where each of them is.

Everything else has been named and left out when `read` returns. What is found is kept by reference in `Found`, in
reading order, so that ids, numbers and citations are put in without walking through the text again.
"""

from __future__ import annotations

import re
from collections import Counter
from posixpath import normpath
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from coalition.prose import drops
from coalition.prose.allowlist import QUOTES, Cleaner
from coalition.prose.ast import Blocks, Inlines, Node, citation, div, figure, plain, plain_text, walk, words
from coalition.prose.ast import image as image_node
from coalition.prose.forms import CLASS, DIRECTION, IDENTIFIER, LANGUAGE, SLUGS, WIDTH, web_address
from coalition.prose.found import Citing, Float, Found, Heading, Marked, attr_of
from coalition.prose.identifiers import slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coalition.prose.model import Manuscript

PASSAGES: dict[str, frozenset[str]] = {
    "recommendation": frozenset({"to"}),
    "demand": frozenset({"to"}),
    "key-finding": frozenset(),
    "case-study": frozenset({"practice"}),
    "testimony": frozenset({"consent", "pseudonym"}),
    "case-data": frozenset(),
}
"""The marked passages that the formats know, and what their authors may write beside the class."""

_OF_PASSAGES = frozenset().union(*PASSAGES.values())
MOST_TIMES = 3
"""How often a text may show one picture: formats that are one file hold it as often."""

INSTRUMENT = "instrument"
"""The class of words that name a legal instrument, in texts that cite."""
_TESTIMONY = "testimony"
_PRIVATE = frozenset({"consent", "pseudonym"})
"""Attributes that never stand in a document: `consent` points to what is not public, the pseudonym is set as a title."""

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_SOURCE = re.compile(r"-?@(?P<key>[\w][\w:.#$%&+?<>~/-]*)(?P<rest>(?:[, ].*)?)")
_FREE_TEXT = re.compile(r"[^\x00-\x1f\x7f]{1,200}")
_VALUES = {
    "to": SLUGS,
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


class AuthorCleaner(Cleaner):
    """Builds the document of one manuscript."""

    def __init__(self, manuscript: Manuscript) -> None:
        super().__init__()
        self.found = Found()
        self._manuscript = manuscript
        self._source: tuple[Float, str] = (Float("figure", {}, []), "")
        self._passage_depth = 0
        self._note_depth = 0
        self._times: Counter[str] = Counter()
        base = manuscript.language.split("-")[0].lower()
        self._marks = _QUOTES.get(base, QUOTES)
        self._language = manuscript.language

    def text(self, given: str) -> str:
        """Text, counted."""
        self.found.words += given[:1].isalnum() or any(map(str.isalnum, given))
        made = super().text(given)
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

    def _note(self, node: Node) -> Inlines:
        self._note_depth += 1
        made = super()._note(node)
        self._note_depth -= 1
        return made

    def _cite(self, node: Node) -> Inlines:
        (made,) = super()._cite(node)
        self.found.citings.append(Citing(made, self._note_depth > 0))
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

    def _code_block(self, node: Node) -> Blocks:
        _, classes, pairs = node["c"][0]
        if "chart" in classes:
            self.drops.append(drops.chart(dict(pairs).get("data", "")))
            return []
        return super()._code_block(node)

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
        public = [[name, value] for name, value in kept if name not in _PRIVATE]
        outside, self._language = self._language, dict(kept).get("lang", self._language)
        made: Node = {"t": "Div", "c": [[self._identifier(identifier), kinds[:1], public], []]}
        if _TESTIMONY in classes and not self._manuscript.tells(dict(kept).get("consent", ""), self._language):
            self._withhold(identifier, content)
            self._language = outside
            return []
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
        found.withheld |= {_TESTIMONY, identifier, *names, *self.found.withheld} - {""}
        self.found, self._times = found, times

    def _para(self, node: Node) -> Blocks:
        alone = node["c"][0] if len(node["c"]) == 1 and node["c"][0]["t"] == "Image" else None
        if alone is not None and alone["c"][0][0]:
            # A picture with an id and no caption is meant as a figure too.
            return self._figure(figure([node], [], identifier=alone["c"][0][0]))
        return self._wrapping(node)

    def _float(self, kind: str, source: str) -> Float:
        """A figure or table that begins here; its source is cited where its caption ends."""
        begun = Float(kind, {"t": kind.capitalize(), "c": []}, [])
        self.found.floats.append(begun)
        self.found.anchored.append(begun.node)
        self._source = (begun, source.strip())
        return begun

    def _caption(self, caption: Sequence[Any]) -> list[Any]:
        (begun, source), made = self._source, super()._caption(caption)
        if source:
            begun.source.extend(self._cited_source(source))
            made[1].append(div([plain(begun.source)], classes=["source"]))
        return made

    def _cited_source(self, written: str) -> Iterator[Node]:
        """`@key`, `[@key, p. 3]`, several with semicolons; what is no key stays words."""
        for index, part in enumerate(written.strip("[]").split(";")):
            if index:
                yield from words("; ")
            found = _SOURCE.fullmatch(part.strip())
            if found is None:
                yield from words(self.text(part.strip()))
                continue
            cited = citation(found["key"], self.text(found["rest"]))
            self.found.citings.append(Citing(cited, in_note=False))
            yield cited

    def _figure(self, node: Node) -> Blocks:
        given, caption, content = node["c"]
        inner = next(part["c"] for part in walk(content) if part["t"] == "Image")
        (_, classes, pairs), _, (target, _) = inner
        own = dict(pairs)
        kept = self.attributes("Figure", [given[0], classes, []])
        made = self._float("figure", own.get("source", "")).node
        written = plain_text(caption[1])
        others = [[name, value] for name, value in pairs if name != "source"]
        made["c"] = [kept, self._caption(caption), []]
        made["c"][2].append(plain(self._shown([["", [], others], inner[1], [target, ""]], written)))
        return [made]

    def _image(self, node: Node) -> Inlines:
        """A picture in a line of text: what stands in the brackets is what it shows."""
        given, inlines, target = node["c"]
        self.attributes("Image", [given[0], given[1], []])
        return self._shown([["", [], given[2]], inlines, target], "")

    def _shown(self, image: Sequence[Any], caption: str) -> Inlines:
        """A picture of the text's folder, with its description and width; else its description alone."""
        (_, _, pairs), inlines, (target, _) = image
        own = dict(pairs)
        width = own.get("width", "")
        for name, value in pairs:
            if name != "alt" and not (name == "width" and WIDTH.fullmatch(value)):
                self.drops.append(drops.attribute("Image", name, value))
        alt = " ".join(self.text(own.get("alt", plain_text(inlines))).split())
        self._judge_alt(target, alt, caption)
        path = self._picture(target)
        if path is None:
            return words(alt)
        self._times[path] += 1
        if self._times[path] > MOST_TIMES:
            self.drops.append(drops.repeated_picture(target, MOST_TIMES))
            return words(alt)
        if self._times[path] == 1:
            self.found.images.append(path)
        return [image_node(path, alt, width=width if WIDTH.fullmatch(width) else "")]

    def _judge_alt(self, target: str, alt: str, caption: str) -> None:
        if not alt:
            self.drops.append(drops.without_alt(target))
        elif caption and alt == caption:
            # pandoc repeats the caption where no alt was written: which of the two it is, the file tells.
            self.drops.append(drops.alt_is_caption(target))

    def _picture(self, target: str) -> str | None:
        """The campaign's path of a picture of this text."""
        written = unquote(target)
        outside = _SCHEME.match(written) or written.startswith(("/", "\\")) or ".." in written.split("/")
        if outside or "\\" in written:
            self.drops.append(drops.picture(target))
            return None
        folder = self._manuscript.path.rpartition("/")[0]
        path = normpath(f"{folder}/{written}") if folder else normpath(written)
        if path not in self._manuscript.images:
            known = [name.removeprefix(f"{folder}/") for name in self._manuscript.images]
            self.drops.append(drops.missing_picture(target, known))
            return None
        return path

    def _table(self, node: Node) -> Blocks:
        identifier, classes, pairs = node["c"][0]
        others = [[name, value] for name, value in pairs if name != "source"]
        made = self._float("table", dict(pairs).get("source", "")).node
        (whole,) = super()._table({"t": "Table", "c": [[identifier, classes, others], *node["c"][1:]]})
        made["c"] = whole["c"]
        return [made]


_IDENTIFIED = frozenset({"Header", "Div", "Span", "Figure", "Table"})
_ALLOWED_CLASSES = {
    "Header": frozenset({"unnumbered", "unlisted"}),
    "Span": frozenset({"mark"}),
    "Table": frozenset({"case-data"}),
}
_ALLOWED_PAIRS = {"Span": frozenset({"lang", "dir"})}
