"""What a prepared book holds: numbers, ids, references, citations, marked passages, captions."""

from __future__ import annotations

import itertools
import json
import re

import pytest
from prose_samples import DOE, KINDS, ROE, chapter, codes, works

from coalition.problems import Place
from coalition.prose import ast
from coalition.prose.book import prepare
from coalition.prose.labels import Labels
from coalition.prose.model import Bibliography, Book, Manuscript, Section
from coalition.prose.pandoc import Pandoc
from coalition.prose.styles import shipped
from coalition.sources.cache import Cache

SHARED = Bibliography(shared=works(DOE, ROE))
SAME_YEAR = DOE.replace("doe-2020", "doe-other").replace("On Borders", "On Harbours")


def text(section: Section) -> str:
    """The words of a section on one line."""
    return ast.plain_text(ast.blocks_of(section.ast))


def links(document: str) -> list[str]:
    return [node["c"][2][0] for node in ast.walk(ast.blocks_of(document)) if node["t"] == "Link"]


def ids(document: str) -> list[str]:
    bearing = [
        node for node in ast.walk(ast.blocks_of(document)) if node["t"] in ("Header", "Div", "Span", "Figure", "Table")
    ]
    found = [node["c"][1 if node["t"] == "Header" else 0][0] for node in bearing]
    return [name for name in found if name]


def test_sections_figures_tables_and_passages_bear_the_chapter_s_number(prepared):
    body = """\
## Routes {#sec-routes}

![Boats](figures/a.png){#fig-boats alt="Two boats"}

### By sea

| a |
|---|
| 1 |

: Arrivals {#tbl-arrivals}

#### Small boats

## Shelter

::: {.recommendation #rec-one to="media"}
Do.
:::

::: {.key-finding}
Known.
:::

::: {.recommendation to="ngos"}
Do more.
:::
"""
    section = prepared(body).value.sections[0]

    assert [(one.level, one.number, one.id, one.text) for one in section.headings] == [
        (2, "2.1", "refugees-sec-routes", "Routes"),
        (3, "2.1.1", "refugees-by-sea", "By sea"),
        (4, "", "refugees-small-boats", "Small boats"),
        (2, "2.2", "refugees-shelter", "Shelter"),
    ]
    assert [(one.kind, one.number, one.id, one.caption) for one in section.floats] == [
        ("figure", "2.1", "refugees-fig-boats", "Boats"),
        ("table", "2.1", "refugees-tbl-arrivals", "Arrivals"),
    ]
    assert [(one.kind, one.number, one.id, one.text, one.attributes, one.place.line) for one in section.passages] == [
        ("recommendation", "2.1", "refugees-rec-one", "Do.", (("to", "media"),), 26),
        ("key-finding", "2.1", "refugees-key-finding", "Known.", (), 30),
        ("recommendation", "2.2", "refugees-recommendation", "Do more.", (("to", "ngos"),), 34),
    ]
    assert section.images == ("chapters/refugees/figures/a.png",)
    assert section.words == 15
    assert "2.1 Routes" in text(section)
    assert "Figure 2.1. Boats" in text(section)
    assert "Table 2.1. Arrivals" in text(section)
    assert "Recommendation 2.1 To: media Do." in text(section)


def test_the_number_of_a_consent_is_nowhere_in_what_is_prepared(prepared):
    section = prepared("::: {.testimony consent='folder-3' pseudonym='Amina'}\nI left.\n:::").value.sections[0]

    assert section.passages[0].attributes == (("pseudonym", "Amina"),)
    assert "folder-3" not in section.ast
    assert "Testimony 2.1 Amina (name changed) I left." in text(section)


def test_a_text_without_numbers_has_none(prepared):
    body = "## Routes {#sec-a}\n\n![Boats](figures/a.png){#fig-b alt='Two'}\n\nSee @sec-a and @fig-b.\n\n::: key-finding\nKnown.\n:::"
    section = prepared(body, numbered=False).value.sections[0]

    assert [one.number for one in (*section.headings, *section.floats, *section.passages)] == ["", "", ""]
    assert "See Routes and Boats." in text(section)
    assert "Figure" not in text(section)
    assert "Key finding Known." in text(section)


