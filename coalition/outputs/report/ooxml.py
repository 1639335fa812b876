"""What pandoc's DOCX lacks, put in afterwards: the parts of the archive as text, changed at marks that we know.

Nothing here parses XML: every mark is one that pandoc's writer or our own reference document makes, and every value
that goes in is escaped. Where a mark is missing the text stays as it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias
from xml.sax.saxutils import escape

from coalition.outputs.report.archives import rewritten

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_ROW = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_PARAGRAPH = re.compile(r"<w:p>.*?</w:p>", re.DOTALL)
_LABELLED = re.compile(
    r'(<w:pStyle w:val="(?:Imprint|Credits)" />.*?<w:rStyle w:val="Label" />.*?)<w:br\s*/>', re.DOTALL
)
_AFTER_TABLE = re.compile(
    r'(</w:tbl>\s*(?:<w:bookmark(?:Start|End)[^>]*>\s*)*<w:p><w:pPr><w:pStyle w:val="(?:BodyText|FirstParagraph)" />)(?=</w:pPr>)'
)
_STAMP = re.compile(r"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_LANGUAGE = re.compile(r"<w:lang [^>]*/>")
_HYPERLINK = '<w:rStyle w:val="Hyperlink" />'


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
    yield r"word/(header|footer)\d+\.xml", '<w:pStyle w:val="header"/>', '<w:pStyle w:val="header"/><w:bidi/>'


def furnish(document: bytes, furniture: Furniture) -> bytes:
    """The document with running heads, a contents field, header rows, language and dates.

    Law: the same document and furniture give the same bytes.
    """

    def change(name: str, content: bytes) -> bytes:
        if not name.endswith((".xml", ".rels")):
            return content
        text = _part(name, content.decode("utf-8"), furniture)
        for pattern, mark, instead in furniture.changes:
            text = text.replace(mark, instead) if re.fullmatch(pattern, name) else text
        return text.encode("utf-8")

    return rewritten(document, change)


def _part(name: str, text: str, furniture: Furniture) -> str:
    if name == "word/document.xml":
        return contents_field(listed_floats(after_tables(tables(labels(text)))))
    if name == "word/styles.xml":
        tag = escape(furniture.language, {'"': "&quot;"})
        return _LANGUAGE.sub(f'<w:lang w:val="{tag}" w:eastAsia="{tag}" w:bidi="{tag}"/>', text)
    if name == "docProps/core.xml":
        return _STAMP.sub(rf"\g<1>{furniture.day.isoformat()}T00:00:00Z\2", text)
    if re.fullmatch(r"word/(header|footer)\d+\.xml", name):
        return text.replace("{title}", escape(furniture.title)).replace("{running}", escape(furniture.running))
    return text


def tables(text: str) -> str:
    """Cells in the typeface of tables, header cells in bold, for programs that ignore a table's style too."""

    def row(found: re.Match[str]) -> str:
        style = "TableHeader" if "<w:tblHeader" in found[0] else "TableText"
        return found[0].replace('"Compact"', f'"{style}"')

    return _TABLE.sub(lambda table: _ROW.sub(row, table[0]), text)


def after_tables(text: str) -> str:
    """Air between a table and the paragraph behind it."""
    return _AFTER_TABLE.sub(r'\1<w:spacing w:before="240" />', text)


def labels(text: str) -> str:
    """A tab behind the label of a line of the imprint, where pandoc knows only a line break."""
    return _PARAGRAPH.sub(lambda found: _LABELLED.sub(r"\1<w:tab />", found[0], count=1), text)


def listed_floats(text: str) -> str:
    """The lists of figures and tables in the looks of a list: nothing in them is underlined."""

    def line(found: re.Match[str]) -> str:
        return found[0].replace(_HYPERLINK, "") if '<w:pStyle w:val="TableofFigures"' in found[0][:70] else found[0]

    return _PARAGRAPH.sub(line, text)


def contents_field(text: str) -> str:
    """Make the listed headings the content of a field, so that Word can compute the list anew, with page numbers."""
    entries = [
        found
        for found in _PARAGRAPH.finditer(text)
        if '<w:pStyle w:val="TOC' in found[0][:60] and "TOCHeading" not in found[0][:60]
    ]
    if not entries:
        return text
    first, last = entries[0].start(), entries[-1].end()
    listed = text[first:last].replace(_HYPERLINK, "")
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" /></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate" /></w:r>'
    )
    listed = listed.replace("</w:pPr>", "</w:pPr>" + begin, 1)
    listed = listed[: -len("</w:p>")] + '<w:r><w:fldChar w:fldCharType="end" /></w:r></w:p>'
    return text[:first] + listed + text[last:]
