"""Which statements are made into files, in which languages and formats."""

from datetime import UTC, datetime

import pytest

from coalition.campaign.loading import load
from coalition.campaign.manuscripts import apart
from coalition.prose.book import prepare
from coalition.prose.model import Bibliography, Book
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache
from coalition.sources.trees import MemoryTree
from coalition.standing.model import Adoption, Answer, Standing, StatementStanding, Totals
from coalition.workflows import lettering
from coalition.workflows.making import Workshop
from coalition.workflows.reading import Reading
from coalition.workflows.reporting import Offer

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
PROCESS = "venue: letter\nsubmitted_by: harbour\nstatus: {status}\nlate_signatures: true\n"
TEXT = """\
---
title: {title}
occasion: The first review
addressed_to: [{{name: Governments, type: state}}]
{translates}---

People must leave.
"""
FILES = {
    "coalition.yaml": """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair.example, secretariat: harbour, languages: [en, es]}
venues: {letter: {title: Open letter}}
""",
    "members.yaml": """\
members:
  - {id: harbour, name: Harbour, type: network, country: NP, membership: [{status: active, on: 2024-01-01}]}
  - id: quiet-line
    name: Quiet Line of the Gulf
    type: network
    country: KW
    visibility: unnamed
    membership: [{status: active, on: 2024-01-01}]
""",
    "statements/both/statement.yaml": PROCESS.format(status="open"),
    "statements/both/v1/en.md": TEXT.format(title="Open the channels", translates=""),
    "statements/both/v1/es.md": TEXT.format(title="Abran las vías", translates=f"translates: {'0' * 64}\n"),
    "statements/one/statement.yaml": PROCESS.format(status="open"),
    "statements/one/v1/es.md": TEXT.format(title="Solo en español", translates=""),
    "statements/later/statement.yaml": PROCESS.format(status="draft"),
    "statements/later/v1/en.md": TEXT.format(title="Unfinished", translates=""),
    "statements/tongue/statement.yaml": PROCESS.format(status="open"),
    "statements/tongue/v1/en.md": TEXT.format(title="मार्ग", translates=""),
}


def answer(member, **values):
    given = {"verdict": "good", "counts": True, "strength": "signed", "scope": "whole", "language": "en"}
    path = f"statements/both/endorsements/v1/{member}.txt"
    return Answer(path, "both", 1, member, member.title(), "endorse", "supporter", on=NOW.date(), **{**given, **values})


@pytest.fixture(scope="module")
def workshop():
    pandoc = Pandoc(Cache(None))
    campaign = load(MemoryTree(FILES)).value
    answers = (answer("harbour"), answer("quiet-line", named=False, reservation="We are at risk."))
    found = StatementStanding("both", 1, answers, Totals(2, 2, unnamed=1), Adoption("none"))
    standing = Standing(NOW, frozenset({"harbour", "quiet-line"}), {"both": found})
    texts = prepare(apart(campaign), Bibliography(), pandoc=pandoc).value
    reading = Reading(campaign, standing, {"en": Book(()), "es": Book(())}, {}, texts)
    return Workshop(reading, pandoc, NOW, commit="", draft=False, drafts=False, history={}, languages=("en", "es"))


def test_the_first_language_has_every_statement_and_another_those_that_are_written_in_it(workshop):
    assert [(letter.id, letter.title) for letter in lettering.letters(workshop, "en")] == [
        ("tongue", "मार्ग"),
        ("one", "Solo en español"),
        ("both", "Open the channels"),
    ]
    assert [letter.title for letter in lettering.letters(workshop, "es")] == ["Solo en español", "Abran las vías"]


def test_nobody_who_may_not_be_named_is_in_a_letter(workshop):
    (letter,) = [letter for letter in lettering.letters(workshop, "en") if letter.id == "both"]
    assert "Harbour" in str(letter)
    for words in ("Quiet", "quiet-line", "at risk"):
        assert words not in str(letter)
    assert "One of those counted is not named here." in letter.parts[0].sentences


def test_every_file_is_promised_but_the_pdf_of_letters_that_nobody_can_draw(workshop):
    said = []
    tasks = list(lettering.tasks(workshop, ("pdf", "docx", "epub"), said.append))
    assert sorted(path for task in tasks for path in task.paths) == [
        "es/statements/both/statement.docx",
        "es/statements/both/statement.pdf",
        "es/statements/one/statement.docx",
        "es/statements/one/statement.pdf",
        "statements/both/statement.docx",
        "statements/both/statement.pdf",
        "statements/one/statement.docx",
        "statements/one/statement.pdf",
        "statements/tongue/statement.docx",
    ]
    for task in tasks:
        made = task.make()
        assert [content[:2] in (b"%P", b"PK") for content in made] == [True] * len(task.paths)
    assert said == ["Statements: PDF", "Statements: DOCX"] * 2
    assert list(lettering.tasks(workshop, ("epub",), said.append)) == []


def test_a_page_offers_the_file_in_its_language_or_in_the_first(workshop):
    offer = Offer({"statements/both/statement.pdf": 1, "es/statements/one/statement.pdf": 2})
    found = lettering.downloads(offer, workshop, "es")
    assert {name: [(file.path, file.language) for file in files] for name, files in found.items()} == {
        "both": [("statements/both/statement.pdf", "en")],
        "one": [("es/statements/one/statement.pdf", "es")],
    }
