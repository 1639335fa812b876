from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from coalition.outputs.report import statements
from coalition.outputs.report.licences import licence
from coalition.outputs.report.model import Contribution, Imprint, Member, Report, Role
from coalition.outputs.report.words import words

IMPRINT = Imprint(
    title="Between two shores",
    campaign="Campaign for Safe Passage",
    publisher="Harbour Network",
    edition="2026",
    identifier="tag:x",
    date=date(2026, 11, 12),
    contact="office@harbour.example",
    website="https://campaign.example/",
    commit="0123456789abcdef0123456789abcdef01234567",
)


def report(**changes):
    return Report(replace(IMPRINT, **changes), words("en"), ())


def test_the_imprint_says_what_a_librarian_asks():
    facts = {fact.label: (fact.value, fact.target) for fact in statements.facts(report())}
    assert facts["Edition 2026"] == ("Published by Harbour Network", "")
    assert facts["Text of"] == ("12 November 2026, commit 0123456789ab", "")
    assert facts["Licence"] == (
        "Creative Commons Attribution 4.0 International (CC BY 4.0)",
        "https://creativecommons.org/licenses/by/4.0/",
    )
    assert facts["How to cite"][0] == (
        "Campaign for Safe Passage. Between two shores. Edition 2026. Harbour Network, 2026. https://campaign.example/"
    )
    assert facts["Contact"] == ("office@harbour.example", "mailto:office@harbour.example")
    assert "not responsible" in facts["Responsibility"][0]


def test_a_line_without_a_value_is_left_out():
    labels = [fact.label for fact in statements.facts(report(contact=""))]
    assert "Contact" not in labels


@pytest.mark.parametrize(
    ("contact", "target"),
    [("https://harbour.example/us", "https://harbour.example/us"), ("By letter, 1 Quay @ Port", ""), ("ask us", "")],
)
def test_a_contact_leads_somewhere_only_when_it_is_an_address(contact, target):
    assert next(fact for fact in statements.facts(report(contact=contact)) if fact.label == "Contact").target == target


def test_without_a_commit_only_the_day_is_named():
    assert statements.made_of(report(commit="")) == "12 November 2026"
    assert not any("commit" in paragraph for paragraph in statements.colophon(report(commit="")))
    assert any(IMPRINT.commit in paragraph for paragraph in statements.colophon(report()))


def test_the_title_with_its_subtitle():
    assert statements.full_title(report(subtitle="On the way")) == "Between two shores: On the way"


def test_roles_in_words():
    member = Member(
        "Harbour",
        "Japan",
        (
            Contribution(Role.SECRETARIAT),
            Contribution(Role.LEAD, (1,)),
            Contribution(Role.CONTRIBUTOR, (2, 3)),
            Contribution(Role.REVIEWER, (4, 5)),
        ),
    )
    assert statements.roles(report(), member) == (
        "Secretariat",
        "Led chapter 1",
        "Contributed to chapters 2 and 3",
        "Reviewed chapters 4 and 5",
    )


@pytest.mark.parametrize(
    ("identifier", "name", "address"),
    [
        (
            "CC-BY-SA-3.0",
            "Creative Commons Attribution-ShareAlike 3.0 Unported (CC BY-SA 3.0)",
            "https://creativecommons.org/licenses/by-sa/3.0/",
        ),
        ("CC0-1.0", "CC0 1.0 Universal", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ("CC-BY-9.0", "CC-BY-9.0", ""),
        ("Ask us first", "Ask us first", ""),
    ],
)
def test_licences(identifier, name, address):
    assert (licence(identifier).name, licence(identifier).address) == (name, address)
