"""The rule that no text goes out with the words that only say what to write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.kinds.chapter import Chapter
from coalition.kinds.guides import first_guiding_line
from coalition.kinds.meeting import Meeting
from coalition.kinds.practice import Practice
from coalition.kinds.statement import UNFROZEN, StatementText
from coalition.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.model import Campaign
    from coalition.checks.examined import Examined
    from coalition.kinds.record import Text


@rule("guiding-words")
def guiding_words(examined: Examined) -> Iterator[Finding]:
    """No text is released with the words that only say what to write, with which a new text begins.

    Outlines, drafts, and statements that are still being written may hold them: these are not published.

    Bad:  Say what worked, and how you know it.
    Good: Of twelve pumps, eleven still gave water after two years.
    """
    for name, text in _released(examined.campaign):
        left = first_guiding_line(name, text.body)
        if left is not None:
            line, words = left
            hint = "Write your own words in their place, or delete them."
            yield Finding(
                Place(text.path, text.body_line + line), f'These words only say what to write: "{words}"', hint
            )


def _released(campaign: Campaign) -> Iterator[tuple[str, Text]]:
    """Texts that readers see, with the name of the guide that such a text begins with."""
    yield from (("chapter", chapter) for chapter in campaign.of(Chapter) if chapter.released)
    yield from (("practice", practice) for practice in campaign.of(Practice))
    yield from (("meeting", meeting) for meeting in campaign.of(Meeting))
    for text in campaign.of(StatementText):
        statement = campaign.statements.get(text.id)
        if statement is not None and statement.status not in UNFROZEN:
            yield "statement", text
