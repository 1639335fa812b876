"""The inspectors see what they are for: each is shown one file that holds it, and one that does not."""

from __future__ import annotations

import io
import zipfile

import inspect_archives
import inspect_data
import inspect_drawings
import inspect_markup
import inspect_pdf
import inspect_pictures
import materials
import pikepdf
import pytest

PAGE = '<!doctype html><html lang="en"><head><title>A</title></head><body><main><p>Words</p>{}</main></body></html>'


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<script src="https://evil.example/x.js"></script>',
        '<script src="assets/search-00000000.js"></script>',
        "<img src=x onerror=alert(1)>",
        "<p onclick=x>",
        '<p style="position:fixed">',
        '<img src="a.png" style="width:1px;background:url(x)">',
        '<a href="javascript:alert(1)">',
        '<a href=" jAvascript:alert(1)">',
        '<a href="java\tscript:alert(1)">',
        '<a href="&#106;avascript:alert(1)">',
        '<a href="//evil.example">',
        '<a href="\\\\evil.example">',
        '<a href="data:text/html,x">',
        '<a href="https://a.example" ping="https://evil.example">',
        '<img src="https://evil.example/p.png">',
        '<img src="data:image/svg+xml;base64,PHN2Zz4=">',
        '<iframe src="x"></iframe>',
        '<form action="https://evil.example"></form>',
        '<input type="password">',
        '<base href="https://evil.example">',
        '<meta http-equiv="refresh" content="0;url=x">',
        '<link rel="preload" href="x">',
        '<link rel="stylesheet" href="https://evil.example/x.css">',
        "<style>@import 'x';</style>",
        "<style>p{background:url(https://evil.example)}</style>",
        "<style>p{background:u\\72l(x)}</style>",
        "<svg><script>alert(1)</script></svg>",
        "<svg onload=x></svg>",
        "<math><mi>x</mi></math>",
        "<!--[if IE]>x<![endif]-->",
        "<object data=x></object>",
        "<x-element></x-element>",
        '<p data-md-component="search">',
    ],
)
def test_a_page_may_not_hold_it(hostile: str):
    assert list(inspect_markup.page("a/index.html", PAGE.format(hostile).encode()))


def test_a_page_of_words_is_well():
    good = '<a href="../members/#x">m</a><a href="mailto:a@b.example">n</a><img src="a.png" alt="" style="width:60%">'
    assert list(inspect_markup.page("a/index.html", PAGE.format(good).encode())) == []
    assert inspect_markup.words(PAGE.format("").encode()).split() == ["A", "Words"]


@pytest.mark.parametrize("hostile", ["<script>x</script>", "<p onclick=x>", '<a href="x">y</a>', "<img src=x>"])
def test_the_search_index_holds_bare_elements(hostile: str):
    assert list(inspect_markup.fragment(hostile))
    assert list(inspect_markup.fragment("<p>Words <code>x</code></p>")) == []


def document(change) -> bytes:
    """A PDF of one empty page, changed."""
    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        with pdf.open_metadata():
            pass
        change(pdf)
        pdf.save(out)
    return out.getvalue()


def annotated(action: str) -> bytes:
    """A PDF with one link that does something."""

    def change(pdf):
        link = pikepdf.Object.parse(f"<< /Type /Annot /Subtype /Link /Rect [0 0 1 1] /A {action} >>".encode())
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(link)])

    return document(change)


@pytest.mark.parametrize(
    "action",
    [
        "<< /S /JavaScript /JS (app.alert(1)) >>",
        "<< /S /Launch /F (cmd.exe) >>",
        "<< /S /URI /URI (javascript:alert(1)) >>",
        "<< /S /URI /URI (file:///etc/passwd) >>",
        "<< /S /SubmitForm /F (https://evil.example) >>",
        "<< /S /GoToR /F (x.pdf) >>",
        "<< /S /URI /URI (https://a.example) /Next << /S /Named /N /Print >> >>",
    ],
)
def test_a_pdf_may_not_do_it(action: str):
    assert list(inspect_pdf.pdf(annotated(action)))
    assert list(inspect_pdf.pdf(annotated("<< /S /URI /URI (https://a.example) >>"))) == []


