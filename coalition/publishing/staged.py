"""A page as the generator reads it, and the same page as the generator writes it.

Headings are escaped Markdown with their ids, so that contents, anchors and search know them; everything between them
is HTML that we made and cleaned, passed through untouched. Law: `content(page)` is exactly what the generator makes
of `markdown(page)`, so that a page can be made anew without it.
"""

from __future__ import annotations

import html as entities
import json
import re
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from coalition.errors import CoalitionError
from coalition.outputs.site.page import Page, Part, TocEntry, relative
from coalition.outputs.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TITLE_ID = "page-title"
Alternate = tuple[str, str, str, str]
"""A language in which the page is there: its tag, its name for itself, the link from this page to that one, and the whole
address of that one or nothing."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]()>#+\-.!|])")
_TAG = re.compile(r"(<[^<>]*>)")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# What a line of Markdown's own extensions would take for the beginning of something, were it not written as an entity.
_HIDDEN = {"`": "&#96;", "~": "&#126;", "\t": "&#9;", "\x02": "", "\x03": "", "\r": ""}
_HIDING = re.compile("[" + "".join(map(re.escape, _HIDDEN)) + "]")
_BLANK_LINE = re.compile(r"(?<=\n) +(?=\n)")
_HEAD = ("<!--head-->", "<!--/head-->")
_LINKS = ("<!--links-->", "<!--/links-->")
_LANGUAGES = ("<!--languages-->", "<!--/languages-->")
_PAGE = ("<!--page-->", "<!--/page-->")
_SEAM = re.compile(rb"\n<!--/?(?:head|links|languages|page)-->\n")
_LOST = "a built file has lost the marks to put new content between"
_SITE_NAME = re.compile(r'<meta property="og:site_name" content="([^"]*)">')


def markdown(page: Page, site_name: str, alternates: Sequence[Alternate] = ()) -> str:
    """The page's file: what the template needs to know of it, then its headings and blocks."""
    values: dict[str, object] = {
        "title": str(escape(page.title)),
        "layout": page.layout,
        "head": head(page, site_name),
        "links": links(page, alternates),
        "languages": languages(page, alternates),
    }
    if not page.search:
        values["search"] = {"exclude": True}
    front = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items())
    body = "\n\n".join(_heading_markdown(part) if isinstance(part, Part) else part for part in _blocks(page))
    return f"---\n{front}---\n\n{body}\n"


def content(page: Page) -> str:
    """The page's body as the generator writes it."""
    # The generator leaves an empty line after a block of HTML.
    return "\n".join(
        _heading_html(part) if isinstance(part, Part) else f"{part}\n" for part in _blocks(page)
    ).removesuffix("\n")


def head(page: Page, site_name: str) -> str:
    """What a browser, a list of results and a shared link show of the page."""
    title = site_name if not page.path else f"{page.title} – {site_name}"  # noqa: RUF001 -- an en dash
    lines = [Markup("<title>{}</title>").format(title)]
    if page.description:
        lines.append(Markup('<meta name="description" content="{}">').format(page.description))
    lines.append(Markup('<meta property="og:title" content="{}">').format(page.title))
    lines += [Markup('<meta name="{}" content="{}">').format(name, value) for name, value in page.metadata]
    if page.linked:
        lines.append(Markup('<script type="application/ld+json">{}</script>').format(Markup(page.linked)))  # noqa: S704 -- see Page.linked
    return " ".join(lines).replace("\n", " ")


def links(page: Page, alternates: Sequence[Alternate]) -> str:
    """What programs are told of the page's address, and of those in other languages; empty where none is known."""
    known = [(tag, address) for tag, _, _, address in alternates if address]
    lines = [
        Markup('<link rel="canonical" href="{}">').format(address) for tag, address in known if tag == page.language
    ]
    lines += [Markup('<link rel="alternate" hreflang="{}" href="{}">').format(tag, address) for tag, address in known]
    return "\n".join(lines)


def languages(page: Page, alternates: Sequence[Alternate]) -> str:
    """The way to the page in other languages; empty where it is there in one alone."""
    if len(alternates) < 2:
        return ""
    lines = [Markup('<ul class="languages" aria-label="{}">').format(Words(page.language)("site.languages"))]
    for tag, name, link, _ in alternates:
        if tag == page.language:
            lines.append(Markup('<li><span aria-current="true" lang="{}">{}</span></li>').format(tag, name))
        else:
            lines.append(Markup('<li><a href="{}" hreflang="{}" lang="{}">{}</a></li>').format(link, tag, tag, name))
    return "\n".join((*lines, "</ul>"))


def pieces(built: bytes) -> tuple[bytes, ...]:
    """A built file cut at the marks: around pages of one kind, it is the same in all of them.

    Each mark is a line of its own between two elements, so that no tag and no text goes on behind one.
    """
    return tuple(piece for piece in _SEAM.split(built) if piece)


