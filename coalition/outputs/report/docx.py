"""The report as a Word document: real styles, a contents list that Word can compute anew, running heads."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from coalition.outputs.rasters import rasters
from coalition.outputs.report import flow, statements
from coalition.outputs.report.ooxml import Furniture, from_the_right, furnish

if TYPE_CHECKING:
    from coalition.outputs.report.model import Report
    from coalition.prose.pandoc import Pandoc

_TOP = ("Title", "Subtitle", "Author", "Date")


def render(report: Report, *, pandoc: Pandoc) -> bytes:
    """The report as DOCX. The same report gives the same bytes."""
    from coalition.prose import writers

    made = writers.docx(
        flow.flow(report, contents=True),
        reference=reference(),
        metadata=metadata(report),
        pictures=rasters(report.pictures, pandoc.cache),
        pandoc=pandoc,
    )
    return furnish(made, furniture(report))


def reference() -> bytes:
    """The document that holds the styles: made by tools/reference_docx.py."""
    return files("coalition.outputs.report").joinpath("templates", "reference.docx").read_bytes()


def metadata(report: Report) -> dict[str, str]:
    """The title page, and the file's properties."""
    imprint, words = report.imprint, report.words
    edition = words.edition.format(edition=imprint.edition)
    direction = {"dir": "rtl"} if words.direction == "rtl" else {}
    return direction | {
        "title": imprint.title,
        "subtitle": imprint.subtitle,
        "author": imprint.campaign,
        "date": " · ".join((edition, imprint.publisher, words.date(imprint.date))),
        "lang": imprint.language,
        "description": statements.citation(report),
    }


def furniture(report: Report) -> Furniture:
    """Running heads; a draft says so on every page."""
    imprint, words = report.imprint, report.words
    running = f"{imprint.title} · {words.edition.format(edition=imprint.edition)}"
    if imprint.draft:
        running = " · ".join(filter(None, (words.draft, words.date(imprint.date), imprint.short_commit)))
    changes = tuple(from_the_right(_TOP)) if words.direction == "rtl" else ()
    return Furniture(imprint.title, running, imprint.language, imprint.date, changes)