def test_a_pdf_opens_and_carries_nothing():
    def opens(pdf):
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo)

    def carries(pdf):
        pdf.attachments["x.exe"] = b"MZ"

    def asks(pdf):
        pdf.Root.AcroForm = pikepdf.Dictionary()

    for change in (opens, carries, asks):
        assert list(inspect_pdf.pdf(document(change)))
    assert list(inspect_pdf.pdf(document(lambda _: None) + b"<script>"))


def archive(**parts: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


WORD = (
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="urn:r">{}</w:document>'
)
RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" {}/></Relationships>'
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


@pytest.mark.parametrize(
    "parts",
    [
        {"word/vbaProject.bin": ""},
        {"word/embeddings/oleObject1.bin": ""},
        {"../evil.xml": "<a/>"},
        {"word/document.xml": WORD.format('<w:altChunk r:id="x"/>')},
        {"word/document.xml": WORD.format("<w:object/>")},
        {"word/document.xml": WORD.format("<w:instrText>DDEAUTO cmd.exe</w:instrText>")},
        {"word/document.xml": WORD.format('<w:instrText>INCLUDEPICTURE "https://evil.example"</w:instrText>')},
        {"word/document.xml": WORD.format('<w:fldSimple w:instr="DDE x"/>')},
        {"word/document.xml": '<x xmlns="urn:other"/>'},
        {"word/document.xml": '<!DOCTYPE x [<!ENTITY a "b">]>' + WORD.format("&a;")},
        {
            "word/_rels/document.xml.rels": RELATIONS.format(
                f'Type="{KIND}image" Target="https://evil.example/x.png" TargetMode="External"'
            )
        },
        {"word/_rels/document.xml.rels": RELATIONS.format(f'Type="{KIND}attachedTemplate" Target="x.dotm"')},
        {
            "word/_rels/document.xml.rels": RELATIONS.format(
                f'Type="{KIND}hyperlink" Target="file:///x" TargetMode="External"'
            )
        },
        {"word/_rels/document.xml.rels": RELATIONS.format(f'Type="{KIND}image" Target="../../x.png"')},
        {"word/media/rId1.png": "MZ"},
        {
            "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
        },
    ],
    ids=str,
)  # fmt: skip -- a table
def test_a_word_document_may_not_hold_it(parts):
    assert list(inspect_archives.docx(archive(**parts)))


def test_a_word_document_may_link_and_list():
    link = RELATIONS.format(f'Type="{KIND}hyperlink" Target="https://a.example" TargetMode="External"')
    fields = WORD.format('<w:instrText> TOC \\o "1-2" \\h \\z \\u </w:instrText><w:p/>')
    assert (
        list(inspect_archives.docx(archive(**{"word/document.xml": fields, "word/_rels/document.xml.rels": link})))
        == []
    )


XHTML = '<html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html>'
PACKAGE = '<package xmlns="http://www.idpf.org/2007/opf"><manifest><item id="a" {}/></manifest></package>'


@pytest.mark.parametrize(
    "parts",
    [
        {"EPUB/evil.js": ""},
        {"EPUB/text/ch001.xhtml": XHTML.format("<script>alert(1)</script>")},
        {"EPUB/text/ch001.xhtml": XHTML.format('<p onclick="x"/>')},
        {"EPUB/text/ch001.xhtml": XHTML.format('<img src="https://evil.example/x.png"/>')},
        {"EPUB/styles/stylesheet1.css": "@import url(https://evil.example/x.css);"},
        {"EPUB/content.opf": PACKAGE.format('href="https://evil.example/x" media-type="text/css"')},
        {
            "EPUB/content.opf": PACKAGE.format(
                'href="content.opf" media-type="application/xhtml+xml" properties="scripted"'
            )
        },
        {"EPUB/content.opf": PACKAGE.format('href="content.opf" media-type="text/javascript"')},
        {"EPUB/media/file0.png": "<svg/>"},
        {"EPUB/toc.ncx": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'},
    ],
    ids=str,
)
def test_an_e_book_may_not_hold_it(parts):
    assert list(inspect_archives.epub(archive(**parts)))


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("feed.xml", '<!DOCTYPE x><feed xmlns="http://www.w3.org/2005/Atom"/>'),
        ("feed.xml", '<feed xmlns="http://www.w3.org/2005/Atom"><script xmlns="http://www.w3.org/1999/xhtml"/></feed>'),
        ("feed.xml", '<feed xmlns="http://www.w3.org/2005/Atom"><link href="javascript:alert(1)"/></feed>'),
        ("feed.xml", '<feed xmlns="http://www.w3.org/2005/Atom"><summary type="html">x</summary></feed>'),
        (
            "sitemap.xml",
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>javascript:x</loc></url></urlset>',
        ),
        ("data/members.csv", "id,name\r\na,=1+1\r\n"),
        ("data/members.csv", "id,name\r\na,Harbour;=1+1\r\n"),
        ("data/members.csv", "id,name\r\na,b,c\r\n"),
        ("data/members.json", '["\\u202e"]'),
        ("search/search_index.json", '{"docs": [{"location": "a/", "title": "<script>x</script>", "text": ""}]}'),
        ("search/search_index.json", '{"docs": [{"location": "javascript:x", "title": "a", "text": ""}]}'),
        (
            "meetings/meetings.ics",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:a\nATTACH:x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        ),
        ("meetings/meetings.ics", "BEGIN:VCALENDAR\r\nATTACH:x\r\nEND:VCALENDAR\r\n"),
        ("meetings/meetings.ics", "BEGIN:VCALENDAR\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
        ("meetings/meetings.ics", f"BEGIN:VCALENDAR\r\nX-WR-CALNAME:{'x' * 80}\r\nEND:VCALENDAR\r\n"),
        ("robots.txt", "User-agent: *\nDisallow:\nSitemap: https://evil.example\n"),
    ],
)  # fmt: skip -- a table
def test_a_file_for_programs_may_not_hold_it(path: str, content: str):
    assert list(inspect_data.data(path, content.encode()))


@pytest.mark.parametrize(
    "name", ["-rf.html", "a b.html", "../x.html", ".htaccess", "x.php", "con.html", "evil.svg", "a/evil.js", "evil.css"]
)
def test_no_file_has_such_a_name(name: str):
    assert list(inspect_data.name(name))
    assert list(inspect_data.name("es/members/harbour-network/index.html")) == []


@pytest.mark.parametrize(
    "line", ["a\x1b]0;x\x07", "a\u202eb", "::error::x", "    ::stop-commands::x", "a ##[error]b", "a\rb"]
)
def test_no_line_steers_a_terminal_or_a_ci(line: str):
    assert list(inspect_data.terminal(f"{line}\n"))
    assert list(inspect_data.terminal("\x1b[31ma:1:1: error\x1b[0m ## x ::\n")) == []


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        '<rect onload="x"/>',
        '<image href="https://evil.example/x.png"/>',
        '<use href="#a"/>',
        "<style>a{}</style>",
        '<rect style="fill:url(https://evil.example)"/>',
        '<rect fill="url(https://evil.example#a)"/>',
        "<foreignObject/>",
        '<a href="javascript:x"/>',
        "<!-- x -->",
        "<",
    ],
)
def test_no_drawing_holds_more_than_shapes_and_words(hostile: str):
    ours = '<svg xmlns="http://www.w3.org/2000/svg"><rect x="1" fill="#fff"/>{}</svg>'
    assert list(inspect_drawings.drawing(ours.format(hostile).encode()))
    assert list(inspect_drawings.drawing(ours.format("<text>a</text>").encode())) == []


@pytest.mark.parametrize(
    "hostile",
    [
        *(materials.jpeg(kind) for kind in ("exif", "xmp", "iptc", "comment", "profile", "trailing")),
        *(materials.png(kind) for kind in ("texts", "trailing", "moving")),
        materials.gif("comment"),
        materials.MAKERS["svg"](),
        b"",
    ],
)
def test_no_picture_holds_more_than_pixels(hostile: bytes):
    assert list(inspect_pictures.picture(hostile))
    assert list(inspect_pictures.picture(materials.jpeg("plain"))) == []
    assert list(inspect_pictures.picture(materials.png("plain"))) == []
