from __future__ import annotations

import pytest

from coalition.outputs.report.assembly import Demands, FrontAndBack, PartPlan, Plan, assemble
from coalition.outputs.report.model import Contribution, Imprint, Organisation, Role
from coalition.outputs.report.words import words
from coalition.problems import Place
from coalition.prose.model import Book, Passage, Section


def section(name, *passages):
    return Section(id=name, language="en", ast="", passages=passages)


def passage(kind, number, to=""):
    return Passage(kind, f"x-{number}", (("to", to),), f"Text {number}", Place("x.md"), number)


@pytest.fixture
def build(imprint):
    def build(parts, sections, organisations=(), **more):
        return assemble(imprint, Book(tuple(sections), "refs"), parts, organisations, words=words("en"), **more)

    return build


@pytest.fixture
def imprint():
    from datetime import date

    return Imprint("Title", "Campaign", "Harbour", "2026", "tag:x", date(2026, 1, 2))


def test_chapters_are_numbered_through_all_parts(build):
    parts = [PartPlan((Plan("a", "A"), Plan("b", "B")), "One"), PartPlan((Plan("c", "C"),), "Two")]
    report = build(parts, [section("c"), section("a"), section("b")])
    assert [(chapter.number, chapter.id) for chapter in report.chapters] == [(1, "a"), (2, "b"), (3, "c")]
    assert [(part.number, part.title) for part in report.parts] == [(1, "One"), (2, "Two")]
    assert report.in_parts
    assert [text.id for text in report.sections] == ["a", "b", "c"]


def test_untitled_parts_are_no_parts(build):
    assert not build([PartPlan((Plan("a", "A"),))], [section("a")]).in_parts


def test_members_are_those_who_did_something_and_the_secretariat_comes_first(build):
    organisations = [
        Organisation("zebra", "Zebra", "Kenya"),
        Organisation("agora", "Ágora", "Spain"),
        Organisation("harbour", "Harbour", "Japan"),
        Organisation("idle", "Idle"),
    ]
    plans = (
        Plan("a", "A", lead="zebra"),
        Plan("b", "B", lead="zebra", contributors=("agora",), reviewers=("harbour",)),
    )
    report = build([PartPlan(plans)], [section("a"), section("b")], organisations)
    assert [(member.name, member.contributions) for member in report.members] == [
        ("Harbour", (Contribution(Role.SECRETARIAT), Contribution(Role.REVIEWER, (2,)))),
        ("Ágora", (Contribution(Role.CONTRIBUTOR, (2,)),)),
        ("Zebra", (Contribution(Role.LEAD, (1, 2)),)),
    ]


def test_an_organisation_that_may_not_be_named_is_named_nowhere(build):
    plan = Plan("a", "A", lead="secret", contributors=("secret", "open"), reviewers=("secret",))
    report = build([PartPlan((plan,))], [section("a")], [Organisation("open", "Open")])
    (chapter,) = report.chapters
    assert (chapter.lead, chapter.contributors, chapter.reviewers) == ("", ("Open",), ())
    assert [member.name for member in report.members] == ["Open"]


def test_recommendations_are_gathered_with_words_for_their_addressees(build):
    text = section(
        "a",
        passage("key-finding", "1.1"),
        passage("recommendation", "1.1", "media village-chiefs"),
        passage("recommendation", "1.2"),
    )
    report = build([PartPlan((Plan("a", "A"),))], [text])
    first, second = report.recommendations
    assert first.addressees == ("the media", "village chiefs")
    assert (first.number, first.id, first.chapter, first.text) == ("1.1", "x-1.1", 1, "Text 1.1")
    assert second.addressees == ()


def test_the_register_holds_what_chapters_and_statements_ask_for_with_theme_countries_and_place(build):
    def asking(kind, number, **attributes):
        return Passage(kind, f"x-{kind}", tuple(attributes.items()), "Do it.", Place("x.md"), number)

    chapter = section("a", asking("demand", "1.1", to="media", countries="NP MX"), asking("recommendation", "1.1"))
    statement = section("s", asking("demand", "", to="media"), asking("key-finding", ""))
    report = build(
        [PartPlan((Plan("a", "Debt", theme="Poverty"),))],
        [chapter],
        demands=[
            Demands("Safe channels", statement, "https://a.example/statements/s/", "Poverty", ("NP",)),
            Demands("Silent", section("t")),
            Demands("Poverty ends", statement, "", "Poverty"),
        ],
    )

    assert [
        (where, [(one.number, one.link, one.asked, one.text) for one in found]) for where, found in report.register
    ] == [
        (
            "1 Debt (Poverty)",
            [
                ("1.1", "#x-demand", ("the media", "Nepal, Mexico"), "Demand: Do it."),
                ("1.1", "#x-recommendation", (), "Do it."),
            ],
        ),
        (
            "Joint statement: Safe channels (Poverty)",
            [("1", "https://a.example/statements/s/#x-demand", ("the media", "Nepal"), "Do it.")],
        ),
        ("Joint statement: Poverty ends", [("1", "", ("the media",), "Do it.")]),
    ]


def test_texts_around_the_chapters(build):
    around = FrontAndBack(("fore", "Foreword"), ("sum", "Summary"), (("terms", "Terms"),))
    report = build(
        [PartPlan((Plan("a", "A"),))], [section(name) for name in ("terms", "a", "sum", "fore")], around=around
    )
    assert [matter.title for matter in report.matters] == ["Foreword", "Summary", "Terms"]
    assert [text.id for text in report.sections] == ["fore", "sum", "a", "terms"]
    assert report.bibliography == "refs"


def test_a_chapter_that_the_book_lacks_is_a_fault_of_the_caller(build):
    with pytest.raises(KeyError):
        build([PartPlan((Plan("gone", "Gone"),))], [])


def test_approvals_name_who_may_be_named_in_the_order_in_which_they_are_asked(build):
    from datetime import date

    from coalition.standing.model import Approval, ChapterStanding

    def said(member, capacity, strength="signed", **told):
        values = {"action": "approve", "content_sha256": "5", "verdict": "good", "on": date(2026, 11, 3), **told}
        return Approval("p", "a", member, "en", capacity=capacity, strength=strength, **values)

    standing = ChapterStanding(
        "a",
        "en",
        required=("zebra", "agora", "secret"),
        given=(
            said("agora", "reviewer", "attested", name="Ágora A.C."),
            said("secret", "reviewer"),
            said("zebra", "lead"),
        ),
        objections=(said("harbour", "contributor"),),
    )
    organisations = [Organisation("zebra", "Zebra"), Organisation("agora", "Ágora"), Organisation("harbour", "Harbour")]
    (chapter,) = build([PartPlan((Plan("a", "A", approvals=standing),))], [section("a")], organisations).chapters

    assert [(one.name, one.role, one.attested) for one in chapter.approvals.given] == [
        ("Zebra", Role.LEAD, False),
        ("Ágora A.C.", Role.REVIEWER, True),
    ]
    assert (chapter.approvals.missing, chapter.approvals.objecting, chapter.approvals.asked) == ((), ("Harbour",), True)
