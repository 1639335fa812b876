"""Word documents are read back with python-docx, and their XML where it has no words for something."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import docx
import pytest

from coalition.outputs.report import docx as word
from coalition.outputs.report.ooxml import Furniture, furnish
from coalition.outputs.report.wordprocessing import lists
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache


@pytest.fixture(scope="module")
def made(shores, pandoc):
    return word.render(shores, pandoc=pandoc)


@pytest.fixture(scope="module")
def document(made):
    return docx.Document(io.BytesIO(made))


def part(made, name):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return archive.read(name).decode()


def styled(document, style):
    return [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == style]


def test_the_same_report_gives_the_same_bytes(made, shores):
    assert word.render(shores, pandoc=Pandoc(Cache(None))) == made


def test_the_title_page(document):
    assert styled(document, "Title") == ["Between two shores"]
    assert styled(document, "Subtitle") == ["What happens on the way"]
    assert styled(document, "Author") == ["Campaign for Safe Passage"]
    assert styled(document, "Date") == ["Edition 2026 · Harbour Network · 12 November 2026"]


def test_headings_are_headings(document):
    assert styled(document, "Heading 1") == [
        "About this publication",
        "Organisations that made this report",
        "Foreword",
        "1 Two shores",
        "Recommendations",
        "Sources",
        "Colophon",
    ]
    assert styled(document, "Heading 2") == ["1.1 The crossing", "1 Two shores"]
    assert styled(document, "Heading 3") == ["1.1.1 What is known"]


def test_the_contents_are_a_field_with_links(made, document):
    listed = styled(document, "toc 1") + styled(document, "toc 2")
    assert listed == ["Foreword", "1 Two shores", "Recommendations", "Sources", "1.1 The crossing"]
    text = part(made, "word/document.xml")
    field = text[text.index('w:fldCharType="begin"') : text.index('w:fldCharType="end"')]
    assert 'TOC \\o "1-2"' in field
    assert field.count("<w:hyperlink") == len(listed)


def test_passages_have_styles_of_their_own(document):
    assert styled(document, "Passage Label") == ["Recommendation 1.1", "Key finding 1.1"]
    assert styled(document, "Passage Addressee") == ["To: destination states, media"]
    assert styled(document, "Recommendation") == ["Light the harbour, and publish when it was dark."]
    assert styled(document, "Key Finding") == ["Most boats go at night."]


def test_credits_and_imprint_have_their_labels_before_a_tab(document):
    assert "Lead organisation\tOpen Gate" in styled(document, "Credits")
    assert "Contact\toffice@harbour.example" in styled(document, "Imprint")
    assert styled(document, "Abstract") == ["What shores is about."]


def test_tables_repeat_their_header_row(document):
    assert len(document.tables) == 3
    for table in document.tables:
        head, *rows = [row._tr.xml for row in table.rows]
        assert "<w:tblHeader" in head
        assert not any("<w:tblHeader" in row for row in rows)
        assert {cell.paragraphs[0].style.name for cell in table.rows[0].cells} == {"Table Header"}
        assert {cell.paragraphs[0].style.name for row in table.rows[1:] for cell in row.cells} == {"Table Text"}


def test_pictures_have_words(made):
    descriptions = re.findall(r'<wp:docPr[^>]*descr="([^"]*)"', part(made, "word/document.xml"))
    assert descriptions == ["A red square"]


def test_notes_are_notes(made):
    assert "Small boats, mostly." in part(made, "word/footnotes.xml")


def test_the_page_is_a4_with_running_heads(made, document):
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert section.different_first_page_header_footer
    assert "Between two shores · Edition 2026" in section.footer.paragraphs[0].text
    assert "PAGE" in section.footer._element.xml
    assert 'STYLEREF "Heading 1"' in section.header._element.xml
    assert "{title}" not in section.header._element.xml


def test_properties_and_language(made, document):
    known = document.core_properties
    assert (known.title, known.author) == ("Between two shores", "Campaign for Safe Passage")
    assert known.created.date() == known.modified.date() == date(2026, 11, 12)
    assert 'w:lang w:val="en"' in part(made, "word/styles.xml")


def test_a_draft_says_so_on_every_page(make_report, pandoc):
    made = word.render(make_report({"one": "Text.\n"}, draft=True), pandoc=pandoc)
    document = docx.Document(io.BytesIO(made))
    assert "Draft · 12 November 2026 · 0123456789ab" in document.sections[0].footer.paragraphs[0].text
    assert "have not approved it" in styled(document, "Draft")[0]


def test_parts_stand_above_their_chapters(make_report, pandoc):
    report = make_report({"one": "## A section {#sec-a}\n\nText.\n"}, parts={"On the road": ["one"]})
    document = docx.Document(io.BytesIO(word.render(report, pandoc=pandoc)))
    assert "Part 1: On the road" in styled(document, "Heading 1")
    assert "1 One" in styled(document, "Heading 2")
    assert "1.1 A section" in styled(document, "Heading 3")
    assert styled(document, "toc 2") == ["1 One"]


def test_sources_by_chapter_and_annexes(make_report, pandoc):
    source = ("doe-2020", "@book{doe-2020, author = {Doe, Jane}, title = {Boats}, year = {2020}, publisher = {Quay}}")
    report = make_report(
        {"one": "Boats [@doe-2020].\n"}, sources=[source], scope="by-chapter", annexes={"terms": "A term."}
    )
    document = docx.Document(io.BytesIO(word.render(report, pandoc=pandoc)))
    assert styled(document, "Heading 2") == ["Sources"]
    assert styled(document, "toc 1") == ["1 One", "Terms"]


def test_titles_are_text(make_report, pandoc):
    evil = '<w:p/> & "quoted" {title}'
    made = word.render(make_report({"one": "Text.\n"}, titles={"one": evil}, title=evil), pandoc=pandoc)
    document = docx.Document(io.BytesIO(made))
    assert styled(document, "Title") == [evil]
    assert f"1 {evil}" in styled(document, "Heading 1")
    assert evil in document.sections[0].footer.paragraphs[0].text


def test_a_document_without_contents_stays_as_it_is():
    assert lists("<w:p><w:pPr /></w:p>") == "<w:p><w:pPr /></w:p>"


def test_parts_that_are_no_xml_stay_as_they_are():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/media/a.png", b"\x89PNG {title}")
        archive.writestr("word/other.xml", "<a>{title}</a>")
    made = furnish(out.getvalue(), Furniture("T", "R", "en", date(2026, 1, 2)))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.read("word/media/a.png") == b"\x89PNG {title}"
        assert archive.read("word/other.xml") == b"<a>{title}</a>"
        assert {entry.date_time[0] for entry in archive.infolist()} == {1980}


def test_arabic_runs_from_the_right(make_report, pandoc):
    body = "## العبور {#sec-a}\n\nيعبر الناس ليلا.\n\n| قارب | ناس |\n|---|---|\n| صغير | 12 |\n\n: القوارب {#tbl-a}\n"
    made = word.render(make_report({"shores": body}, titles={"shores": "شاطئان"}, language="ar"), pandoc=pandoc)
    document = part(made, "word/document.xml")
    tables = document.count("<w:tbl>")
    outside = re.sub(r"<w:tbl>.*?</w:tbl>", "", document[document.index("<w:body>") :], flags=re.DOTALL)
    paragraphs = [one for one in outside.split("<w:p>")[1:] if "<w:t" in one]
    assert document.count("<w:bidiVisual />") == tables > 0
    assert [one for one in paragraphs if "<w:bidi />" not in one] == []
    assert "<w:bidi/>" in part(made, "word/header1.xml")


def test_below_parts_the_contents_go_down_to_sections_too(make_report, pandoc):
    report = make_report({"one": "## A way {#sec-a}\n\nWords.\n"}, parts={"What happens": ("one",)})
    made = word.render(report, pandoc=pandoc)
    document = docx.Document(io.BytesIO(made))

    assert [styled(document, f"toc {level}") for level in (2, 3)] == [["1 One"], ["1.1 A way"]]
    assert 'TOC \\o "1-3"' in part(made, "word/document.xml")
