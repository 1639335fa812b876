"""The sections of a Word document: one for each text, so that the notes of each begin with 1, as in every other format."""

from __future__ import annotations

import re

MARK = "Text End"
"""The style of a line behind which a section ends: it takes no room."""
_MARKED = re.compile(r'<w:p><w:pPr><w:pStyle w:val="TextEnd" />(<w:bidi />)?.*?</w:p>', re.DOTALL)
_SECTION = re.compile(r"<w:sectPr>.*?</w:sectPr>", re.DOTALL)
_NOTES = re.compile(r"<w:footnotePr>.*?</w:footnotePr>", re.DOTALL)
_BEGIN_ANEW = '<w:footnotePr><w:numRestart w:val="eachSect" /></w:footnotePr>'
_NO_ROOM = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact" /><w:rPr><w:sz w:val="2" /></w:rPr>'


def parted(text: str) -> str:
    """The document's text with a section that ends at each mark. The first alone has a title page.

    That notes begin anew is said once for the document and once at its end: LibreOffice, told of it by every section,
    calls all notes 0.
    """
    last = _SECTION.search(text)
    if last is None or not _MARKED.search(text):
        return text
    later = last[0].replace("<w:titlePg />", "")
    within = _NOTES.sub("", later)
    made = iter([_NOTES.sub("", last[0])])

    def end(found: re.Match[str]) -> str:
        return f"<w:p><w:pPr>{found[1] or ''}{_NO_ROOM}{next(made, within)}</w:pPr></w:p>"

    return _MARKED.sub(end, text[: last.start()]) + later + text[last.end() :]


def beginning_anew(settings: str) -> str:
    """The document's settings, by which notes begin with 1 in each section."""
    return settings.replace("<w:compat>", f"{_BEGIN_ANEW}<w:compat>", 1)  # Word minds the order
