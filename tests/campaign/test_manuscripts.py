"""The campaign's texts as manuscripts, and its sources as a bibliography."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.campaign import manuscripts
from coalition.campaign.loading import load
from coalition.prose.styles import shipped
from coalition.sources.trees import MemoryTree

if TYPE_CHECKING:
    from coalition.campaign.model import Campaign

SETTINGS = """\
format: 1
campaign: {{id: fair-passage, name: Fair Passage, domain: fair.example, secretariat: hn, languages: [en, es]}}
themes: {{refugees: {{title: Refugees}}}}
report: {{title: T, edition: '2026', chapters: [{}]}}
"""
CHAPTER = "---\ntitle: T\ntheme: refugees\nlead: hn\nstatus: {}\n---\n\nText.\n"
PAGE = "---\ntitle: Home\n---\n\n{}\n"
BIB = "@book{{{}, title = {{{}}}, year = {{2020}}}}\n"


def campaign(order: str = "bb, aa", **files: str | bytes) -> Campaign:
    return load(MemoryTree({"coalition.yaml": SETTINGS.format(order), **files})).value


def test_the_book_is_in_the_order_of_the_report_with_other_chapters_last():
    found = campaign(**{f"chapters/{name}/chapter.md": CHAPTER.format("final") for name in ("aa", "bb", "cc")})
    found_book = manuscripts.book(found, "en")

    assert [(text.id, text.number) for text in found_book] == [("bb", 1), ("aa", 2), ("cc", None)]
    assert {text.cites for text in found_book} == {True}
    assert "recommendation" in found_book[0].passages


def test_chapters_are_numbered_as_they_are_printed():
    files = {"aa": "final", "bb": "draft", "cc": "final"}
    found = campaign(
        "aa, bb, cc", **{f"chapters/{name}/chapter.md": CHAPTER.format(status) for name, status in files.items()}
    )

    assert [(text.id, text.number) for text in manuscripts.book(found, "en", drafts=False)] == [("aa", 1), ("cc", 2)]
    assert [text.number for text in manuscripts.book(found, "en")] == [1, 2, 3]


def test_foreword_and_summary_stand_before_the_chapters_and_annexes_behind():
    texts = {f"report/{name}.md": PAGE.format("x") for name in ("annex-a", "foreword", "summary", "terms")}
    found = campaign(**{"chapters/aa/chapter.md": CHAPTER.format("final"), **texts})

    assert [(text.id, text.letter) for text in manuscripts.book(found, "en")] == [
        ("report-foreword-en", ""), ("report-summary-en", ""), ("aa", ""),
        ("report-annex-a-en", "A"), ("report-terms-en", "B"),
    ]  # fmt: skip


def test_there_are_letters_for_more_annexes_than_the_alphabet_has():
    texts = {f"report/annex-{number:02}.md": PAGE.format("x") for number in range(28)}
    assert [text.letter for text in manuscripts.book(campaign(**texts), "en")][-3:] == ["Z", "AA", "AB"]


def test_a_translation_that_is_a_draft_does_not_take_the_place_of_the_chapter():
    found = campaign(
        **{"chapters/aa/chapter.md": CHAPTER.format("final"), "chapters/aa/chapter.es.md": CHAPTER.format("draft")}
    )

    assert [text.language for text in manuscripts.book(found, "es", drafts=False)] == ["en"]
    assert [text.language for text in manuscripts.book(found, "es")] == ["es"]


def test_a_chapter_that_is_not_translated_stands_in_its_own_language():
    found = campaign(**{
        "chapters/aa/chapter.md": CHAPTER.format("final"),
        "chapters/bb/chapter.md": CHAPTER.format("final"),
        "chapters/bb/chapter.es.md": CHAPTER.format("final"),
        "report/foreword.md": PAGE.format("x"),
        "report/foreword.es.md": PAGE.format("x"),
    })  # fmt: skip

    assert [(text.id, text.language) for text in manuscripts.book(found, "es")] == [
        ("report-foreword-es", "es"), ("bb", "es"), ("aa", "en"),
    ]  # fmt: skip


def test_drafts_are_left_out_when_they_are_not_asked_for():
    found = campaign(
        **{"chapters/aa/chapter.md": CHAPTER.format("draft"), "chapters/bb/chapter.md": CHAPTER.format("review")}
    )

    assert [text.id for text in manuscripts.book(found, "en", drafts=False)] == ["bb"]
    assert [text.id for text in manuscripts.book(found, "en")] == ["bb", "aa"]


def test_each_text_apart_has_an_id_of_its_own():
    statement = "---\ntitle: A\noccasion: B\naddressed_to: [{name: C, type: state}]\n---\n"
    practice = "---\ntitle: A\nmember: hn\nsummary: S\n---\n"
    found = campaign(**{
        "statements/imrf/v1/en.md": statement,
        "statements/imrf/v2/en.md": statement,
        "statements/imrf/v2/pt-BR.md": statement,
        "practices/desk.md": practice,
        "practices/desk.es.md": practice,
        "meetings/desk.md": "---\ntitle: A\nscope: national\nkind: gathering\nstarts: 2026-01-01T00:00:00Z\n---\n",
        "pages/desk.md": PAGE.format("x"),
        "pages/a/b.md": PAGE.format("x"),
        "pages/a-b.md": PAGE.format("x"),
    })  # fmt: skip

    texts = manuscripts.apart(found)
    assert sorted(text.id for text in texts) == [
        "meeting-desk-en", "page-a-b-en", "page-a_b-en", "page-desk-en", "practice-desk-en", "practice-desk-es",
        "statement-imrf-v1-en", "statement-imrf-v2-en", "statement-imrf-v2-pt-br",
    ]  # fmt: skip
    assert {text.id for text in texts if text.passages} == {
        text.id for text in texts if text.id.startswith("statement-")
    }
    assert not any(text.cites or text.numbered for text in texts)


def test_of_two_files_of_one_text_the_first_is_taken():
    found = campaign(**{"pages/index.md": PAGE.format("One"), "pages/index.en.md": PAGE.format("Two")})

    assert [text.path for text in manuscripts.apart(found)] == ["pages/index.en.md"]


def test_a_text_can_show_the_pictures_of_its_folder():
    found = campaign(**{
        "chapters/aa/chapter.md": CHAPTER.format("final"),
        "chapters/aa/figures/a.PNG": b"x" * 2000,
        "chapters/aa/data/a.csv": "a,b\n1,2\n",
        "chapters/ab/figures/b.png": b"x" * 2000,
        "chapters/aa/figures/pointer.png": "version https://git-lfs.github.com/spec/v1\n",
    })  # fmt: skip
    (text,) = manuscripts.book(found, "en")

    assert text.images == {"chapters/aa/figures/a.PNG", "chapters/aa/figures/pointer.png"}
    assert manuscripts.pictures(found) == ("chapters/aa/figures/a.PNG", "chapters/ab/figures/b.png")


def test_places_are_those_of_the_file():
    (text,) = manuscripts.apart(campaign(**{"pages/index.md": PAGE.format("Text.")}))

    assert (text.path, text.first_line, text.body) == ("pages/index.md", 4, "\nText.\n")


def test_links_lead_to_places_of_the_site_that_are_public():
    links = "[a](members/) [b](members/hn) [c](members/quiet) [d](about.md#sec-x) [e](themes/refugees/) [f](index.md) [g](nowhere/)"
    entry = "  - {{id: {}, name: {}, type: other, country: JP, visibility: {}, membership: [{{status: active, on: 2025-01-01}}]}}\n"
    members = "members:\n" + entry.format("hn", "One", "public") + entry.format("quiet", "Two", "hidden")
    found = campaign(
        **{"pages/index.md": PAGE.format(links), "pages/about.md": PAGE.format("x"), "members.yaml": members}
    )
    text = next(text for text in manuscripts.apart(found) if text.path == "pages/index.md")

    assert text.targets == {
        "members/": "site:members/",
        "members/hn": "site:members/hn/",
        "about.md#sec-x": "site:about/#sec-x",
        "themes/refugees/": "site:themes/refugees/",
        "index.md": "site:",
    }


def test_a_page_called_index_has_the_address_of_its_folder():
    files = {"pages/join/index.md": PAGE.format("x"), "pages/about.md": PAGE.format("[a](join/index.md)")}
    (about, _) = manuscripts.apart(campaign(**files))

    assert dict(about.targets) == {"join/index.md": "site:join/"}


def test_links_begin_at_the_texts_own_folder():
    found = campaign(**{
        "practices/desk.md": f"---\ntitle: A\nmember: hn\nsummary: S\n---\n{'[a](../meetings/) [b](meetings/) [c](desk) [d](#x)'}\n",
        "pages/deep/page.md": PAGE.format("[a](../members/) [b](members/)"),
    })  # fmt: skip

    assert [dict(text.targets) for text in manuscripts.apart(found)] == [
        {"../meetings/": "site:meetings/", "desk": "site:practices/desk/"},
        {"../members/": "site:members/"},
    ]


def test_a_bibliography_has_shared_works_and_each_chapters_own_with_their_places():
    found = campaign(**{
        "references.bib": BIB.format("one", "Shared"),
        "chapters/aa/references.bib": BIB.format("two", "First") + BIB.format("two", "Second"),
    })  # fmt: skip
    works = manuscripts.bibliography(found, "en")

    assert [work.key for work in works.shared] == ["one"]
    assert [(work.key, str(work.place)) for work in works.own["aa"]] == [("two", "chapters/aa/references.bib:1:1")]
    assert "First" in works.own["aa"][0].bibtex
    assert (works.language, works.scope, works.in_notes, works.style_path) == ("en", "whole", False, "")
    assert "(author-date)" in works.style


def test_works_are_cited_in_the_language_of_the_text_and_in_the_style_s_own_variety_of_it():
    text = SETTINGS.format("").replace("chapters: []", "chapters: [], citation_style: oscola")
    found = load(MemoryTree({"coalition.yaml": text})).value

    assert manuscripts.bibliography(found, "en").language == "en-GB"
    assert manuscripts.bibliography(found, "es").language == "es"
    assert manuscripts.bibliography(found, "en-ZA").language == "en-ZA"
    assert manuscripts.bibliography(found, "en").in_notes


def test_a_style_that_follows_another_has_its_rules():
    child = (
        '<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" default-locale="en-GB"><info><title>Ours</title>'
        '<link href="http://www.zotero.org/styles/mhra-notes" rel="independent-parent"/></info></style>'
    )
    text = SETTINGS.format("").replace("chapters: []", "chapters: [], citation_style: styles/ours.csl")
    works = manuscripts.bibliography(load(MemoryTree({"coalition.yaml": text, "styles/ours.csl": child})).value, "en")

    assert works.style == shipped("mhra-notes").text
    assert (works.in_notes, works.language, works.style_path) == (True, "en-GB", "styles/ours.csl")


def test_without_a_report_the_bibliography_is_whole():
    text = SETTINGS.format("").partition("report:")[0]
    found = load(MemoryTree({"coalition.yaml": text})).value

    assert manuscripts.bibliography(found, "en").scope == "whole"
    assert manuscripts.book(found, "en") == ()
