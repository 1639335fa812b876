"""Pages as pictures: those of the PDF, and those that LibreOffice makes of the Word document, beside those kept in look/.

After a change that is meant, look at the pages, run `pytest tests/outputs/report/test_look.py --update-golden`, and look
at the difference. A page that differs is written beside what was expected, for whoever asks why.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageFilter, ImageStat

from coalition.outputs.report import docx as word
from coalition.outputs.report import pdf

KEPT = Path(__file__).parent / "look"
TYPEFACES = Path(pdf.__file__).parents[2] / "assets" / "fonts"
SCALE = 0.6
"""Pixels a point: small enough that nobody minds the files, large enough that a heading of another weight shows."""
SOFTENED = 1.2
"""How far letters are blurred before pages are compared: renderers differ in where the edge of a letter falls."""
TOLERANCE = {"pdf": (0.5, 18), "docx": (1.5, 20)}
"""How far, of 255, a page may differ on the whole, and any square of it."""
SQUARE = 6

SAID = "Two people leave the same workplace with the same unpaid wages. "
TEXT = f"""\
{SAID * 4}[@ilo-2022, p. 3]

## Which office is open {{#sec-office}}

{SAID * 3}It is said in @sec-office.^[{SAID * 2}] And again.^[A short note.]

- {SAID}
- {SAID}
    - The office closes early.
    - Nobody asks.

### Who keeps the passport

1. {SAID}
2. {SAID}

> {SAID * 2}

An employer
:   {SAID}

