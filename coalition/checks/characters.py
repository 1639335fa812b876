"""Rules over characters: what the report's typefaces cannot draw would stop the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.kinds.chapter import Chapter
from coalition.kinds.page import ReportText
from coalition.kinds.reference import Instrument, Term
from coalition.kinds.settings import Settings
from coalition.kinds.source import Source
from coalition.parsing.text import Places
from coalition.prose.typefaces import UNDRAWN_HINT, uncovered, undrawn

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined
    from coalition.kinds.record import Record

PRINTED: tuple[type[Record], ...] = (Chapter, ReportText, Term, Instrument, Source, Settings)
"""What the report is printed from, beside the names of those who made it."""
SHOWN = 5
"""Characters that are named for each file; the number of all is said."""


@rule("undrawable-character")
def undrawable_character(examined: Examined) -> Iterator[Finding]:
    """The report holds only characters that its typefaces can draw: Latin, Greek, Cyrillic, Arabic and signs.

    A member can bear names in any script; the one under which it is credited in the report is drawn there.

    Bad:  `The word 人身売買 is used`, since no typeface of ours has Chinese characters
    Good: `The word *jinshin baibai* is used`
    """
    campaign = examined.campaign
    for path in sorted({record.path for model in PRINTED for record in campaign.of(model)}):
        text = campaign.texts[path]
        missing, places = () if text.isascii() else uncovered(text), Places(path, text)
        for number, character in enumerate(missing[:SHOWN], 1):
            more = _more(len(missing) - SHOWN) if number == SHOWN else ""
            yield Finding(places.at(text.index(character)), f"{undrawn(character)}{more}", UNDRAWN_HINT)
    credited = {
        reference.member for reference in examined.references if isinstance(reference.record, Chapter | Settings)
    }
    for name in sorted(credited & campaign.members.keys()):
        member = campaign.members[name]
        for character in uncovered(member.name)[:1]:
            hint = "Credit it by a name in Latin letters, and keep this one under other_names: with its language."
            yield Finding(member.place("name"), undrawn(character), hint)


def _more(others: int) -> str:
    return f" There are {others} more such characters in this file." if others > 0 else ""
