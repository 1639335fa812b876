"""Statements as Word documents, read back with python-docx."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import docx
import pytest

from coalition.outputs.answers import AnswersView, AnswerView
from coalition.outputs.letters import docx as word
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache

EVIL = '<w:p/> & "quoted" {title} {running}'


def read(made):
    return docx.Document(io.BytesIO(made))


def part(made, name):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return archive.read(name).decode()


def styled(document, style):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


@pytest.fixture(scope="module")
def made(letter, pandoc):
    return word.render([letter], pandoc=pandoc)[0]


@pytest.fixture(scope="module")
def document(made):
    return read(made)


def test_the_same_letter_gives_the_same_bytes_whatever_is_made_with_it(made, letter):
    other = replace(letter, title="Another")
    assert word.render([other, letter], pandoc=Pandoc(Cache(None)))[1] == made


def test_it_has_the_parts_of_a_letter(document):
    assert styled(document, "Letter Title") == ["Safe channels, services without fear"]
    assert styled(document, "Author") == ["Campaign Against Exploitation"]
    assert styled(document, "Letter Kind") == ["Joint statement"]
    assert styled(document, "Heading 2") == ["1. Needs first", "Who signed", "Reservations", "About this text"]
    assert styled(document, "Heading 3") == ["Drafters (1)", "Supporters (1)"]
    assert "To\tGovernments meeting in New York" in styled(document, "Imprint")
    assert styled(document, "Demand") == ["Give shelter to everyone."]
    assert "Confirmed by letter or e-mail" in styled(document, "Passage Label")
    assert styled(document, "Block Text") == ["On paragraph 4.", "And on <b>paragraph 5</b>."]


def test_signatories_are_tables_with_a_header_row(document):
    first, second = document.tables
    assert [cell.text for cell in first.rows[0].cells] == ["Organisation", "Country"]
    assert "<w:tblHeader" in first.rows[0]._tr.xml
    assert [cell.text for cell in first.rows[1].cells] == [
        "Open Gate, with a reservation, for 1. Needs first only",
        "Kenya",
    ]
    assert [cell.text for cell in second.rows[1].cells] == ["Harbour Group", "Japan"]


def test_its_first_page_has_a_strip_of_the_drawing_and_the_others_its_title(made, document):
    section = document.sections[0]
    assert 'cy="468000"' in section.first_page_header._element.xml
    assert "srcRect" in section.first_page_header._element.xml
    assert 'STYLEREF "Letter Title"' in section.header._element.xml
    assert "version 2" in section.footer.paragraphs[0].text
    assert "LetterTitle" in part(made, "word/document.xml")


def test_properties(document):
    known = document.core_properties
    assert (known.title, known.author) == ("Safe channels, services without fear", "Campaign Against Exploitation")


def test_what_people_write_is_text(make_letter, pandoc):
    answer = AnswerView("open-gate", EVIL, "KE", reservation=(EVIL,))
    letter = make_letter(title=EVIL, occasion=EVIL, answers=AnswersView(signatories=(answer,)))
    document = read(word.render([letter], pandoc=pandoc)[0])
    assert styled(document, "Letter Title") == [EVIL]
    assert styled(document, "Block Text") == [EVIL]
    assert document.tables[0].rows[1].cells[0].text.startswith(EVIL)


def test_a_draft_and_a_translation_say_so(make_letter, pandoc):
    document = read(word.render([make_letter(language="es", draft=True)], pandoc=pandoc)[0])
    assert styled(document, "Draft")[0].startswith("Borrador")
    assert "0123456789ab" in document.sections[0].footer.paragraphs[0].text
    assert styled(document, "Letter Remark")[0].startswith("Esta es una traducción.")


def test_a_reservation_is_in_the_language_in_which_the_text_was_read(make_letter, pandoc):
    answer = AnswerView("open-gate", "Open Gate", "KE", language="es", reservation=("Leemos el apartado 4.",))
    made = word.render([make_letter(answers=AnswersView(signatories=(answer,)))], pandoc=pandoc)[0]
    assert '<w:lang w:val="es"' in part(made, "word/document.xml")


def test_arabic_runs_from_the_right(make_letter, pandoc):
    made = word.render([make_letter(language="ar")], pandoc=pandoc)[0]
    body = part(made, "word/document.xml")
    paragraphs = body[body.index("<w:body>") :].split("<w:p>")[1:]
    tables = body.count("<w:tbl>")
    assert body.count("<w:bidiVisual />") == tables > 0
    assert sum("<w:bidi />" in paragraph for paragraph in paragraphs) >= len(paragraphs) - 4 * tables
    assert len(styled(read(made), "Body Text")) > 3
