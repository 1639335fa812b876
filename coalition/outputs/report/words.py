"""The words that the report's pages are furnished with, in one language."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from coalition.outputs import words as interface

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


@dataclass(frozen=True, slots=True)
class Words:
    """Every word of ours that a reader of the report sees; the defaults are English.

    A word in braces is filled in by the format. The catalogues hold each field as `report.<name of the field>`.
    """

    language: str = "en"
    """BCP 47: dates and lists follow it too."""

    chapter: str = "Chapter {number}"
    part: str = "Part {number}"
    contents: str = "Contents"
    lead: str = "Lead organisation"
    contributors: str = "Written with"
    reviewers: str = "Reviewed by"
    sources: str = "Sources"
    draft: str = "Draft"
    draft_note: str = (
        "This is a draft. The organisations named in it have not approved it; please do not quote from it."
    )

    edition: str = "Edition {edition}"
    published_by: str = "Published by {publisher}"
    imprint: str = "About this publication"
    licence: str = "Licence"
    cite: str = "How to cite"
    citation: str = "{campaign}. {title}. Edition {edition}. {publisher}, {year}."
    text_of: str = "Text of"
    text_commit: str = "{date}, commit {commit}"
    contact: str = "Contact"
    responsibility: str = "Responsibility"
    disclaimer: str = (
        "Each chapter speaks for the organisations named at its head. Other members of the campaign are not "
        "responsible for it, and nothing in this report binds them."
    )

    members: str = "Organisations that made this report"
    organisation: str = "Organisation"
    country: str = "Country"
    role: str = "Part in the report"
    secretariat: str = "Secretariat"
    led: str = "Led chapter {chapters}"
    led_several: str = "Led chapters {chapters}"
    contributed: str = "Contributed to chapter {chapters}"
    contributed_several: str = "Contributed to chapters {chapters}"
    reviewed: str = "Reviewed chapter {chapters}"
    reviewed_several: str = "Reviewed chapters {chapters}"

    recommendations: str = "Recommendations"
    recommendations_intro: str = (
        "Every recommendation of this report in the order of its chapters, with those to whom it is addressed and the "
        "place where the reasons for it are given."
    )
    recommendation: str = "Recommendation"
    addressed_to: str = "Addressed to"
    place: str = "Place"
    page: str = "page {page}"

    colophon: str = "Colophon"
    typefaces: str = (
        "Set in Source Serif 4 and Source Sans 3 by Adobe, with letters of Noto where they have none; all under the "
        "SIL Open Font License."
    )
    reproducible: str = "Made from commit {commit} of the campaign's repository: the same commit gives the same file."
    pdf_standards: str = (
        "This file meets PDF/UA-1, so that it can be read aloud and by touch, and PDF/A-2a, so that it can be kept."
    )
    accessibility: str = (
        "The text has headings, lists, tables with header cells and notes marked as such, every picture has a "
        "description, and nothing is told by colour alone."
    )

    skip: str = "Skip to the text"

    def date(self, day: date) -> str:
        """`12 November 2026`, as the language writes it."""
        return interface.Words(self.language).date(day)

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return interface.Words(self.language).direction

    def addressee(self, slug: str) -> str:
        """Whom a word of a passage's `to=` means."""
        return interface.Words(self.language).addressee(slug)

    def listing(self, items: Iterable[str]) -> str:
        """`A, B and C`, as plain text."""
        from babel.core import Locale
        from babel.lists import format_list

        found = [tag for tag in (self.language.replace("-", "_"), self.language.split("-")[0]) if _known(tag)]
        return format_list(list(items), locale=Locale.parse(found[0] if found else "en"))


def words(language: str) -> Words:
    """The report's words in that language, each from the nearest language that has it."""
    catalogue = interface.Words(language)
    found = {
        field.name: _verbatim(catalogue, key)
        for field in fields(Words)
        if field.name != "language" and catalogue.has(key := f"report.{field.name}")
    }
    return Words(language=language, **found)


def _verbatim(catalogue: interface.Words, key: str) -> str:
    """The catalogue's string with its braces kept: the formats fill them in."""
    return catalogue(key, **{name: f"{{{name}}}" for name in PLACEHOLDERS})


PLACEHOLDERS = ("number", "edition", "publisher", "campaign", "title", "year", "date", "commit", "chapters", "page")
"""Every name that stands in braces above."""


def _known(tag: str) -> bool:
    from babel.localedata import exists

    return exists(tag)
