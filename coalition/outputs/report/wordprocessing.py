"""What pandoc's text of a Word document lacks, put in afterwards.

Captions and lists that Word can compute, table rows that stay whole, quiet links, rules and bullets that need no other
typeface.

Nothing here parses XML: every mark is one that pandoc's writer or our own reference document makes. Where a mark is
missing the text stays as it is.
"""

from __future__ import annotations

import re
from itertools import groupby

_TABLE = re.compile(r"<w:tbl>.*?</w:tbl>", re.DOTALL)
_ROW = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_ROW_BEGINS = re.compile(r"<w:tr>(?:<w:trPr>|(?!<w:trPr>))")
_TAG = re.compile(r"<[^>]*>")
_PARAGRAPH = re.compile(r"<w:p>.*?</w:p>", re.DOTALL)
_STYLE = re.compile(r'<w:p><w:pPr><w:pStyle w:val="([A-Za-z0-9]+)" />')
_LABELLED = re.compile(
    r'(<w:pStyle w:val="(?:Imprint|Credits)" />.*?<w:rStyle w:val="Label" />.*?)<w:br\s*/>', re.DOTALL
)
_AFTER_TABLE = re.compile(
    r'(</w:tbl>\s*(?:<w:bookmark(?:Start|End)[^>]*>\s*)*<w:p><w:pPr><w:pStyle w:val="(?:BodyText|FirstParagraph)" />(?:<w:bidi />)?)(?=</w:pPr>)'
)
_HYPERLINK, _INNER = '<w:rStyle w:val="Hyperlink" />', '<w:rStyle w:val="InnerLink" />'
_WITHIN = re.compile(r'<w:hyperlink w:anchor="[^"]*">.*?</w:hyperlink>', re.DOTALL)
_TWICE = re.compile(r"(<w:(?:b|bCs|i|iCs) />)\1+")
_RULE = re.compile(r"<w:p><w:r><w:pict><v:rect [^>]*></w:pict></w:r></w:p>")
_DRAWN_RULE = (
    '<w:p><w:pPr><w:pBdr><w:bottom w:val="single" w:sz="6" w:space="1" w:color="C9D2D4" /></w:pBdr>'
    '<w:spacing w:before="120" w:after="240" /><w:ind w:right="5760" /></w:pPr></w:p>'
)
_BULLET = re.compile(r'<w:lvlText w:val="(?P<sign>[\uf0b7o\uf0a7])" />(?P<between>.*?)<w:rPr>.*?</w:rPr>', re.DOTALL)
_BULLETS = {"\uf0b7": "\u2022", "o": "\u2013", "\uf0a7": "\u2022"}
_SOURCED = re.compile(
    r'(<w:pStyle w:val="(?:Table|Image)Caption" />)((?:<w:bidi />)?)(?=</w:pPr>(?:(?!</w:p>).)*</w:p>\s*<w:p><w:pPr><w:pStyle w:val="SourceLine" />)',
    re.DOTALL,
)
_FLOAT = re.compile(
    r'(?P<before><w:pStyle w:val="(?P<kind>Table|Image)Caption" />(?:<w:bidi />)?</w:pPr>)'
    r'(?P<run><w:r><w:rPr><w:rStyle w:val="FigureLabel" />(?:<w:rtl />)?</w:rPr>)'
    r'<w:t xml:space="preserve">(?P<words>[^<]*?)(?P<number>\d+)\.</w:t></w:r>'
)
_CAPTION = re.compile(r'<w:pStyle w:val="(Table|Image)Caption" />')
_CHAPTER = re.compile(r'<w:rStyle w:val="Number" />(?:<w:rtl />)?</w:rPr><w:t xml:space="preserve">\d+</w:t>')
_THIRD = '<w:pStyle w:val="TOC3" />'
_LONG_CELL = 1200
"""Letters from which a row may be taller than a page, so that it has to be broken."""


def finished(text: str) -> str:
    """The document's text with all of it."""
    text = _RULE.sub(_DRAWN_RULE, _TWICE.sub(r"\1", text))
    text = quiet_links(captions(chapters_begin_pages(labels(text))))
    return lists(after_tables(tables(text)))


def tables(text: str) -> str:
    """Cells in the typeface of tables, header cells in bold, for programs that ignore a table's style too; rows whole."""

    def row(found: re.Match[str]) -> str:
        """One row, with the styles of its cells and kept on one page where it is not long."""
        style = "TableHeader" if "<w:tblHeader" in found[0] else "TableText"
        made = found[0].replace('"Compact"', f'"{style}"')
        if len(_TAG.sub("", made)) > _LONG_CELL:
            return made
        begins = "<w:tr><w:trPr><w:cantSplit />"
        return (
            made.replace("<w:tr><w:trPr>", begins)
            if "<w:trPr>" in made
            else begins + "</w:trPr>" + made[len("<w:tr>") :]
        )

    return _TABLE.sub(lambda table: _ROW.sub(row, table[0]), text)


