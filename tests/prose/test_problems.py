"""Every problem of prose, with its place: bodies begin in line 10 of their file."""

from __future__ import annotations

import pytest
from prose_samples import DOE, chapter, codes, works

from coalition.problems import Place, Severity
from coalition.prose.ast import plain_text
from coalition.prose.book import prepare
from coalition.prose.model import Bibliography, Reference

FIGURE = '![Cap](figures/a.png){#fig-x alt="Boats"}'


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a\n\nb [@dow-2020].", [("unknown-source", 12, 4)]),
        ("[@doe-2020; @nobody; @doe-2020; @nobody]", [("unknown-source", 10, 13), ("unknown-source", 10, 33)]),
        ("See @fig-y.", [("dead-reference", 10, 5)]),
        ("See @hiv/sec-y.", [("dead-reference", 10, 5)]),
        ("a [b](#sec-y) c", [("dead-link", 10, 3)]),
        ("a [b](../hiv/chapter.md)", [("dead-link", 10, 3)]),
        ("a [b](www.home.example)", [("dead-link", 10, 3)]),
        ("a [b]()", [("dead-link", 10, 3)]),
        ("a [b](#)", [("dead-link", 10, 3)]),
        ("a [b](javascript:alert)", [("dropped-link", 10, 3)]),
        ("a [b](data:text/html,x)", [("dropped-link", 10, 3)]),
        ("a [b](file:///etc/passwd)", [("dropped-link", 10, 3)]),
        ("a [b](//evil.example)", [("dropped-link", 10, 3)]),
        ("a [b](https://)", [("dropped-link", 10, 3)]),
        ('![Cap](figures/b.png){#fig-x alt="Boats"}', [("missing-figure", 10, 1)]),
        ('![Cap](../a.png){alt="Boats"}', [("dropped-picture", 10, 1)]),
        ('![Cap](figures/../../a.png){alt="Boats"}', [("dropped-picture", 10, 1)]),
        ('![Cap](/etc/a.png){alt="Boats"}', [("dropped-picture", 10, 1)]),
        ('![Cap](https://x.example/a.png){alt="Boats"}', [("dropped-picture", 10, 1)]),
        ("![Cap](figures/a.png){#fig-x}", [("missing-alt-text", 10, 1)]),
        ("a ![](figures/a.png)", [("missing-alt-text", 10, 3)]),
        ('![Cap](figures/a.png){#fig-x alt="Cap"}', [("alt-is-caption", 10, 1)]),
        ("::: {.recomendation to=media}\na\n:::", [("unknown-div-class", 10, 1)]),
        ("::: recommendation\na\n:::", [("recommendation-without-addressee", 10, 1)]),
        ("a\n\n::: {.demand #d}\na\n:::", [("recommendation-without-addressee", 12, 1)]),
        ("::: {.demand to=media}\n## Head {#h onclick=a}\n:::", [("dropped-attribute", 11, 13)]),
        ("a <b>b</b>", [("dropped-raw-html", 10, 3)]),
        ("a\n\n<script>alert(1)</script>", [("dropped-raw-html", 12, 1)]),
        ("a `b`{=typst}", [("dropped-raw-code", 10, 3)]),
        ("a `<b>`{=html}", [("dropped-raw-html", 10, 4)]),
        ("a \\textbf{b}", [("dropped-raw-code", 10, 3)]),
        ("```{=openxml}\n<w:p/>\n```", [("dropped-raw-code", 10, 1)]),
        ("a [b]{onclick=c}", [("dropped-attribute", 10, 7)]),
        ("a [b]{.c}", [("dropped-attribute", 10, 7)]),
        ('[b]{typst:text:fill="red"}', [("dropped-attribute", 10, 5)]),
        ("[b]{lang=english-language-of-the-isles}", [("dropped-attribute", 10, 5)]),
        ("[b]{dir=up}", [("dropped-attribute", 10, 5)]),
        ('::: {.demand to="{{x}}"}\na\n:::', [("dropped-attribute", 10, 14), ("recommendation-without-addressee", 10, 1)]),
        ("::: {.key-finding practice=x}\na\n:::", [("dropped-attribute", 10, 19)]),
        (FIGURE.replace("alt=", "width=3cm alt="), [("dropped-attribute", 10, 30)]),
        (FIGURE.replace("alt=", "style=x alt="), [("dropped-attribute", 10, 30)]),
        ("## Añadir {#añadir}", [("dropped-identifier", 10, 1)]),
        ("`a`{#b}", [("dropped-identifier", 10, 1)]),
        ("[a](https://x.example){#b}", [("dropped-identifier", 10, 1)]),
        ("a &#8238;b&#x200B;", [("dropped-character", 10, 3)]),
        ("## A\n\n#### B", [("skipped-heading-level", 12, 1)]),
        ("### A\n", [("skipped-heading-level", 10, 1)]),
        ("# A\n\n## B", [("title-within-text", 10, 1)]),
        ("## A {#x}\n\n## B {#x}", [("duplicate-identifier", 12, 1)]),
        ('```{.chart #fig-y data="data/a.csv" type="bar"}\n```', [("chart-without-caption", 10, 1), ("chart-without-source", 10, 1), ("missing-alt-text", 10, 1), ("missing-chart-data", 10, 1)]),
        ("a\n\nb " + "[" * 5000, [("unreadable-prose", 12, 1)]),
        ("a\n\n" + "> " * 30 + "b", [("unreadable-prose", 12, 1)]),
        ("- " * 60 + "b", [("unreadable-prose", 10, 1)]),
    ],
)  # fmt: skip
def test_a_problem_has_a_place(prepared, body, expected):
    assert sorted(codes(prepared(body))) == sorted(expected)


