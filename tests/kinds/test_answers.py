"""Signed files as records."""

from __future__ import annotations

import pytest

from coalition.kinds.answers import Approval, Attestation, Endorsement, KeyChange, read
from coalition.kinds.unnamed import Unnamed
from coalition.problems import Place

ENDORSEMENT = """\
coalition-endorsement/1
coalition: campaign.example
statement: imrf-2026
version: 2
language: en
text-sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
member: harbour-network
action: endorse
capacity: co-sponsor
mandate: exact
scope: whole
date: 2026-11-03
nonce: 00112233445566778899aabbccddeeff
"""
PATH = "statements/imrf-2026/endorsements/v2/harbour-network.txt"
KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHEcbyOS8sVv5ZB3ZaZP0VQHS4E4N6VjYnxRJYL0HIAp"


def problems(text: str, model=Endorsement) -> list[str]:
    parsed = read(PATH, text, model)
    assert all(problem.code == "malformed-record" and problem.hint for problem in parsed.problems)
    return [f"{problem.place.line}:{problem.place.column} {problem.message}" for problem in parsed.problems]


def test_an_endorsement_is_read_whole_with_its_reservation():
    answer = read(PATH, ENDORSEMENT + "\nWe read paragraph 4 as open.\n", Endorsement).value

    assert answer is not None
    assert (answer.statement, answer.version, answer.member, answer.action) == (
        "imrf-2026",
        2,
        "harbour-network",
        "endorse",
    )
    assert answer.date.isoformat() == "2026-11-03"
    assert answer.remark == "We read paragraph 4 as open."


def test_each_line_is_at_its_place():
    answer = read(PATH, ENDORSEMENT, Endorsement).value

    assert answer is not None
    assert answer.place("member") == Place(PATH, 7, 9)
    assert answer.place("text_sha256") == Place(PATH, 6, 14)
    assert answer.place() == answer.place("remark") == Place(PATH)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version: 2", "version: 02", '4:10 "02" is not in the form expected here.'),
        ("version: 2", "version: two", '4:10 "two" is not in the form expected here.'),
        ("date: 2026-11-03", "date: 1762128000", '12:7 "1762128000" is not in the form expected here.'),
        ("date: 2026-11-03", "date: 2026-11-31", '12:7 "2026-11-31" cannot stand here.'),
        ("nonce: 0011", "nonce: 001", '13:8 "0012233445566778899aabbccddeeff" is not in the form expected here.'),
        ("action: endorse", "action: endorsed", '8:9 "endorsed" cannot stand here.'),
        ("member: harbour-network", "member: Harbour", '7:9 "Harbour" cannot be an id.'),
        ("scope: whole", "scope: sec-a,  sec-b", '11:8 "sec-a,  sec-b" has more than one blank between two words.'),
        ("mandate: exact\n", "", '1:1 The line "mandate" is missing.'),
        ("scope: whole", "Scope: whole", None),
        ("scope: whole", "scope: whole\nplace: Geneva", '12:8 "place" is not a line of this format.'),
        (
            "action: endorse\ncapacity: co-sponsor",
            "capacity: co-sponsor\naction: endorse",
            '9:9 "action" stands too low.',
        ),
        ("coalition-endorsement/1", "coalition-endorsement/2", '1:1 The first line is "coalition-endorsement/2".'),
    ],
)
def test_a_line_that_is_not_as_the_format_has_it_is_told(old: str, new: str, said: str | None):
    found = problems(ENDORSEMENT.replace(old, new, 1))

    assert found if said is None else said in found


def test_an_empty_file_is_no_record():
    assert read(PATH, "", Endorsement).value is None
    assert problems("") != []


def test_every_mistake_is_told_at_once():
    text = ENDORSEMENT.replace("version: 2", "version: x").replace("action: endorse", "action: yes")

    assert [line.partition(" ")[0] for line in problems(text)] == ["4:10", "8:9"]


def test_an_attestation_has_an_instant_in_utc():
    text = (
        "coalition-attestation/1\ncoalition: campaign.example\n"
        f"of-sha256: {'0' * 64}\nmember: harbour-network\nevidence: e-mail\nevidence-sha256: {'1' * 64}\n"
        "received: 2026-11-03T10:00:00Z\nby: harbour-network\n"
    )

    assert problems(text, Attestation) == []
    local = text.replace("10:00:00Z", "10:00:00+02:00")
    assert problems(local, Attestation) == ['7:11 "2026-11-03T10:00:00+02:00" is not in the form expected here.']


CHANGE = (
    "coalition-key-change/1\ncoalition: campaign.example\nmember: harbour-network\n{}date: 2026-11-03\nnonce: "
    + "0" * 32
    + "\n"
)


@pytest.mark.parametrize(
    "lines", [f"add: {KEY}\n", f"end: SHA256:{'A' * 43}\n", f"add: {KEY}\nend: SHA256:{'A' * 43}\n"]
)
def test_a_change_of_keys_adds_one_ends_one_or_does_both(lines: str):
    assert problems(CHANGE.format(lines), KeyChange) == []


def test_a_change_of_keys_that_changes_nothing_is_none():
    assert problems(CHANGE.format(""), KeyChange) == ["1:1 It changes nothing."]


def test_a_change_of_keys_ends_a_key_by_its_fingerprint():
    assert problems(CHANGE.format(f"end: {KEY}\n"), KeyChange) != []


def test_formats_have_the_lines_of_the_design_in_its_order():
    assert Endorsement.lines() == (
        "coalition", "statement", "version", "language", "text-sha256", "member", "action", "capacity", "mandate",
        "scope", "date", "nonce",
    )  # fmt: skip
    assert Approval.lines() == (
        "coalition", "chapter", "language", "content-sha256", "member", "capacity", "action", "date", "nonce",
    )  # fmt: skip
    assert Attestation.lines() == ("coalition", "of-sha256", "member", "evidence", "evidence-sha256", "received", "by")
    assert KeyChange.lines() == ("coalition", "member", "add", "end", "date", "nonce")
    assert Unnamed.lines() == (
        "coalition", "statement", "version", "signed", "attested", "declined", "abstained", "objected", "objected-in-time",
        "withdrawn", "instant",
    )  # fmt: skip
    assert [model.FORMAT for model in (Endorsement, Approval, Attestation, KeyChange, Unnamed)] == [
        "coalition-endorsement/1", "coalition-approval/1", "coalition-attestation/1", "coalition-key-change/1",
        "coalition-unnamed/1",
    ]  # fmt: skip
