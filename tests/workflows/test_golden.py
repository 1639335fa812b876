"""Every output of one small campaign, compared with what is kept in tests/golden/.

After a change that is meant, look at the difference and run `pytest tests/workflows/test_golden.py --update-golden`.
"""

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest

GOLDEN = Path(__file__).parents[1] / "golden"
_EMBEDDED = re.compile(r"data:[a-z/+0-9-]+;base64,[A-Za-z0-9+/=]+")


def _page(path: str) -> Callable[[Path], str]:
    """What the site's page says and how it is marked up, without what the theme puts around it."""

    def shown(public: Path) -> str:
        text = (public / path).read_text(encoding="utf-8")
        main = re.search(r"<main\b.*</main>", text, re.DOTALL)
        assert main, path
        return _lines(main[0])

    return shown


def _lines(markup: str) -> str:
    """A line a tag, so that differences are readable."""
    return re.sub(r">\s*<", ">\n<", markup) + "\n"


def _one_page_report(public: Path) -> str:
    text = (public / "report/report.html").read_text(encoding="utf-8")
    return _lines(_EMBEDDED.sub("data:", re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)))


def _pdf(path: str) -> Callable[[Path], str]:
    def shown(public: Path) -> str:
        document = pypdfium2.PdfDocument(public / path)
        pages = [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
        return "\n=== page\n".join(pages) + "\n"

    return shown


def _part(path: str, part: str) -> Callable[[Path], str]:
    def shown(public: Path) -> str:
        with zipfile.ZipFile(public / path) as archive:
            return _lines(archive.read(part).decode("utf-8"))

    return shown


def _book(public: Path) -> str:
    with zipfile.ZipFile(public / "report/report.epub") as archive:
        names = sorted(name for name in archive.namelist() if name.endswith((".xhtml", ".opf", ".ncx")))
        return "".join(f"=== {name}\n{_lines(archive.read(name).decode('utf-8'))}" for name in names)


def _plain(path: str) -> Callable[[Path], str]:
    return lambda public: (public / path).read_text(encoding="utf-8")


OUTPUTS: dict[str, Callable[[Path], str]] = {
    "site-home.html": _page("index.html"),
    "site-chapter.html": _page("report/refugees/index.html"),
    "site-statement.html": _page("statements/first/index.html"),
    "site-member.html": _page("members/harbour/index.html"),
    "site-members-es.html": _page("es/members/index.html"),
    "report.html": _one_page_report,
    "report.pdf.txt": _pdf("report/report.pdf"),
    "report.docx.document.xml": _part("report/report.docx", "word/document.xml"),
    "report.docx.footnotes.xml": _part("report/report.docx", "word/footnotes.xml"),
    "report.epub.txt": _book,
    "statement.pdf.txt": _pdf("statements/first/statement.pdf"),
    "statement.docx.document.xml": _part("statements/first/statement.docx", "word/document.xml"),
    "statements.json": _plain("data/statements.json"),
    "feed.xml": _plain("feed.xml"),
    "feed.json": _plain("feed.json"),
    "members.json": _plain("data/members.json"),
    "members.csv": _plain("data/members.csv"),
    "recommendations.csv": _plain("data/recommendations.csv"),
}


@pytest.mark.parametrize("name", OUTPUTS)
def test_output_is_as_it_was(built: Path, name: str, request: pytest.FixtureRequest) -> None:
    made = OUTPUTS[name](built / "public")
    kept = GOLDEN / name
    if request.config.getoption("--update-golden"):
        kept.write_text(made, encoding="utf-8")
    assert made == kept.read_text(encoding="utf-8")


def test_nothing_else_is_kept() -> None:
    assert sorted(path.name for path in GOLDEN.iterdir()) == sorted(OUTPUTS)
