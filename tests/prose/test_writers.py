"""What each format makes of the same document; `UPDATE_GOLDEN=1` writes the files that are compared."""

from __future__ import annotations

import io
import os
import re
import zipfile
from pathlib import Path

import pytest
from prose_samples import DOE, chapter, works
from test_hostile import PICTURE, PICTURES

from coalition.prose import ast, writers
from coalition.prose.allowlist import Cleaner
from coalition.prose.guard import Unguarded
from coalition.prose.labels import SPANISH
from coalition.prose.model import Bibliography, Book
from coalition.prose.pandoc import Failure, Pandoc, PandocFailed
from coalition.prose.shaping import PictureMissing, decoded
from coalition.prose.to_html import _cleaned
from coalition.sources.cache import Cache

GOLDEN = Path(__file__).parent / "golden"
ADDRESSES = {PICTURE.path: "/pictures/a.png"}


def golden(name: str, made: str) -> str:
    """What has to be made; what was made where that is to be so from now on."""
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(made, "utf-8")
    return path.read_text("utf-8")


@pytest.fixture(scope="module")
def book(pandoc) -> Book:
    from coalition.prose.book import prepare

    body = (GOLDEN / "chapter.md").read_text("utf-8")
    parsed = prepare([chapter(body)], Bibliography(shared=works(DOE)), pandoc=pandoc)
    assert parsed.problems == ()
    return parsed.value


@pytest.fixture(scope="module")
def whole(book) -> str:
    title = ast.document([ast.header(1, ast.words("Refugees"), identifier="refugees")])
    return ast.join(title, book.sections[0].ast, book.bibliography)


def test_html(book, pandoc):
    links = {"ref-doe-2020": "/sources/#doe"}
    made = writers.html(book.sections[0].ast, ADDRESSES, pandoc=pandoc, heading_shift=1, links=links)

    assert made == golden("chapter.html", made)


def test_typst(book):
    made = writers.typst(book.sections[0].ast, ADDRESSES) + writers.typst(book.bibliography, {})
    assert made == golden("chapter.typ", made)


def test_plain(book, pandoc):
    made = writers.plain(book.sections[0].ast, pandoc=pandoc)
    assert made == golden("chapter.txt", made)


def test_docx(whole, pandoc, reference):
    made = writers.docx([whole], reference=reference, metadata={"title": "T *x*"}, pictures=PICTURES, pandoc=pandoc)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        body = archive.read("word/document.xml").decode()
        core = archive.read("docProps/core.xml").decode()
        pictures = [archive.read(name) for name in archive.namelist() if name.startswith("word/media/")]
    paragraphs = [
        (
            style[1] if (style := re.search(r'<w:pStyle w:val="([^"]*)"', one)) else "",
            "".join(re.findall(r"<w:t[ >][^<]*<?", one)),
        )
        for one in re.findall(r"<w:p>.*?</w:p>", body, re.DOTALL)
    ]
    styles = {style for style, _ in paragraphs}

    assert {
        "PassageLabel",
        "PassageAddressee",
        "Recommendation",
        "CaseStudy",
        "Bibliography",
        "ImageCaption",
        "Heading2",
    } <= styles
    assert "FigureLabel" in body
    assert 'descr="Two boats"' in body
    assert "<w:tblHeader" in body
    assert '<w:lang w:val="es"' in body
    assert "<w:rtl" in body
    assert pictures == [PICTURE.content] * len(pictures)
    assert "T *x*" in core
    bookmarks = set(re.findall(r'<w:bookmarkStart [^>]*w:name="([^"]*)"', body))
    assert set(re.findall(r'<w:hyperlink w:anchor="([^"]*)"', body)) <= bookmarks
    assert {"refugees-fig-x", "refugees-tbl-x", "refugees-rec-x", "refugees-here", "ref-doe-2020"} <= bookmarks


def test_epub(whole, pandoc):
    made = writers.epub(
        [whole],
        stylesheet="p { color: black }",
        metadata={"title": "T", "lang": "en", "author": ["A", "B"]},
        cover=PICTURE.content,
        pictures=PICTURES,
        identifier="urn:uuid:1",
        pandoc=pandoc,
    )
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        texts = {
            name: archive.read(name).decode() for name in archive.namelist() if name.endswith(("xhtml", "opf", "css"))
        }
    one = next(text for text in texts.values() if "refugees-fig-x" in text and "<figure" in text)
    package = next(text for name, text in texts.items() if name.endswith("opf"))

    assert "urn:uuid:1" in package
    assert 'properties="cover-image"' in package
    assert any("color: black" in text for text in texts.values())
    assert '<th scope="col"' in one
    assert 'alt="Two boats"' in one
    assert 'class="recommendation"' in one
    assert "custom-style" not in one
    assert 'lang="es"' in one


