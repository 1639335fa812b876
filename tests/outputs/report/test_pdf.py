"""PDFs are judged by an independent validator, and read back as their readers read them."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import page
import pypdfium2
import pytest

from coalition.outputs import typeset, typesetting
from coalition.outputs.report import flow, html, pdf
from coalition.outputs.report.assembly import Demands
from coalition.outputs.typesetting import NotTypeset
from coalition.problems import Place
from coalition.prose.model import Passage, Section
from coalition.prose.pandoc import Pandoc
from coalition.sources.cache import Cache


def failures(content):
    """What the validator holds against the file, under both standards that it claims."""
    return [
        (failure.rule_id, failure.message)
        for profile in ("ua1", "2a")
        for failure in page.validate_pdf_bytes(content, profile=profile).failures
    ]


def pages(content):
    document = pypdfium2.PdfDocument(content)
    return [document[index].get_textpage().get_text_bounded() for index in range(len(document))]


def bookmarks(content):
    return [(mark.level, mark.get_title()) for mark in pypdfium2.PdfDocument(content).get_toc()]


@pytest.fixture(scope="module")
def made(shores, pandoc):
    return pdf.render(shores, pandoc=pandoc)


def test_it_is_accessible_and_archivable(made):
    assert failures(made) == []


def test_the_same_report_gives_the_same_bytes_from_the_cache_or_anew(made, shores, pandoc):
    assert pdf.render(shores, pandoc=Pandoc(Cache(None))) == made
    assert pdf.render(shores, pandoc=pandoc) == made


def test_what_is_in_the_cache_is_not_made_again(shores, monkeypatch):
    pandoc = Pandoc(Cache(None))
    picture = pdf.cover_picture(shores, pandoc=pandoc)

    def run(*_, **__):
        raise AssertionError

    monkeypatch.setattr(typesetting, "run", run)
    assert pdf.cover_picture(shores, pandoc=pandoc) == picture


def test_its_pages_come_in_the_order_of_a_book(made):
    text = pages(made)
    opening = [
        "Campaign for Safe Passage",
        "About this publication",
        "Organisations that",
        "Contents",
        "Foreword",
        "Two shores",
    ]
    assert [expected in shown for expected, shown in zip(opening, text, strict=False)] == [True] * len(opening)
    assert "Recommendations" in text[-3]
    assert "Sources" in text[-2]
    assert "Colophon" in text[-1]
    assert "0123456789abcdef0123456789abcdef01234567" in text[-1]


def test_bookmarks_lead_to_every_chapter_and_section(made):
    assert bookmarks(made) == [
        (0, "About this publication"),
        (0, "Organisations that made this report"),
        (0, "Contents"),
        (0, "Foreword"),
        (0, "Two shores"),
        (1, "1.1 The crossing"),
        (2, "1.1.1 What is known"),
        (0, "Recommendations"),
        (0, "Sources"),
        (0, "Colophon"),
    ]


def test_the_contents_show_chapters_and_sections_with_their_pages(made):
    (contents,) = [text for text in pages(made) if text.startswith("Contents")]
    words = contents.split()
    for expected in ("Foreword 5", "Two shores 6", "The crossing 6", "Recommendations 7", "Sources 8"):
        assert expected in " ".join(words)
    assert "What is known" not in contents


def test_a_chapter_names_its_organisations_and_shows_its_notes_and_passages(made):
    chapter = pages(made)[5]
    for expected in (
        "Open Gate",
        "Lantern Legal Aid",
        "What shores is about.",
        "Small boats, mostly.",
        "Recommendation 1.1",
        "Table 1.1",
    ):
        assert expected in chapter
    assert "nobody-known" not in "".join(pages(made))


def test_the_register_of_recommendations_gives_the_page(made):
    register = next(text for text in pages(made) if "Every recommendation" in text)
    assert "Light the harbour, and publish when it was dark." in " ".join(register.split())
    assert "page 6" in register


def test_the_register_leads_to_statements_on_the_web_in_every_format(make_report, pandoc):
    passage = Passage("demand", "st-dem", (("to", "media"),), "Answer us.", Place("s.md"))
    statement = Section("st", "en", "", passages=(passage,))
    text = '::: {.demand #dem-a to="media" countries="NP"}\nPublish it.\n:::\n'
    report = make_report(
        {"one": text}, demands=[Demands("Safe channels", statement, "https://a.example/statements/st/", "", ("MX",))]
    )
    made = pdf.render(report, pandoc=pandoc)

    assert failures(made) == []
    register = " ".join(next(page for page in pages(made) if "Every recommendation" in page).split())
    for words in (
        "Demand: Publish it.",
        "Nepal",
        "Joint statement: Safe channels",
        "Answer us.",
        "Mexico",
        "on the web",
    ):
        assert words in register
    address = "https://a.example/statements/st/#st-dem"
    assert f'<a href="{address}">1</a>' in html.render(report, pandoc=pandoc).decode()
    assert address in "".join(flow.flow(report, contents=False))


def test_properties_name_the_campaign_as_author(made):
    known = pypdfium2.PdfDocument(made).get_metadata_dict()
    assert known["Title"] == "Between two shores"
    assert known["Author"] == "Campaign for Safe Passage"
    assert known["CreationDate"].startswith("D:20261112")
    assert b"/Lang(en)" in made.replace(b" ", b"")


def test_a_draft_says_so_on_every_page(make_report, pandoc):
    report = make_report({"shores": "Text.\n"}, draft=True)
    text = pages(pdf.render(report, pandoc=pandoc))
    assert all("Draft" in shown for shown in text[:-1])
    assert "have not approved it" in " ".join(text[1].split())


def test_no_value_is_code(make_report, pandoc):
    evil = '#read("/etc/passwd") \\ $x$ <b>"quoted"</b> @ref *bold* = title // no'
    report = make_report({"shores": "Text.\n"}, titles={"shores": evil}, title=evil, subtitle=evil, campaign=evil)
    made = pdf.render(report, pandoc=pandoc)
    assert failures(made) == []
    assert evil in " ".join(pages(made)[0].split())


def test_parts_stand_above_their_chapters(make_report, pandoc):
    report = make_report(
        {"one": "## A section {#sec-a}\n\nText.\n", "two": "Text.\n"},
        parts={"On the road": ["one"], "At work": ["two"]},
    )
    made = pdf.render(report, pandoc=pandoc)
    assert failures(made) == []
    assert [
        mark for mark in bookmarks(made) if mark[1] in {"On the road", "One", "1.1 A section", "At work", "Two"}
    ] == [
        (0, "On the road"),
        (1, "One"),
        (2, "1.1 A section"),
        (0, "At work"),
        (1, "Two"),
    ]


def test_sources_stand_with_their_chapter_when_the_book_has_no_list(make_report, pandoc):
    source = ("doe-2020", "@book{doe-2020, author = {Doe, Jane}, title = {Boats}, year = {2020}, publisher = {Quay}}")
    report = make_report(
        {"one": "Boats float [@doe-2020].\n", "two": "Text.\n"},
        sources=[source],
        scope="by-chapter",
        annexes={"terms": "Boats [@doe-2020]."},
    )
    made = pdf.render(report, pandoc=pandoc)
    assert failures(made) == []
    assert [mark for mark in bookmarks(made) if mark[1] == "Sources"] == [(1, "Sources"), (1, "Sources")]


def test_arabic_runs_from_the_right_and_another_language_from_its_own_side(make_report, pandoc):
    report = make_report({"one": "## القسم الأول {#sec-a}\n\nنص قصير.\n"}, titles={"one": "الفصل"}, language="ar")
    assert '"rtl"' in str(pdf.data(report)).replace("'", '"')
    assert failures(pdf.render(report, pandoc=pandoc)) == []
    chapter = report.chapters[0]
    english = replace(
        report,
        parts=(
            replace(report.parts[0], chapters=(replace(chapter, section=replace(chapter.section, language="en-GB")),)),
        ),
    )
    assert '#text-below(1, lang: "en", rtl: false, include "texts/one.typ")' in pdf.main(english)


def test_a_long_table_goes_on_under_its_header(make_report, pandoc):
    rows = "\n".join(f"| Row {number} | {number} |" for number in range(150))
    report = make_report({"one": f"| Name | Number |\n|:--|--:|\n{rows}\n\n: Many rows. {{#tbl-many}}\n"})
    made = pdf.render(report, pandoc=pandoc)
    assert failures(made) == []
    assert sum("Name" in text and "Number" in text for text in pages(made)) >= 3


def test_a_report_of_one_plain_chapter_needs_nothing_else(make_report, pandoc):
    report = replace(make_report({"one": "Text.\n"}, subtitle="", contact="", website="", commit=""), members=())
    made = pdf.render(report, pandoc=pandoc)
    assert failures(made) == []
    assert not any("Recommendations" in text or "Sources" in text for text in pages(made))


def test_a_character_that_no_typeface_has_is_refused_in_words(make_report, pandoc):
    report = make_report({"one": "Text.\n"}, title="東京")
    with pytest.raises(NotTypeset, match="could not be typeset") as caught:
        pdf.render(report, pandoc=pandoc)
    assert "/tmp" not in caught.value.message


def test_the_cover_alone_is_a_picture(shores):
    import io

    from PIL import Image

    picture = Image.open(io.BytesIO(pdf.cover_picture(shores)))
    assert picture.format == "PNG"
    assert picture.height > picture.width > 1000


def test_a_dead_link_costs_the_link_and_not_the_book(shores, pandoc):
    from coalition.prose import ast

    chapter = shores.chapters[0]
    linked = ast.document([ast.para([ast.link(ast.words("there"), "#nowhere")])])
    broken = replace(chapter, section=replace(chapter.section, ast=linked, passages=()))
    report = replace(shores, parts=(replace(shores.parts[0], chapters=(broken,)),), recommendations=())
    made = pdf.render(report, pandoc=pandoc)
    assert failures(made) == []
    assert "there" in pages(made)[5]


def test_the_typesetter_writes_only_below_its_folder(tmp_path):
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("../../outside.typ", "x")
        archive.writestr("/etc/main.typ", "y")
    typeset.unpack(out.getvalue(), tmp_path / "root")
    assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()) == [
        "root/etc/main.typ",
        "root/outside.typ",
    ]


def test_the_typesetter_imports_nothing_of_ours():
    source = Path(typeset.__file__)
    run = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"import runpy, sys; runpy.run_path({str(source)!r}); print(any(m.split('.')[0] == 'coalition' for m in sys.modules))",
        ],
        capture_output=True,
        check=True,
        text=True,
    )
    assert run.stdout.strip() == "False"


def test_a_cell_taller_than_a_page_loses_nothing(make_report, pandoc):
    words = " ".join(f"word{number}" for number in range(900))
    text = f'::: {{.recommendation #rec-a to="media"}}\n{words}\n:::\n\n| A | B |\n|---|---|\n| {words} | b |\n'
    made = pdf.render(make_report({"one": text}), pandoc=pandoc)
    assert failures(made) == []
    shown = " ".join(pages(made)).split()
    assert [shown.count(f"word{number}") for number in (0, 450, 899)] == [3, 3, 3]


def test_texts_of_every_form_are_accessible_too(make_report, pandoc):
    text = """\
