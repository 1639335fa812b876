from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from coalition.outputs.crediting import Credited
from coalition.outputs.report import statements
from coalition.outputs.report.licences import licence
from coalition.outputs.report.model import (
    Approval,
    Approvals,
    Chapter,
    CitationStyle,
    Contribution,
    Imprint,
    Member,
    Part,
    Report,
    Role,
)
from coalition.outputs.report.words import words
from coalition.prose.model import Section

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


def test_the_colophon_credits_the_citation_style_as_far_as_its_file_does():
    def said(style):
        return [one for one in statements.colophon(replace(report(), style=style)) if "cited" in one]

    assert said(None) == []
    assert said(CitationStyle("APA", ("A. Doe", "B. Roe"), "CC BY-SA 3.0")) == [
        (
            "Works are cited in the style “APA” of the Citation Style Language. Its file is by A. Doe and B. Roe. "
            "Licence: CC BY-SA 3.0."
        )
    ]
    assert said(CitationStyle("Ours")) == ["Works are cited in the style “Ours” of the Citation Style Language."]


def test_the_colophon_has_the_digests_that_chapters_are_approved_by():
    def chapter(number, digest):
        return Chapter(number, f"c{number}", "T", "", "", (), (), Section(f"c{number}", "en", "{}"), digest=digest)

    made = replace(report(), parts=(Part(1, "", (chapter(1, "0123456789abcdef" * 4), chapter(2, ""))),))

    assert [one for one in statements.colophon(made) if "SHA-256" in one] == [
        (
            "SHA-256 of each chapter with its sources, figures and data, as “coalition digest” gives it: "
            "1: 0123456789abcdef 0123456789abcdef 0123456789abcdef 0123456789abcdef."
        )
    ]


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


@pytest.mark.parametrize(
    ("language", "label", "said"),
    [
        (
            "en",
            "Approval of chapter 1",
            (
                "Approved, as it stands here, by Open Gate (lead organisation, 3 November 2026) and Ágora (reviewer, "
                "4 November 2026, confirmed by letter or e-mail). Not yet approved by Delta. Objection by Harbour."
            ),
        ),
        (
            "es",
            "Aprobación del capítulo 1",
            (
                "Aprobado, tal como figura aquí, por Open Gate (organización responsable, 3 de noviembre de 2026) y Ágora "
                "(revisora, 4 de noviembre de 2026, confirmado por carta o correo electrónico). Aún no aprobado por Delta. "
                "Con la objeción de Harbour."
            ),
        ),
    ],
)
def test_the_imprint_names_who_approved_which_chapter(language, label, said):
    given = (
        Approval("Open Gate", Role.LEAD, date(2026, 11, 3)),
        Approval("Ágora", Role.REVIEWER, date(2026, 11, 4), attested=True),
    )
    approvals = Approvals(given, missing=("Delta",), objecting=("Harbour",), asked=True)
    section = Section(id="a", language=language, ast="")
    chapters = (
        Chapter(1, "a", "A", "", "Open Gate", (), (), section, approvals),
        Chapter(2, "b", "B", "", "Open Gate", (), (), section, Approvals(missing=("Open Gate",))),
    )
    made = Report(IMPRINT, words(language), (Part(1, "", chapters),))
    facts = {fact.label: fact.value for fact in statements.facts(made)}

    assert facts[label] == said
    assert any("Open Gate" in value and ("Not yet" in value or "Aún no" in value) for value in facts.values())


def test_where_nobody_was_asked_the_imprint_says_nothing_of_approvals():
    section = Section(id="a", language="en", ast="")
    chapter = Chapter(1, "a", "A", "", "Open Gate", (), (), section, Approvals(missing=("Open Gate",)))
    made = Report(IMPRINT, words("en"), (Part(1, "", (chapter,)),))

    assert not any("pprov" in fact.value for fact in statements.facts(made))


def test_the_imprint_names_persons_with_what_they_did_and_only_where_somebody_is_named():
    one = Credited(
        "Amina Writer", ("investigation", "writing-original-draft"), "gate", "Open Gate", "0000-0002-1825-0097"
    )
    section = Section("a", "en", "")
    chapters = (
        Chapter(1, "a", "A", "", "Open Gate", (), (), section, people=(one, Credited("B. Free", ("validation",)))),
        Chapter(2, "b", "B", "", "Open Gate", (), (), section),
    )
    facts = {fact.label: fact.value for fact in statements.facts(replace(report(), parts=(Part(1, "", chapters),)))}
    assert facts["People of chapter 1"] == (
        "Amina Writer, Open Gate (investigation and writing \u2013 original draft), "
        "https://orcid.org/0000-0002-1825-0097; B. Free (validation)"
    )
    assert "People of chapter 2" not in facts