@pytest.mark.parametrize("form", ["html", "typst", "docx", "epub", "plain"])
def test_the_same_document_gives_the_same_bytes(whole, pandoc, reference, form):
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.cache import Cache

    def make() -> object:
        fresh = Pandoc(Cache(None))
        return {
            "html": lambda: writers.html(whole, ADDRESSES, pandoc=fresh),
            "typst": lambda: writers.typst(whole, ADDRESSES, pandoc=fresh),
            "docx": lambda: writers.docx(
                [whole], reference=reference, metadata={"title": "T"}, pictures=PICTURES, pandoc=fresh
            ),
            "epub": lambda: writers.epub(
                [whole],
                stylesheet="",
                metadata={"title": "T"},
                cover=PICTURE.content,
                pictures=PICTURES,
                identifier="u",
                pandoc=fresh,
            ),
            "plain": lambda: writers.plain(whole, pandoc=fresh),
        }[form]()

    assert make() == make()


def test_notes_of_two_texts_in_one_file_do_not_meet(prepared, pandoc):
    first, second = prepared("A^[one]", "B^[two]").value.sections
    made = "".join(writers.html_pieces([writers.Piece(first.ast), writers.Piece(second.ast)], pandoc=pandoc))
    found = re.findall(r'id="([^"]*)"', made)

    assert len(found) == len(set(found)) == 4
    assert set(re.findall(r'href="#([^"]*)"', made)) == set(found)


def test_the_way_back_from_a_note_that_ends_in_a_list(prepared, pandoc):
    section = prepared("A[^1]\n\n[^1]:\n    - one").value.sections[0]
    made = writers.html(section.ast, {}, pandoc=pandoc, labels=SPANISH)

    assert 'aria-label="Volver al texto 1"' in made
    assert 'aria-label="Notas"' in made


def test_headings_stop_at_level_6(pandoc):
    made = writers.html(ast.document([ast.header(5, ast.words("x"))]), {}, pandoc=pandoc, heading_shift=3)

    assert made == "<h6>x</h6>\n"


def test_an_empty_document_is_an_empty_text(pandoc):
    empty = ast.document([])

    assert writers.html(empty, {}, pandoc=pandoc) == ""
    assert writers.typst(empty, {}) == ""
    assert writers.plain(empty, pandoc=pandoc) == ""


def test_an_empty_book_is_none(pandoc, reference):
    with pytest.raises(PandocFailed, match="nothing to be written"):
        writers.docx([ast.document([])], reference=reference, metadata={}, pictures={}, pandoc=pandoc)
    with pytest.raises(PandocFailed, match="nothing to be written"):
        writers.epub(
            [ast.document([])], stylesheet="", metadata={}, cover=b"", pictures={}, identifier="x", pandoc=pandoc
        )


def test_a_book_that_comes_out_empty_has_failed():
    with pytest.raises(PandocFailed, match="DOCX file could not be written: the converter gave nothing"):
        decoded(Failure("gave nothing"), "DOCX")
    with pytest.raises(PandocFailed, match="could not be written as HTML"):
        _cleaned(Failure("gave nothing"))
    with pytest.raises(PandocFailed, match="came out empty"):
        _cleaned("<script>x</script>")


def test_html_that_pandoc_could_not_write_has_failed_and_is_not_kept(monkeypatch):
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.cache import Cache

    pandoc = Pandoc(Cache(None))
    document = ast.document([ast.para(ast.words("a"))])
    with monkeypatch.context() as broken:
        broken.setattr(Pandoc, "convert", lambda *_: (Failure("gave nothing"),))
        with pytest.raises(PandocFailed, match="the converter gave nothing"):
            writers.html(document, {}, pandoc=pandoc)

    assert writers.html(document, {}, pandoc=pandoc) == "<p>a</p>\n"