def test_without_a_chapter_s_number_numbers_begin_at_1(prepared):
    section = prepared("## A\n\n### B\n\n## C {-}\n\n## D", number=None).value.sections[0]

    assert [one.number for one in section.headings] == ["1", "1.1", "", "2"]


@pytest.mark.parametrize(
    ("reference", "shown"),
    [
        ("@fig-x", "Figure 2.1"),
        ("[@fig-x]", "(Figure 2.1)"),
        ("[see @fig-x, left; @tbl-x]", "(see Figure 2.1, left; Table 2.1)"),
        ("@fig-x [left]", "Figure 2.1 (left)"),
        ("[-@fig-x]", "Figure 2.1"),
        ("@sec-x", "Section 2.1"),
        ("@rec-x", "Recommendation 2.1"),
        ("@poverty/sec-debt", "Section 3.1"),
        ("@poverty/sec-note", "A note"),
        ("[@fig-x; @doe-2020]", "(Figure 2.1) (Doe 2020)"),
    ],
)
def test_references_read_as_the_text_s_language_says(prepared, reference, shown):
    body = f"""\
## Section {{#sec-x}}

![Cap](figures/a.png){{#fig-x alt="Boats"}}

| a |
|---|
| 1 |

: Cap {{#tbl-x}}

::: {{.recommendation #rec-x to="media"}}
Do.
:::

Here: {reference}.
"""
    other = chapter("## Debt {#sec-debt}\n\n## A note {#sec-note .unnumbered}", "poverty", number=3)
    parsed = prepared(chapter(body), other)

    assert codes(parsed) == []
    assert f"Here: {shown}." in text(parsed.value.sections[0])
    assert set(links(parsed.value.sections[0].ast)) <= {
        *("#refugees-fig-x", "#refugees-tbl-x", "#refugees-sec-x", "#refugees-rec-x"),
        *("#poverty-sec-debt", "#poverty-sec-note", "#ref-doe-2020"),
    }


def test_labels_follow_the_language_of_each_text(prepared):
    body = "![C](figures/a.png){#fig-x alt='B' source='@doe-2020'}\n\n@fig-x “q” \"r\""
    spanish = prepared(body, language="es").value.sections[0]
    arabic = prepared(body, language="ar-EG").value.sections[0]
    french = prepared(body, language="fr").value.sections[0]

    assert "Figura 2.1. C Fuente: Doe (2020) B Figura 2.1 “q” “r”" in text(spanish)
    assert "الشكل 2.1" in text(arabic)
    assert "«\u00a0r\u00a0»" in text(french)


def test_a_caller_brings_words_of_its_own(pandoc):
    labels = {"en": Labels(figure="Fig.", addressees={"media": "the press"})}
    body = "![C](figures/a.png){#fig-x alt='B'}\n\n::: {.demand to='media ngos'}\nDo.\n:::"

    made = prepare([chapter(body)], Bibliography(), pandoc=pandoc, labels=labels).value.sections[0]

    assert "Fig. 2.1. C" in text(made)
    assert "To: the press, ngos" in text(made)


def test_links_lead_to_texts_in_the_language_of_the_text(prepared):
    pages = [
        Manuscript("page-en", "pages/index.md", "[a](join.md) [b](join.md#who) [c](../chapters/x/chapter.md#sec-a)"),
        Manuscript("page-es", "pages/index.es.md", "[a](join.md) [b](./join.md)", language="es"),
        Manuscript("join-en", "pages/join.md", "## Who"),
        Manuscript("join-es", "pages/join.es.md", "## Quién", language="es"),
        Manuscript("x", "chapters/x/chapter.md", "## A {#sec-a}"),
    ]
    parsed = prepared(*pages)

    assert codes(parsed) == []
    assert links(parsed.value.sections[0].ast) == ["#join-en", "#join-en-who", "#x-sec-a"]
    assert links(parsed.value.sections[1].ast) == ["#join-es", "#join-es"]


