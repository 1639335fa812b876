"""Statements as PDFs that meet PDF/UA-1 and PDF/A-2a, set several at a time."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from coalition.outputs.report import cover
from coalition.outputs.report.pdf import float_labels, language_arguments
from coalition.outputs.typesetting import PASSAGES, Document, typeset
from coalition.outputs.words import Words
from coalition.prose.typefaces import uncovered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coalition.outputs.letters.model import Letter, Name, Part, Reservation
    from coalition.prose.pandoc import Pandoc

TEXT = "text.typ"
_SIZES = ((60, 30), (90, 27), (130, 24))
"""Letters of a title, and how large it is set in points at most; a longer one is smaller still."""
_SMALL = 20


def render(letters: Sequence[Letter], *, pandoc: Pandoc) -> tuple[bytes, ...]:
    """Each letter as PDF. The same letter gives the same bytes, from the cache or anew, whatever the others are.

    Raises NotTypeset.
    """
    return typeset([document(letter, pandoc) for letter in letters], cache=pandoc.cache)


def drawable(letter: Letter) -> bool:
    """Whether our typefaces can draw the letter; names and reservations that they cannot draw have a stand-in each."""
    lines = [line for row in letter.head for line in row.lines]
    lines += [line for part in letter.parts for row in part.rows for line in row.lines]
    lines += [sentence for part in letter.parts for sentence in part.sentences]
    lines += [f"{name.country}{name.note}" for part in letter.parts for name in _names(part)]
    return not uncovered("".join((letter.title, letter.occasion, letter.campaign, letter.text.ast, *lines)))


def _names(part: Part) -> Iterator[Name]:
    return (name for group in part.groups for share in group.shares for name in share.names)


def document(letter: Letter, pandoc: Pandoc) -> Document:
    """What one letter is set from."""
    from coalition.prose import writers

    pictures = {picture.path: f"/pictures/{picture.name}" for picture in letter.pictures}
    text = writers.typst(letter.text.ast, pictures, pandoc=pandoc) if letter.text.ast else ""
    sources = {"main.typ": main(letter), TEXT: PASSAGES + text}
    return Document(sources, data(letter), letter.day, letter.pictures, f"{letter.id} ({letter.language})")


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
        "parts": [_part(part) for part in letter.parts],
        "running": letter.running,
        "draft": letter.draft,
        "draft-note": letter.draft_note,
    }


def _part(part: Part) -> dict[str, Any]:
    """Plain values, with what can be drawn in the place of what cannot."""
    return {
        "title": part.title,
        "sentences": list(part.sentences),
        "groups": [
            {
                "title": group.title,
                "shares": [
                    {"proof": share.proof, "names": [_name(name) for name in share.names]} for share in group.shares
                ],
            }
            for group in part.groups
        ],
        "reservations": [_reservation(said) for said in part.reservations],
        "rows": [asdict(row) for row in part.rows],
    }


def _reservation(said: Reservation) -> dict[str, Any]:
    """A reservation as it can be drawn, with the language that it is read aloud in; none where that is the letter's."""
    name = _name(said.name)["name"]
    if said.other or not said.language:
        return {"name": name, "paragraphs": [said.other] if said.other else list(said.paragraphs), "lang": None}
    direction = Words(said.language).direction
    lang = said.language.partition("-")[0]
    return {"name": name, "paragraphs": list(said.paragraphs), "lang": lang, "rtl": direction == "rtl"}


def _name(name: Name) -> dict[str, str]:
    return {"name": name.other or name.name, "country": name.country, "note": name.note}
