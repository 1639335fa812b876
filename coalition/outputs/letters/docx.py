"""Statements as Word documents, with the styles of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.outputs.report import cover
from coalition.outputs.report.docx import reference
from coalition.outputs.report.flow import styled
from coalition.outputs.report.ooxml import Furniture, from_the_right, furnish
from coalition.outputs.words import Words
from coalition.prose import ast

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coalition.outputs.letters.model import Letter, Part, Row, Share
    from coalition.prose.ast import Blocks, Inlines, Node
    from coalition.prose.pandoc import Pandoc

_EMU = 36_000
"""Units of Word's drawings in a millimetre."""
_TOP = ("LetterTitle", "Author", "LetterKind")
_STRIP, _FROM = 13, 44
"""Millimetres of the cover's drawing that run along the head of the first page, and where they begin in it."""

_BODY = r"word/document\.xml"


def render(letters: Sequence[Letter], *, pandoc: Pandoc) -> tuple[bytes, ...]:
    """Each letter as DOCX. The same letter gives the same bytes, whatever the others are."""
    from coalition.prose.to_docx import Manuscript, several

    styles = reference()
    made = several(
        [
            Manuscript(flow(letter), metadata(letter), {picture.path: picture for picture in letter.pictures})
            for letter in letters
        ],
        reference=styles,
        pandoc=pandoc,
    )
    return tuple(furnish(one, furniture(letter)) for one, letter in zip(made, letters, strict=True))


def metadata(letter: Letter) -> dict[str, str]:
    """The head of the first page, and the file's properties."""
    known = {"title": letter.title, "author": letter.campaign, "date": letter.kind}
    known |= {"lang": letter.language, "description": letter.occasion}
    return known | ({"dir": "rtl"} if _is_from_the_right(letter) else {})


def _is_from_the_right(letter: Letter) -> bool:
    return Words(letter.language).direction == "rtl"


def furniture(letter: Letter) -> Furniture:
    """Running heads, and a strip of the cover's drawing where the report has all of it."""
    height, top = round(cover.HEIGHT * _EMU), 100_000 * _FROM / cover.HEIGHT
    rest = 100_000 * (cover.HEIGHT - _FROM - _STRIP) / cover.HEIGHT
    return Furniture(
        title=letter.title,
        running=letter.draft or letter.running,
        language=letter.language,
        day=letter.day,
        changes=(
            (r"word/header\d+\.xml", f'cy="{height}"', f'cy="{_STRIP * _EMU}"'),
            (
                r"word/header\d+\.xml",
                'relativeFrom="page"><wp:posOffset>5760000<',
                'relativeFrom="page"><wp:posOffset>0<',
            ),
            (r"word/header\d+\.xml", "<a:stretch>", f'<a:srcRect t="{top:.0f}" b="{rest:.0f}"/><a:stretch>'),
            (r"word/header\d+\.xml", 'STYLEREF "Heading 1"', 'STYLEREF "Letter Title"'),
            (_BODY, '<w:pStyle w:val="Title" />', '<w:pStyle w:val="LetterTitle" />'),
            (_BODY, '<w:pStyle w:val="Date" />', '<w:pStyle w:val="LetterKind" />'),
            *(from_the_right(_TOP) if _is_from_the_right(letter) else ()),
        ),
    )


def flow(letter: Letter) -> str:
    """Everything below the title, as one document."""
    blocks: Blocks = []
    if letter.draft_note:
        blocks.append(_line("Draft", *ast.words(letter.draft_note)))
    blocks += [_row(row) for row in letter.head]
    blocks += [_line("Letter Remark", *ast.words(remark)) for remark in letter.remarks]
    blocks += ast.blocks_of(letter.text.ast)
    for part in letter.parts:
        blocks += _part(letter, part)
    return ast.document(blocks)


def _line(style: str, *inlines: Node) -> Node:
    return styled([ast.para(list(inlines))], style)


def _row(row: Row) -> Node:
    label = ast.span(ast.words(row.label), classes=["label"], attributes=[("custom-style", "Label")])
    shown: Inlines = []
    for line in row.lines:
        said = ast.words(line)
        shown += [ast.line_break(), *([ast.link(said, row.target)] if row.target else said)]
    return _line("Imprint", label, *shown)


def _part(letter: Letter, part: Part) -> Iterator[Node]:
    yield ast.header(2, ast.words(part.title), classes=["unnumbered"])
    for sentence in part.sentences:
        yield ast.para(ast.words(sentence))
    for group in part.groups:
        yield ast.header(3, ast.words(group.title), classes=["unnumbered"])
        for share in group.shares:
            yield _line("Passage Label", *ast.words(share.proof))
            yield _table(letter, share)
    for reservation in part.reservations:
        yield _line("Passage Label", *ast.words(reservation.name.name))
        lang = [("lang", reservation.language)] if reservation.language else []
        said = [ast.span(ast.words(paragraph), attributes=lang) for paragraph in reservation.paragraphs]
        yield styled([ast.para([paragraph]) for paragraph in said], "Block Text")
    yield from map(_row, part.rows)


def _table(letter: Letter, share: Share) -> Node:
    """A row a signatory, so that the list can be sorted and searched."""
    rows = [
        [_cell(", ".join(part for part in (name.name, name.note) if part)), _cell(name.country)] for name in share.names
    ]
    return ast.table([_cell(column) for column in letter.columns], rows, widths=(0.72, 0.28))


def _cell(text: str) -> Blocks:
    return [ast.plain(ast.words(text))] if text else []
