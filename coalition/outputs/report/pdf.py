"""The report as a PDF that meets PDF/UA-1 and PDF/A-2a.

The texts of the chapters are fragments written by `coalition.prose.writers`, each in a file of its own; every other
value is data to Typst.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from coalition.outputs import words as interface
from coalition.outputs.rasters import settable
from coalition.outputs.report import cover, flow, statements
from coalition.outputs.report.listings import listings
from coalition.outputs.typesetting import PASSAGES, Document, typeset

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coalition.outputs.report.model import Chapter, Report
    from coalition.prose.model import Section
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.cache import Cache


def render(report: Report, *, pandoc: Pandoc) -> bytes:
    """The report as PDF. The same report gives the same bytes, from the cache or anew. Raises NotTypeset."""
    report = replace(report, pictures=settable(report.pictures, pandoc.cache))
    return _typeset({"main.typ": main(report), **fragments(report, pandoc)}, report, cache=pandoc.cache)


def cover_picture(report: Report, *, pandoc: Pandoc | None = None) -> bytes:
    """The cover alone as PNG, for formats that want a picture of it."""
    source = '#import "design.typ": data\n#import "cover.typ": cover\n#cover[#data.title]\n'
    bare = replace(report, pictures={})
    return _typeset({"main.typ": source}, bare, form="png", cache=pandoc.cache if pandoc else None)


def _typeset(sources: Mapping[str, str], report: Report, *, form: str = "pdf", cache: Cache | None = None) -> bytes:
    document = Document(sources, data(report), report.imprint.date, tuple(report.pictures.values()))
    return typeset([document], form=form, cache=cache)[0]


def fragments(report: Report, pandoc: Pandoc) -> dict[str, str]:
    """Every text as a file of Typst markup that sees the functions of passages and nothing else of ours."""
    from coalition.prose import writers

    pictures = {path: f"/pictures/{picture.name}" for path, picture in report.pictures.items()}
    return {name: PASSAGES + writers.typst(ast, pictures, pandoc=pandoc) for name, ast in _texts(report)}


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    # Below the title of a part, everything stands one level lower.
    lowered = {chapter.id for part in report.parts if part.title for chapter in part.chapters}
    for section in report.sections:
        yield f"texts/{section.id}.typ", flow.lower(section.ast, 1) if section.id in lowered else section.ast
        if section.bibliography and not report.bibliography:
            yield f"texts/{section.id}-sources.typ", section.bibliography
    if report.bibliography:
        yield "texts/sources.typ", report.bibliography


def main(report: Report) -> str:
    """The order of the book: calls of the template's functions by number, and the texts between them."""
    lines = [
        '#import "book.typ": *',
        "#show: book",
        "#cover(title())",
        "#imprint()",
        "#members()",
        "#contents()",
        "#listings()",
    ]
    matters = dict(enumerate(report.matters))
    before = sum(matter is not None for matter in (report.foreword, report.summary))
    for index in range(before):
        lines += [f"#matter({index})", *_text(report, matters[index].section, 1)]
    for index, part in enumerate(report.parts):
        if part.title:
            lines.append(f"#part-opening({index})")
        for chapter in part.chapters:
            lines.append(f"#chapter-opening({chapter.number - 1})")
            lines += _text(report, chapter.section, 2 if part.title else 1)
    if report.recommendations:
        lines.append("#recommendations()")
    for index in range(before, len(matters)):
        lines += [f"#matter({index})", *_text(report, matters[index].section, 1)]
    if report.bibliography:
        lines.append('#sources(include "texts/sources.typ")')
    return "\n".join([*lines, "#colophon()", ""])


def _text(report: Report, section: Section, level: int) -> Iterator[str]:
    """A text below a title of that level, and its works when the book has no list for all."""
    arguments = f"{level}{language_arguments(section.language, report.imprint.language)}"
    yield f'#text-below({arguments}, include "texts/{section.id}.typ")'
    if section.bibliography and not report.bibliography:
        yield f'#text-sources({arguments}, include "texts/{section.id}-sources.typ")'


