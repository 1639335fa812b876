"""Rules over what a text holds and no reader sees, where the whole of the text is signed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.kinds.statement import StatementText
from coalition.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined
    from coalition.parsing.markdown import Scan

_DEFINITION = re.compile(r" {0,3}\[([^\]^][^\]]*)\]:")
_REMARK = re.compile(r"\s*#|[^'\"]* #")


@rule("hidden-text")
def hidden_text(examined: Examined) -> Iterator[Finding]:
    """A statement shows all that is signed: it holds no comment, no note and no address that its readers do not see.

    Bad:  `<!-- to be agreed with the ministry -->` in statements/imrf-2026/v1/en.md
    Good: the text without it; what drafters tell each other stands elsewhere
    """
    for text in examined.campaign.of(StatementText):
        scan = examined.scans[text.path]
        lines = examined.campaign.texts[text.path].split("\n")
        hint = "Delete it: who signs the text signs this too, and does not see it."
        for mark in scan.of("raw"):
            if mark.value.startswith("<!--"):
                yield Finding(mark.place, "A comment stands here, which no reader sees.", hint)
        for number, line in enumerate(lines[1 : text.body_line - 2], 2):
            if _REMARK.match(line):
                yield Finding(Place(text.path, number), "A comment stands in this line, which no reader sees.", hint)
        yield from _unused(text, scan, hint)


def _unused(text: StatementText, scan: Scan, hint: str) -> Iterator[Finding]:
    """Notes and addresses that nothing leads to."""
    used = {mark.value for mark in scan.of("footnote-use")}
    for mark in scan.of("footnote"):
        if mark.value not in used:
            yield Finding(mark.place, f'Nothing refers to the note "{mark.value}", so that no reader sees it.', hint)
    linked = {mark.place.line for mark in scan.of("link")}
    folded = text.body.casefold()
    for number, line in enumerate(text.body.split("\n"), text.body_line):
        found = _DEFINITION.match(line)
        if found and number in linked and folded.count(f"[{found[1].casefold()}]") < 2:
            yield Finding(Place(text.path, number), f'Nothing uses the address "{found[1]}".', hint)
