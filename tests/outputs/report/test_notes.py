"""Notes are the same in every format: those of a text begin with 1, also where a style cites in notes."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import page
import pypdfium2
import pytest

from coalition.outputs.report import docx as word
from coalition.outputs.report import epub, html, pdf
from coalition.outputs.report.epub_notes import renumbered

DOE = "@book{doe, author = {Doe, Jane}, title = {On Borders}, year = {2020}, publisher = {Harbour}}"
ROE = "@article{roe, author = {Roe, Richard}, title = {On Wages}, year = {2021}, journal = {J}, url = {https://j.example/x}}"
ONE = """\
Said.^[A plain note.] Cited [@doe, p. 3]. Shown in @tbl-a.

| a |
|---|
| 1 |

: Rows [@roe] {#tbl-a source="@doe"}

Again [@roe].

::: {.key-finding #kf-a}
Found [@doe].
:::
"""


@pytest.fixture(scope="module", params=["oscola", "chicago-notes-bibliography", "mhra-notes"])
def report(request, make_report):
    return make_report(
        {"one": ONE, "two": "First [@doe].\n\nThen.^[As in [@roe], for one.]\n"},
        parts={"What happens": ("one", "two")},
        sources=(("doe", DOE), ("roe", ROE)),
        style=request.param,
        annexes={"methods": "Last [@roe].\n"},
    )


def test_the_pdf_is_valid_and_its_notes_begin_with_1_in_each_text(report, pandoc):
    made = pdf.render(report, pandoc=pandoc)
    words = "\n".join(one.get_textpage().get_text_bounded() for one in pypdfium2.PdfDocument(made))

    assert [page.validate_pdf_bytes(made, profile=profile).failures for profile in ("ua1", "2a")] == [[], []]
    assert re.findall(r"^1(A plain|Jane Doe|Richard Roe)", words, re.MULTILINE) == [
        "A plain",
        "Jane Doe",
        "Richard Roe",
    ]
    assert re.findall(r"^([2-6])(?=[A-Z(\u2018\u201c])", words, re.MULTILINE) == ["2", "3", "4", "5", "6", "2"]


def test_an_e_book_counts_the_notes_of_each_text_and_shows_their_numbers(report, pandoc, picture):
    (cover,) = (one.content for one in picture.values())
    with zipfile.ZipFile(io.BytesIO(epub.render(report, pandoc=pandoc, cover=cover))) as archive:
        texts = [archive.read(name).decode() for name in sorted(archive.namelist()) if name.endswith(".xhtml")]
    marks = [re.findall(r'epub:type="noteref"[^>]*>(\d+)<', text) for text in texts]
    shown = [re.findall(r'class="note-number">(\d+)<', text) for text in texts]

    assert [found for found in marks if found] == [["1", "2", "3", "4", "5", "6", "1", "2"], ["1"]]
    assert marks == shown


def test_in_word_each_text_is_a_section_whose_notes_begin_anew(report, pandoc):
    made = word.render(report, pandoc=pandoc)
    document = docx.Document(io.BytesIO(made))
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        settings, notes = (archive.read(f"word/{name}.xml").decode() for name in ("settings", "footnotes"))

    # The pages before the texts, both chapters, the annex, the pages behind them.
    assert [one.different_first_page_header_footer for one in document.sections] == [True, False, False, False, False]
    assert '<w:numRestart w:val="eachSect" />' in settings
    assert not any("Text End" in (one.style.name or "") for one in document.paragraphs)
    assert not re.search(r'<w:hyperlink w:anchor="[^"]*">(?:(?!</w:hyperlink>).)*"Hyperlink"', notes, re.DOTALL)
    assert '"Hyperlink"' in notes


def test_in_one_html_file_notes_lead_to_works_and_no_link_stands_in_a_link(report, pandoc):
    made = html.render(report, pandoc=pandoc).decode()

    assert re.findall(r'role="doc-noteref">(\d+)<', made) == ["1", "2", "3", "4", "5", "6", "1", "2", "1"]
    assert 'href="#ref-roe"' in made
    assert not re.search(r"<a [^>]*>(?:(?!</a>).)*<a ", made, re.DOTALL)


def test_a_page_without_chapters_is_counted_through():
    mark = '<a href="#fn{0}" class="footnote-ref" id="fnref{0}" epub:type="noteref" role="doc-noteref">{0}</a>'
    note = '<aside epub:type="footnote" role="doc-footnote" id="fn{0}">\n<p>Words.</p></aside>'
    made = renumbered(mark.format(3) + note.format(3) + note.format(9))

    assert ">1</a>" in made
    assert '<span class="note-number">1</span> Words.' in made
    assert '<span class="note-number"></span> Words.' in made
