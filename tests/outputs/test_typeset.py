"""The typesetter inside this process; test_pdf runs it as the child that it is."""

from __future__ import annotations

import io
import sys
import zipfile
from importlib.resources import files

import pytest

from coalition.outputs import typeset

TYPEFACES = str(files("coalition").joinpath("assets", "fonts"))
HELLO = '#set document(title: "T")\n#set text(font: "Source Serif 4")\nHello'


def packed(sources):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, source in enumerate(sources):
            archive.writestr(f"{number}/main.typ", source)
            archive.writestr(f"{number}/time", "1000000000")
    return out.getvalue()


@pytest.fixture
def run(monkeypatch):
    """Run the program on documents; gives what it made of each, and under `refused/` what it said against it."""

    def run(*sources, form="pdf"):
        streams = {"stdin": packed(sources), "stdout": b"", "stderr": b""}
        made = {name: io.TextIOWrapper(io.BytesIO(content)) for name, content in streams.items()}
        for name, stream in made.items():
            monkeypatch.setattr(sys, name, stream)
        monkeypatch.setattr(sys, "argv", ["typeset.py", TYPEFACES, form])
        assert typeset.main() == 0
        with zipfile.ZipFile(io.BytesIO(made["stdout"].buffer.getvalue())) as archive:
            return {name: archive.read(name) for name in archive.namelist()}

    return run


def test_a_document_becomes_a_pdf_of_the_time_it_is_told(run):
    made = run(HELLO)
    assert list(made) == ["0"]
    assert made["0"].startswith(b"%PDF-1.7")
    assert b"D:20010909014640" in made["0"]


def test_a_picture_is_of_the_first_page(run):
    assert run(f"{HELLO}\n#pagebreak()\nMore", form="png")["0"].startswith(b"\x89PNG")


def test_what_typst_refuses_is_said_without_the_folder_and_costs_no_other_document(run):
    made = run(HELLO, '#read("nothing.txt")', f"{HELLO} again")
    assert list(made) == ["0", "refused/1", "2"]
    said = made["refused/1"].decode()
    assert "nothing.txt" in said
    assert "/tmp" not in said


def test_only_our_typefaces_are_seen(run):
    made = run('#set document(title: "T")\n#set text(font: "DejaVu Sans Mono")\nHello')["0"]
    assert b"DejaVu" not in made
    assert b"Noto" in made or b"Source" in made


@pytest.mark.parametrize("path", ["/etc/passwd", "../0/main.typ", "/../0/main.typ"])
def test_files_outside_are_out_of_reach(run, path):
    made = run(HELLO, f'#set document(title: "T")\n#read("{path}")')
    assert "root:" not in made["refused/1"].decode()
