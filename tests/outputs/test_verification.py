"""What `statement verify` writes: the JSON of the contract, and a table that cannot steer a terminal."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, get_args

from coalition.outputs import verification
from coalition.standing.model import Adoption, Answer, Paper, Standing, StatementStanding, Totals, Verdict

CONTRACT = Path(__file__).parents[2] / "docs/design.md"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def answer(**changes: Any) -> Answer:
    told: dict[str, Any] = {
        "path": "statements/first-review/endorsements/v1/alpha-aid.txt", "statement": "first-review", "version": 1,
        "member": "alpha-aid", "name": "Alpha Aid", "action": "endorse", "capacity": "supporter", "verdict": "good",
        "counts": True, "on": NOW.date(), "strength": "signed", "reason": "Signed.", "language": "en",
        "arrived": NOW, **changes,
    }  # fmt: skip
    return Answer(**told)


def standing(*answers: Answer) -> Standing:
    adoption = Adoption("consensus", adopted=False, until=NOW, reason="Objections are heard.")
    statement = StatementStanding("first-review", 1, answers, Totals(counted=1, signed=1), adoption)
    return Standing(
        NOW, frozenset(), {"first-review": statement}, papers=(Paper("trust/receipts.log", "good", "Signed."),)
    )


def shape(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: shape(inner) for name, inner in value.items()}
    return [shape(value[0])] if isinstance(value, list) else None


def test_the_contract_shows_the_json_as_it_is():
    page = CONTRACT.read_text("utf-8").partition("**`statement verify --format json`**")[2]
    shown = json.loads(page.partition("```json\n")[2].partition("```")[0])
    found = standing(answer())

    assert shape(json.loads(verification.as_json(found, found.statements.values()))) == shape(shown)


def test_the_contract_names_every_verdict():
    line = next(line for line in CONTRACT.read_text("utf-8").splitlines() if line.startswith("`strength` is one of"))

    assert set(re.findall(r"`([a-z-]+)`", line.partition("`verdict` one of")[2])) == set(get_args(Verdict))


def test_an_answer_that_could_not_be_read_is_there_all_the_same():
    found = standing(answer(action="", verdict="malformed", counts=False, on=None, arrived=None))
    (shown,) = json.loads(verification.as_json(found, found.statements.values()))["statements"][0]["answers"]

    assert (shown["action"], shown["date"], shown["arrived"]) == ("", None, None)
    assert "  alpha-aid  1        ?       signed    malformed" in verification.table(found, found.statements.values())


def test_what_an_answer_says_cannot_steer_the_terminal():
    found = standing(
        answer(verdict="wrong-namespace", counts=False, reason="It is signed for \x1b]0;owned\x07 \u202e.")
    )
    written = verification.table(found, found.statements.values())

    assert "\\u001b]0;owned\\u0007 \\u202e." in written
    assert "\x1b" not in verification.as_json(found, found.statements.values())


def test_a_campaign_without_statements_has_an_empty_table():
    assert verification.table(Standing(NOW, frozenset()), ()) == ""


def test_the_sum_and_the_adoption_stand_below():
    lines = verification.table(standing(), standing().statements.values()).splitlines()

    assert lines[0] == "first-review, version 1"
    assert lines[1].startswith("  1 counted: 1 signed, 0 attested")
    assert lines[2] == "  Not adopted (consensus). Objections are heard."
