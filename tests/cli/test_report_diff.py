"""`coalition report diff`, as the secretariat types it on the eve of a new edition."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile

import cases
import pytest
from click.testing import CliRunner
from lxml import etree

from coalition.cli.main import cli

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CHAPTER = "chapters/refugees/chapter.md"
TABLE = "\n| Route | People |\n|---|--:|\n| Road | 12 |\n| Sea | 30 |\n\n: Routes {#tbl-routes}\n"


def git(folder, *words):
    done = subprocess.run(["git", "-C", folder, *words], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def edit(folder, path, *changes):
    text = (folder / path).read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (folder / path).write_text(text, "utf-8")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Two editions: in the second words, a table's row, a note, a list, a title and a whole annex are others."""
    folder = tmp_path_factory.mktemp("diff") / "campaign"
    cases.build(cases.Case("good", (), ()), folder)
    edit(
        folder,
        CHAPTER,
        ("More is said", f"{TABLE}\n- Read contracts.\n- Count fees.[^a]\n\n[^a]: By hand.\n\nMore is said"),
    )
    (folder / "report/old.md").write_text("---\ntitle: An old annex\n---\n\nWhat was said before.\n", "utf-8")
    git(folder, "init", "-q", "-b", "main")
    for name in ("user.name", "user.email"):
        git(folder, "config", name, "a@a.example")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "One")
    git(folder, "tag", "report/2025")
    edit(
        folder,
        CHAPTER,
        ("title: Refugee protection", "title: Protection of refugees"),
        ("Fees bind people to their jobs", "Fees and debts bind workers to [their jobs](https://a.example/)"),
        ("| Sea | 30 |\n", "| Sea | 31 |\n| Air | 7 |\n"),
        ("- Read contracts.\n", ""),
        ("More is said", "A paragraph that nobody had written before.\n\nMore is said"),
    )
    (folder / "report/old.md").unlink()
    (folder / "report/new.md").write_text("---\ntitle: A new annex\n---\n\n## Why\n\nWhat is said now.\n", "utf-8")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "Two")
    git(folder, "tag", "report/2026")
    return folder


@pytest.fixture(scope="module")
def diff(folder):
    def run(*words):
        return CliRunner().invoke(cli, ["-C", str(folder), "report", "diff", *words])

    return run


@pytest.fixture(scope="module")
def word(diff, tmp_path_factory):
    def make(old, new):
        place = tmp_path_factory.mktemp("word") / "changes.docx"
        done = diff(old, new, "-o", str(place))
        assert done.exit_code == 0, done.output
        return place.read_bytes()

    return make


def parts(document):
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return [etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "footnotes")]


def settled(root, taken, kept):
    """What Word makes of a part when all changes of one kind are taken out and those of the other stay."""
    for row in root.iter(f"{WORD}tr"):
        if row.find(f"{WORD}trPr/{taken}") is not None:
            row.getparent().remove(row)
    for change in list(root.iter(taken)):
        if change.getparent().tag not in (f"{WORD}rPr", f"{WORD}trPr"):
            change.getparent().remove(change)
    for paragraph in list(root.iter(f"{WORD}p")):
        if paragraph.find(f"{WORD}pPr/{WORD}rPr/{taken}") is not None:
            assert paragraph.find(f"{WORD}r") is None
            paragraph.getparent().remove(paragraph)
    assert all(change.getparent().tag in (f"{WORD}rPr", f"{WORD}trPr") or len(change) for change in root.iter(kept))
    return root


def said(root):
    """The text of every paragraph in its place: whether in a table, and whether in a list."""
    found = []
    for paragraph in root.iter(f"{WORD}p"):
        words = "".join(text.text or "" for text in paragraph.iter(f"{WORD}t", f"{WORD}delText"))
        listed = paragraph.find(f"{WORD}pPr/{WORD}numPr") is not None
        style = paragraph.find(f"{WORD}pPr/{WORD}pStyle")
        name = "" if style is None else style.get(f"{WORD}val")
        found.append((" ".join(words.split()), listed, name.replace("FirstParagraph", "BodyText")))
    return found


def test_in_word_accepting_all_gives_the_new_text_and_rejecting_all_the_old(word):
    changed = word("report/2025", "report/2026")
    insertion, deletion = f"{WORD}ins", f"{WORD}del"
    for taken, kept, edition in ((deletion, insertion, "report/2026"), (insertion, deletion, "report/2025")):
        body, _ = (settled(root, taken, kept) for root in parts(changed))
        plain, _ = parts(word(edition, edition))
        assert [line for line in said(body) if line[0]] == [line for line in said(plain) if line[0]]
        assert len([line for line in said(body) if not line[0]]) == len([line for line in said(plain) if not line[0]])


