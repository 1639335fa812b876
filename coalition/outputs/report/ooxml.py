"""What pandoc's DOCX lacks, put in afterwards: the parts of the archive as text, changed at marks that we know.

Nothing here parses XML: every mark is one that pandoc's writer or our own reference document makes, and every value
that goes in is escaped. Where a mark is missing the text stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from xml.sax.saxutils import escape

from coalition.outputs.report import sections, wordprocessing
from coalition.outputs.report.archives import rewritten

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

_STAMP = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_LANGUAGE = re.compile(r"<w:lang [^>]*/>")
_COUNTED = re.compile(
    r"\s*<(Words|Lines|Characters|CharactersWithSpaces|Paragraphs|Pages|TotalTime|Template)>[^<]*</\1>"
)
"""What pandoc's reference document says of itself."""


Change: TypeAlias = tuple[str, str, str]
"""A pattern of parts' names, a mark in them, and what takes its place."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """What header, footer and properties say."""

    title: str
    """Stands in the header until Word has computed the running chapter title."""
    running: str
    """The footer's words."""
    language: str
    day: date
    changes: tuple[Change, ...] = ()
    """What else a document of this kind or language has otherwise."""


def from_the_right(top: Iterable[str]) -> Iterator[Change]:
    """What a document that is read from the right needs besides pandoc's `dir`, given the styles of its title.

    The title, tables and running heads, which pandoc leaves from the left; and the style that it then forgets.
    """
    body = r"word/document\.xml"
    for name in top:
        yield body, f'<w:pStyle w:val="{name}" />', f'<w:pStyle w:val="{name}" /><w:bidi />'
    yield body, "<w:pPr><w:bidi />", '<w:pPr><w:pStyle w:val="BodyText" /><w:bidi />'
    yield body, '<w:tblStyle w:val="Table" />', '<w:tblStyle w:val="Table" /><w:bidiVisual />'
    yield r"word/(header|footer)\d+\.xml", '<w:pStyle w:val="Header"/>', '<w:pStyle w:val="Header"/><w:bidi/>'


def furnish(document: bytes, furniture: Furniture) -> bytes:
    """The document with running heads, a contents field, header rows, language and dates.

    Law: the same document and furniture give the same bytes.
    """

    def change(name: str, content: bytes) -> bytes:
        """A part of the archive as it is delivered; pictures as they are."""
        if not name.endswith((".xml", ".rels")):
            return content
        text = _part(name, content.decode("utf-8"), furniture)
        for pattern, mark, instead in furniture.changes:
            text = text.replace(mark, instead) if re.fullmatch(pattern, name) else text
        return text.encode("utf-8")

    return rewritten(document, change)


def _part(name: str, text: str, furniture: Furniture) -> str:
    if re.fullmatch(r"word/(header|footer)\d+\.xml", name):
        return text.replace("{title}", escape(furniture.title)).replace("{running}", escape(furniture.running))
    change = _CHANGES.get(name)
    return change(text, furniture) if change else text


def _spoken(text: str, furniture: Furniture) -> str:
    tag = escape(furniture.language, {'"': "&quot;"})
    return _LANGUAGE.sub(f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"/>', text)


def _dated(text: str, furniture: Furniture) -> str:
    return _STAMP.sub(rf"\g<1>{furniture.day.isoformat()}T00:00:00Z\2", text)


_CHANGES: Mapping[str, Callable[[str, Furniture], str]] = {
    "word/document.xml": lambda text, _: sections.parted(wordprocessing.finished(text)),
    "word/footnotes.xml": lambda text, _: wordprocessing.quiet_links(wordprocessing.tables(text)),
    "word/numbering.xml": lambda text, _: wordprocessing.bullets(text),
    "word/settings.xml": lambda text, _: sections.beginning_anew(text),
    "word/styles.xml": _spoken,
    "docProps/core.xml": _dated,
    "docProps/app.xml": lambda text, _: _COUNTED.sub("", text),
}
