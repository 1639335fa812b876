"""What membership and answers amount to at an instant."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from coalition.campaign.loading import load
from coalition.sources.trees import MemoryTree
from coalition.standing import computing

if TYPE_CHECKING:
    from coalition.standing.model import Standing

MEMBERS = """\
members:
  - id: harbour-network
    name: Harbour Network
    other_names: [{name: Harbour Group, until: 2026-11-03}]
    type: network
    country: JP
    membership: [{status: active, on: 2026-11-02}]
  - id: lapsed-one
    name: Lapsed One
    type: network
    country: JP
    membership: [{status: active, on: 2026-01-01}, {status: lapsed, on: 2026-11-02}]
"""
ANSWER = """\
coalition-endorsement/1
coalition: campaign.example
statement: imrf-2026
version: {version}
language: en
text-sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
member: {member}
action: {action}
capacity: supporter
mandate: exact
scope: whole
date: {date}
nonce: 00112233445566778899aabbccddeeff
"""


def state(instant: str, *answers: tuple[str, int, str, str]) -> Standing:
    files = {"members.yaml": MEMBERS}
    for member, version, action, date in answers:
        path = f"statements/imrf-2026/endorsements/v{version}/{member}.txt"
        files[path] = ANSWER.format(member=member, version=version, action=action, date=date)
    return computing.compute(load(MemoryTree(files)).value, datetime.fromisoformat(instant))


def test_a_day_is_a_day_in_utc():
    assert state("2026-11-02T00:00:00+00:00").active == {"harbour-network"}
    assert state("2026-11-01T23:30:00-01:00").active == {"harbour-network"}
    assert state("2026-11-02T00:30:00+01:00").active == {"lapsed-one"}


def test_an_answer_without_a_verified_signature_is_announced_and_never_counted():
    (answer,) = state("2026-11-20T00:00:00Z", ("harbour-network", 1, "endorse", "2026-11-02")).answers

    assert (answer.verdict, answer.counts) == ("announced", False)
    assert answer.name == "Harbour Group"
    assert answer.on.isoformat() == "2026-11-02"


def test_an_answer_of_somebody_unknown_bears_the_id():
    (answer,) = state("2026-11-20T00:00:00Z", ("nobody", 1, "endorse", "2026-11-02")).answers

    assert answer.name == "nobody"


def test_answers_come_by_statement_version_and_member():
    found = state(
        "2026-11-20T00:00:00Z",
        ("lapsed-one", 2, "object", "2026-11-02"),
        ("lapsed-one", 1, "endorse", "2026-11-02"),
        ("harbour-network", 2, "endorse", "2026-11-03"),
    )

    assert [(answer.version, answer.member) for answer in found.of_statement("imrf-2026").answers] == [
        (1, "lapsed-one"),
        (2, "harbour-network"),
        (2, "lapsed-one"),
    ]
    assert found.of_statement("other").answers == ()
