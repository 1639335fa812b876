"""What a letter says, whatever it is written as."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import site_sample

from coalition.outputs.answers import AnswersView, AnswerView
from coalition.outputs.letters.model import Name
from coalition.outputs.site.member_views import OtherNameView
from coalition.outputs.site.statement_views import AddresseeView


def head(letter):
    return {row.label: " / ".join(row.lines) for row in letter.head}


def part(letter, title):
    return next(part for part in letter.parts if part.title == title)


def test_the_head_says_to_whom_on_what_occasion_and_how_it_stands(make_letter):
    letter = make_letter(
        addressees=(AddresseeView("Governments", "state"), AddresseeView("Ministry of Labour", "state", "KE")),
        submitted_on=date(2026, 12, 11),
        reference="A/1",
    )
    assert head(letter) == {
        "To": "Governments / Ministry of Labour (Kenya)",
        "Occasion": "International Migration Review Forum 2026",
        "Form": "Open letter",
        "Sent on": "11 December 2026",
        "Reference": "A/1",
        "State": "The text is final and open for signature by members. Open until the end of 10 December 2026, "
        "wherever on earth.",
        "Who signed": "3 members have signed. Of these, 2 signed themselves and one was confirmed by letter or e-mail.",
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"status": "submitted"}, "This statement has been sent to those whom it addresses."),
        (
            {"closes_on": None, "closes": datetime(2026, 12, 10, 9, tzinfo=UTC)},
            "The text is final and open for signature by members. Open until 10 December 2026, 09:00 (UTC).",
        ),
        (
            {"over": True},
            (
                "The text is final and open for signature by members. The time for answers ended when 10 December 2026"
                " had ended everywhere on earth."
            ),
        ),
    ],
)
def test_the_deadline_is_said_while_members_can_answer(make_letter, changes, expected):
    assert head(make_letter(**changes))["State"] == expected


def test_signatories_stand_by_capacity_and_by_how_they_are_proven(letter):
    signed = part(letter, "Who signed")
    assert [(group.title, [share.proof for share in group.shares]) for group in signed.groups] == [
        ("Drafters (1)", ["Signed"]),
        ("Supporters (1)", ["Confirmed by letter or e-mail"]),
    ]
    assert signed.groups[0].shares[0].names == (
        Name("Open Gate", "Kenya", "with a reservation, for 1. Needs first only"),
    )
    assert "One of those counted is not named here." in signed.sentences


def test_only_those_who_signed_are_in_it(letter):
    assert [part.title for part in letter.parts] == ["Who signed", "Reservations", "About this text"]
    assert "Asia Committee" not in str(letter)
    (said,) = part(letter, "Reservations").reservations
    assert (said.name.name, said.paragraphs) == ("Open Gate", ("On paragraph 4.", "And on <b>paragraph 5</b>."))


def test_late_signatures_stand_apart_with_their_day(make_letter):
    late = AnswerView("open-gate", "Open Gate", "KE", arrived=datetime(2026, 12, 12, tzinfo=UTC))
    letter = make_letter(answers=replace(site_sample.answers(), late=(late,)))
    (group,) = part(letter, "Signed after the deadline").groups
    assert group.shares[0].names[0].note == "arrival record of 12 December 2026"


def test_it_says_how_it_can_be_checked(letter):
    rows = {row.label: row.lines for row in part(letter, "About this text").rows}
    assert rows["File that is signed"] == ("statements/imrf-2026/v2/en.md",)
    assert rows["Its SHA-256"] == ("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",)
    assert rows["How to check"][1:] == (
        "coalition statement verify imrf-2026",
        "https://campaign.example/statements/imrf-2026/verify/",
    )
    assert rows["Online"] == ("https://campaign.example/statements/imrf-2026/",)
    assert rows["This text"] == ("Version 2, of 2 November 2026",)
    assert rows["Who signed"] == ("With the answers up to 4 November 2026.",)


def test_it_is_dated_by_the_latest_thing_in_it_and_not_by_its_build(make_letter, letter):
    assert letter.day == date(2026, 11, 4)
    assert make_letter(submitted_on=date(2026, 12, 11)).day == date(2026, 12, 11)
    bare = make_letter(answers=AnswersView(), updated=None)
    assert bare.day == date(1980, 1, 1)
    assert [row.lines for row in bare.parts[-1].rows if row.label == "This text"] == [("Version 2",)]
    later = replace(site_sample.view(), stamp=datetime(2027, 1, 1, tzinfo=UTC))
    assert make_letter(view=later) == letter


def test_a_translation_says_so_and_one_that_lags_says_that(make_letter):
    assert make_letter().remarks == ()
    assert make_letter(language="es").remarks == ("Esta es una traducción. Los miembros firman el texto en inglés.",)
    assert make_letter(language="es", lagging=True).remarks[0].startswith("El texto en inglés, que es el que firman")


def test_links_to_the_site_are_whole_addresses_or_none(make_letter):
    assert "https://campaign.example/members/" in make_letter().text.ast
    bare = make_letter(view=replace(site_sample.view(), url=""))
    assert "site:" not in bare.text.ast
    assert "Online" not in [row.label for row in part(bare, "About this text").rows]
    assert "https://paper.example/" in bare.text.ast


def test_a_draft_says_so(make_letter):
    letter = make_letter(draft=True)
    assert letter.draft.endswith("· 0123456789ab")
    assert letter.draft_note.startswith("Draft")
    assert make_letter().draft == ""


@pytest.mark.parametrize(
    ("others", "expected"),
    [((OtherNameView("Nettverk", None),), "Nettverk"), ((OtherNameView("港"),), "open-gate"), ((), "open-gate")],
)
def test_a_name_that_no_typeface_can_draw_has_one_that_can(make_letter, others, expected):
    campaign = site_sample.view()
    members = tuple(
        replace(member, other_names=others) if member.id == "open-gate" else member for member in campaign.members
    )
    answer = AnswerView("open-gate", "港ネットワーク", "KE", reservation=("人身売買",))
    letter = make_letter(view=replace(campaign, members=members), answers=AnswersView(signatories=(answer,)))
    (name,) = part(letter, "Who signed").groups[0].shares[0].names
    assert (name.name, name.other) == ("港ネットワーク", expected)
    (said,) = part(letter, "Reservations").reservations
    assert said.other.startswith("This reservation is in letters that a PDF of ours cannot show.")