def test_a_place_of_the_site_is_known_by_the_name_that_its_caller_gives(prepared):
    page = Manuscript("home", "pages/index.md", "[m](members/)", targets={"members/": "site:members/"})
    parsed = prepared(page)

    assert codes(parsed) == []
    assert links(parsed.value.sections[0].ast) == ["#site:members/"]


def test_the_same_id_in_two_texts_is_no_problem_and_twice_in_one_is(prepared):
    parsed = prepared("## A {#x}\n\n## B {#x}\n\n[y](#x)", "## C {#x}")

    assert [heading.id for section in parsed.value.sections for heading in section.headings] == [
        "refugees-x",
        "refugees-x-2",
        "chapter-1-x",
    ]
    assert links(parsed.value.sections[0].ast) == ["#refugees-x"]
    assert codes(parsed) == [("duplicate-identifier", 12, 1)]


def test_ids_that_collide_only_in_the_book_are_told_apart(prepared):
    parsed = prepared(
        chapter("## A {#work-x}", "poverty"), chapter("## B {#x}", "poverty-work"), chapter("## C {#doe}", "ref")
    )

    found = [heading.id for section in parsed.value.sections for heading in section.headings]
    assert found == ["poverty-work-x", "poverty-work-x-2", "ref-doe"]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Añadir más", "anadir-mas"),
        ("3. Numbers first", "numbers-first"),
        ("اللاجئون", "section"),
        ("A *very* `long`, long title?", "a-very-long-long-title"),
    ],
)
def test_headings_without_an_id_are_named_by_their_words(prepared, heading, name):
    assert prepared(f"## {heading}").value.sections[0].headings[0].id == f"refugees-{name}"


def test_equal_headings_get_different_ids(prepared):
    section = prepared("## Notes\n\n## Notes\n\n## N {#notes-2}").value.sections[0]

    assert [one.id for one in section.headings] == ["refugees-notes", "refugees-notes-3", "refugees-notes-2"]


def test_footnotes_stay_with_their_text(prepared):
    first, second = prepared("A[^1]\n\n[^1]: one", "B[^1]\n\n[^1]: two").value.sections

    assert '"one"' in first.ast
    assert '"one"' not in second.ast


# Citations


def test_a_work_has_one_label_in_the_whole_book(prepared):
    bibliography = Bibliography(shared=works(DOE, SAME_YEAR))
    parsed = prepared("See [@doe-2020].", "See [@doe-other, p. 3; see @doe-2020].", bibliography=bibliography)
    first, second = parsed.value.sections

    assert "See (Doe 2020a)." in text(first)
    assert "See (Doe 2020b, 3; see Doe 2020a)." in text(second)
    assert (first.cited, second.cited) == (("doe-2020",), ("doe-other", "doe-2020"))
    assert ids(parsed.value.bibliography) == ["refs", "ref-doe-2020", "ref-doe-other"]
    assert ids(first.bibliography) == ["refs", "ref-doe-2020"]
    assert "2020a" in ast.plain_text(ast.blocks_of(first.bibliography))
    assert links(first.ast) == ["#ref-doe-2020"]


def test_by_chapter_each_text_has_its_own_list_and_ids_are_still_unique(prepared):
    bibliography = Bibliography(shared=works(DOE, SAME_YEAR), scope="by-chapter")
    parsed = prepared("See [@doe-2020].", "See [@doe-other] and [@doe-2020].", bibliography=bibliography)
    first, second = parsed.value.sections

    assert parsed.value.bibliography == ""
    assert "See (Doe 2020)." in text(first)
    assert "(Doe 2020b) and (Doe 2020a)" in text(second)
    assert ids(first.bibliography) == ["refugees-refs", "refugees-ref-doe-2020"]
    assert links(first.ast) == ["#refugees-ref-doe-2020"]


