"""The report as an EPUB 3 that says of itself what its readers need to know before they open it."""

from __future__ import annotations

import re
from importlib.resources import files
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from coalition.outputs.report import flow, pdf, statements
from coalition.outputs.report.archives import rewritten
from coalition.outputs.report.epub_notes import renumbered
from coalition.outputs.report.licences import licence

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from coalition.outputs.report.model import Report
    from coalition.prose.pandoc import Pandoc

FEATURES = (
    "structuralNavigation",
    "tableOfContents",
    "readingOrder",
    "alternativeText",
    "displayTransformability",
    "unlocked",
)
"""From the accessibility vocabulary of schema.org: what holds of every report that passes `check`."""


def render(report: Report, *, pandoc: Pandoc, cover: bytes | None = None) -> bytes:
    """The report as EPUB. The same report gives the same bytes.

    `cover` is a PNG; without one the cover of the PDF is drawn.
    """
    from coalition.prose import writers

    made = writers.epub(
        flow.flow(report, contents=False),
        stylesheet=stylesheet(),
        metadata=metadata(report),
        cover=cover if cover is not None else pdf.cover_picture(report, pandoc=pandoc),
        pictures=report.pictures,
        identifier=report.imprint.identifier,
        pandoc=pandoc,
    )
    return settled(made, report.imprint.date, statements.citation(report))


def stylesheet() -> str:
    """The e-book's look."""
    return files("coalition.outputs.report").joinpath("templates", "epub.css").read_text(encoding="utf-8")


def metadata(report: Report) -> dict[str, str | list[str]]:
    """Title page, package document and what it says about accessibility, in pandoc's names."""
    imprint, words = report.imprint, report.words
    shows = bool(report.pictures)
    known: dict[str, str | list[str]] = {
        "title": imprint.title,
        "subtitle": imprint.subtitle,
        "author": imprint.campaign,
        "publisher": imprint.publisher,
        "date": imprint.date.isoformat(),
        "lang": imprint.language,
        "rights": licence(imprint.licence).name,
        "description": f"{words.draft_note} {statements.citation(report)}"
        if imprint.draft
        else statements.citation(report),
        "accessModes": ["textual", "visual"] if shows else ["textual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeatures": list(FEATURES),
        "accessibilityHazards": ["none"],
        "accessibilitySummary": words.accessibility,
    }
    if words.direction == "rtl":
        known["page-progression-direction"] = "rtl"
        known["dir"] = "rtl"
    return {name: value for name, value in known.items() if value}


_DRAWN = re.compile(r"(?<=<svg )(.*?>)")
_MODIFIED = re.compile(r'(<meta property="dcterms:modified">)[^<]*(<)')


def settled(book: bytes, day: date, description: str) -> bytes:
    """The same book without the time at which it was made, and with words for its cover.

    Law: `mimetype` stays first and uncompressed, as readers demand.
    """

    def change(name: str, content: bytes) -> bytes:
        """A part of the book as it is delivered."""
        if name.endswith(".opf"):
            return _MODIFIED.sub(rf"\g<1>{day.isoformat()}T00:00:00Z\2", content.decode()).encode()
        if name.endswith("/cover.xhtml"):
            return _DRAWN.sub(_described(description), content.decode()).encode()
        if b'epub:type="noteref"' in content:
            return renumbered(content.decode()).encode()
        return content

    return rewritten(book, change)


def _described(description: str) -> Callable[[re.Match[str]], str]:
    """The cover's picture named for those who cannot see it."""
    named = f'role="img" aria-label={quoteattr(description)} '
    return lambda found: named + found[0]
