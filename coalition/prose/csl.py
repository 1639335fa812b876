"""What stands in a file of the Citation Style Language: its head, and what is wrong with it.

The file may come from a stranger. It is read by events, builds no tree, and whatever could expand or fetch stands in a
document type declaration, which no style needs and none may have.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING
from xml.parsers import expat

from coalition.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Iterator

NAMESPACE = "http://purl.org/net/xbiblio/csl"
LONGEST = 1_000_000
"""Characters; the longest style of the CSL project has 250,000."""
DEEPEST = 100
"""Elements in each other; those of the CSL project have 30."""

MOST_CALLS = 1_000_000
"""Calls of macros, those of macros within macros counted each time; the most of the CSL project's styles have 225,000."""

_ELEMENTS = frozenset(
    (
        *("style", "info", "locale", "terms", "term", "single", "multiple", "style-options", "date", "date-part"),
        *("macro", "citation", "bibliography", "sort", "key", "layout", "text", "number", "names", "name"),
        *("name-part", "et-al", "label", "substitute", "group", "choose", "if", "else-if", "else"),
    )
)
"""Those outside of a style's head, where other words may stand."""
_OF_TEXT = ("macro", "term", "value", "variable")
_PARENT = "independent-parent"


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file cannot be used, and where: line and column are counted from 1."""

    line: int
    column: int
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Head:
    """What a style says of itself."""

    title: str = ""
    authors: tuple[str, ...] = ()
    rights: str = ""
    """Its terms in words."""
    licence: str = ""
    """The address of its licence."""
    address: str = ""
    """What it is called in the whole world: an address that need not lead anywhere."""
    parent: str = ""
    """The name of the style whose rules it follows; empty for one with rules of its own."""
    locale: str = ""
    """The variety of a language that it was written for."""
    in_notes: bool = False
    lists: bool = False
    """Whether it says how works are listed."""
    place: tuple[int, int] = (1, 1)
    """Where it names its parent, otherwise where it begins."""

    @property
    def id(self) -> str:
        """The name at the end of its address."""
        return _name(self.address)


@functools.lru_cache(maxsize=32)
def head(text: str) -> Head:
    """What a style says of itself, as far as it can be read."""
    return _read(text).head()


@functools.lru_cache(maxsize=32)
def faults(text: str) -> tuple[Fault, ...]:
    """Everything for which a style cannot be used, in the order of its lines; a missing parent is another matter."""
    if len(text) > LONGEST:
        message = f"A citation style has at most {LONGEST:,} characters; this file has {len(text):,}."
        return (Fault(1, 1, message, f"Is it the right file? {_GET}"),)
    reading = _read(text)
    return reading.faults if reading.ended else tuple(sorted((*reading.faults, *_unmet(reading)), key=_order))


_GET = "Styles can be had at https://www.zotero.org/styles."


def _order(fault: Fault) -> tuple[int, int]:
    return fault.line, fault.column


def _name(address: str) -> str:
    return address.rstrip("/").rpartition("/")[2].removesuffix(".csl")


class _EndedError(Exception):
    """Nothing more is to be read."""


@dataclass(slots=True)
class _Reading:
    """A file while it is read."""

    parser: expat.XMLParserType
    found: list[Fault] = field(default_factory=list)
    ended: bool = False
    """Whether the reading stopped before the file's end."""
    path: list[str] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    """Of the style itself."""
    words: dict[tuple[str, ...], list[str]] = field(default_factory=dict)
    """What stands between the tags of the head, by where; a list item an element."""
    licence: str = ""
    parent: str = ""
    place: tuple[int, int] = (1, 1)
    macros: dict[str, list[str]] = field(default_factory=dict)
    """By name, those that each calls."""
    calls: list[tuple[int, int, str]] = field(default_factory=list)
    within: str = ""
    """The macro that is being read."""
    outer: list[tuple[int, int, str]] = field(default_factory=list)
    """Those of the calls that stand in no macro."""
    layouts: set[str] = field(default_factory=set)

    @property
    def faults(self) -> tuple[Fault, ...]:
        return tuple(self.found)

    def here(self) -> tuple[int, int]:
        return self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1

    def fault(self, message: str, hint: str) -> None:
        self.found.append(Fault(*self.here(), message, hint))

    def end(self, message: str, hint: str) -> None:
        self.fault(message, hint)
        raise _EndedError

    def declaration(self, *_: object) -> None:
        """A document type: entities that expand, files and addresses that are fetched."""
        self.end("A citation style declares no document type.", "Delete everything from <!DOCTYPE to its closing >.")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins: looked up among those of the language, and its words are kept."""
        namespace, _, name = tag.rpartition(" ")
        if not self.path:
            self._root(namespace, name, attributes)
        elif namespace != NAMESPACE and "info" not in self.path:
            what = f"<{name}> is no part of the Citation Style Language, and nothing is read from elsewhere."
            self.end(what, "Delete it.")
        elif name not in _ELEMENTS and "info" not in self.path:
            self.fault(
                f"The Citation Style Language has no <{name}>.", suggest(name, _ELEMENTS) or f"Delete it. {_GET}"
            )
        self.path.append(name)
        if len(self.path) > DEEPEST:
            self.end(f"Here are more than {DEEPEST} elements in each other.", f"Is it the right file? {_GET}")
        self._meant(name, attributes)

    def _root(self, namespace: str, name: str, attributes: dict[str, str]) -> None:
        if namespace != NAMESPACE or name != "style":
            known = name == "style" and not namespace
            hint = f'Write <style xmlns="{NAMESPACE}" …>.' if known else _GET
            self.end(f"This is no citation style: it begins with <{name}>.", hint)
        self.attributes, self.place = attributes, self.here()
        version = attributes.get("version", "")
        if version.partition(".")[0] != "1" or "mlz" in version:
            said = f'in version "{version}"' if version else "without its version"
            self.fault(f"This style is written {said}, and only version 1.0 is read.", f'Write version="1.0". {_GET}')

    def _meant(self, name: str, attributes: dict[str, str]) -> None:
        where = tuple(self.path[1:])
        if where[:1] == ("info",):
            self.words.setdefault(where, []).append("")
            if name == "rights":
                self.licence = attributes.get("license", "")
            if name == "link" and attributes.get("rel") == _PARENT:
                self.parent, self.place = _name(attributes.get("href", "")), self.here()
        elif name == "macro" and len(where) == 1:
            self.within = attributes.get("name", "")
            self.macros.setdefault(self.within, [])
        elif name == "layout" and len(where) == 2:
            self.layouts.add(where[0])
        if name == "text" and not any(kind in attributes for kind in _OF_TEXT):
            self.fault("<text> says nothing.", f"Give it one of {', '.join(_OF_TEXT)}.")
        if "macro" in attributes and name in ("text", "key"):
            self.calls.append((*self.here(), attributes["macro"]))
            if self.within:
                self.macros[self.within].append(attributes["macro"])
            else:
                self.outer.append(self.calls[-1])

    def characters(self, words: str) -> None:
        where = tuple(self.path[1:])
        if where in self.words:
            self.words[where][-1] += words

    def finish(self, tag: str) -> None:
        self.path.pop()
        if tag.endswith(" macro") and len(self.path) == 1:
            self.within = ""

    def head(self) -> Head:
        """What the style says of itself."""

        def said(*where: str) -> tuple[str, ...]:
            return tuple(dict.fromkeys(" ".join(words.split()) for words in self.words.get(where, ()) if words.strip()))

        return Head(
            title=" ".join(said("info", "title")[:1]),
            authors=said("info", "author", "name"),
            rights=" ".join(said("info", "rights")[:1]),
            licence=self.licence,
            address=" ".join(said("info", "id")[:1]),
            parent=self.parent,
            locale=self.attributes.get("default-locale", ""),
            in_notes=self.attributes.get("class") == "note",
            lists="bibliography" in self.layouts,
            place=self.place,
        )


def _read(text: str) -> _Reading:
    parser = expat.ParserCreate("utf-8", " ")
    reading = _Reading(parser)
    parser.StartDoctypeDeclHandler = reading.declaration
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.finish
    parser.CharacterDataHandler = reading.characters
    try:
        parser.Parse(text[: LONGEST + 1].encode("utf-8", "replace"), True)  # noqa: FBT003 -- expat takes it by position
    except _EndedError:
        reading.ended = True
    except expat.ExpatError as error:
        reading.ended = True
        said = expat.ErrorString(error.code)
        message = f"This style cannot be read from here on: {said}."
        hint = "Undo the last change, or take the file from its origin again."
        reading.found.append(Fault(error.lineno, error.offset + 1, message, hint))
    return reading


def _unmet(reading: _Reading) -> Iterator[Fault]:
    """What a file that was read to its end lacks."""
    if reading.parent:
        return
    line, column = reading.place
    if reading.attributes.get("class") not in ("in-text", "note"):
        hint = 'Write class="in-text", or class="note" for citations in footnotes.'
        yield Fault(line, column, "This style does not say how works are cited.", hint)
    if "citation" not in reading.layouts:
        message = "This style has no rules for citations: <citation> with a <layout> is missing."
        yield Fault(line, column, message, f"Take a style with rules. {_GET}")
    unknown = {name for _, _, name in reading.calls if name not in reading.macros}
    for at, where, name in reading.calls:
        if name in unknown:
            hint = suggest(name, reading.macros) or "Define it, or delete what calls it."
            yield Fault(at, where, f'This style has no macro "{name}".', hint)
    yield from _endless(reading) if not unknown else ()


def _endless(reading: _Reading) -> Iterator[Fault]:
    """Macros that call themselves, and those that call others that call others, until no memory is left.

    Whoever reads a style puts each macro in the place of its call.
    """
    try:
        ordered = tuple(TopologicalSorter(reading.macros).static_order())
    except CycleError as error:
        name = error.args[1][0]
        at, where, _ = next(call for call in reading.calls if call[2] == name)
        hint = "Take one of the calls out."
        yield Fault(at, where, f'The macro "{name}" calls itself, by itself or through others, and never ends.', hint)
        return
    sizes: dict[str, int] = {}
    for name in ordered:
        sizes[name] = 1 + sum(sizes[called] for called in reading.macros[name])
    calls = sum(sizes[called] for _, _, called in reading.outer)
    if calls > MOST_CALLS:
        message = f"The macros of this style call each other {calls:,} times; at most {MOST_CALLS:,} can be followed."
        yield Fault(*reading.place, message, _GET)
