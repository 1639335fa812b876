"""Nothing that a member writes begins code, reaches a file or an address, or hides: in any format.

Every sample ends with a word that must come out: a format that silently came out empty would pass all other checks.
"""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from prose_samples import DOE, chapter, works

from coalition.prose import ast, writers
from coalition.prose.guard import guarded
from coalition.prose.model import Bibliography, Picture
from coalition.prose.pandoc import Pandoc
from coalition.prose.pictures import reencode

SAMPLES = {
    "event handlers": 'a [x]{onclick="alert(1)" onmouseover=alert(1) style="position:fixed"} ## h {#a onclick="x"}',
    "links": "[a](javascript:alert(1)) [b](data:text/html,x) [c](vbscript:x) [d](&#106;avascript:alert(1)) [e](java\tscript:x)",
    "autolinks": "<javascript:alert(1)> <file:///etc/passwd>",
    "reference links": "[a][x]\n\n[x]: javascript:alert(1) 'title'",
    "html": "<script>alert(1)</script> <img src=x onerror=alert(1)> <a href='javascript:x'>y</a> <svg/onload=alert(1)>",
    "html blocks": '<div onclick="x" markdown="1">\n*in*\n</div>\n\n<iframe src="https://evil.example"></iframe>\n\n<style>*{}</style>',
    "raw formats": '`<script>`{=html} `#read("/etc/passwd")`{=typst} `\\input{/etc/passwd}`{=latex} `x`{=openxml}',
    "raw blocks": '```{=html}\n<script>alert(1)</script>\n```\n\n```{=typst}\n#read("/etc/hostname")\n```\n\n```{=openxml}\n<w:p/>\n```',
    "tex": "\\input{/etc/passwd} \\newcommand{\\x}{\\x\\x}\\x \\write18{id}\n\n\\begin{verbatim}\nx\n\\end{verbatim}",
    "typst attributes": '[x]{typst:text:fill="red)[#read(\\"/.git/config\\")]#text(fill: red"}',
    "typst calls": '#read("/etc/hostname") #import "x": * #{1+1} #panic() $x$ #set page(width: 1cm)',
    "typst methods": '**y**.at("body", default: read("/etc/hostname")) *x*.fields() ~~a~~(1) H~2~[x] ^[n](y) `c`(d) [l](https://x.example).x',
    "typst marks": "= head\n\n**= head** *- item*\n\n- = x\n- - y\n- + z\n- / t: u\n\n1986. A year \\\n= after a break",
    "typst comments": "a // b /* c */ https://x.example/y d ~ e -? f --- g ... h @ref <label> `\\` \\u{41}",
    "typst strings": '`"` `\\"` [x](https://x.example/"y\\) ![a"#read(1)"\\](figures/a.png){alt="\\"#read(2)\\\\"} "',
    "code blocks": '```\n#read(1) ``` "\\\n```\n\n    #indented\n',
    "pictures": "![a](../../../etc/passwd) ![b](/etc/passwd) ![c](https://evil.example/p.png) ![d](figures/%2e%2e/%2e%2e/x.png)",
    "css": 'a [x]{style="background:url(https://evil.example)" .a} ![a](figures/a.png){alt="b" width="expression(1)"}',
    "metadata": "---\nheader-includes: <script>alert(1)</script>\nbibliography: /etc/passwd\ncsl: https://evil.example\n---",
    "yaml in the middle": "a\n\n---\nbibliography: /etc/passwd\ncss: https://evil.example/x.css\n...",
    "citations": "[@doe-2020, <script>x</script> `r`{=html}; see `x`{=typst} @doe-2020] @nobody",
    "passages": '::: {.recommendation #rec onclick=x to=\'media"); #read("x")\' custom-style="Title"}\nDo.\n:::',
    "tables": "| <b>a</b> | `x`{=typst} |\n|---|---|\n| [x](javascript:y) | #read(1) |\n\n: Cap <i>x</i> {#tbl-x onclick=y source='@doe-2020, #read(1) <b>'}",
    "bidi": "a &#8238;evil&#8236; b&#x2066;c",
    "entities": "&lt;script&gt;alert(1)&lt;/script&gt; &#0; &quot;&amp;lt;",
    "notes": "a[^1]\n\n[^1]: <script>x</script> `y`{=typst} [z](javascript:z)\n\n    #read(1)",
    "identifiers": "## a {#<script>} [b]{#x\"y} [c]{#a'b}\n\n## d {#javascript:x}",
    "terms": "term <b>\n:   #read(1) [x](javascript:x)\n\n| line #x\n| = y",
    "cdata": "<![CDATA[x]]> <?php x ?> <!DOCTYPE html> <!-- <script> -->",
    "smart quotes": "\"#read('x')\" 'a' \"b",
}  # fmt: skip
KEPT = "Kept2word"
EVIL_WORK = DOE.replace(
    "{On Borders}", r"{On \href{javascript:alert(1)}{x} <script>alert(1)</script> $x$ #read(1)}"
).replace("publisher", "url = {javascript:alert(1)}, note = {<img src=x onerror=alert(1)>}, publisher")