def language_arguments(language: str, around: str) -> str:
    """Arguments for a text in another language than what is around it."""
    if language == around:
        return ""
    right_to_left = interface.Words(language).direction == "rtl"
    return f", lang: {json.dumps(language.partition('-')[0])}, rtl: {json.dumps(right_to_left)}"


def data(report: Report) -> dict[str, Any]:
    """What the templates read: plain values, words of the report's language, and the colours and strokes of the cover."""
    return {
        **_imprint(report),
        "words": _words(report),
        "colours": {"ground": cover.GROUND, "steel": cover.STEEL, "tip": cover.TIP},
        "strokes": [[bar.x, bar.y, bar.width, bar.height, bar.colour] for bar in cover.bars()],
        "drawing-height": cover.HEIGHT,
        "in-parts": report.in_parts,
        "parts": [
            {
                "number": part.number,
                "id": f"report-part-{part.number}",
                "title": part.title,
                "chapters": [_credits(chapter) for chapter in part.chapters],
            }
            for part in report.parts
        ],
        "chapters": [
            _credits(chapter) | {"offset": int(bool(part.title))} for part in report.parts for chapter in part.chapters
        ],
        "matters": [{"title": matter.title, "id": matter.section.id} for matter in report.matters],
        "numbers": _numbers(report),
        "listings": _listings(report),
        "float-labels": float_labels(),
        "imprint": [[fact.label, fact.value, fact.target] for fact in statements.facts(report)],
        "members": [
            {"name": member.name, "country": member.country, "roles": list(statements.roles(report, member))}
            for member in report.members
        ],
        "register": _register(report),
        "colophon": [*statements.colophon(report), report.words.pdf_standards],
    }


def _listings(report: Report) -> list[dict[str, Any]]:
    """The lists of figures and of tables."""
    return [
        {
            "title": listing.title,
            "entries": [{"id": one.id, "number": one.number, "caption": one.caption} for one in listing.entries],
        }
        for listing in listings(report)
    ]


def _register(report: Report) -> list[dict[str, Any]]:
    """What is asked for, text by text."""
    return [
        {
            "where": where,
            "entries": [
                {
                    "number": each.number,
                    "id": each.id,
                    "link": each.link,
                    "text": each.text,
                    "addressees": list(each.asked),
                }
                for each in entries
            ],
        }
        for where, entries in report.register
    ]


def _imprint(report: Report) -> dict[str, Any]:
    imprint = report.imprint
    language, _, region = imprint.language.partition("-")
    return {
        "title": imprint.title,
        "subtitle": imprint.subtitle,
        "campaign": imprint.campaign,
        "publisher": imprint.publisher,
        "edition": imprint.edition,
        "description": statements.citation(report),
        "date": report.words.date(imprint.date),
        "commit": imprint.short_commit,
        "draft": imprint.draft,
        "lang": language,
        "region": region if len(region) == 2 else None,
        "direction": report.words.direction,
    }


def _words(report: Report) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in asdict(report.words).items()}


def _credits(chapter: Chapter) -> dict[str, Any]:
    return {
        "number": chapter.number,
        "id": chapter.id,
        "title": chapter.title,
        "abstract": chapter.abstract,
        "lead": chapter.lead,
        "contributors": list(chapter.contributors),
        "reviewers": list(chapter.reviewers),
    }


def float_labels() -> list[str]:
    """The words with which captions begin, in every language that a text may be in."""
    from coalition.prose.labels import DEFAULT_LABELS

    return sorted({word for labels in DEFAULT_LABELS.values() for word in (labels.figure, labels.table)})


def _numbers(report: Report) -> dict[str, str]:
    """Numbers by anchor: the templates set them beside the headings that begin with them."""
    chapters = {chapter.id: str(chapter.number) for chapter in report.chapters}
    parts = {f"report-part-{part.number}": report.words.part.format(number=part.number) for part in report.parts}
    headings = {heading.id: heading.number for section in report.sections for heading in section.headings}
    return {name: number for name, number in (headings | parts | chapters).items() if number}
