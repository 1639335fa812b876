"""Rules over characters: what the report's typefaces cannot draw would stop the PDF."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.problems import Place
from coalition.prose.typefaces import uncovered

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined

PRINTED = ("chapters/", "report/", "members/", "members.yaml", "references.bib", "coalition.yaml")
"""Where the texts of the report come from: its chapters, terms, sources, titles, and the names of members."""
SHOWN = 5
"""Characters that are named for each file; the number of all is said."""


@rule("undrawable-character")
def undrawable_character(examined: Examined) -> Iterator[Finding]:
    """The report holds only characters that its typefaces can draw: Latin, Greek, Cyrillic, Arabic and signs.

    Bad:  `The word 人身売買 is used`, since no typeface of ours has Chinese characters
    Good: `The word *jinshin baibai* is used`
    """
    for path, text in sorted(examined.campaign.texts.items()):
        if path.startswith(PRINTED) and path.endswith((".md", ".yaml", ".bib")) and not text.isascii():
            missing = uncovered(text)
            for character in missing[:SHOWN]:
                yield _finding(path, text, character, len(missing) - SHOWN)


def _finding(path: str, text: str, character: str, more: int) -> Finding:
    at = text.index(character)
    line = text.count("\n", 0, at) + 1
    column = at - text.rfind("\n", 0, at)
    name = unicodedata.name(character, "a character without a name").lower()
    others = f" There are {more} more such characters in this file." if more > 0 else ""
    message = f'The report cannot draw "{character}" (U+{ord(character):04X}, {name}).{others}'
    return Finding(Place(path, line, column), message, "Write it in Latin letters, or show it in a picture.")
