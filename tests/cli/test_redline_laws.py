"""The law of redlines on two editions in which everything changed: accepted it is the newer, rejected the older."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import docx
import hard_editions
import pytest
from click.testing import CliRunner
from lxml import etree
from openxml_audit import FileFormat, OpenXmlValidator

from coalition.cli.main import cli

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CAME, WENT = (f"{WORD}ins", f"{WORD}moveTo"), (f"{WORD}del", f"{WORD}moveFrom")
PYTHON = "/usr/bin/python3"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hard") / "campaign"
    hard_editions.build(folder)
    return folder


@pytest.fixture(scope="module")
def files(folder, tmp_path_factory):
    """By name, what was written: the redline, and each edition as the redline of it with itself."""
    place = tmp_path_factory.mktemp("files")
    for name, old, new in (
        ("changes.docx", "old", "new"),
        ("changes.html", "old", "new"),
        ("changes.pdf", "old", "new"),
        ("old.docx", "old", "old"),
        ("new.docx", "new", "new"),
    ):
        done = CliRunner().invoke(cli, ["-C", str(folder), "report", "diff", old, new, "-o", str(place / name)])
        assert done.exit_code == 0, done.output
        assert "mistakes" not in done.output, done.output
    return place


def part(path, name="document"):
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read(f"word/{name}.xml"))


def settled(root, taken):
    """What Word makes of a part when the changes of one kind are taken out and the others stay."""
    for row in list(root.iter(f"{WORD}tr")):
        if any(row.find(f"{WORD}trPr/{mark}") is not None for mark in taken):
            row.getparent().remove(row)
    for table in list(root.iter(f"{WORD}tbl")):
        if table.find(f"{WORD}tr") is None:
            table.getparent().remove(table)
    for change in list(root.iter(*taken)):
        if change.getparent() is not None and change.getparent().tag not in (f"{WORD}rPr", f"{WORD}trPr"):
            change.getparent().remove(change)
    for paragraph in list(root.iter(f"{WORD}p")):
        if any(paragraph.find(f"{WORD}pPr/{WORD}rPr/{mark}") is not None for mark in taken):
            assert not list(paragraph.iter(f"{WORD}r"))
            paragraph.getparent().remove(paragraph)
    return root


def said(root):
    """The text and style of every paragraph that says something, and how many say nothing."""
    found = []
    for paragraph in root.iter(f"{WORD}p"):
        words = "".join(text.text or "" for text in paragraph.iter(f"{WORD}t", f"{WORD}delText"))
        style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        name = "" if style is None else style.get(f"{WORD}val").replace("FirstParagraph", "BodyText")
        listed = paragraph.find(f"{WORD}pPr/{WORD}numPr") is not None
        pictures = sum(1 for _ in paragraph.iter("{*}blip"))
        found.append(
            (" ".join(words.split()), name, listed, pictures, len(list(paragraph.iter(f"{WORD}footnoteReference"))))
        )
    return [line for line in found if line[0] or line[3]]


@pytest.mark.parametrize(("taken", "edition"), [(WENT, "new"), (CAME, "old")])
def test_in_word_either_edition_comes_out(files, taken, edition):
    assert said(settled(part(files / "changes.docx"), taken)) == said(part(files / f"{edition}.docx"))


def test_in_word_every_move_has_a_name_and_two_places(files):
    body = part(files / "changes.docx")
    starts = {half: list(body.iter(f"{WORD}{half}RangeStart")) for half in ("moveFrom", "moveTo")}
    names = [sorted(one.get(f"{WORD}name") for one in found) for found in starts.values()]
    assert names[0] == names[1]
    assert len(names[0]) == len(set(names[0])) >= 5
    for half, found in starts.items():
        ends = {one.get(f"{WORD}id") for one in body.iter(f"{WORD}{half}RangeEnd")}
        assert {one.get(f"{WORD}id") for one in found} == ends
        for one in body.iter(f"{WORD}{half}"):
            assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one.get(f"{WORD}date"))
    assert not [text for one in body.iter(f"{WORD}moveFrom") for text in one.iter(f"{WORD}delText")]


def test_word_would_open_it_without_repair(files):
    found = OpenXmlValidator(file_format=FileFormat.MICROSOFT_365, max_errors=0).validate(files / "changes.docx")
    assert [(str(one.part_uri), one.description) for one in found.errors] == []


def test_python_docx_reads_it(files):
    document = docx.Document(files / "changes.docx")
    assert [p.text for p in document.paragraphs if p.style.name == "Heading 1"]
    assert [len(table.rows) for table in document.tables][:2] == [4, 5]  # where the table stood, and where it stands


def test_the_page_names_and_links_both_places_of_a_move(files):
    page = (files / "changes.html").read_text("utf-8")
    for half, other in (("from", "to"), ("to", "from")):
        ids = set(re.findall(rf'id="(move-\d+)-{half}"', page))
        assert len(ids) >= 4
        assert ids == set(re.findall(rf'href="#(move-\d+)-{half}"', page))
        assert ids == set(re.findall(rf'id="(move-\d+)-{other}"', page))
    assert ">Moved to “Debts”, and edited</a>" in page
    assert ">Moved here from “Camps”</a>" in page
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))
    assert "<script" not in page


def test_the_summary_says_what_became_of_each_chapter(files):
    page = (files / "changes.html").read_text("utf-8")
    rows = [
        [" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in re.findall(r"<td.*?</td>", row, re.DOTALL)]
        for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)
    ]
    found = {row[0]: row[1:] for row in rows if row}
    assert found["Courts"][0] == "changed; was text 6, is text 3"
    assert found["Routes"][0] == "changed"
    assert found["Camps"][0] == "taken out"
    assert found["Homes"][0] == "new"
    assert found["Camps"][3] == "38"


def test_the_pdf_says_it_too(files):
    text = subprocess.run(
        ["pdftotext", "-layout", files / "changes.pdf", "-"], check=True, capture_output=True, text=True
    )
    assert "Moved to “Debts”, and edited" in " ".join(text.stdout.split())


@pytest.mark.slow
@pytest.mark.skipif(
    not os.environ.get("CI") and not (shutil.which("soffice") and Path(PYTHON).exists()),
    reason="LibreOffice is not installed",
)
def test_in_libreoffice_either_edition_comes_out(files):
    jobs = [("changes.docx", "accept", "accepted.txt"), ("changes.docx", "reject", "rejected.txt")]
    jobs += [("new.docx", "keep", "new.txt"), ("old.docx", "keep", "old.txt")]
    words = [f"{files / source}\n{action}\n{files / target}" for source, action, target in jobs]
    script = Path(hard_editions.__file__).with_name("office.py")
    subprocess.run([PYTHON, script, *"\n".join(words).split("\n")], check=True, timeout=300)
    for settled_, edition in (("accepted", "new"), ("rejected", "old")):
        lines = [
            [line.strip() for line in (files / f"{name}.txt").read_text("utf-8-sig").splitlines() if line.strip()]
            for name in (settled_, edition)
        ]
        assert lines[0] == lines[1]
