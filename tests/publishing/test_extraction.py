from __future__ import annotations

import io
import subprocess
import sys
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from coalition.publishing import extraction


@given(st.text())
def test_the_normal_form_of_a_normal_form_is_itself(text):
    once = extraction.normal(text)
    assert extraction.normal(once) == once


def test_words_that_a_typesetter_divided_are_joined():
    typst = __import__("typst")
    narrow = '#set page(width: 2.6cm, height: auto, margin: 2mm)\n#set text(lang: "en", hyphenate: true, size: 10pt)\nInternationalisation of organisations'
    assert "internationalisation of organisations" in extraction.words("a.pdf", typst.compile(narrow.encode()))


def test_blocks_separate_words_and_inline_elements_do_not():
    assert extraction.words("a.html", b"<p>one</p><p>t<b>w</b>o<br>three</p>") == "one two three"


def test_pictures_typefaces_and_scripts_have_no_words():
    for path in ("a.png", "a.woff2", "a.js", "Makefile"):
        assert extraction.words(path, b"words") == ""


def test_an_archive_has_the_names_and_words_of_its_parts_also_of_archives_in_it():
    inner, outer = io.BytesIO(), io.BytesIO()
    for out, name, content in ((inner, "word/document.xml", b"<w:p>Harbour</w:p>"), (outer, "Notes/a.docx", b"")):
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr(name, content or inner.getvalue())
    assert extraction.words("a.zip", outer.getvalue()) == "notes/a.docx word/document.xml harbour"


def test_a_picture_within_a_page_is_not_read_as_text():
    page = b'<img alt="A cat" src="data:image/png;base64,' + b"QUJD" * 1000 + b'">'
    assert extraction.words("a.html", page) == "a cat"


def test_many_pdfs_at_once_are_read_by_one_thread_at_a_time():
    """pdfium ends the whole program otherwise, so it is tried in another."""
    program = (
        "import sys, typst\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "from coalition.publishing import extraction\n"
        "pdf = typst.compile(('#lorem(4000)').encode())\n"
        "with ThreadPoolExecutor(4) as pool:\n"
        "    found = list(pool.map(lambda _: extraction.words('a.pdf', pdf), range(24)))\n"
        "assert len(set(found)) == 1 and 'lorem ipsum' in found[0]\n"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
