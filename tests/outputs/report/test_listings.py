"""Lists of figures and tables stand in a report that has more than a few."""

from __future__ import annotations

import io

import docx as python_docx
import page
import pypdfium2
import pytest

from coalition.outputs.report import docx, flow, pdf
from coalition.outputs.report.listings import LISTED_FROM, listings

TABLE = "| A | B |\n|---|---|\n| a | b |\n\n: Boats of {0}. {{#tbl-t{0}}}\n\n"


def body(count: int) -> str:
    return "Words.\n\n" + "".join(TABLE.format(number) for number in range(count))


@pytest.fixture(scope="module")
def report(make_report):
    return make_report({"one": body(LISTED_FROM - 1), "two": body(1)})


def test_few_are_not_listed(make_report):
    report = make_report({"one": body(LISTED_FROM - 1)})

    assert listings(report) == ()
    assert "Table of Figures" not in "".join(flow.flow(report, contents=True))


def test_they_are_listed_in_the_order_of_the_book(report):
    (tables,) = listings(report)

    assert tables.title == "Tables"
    assert [item.number for item in tables.entries] == ["1.1", "1.2", "1.3", "2.1"]


def test_the_word_document_links_to_them(report, pandoc):
    document = python_docx.Document(io.BytesIO(docx.render(report, pandoc=pandoc)))
    listed = [one for one in document.paragraphs if one.style.name.casefold() == "table of figures"]

    assert [one.text for one in listed] == ["1.1 Boats of 0.", "1.2 Boats of 1.", "1.3 Boats of 2.", "2.1 Boats of 0."]
    assert all("w:hyperlink" in one._p.xml and '"Hyperlink"' not in one._p.xml for one in listed)


def test_the_pdf_lists_them_and_stays_accessible(report, pandoc):
    made = pdf.render(report, pandoc=pandoc)
    texts = [sheet.get_textpage().get_text_bounded() for sheet in pypdfium2.PdfDocument(made)]

    assert any("Tables" in text and "Boats of 2." in text and "2.1" in text for text in texts[:5])
    assert [page.validate_pdf_bytes(made, profile=profile).failures for profile in ("ua1", "2a")] == [[], []]


def test_an_e_book_has_no_pages_to_list(report):
    assert "Table of Figures" not in "".join(flow.flow(report, contents=False))
