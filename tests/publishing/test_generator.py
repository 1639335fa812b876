# ruff: noqa: RUF001 -- readers see dashes, not hyphens
from __future__ import annotations

import errno
import json
import os
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest
from markupsafe import Markup

from coalition.errors import CoalitionError
from coalition.outputs.site.page import Page, site_path, split
from coalition.publishing import frames, gates, generator, searching, staged, theme
from coalition.publishing.project import LanguageSite, NavItem, Project
from coalition.sources import shell
from coalition.sources.cache import Cache


def paths(folder):
    return sorted(path.relative_to(folder).as_posix() for path in Path(folder).rglob("*") if path.is_file())


def small(*pages, **values):
    home = Page("", "Home", split("<p>Hello.</p>"), "en")
    search = Page("search/", "Search", split("<p>Search.</p>"), "en", search=False, layout="search")
    return Project((LanguageSite("en", "Site", (home, search, *pages), **values),), "en")


def make(project, folder):
    generator.build(project, folder / "stage", folder / "out")
    return folder / "out"


def test_everything_expected_is_there_and_little_else(sample_project, built):
    expected = generator.expected(sample_project)
    assert set(expected) <= set(paths(built))
    others = set(paths(built)) - set(expected)
    assert all("/javascripts/" in path or path == "es/404.html" for path in others), others


def test_the_built_site_passes_the_gates(sample_project, built):
    gate = gates.Gate(("quiet-line", "Quiet Line"), (str(built), str(built.parent)))
    found = gates.breaches(built, gate, expected=generator.expected(sample_project))
    assert found == ()