def test_a_text_s_own_work_comes_before_a_shared_one_of_the_same_key(prepared):
    own = works(DOE.replace("Doe, Jane", "Own, Olga"))
    bibliography = Bibliography(shared=works(DOE), own={"chapter-1": own})
    parsed = prepared("[@doe-2020]", "[@doe-2020]", bibliography=bibliography)
    first, second = parsed.value.sections

    assert (text(first), text(second)) == ("(Doe 2020)", "(Own 2020)")
    assert ids(parsed.value.bibliography) == ["refs", "ref-doe-2020", "ref-doe-2020-2"]
    assert second.cited == ("doe-2020",)


def test_equal_works_in_two_lists_are_one(prepared):
    bibliography = Bibliography(own={"refugees": works(DOE), "chapter-1": works(DOE)})
    parsed = prepared("[@doe-2020]", "[@doe-2020]", bibliography=bibliography)

    assert ids(parsed.value.bibliography) == ["refs", "ref-doe-2020"]


def test_where_nothing_is_cited_an_at_sign_is_one(prepared):
    section = prepared("Write to @doe-2020 [@roe-2021, p. 3].", cites=False).value.sections[0]

    assert text(section) == "Write to @doe-2020 [@roe-2021, p. 3]."
    assert (section.cited, section.bibliography) == ((), "")


def test_sources_of_figures_and_tables_are_cited_where_they_stand(prepared):
    body = """\
![Boats](figures/a.png){#fig-x alt="Two" source="@roe-2021, p. 3; Own survey"}

| a |
|---|
| 1 |

: Arrivals [@doe-2020]. {source="[@doe-2020]"}
"""
    section = prepared(body).value.sections[0]

    assert "Figure 2.1. Boats Source: Roe (2021, 3); Own survey" in text(section)
    assert "Table 2.1. Arrivals (Doe 2020). Source: Doe (2020)" in text(section)
    assert section.cited == ("roe-2021", "doe-2020")
    assert section.floats[0].caption == "Boats"


def style(kind: str, citation: str, extra: str = "") -> str:
    """A small citation style."""
    return f"""<style xmlns="http://purl.org/net/xbiblio/csl" class="{kind}" version="1.0"><info><title>t</title><id>t</id>
    <updated>2020-01-01T00:00:00Z</updated></info><citation{extra}><layout delimiter="; ">{citation}</layout></citation>
    <bibliography><layout><text variable="citation-number" prefix="[" suffix="] "/><text variable="title"/></layout></bibliography></style>"""


def test_a_numeric_style_counts_in_reading_order(prepared):
    numeric = style("in-text", '<text variable="citation-number" prefix="[" suffix="]"/>')
    bibliography = Bibliography(shared=works(DOE, ROE), style=numeric)
    body = '![B](figures/a.png){#f alt="Two" source="@roe-2021"}\n\nThen [@doe-2020] and [@roe-2021].'
    parsed = prepared(body, bibliography=bibliography)

    assert "Then [2] and [1]." in text(parsed.value.sections[0])
    assert ast.plain_text(ast.blocks_of(parsed.value.bibliography)) == "[1] On Wages [2] On Borders"


