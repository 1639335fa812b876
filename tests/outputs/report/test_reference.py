"""The committed reference document is what its script makes, and holds the styles that formats name."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from coalition.outputs.report import docx as word
from coalition.outputs.report import flow

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="module")
def script():
    spec = importlib.util.spec_from_file_location("reference_docx", ROOT / "tools" / "reference_docx.py")
    module = importlib.util.module_from_spec(spec)
    # Its dataclasses look their own module up.
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    yield module
    del sys.modules[spec.name]


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if name.endswith((".xml", ".rels"))}


def test_the_committed_document_is_what_the_script_makes(script):
    assert parts(script.make()) == parts(word.reference())


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
