"""From a standing, made here, to what readers are told of the answers."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from coalition.kinds.member import Member
from coalition.outputs import answering
from coalition.outputs.answers import AnswersView, AnswerView, by_capacity, by_proof, paragraphs, view
from coalition.outputs.words import Words
from coalition.standing.model import Adoption, Answer, StatementStanding, Totals

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)


def member(name):
    return Member.model_validate(
        {
            "id": name,
            "name": name.title(),
            "type": "network",
            "country": "NP",
            "membership": [{"status": "active", "on": "2024-01-01"}],
        }
    )


MEMBERS = {name: member(name) for name in ("andes", "baobab", "cedar", "delta")}


def answer(who, **values):
    given = {
        "path": f"statements/first/endorsements/v2/{who}.txt",
        "statement": "first",
        "version": 2,
        "member": who,
        "name": who.title(),
        "action": "endorse",
        "capacity": "supporter",
        "verdict": "good",
        "counts": True,
        "on": date(2026, 11, 3),
        "strength": "signed",
        "language": "en",
        "scope": "whole",
    }
    return Answer(**{**given, **values})


def shown(*answers, late=False, **values):
    found = StatementStanding("first", 2, answers, **values)
    return view(found, MEMBERS, lambda version, section: f"{section} of {version}", late=late, active=4)


def groups(found):
    """By name of the group: who is in it."""
    names = (
        "signatories",
        "late",
        "unconfirmed",
        "earlier",
        "declined",
        "abstained",
        "objected",
        "withdrawn",
        "faulty",
    )
    return {name: [one.member for one in getattr(found, name)] for name in names if getattr(found, name)}


def test_those_who_count_stand_by_the_name_that_they_bore():
    found = shown(answer("baobab"), answer("andes", name="Zenith"), answer("cedar", name="émile"))
    assert [one.name for one in found.signatories] == ["Baobab", "émile", "Zenith"]
    assert groups(found) == {"signatories": ["baobab", "cedar", "andes"]}


@pytest.mark.parametrize(
    ("values", "group"),
    [
        ({"verdict": "announced", "strength": "announced"}, "unconfirmed"),
        ({"verdict": "not-yet-received"}, "unconfirmed"),
        ({"verdict": "announced", "action": "object"}, "unconfirmed"),
        ({"verdict": "earlier", "version": 1}, "earlier"),
        ({"verdict": "late"}, "faulty"),
        ({"verdict": "bad-signature"}, "faulty"),
        ({"version": 3}, "faulty"),
        ({"verdict": "malformed", "action": "", "capacity": "", "on": None}, "faulty"),
        ({"action": "decline"}, "declined"),
        ({"action": "abstain", "strength": "attested"}, "abstained"),
        ({"action": "object"}, "objected"),
        ({"action": "withdraw"}, "withdrawn"),
        ({"action": "decline", "verdict": "late"}, "faulty"),
    ],
)
def test_every_answer_that_does_not_count_is_in_one_group(values, group):
    assert groups(shown(answer("andes", counts=False, **values))) == {group: ["andes"]}


@pytest.mark.parametrize(
    "values", [{"verdict": "superseded"}, {"verdict": "withdrawn"}, {"verdict": "earlier", "action": "decline"}]
)
def test_what_a_later_answer_replaced_is_not_shown(values):
    assert groups(shown(answer("andes", counts=False, **values))) == {}


def test_late_signatures_are_a_list_of_their_own_by_time_where_the_statement_allows_them():
    first, second = datetime(2026, 12, 11, tzinfo=UTC), datetime(2026, 12, 12, tzinfo=UTC)
    found = shown(
        answer("andes", verdict="late", counts=False, arrived=second),
        answer("baobab", verdict="late", counts=False, arrived=first),
        late=True,
    )
    assert groups(found) == {"late": ["baobab", "andes"]}
    assert [one.proof for one in found.late] == ["signed", "signed"]


def test_nobody_is_named_who_may_not_be():
    found = shown(
        answer("andes", named=False),
        answer("quiet-line"),
        answer("delta"),
        totals=Totals(counted=3, signed=3, unnamed=2),
    )
    assert groups(found) == {"signatories": ["delta"]}
    assert found.totals.unnamed == 2


def test_how_an_answer_is_proven():
    found = shown(
        answer("andes"),
        answer("baobab", strength="attested"),
        answer("cedar", verdict="carried-over", version=1),
        answer("delta", strength="announced", verdict="announced", counts=False),
    )
    assert [one.proof for one in found.all] == ["signed", "attested", "carried-over", "announced"]
    words = Words("en")
    assert [answering.proof(words, one) for one in found.all] == [
        "signed",
        "confirmed by letter or e-mail",
        "signed version 1, carried over to this correction",
        "not yet confirmed",
    ]
    assert [(name, [one.member for one in group]) for name, group in by_proof(reversed(found.signatories))] == [
        ("signed", ["andes"]),
        ("attested", ["baobab"]),
        ("carried-over", ["cedar"]),
    ]


def test_answers_by_capacity_begin_with_those_who_drafted():
    found = shown(answer("andes"), answer("baobab", capacity="drafter"), answer("cedar"))
    assert [(name, [one.member for one in group]) for name, group in by_capacity(found.signatories)] == [
        ("drafter", ["baobab"]),
        ("supporter", ["andes", "cedar"]),
    ]


def test_a_scope_is_told_by_the_titles_of_its_sections():
    (one,) = shown(answer("andes", scope="sec-a, sec-b")).signatories
    assert one.sections == ("sec-a of 2", "sec-b of 2")
    assert answering.extent(Words("es"), one) == "solo para sec-a of 2 y sec-b of 2"


def test_a_reservation_is_paragraphs_and_that_of_a_faulty_answer_is_not_shown():
    text = "One line\nand its other.\n\n \nA <second>\tparagraph.\n"
    found = shown(
        answer("andes", reservation=text),
        answer("baobab", reservation=text, verdict="unknown-key", counts=False),
        answer("cedar", reservation="Not yet.", verdict="announced", counts=False),
    )
    assert found.signatories[0].reservation == ("One line and its other.", "A <second> paragraph.")
    assert [one.member for one in found.reserved] == ["andes", "cedar"]
    assert paragraphs("\n\n") == ()


def test_reservations_of_one_member_have_places_of_their_own():
    signed = answer("andes", reservation="One.")
    unsigned = answer("andes", reservation="Two.", verdict="announced", counts=False, action="object")
    anchors = [one.anchor for one in shown(signed, unsigned).reserved]
    assert anchors == ["reservation-andes", "reservation-andes-object-announced-v2"]


@pytest.mark.parametrize(
    "verdict",
    sorted(
        {
            "altered-text",
            "bad-signature",
            "wrong-namespace",
            "wrong-member",
            "wrong-statement",
            "wrong-version",
            "wrong-coalition",
            "unknown-key",
            "key-not-valid-then",
            "key-revoked",
            "weak-key",
            "unknown-member",
            "inactive-member",
            "malformed",
            "late",
            "not-yet-received",
        }
    ),
)
@pytest.mark.parametrize("language", ["en", "es", "ar"])
def test_every_verdict_has_words(verdict, language):
    found = shown(answer("andes", verdict=verdict, counts=False))
    assert answering.proof(Words(language), found.all[0])


def test_totals_in_words():
    words = Words("en")
    assert answering.totals(words, AnswersView()) == "No signature has been confirmed yet."
    assert answering.totals(words, AnswersView(totals=Totals(counted=1, signed=1))) == ("One member has signed.")
    assert answering.totals(Words("es"), AnswersView(totals=Totals(counted=1200, signed=1000, attested=200))) == (
        "Han firmado 1.200 miembros. De ellos, 1.000 firmaron por sí mismos y 200 se confirmaron por carta o correo"
        " electrónico."
    )


def test_a_refusal_that_is_signed_is_no_signature():
    refused = AnswerView("andes", "Andes", action="object")
    assert answering.proof(Words("en"), refused) == "in a signed answer"


def test_adoption_at_an_instant():
    waiting = AnswersView(adoption=Adoption("no-objection", until=datetime(2026, 12, 1, 23, 59, tzinfo=UTC)))
    assert answering.adoption(Words("en"), waiting, NOW)[1:] == (
        "Members can object until 1 December 2026, 23:59 (UTC).",
    )
    assert answering.adoption(Words("en"), waiting, None)[1:] == ("Not adopted yet.",)


def test_one_signature_is_not_counted_out_of_one():
    shown = answering.totals(Words("en"), AnswersView(totals=Totals(counted=1, signed=1)))
    assert shown == "One member has signed."
    attested = answering.totals(Words("en"), AnswersView(totals=Totals(counted=1, attested=1)))
    assert attested == "One member has signed. Of these, one was confirmed by letter or e-mail."
