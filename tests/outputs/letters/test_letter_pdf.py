"""Statements as PDF, judged by an independent validator and read back."""

from __future__ import annotations

from dataclasses import replace

import page
import pypdfium2
import pytest
import site_sample

from coalition.outputs.answers import AnswersView, AnswerView
from coalition.outputs.letters import pdf
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache
from coalition.standing.model import Totals

EVIL = '#read("/etc/passwd") \\ $x$ <b>"quoted"</b> @ref *bold* = title // no'


def failures(content):
    return [
        (failure.rule_id, failure.message)
        for profile in ("ua1", "2a")
        for failure in page.validate_pdf_bytes(content, profile=profile).failures
    ]


def text(content):
    pages = [one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(content)]
    return " ".join(" ".join(pages).split())


def bookmarks(content):
    return [(mark.level, mark.get_title()) for mark in pypdfium2.PdfDocument(content).get_toc()]


@pytest.fixture(scope="module")
def made(letter, pandoc):
    return pdf.render([letter], pandoc=pandoc)[0]


def test_it_is_accessible_and_archivable(made):
    assert failures(made) == []


def test_it_begins_with_whose_it_is_and_ends_with_how_to_check_it(made):
    shown = text(made)
    assert shown.startswith("Joint statement Campaign Against Exploitation Safe channels, services without fear To Gov")
    assert "Demand To: all states Give shelter to everyone." in shown
    assert "Supporters (1) Confirmed by letter or e-mail Harbour Group Japan" in shown
    assert "Open Gate On paragraph 4. And on <b>paragraph 5</b>." in shown
    assert "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" in shown


def test_bookmarks_lead_to_its_parts(made):
    assert bookmarks(made) == [
        (0, "Safe channels, services without fear"),
        (1, "1. Needs first"),
        (1, "Who signed"),
        (2, "Drafters (1)"),
        (2, "Supporters (1)"),
        (1, "Reservations"),
        (1, "About this text"),
    ]


def test_properties_name_the_campaign_and_the_day(made):
    known = pypdfium2.PdfDocument(made).get_metadata_dict()
    assert known["Title"] == "Safe channels, services without fear"
    assert known["Author"] == "Campaign Against Exploitation"
    assert known["CreationDate"].startswith("D:20261104")


def test_no_value_is_code(make_letter, pandoc):
    answer = AnswerView("open-gate", EVIL, "KE", reservation=(EVIL,), sections=(EVIL,))
    letter = make_letter(title=EVIL, occasion=EVIL, reference=EVIL, answers=AnswersView(signatories=(answer,)))
    made = pdf.render([letter], pandoc=pandoc)[0]
    assert failures(made) == []
    assert text(made).count(EVIL) >= 5
    assert "root:" not in text(made)


def test_letters_set_together_are_those_set_alone_from_the_cache_or_anew(make_letter, letter, made):
    other = make_letter(title="Another title")
    together = pdf.render(
        [other, replace(letter, day=letter.day.replace(year=2025)), letter], pandoc=Pandoc(Cache(None))
    )
    assert together[2] == made
    assert len(set(together)) == 3
    pandoc = Pandoc(Cache(None))
    assert pdf.render([letter, other], pandoc=pandoc) == (together[2], together[0])
    assert pdf.render([letter], pandoc=pandoc) == (made,)


def test_three_hundred_signatories_take_few_pages(make_letter, pandoc):
    signatories = tuple(
        AnswerView(
            "open-gate", f"Organisation number {number} of many", "KE", proof="signed" if number % 3 else "attested"
        )
        for number in range(300)
    )
    letter = make_letter(
        answers=AnswersView(signatories=signatories, totals=Totals(counted=300, signed=200, attested=100))
    )
    made = pdf.render([letter], pandoc=pandoc)[0]
    assert failures(made) == []
    assert len(pypdfium2.PdfDocument(made)) <= 7
    assert all(f"Organisation number {number} of many" in text(made) for number in (0, 150, 299))


def test_a_draft_says_so_on_every_page(make_letter, pandoc):
    made = pdf.render([make_letter(text="Words.\n\n" * 80, draft=True)], pandoc=pandoc)[0]
    pages = [one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(made)]
    assert len(pages) > 1
    assert all("0123456789ab" in shown for shown in pages)


def test_arabic_runs_from_the_right_and_a_text_in_another_language_from_its_own_side(make_letter, pandoc):
    letter = make_letter(language="ar", text="## القسم الأول {#sec-a}\n\nنص قصير.\n", title="قنوات آمنة")
    assert failures(pdf.render([letter], pandoc=pandoc)[0]) == []
    other = make_letter(language="ar", text_language="en")
    assert '#text-below(1, lang: "en", rtl: false, include "text.typ")' in pdf.main(other)


def test_what_no_typeface_can_draw_has_its_stand_in(make_letter, pandoc):
    answer = AnswerView("open-gate", "港ネットワーク", "KE", reservation=("人身売買",))
    letter = make_letter(answers=AnswersView(signatories=(answer,)))
    assert pdf.drawable(letter)
    shown = text(pdf.render([letter], pandoc=pandoc)[0])
    assert "open-gate Kenya with a reservation" in shown
    assert "This reservation is in letters that a PDF of ours cannot show." in shown


@pytest.mark.parametrize("changes", [{"title": "人身売買"}, {"reference": "人"}, {"text": "&#20154;"}])
def test_a_text_that_no_typeface_can_draw_has_no_pdf(make_letter, changes):
    assert not pdf.drawable(make_letter(**changes))


def test_a_letter_of_nothing_but_its_text(make_letter, pandoc):
    bare = replace(site_sample.view(), url="")
    letter = make_letter(text="Words.", view=bare, answers=AnswersView(), venue="", closes_on=None)
    assert failures(pdf.render([letter], pandoc=pandoc)[0]) == []


@pytest.mark.parametrize(
    ("language", "words", "right"), [("es", "Leemos el apartado 4.", False), ("ar", "نقرأ الفقرة.", True)]
)
def test_a_reservation_is_in_the_language_in_which_the_text_was_read(make_letter, pandoc, language, words, right):
    answer = AnswerView("open-gate", "Open Gate", "KE", language=language, reservation=(words,))
    letter = make_letter(answers=AnswersView(signatories=(answer,)))
    (said,) = pdf.data(letter)["parts"][1]["reservations"]
    assert (said["lang"], said["rtl"]) == (language, right)
    made = pdf.render([letter], pandoc=pandoc)[0]
    assert failures(made) == []
    assert f"/Lang({language})".encode() in made.replace(b" ", b"")
