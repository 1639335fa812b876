"""Pages as values: what a page is before any generator sees it."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable

_TAG = re.compile(
    # In this order: what closes, what has no end tag, headings, all others. The last group says which it is.
    r"<(?:(/)[a-z][a-z0-9]*|(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\b|h([1-6])\b|([a-z])[a-z0-9]*)"
    r"[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>",
    re.IGNORECASE,
)
_CLOSING, _HEADING, _OPENING = 1, 2, 3
_ID = re.compile(r'\sid="([^"]+)"')
_NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class TocEntry:
    """A heading that readers can link to and search finds."""

    level: int
    id: str
    text: str
    """Plain text."""
    language: str = ""
    """BCP 47 where it differs from the page's."""


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, perhaps, and the HTML up to the next one."""

    html: Markup
    heading: TocEntry | None = None
    title: Markup = _NOTHING
    """The heading's text with its inline elements."""
    language: str = ""
    """BCP 47 where it differs from the page's."""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page above this one."""

    title: str
    path: str
    """Within the language's site."""


@dataclass(frozen=True, slots=True)
class Page:
    """One page of one language's site.

    Laws: `path` ends with a slash or is empty (home); ids of headings are unique in the page; equal pages are built
    to equal bytes.
    """

    path: str
    title: str
    parts: tuple[Part, ...]
    language: str
    description: str = ""
    search: bool = True
    """Whether the search finds it."""
    layout: str = "plain"
    """What the style sheet arranges it as: `plain`, `text`, `home`, `search`."""
    trail: tuple[Crumb, ...] = ()
    title_language: str = ""
    """BCP 47 of the title where it differs from the page's."""
    kicker: str = ""
    """A few words above the title: what kind of thing this is."""
    metadata: tuple[tuple[str, str], ...] = ()
    """Names and contents of what indexes are told of it."""
    linked: str = ""
    """What it is about as JSON-LD, in which no sign can end an element."""

    @property
    def toc(self) -> tuple[TocEntry, ...]:
        """Its headings below the title, in order."""
        return tuple(part.heading for part in self.parts if part.heading is not None and part.heading.level > 1)

    @property
    def html(self) -> str:
        """Its whole body, headings and all."""
        return "".join(f"{heading_html(part)}{part.html}" for part in self.parts)


def heading_html(part: Part) -> str:
    """The heading of a part as HTML; empty when it has none."""
    if part.heading is None:
        return ""
    level, language = part.heading.level, part.heading.language
    lang = Markup(' lang="{}"').format(language) if language else Markup()
    return str(Markup('<h{} id="{}"{}>{}</h{}>').format(level, part.heading.id, lang, part.title, level))


def split(html: str, language: str = "") -> tuple[Part, ...]:
    """HTML cut at its headings.

    Only headings with an id that stand inside no other block are cut at: the others belong to what is around them.
    `language` is that of the text where it is not the page's.
    """
    html = str(html)  # a piece of Markup is Markup again, which takes its time
    parts: list[Part] = []
    heading: TocEntry | None = None
    title = Markup()
    start, depth = 0, 0
    opened: tuple[int, int, str] | None = None
    for tag in _TAG.finditer(html):
        kind = tag.lastindex
        if kind == _OPENING:
            depth += html[tag.end() - 2] != "/"
        elif kind == _CLOSING and (depth or opened is None):
            depth -= 1
        elif kind == _CLOSING and opened is not None:
            title = Markup(html[opened[0] : tag.start()].strip())  # noqa: S704 -- a piece of what was clean
            heading = TocEntry(opened[1], opened[2], plain(title), language)
            start, opened = tag.end(), None
        elif kind == _HEADING:
            found = _ID.search(tag[0]) if depth == 0 else None
            if found is None:
                depth += 1
                continue
            parts.append(Part(Markup(html[start : tag.start()]), heading, title, language))  # noqa: S704 -- likewise
            opened = (tag.end(), int(tag[_HEADING]), found[1])
    parts.append(Part(Markup(html[start:]), heading, title, language))  # noqa: S704 -- likewise
    return tuple(part for part in parts if part.heading is not None or part.html.strip())


def plain(html: str) -> str:
    """The text of a little HTML."""
    return " ".join(Markup(html).striptags().split())  # noqa: S704 -- its tags are taken off


def joined(*pieces: Iterable[Part]) -> tuple[Part, ...]:
    """Parts one after another; an id that comes a second time gets a number.

    Law: the ids of the result's headings are unique.
    """
    seen: set[str] = set()
    result: list[Part] = []
    for part in (part for piece in pieces for part in piece):
        if part.heading is None:
            result.append(part)
            continue
        wanted = part.heading.id
        names = itertools.chain([wanted], (f"{wanted}-{count}" for count in itertools.count(2)))
        name = next(name for name in names if name not in seen)
        seen.add(name)
        result.append(replace(part, heading=replace(part.heading, id=name)))
    return tuple(result)


def site_path(language: str, default: str, path: str) -> str:
    """A page's path from the root of what is published: the default language stands at the root."""
    return path if language == default else f"{language.lower()}/{path}"


def relative(start: str, target: str) -> str:
    """The link from one path of the site to another; both from its root, pages with a slash at their end.

    Law: it works under any folder of any host, and in files opened from a disk that serves index pages.
    """
    path, mark, anchor = target.partition("#")
    if path == start and mark:
        return f"#{anchor}"
    here, there = start.split("/")[:-1], path.split("/")
    shared = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        shared += 1
    step = "../" * (len(here) - shared) + "/".join(there[shared:])
    return f"{step or './'}{mark}{anchor}"
