"""What pandoc leaves out of tracked changes, put in afterwards: paragraphs and rows that came or went as a whole.

As in `report.ooxml` the parts of the archive are texts, changed at marks that pandoc's writer makes.
"""

from __future__ import annotations

import itertools
import re

from coalition.outputs.report.archives import rewritten

_PARAGRAPH = re.compile(r"<w:p>.*?</w:p>|<w:p [^>]*>.*?</w:p>", re.DOTALL)
_PROPERTIES = re.compile(r"<w:pPr>.*?</w:pPr>|<w:pPr ?/>", re.DOTALL)
_ROW = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_CHANGE = re.compile(r"(<w:(ins|del) w:id=\")\d+(\"[^>]*)>.*?</w:\2>", re.DOTALL)
_NUMBERED = re.compile(r'(<w:(?:ins|del) w:id=")\d+')
_DELETED = re.compile(r"(<w:del .*?</w:del>)", re.DOTALL)
_RUN = re.compile(r"<w:r[ >]")


def complete(document: bytes) -> bytes:
    """The document with paragraphs and rows tracked, and every change with a number of its own.

    Laws: a paragraph or row all of whose words came, or went, came or went itself; the words stay as they are.
    """
    numbers = itertools.count(1)

    def change(name: str, content: bytes) -> bytes:
        if name not in ("word/document.xml", "word/footnotes.xml"):
            return content
        text = _undeleted(content.decode("utf-8"))
        if name == "word/document.xml":
            text = _ROW.sub(_row, text)
            text = "".join(
                part if part.startswith("<w:tbl>") else _PARAGRAPH.sub(_paragraph, part) for part in _parts(text)
            )
        return _NUMBERED.sub(lambda found: f"{found[1]}{next(numbers)}", text).encode("utf-8")

    return rewritten(document, change)


def _parts(text: str) -> list[str]:
    """The text parted at its tables: the last paragraph of a cell cannot go."""
    return re.split(r"(<w:tbl>.*?</w:tbl>)", text, flags=re.DOTALL)


def _undeleted(text: str) -> str:
    """Text that is marked as deleted outside a deletion, as pandoc has it in notes of what went, as text."""
    pieces = _DELETED.split(text)
    return "".join(
        piece if index % 2 else piece.replace("<w:delText", "<w:t").replace("</w:delText>", "</w:t>")
        for index, piece in enumerate(pieces)
    )


def _whole(paragraph: str) -> re.Match[str] | None:
    """The change that all words of a paragraph are; None where words stay, or some came and others went."""
    body = _PROPERTIES.sub("", paragraph)
    changes = list(_CHANGE.finditer(body))
    if not changes or _RUN.search(_CHANGE.sub("", body)) or len({change[2] for change in changes}) > 1:
        return None
    return changes[0]


def _mark(change: re.Match[str]) -> str:
    return f"{change[1]}0{change[3]}/>"


def _paragraph(found: re.Match[str]) -> str:
    text = found[0]
    change = _whole(text)
    if change is None:
        return text
    mark = f"<w:rPr>{_mark(change)}</w:rPr>"
    if "<w:pPr>" in text:
        return text.replace("</w:pPr>", f"{mark}</w:pPr>", 1)
    return re.sub(r"^<w:p[^>]*>", lambda start: f"{start[0]}<w:pPr>{mark}</w:pPr>", text, count=1)


def _row(found: re.Match[str]) -> str:
    """A row whose cells hold nothing but one change came or went."""
    text = found[0]
    spoken = [one for one in _PARAGRAPH.findall(text) if _RUN.search(one)]
    changes = [_whole(one) for one in spoken]
    if not changes or None in changes or len({change[2] for change in changes if change}) > 1:
        return text
    mark = _mark(next(change for change in changes if change))
    if "<w:trPr>" in text:
        return text.replace("</w:trPr>", f"{mark}</w:trPr>", 1)
    return text.replace("<w:tr>", f"<w:tr><w:trPr>{mark}</w:trPr>", 1)