def test_in_word_every_change_has_its_own_number_and_says_who_and_when(word):
    body, notes = parts(word("report/2025", "report/2026"))
    changes = [one for root in (body, notes) for one in root.iter(f"{WORD}ins", f"{WORD}del")]
    assert len({one.get(f"{WORD}id") for one in changes}) == len(changes) > 20
    assert {one.get(f"{WORD}author") for one in changes} == {"Fair Passage"}
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", one.get(f"{WORD}date")) for one in changes)
    assert all(one.getparent().tag != f"{WORD}hyperlink" or len(one) for one in changes)
    assert not [link for one in changes for link in one.iter(f"{WORD}hyperlink")]


def test_an_edition_is_the_same_as_itself(diff):
    done = diff("report/2026", "report/2026")
    assert done.exit_code == 0
    assert "Nothing changed that a reader could see or hear." in done.stdout


def test_the_terminal_shows_what_went_and_what_came(diff):
    done = diff("report/2025", "report/2026")
    assert done.exit_code == 0, done.output
    assert "From report/2025 to report/2026." in done.stdout
    assert "and debts" in done.stdout
    assert "{+A paragraph that nobody had written before.+}" in done.stdout
    assert "## An old annex" in done.stdout


def test_a_page_says_how_much_changed_where_and_leads_from_change_to_change(diff):
    done = diff("report/2025", "report/2026", "--format", "html")
    assert done.exit_code == 0, done.output
    page = done.stdout
    rows = [re.sub(r"<[^>]*>", " ", row).split() for row in re.findall(r"<tr>.*?</tr>", page, re.DOTALL)]
    assert ["A", "new", "annex", "new", "0", "8"] in rows
    assert ["An", "old", "annex", "taken", "out", "7", "0"] in rows
    stops = re.findall(r'id="change-(\d+)"', page)
    assert stops == [str(number) for number in range(1, len(stops) + 1)]
    links = set(re.findall(r'href="#([^"]+)"', page))
    assert links <= set(re.findall(r'id="([^"]+)"', page))
    assert "<script" not in page
    assert not re.findall(r'(?:src|href)="(?!#|data:|https://a\.example/|https?://)', page)


def test_one_chapter_alone(diff):
    done = diff("report/2025", "report/2026", "--chapter", "refugees")
    assert done.exit_code == 0, done.output
    assert "annex" not in done.stdout
    assert "and debts" in done.stdout


def test_as_pdf(diff, tmp_path):
    done = diff("report/2025", "report/2026", "-o", str(tmp_path / "changes.pdf"))
    assert done.exit_code == 0, done.output
    assert (tmp_path / "changes.pdf").read_bytes().startswith(b"%PDF-")


def test_without_a_second_edition_it_is_the_files_on_disk(diff, folder):
    (folder / CHAPTER).write_text(
        (folder / CHAPTER).read_text("utf-8").replace("Count fees", "Count all fees"), "utf-8"
    )
    done = diff("report/2026")
    git(folder, "checkout", "-q", "--", ".")
    assert done.exit_code == 0, done.output
    assert "the files as they are now" in done.stdout
    assert "{+ all+}" in done.stdout


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("report/2024",), 3, "report/2024"),
        (("report/2025", "--chapter", "refugee"), 3, "refugees"),
        (("report/2025", "--language", "fr"), 3, "en, es"),
        (("report/2025", "--format", "docx"), 2, "--output changes.docx"),
        (("report/2025", "-o", "changes.odt"), 2, ".docx"),
    ],
)
def test_what_cannot_be_compared_is_told_with_the_cure(diff, words, status, said):
    done = diff(*words)
    assert done.exit_code in (status, 1)
    assert said in f"{done.output}{getattr(done.exception, 'message', '')}{getattr(done.exception, 'hint', '')}"


def test_mistakes_are_told_with_their_edition_and_place(diff, folder):
    text = (folder / CHAPTER).read_text("utf-8")
    try:
        (folder / CHAPTER).write_text(text.replace("[@doe-2020, p. 3]", "[@roe-2020]"), "utf-8")
        done = diff("report/2026")
        (folder / CHAPTER).write_text(text.replace("theme: refugees", "theme: [refugees"), "utf-8")
        broken = diff("report/2026")
    finally:
        (folder / CHAPTER).write_text(text, "utf-8")
    assert done.exit_code == 0
    assert re.search(rf"the files as they are now:{CHAPTER}:\d+:\d+: error\[unknown-source\]", done.stderr)
    assert "coalition check" in done.stderr
    assert f"the files as they are now:{CHAPTER}:" in broken.stderr  # nobody may think that the chapter was taken out
