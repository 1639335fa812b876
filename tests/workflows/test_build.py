"""What `coalition build` publishes, and when it publishes nothing."""

import hashlib
import json
import os
import zipfile
from pathlib import Path

import pypdfium2
import pytest
from small_campaign import commit, make, write


def texts(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def pdf_text(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_one_command_gives_the_report_in_four_formats_and_the_site_in_each_language(built):
    public = built / "public"
    for path in (
        "index.html",
        "about/index.html",
        "report/report.pdf",
        "report/report.docx",
        "report/report.epub",
        "report/report.html",
        "report/refugees/index.html",
        "statements/first/index.html",
        "statements/first/statement.pdf",
        "statements/first/statement.docx",
        "statements/first/verify/index.html",
        "statements/first/verify/verify.sh",
        "statements/first/verify/verify.zip",
        "es/statements/first/verify/index.html",
        "members/index.html",
        "members/harbour/index.html",
        "search/index.html",
        "404.html",
        "feed.xml",
        "feed.json",
        "data/members.json",
        "data/members.csv",
        "es/index.html",
        "es/report/refugees/index.html",
        "manifest.json",
    ):
        assert (public / path).stat().st_size > 0, path


def test_every_format_holds_the_chapter_its_note_its_reference_and_its_recommendation(built):
    report = built / "public/report"
    with zipfile.ZipFile(report / "report.docx") as docx:
        word = docx.read("word/document.xml").decode() + docx.read("word/footnotes.xml").decode()
    with zipfile.ZipFile(report / "report.epub") as epub:
        book = "".join(epub.read(name).decode() for name in epub.namelist() if name.endswith(".xhtml"))
    for text in (pdf_text(report / "report.pdf"), word, book, (report / "report.html").read_text()):
        for words in (
            "Refugee protection",
            "A note about the number",
            "Table 1.1",
            "Count everyone",
            "UNHCR",
            "Harbour Network",
        ):
            assert words in text.replace("\r\n", " ").replace("\xa0", " "), words


def test_the_manifest_names_commit_and_digest_of_every_file(built):
    public = built / "public"
    manifest = json.loads((public / "manifest.json").read_text())
    assert manifest["campaign"] == "fair-passage"
    assert manifest["dirty"] is False
    assert manifest["built"] == "2026-03-02T10:00:00Z"
    listed = {entry["path"]: entry["sha256"] for entry in manifest["files"]}
    found = {
        path: hashlib.sha256(content).hexdigest() for path, content in texts(public).items() if path != "manifest.json"
    }
    assert listed == found


def test_what_is_private_and_what_is_a_draft_is_in_no_file(built):
    for path, content in texts(built / "public").items():
        if path.endswith((".html", ".json", ".xml", ".csv", ".ics", ".txt")):
            text = content.decode().casefold()
            for word in ("quiet line", "quiet-line", "+47 00 00 00 01", "unfinished words", "a later chapter"):
                assert word not in text, (path, word)
    assert "Quiet Line" not in pdf_text(built / "public/report/report.pdf")
    assert "office@harbour.example" in (built / "public/members/harbour/index.html").read_text()


def test_drafts_are_built_when_they_are_asked_for_and_every_page_says_so(coalition, campaign):
    assert coalition("build", "--drafts", "--only", "site", "--quiet").returncode == 0
    assert "Unfinished words" in (campaign / "public/report/later/index.html").read_text()
    for page in (campaign / "public").rglob("index.html"):
        assert '<p class="draft">' in page.read_text(), page


def test_nothing_changed_is_seen_without_building(rebuilt, coalition):
    coalition("build", "--quiet", folder=rebuilt)
    before = (rebuilt / "public/manifest.json").stat()
    done = coalition("build", folder=rebuilt)
    assert done.returncode == 0
    assert done.stdout.startswith("Nothing had changed: ")
    assert (rebuilt / "public/manifest.json").stat().st_ino == before.st_ino
    imported = coalition("build", folder=rebuilt, PYTHONPROFILEIMPORTTIME="1").stderr
    assert "coalition.publishing.manifest" in imported
    for slow in ("coalition.kinds", "pydantic", "yaml"):
        assert f" {slow}\n" not in imported, f"{slow} is imported where no file is read"


def test_a_mistake_publishes_nothing_and_leaves_what_was_there(rebuilt, coalition):
    before = texts(rebuilt / "public")
    write(rebuilt, {"chapters/refugees/references.bib": "@report{other, title = {Other}}\n"})
    done = coalition("build", folder=rebuilt)
    assert done.returncode == 1
    assert "chapters/refugees/chapter.md:11:" in done.stderr
    assert "unknown-source" in done.stderr
    assert "Nothing was published" in done.stderr
    assert texts(rebuilt / "public") == before


def test_uncommitted_changes_bear_a_mark_and_no_release_is_made_of_them(rebuilt, coalition):
    write(rebuilt, {"pages/about.md": "---\ntitle: About\n---\n\n## Who\n\nWe are several organisations.\n"})
    refused = coalition("build", "--release", folder=rebuilt)
    assert refused.returncode == 3
    assert "Commit them first" in refused.stderr
    done = coalition("build", folder=rebuilt)
    assert "draft mark" in done.stdout
    assert "Draft" in pdf_text(rebuilt / "public/report/report.pdf")
    assert "several organisations" in (rebuilt / "public/about/index.html").read_text()
    commit(rebuilt)
    done = coalition("build", "--release", folder=rebuilt)
    assert done.returncode == 0, done.stderr


def test_a_commit_is_built_as_it_was(rebuilt, coalition):
    write(rebuilt, {"pages/about.md": "---\ntitle: About\n---\n\n## Who\n\nChanged since.\n"})
    commit(rebuilt)
    done = coalition("build", "--rev", "HEAD~1", folder=rebuilt)
    assert done.returncode == 0, done.stderr
    assert "We are organisations" in (rebuilt / "public/about/index.html").read_text()


def test_a_part_takes_nothing_away_from_what_was_published(rebuilt, coalition, tmp_path):
    before = texts(rebuilt / "public")
    done = coalition("build", "--only", "report", "--formats", "html", folder=rebuilt)
    assert done.returncode == 3
    assert "--output" in done.stderr
    assert texts(rebuilt / "public") == before
    assert (
        coalition(
            "build", "--only", "report", "--formats", "html", "--output", str(tmp_path / "part"), folder=rebuilt
        ).returncode
        == 0
    )


def test_the_disk_and_its_commit_give_the_same_bytes(rebuilt, coalition):
    before = texts(rebuilt / "public")
    assert coalition("build", "--rev", "HEAD", folder=rebuilt).returncode == 0
    assert texts(rebuilt / "public") == before


def test_only_what_is_asked_for_is_built(coalition, campaign):
    assert coalition("build", "--only", "report", "--formats", "html", "--quiet").returncode == 0
    assert sorted(texts(campaign / "public")) == ["manifest.json", "report/cover.png", "report/report.html"]


def test_statements_alone_are_files_and_proofs_and_nothing_else(coalition, campaign):
    assert coalition("build", "--only", "statements", "--formats", "docx,epub", "--quiet").returncode == 0
    found = [path for path in sorted(texts(campaign / "public")) if "/verify/" not in path]
    assert found == ["manifest.json", "statements/first/statement.docx"]
    assert (campaign / "public/statements/first/verify/verify.sh").is_file()


def test_a_site_alone_offers_no_proofs_that_are_not_there(coalition, campaign):
    assert coalition("build", "--only", "site", "--quiet").returncode == 0
    assert not (campaign / "public/statements/first/verify").exists()
    assert "verify/" not in (campaign / "public/statements/first/index.html").read_text()


def test_other_zone_folder_umask_and_order_give_the_same_bytes(built, tmp_path, coalition):
    folder = make(tmp_path / "another place" / "кампания")
    old = os.umask(0o077)
    try:
        done = coalition("build", folder=folder, TZ="Pacific/Kiritimati", LC_ALL="C", HOME=str(tmp_path), LANG="C")
    finally:
        os.umask(old)
    assert done.returncode == 0, done.stderr
    ours, theirs = texts(built / "public"), texts(folder / "public")
    assert ours.keys() == theirs.keys()
    assert [path for path in ours if ours[path] != theirs[path]] == []


@pytest.mark.parametrize("language", ["es"])
def test_one_language_alone(coalition, campaign, language):
    assert coalition("build", "--only", "site", "--language", language, "--quiet").returncode == 0
    assert '<html lang="es"' in (campaign / "public/index.html").read_text()


def test_a_language_that_is_not_published_is_refused(coalition):
    done = coalition("build", "--language", "fr")
    assert done.returncode == 3
    assert "Its languages are en, es" in done.stderr