def test_plain_text_that_comes_out_empty_has_failed(pandoc):
    with pytest.raises(PandocFailed, match="plain text"):
        writers.plain(ast.document([ast.para([{"t": "Str", "c": "\N{NO-BREAK SPACE}"}])]), pandoc=pandoc)


def test_a_text_of_empty_paragraphs_is_empty_in_every_format(pandoc):
    document = ast.document([ast.para([]), ast.plain([])])
    made = (
        writers.html(document, {}, pandoc=pandoc),
        writers.typst(document, {}),
        writers.plain(document, pandoc=pandoc),
    )
    assert made == ("", "", "")


@pytest.mark.parametrize("write", ["html", "typst", "docx", "epub"])
def test_a_picture_that_was_not_handed_over_is_missed(pandoc, reference, write):
    document = ast.document([ast.para([ast.image("a/b.png", "alt")])])
    made = {
        "html": lambda: writers.html(document, {}, pandoc=pandoc),
        "typst": lambda: writers.typst(document, {}),
        "docx": lambda: writers.docx([document], reference=reference, metadata={}, pictures={}, pandoc=pandoc),
        "epub": lambda: writers.epub(
            [document], stylesheet="", metadata={}, cover=b"", pictures={}, identifier="x", pandoc=pandoc
        ),
    }

    with pytest.raises(PictureMissing, match=r"a/b\.png"):
        made[write]()


@pytest.mark.parametrize(
    "node",
    [
        {"t": "RawBlock", "c": ["html", "<script>"]},
        ast.para([{"t": "RawInline", "c": ["typst", "#read(1)"]}]),
        ast.para([ast.link(ast.words("x"), "javascript:alert(1)")]),
        ast.para([ast.link(ast.words("x"), "#a b")]),
        ast.para([ast.span([], attributes=[("onclick", "x")])]),
        ast.para([ast.span([], attributes=[("lang", '"')])]),
        ast.div([], classes=["A b"]),
        ast.div([], identifier='x"'),
        {"t": "Chart", "c": []},
        ast.para([ast.citation("doe")]),
    ],
)
def test_what_has_not_passed_reaches_no_format(pandoc, reference, node):
    document = ast.document([node])
    for write in (
        lambda: writers.html(document, {}, pandoc=pandoc),
        lambda: writers.typst(document, {}),
        lambda: writers.plain(document, pandoc=pandoc),
        lambda: writers.docx([document], reference=reference, metadata={}, pictures={}, pandoc=pandoc),
        lambda: writers.epub(
            [document], stylesheet="", metadata={}, cover=b"", pictures={}, identifier="x", pandoc=pandoc
        ),
    ):
        with pytest.raises(Unguarded):
            write()


def test_typst_tables_with_spans_headers_and_footers():
    body = [
        [ast.attr(), {"t": "AlignRight"}, 2, 1, [ast.plain(ast.words("a"))]],
        [ast.attr(), {"t": "AlignDefault"}, 1, 2, [ast.plain(ast.words("b"))]],
    ]
    table = ast.table([], [], widths=(0.25, 0.75), identifier="t")
    table["c"][2] = [
        [{"t": "AlignLeft"}, {"t": "ColWidth", "c": 0.25}],
        [{"t": "AlignCenter"}, {"t": "ColWidth", "c": 0.75}],
    ]
    table["c"][3][1] = []
    table["c"][4] = [[ast.attr(), 0, [], [[ast.attr(), body]]]]
    table["c"][5][1] = [[ast.attr(), [ast.cell([ast.plain(ast.words("sum"))])]]]

    assert writers.typst(ast.document([table]), {}) == (
        "#figure(table(columns: (0.2500fr, 0.7500fr,), align: (left, center,), "
        "table.cell(rowspan: 2, align: right)[a], table.cell(colspan: 2)[b], table.footer([sum])), "
        'kind: table, supplement: none, numbering: none) #label("t");\n'
    )


