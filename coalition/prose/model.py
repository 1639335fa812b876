"""The values of prose: what goes in, what comes out, nothing about how.

An *AST* here is the JSON text of a pandoc document: immutable, hashable, ready for a child process or the cache.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coalition.prose.lexicon import Lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coalition.parsing.csv import Table
    from coalition.problems import Place
    from coalition.prose.charting.model import Drawing


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text as its author wrote it, without its front matter."""

    id: str
    """Prefixes every id of the text in a joined book: `refugees`, `statement-imrf-2026`."""
    path: str
    """The file that it came from; places point into it."""
    body: str
    first_line: int = 1
    """The line of the file at which the body begins."""
    language: str = "en"
    """BCP 47."""
    numbered: bool = True
    """Whether sections, figures and tables bear numbers."""
    number: int | None = None
    """The chapter's number in the book: figure 2 of chapter 3 is 3.2; None numbers from 1 without a chapter."""
    letter: str = ""
    """Of an annex: its figures and tables are A.1, A.2, and nothing else in it bears a number."""
    images: frozenset[str] = frozenset()
    """The campaign's paths of the pictures that the text may show (below the folder of `path`)."""
    passages: frozenset[str] = frozenset()
    """Classes of marked passages that the text may hold."""
    told: frozenset[tuple[str, str]] = frozenset()
    """Testimonies that may be told: the number of the consent, and a language in small letters. No other is."""
    cites: bool = True
    """Whether `[@key]` is a citation here; statements and pages have none."""
    data: Mapping[str, Table] = field(default_factory=dict, hash=False)
    """The tables that charts of the text may show, by the campaign's paths (below the folder of `path`)."""
    speaks: bool = True
    """Whether there must be something to read or see in it; the outline of a chapter may still be empty."""
    targets: Mapping[str, str] = field(default_factory=dict, hash=False)
    """Places of the site that a relative link may name (`members/`), as written, each with the name that the HTML
    writer is later handed its address under (`site:members/`)."""

    lexicon: Lexicon = field(default=Lexicon(), hash=False)
    """What the report's glossary and its list of instruments hold, in the text's language."""
    made_of: str = ""
    """`glossary`, `instruments`: the text is made of the lexicon, and stands in the book when there is something in it."""

    def tells(self, consent: str, language: str) -> bool:
        """Whether a testimony may be told: consent for `es` is consent for `es-MX`, and not the other way round."""
        wanted = language.lower()
        return any((consent, tag) in self.told for tag in (wanted, wanted.partition("-")[0]))


@dataclass(frozen=True, slots=True)
class Reference:
    """A work of a bibliography, as pandoc can read it."""

    key: str
    bibtex: str
    """One well-formed BibTeX entry."""
    place: Place | None = None
    """Where it stands; problems of the entry are reported there, else where it is first cited."""


@dataclass(frozen=True, slots=True)
class Bibliography:
    """The works that texts may cite, and how citations look."""

    shared: tuple[Reference, ...] = ()
    own: Mapping[str, tuple[Reference, ...]] = field(default_factory=dict)
    """By manuscript id; a text's own work comes before a shared one of the same key."""
    style: str = ""
    """The text of a CSL style; empty for the converter's own."""
    style_path: str = ""
    """Its file, where it is one of the campaign's own: what is wrong with it is reported there."""
    in_notes: bool = False
    """Whether the style cites in footnotes: then each text begins anew, as if nothing had been cited before it."""
    language: str = "en"
    """The language in which citations and the list of works speak."""
    scope: str = "whole"
    """`whole`: one list for the book; `by-chapter`: one for each text."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a text, in reading order."""

    level: int
    """From 2: the text's title is the only heading of level 1."""
    id: str
    """Unique in the book, prefixed with the manuscript's id."""
    text: str
    number: str = ""


@dataclass(frozen=True, slots=True)
class Float:
    """A numbered figure or table."""

    kind: str
    """`figure` or `table`."""
    id: str
    number: str
    caption: str
    """Plain text."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A marked passage: a recommendation, demand, key finding, case study, testimony."""

    kind: str
    id: str
    """Unique in the book, prefixed with the manuscript's id."""
    attributes: tuple[tuple[str, str], ...]
    """What its author wrote beside the class: `to`, `practice`, `pseudonym`; never the number of a consent."""
    text: str
    """Plain text."""
    place: Place
    number: str = ""
    """Its number among the passages of its kind in the text: recommendation 3.2."""

    def attribute(self, name: str) -> str:
        """The value of an attribute, or an empty string."""
        return dict(self.attributes).get(name, "")


@dataclass(frozen=True, slots=True)
class Section:
    """A text that has passed the allow-list: nothing in it is dangerous in any writer.

    Law: ids are unique in the book; every internal link has its target in the book; every citation is resolved or
    has been reported.
    """

    id: str
    language: str
    ast: str
    headings: tuple[Heading, ...] = ()
    floats: tuple[Float, ...] = ()
    passages: tuple[Passage, ...] = ()
    images: tuple[str, ...] = ()
    """The campaign's paths of the pictures shown, in order."""
    drawings: tuple[Drawing, ...] = ()
    """Charts, drawn from tables: the pictures shown that are no files."""
    cited: tuple[str, ...] = ()
    """Keys of the works cited, in order of first citation."""
    bibliography: str = ""
    """AST of its own list of works, when the bibliography is by chapter, and always what a page of this text alone shows."""
    words: int = 0
    anchors: tuple[str, ...] = ()
    """Every id in it that can be linked to, its own apart."""
    paragraphs: tuple[str, ...] = ()
    """Of a numbered chapter: for every block of `ast` the anchor that `prose.paragraphs` gave it, or an empty text."""
    told: tuple[tuple[str, str], ...] = ()
    """Of each testimony in it, the number of the consent by which it is told, and its language; for no output."""

    @property
    def shown(self) -> frozenset[str]:
        """The paths of everything that is a picture in it: of files, and of charts."""
        return frozenset((*self.images, *(drawing.path for drawing in self.drawings)))


@dataclass(frozen=True, slots=True)
class Book:
    """Texts whose references and citations were resolved together."""

    sections: tuple[Section, ...]
    bibliography: str = ""
    """AST of the list of works cited, when it is one for the whole book."""

    def section(self, id: str) -> Section:  # noqa: A002 -- the field's own word
        """The section of that id; KeyError when the book has none."""
        found = next((section for section in self.sections if section.id == id), None)
        if found is None:
            raise KeyError(id)
        return found

    def has(self, id: str) -> bool:  # noqa: A002 -- the field's own word
        """Whether the book has a section of that id."""
        return any(section.id == id for section in self.sections)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture made anew from its pixels: nothing of the original file is left in it."""

    path: str
    """The campaign's path of the original."""
    name: str
    """The published file name: stem, digest and right ending; unique for its bytes."""
    media_type: str
    content: bytes
    width: int
    height: int
    """Pixels."""
