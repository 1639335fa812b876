"""The committed reference document is what its script makes, and holds the styles that formats name."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import docx

from coalition.outputs.report import docx as word
from coalition.outputs.report import flow
from tools import reference_docx


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def test_the_committed_document_is_what_the_script_makes():
    assert parts(reference_docx.make()) == parts(word.reference())


def test_every_style_that_is_named_is_there():
    styles = {style.name for style in docx.Document(io.BytesIO(word.reference())).styles}
    source = Path(flow.__file__).read_text(encoding="utf-8")
    named = set(re.findall(r'(?:_line|styled)\([^"]*"([A-Z][A-Za-z ]+)"', source))
    named |= {"toc 1", "toc 2", "Passage Label", "Passage Addressee", "Recommendation", "Demand", "Key Finding"}
    named |= {
        "Case Study",
        "Testimony",
        "Bibliography",
        "Figure Label",
        "Number",
        "Label",
        "Table Text",
        "Table Header",
    }
    assert {"Imprint", "Credits", "Abstract", "Draft"} <= named
    assert named <= styles


def test_styles_and_page_are_ours():
    document = docx.Document(io.BytesIO(word.reference()))
    assert document.styles["Heading 1"].font.name == "Source Serif 4"
    assert document.styles["Caption"].font.name == "Source Sans 3"
    fonts = parts(word.reference())["word/fontTable.xml"].decode()
    assert '<w:altName w:val="Georgia"/>' in fonts