def picture() -> Picture:
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (8, 6), "navy").save(out, "PNG")
    made = reencode("chapters/refugees/figures/a.png", out.getvalue()).value
    assert made is not None
    return made


PICTURE = picture()
PICTURES = {PICTURE.path: PICTURE}


@pytest.fixture(params=SAMPLES, scope="module")
def sample(request, pandoc):
    """A hostile text, prepared, and the document of its text and list of works."""
    from coalition.prose.book import prepare

    body = f"{SAMPLES[request.param]}\n\n{KEPT} [@doe-2020]"
    parsed = prepare([chapter(body)], Bibliography(shared=works(EVIL_WORK)), pandoc=pandoc)
    return parsed, ast.join(parsed.value.sections[0].ast, parsed.value.bibliography)


def test_no_text_is_lost_with_what_is_dropped(sample):
    assert KEPT in sample[1]
    assert guarded(sample[1])


MEANT_AS_TEXT = {
    *("typst marks", "typst strings", "code blocks", "yaml in the middle"),
    "smart quotes",
}


def test_nothing_is_dropped_in_silence(sample, request):
    reported = [problem for problem in sample[0].problems if not problem.message.startswith("In the source")]

    assert bool(reported) == (request.node.callspec.params["sample"] not in MEANT_AS_TEXT)


def test_html_holds_no_script_no_handler_and_no_other_address(sample, pandoc):
    made = writers.html(sample[1], {PICTURE.path: "pictures/a.png"}, pandoc=pandoc)
    tags = re.findall(r"<[^>]*>", made)

    assert KEPT in made
    for tag in tags:
        assert not re.search(
            r"\bon\w+\s*=|javascript:|vbscript:|data:|<script|<iframe|<svg|<style|url\(", tag, re.IGNORECASE
        )
        for address in re.findall(r'(?:href|src)="([^"]*)"', tag):
            assert re.match(r"https?://|mailto:|#|pictures/a\.png$", address)
        for declared in re.findall(r'style="([^"]*)"', tag):
            assert re.fullmatch(r"(width:\d+%|text-align:(left|right|center));?", declared)


def test_typst_shows_words_and_reads_nothing(sample, pandoc, tmp_path):
    import pypdfium2
    import typst

    made = writers.typst(sample[1], {PICTURE.path: "/a.png"}, pandoc=pandoc)
    functions = ("recommendation", "demand", "key-finding", "case-study", "testimony", "case-data", "works", "work")
    given = "".join(f'#let {name}(..a, body) = [#block(body) #label(a.named().at("id"))]\n' for name in functions)
    (tmp_path / "a.png").write_bytes(PICTURE.content)
    (tmp_path / "main.typ").write_text(
        f'#set document(title: "x")\n#set text(lang: "en")\n{given}#let source-line(body) = body\n#let noted(body) = body\n= Chapter\n{made}',
        "utf-8",
    )

    pdf = typst.compile(tmp_path / "main.typ", root=tmp_path, pdf_standards=["ua-1"])
    with pypdfium2.PdfDocument(pdf) as document:
        shown = "".join(page.get_textpage().get_text_range() for page in document)
    assert KEPT in shown
    assert "root:" not in shown


def parts(book: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        return {
            name: archive.read(name).decode() for name in archive.namelist() if name.endswith(("ml", ".rels", ".opf"))
        }


def test_docx_points_to_nothing_but_the_web(sample, pandoc, reference):
    made = parts(
        writers.docx([sample[1]], reference=reference, metadata={"title": "T"}, pictures=PICTURES, pandoc=pandoc)
    )
    targets = re.findall(r'Target="([^"]*)" TargetMode="External"', "".join(made.values()))

    assert KEPT in made["word/document.xml"]
    assert all(re.match(r"https?://|mailto:", target) for target in targets)
    assert "root:" not in "".join(made.values())


def test_epub_holds_no_script_and_points_to_nothing_but_the_web(sample, pandoc):
    made = parts(
        writers.epub(
            [ast.join(ast.document([ast.header(1, ast.words("T"))]), sample[1])],
            stylesheet="p {}",
            metadata={"title": "T", "lang": "en"},
            cover=PICTURE.content,
            pictures=PICTURES,
            identifier="urn:x",
            pandoc=pandoc,
        )
    )
    whole = "".join(made.values())

    assert KEPT in whole
    for tag in re.findall(r"<[^>]*>", "".join(text for name, text in made.items() if name.endswith(".xhtml"))):
        assert not re.search(r"\bon\w+\s*=|javascript:|<script|<iframe", tag, re.IGNORECASE)
        for address in re.findall(r'(?:href|src)="([^"]*)"', tag):
            assert not re.match(r"(?!https?:|mailto:)[a-z]+:", address)


def test_plain_text_is_words(sample, pandoc):
    assert KEPT in writers.plain(sample[1], pandoc=pandoc)


def test_the_law_of_typst_would_not_hold_with_pandoc_s_own_writer(pandoc):
    """The reason for a writer of our own: when this fails, pandoc has learned to close its calls."""
    made = Pandoc(pandoc.cache).write(pandoc.read('**y**.at("x", default: read("/z"))'), "typst")

    assert made == '#strong[y].at("x", default: read("/z"))\n'
