"""Rules over what the secretariat signs of members that are named nowhere: their number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.kinds.unnamed import path_of
from coalition.problems import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined
    from coalition.standing.model import StatementStanding

_WRONG_ITSELF = frozenset({"good", "announced", "not-yet-received"})
"""Verdicts on such a file with which no other rule finds fault."""


@rule("unsigned-number", Severity.WARNING)
def unsigned_number(examined: Examined) -> Iterator[Finding]:
    """The secretariat has signed how many unnamed members answered: nobody else can be shown their answers.

    Whenever the number changes it is signed anew. Until then they count on the site, and not for those who verify the
    statement without us.

    Bad:  an unnamed member's answer is received, and unnamed/v1.txt still says `attested: 2`
    Good: `coalition statement attest imrf-2026 --unnamed`, which writes the file and its signature
    """
    papers = {paper.path: paper.verdict for paper in examined.standing.papers}
    for name, state in examined.standing.statements.items():
        if state.unnamed_are_proven or name not in examined.campaign.statements:
            continue
        path = path_of(name, state.current_version)
        if papers.get(path, "good") in _WRONG_ITSELF:
            place = Place(path if path in examined.campaign.paths else f"statements/{name}/statement.yaml")
            hint = f"Let the secretariat count and sign: coalition statement attest {name} --unnamed"
            yield Finding(place, _message(state, papers.get(path)), hint)


def _message(state: StatementStanding, verdict: str | None) -> str:
    own = state.unnamed
    now = f"{own.signed + own.attested} unnamed members count"
    if verdict is None:
        return f"{now}, of {sum(own.numbers) - own.objected_in_time} that answered, and the secretariat has not signed that."
    if verdict == "good":
        return f"This number is no longer right: {now}, or others answered otherwise than it says."
    return "This number is not signed." if verdict == "announced" else "This number was counted after this instant."