@pytest.mark.parametrize("name", ["apa", "nlm-citation-sequence", "chicago-author-date"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_titles_keep_their_capitals_in_every_style_and_language(prepared, name, language):
    entry = (
        "@report{doe-2020, author = {Doe, Jane}, title = {Slavery of Syrian Refugees in Lebanon}, year = {2020}, "
        "institution = {Harbour}}"
    )
    bibliography = Bibliography(shared=works(entry), style=shipped(name).text, language=language)

    assert "Slavery of Syrian Refugees in Lebanon" in ast.plain_text(
        ast.blocks_of(prepared("[@doe-2020]", bibliography=bibliography).value.bibliography)
    )


@pytest.mark.parametrize("field", ["publisher", "institution", "organization"])
def test_a_body_with_and_in_its_name_is_one_body(prepared, field):
    kind = {"publisher": "book", "institution": "report", "organization": "online"}[field]
    entry = f"@{kind}{{doe-2020, author = {{Doe, Jane}}, title = {{Borders}}, year = {{2020}}, {field} = {{Council on Refugees\n and {{Exiles}}}}}}"
    book = prepared("[@doe-2020]", bibliography=Bibliography(shared=works(entry))).value

    assert "Council on Refugees and Exiles" in ast.plain_text(ast.blocks_of(book.bibliography))


def test_a_title_that_says_its_language_is_taken_at_its_word(prepared):
    entry = "@book{doe-2020, author = {Doe, Jane}, title = {De la Frontera}, langid = {spanish}, year = {2020}}"
    book = prepared("[@doe-2020]", bibliography=Bibliography(shared=works(entry))).value

    assert "De la Frontera" in ast.plain_text(ast.blocks_of(book.bibliography))


def test_a_section_of_sources_leaves_the_list_of_works_its_name(prepared):
    section = prepared("## Sources\n\nSee @refugees/sources [@doe-2020].").value.sections[0]

    assert [heading.id for heading in section.headings] == ["refugees-sources-2"]
    assert '"#refugees-sources-2"' in section.ast


def test_a_note_style_cites_in_notes_behind_the_sentence_s_sign(prepared):
    notes = style("note", '<text variable="title"/>')
    bibliography = Bibliography(shared=works(DOE), style=notes, in_notes=True)
    section = prepared(
        "A word [@doe-2020]. Next^[In a note [@doe-2020].] [@doe-2020]", bibliography=bibliography
    ).value.sections[0]
    inlines = ast.blocks_of(section.ast)[0]["c"]

    assert [node["t"] for node in inlines[:3]] == ["Str", "Span", "Str"]
    assert inlines[0]["c"] == "A word."
    assert inlines[1]["c"][1][0]["t"] == "Note"
    assert inlines[-1]["c"][1][0]["t"] == "Note"
    in_note = next(node for node in inlines if node["t"] == "Note")
    assert "Note" not in [node["t"] for node in ast.walk(in_note["c"])]
    assert "On Borders" in ast.plain_text(in_note["c"])


NOTES = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><citation><layout suffix="."><choose>
    <if position="subsequent"><text variable="first-reference-note-number" prefix="see note "/></if>
    <else><text variable="title"/></else></choose></layout></citation><bibliography><layout><text variable="title"/>
    </layout></bibliography></style>"""


def notes_of(section):
    return [ast.plain_text(node["c"]) for node in ast.walk(ast.blocks_of(section.ast)) if node["t"] == "Note"]


@pytest.mark.parametrize("scope", ["whole", "by-chapter"])
def test_a_note_that_names_another_means_one_of_its_own_text(pandoc, scope):
    body = """\
Said.^[Plain.] Shown.

![Boats](figures/a.png){#fig-x alt="Two" source="@roe-2021"}

Cited [@doe-2020]. Again [@doe-2020] and [@roe-2021].
"""
    bibliography = Bibliography(shared=works(DOE, ROE), style=NOTES, in_notes=True, scope=scope)
    book = prepare([chapter(body, "aa"), chapter("Once [@doe-2020].", "bb")], bibliography, pandoc=pandoc).value

    assert notes_of(book.section("aa")) == ["Plain.", "On Wages.", "On Borders.", "See note 3.", "See note 2."]
    assert notes_of(book.section("bb")) == ["On Borders."]
    assert bool(book.bibliography) is (scope == "whole")
    anchors = re.findall(r'"#(aa-ref-[a-z0-9-]+|ref-[a-z0-9-]+)"', book.section("aa").ast)
    assert all((f'"{name}"' in (book.bibliography or book.section("aa").bibliography)) for name in anchors)


def test_a_citation_within_a_note_ends_as_its_sentence_does(pandoc):
    bibliography = Bibliography(shared=works(DOE), style=NOTES, in_notes=True)
    body = "One.^[As in [@doe-2020], and elsewhere.] Two.^[See [@doe-2020].] Three.^[Third.] [@doe-2020]"
    section = prepare([chapter(body)], bibliography, pandoc=pandoc).value.sections[0]

    assert notes_of(section)[:2] == ["As in On Borders, and elsewhere.", "See see note 1."]
    assert [node["t"] for node in ast.blocks_of(section.ast)[0]["c"]].count("Superscript") == 1


def test_a_bibliography_may_be_hostile(prepared):
    evil = DOE.replace(
        "{On Borders}",
        r"{On \href{javascript:alert(1)}{x} <script>alert(1)</script> $x^2$ \includegraphics{/etc/passwd}}",
    )
    parsed = prepared("[@doe-2020]", bibliography=Bibliography(shared=works(evil)))

    nodes = {node["t"] for node in ast.walk(ast.blocks_of(parsed.value.bibliography))}
    assert not nodes & {"RawInline", "RawBlock", "Image", "Math"}
    assert all(target.startswith(("http", "#")) for target in links(parsed.value.bibliography))


# Laws


def test_the_order_of_texts_changes_no_section(pandoc):
    texts = [
        chapter("## A {#sec-a}\n\n[@doe-2020] @poverty/sec-b", "refugees", number=1),
        chapter("## B {#sec-b}\n\n[@doe-other] @refugees/sec-a", "poverty", number=2),
        chapter("## C {#b}\n\n## B {#b}", "poverty-sec", number=3),
    ]
    bibliography = Bibliography(shared=works(DOE, SAME_YEAR))
    made = [prepare(order, bibliography, pandoc=Pandoc(pandoc.cache)).value for order in itertools.permutations(texts)]

    assert len({book.bibliography for book in made}) == 1
    for name in ("refugees", "poverty", "poverty-sec"):
        assert len({json.dumps(str(book.section(name))) for book in made}) == 1


def test_from_the_cache_comes_the_same_book_without_any_process(tmp_path, monkeypatch):
    body = "::: {.testimony pseudonym=A}\n![B](figures/a.png){#f alt='C'} [@doe-2020] <b>\n:::\n\n| a |\n|---|\n| 1 |\n\n: B\n\n![C](figures/a.png){alt='C'}"
    cache = Cache(tmp_path)
    first = prepare([chapter(body)], SHARED, pandoc=Pandoc(cache))
    monkeypatch.setattr("coalition.sources.shell.run", None)

    assert prepare([chapter(body)], SHARED, pandoc=Pandoc(cache)) == first
    assert first.problems


@pytest.mark.parametrize(
    "change",
    [
        {"body": "other"},
        {"language": "es"},
        {"numbered": False},
        {"number": 3},
        {"images": frozenset()},
        {"passages": frozenset()},
        {"cites": False},
        {"first_line": 1},
        {"targets": {"members/": "site:members/"}},
    ],
)
def test_whatever_a_book_is_made_of_is_in_its_key(pandoc, change):
    from coalition.prose import stored

    keys = {stored.key(pandoc, "code", [chapter(**{"body": "body", **given})], SHARED, {}) for given in ({}, change)}
    assert len(keys) == 2


def test_bibliography_labels_and_code_are_in_the_key(pandoc):
    from coalition.prose import stored

    texts = [chapter("a")]
    keys = {
        stored.key(pandoc, "code", texts, SHARED, {}),
        stored.key(pandoc, "other code", texts, SHARED, {}),
        stored.key(pandoc, "code", texts, Bibliography(shared=works(DOE)), {}),
        stored.key(pandoc, "code", texts, SHARED, {"en": Labels(figure="F")}),
        stored.key(Pandoc(Cache(None), text_seconds=1), "code", texts, SHARED, {}),
    }
    assert len(keys) == 5


def test_a_book_without_texts():
    pandoc = Pandoc(Cache(None))

    assert prepare([], SHARED, pandoc=pandoc).value == Book(())


def test_sections_are_found_by_id(prepared):
    book = prepared("a").value

    assert book.has("refugees")
    assert book.section("refugees").id == "refugees"
    with pytest.raises(KeyError):
        book.section("poverty")


def test_places_are_those_of_the_file(prepared):
    section = prepared("a\n\n::: {.key-finding #k}\nb\n:::", first_line=30).value.sections[0]

    assert section.passages[0].place == Place("chapters/refugees/chapter.md", 32)
    assert section.passages[0].attribute("to") == ""
    assert section.passages[0].kind in KINDS