@pytest.mark.parametrize(
    "body",
    [
        FIGURE,
        "![](figures/a.png){#fig-x alt='Boats'}\n\nSee @fig-x.",
        FIGURE.replace("alt=", 'width=60% source="@doe-2020, p. 3" alt='),
        "| a |\n|---|\n| 1 |\n\n: Cap {#tbl-x source='Own survey' .case-data}\n\nSee @tbl-x.",
        "## A {#sec-a}\n\nSee @sec-a and [there](#sec-a) and [here](#b) [b]{#b}.",
        "## A word {-}\n\nSee [it](#a-word).",
        "::: {.recommendation #rec-x to='media ngos'}\n- a\n:::\n\nSee @rec-x.",
        "::: {.testimony consent='folder 3' pseudonym='Amina'}\na\n:::",
        "::: {.case-study practice=peer-clinic lang=es}\na\n:::",
        "::: {lang=ar dir=rtl}\na\n:::",
        "[hola]{lang=es} [b]{.mark} [c]{.smallcaps} [d]{.underline} H~2~O x^2^ ~~e~~",
        "<https://x.example/?a=1&b=2> <office@harbour.example> [w](https://x.example/a_(b)) [m](mailto:a@b.example)",
        "<!-- a note to the editors -->\n\na <!-- and another --> b",
        "It costs $20 to $30, 100 % sure & true \\[sic\\] [sic].",
        "a [@doe-2020, p. 3; see @roe-2021] b^[See @doe-2020.] c -@doe-2020.",
        "```json\n[[[[[[[[[[[]]]]]]]]]]]\n```",
        "| a\n| b\n\n* * *\n\nTerm\n:   meaning\n\n1. x\n2. y\n\n> quoted",
        "a&shy;b&nbsp;c",
        "typed\u200b, and told of where the file's bytes are read",
    ],
)
def test_what_people_write_is_no_problem(prepared, body):
    assert codes(prepared(body)) == []


@pytest.mark.parametrize(
    "body",
    [
        "",
        "\n\n",
        "[a]: https://x.example",
        "<!-- to be written -->",
        "[]{} &nbsp;",
        "[&nbsp;](https://x.example) ` `",
        "| | |\n|-|-|\n| &shy; | |",
        "***",
        "##",
    ],
)
def test_a_text_says_something_where_it_has_to(pandoc, body):
    def found(*, speaks: bool) -> list[tuple[str, int, int]]:
        return codes(prepare([chapter(body, speaks=speaks)], Bibliography(), pandoc=pandoc))

    assert found(speaks=True) == [("text-without-content", 10, 1)]
    assert found(speaks=False) == []


def test_a_picture_or_a_piece_of_code_says_something(prepared):
    assert codes(prepared('![](figures/a.png){alt="Boats"}')) == []
    assert codes(prepared("`x`")) == []
    assert codes(prepared("    x")) == []


def test_a_problem_quotes_what_was_written_and_names_the_cure(prepared):
    (problem,) = prepared("b [@doe-2002].").problems

    assert problem.message == 'There is no source with the key "doe-2002".'
    assert problem.hint == 'Did you mean "doe-2020"?'


@pytest.mark.parametrize(
    ("body", "hint"),
    [
        ("## A {#sec-routes}\n\n@sec-route", 'Did you mean "@sec-routes"?'),
        ("## A {#sec-routes}\n\n@refugees/sec-route", 'Did you mean "@refugees/sec-routes"?'),
        ("## A {#sec-routes}\n\n@refuges/sec-routes", 'Did you mean "refugees"?'),
        ("@sec-other", 'Did you mean "@chapter-1/sec-other"?'),
        ("@sec-zzz", ""),
        ("[a](#sec-route) [b]{#sec-routes}", 'Did you mean "#sec-routes"?'),
        ("[a](www.x.example)", "Write the whole address: https://www.x.example"),
        ("[a](zzz)", "Write a whole address (https://…), or the path of a text from this one's folder."),
        ("![C](figures/b.png){alt=x}", 'Did you mean "figures/a.png"?'),
    ],
)
def test_the_cure_of_what_leads_nowhere(prepared, body, hint):
    problems = prepared(body, "## Other {#sec-other}").problems

    assert [problem.hint for problem in problems] == [hint]