def after_tables(text: str) -> str:
    """Air between a table and the paragraph behind it."""
    return _AFTER_TABLE.sub(r'\1<w:spacing w:before="240" />', text)


def labels(text: str) -> str:
    """A tab behind the label of a line of the imprint, where pandoc knows only a line break."""
    return _PARAGRAPH.sub(lambda found: _LABELLED.sub(r"\1<w:tab />", found[0], count=1), text)


def quiet_links(text: str) -> str:
    """Links within the document without a line under them: a page of citations is read, not clicked."""
    return _WITHIN.sub(lambda found: found[0].replace(_HYPERLINK, _INNER), text)


def bullets(numbering: str) -> str:
    """Bullets that the text's own typeface has, where pandoc takes those of Symbol, Wingdings and Courier."""

    def sign(found: re.Match[str]) -> str:
        return f'<w:lvlText w:val="{_BULLETS[found["sign"]]}" />{found["between"]}'

    return _BULLET.sub(sign, numbering)


def chapters_begin_pages(text: str) -> str:
    """Chapters below the title of a part begin a page, as all others do; the part's first stands below its title."""
    made, last, before = [], 0, ""
    for found in _PARAGRAPH.finditer(text):
        style = _style(found[0])
        if style == "Heading2" and before != "Heading1" and _CHAPTER.search(found[0]):
            made += [
                text[last : found.start()],
                found[0].replace('"Heading2" />', '"Heading2" /><w:pageBreakBefore />', 1),
            ]
            last = found.end()
        before = style
    return "".join([*made, text[last:]])


def captions(text: str) -> str:
    """Numbers of figures and tables as fields, so that Word lists and refers to them; their sources close below.

    Law: what the fields show is what stood there, and what Word computes of them: where counting on would give another
    number, as at the first of a chapter, the field says which it is.
    """
    counted: dict[str, int] = {}

    def numbered(found: re.Match[str]) -> str:
        name, number = {"Table": "Table", "Image": "Figure"}[found["kind"]], int(found["number"])
        how = "" if counted.get(name) == number - 1 else rf" \r {number}"
        counted[name] = number
        return _numbered(found, rf"SEQ {name} \* ARABIC{how}")

    return _SOURCED.sub(r'\1<w:keepNext />\2<w:spacing w:after="0" />', _FLOAT.sub(numbered, text))


def _numbered(found: re.Match[str], code: str) -> str:
    run: str = found["run"]
    shown = [f'{run}<w:t xml:space="preserve">{said}</w:t></w:r>' for said in (found["words"], found["number"], ".")]
    return "".join(
        [
            found["before"],
            shown[0],
            _begun(run, code),
            shown[1],
            f'{run}<w:fldChar w:fldCharType="end" /></w:r>',
            shown[2],
        ]
    )


def _begun(run: str, code: str) -> str:
    """How a field begins; what it shows until Word computes it comes next, and then its end."""
    return (
        f'{run}<w:fldChar w:fldCharType="begin" /></w:r>{run}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'{run}<w:fldChar w:fldCharType="separate" /></w:r>'
    )


def lists(text: str) -> str:
    """The contents and the lists of figures and tables as fields, so that Word can compute them anew, with pages."""
    made, last = [], 0
    for kind, entries in groupby(_PARAGRAPH.finditer(text), lambda found: _listing(found[0])):
        if kind:
            listed = tuple(entries)
            start, end = listed[0].start(), listed[-1].end()
            made += [text[last:start], _computed(text[start:end], _code(kind, listed[0][0], text))]
            last = end
    return "".join([*made, text[last:]])


def _listing(paragraph: str) -> str:
    """Of which list a paragraph is a line."""
    style = _style(paragraph)
    return "contents" if re.fullmatch(r"TOC\d", style) else "floats" if style == "TableofFigures" else ""


def _code(kind: str, entry: str, text: str) -> str:
    if kind == "contents":
        # Where there are parts, sections are one level lower.
        return rf'TOC \o "1-{3 if _THIRD in text else 2}" \h \z \u'
    # What is listed is what the first entry leads to.
    anchor = re.search(r'w:anchor="([^"]*)"', entry)
    place = text.find(f'w:name="{anchor[1]}"') if anchor else -1
    found = _CAPTION.search(text, max(place, 0))
    return rf'TOC \h \z \c "{"Table" if found and found[1] == "Table" else "Figure"}"'


def _computed(entries: str, code: str) -> str:
    listed = entries.replace(_INNER, "").replace("</w:pPr>", "</w:pPr>" + _begun("<w:r>", code), 1)
    return listed[: -len("</w:p>")] + '<w:r><w:fldChar w:fldCharType="end" /></w:r></w:p>'


def _style(paragraph: str) -> str:
    found = _STYLE.match(paragraph)
    return found[1] if found else ""
