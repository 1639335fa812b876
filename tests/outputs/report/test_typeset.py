"""The typesetter inside this process; test_pdf runs it as the child that it is."""

from __future__ import annotations

import io
import sys
import zipfile
from importlib.resources import files

import pytest

from coalition.outputs.report import typeset

TYPEFACES = str(files("coalition").joinpath("assets", "fonts"))
HELLO = '#set document(title: "T")\n#set text(font: "Source Serif 4")\nHello'


def packed(source):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("main.typ", source)
    return out.getvalue()


@pytest.fixture
def run(monkeypatch):
    """Run the program with something on its standard input; gives status, output and what it said."""

    def run(source, form="pdf"):
        streams = {"stdin": packed(source), "stdout": b"", "stderr": b""}
        made = {name: io.TextIOWrapper(io.BytesIO(content)) for name, content in streams.items()}
        for name, stream in made.items():
            monkeypatch.setattr(sys, name, stream)
        monkeypatch.setattr(sys, "argv", ["typeset.py", TYPEFACES, form, "1000000000"])
        status = typeset.main()
        for name in ("stdout", "stderr"):
            made[name].flush()
        said = made["stderr"].buffer.getvalue().decode()
        return status, made["stdout"].buffer.getvalue(), said

    return run


def test_a_document_becomes_a_pdf_of_the_time_it_is_told(run):
    status, made, said = run(HELLO)
    assert (status, said) == (0, "")
    assert made.startswith(b"%PDF-1.7")
    assert b"D:20010909014640" in made


def test_a_picture_is_of_the_first_page(run):
    status, made, _ = run(f"{HELLO}\n#pagebreak()\nMore", "png")
    assert status == 0
    assert made.startswith(b"\x89PNG")


def test_what_typst_refuses_is_said_without_the_folder(run):
    status, made, said = run('#read("nothing.txt")')
    assert (status, made) == (1, b"")
    assert "nothing.txt" in said
    assert "/tmp" not in said


def test_only_our_typefaces_are_seen(run):
    status, made, _ = run('#set document(title: "T")\n#set text(font: "DejaVu Sans Mono")\nHello')
    assert status == 0
    assert b"DejaVu" not in made
    assert b"Noto" in made or b"Source" in made


def test_files_outside_are_out_of_reach(run):
    status, _, said = run('#read("/etc/passwd")')
    assert status == 1
    assert "root:" not in said
