from __future__ import annotations

import unicodedata

import pytest

from coalition.parsing.records import Fields, parse, render
from coalition.problems import Place

GOOD = """coalition-endorsement/1
coalition: campaign.example
member: harbour-network
date: 2026-11-03

We read paragraph 4: as leaving the question open.

Truly.
"""


def test_a_signed_file_is_fields_and_a_text():
    parsed = parse("a.txt", GOOD)
    assert parsed.problems == ()
    assert parsed.value is not None
    assert parsed.value.first == "coalition-endorsement/1"
    assert parsed.value.values == (
        ("coalition", "campaign.example"),
        ("member", "harbour-network"),
        ("date", "2026-11-03"),
    )
    assert parsed.value.rest == "We read paragraph 4: as leaving the question open.\n\nTruly."
    assert parsed.value.get("member") == "harbour-network"
    assert parsed.value.get("nonce") is None
    assert parsed.value.place("date") == Place("a.txt", 4, 7)
    assert parsed.value.place("nonce") is None


def test_a_good_file_is_what_render_makes_of_its_fields():
    value = parse("a.txt", GOOD).value
    assert value is not None
    assert render(value) == GOOD
    assert render(Fields("x/1", (("a", "b"),), "")) == "x/1\na: b\n"


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("x/1\na: b", 2, 5),
        ("x/1\na: b\n\n", 3, 1),
        ("x/1\na: b\n\n\n\n", 3, 1),
        ("x/1\r\na: b\r\n", 1, 4),
        ("x/1\nName: b\n", 2, 1),
        ("x/1\na:b\n", 2, 1),
        ("x/1\na: b \n", 2, 1),
        ("x/1\na:  b\n", 2, 1),
        ("x/1\n \na: b\n", 2, 1),
        ("x/1\nsome words\n", 2, 1),
        ("x/1\na: b\na: c\n", 3, 1),
        ("x/1\na: " + unicodedata.normalize("NFD", "é") + "\n", 2, 1),
        ("", 1, 1),
        ("\nx/1\n", 1, 1),
    ],
)
def test_any_other_form_is_a_problem_at_its_place(text: str, line: int, column: int):
    found = parse("a.txt", text).problems
    assert found
    assert {problem.code for problem in found} == {"malformed-record"}
    assert Place("a.txt", line, column) in {problem.place for problem in found}
    assert all(problem.hint for problem in found)


def test_what_can_be_read_of_a_malformed_file_is_read():
    value = parse("a.txt", "x/1\nMember:  harbour \na: b\na: c\n").value
    assert value is not None
    assert value.values == (("Member", "harbour"), ("a", "b"))


def test_an_empty_file_is_nothing():
    assert parse("a.txt", "").value is None