class Frame:
    """What the generator puts around pages that differ in nothing but what they say themselves.

    Law: a frame made of a built page, filled with another page of the same folder and layout of which the navigation
    knows neither, is what the generator makes of that page.
    """

    def __init__(self, built: str) -> None:
        """Raises CoalitionError for a file that is not ours."""
        self._pieces: list[str] = []
        rest = built
        for opening, closing in (_HEAD, _LINKS, _LANGUAGES, _PAGE):
            before, first, rest = rest.partition(f"{opening}\n")
            _, last, rest = rest.rpartition(f"\n{closing}") if opening == _PAGE[0] else rest.partition(f"\n{closing}")
            if not first or not last:
                raise CoalitionError(_LOST)
            self._pieces.append(before + first)
            rest = last + rest
        self._pieces.append(rest)

    def fill(self, page: Page, body: str, site_name: str, alternates: Sequence[Alternate]) -> str:
        """The page with its content, as a built file."""
        own = (head(page, site_name), links(page, alternates), languages(page, alternates), body)
        return "".join(piece for pair in zip(self._pieces, (*own, ""), strict=True) for piece in pair)


def splice(built: str, page: Page) -> str:
    """A built page with its content replaced by that of `page`; what is around it stays.

    Law: splicing a page into its own built file changes nothing. Raises CoalitionError for a file that is not ours.
    """
    found = _SITE_NAME.search(built)
    if found is None:
        raise CoalitionError(f'the built file of "/{page.path}" has no marks to put new content between')
    once = _between(built, _HEAD, head(page, entities.unescape(found[1])))
    return _between(once, _PAGE, content(page))


def _between(built: str, marks: tuple[str, str], text: str) -> str:
    opening, closing = marks
    before, first, rest = built.partition(f"{opening}\n")
    _, last, after = rest.rpartition(f"\n{closing}")
    if not first or not last:
        raise CoalitionError(_LOST)
    return f"{before}{first}{text}{last}{after}"


def _blocks(page: Page) -> Iterator[str | Part]:
    """The page's blocks in order: HTML as text, headings as parts."""
    above = _above(page)
    if above:
        yield _block(above)
    if not any(part.heading is not None and part.heading.level == 1 for part in page.parts):
        yield Part(Markup(), TocEntry(1, TITLE_ID, page.title, page.title_language), escape(page.title))
    for part in page.parts:
        if part.heading is not None:
            yield part
        if part.html.strip():
            yield _block(part.html, part.language)


def _above(page: Page) -> Markup:
    """Where the page is, and what kind of thing it is."""
    html = Markup()
    if page.trail:
        label = Words(page.language)("site.trail")
        links = Markup().join(
            Markup('<li><a href="{}">{}</a></li>').format(relative(page.path, crumb.path), crumb.title)
            for crumb in page.trail
        )
        html += Markup('<nav class="trail" aria-label="{}" data-search-exclude><ol>{}</ol></nav>').format(label, links)
    if page.kicker:
        html += Markup('<p class="kicker" data-search-exclude>{}</p>').format(page.kicker)
    return html


def _block(html: str, language: str = "") -> str:
    """HTML as one raw block, safe from everything that Markdown could make of its lines."""
    attributes = ""
    if language:
        attributes = f' lang="{escape(language)}" dir="{Words(language).direction}"'
    hidden = _HIDING.sub(lambda found: _HIDDEN[found[0]], html.strip())
    return f'<div class="part"{attributes}>{_BLANK_LINE.sub("", hidden)}</div>'


def _pieces(part: Part, heading: TocEntry) -> tuple[tuple[bool, str], ...]:
    """A heading's inline HTML: tags, and the text between them without entities; its id where nothing is to be read."""
    title = " ".join(_CONTROL.sub("", part.title).split())
    found = [(piece.startswith("<"), piece) for piece in _TAG.split(title) if piece]
    if not any(piece.strip() for tag, piece in found if not tag):
        return ((False, heading.id),)
    return tuple((tag, piece if tag else entities.unescape(piece)) for tag, piece in found)


def _heading_markdown(part: Part) -> str:
    heading = part.heading
    assert heading is not None  # noqa: S101 -- parts without headings are blocks of HTML
    text = "".join(
        piece if tag else _SPECIAL.sub(r"\\\1", str(piece).replace("&", "&amp;").replace("<", "&lt;"))
        for tag, piece in _pieces(part, heading)
    )
    language = f" lang={heading.language}" if heading.language else ""
    return f"{'#' * heading.level} {text} {{#{heading.id}{language}}}"


def _heading_html(part: Part) -> str:
    heading = part.heading
    assert heading is not None  # noqa: S101 -- parts without headings are blocks of HTML
    text = "".join(piece if tag else entities.escape(piece, quote=False) for tag, piece in _pieces(part, heading))
    language = f' lang="{heading.language}"' if heading.language else ""
    return f'<h{heading.level} id="{heading.id}"{language}>{text}</h{heading.level}>'
