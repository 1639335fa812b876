"""The page is parsed, and asked what a reader without network, script or eyes would ask."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from coalition.outputs.report import html
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache

VOID = {"meta", "link", "img", "br", "hr", "col", "input", "rect"}


class Reader(HTMLParser):
    """Collects elements with their attributes and direct text, and finds tags that do not close."""

    def __init__(self, page):
        super().__init__()
        self.elements, self.open = [], []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.elements.append([tag, dict(attributes), ""])
        if tag not in VOID:
            self.open.append((tag, self.elements[-1]))

    def handle_startendtag(self, tag, attributes):
        self.elements.append([tag, dict(attributes), ""])

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        for _, element in self.open:
            element[2] += data

    def of(self, tag):
        return [(attributes, " ".join(text.split())) for name, attributes, text in self.elements if name == tag]


@pytest.fixture(scope="module")
def made(shores, pandoc):
    return html.render(shores, pandoc=pandoc)


@pytest.fixture(scope="module")
def page(made):
    return Reader(made.decode())


def test_the_same_report_gives_the_same_bytes(made, shores):
    assert html.render(shores, pandoc=Pandoc(Cache(None))) == made


def test_it_asks_nobody_for_anything_and_runs_nothing(made, page):
    assert page.of("script") == []
    assert page.of("link") == []
    addresses = re.findall(r"url\(([^)]*)", made.decode()) + [attributes["src"] for attributes, _ in page.of("img")]
    assert len(addresses) >= 6
    assert all(address.strip("\"'").startswith("data:") for address in addresses)
    assert not re.search(r"@import|\son[a-z]+=", made.decode())


def test_pictures_travel_inside_with_their_words(page):
    ((attributes, _),) = page.of("img")
    assert attributes["alt"] == "A red square"
    assert attributes["src"].startswith("data:image/png;base64,")


def test_every_id_is_there_once_and_every_link_within_leads_somewhere(page):
    ids = [attributes["id"] for _, attributes, _ in page.elements if "id" in attributes]
    assert len(ids) == len(set(ids))
    targets = [attributes["href"][1:] for attributes, _ in page.of("a") if attributes.get("href", "").startswith("#")]
    assert len(targets) > 10
    assert set(targets) <= set(ids)


def test_headings_step_down_one_level_at_a_time(page):
    headings = [(int(tag[1]), " ".join(text.split())) for tag, _, text in page.elements if re.fullmatch("h[1-6]", tag)]
    assert [text for level, text in headings if level == 1] == ["Between two shores"]
    assert (2, "1 Two shores") in headings
    assert (3, "1.1 The crossing") in headings
    levels = [level for level, _ in headings]
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_a_reader_with_a_keyboard_can_skip_to_the_text(page):
    attributes, text = page.of("a")[0]
    assert (attributes["href"], text) == ("#text", "Skip to the text")
    assert [attributes["id"] for attributes, _ in page.of("main")] == ["text"]
    assert page.of("html")[0][0] == {"lang": "en", "dir": "ltr"}


def test_the_contents_the_organisations_and_the_register(page):
    ((_, contents),) = page.of("nav")
    assert (
        contents
        == "Contents Foreword 1 Two shores 1.1 The crossing Recommendations Sources Organisations that made this report"
    )
    main = page.of("main")[0][1]
    for expected in (
        "Lead organisationOpen Gate",
        "Recommendation 1.1",
        "states of destination, the media",
        "Led chapter 1",
        "International Labour Organization",
    ):
        assert expected in main
    assert "nobody-known" not in main


def test_a_draft_says_so_at_the_head(make_report, pandoc):
    page = Reader(html.render(make_report({"one": "Text.\n"}, draft=True), pandoc=pandoc).decode())
    assert any(
        attributes.get("class") == "draft-note" and "have not approved" in text for attributes, text in page.of("p")
    )


def test_values_are_text(make_report, pandoc):
    evil = '<script>alert(1)</script> "&'
    report = make_report({"one": "Text.\n"}, titles={"one": evil}, title=evil, campaign=evil, contact=evil)
    page = Reader(html.render(report, pandoc=pandoc).decode())
    assert page.of("script") == []
    assert page.of("h1")[0][1] == evil


def test_parts_stand_above_their_chapters(make_report, pandoc):
    report = make_report(
        {"one": "## A section {#sec-a}\n\nText.\n", "two": "Text.\n"}, parts={"On the road": ["one"], "": ["two"]}
    )
    page = Reader(html.render(report, pandoc=pandoc).decode())
    assert "Part 1 On the road" in [text for _, text in page.of("h2")]
    assert "1 One" in [text for _, text in page.of("h3")]
    assert "1.1 A section" in [text for _, text in page.of("h4")]
    assert "2 Two" in [text for _, text in page.of("h2")]
    assert "Part 1 On the road 1 One 2 Two" in page.of("nav")[0][1]


def test_sources_stand_with_their_text_when_the_book_has_no_list(make_report, pandoc):
    source = ("doe-2020", "@book{doe-2020, author = {Doe, Jane}, title = {Boats}, year = {2020}, publisher = {Quay}}")
    report = make_report(
        {"one": "Boats [@doe-2020].\n"}, sources=[source], scope="by-chapter", annexes={"terms": "Boats [@doe-2020]."}
    )
    page = Reader(html.render(report, pandoc=pandoc).decode())
    assert [text for _, text in page.of("h3")] == ["Sources", "Sources"]
    assert "Terms" in page.of("nav")[0][1]


def test_a_text_in_another_language_says_so(make_report, pandoc):
    report = make_report({"one": "Text.\n"})
    chapter = report.chapters[0]
    arabic = replace(chapter, section=replace(chapter.section, language="ar"))
    report = replace(report, parts=(replace(report.parts[0], chapters=(arabic,)),), members=())
    page = Reader(html.render(report, pandoc=pandoc).decode())
    assert [
        (attributes["lang"], attributes["dir"]) for attributes, _ in page.of("section") if "lang" in attributes
    ] == [("ar", "rtl")]


def test_the_typefaces_inside_are_small():
    assert len(html.typefaces()) < 320_000
    assert html.typefaces().count("@font-face") == 6


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 380])
def test_a_browser_finds_no_barrier_and_asks_nobody(made, browser, tmp_path, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    file = tmp_path / "report.html"
    file.write_bytes(made)
    asked = []
    page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    found = Axe().run(page).response["violations"]
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.close()
    assert [(violation["id"], violation["nodes"][0]["html"]) for violation in found] == []
    assert [url for url in asked if not url.startswith(("data:", file.as_uri()))] == []
    assert wide <= width


@pytest.mark.browser
def test_printed_it_begins_a_page_with_each_text_and_none_with_notes(make_report, pandoc, browser, tmp_path):
    import pypdfium2

    file = tmp_path / "report.html"
    report = make_report({"shores": "People cross at night.^[Small boats, mostly.]\n"}, titles={"shores": "Two shores"})
    file.write_bytes(html.render(report, pandoc=pandoc))
    page = browser.new_page()
    page.goto(file.as_uri())
    document = pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True))
    page.close()
    texts = [" ".join(document[index].get_textpage().get_text_bounded().split()) for index in range(len(document))]
    (chapter,) = [text for text in texts if "People cross" in text]
    assert chapter.startswith("1 Two shores")
    assert "Small boats, mostly." in chapter