def test_typst_knows_no_places_of_the_site_and_numbers_as_the_author_did():
    site = ast.para([ast.link(ast.words("members"), "#site:members/")])
    roman = {"t": "OrderedList", "c": [[2, {"t": "UpperRoman"}, {"t": "OneParen"}], [[ast.para(ast.words("x"))]]]}
    language = ast.div([ast.para(ast.words("y"))], identifier="z", attributes=[("lang", "pt-BR")])
    plain_div = ast.div([ast.para(ast.words("w"))], classes=["credits"])
    numbers = ast.para(
        [
            ast.span(ast.words("1."), classes=["csl-left-margin"]),
            ast.span(ast.words("Doe"), classes=["csl-right-inline"]),
        ]
    )
    unframed = ast.div([ast.para(ast.words("v"))], classes=["recommendation"])
    empty_figure = ast.figure([ast.plain(ast.words("gone"))], [], identifier="f")

    made = writers.typst(ast.document([site, roman, language, plain_div, numbers, unframed, empty_figure]), {})

    assert made == (
        'members\n\n#enum(start: 2, numbering: "I)", tight: false)[x];\n\n'
        '#named("z");#text(lang: "pt", region: "BR")[y];\n\nw\n\n1\\. Doe\n\nv\n\n'
        '#figure([gone], kind: image, supplement: none, numbering: none) #label("f");\n'
    )


def test_names_of_people_in_a_testimony_stand_above_it(prepared):
    section = prepared("::: {.testimony pseudonym=Amina consent=x}\nI left.\n:::").value.sections[0]

    assert 'title: "Testimony 2.1", pseudonym: "Amina (name changed)")[I left\\.];' in writers.typst(section.ast, {})


def test_word_gets_styles_of_our_own_and_the_reader_of_e_books_none(pandoc, reference):
    styled = ast.div(
        [ast.para([ast.span(ast.words("x"), classes=["label"], attributes=[("custom-style", "Label")])])],
        attributes=[("custom-style", "Imprint")],
    )
    titled = ast.document([ast.header(1, ast.words("T")), styled])
    made = writers.docx([titled], reference=reference, metadata={}, pictures={}, pandoc=pandoc)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        body = archive.read("word/document.xml").decode()

    assert 'w:val="Imprint"' in body
    assert 'w:val="Label"' in body
    assert "FigureLabel" not in body


def test_a_text_on_two_pages_is_written_once_with_the_addresses_of_each(pandoc):
    shown = ast.image(PICTURE.path, "Alt")
    there = ast.link(ast.words("there"), "#poverty-sec-x", classes=[])
    text = ast.document(
        [ast.header(2, ast.words("H")), ast.para([shown, there]), ast.para(ast.words('<h2 href="#poverty-sec-x">'))]
    )
    pieces = [
        writers.Piece(text, {PICTURE.path: "a&b.png"}, 0, {"poverty-sec-x": "../poverty/?a=1&b#sec-x"}),
        writers.Piece(text, {PICTURE.path: "c.png"}, 3),
    ]
    first, second = writers.html_pieces(pieces, pandoc=pandoc)
    assert 'src="a&amp;b.png"' in first
    assert 'href="../poverty/?a=1&amp;b#sec-x"' in first
    assert "<h2>H</h2>" in first
    assert 'src="c.png"' in second
    assert 'href="#poverty-sec-x"' in second
    assert "<h5>H</h5>" in second
    for made in (first, second):
        assert "&lt;h2 href=" in made
        assert '"#poverty-sec-x"&gt;' in made.replace("”", '"').replace("“", '"')
    assert writers.html_pieces(pieces, pandoc=pandoc) == (first, second)


@pytest.mark.parametrize("form", ["html", "docx", "epub"])
def test_packing_words_together_changes_no_word(form, whole, pandoc, reference, monkeypatch):
    def apart(self, run, made):
        made += [node for part in run for node in ast.words(part)]
        run.clear()

    def made(*, words_apart: bool) -> bytes:
        if words_apart:
            monkeypatch.setattr(Cleaner, "_say", apart)
        fresh = Pandoc(Cache(None))
        if form == "html":
            return writers.html(whole, ADDRESSES, pandoc=fresh).encode()
        if form == "epub":
            values = {"stylesheet": "p{}", "metadata": {"title": "T"}, "cover": PICTURE.content, "identifier": "urn:x"}
            return writers.epub([whole], **values, pictures=PICTURES, pandoc=fresh)
        book = writers.docx([whole], reference=reference, metadata={"title": "T"}, pictures=PICTURES, pandoc=fresh)
        document = zipfile.ZipFile(io.BytesIO(book)).read("word/document.xml")
        return re.sub(rb"<(?!/?w:p\b)[^>]*>", b"", document)

    assert made(words_apart=False) == made(words_apart=True)