`code` and **stress** and *more*, [a link](https://www.example.org/), H~2~O.
"""
TABLES = """\
| Place | People | Share |
|:--|--:|:-:|
| Harbour | 1,204 | 60% |
| Border | 803 | 40% |

: People by place. {#tbl-place source="@ilo-2022"}

"""
TABLES += "| Boat | Crew | Nights |\n|:--|--:|--:|\n" + "".join(
    f"| Boat {one} | {one * 7} | {one} |\n" for one in range(1, 41)
)
TABLES += "\n: Boats, on more than one page. {#tbl-boats}\n"
PASSAGES = f"""\
{SAID}

::: {{.key-finding #kf-a}}
Most boats go at night.
:::

::: {{.recommendation #rec-a to="all-states media"}}
{SAID * 2}
:::

::: {{.demand #dem-a to="business"}}
Give them back.
:::

::: {{.case-study #cs-a practice="desk"}}
{SAID * 2}
:::

::: {{.testimony #tm-a}}
They took my papers.
:::

![A square.](figures/square.png){{#fig-square alt="A red square" source="@ilo-2022" width=30%}}
"""
ARABIC = """\
## القسم الأول {#sec-a}

يغادر شخصان مكان العمل نفسه بالأجور نفسها التي لم تُدفع.^[ملاحظة قصيرة.]

- لا أحد عند الشباك يسأل من يحتفظ بجواز السفر.

| قارب | ناس |
|:--|--:|
| صغير | 12 |

: القوارب {#tbl-a}

::: {.recommendation #rec-a to="all-states"}
أعيدوا إليهم جوازاتهم.
:::
"""
SOURCE = (
    "ilo-2022",
    "@report{ilo-2022, author = {{International Labour Organization}}, title = {Global Estimates}, year = {2022}, url = {https://www.ilo.org/estimates}}",
)
PDF_PAGES = {
    "cover": 1, "imprint": 2, "members": 3, "contents": 4, "part": 6, "text": 7, "tables": 8, "tables-2": 9,
    "passages": 10, "register": 11, "sources": 12, "colophon": 13,
}  # fmt: skip
DOCX_PAGES = {"title": 1, "contents": 4, "text": 6, "tables": 7, "passages": 9}


@pytest.fixture(scope="module")
def report(make_report, picture):
    pictures = {f"chapters/passages/figures/{Path(path).name}": one for path, one in picture.items()}
    return make_report(
        {"text": TEXT, "tables": TABLES, "passages": PASSAGES},
        titles={"text": "The office and the passport"},
        parts={"On the way": ["text", "tables"], "": ["passages"]},
        sources=[SOURCE],
        pictures=pictures,
        foreword=SAID * 6,
    )


@pytest.fixture(scope="module")
def arabic(make_report):
    return make_report({"one": ARABIC}, titles={"one": "شاطئان"}, title="بين شاطئين", subtitle="", language="ar")


def through_libreoffice(document, folder):
    """The Word document as PDF, set in our typefaces alone, so that every machine shows the same."""
    office = shutil.which("soffice")
    if not office:
        reason = "LibreOffice is not installed (Debian: apt install libreoffice-writer-nogui)"
        pytest.fail(reason) if os.environ.get("CI") else pytest.skip(reason)
    (folder / "report.docx").write_bytes(document)
    (folder / "fonts.conf").write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{TYPEFACES}</dir><cachedir>{folder}/faces</cachedir></fontconfig>'
    )
    command = [office, f"-env:UserInstallation={(folder / 'office').as_uri()}", "--headless", "--convert-to", "pdf"]
    done = subprocess.run(
        [*command, "--outdir", str(folder), str(folder / "report.docx")],
        env={**os.environ, "FONTCONFIG_FILE": str(folder / "fonts.conf")},
        capture_output=True,
        timeout=300,
        check=False,
    )
    assert (folder / "report.pdf").is_file(), done.stderr.decode()
    return (folder / "report.pdf").read_bytes()


def pictures(content):
    return [page.render(scale=SCALE).to_pil().convert("RGB") for page in pypdfium2.PdfDocument(content)]


def difference(one, other):
    """How far two pages differ, of 255: on the whole, and in the square that differs most."""
    if one.size != other.size:
        return 255.0, 255.0
    soft = [page.filter(ImageFilter.GaussianBlur(SOFTENED)) for page in (one, other)]
    apart = ImageChops.difference(*soft)
    squares = apart.reduce(SQUARE)
    return sum(ImageStat.Stat(apart).mean) / 3, max(high for _, high in squares.getextrema())


def changed(name, form, page, folder, update):
    """In what a page looks other than the picture that is kept of it; empty where it does not."""
    path = KEPT / f"{form}-{name}.png"
    if update:
        KEPT.mkdir(exist_ok=True)
        page.quantize(256).save(path, optimize=True)
    kept = Image.open(path).convert("RGB")
    found = difference(page, kept)
    if all(far <= most for far, most in zip(found, TOLERANCE[form], strict=True)):
        return ""
    page.save(folder / f"{form}-{name}.png")
    return f"{path.name} looks different, by {found[0]:.1f} and {found[1]:.0f}: see {folder}/{form}-{name}.png"


@pytest.mark.slow
def test_the_pages_of_the_pdf_look_as_they_did(report, arabic, pandoc, tmp_path, request):
    update = request.config.getoption("--update-golden")
    pages = pictures(pdf.render(report, pandoc=pandoc))
    for name, number in PDF_PAGES.items():
        assert changed(name, "pdf", pages[number - 1], tmp_path, update) == ""
    assert changed("arabic", "pdf", pictures(pdf.render(arabic, pandoc=pandoc))[4], tmp_path, update) == ""


@pytest.mark.slow
def test_the_pages_of_the_word_document_look_as_they_did(report, arabic, pandoc, tmp_path, request):
    update = request.config.getoption("--update-golden")
    pages = pictures(through_libreoffice(word.render(report, pandoc=pandoc), tmp_path))
    for name, number in DOCX_PAGES.items():
        assert changed(name, "docx", pages[number - 1], tmp_path, update) == ""
    right = pictures(through_libreoffice(word.render(arabic, pandoc=pandoc), tmp_path))
    assert changed("arabic", "docx", right[4], tmp_path, update) == ""
