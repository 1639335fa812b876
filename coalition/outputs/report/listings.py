"""The lists of figures and of tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coalition.outputs.report.model import Report
    from coalition.prose.model import Float

LISTED_FROM = 4
"""Fewer figures, or fewer tables, are found without a list."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Numbered figures, or numbered tables, in reading order."""

    title: str
    entries: tuple[Float, ...]


def listings(report: Report) -> tuple[Listing, ...]:
    """The lists that the report is long enough for: of figures, then of tables."""
    numbered = [item for section in report.sections for item in section.floats if item.number]
    found = (
        Listing(title, tuple(item for item in numbered if item.kind == kind))
        for kind, title in (("figure", report.words.figures), ("table", report.words.tables))
    )
    return tuple(listing for listing in found if len(listing.entries) >= LISTED_FROM)