def test_nobody_is_told_of_sources_where_there_are_none(prepared):
    (problem,) = prepared("[@doe-2020]", bibliography=Bibliography()).problems

    assert problem.hint == "Add it to references.bib, or put a backslash before @ if it is no source."


def test_alternative_text_that_repeats_the_caption_is_a_warning(prepared):
    (problem,) = prepared('![Cap](figures/a.png){#fig-x alt="Cap"}').problems

    assert problem.severity is Severity.WARNING


def test_passages_of_another_kind_of_text_are_no_passages(prepared):
    (problem,) = prepared("::: {.recommendation to=media}\na\n:::", passages=frozenset()).problems

    assert problem.code == "unknown-div-class"
    assert problem.hint == "Write the passage without ::: lines."


def test_nobody_is_told_to_publish_a_testimony_as_plain_text(prepared):
    (problem,) = prepared("::: {.testimony consent=a pseudonym=b}\na\n:::", passages=frozenset()).problems

    assert problem.code == "unknown-div-class"
    assert problem.hint.startswith("Take it out: testimonies are told in chapters")


def test_a_text_that_cannot_be_read_costs_no_other(prepared):
    parsed = prepared("[" * 5000, "See @refugees/sec-x and [that](../refugees/chapter.md#sec-x). <b>x</b>")
    broken, whole = parsed.value.sections

    assert [problem.code for problem in parsed.problems] == ["dropped-raw-html", "unreadable-prose"]
    assert parsed.problems[1].place == Place("chapters/refugees/chapter.md", 10)
    assert broken.words == 0
    assert "See @refugees/sec-x and that. x" in plain_text(__import__("json").loads(whole.ast)["blocks"])


def test_problems_of_a_source_stand_at_the_source(prepared):
    place = Place("references.bib", 7)
    bad = Reference("doe-2020", DOE.replace("publisher", "url = {javascript:alert(1)}, doi = {x y}, publisher"), place)

    parsed = prepared("[@doe-2020]", bibliography=Bibliography(shared=(bad,)))

    assert codes(parsed) == [("dropped-link", 7, 1), ("dropped-link", 7, 1)]
    assert "javascript" not in parsed.value.bibliography


def test_problems_of_a_source_without_place_stand_where_it_is_cited(prepared):
    bad = DOE.replace("On Borders", r"On \\href{javascript:alert(1)}{Borders} \\input{/etc/passwd}")

    parsed = prepared("a [@doe-2020]", bibliography=Bibliography(shared=works(bad)))

    assert {(code, line) for code, line, _ in codes(parsed)} == {("dropped-raw-code", 10)}


def test_what_a_source_brings_into_the_list_of_works_is_told(prepared):
    hidden = DOE.replace("On Borders", "On \u202eBorders")
    known = Reference("doe-2020", hidden, Place("references.bib", 7))

    here = prepared("a [@doe-2020, p. 3] [@doe-2020]", bibliography=Bibliography(shared=works(hidden)))
    there = prepared("a [@doe-2020]", bibliography=Bibliography(shared=(known,)))

    assert codes(here) == [("dropped-character", 10, 4)]
    assert codes(there) == [("dropped-character", 7, 1)]
    assert here.problems[0].message.startswith('In the source "doe-2020": Characters')


def test_one_bad_source_costs_no_other(prepared):
    bibliography = Bibliography(shared=works(DOE, "@book{bad, title = {{{}"))

    parsed = prepared("[@doe-2020; @bad] and @bad", bibliography=bibliography)

    assert codes(parsed) == [("unreadable-source", 10, 13)]
    assert "Doe" in parsed.value.bibliography


def test_a_style_that_is_none_is_told(prepared):
    parsed = prepared("a [@doe-2020]", bibliography=Bibliography(shared=works(DOE), style="<style>"))

    assert [problem.code for problem in parsed.problems] == ["citations-not-set"]
    assert "[@doe-2020]" in parsed.value.sections[0].ast.replace('"},{"t":"Space"},{"t":"Str","c":"', " ")


def test_problems_are_sorted_and_each_is_there_once(prepared):
    parsed = prepared("b [@x] <b>", "a [@y]")

    assert list(parsed.problems) == sorted(set(parsed.problems))


def test_two_texts_with_one_id_are_a_fault_of_the_library(prepared):
    with pytest.raises(ValueError, match="two manuscripts have one id: refugees, refugees"):
        prepared(chapter("a"), chapter("b"))


@pytest.mark.parametrize(
    "body",
    ["[a <p>b</p> c]", "| a <div>b</div> c |\n|---|\n| d |", "a^[b <script>c</script> d]", "[a \\begin{b}c\\end{b} d]"],
)
def test_words_that_pandoc_loses_behind_a_tag_are_told(prepared, body):
    (problem,) = prepared(body).problems

    assert problem.code == ("dropped-raw-html" if "<" in body else "dropped-raw-code")
    assert problem.place.line == 10
    assert "may be lost" in problem.message