Words in [عربي]{lang=ar dir=rtl} and [Deutsch]{lang=de}, `code`, ~~struck~~, H~2~O, ƙasa, Қазақстан.[^note]

[^note]: A note of two paragraphs.

    - with a list

- One
    - two
        1. three

Term
:   Definition.

> A quotation.

| Lines that
| stay lines

---

```
code   block
```

| A | B | C |
|---|:-:|--:|
| 1 | 2 | 3 |

### Third {#sec-third}

#### Fourth

##### Fifth

::: {.testimony}
They took my papers.
:::

::: {.demand #dem-a to="all-states"}
Give them back.
:::

::: {.case-study #cs-a practice="desk"}
- A case
:::
"""
    made = pdf.render(make_report({"one": f"## Second {{#sec-second}}\n\n{text}"}), pandoc=pandoc)
    assert failures(made) == []


def test_an_index_stands_in_two_columns_without_signs_before_its_names(make_report, pandoc):
    from coalition.prose import ast

    chapter = make_report({"one": "Text.\n"}).chapters[0]
    names = [[ast.plain(ast.words(f"Country {number}"))] for number in range(20)]
    document = ast.document([ast.div([ast.bullet_list(names)], classes=["index"])])
    report = make_report({"one": "Text.\n"})
    listed = replace(chapter, section=replace(chapter.section, ast=document, passages=()))
    made = pdf.render(replace(report, parts=(replace(report.parts[0], chapters=(listed,)),)), pandoc=pandoc)
    page = pypdfium2.PdfDocument(made)[4]
    words = page.get_textpage()
    lefts = {
        round(words.get_rect(index)[0])
        for index in range(words.count_rects())
        if "Country" in words.get_text_bounded(*words.get_rect(index))
    }
    assert failures(made) == []
    assert len(lefts) == 2
    assert "\u2022" not in words.get_text_bounded()
