"""Statements as PDFs that meet PDF/UA-1 and PDF/A-2a, set several at a time."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from coalition.outputs.report import cover
from coalition.outputs.report.pdf import float_labels, language_arguments
from coalition.outputs.typesetting import PASSAGES, Document, typeset
from coalition.outputs.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coalition.outputs.letters.model import Letter
    from coalition.prose.pandoc import Pandoc

TEXT = "text.typ"
_SIZES = ((60, 30), (90, 27), (130, 24))
"""Letters of a title, and how large it is set in points at most; a longer one is smaller still."""
_SMALL = 20


def render(letters: Sequence[Letter], *, pandoc: Pandoc) -> tuple[bytes, ...]:
    """Each letter as PDF. The same letter gives the same bytes, from the cache or anew, whatever the others are.

    Raises NotTypeset.
    """
    documents = [document(letter, pandoc) for letter in letters]
    days = sorted({letter.day for letter in letters})
    made: dict[int, bytes] = {}
    for day in days:
        wanted = [index for index, letter in enumerate(letters) if letter.day == day]
        found = typeset([documents[index] for index in wanted], day, cache=pandoc.cache)
        made |= dict(zip(wanted, found, strict=True))
    return tuple(made[index] for index in range(len(letters)))


def document(letter: Letter, pandoc: Pandoc) -> Document:
    """What one letter is set from."""
    from coalition.prose import writers

    pictures = {picture.path: f"/pictures/{picture.name}" for picture in letter.pictures}
    text = writers.typst(letter.text.ast, pictures, pandoc=pandoc) if letter.text.ast else ""
    sources = {"main.typ": main(letter), TEXT: PASSAGES + text}
    return Document(sources, data(letter), letter.pictures, f"{letter.id} ({letter.language})")


def main(letter: Letter) -> str:
    """The order of the letter: the template's functions, and the text between them."""
    arguments = f"1{language_arguments(letter.text.language, letter.language)}"
    lines = ['#import "letter.typ": *', "#show: letter", "#opening()"]
    lines += [f"#remark({index})" for index in range(len(letter.remarks))]
    return "\n".join([*lines, f'#text-below({arguments}, include "{TEXT}")', "#ending()", ""])


def data(letter: Letter) -> dict[str, Any]:
    """What the templates read: plain values, and the colours and strokes of the report's cover."""
    language, _, region = letter.language.partition("-")
    return {
        "title": letter.title,
        "title-size": next((size for length, size in _SIZES if len(letter.title) <= length), _SMALL),
        "kind": letter.kind,
        "campaign": letter.campaign,
        "description": letter.occasion,
        "lang": language,
        "region": region if len(region) == 2 else None,
        "direction": Words(letter.language).direction,
        "colours": {"ground": cover.GROUND, "steel": cover.STEEL, "tip": cover.TIP},
        "strokes": [[bar.x, bar.y, bar.width, bar.height, bar.colour] for bar in cover.bars()],
        "drawing-height": cover.HEIGHT,
        "numbers": {heading.id: heading.number for heading in letter.text.headings if heading.number},
        "float-labels": float_labels(),
        "words": {},
        "head": [asdict(row) for row in letter.head],
        "remarks": list(letter.remarks),
        "parts": [asdict(part) for part in letter.parts],
        "running": letter.running,
        "draft": letter.draft,
        "draft-note": letter.draft_note,
    }
