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
    """Every word of ours that a reader of the report sees: each field is `report.<name of the field>` in the catalogues.

    A word in braces is filled in by the format.
    """

    language: str
    """BCP 47: dates and lists follow it too."""

    chapter: str
    part: str
    contents: str
    lead: str
    contributors: str
    reviewers: str
    sources: str
    draft: str
    draft_note: str

    edition: str
    published_by: str
    imprint: str
    licence: str
    cite: str
    citation: str
    text_of: str
    text_commit: str
    contact: str
    responsibility: str
    disclaimer: str

    approval: str
    approved_by: str
    approval_missing: str
    approval_objection: str
    approval_signed: str
    approval_attested: str
    people: str
    person: str
    person_of: str
    as_lead: str
    as_reviewer: str
    as_contributor: str

    members: str
    organisation: str
    country: str
    role: str
    secretariat: str
    led: str
    led_several: str
    contributed: str
    contributed_several: str
    reviewed: str
    reviewed_several: str

    recommendations: str
    recommendations_intro: str
    recommendation: str
    demand: str
    joint_statement: str
    on_site: str
    addressed_to: str
    place: str
    page: str

    figures: str
    tables: str
    glossary: str
    instruments: str
    names: str

    colophon: str
    typefaces: str
    citation_style: str
    citation_style_by: str
    citation_style_terms: str
    reproducible: str
    digests: str
    pdf_standards: str
    accessibility: str

    skip: str

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

    def credit(self, role: str) -> str:
        """What somebody did, by a word of CRediT."""
        return interface.Words(self.language).credit(role)

    def country_name(self, code: str) -> str:
        """A country's name."""
        return interface.Words(self.language).country(code)

    def listing(self, items: Iterable[str]) -> str:
        """`A, B and C`, as plain text."""
        return interface.Words(self.language).joined(items)


def words(language: str) -> Words:
    """The report's words in that language, each from the nearest language that has it."""
    catalogue = interface.Words(language)
    names = (field.name for field in fields(Words) if field.name != "language")
    return Words(language=language, **{name: catalogue.pattern(f"report.{name}") for name in names})
