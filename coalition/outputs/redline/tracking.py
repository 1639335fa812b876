"""What pandoc leaves out of tracked changes, put in afterwards: paragraphs and rows that came or went as a whole, moves.

As in `report.ooxml` the parts of the archive are texts, changed at marks that pandoc's writer makes.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from coalition.outputs.report.archives import rewritten

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.prose.tracked import Revision

_PARAGRAPH = re.compile(r"<w:p>.*?</w:p>|<w:p [^>]*>.*?</w:p>", re.DOTALL)
_PROPERTIES = re.compile(r"<w:pPr>.*?</w:pPr>|<w:pPr ?/>", re.DOTALL)
_ROW = re.compile(r"<w:tr>.*?</w:tr>", re.DOTALL)
_CHANGE = re.compile(r"(<w:(ins|del) w:id=\")\d+(\"[^>]*)>.*?</w:\2>", re.DOTALL)
_NUMBERED = re.compile(r'(<w:(?:ins|del|moveFrom|moveTo) w:id=")\d+')
_HALF = re.compile(r'<w:(ins|del)( w:id="\d+" w:author="[^"]*" w:date="move-(\d+)")(?:/>|>(.*?)</w:\1>)', re.DOTALL)
_HALVES = {"del": "moveFrom", "ins": "moveTo"}
_MOVING = re.compile(
    r'<w:(moveFrom|moveTo) w:id="\d+"( w:author="[^"]*" w:date="move-(\d+)")(?:/>|>.*?</w:\1>)', re.DOTALL
)
_MOVE_DATE = re.compile(r'(?<=w:date=")(?:move|row|end)-\d+(?=")')
_DELETED = re.compile(r"(<w:del .*?</w:del>)", re.DOTALL)
_RUN = re.compile(r"<w:r[ >]")


def complete(document: bytes, revision: Revision) -> bytes:
    """The document with paragraphs, rows and moves tracked, and every change with a number of its own.

    Laws: a paragraph or row all of whose words came, or went, came or went itself; the words stay as they are; each
    move has a name, and two places under it.
    """
    numbers = itertools.count(1)

    def change(name: str, content: bytes) -> bytes:
        """A part of the archive with its changes tracked; parts without words as they are."""
        if name not in ("word/document.xml", "word/footnotes.xml"):
            return content
        text = _undeleted(content.decode("utf-8"))
        if name == "word/document.xml":
            text = _ROW.sub(_row, text)
            text = "".join(
                part if part.startswith("<w:tbl>") else _PARAGRAPH.sub(_paragraph, part) for part in _parts(text)
            )
        text = _MOVE_DATE.sub(revision.date, _named(_moved(text), numbers))
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
    return changes[-1]


def _mark(change: re.Match[str]) -> str:
    return f"{change[1]}0{change[3]}/>"


def _paragraph(found: re.Match[str]) -> str:
    text = found[0]
    change = _whole(text)
    if change is None:
        return text
    # LibreOffice 7 keeps the end of a paragraph that was moved with a link, or whose last words came: it goes, or comes.
    ending = _mark(change).replace('w:date="move-', 'w:date="end-') if "<w:hyperlink" in text else _mark(change)
    mark = f"<w:rPr>{ending}</w:rPr>"
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
    # Word knows no row that was moved: it went, and came.
    mark = _mark(next(change for change in changes if change)).replace('w:date="move-', 'w:date="row-')
    if "<w:trPr>" in text:
        return text.replace("</w:trPr>", f"{mark}</w:trPr>", 1)
    return text.replace("<w:tr>", f"<w:tr><w:trPr>{mark}</w:trPr>", 1)


# Moves


def _moved(text: str) -> str:
    """What was moved within a part of the file as Word has it; what has no other half there came, or went."""
    sides: dict[str, set[str]] = {"ins": set(), "del": set()}
    for found in _HALF.finditer(text):
        sides[found[1]].add(found[3])
    both = sides["ins"] & sides["del"]

    def half(found: re.Match[str]) -> str:
        """One half of a move; where the other is not there, what came or went."""
        kind, given, number, content = found.groups()
        if number not in both:
            return found[0].replace(f"move-{number}", f"row-{number}", 1)
        if content is None:
            return f"<w:{_HALVES[kind]}{given}/>"
        words = content.replace("<w:delText", "<w:t").replace("</w:delText>", "</w:t>")
        return f"<w:{_HALVES[kind]}{given}>{words}</w:{_HALVES[kind]}>"

    return _HALF.sub(half, text)


def _named(text: str, numbers: Iterator[int]) -> str:
    """The same, each half of a move between two marks that name it."""
    ends: dict[tuple[str, str], tuple[int, int, str]] = {}
    whole: dict[tuple[str, str], int] = {}
    for found in _MOVING.finditer(text):
        kind, given, number = found.groups()
        if found[0].endswith("/>") and ">" not in found[0][:-1]:  # the end of a paragraph
            whole[kind, number] = text.index("</w:p>", found.end()) + len("</w:p>")
            continue
        start = ends.get((kind, number), (found.start(), 0, given))[0]
        ends[kind, number] = (start, found.end(), given)
    marks = []
    for (kind, number), (start, end, given) in ends.items():
        own = next(numbers)
        marks.append((start, 1, f'<w:{kind}RangeStart w:id="{own}"{given} w:name="move{number}"/>'))
        marks.append((max(end, whole.get((kind, number), 0)), 0, f'<w:{kind}RangeEnd w:id="{own}"/>'))
    pieces, at = [], 0
    for place, _, mark in sorted(marks):
        pieces += [text[at:place], mark]
        at = place
    return "".join([*pieces, text[at:]])