def test_the_same_project_gives_the_same_bytes_elsewhere(sample_project, built, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    before = os.umask(0o077)
    try:
        again = make(sample_project, tmp_path / "somewhere else")
    finally:
        os.umask(before)
        monkeypatch.undo()
        time.tzset()
    assert paths(again) == paths(built)
    assert [path for path in paths(built) if (built / path).read_bytes() != (again / path).read_bytes()] == []


def test_splicing_a_page_into_its_own_file_changes_nothing(sample_project, built):
    for site in sample_project.sites:
        for page in site.pages:
            file = built / site_path(site.language, "en", page.path) / "index.html"
            text = file.read_text("utf-8")
            assert staged.splice(text, page) == text, page.path


def written_by_the_generator(monkeypatch):
    """No frames: the generator is given every page with its content, and what it writes is left as it is."""

    def left(project, site, made, models, texts):
        commit = frames._commit(project, site)
        return [(path, frames._told(made[path], commit).encode()) for path in made if path.endswith(".html")]

    monkeypatch.setattr(frames, "specimens", lambda site: {page.path: page.path for page in site.pages})
    monkeypatch.setattr(frames, "blank", lambda page: page)
    monkeypatch.setattr(frames, "complete", left)


def test_a_page_put_into_a_frame_is_what_the_generator_makes_of_it(sample_project, built, tmp_path, monkeypatch):
    written_by_the_generator(monkeypatch)
    whole = make(sample_project, tmp_path / "whole")
    assert paths(whole) == paths(built)
    assert [path for path in paths(built) if (built / path).read_bytes() != (whole / path).read_bytes()] == []


def test_the_generator_makes_as_many_pages_of_many_as_of_few(tmp_path, monkeypatch):
    counts = []

    def counted(folder):
        counts.append(len(list((folder / "docs").rglob("*.md"))))
        raise CoalitionError("Enough.")

    monkeypatch.setattr(generator, "_generate", counted)
    for count in (10, 1000):
        pages = [Page(f"members/m{number}/", "M", split("<p>x</p>"), "en") for number in range(count)]
        with pytest.raises(CoalitionError, match="Enough"):
            make(small(*pages), tmp_path / str(count))
    assert counts == [3, 3]


def test_frames_are_made_once_whatever_pages_say_and_at_whatever_commit(tmp_path, monkeypatch):
    cache = Cache(tmp_path / "cache")
    generate, runs = generator._generate, []
    monkeypatch.setattr(generator, "_generate", lambda folder: (runs.append(folder), generate(folder)))

    def build(name, said, **changed):
        page = Page("a/", said, split(f"<p>{said}</p>"), "en", description=said)
        project = replace(small(page, navigation=(NavItem("Home", "/"), NavItem("A", "a/"))), **changed)
        generator.build(project, tmp_path / f"{name}-stage", tmp_path / name, cache=cache)
        return (tmp_path / name / "a/index.html").read_text("utf-8"), (tmp_path / name / "404.html").read_text("utf-8")

    build("one", "Old.", commit="1" * 40)
    page, missing = build("two", "New.", commit="2" * 40)
    assert len(runs) == 1
    assert page.count("New.") >= 3
    assert "Old." not in page
    assert "222222222222" in page
    assert "222222222222" in missing
    build("three", "New.", commit="2" * 40, copyright="Ours")
    assert len(runs) == 2


def test_the_index_of_the_search_is_what_the_themes_plugin_makes(sample_project, tmp_path, monkeypatch):
    written_by_the_generator(monkeypatch)
    found = {}

    def kept(content, entries):
        theirs = json.loads(content)["docs"]
        found[len(found)] = (theirs, entries)
        return b"{}"

    monkeypatch.setattr(searching, "filled", kept)
    make(sample_project, tmp_path)
    assert len(found) == len(sample_project.sites)
    for everything, ours in found.values():
        # Headings in what is not to be found: the plugin makes entries without text of them.
        theirs = [doc for doc in everything if not doc["location"].startswith("#front-")]
        assert sorted(theirs, key=lambda doc: doc["location"]) == sorted(ours, key=lambda doc: doc["location"])
        assert theirs


def test_what_is_not_to_be_found_is_left_out_as_the_themes_plugin_does(tmp_path, monkeypatch):
    listed = "".join(f"<li><b>Name {number}</b><br></li>" for number in range(3))
    text = (
        '<p>Before <img alt="a data-search-exclude b" src="x.png"> it.</p>'
        f'<div data-search-exclude class="x"><ul>{listed}</ul><p>Names.</p></div>'
        '<p>After it.</p><h2 id="next">Next</h2><p data-search-exclude>Gone.</p><p>Last.</p>'
    )
    page = Page("a/", "A", split(text), "en")
    generator.build(small(page), tmp_path / "stage", tmp_path / "ours")
    monkeypatch.setattr(searching, "_sought", lambda html: html)
    generator.build(small(page), tmp_path / "stage-theirs", tmp_path / "theirs")
    index = (tmp_path / "ours/search/search_index.json").read_text("utf-8")
    assert index == (tmp_path / "theirs/search/search_index.json").read_text("utf-8")
    assert "After it." in index
    assert "Last." in index
    assert "Name" not in index
    assert "Gone" not in index


def test_an_element_that_is_not_to_be_found_ends_where_it_ends():
    text = "<div data-search-exclude><div>x</div> in it</div> after <div>it</div>"
    assert searching._sought(text) == " after <div>it</div>"


def test_what_the_cache_remembers_of_other_pages_changes_no_byte(tmp_path):
    old = Page("a/", "A", split('<p>old</p><h2 id="y">Y</h2>'), "en")
    new = Page("a/", "A", split('<p>new</p><h2 id="y">Y</h2>'), "en")
    other = Page("b/", "B", split("<p>other</p>"), "en")
    cache = Cache(tmp_path / "cache")
    for name, pages, store in (
        ("first", (old, other), cache),
        ("again", (new, other), cache),
        ("cold", (new, other), None),
    ):
        generator.build(small(*pages), tmp_path / f"{name}-stage", tmp_path / name, cache=store)
    again, cold = tmp_path / "again", tmp_path / "cold"
    assert paths(again) == paths(cold)
    assert [path for path in paths(cold) if (again / path).read_bytes() != (cold / path).read_bytes()] == []
    assert "new" in (again / "search" / "search_index.json").read_text("utf-8")


def test_a_spliced_page_is_what_a_build_would_make(tmp_path):
    old = Page("a/", "Old", split('<p>x</p><h2 id="y">Y</h2>'), "en")
    new = Page(
        "a/", "New & <b>", split('<pre>\n\n```\n</pre><h2 id="z">*Z*</h2>'), "en", description="Now.", kicker="K"
    )
    before = make(small(old), tmp_path / "one") / "a" / "index.html"
    after = make(small(new), tmp_path / "two") / "a" / "index.html"
    assert staged.splice(before.read_text("utf-8"), new) == after.read_text("utf-8")


def test_a_page_says_its_language_its_address_and_its_other_languages(built):
    page = (built / "es" / "members" / "open-gate" / "index.html").read_text("utf-8")
    assert '<html lang="es" dir="ltr" data-accent="indigo">' in page
    assert '<link rel="canonical" href="https://campaign.example/es/members/open-gate/">' in page
    assert '<link rel="alternate" hreflang="en" href="https://campaign.example/members/open-gate/">' in page
    assert '<a href="../../../members/open-gate/" hreflang="en" lang="en">English</a>' in page
    assert "<title>Öpen Gate – Campaña contra la Explotación</title>" in page


def test_no_page_but_the_search_loads_a_script(built):
    with_scripts = {
        path
        for path in paths(built)
        if path.endswith(".html")
        and re.search(r"<script(?! type=.application/ld.json.>)", (built / path).read_text("utf-8"))
    }
    assert with_scripts == {"search/index.html", "es/search/index.html"}


def test_every_page_forbids_its_browser_to_ask_others(built):
    for path in paths(built):
        if path.endswith(".html"):
            text = (built / path).read_text("utf-8")
            assert "default-src 'none'" in text
            assert '<meta name="referrer" content="no-referrer">' in text


def test_generated_pages_stay_out_of_the_navigation(built):
    page = (built / "index.html").read_text("utf-8")
    assert page.count('href="members/"') >= 3
    assert "harbour-network" not in page
    assert '<a href="report/" aria-current="true">' not in page
    inner = (built / "report" / "refugees" / "index.html").read_text("utf-8")
    assert '<a href="../" aria-current="true">Report</a>' in inner


def test_what_the_campaign_says_in_the_foot_is_escaped(built):
    page = (built / "index.html").read_text("utf-8")
    assert "Texts &lt;CC BY 4.0&gt;" in page
    assert '<a href="https://social.example/@us" rel="me">Social</a>' in page
    assert "Made from version 0123456789ab" in page


def test_the_page_for_a_wrong_address_speaks_every_language_and_finds_its_style(built):
    page = (built / "404.html").read_text("utf-8")
    assert "This page does not exist" in page
    assert '<p lang="es" dir="ltr"><strong>Esta página no existe</strong>' in page
    assert f'href="/{theme.stylesheet()}"' in page
    assert 'href="/es/"' in page


def test_the_search_finds_pages_and_sections_once(built):
    docs = json.loads((built / "search" / "search_index.json").read_bytes())["docs"]
    locations = [doc["location"] for doc in docs]
    assert len(locations) == len(set(locations))
    assert {"", "report/refugees/", "report/refugees/#refugees-sec-one", "members/harbour-network/#contact"} <= set(
        locations
    )
    chapter = next(doc for doc in docs if doc["location"] == "report/refugees/")
    assert chapter["title"] == "Between two procedures: refugees"
    assert "People who flee" in chapter["text"]
    assert not [place for place in locations if place.startswith(("search/", "data/", "recommendations/"))]


def test_the_search_finds_a_member_by_its_own_page_and_not_by_all_that_it_signed(built):
    index = json.loads((built / "search/search_index.json").read_text("utf-8"))["docs"]
    name = next(doc["title"] for doc in index if doc["location"] == "members/open-gate/")
    found = {
        doc["location"].partition("/")[0] for doc in index if name in doc["text"] and "#reserv" not in doc["location"]
    }
    assert found <= {"members", "report", "practices", "meetings"}
    assert name in (built / "themes/refugees/index.html").read_text("utf-8")


def test_the_map_of_the_site_names_no_date(built):
    text = (built / "sitemap.xml").read_text("utf-8")
    assert "<loc>https://campaign.example/es/members/open-gate/</loc>" in text
    assert "lastmod" not in text
    assert "search/" not in text
    assert (built / "robots.txt").read_text("utf-8").endswith("Sitemap: https://campaign.example/sitemap.xml\n")


def test_a_site_that_does_not_know_its_address_names_none(tmp_path):
    out = make(small(), tmp_path)
    assert "canonical" not in (out / "index.html").read_text("utf-8")
    assert not (out / "sitemap.xml").exists()
    assert "Sitemap" not in (out / "robots.txt").read_text("utf-8")


def test_a_draft_says_so_on_every_page(tmp_path):
    out = make(replace(small(), draft=True), tmp_path)
    for path in ("index.html", "search/index.html", "404.html"):
        assert "Draft: built from texts that have not been released." in (out / path).read_text("utf-8")


def test_right_to_left(tmp_path):
    pages = (
        Page("", "الرئيسية", split(Markup("<p>مرحبا</p>")), "ar"),
        Page("search/", "البحث", (), "ar", search=False, layout="search"),
    )
    out = make(Project((LanguageSite("ar", "الحملة", pages),), "ar"), tmp_path)
    assert '<html lang="ar" dir="rtl"' in (out / "index.html").read_text("utf-8")
    assert "القائمة" in (out / "index.html").read_text("utf-8")
    assert [path for path in paths(out) if path.endswith("lunr.ar.min.js")]


def test_one_language_apart_from_the_default_one_stands_in_its_folder(tmp_path):
    site = replace(small(), default="es")
    out = make(site, tmp_path)
    assert (out / "en" / "index.html").is_file()
    assert f'href="./../{theme.stylesheet()}"' in (out / "en" / "index.html").read_text("utf-8")


def test_every_address_has_its_page_whatever_its_last_word(tmp_path):
    addresses = ("members/", "members/open-gate/", "members/index/", "report/", "report/readme/", "readme/")
    out = make(small(*(Page(path, path, split(f"<p>Here is {path}</p>"), "en") for path in addresses)), tmp_path)
    for path in addresses:
        assert f"<p>Here is {path}</p>" in (out / path / "index.html").read_text("utf-8")
    assert "<p>Hello.</p>" in (out / "index.html").read_text("utf-8")


def test_what_people_write_is_neither_markdown_nor_a_template(tmp_path):
    page = Page("x/", "{{ config }} *a* <b>", split(Markup("<p>{{ 7 * 7 }} {% include 'x' %} [a](b) *c*</p>")), "en")
    text = (make(small(page), tmp_path) / "x" / "index.html").read_text("utf-8")
    assert "<p>{{ 7 * 7 }} {% include 'x' %} [a](b) *c*</p>" in text
    assert '<h1 id="page-title">{{ config }} *a* &lt;b&gt;</h1>' in text


def test_a_navigation_in_groups_and_to_other_sites(tmp_path):
    items = (NavItem("Home", "/"), NavItem("More <b>", children=(NavItem("Out", "https://out.example/"),)))
    text = (make(small(navigation=items), tmp_path) / "index.html").read_text("utf-8")
    assert "<span>More &lt;b&gt;</span>" in text
    assert '<a href="https://out.example/">Out</a>' in text


def test_a_complaint_of_the_generator_is_a_failure_in_plain_words(tmp_path):
    items = (NavItem("Gone", "gone/"),)
    with pytest.raises(CoalitionError, match=r'The pages in "en" could not be generated') as caught:
        make(small(navigation=items), tmp_path)
    assert "Report this as a fault of coalition" in caught.value.hint
    assert str(tmp_path) not in caught.value.message


def test_a_generator_that_ends_without_a_word_is_a_failure_too(tmp_path, monkeypatch):
    monkeypatch.setattr(shell, "run", lambda *_, **__: shell.Completed(9, b"", b""))
    with pytest.raises(CoalitionError, match="status 9"):
        make(small(), tmp_path)


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_or_quota_is_told_as_one(tmp_path, monkeypatch, number):
    said = f"ERROR - {os.strerror(number)}".encode()
    monkeypatch.setattr(shell, "run", lambda *_, **__: shell.Completed(1, b"", said))
    with pytest.raises(OSError, match=os.strerror(number)):
        make(small(), tmp_path)


def test_a_page_at_the_address_of_a_language_is_refused(tmp_path):
    english = small(Page("es/x/", "X", (), "en")).sites[0]
    with pytest.raises(CoalitionError, match="the address of a whole language"):
        make(Project((english, replace(english, language="es", pages=english.pages[:2])), "en"), tmp_path)


def test_what_an_earlier_build_left_in_the_staging_folder_does_not_matter(tmp_path):
    left = tmp_path / "stage" / "site-en" / "docs" / "left.md"
    left.parent.mkdir(parents=True)
    left.write_text("# Left\n")
    assert not (make(small(), tmp_path) / "left").exists()
