from __future__ import annotations

import sys

import pytest

from coalition.parsing.attributes import attributes_at, parse, trailing
from coalition.parsing.markdown import Mark, scan
from coalition.problems import Place


def marks(body: str, *kinds: str) -> list[tuple[str, str, int, int]]:
    found = scan("a.md", body, first_line=2).marks
    return [
        (mark.kind, mark.value, mark.place.line - 1, mark.place.column)
        for mark in found
        if not kinds or mark.kind in kinds
    ]


def one(body: str, kind: str) -> Mark:
    (mark,) = scan("a.md", body, first_line=1).of(kind)
    return mark


def test_lines_are_those_of_the_file():
    found = scan("a.md", "\nsee @doe", first_line=7)
    assert found.marks == (Mark("citation", "doe", Place("a.md", 8, 5)),)
    assert found.find("citation", "doe") == Place("a.md", 8, 5)
    assert found.find("citation", "roe") is None
    assert found.find("link", "doe") is None


def test_a_whole_file_s_front_matter_is_passed_over():
    text = "---\ntitle: by @nobody\n---\n@doe\n"
    assert marks(text) != []
    assert [(mark.value, mark.place.line) for mark in scan("a.md", text, first_line=1).of("citation")] == [("doe", 4)]
    assert scan("a.md", "---\n@doe\n", first_line=1).of("citation") != ()


def test_citations():
    text = "[see @doe-2020, p. 3; also -@b.c] @roe says; @{x:y} “@q”. a@b.org \\@no @m--n @o. @/ @"
    assert [value for _, value, _, _ in marks(text, "citation")] == ["doe-2020", "b.c", "roe", "x:y", "q", "m", "o"]
    assert marks(text, "citation")[1] == ("citation", "b.c", 1, 29)


def test_references_are_no_citations():
    assert marks("@fig-x, @hiv-aids/sec-y, [@tbl-z] and @figure") == [
        ("reference", "fig-x", 1, 1),
        ("reference", "hiv-aids/sec-y", 1, 9),
        ("reference", "tbl-z", 1, 27),
        ("citation", "figure", 1, 39),
    ]


def test_nothing_in_code_is_prose():
    assert marks("`@a` ``b ` [x](y)``\n\n    @c\n\n~~~\n@d\n~~~\n", "citation", "link") == []
    assert marks("`@a and ``@b", "citation") == [("citation", "a", 1, 2), ("citation", "b", 1, 11)]
    assert marks("- a\n\n      @code\n", "citation") == []


def test_code_says_its_language():
    assert marks("```python\n```\n\n``` {.r .x #c}\n```\n\n    y\n\n~~~\n~~~\n", "code", "identifier") == [
        ("code", "python", 1, 1),
        ("code", "r", 4, 1),
        ("identifier", "c", 4, 1),
        ("code", "", 7, 5),
        ("code", "", 9, 1),
    ]


def test_links():
    text = 'a [b @c](d.html "t"){.k} <https://e.org/@f> <g@h.org> [](<a b>) [x](y (z) w) [n](m(o)p) [q](r\\)s)'
    assert marks(text) == [
        ("link", "d.html", 1, 3),
        ("citation", "c", 1, 6),
        ("link", "https://e.org/@f", 1, 26),
        ("link", "mailto:g@h.org", 1, 45),
        ("link", "a b", 1, 55),
        ("link", "y (z) w", 1, 65),
        ("link", "m(o)p", 1, 78),
        ("link", "r)s", 1, 89),
    ]
    assert one("[b](d){.k t=u}", "link").attributes == (("t", "u"), ("class", "k"))


def test_brackets_that_are_no_links():
    assert marks("[a] [b](c d [e]: f ] [g](h\n\ni) [") == []


def test_links_that_are_defined_apart():
    text = "[a]: https://x.org/@u 'title'\n[B  c]: <y.html>\n\nsee [a] and ![p][b C] and ![a] [^1]: no\n"
    assert marks(text) == [
        ("link", "https://x.org/@u", 1, 1),
        ("link", "y.html", 2, 1),
        ("image", "y.html", 4, 13),
        ("image", "https://x.org/@u", 4, 27),
        ("footnote-use", "1", 4, 32),
    ]
    assert marks("text\n[a]: b\n\n[@c]: d\n", "link") == []
    assert marks("![p][none] ![q]", "image") == []


def test_figures():
    text = 'x\n\n![A *map*\nof it](figures/m.png){#fig-m alt="Lines \\"a\\" {b}" source="@doe, p. 3"}\n'
    mark = one(text, "image")
    assert mark.value == "figures/m.png"
    assert mark.place == Place("a.md", 3, 1)
    assert mark.attribute("alt") == 'Lines "a" {b}'
    assert mark.attribute("caption") == "A *map* of it"
    assert mark.attribute("source") == "@doe, p. 3"
    assert mark.attribute("none") == ""
    assert marks(text, "identifier") == [("identifier", "fig-m", 3, 1)]
    citation = one(text, "citation")
    assert (citation.value, citation.attributes) == ("doe", (("in", "source"),))
    assert marks("! [no](b)", "image") == []


def test_headings_and_their_ids():
    text = """# The *road* to [x](y) {#sec-road .k}

## The `road`: 1--2 <b>x</b> &amp; _so_ on[^1]

The road: 12 x so on
===

## The `road`: 12 x so on

> ### 12

### {#sec-empty}
"""
    found = scan("a.md", text, first_line=2).of("heading")
    assert [(mark.value, mark.attribute("level"), mark.attribute("id")) for mark in found] == [
        ("The road to x", "1", "sec-road"),
        ("The road: 1--2 x & so on", "2", "the-road-12-x-so-on"),
        ("The road: 12 x so on", "1", "the-road-12-x-so-on-1"),
        ("The road: 12 x so on", "2", "the-road-12-x-so-on-2"),
        ("12", "3", "section"),
        ("", "3", "sec-empty"),
    ]
    assert found[0].attribute("automatic") == ""
    assert found[1].attribute("automatic") == "true"
    assert [(mark.place.line, mark.place.column) for mark in found][4] == (11, 3)
    assert ("identifier", "sec-road", 1, 1) in marks(text)


def test_ids_of_headings_never_meet():
    text = "# A {#a-1}\n\n# A\n\n# A\n\n# A\n"
    assert [value for _, value, _, _ in marks(text, "identifier")] == ["a-1", "a", "a-2", "a-3"]


def test_a_heading_or_quotation_needs_an_empty_line_above():
    assert marks("text\n# 1 reason\n> more\n", "heading") == []


def test_divs():
    text = """::: {.recommendation #rec-x to="states business"}
Do it, says @doe.

:::: inner
> ::: {.deep}
> text
> :::

::::
:::

- item

  ::: {.listed}
  @roe
  :::
"""
    assert marks(text, "div", "identifier", "unclosed-div", "stray-fence") == [
        ("div", "recommendation", 1, 1),
        ("identifier", "rec-x", 1, 1),
        ("div", "inner", 4, 1),
        ("div", "deep", 5, 3),
        ("div", "listed", 14, 3),
    ]
    assert one("::: {.a #b to='c d'}\n:::", "div").attributes == (("id", "b"), ("to", "c d"), ("class", "a"))
    assert len(marks(text, "citation")) == 2


def test_divs_that_are_not_closed():
    assert marks("::: {.a}\n\n::: {.b}\n\n:::\n", "unclosed-div") == [("unclosed-div", "a", 1, 1)]
    text = "::: {.a}\n\n- x\n\n  ::: {.b}\n\n- y\n\n:::\n\n::: c\n\n:::\n"
    assert marks(text, "unclosed-div") == [("unclosed-div", "b", 5, 3)]
    text = "::: {.a}\n\n- x\n\n  ::: {.b}\n\n::: c\n:::\n"
    assert marks(text, "unclosed-div") == [("unclosed-div", "a", 1, 1), ("unclosed-div", "b", 5, 3)]


def test_fences_that_are_text_for_want_of_an_empty_line():
    assert marks("some text\n::: {.a}\nmore\n:::\n") == [
        ("stray-fence", "::: {.a}", 2, 1),
        ("stray-fence", ":::", 4, 1),
    ]
    assert marks(":::\n") == [("stray-fence", ":::", 1, 1)]
    assert marks("::: {.a}\n- x\n  ::: y\n- z\n:::\n", "stray-fence") == [("stray-fence", "::: y", 3, 3)]
    assert marks("a :::: b and :::{\n") == []


def test_a_fence_with_attributes_that_cannot_be_read():
    assert one("::: {a b}\n:::", "div").attributes == ()


def test_tables():
    text = """| a | @b \\| `@c` | a |
|---|---|---|
| @d | @d | [l](m) |
: Caption of @e {#tbl-x}

: not a caption

Table: Above {.k}

| a | b |
|---|---|
"""
    assert marks(text) == [
        ("citation", "b", 1, 7),
        ("citation", "d", 3, 3),
        ("citation", "d", 3, 8),
        ("link", "m", 3, 13),
        ("table-caption", "Caption of @e", 4, 1),
        ("identifier", "tbl-x", 4, 1),
        ("citation", "e", 4, 14),
        ("table-caption", "Above", 8, 1),
    ]
    assert marks(": Far\nfrom any table {#tbl-y}\n", "table-caption") == [("table-caption", "Far from any table", 1, 1)]
    assert marks(": Far\n- from it {#tbl-y}\n", "table-caption") == []


def test_a_definition_s_second_paragraph_is_prose():
    assert marks("Term\n\n:   is @a\n\n    and @b\n", "citation") == [
        ("citation", "a", 3, 8),
        ("citation", "b", 5, 9),
    ]
    assert marks(": c\n- d\n") == []


def test_charts():
    mark = one('```{.chart #fig-y data="data/x.csv" type="bar"}\n```\n', "chart")
    assert (mark.value, mark.attribute("type"), mark.attribute("id")) == ("data/x.csv", "bar", "fig-y")


def test_notes():
    assert marks("a[^1] ^[inline @b]\n\n[^1]: text @c\n\n    more @d\n") == [
        ("footnote-use", "1", 1, 2),
        ("citation", "b", 1, 16),
        ("footnote", "1", 3, 1),
        ("citation", "c", 3, 12),
        ("citation", "d", 5, 10),
    ]


def test_raw():
    text = 'a <b title="x">c</b> < d <!-- @no --> \\textbf{e} `f`{=html} `g`{.h #i} <!-- open\n\n```{=typst}\n#x\n```\n'
    assert marks(text, "raw", "citation", "identifier") == [
        ("raw", '<b title="x">', 1, 3),
        ("raw", "</b>", 1, 17),
        ("raw", "<!-- @no -->", 1, 26),
        ("raw", "\\textbf", 1, 39),
        ("raw", "html", 1, 50),
        ("identifier", "i", 1, 61),
        ("raw", "typst", 3, 1),
    ]


def test_comments_over_many_lines():
    assert marks("<!-- a @b\n\n[c](d)\n-->\n\n@e\n") == [("raw", "<!-- a @b", 1, 1), ("citation", "e", 6, 1)]
    assert marks("<!-- never closed @b\n", "citation") == [("citation", "b", 1, 19)]
    assert marks("<!-- a --> @b\n\n<!-- -->\n", "citation", "raw") == [
        ("raw", "<!-- a -->", 1, 1),
        ("citation", "b", 1, 12),
        ("raw", "<!-- -->", 3, 1),
    ]
    assert marks("> <!-- a\n\nb -->\n", "raw") == []


def test_spans():
    assert marks("[x @y]{.z #w} [v]{=u} [t]{not attributes}") == [
        ("span", "z", 1, 1),
        ("identifier", "w", 1, 1),
        ("citation", "y", 1, 4),
        ("span", "", 1, 15),
    ]


def test_attributes():
    assert parse("#a .b .c k=v q=\"x 'y' \\\"z\\\"\" r='s t' -") == (
        ("id", "a"),
        ("k", "v"),
        ("q", "x 'y' \"z\""),
        ("r", "s t"),
        ("class", "b c unnumbered"),
    )
    assert parse("=html") == (("format", "html"),)
    assert parse("just words") is None
    assert attributes_at("x{.a}", 0) is None
    assert attributes_at("x{a b}", 1) is None
    assert trailing("Head {#x}  ") == ("Head", (("id", "x"),))
    assert trailing("Head {x y}") == ("Head {x y}", ())
    assert trailing("Head {#x} {") == ("Head {#x} {", ())
    assert trailing("Head }") == ("Head }", ())


LONG = 100_000

BOMBS = {
    repr(piece): piece
    for piece in (
        *"[]{}`*_~\"'<>@#|\\:^!$(&-=+ \n\t",
        *(
            "![",
            "[a](",
            '[a](b "',
            "[](<",
            "[]{",
            '[]{"',
            "` `` ",
            "`a`` ",
            "**a ",
            "<a ",
            "<!--",
            "<a b='",
            "<![CDATA[",
        ),
        *("> ", "> a\n", "- ", "- a\n", "1. a\n", "@a", "@a:", "@{", "[@a; ", "[^", "[^a]", "[^a]: ", "[^a]: x\n\n"),
        *("[a]: b\n", '[a]: x "\n', "::: a\n", "::: {.a}\n\n", ":::\n", "^[", "| a | b |\n", "# a\n\n", "# a {#a\n"),
        *("a\n===\n\n", "---\n", "```", "``` {.a\n", "\\a", "    a\n", ": c\n\n", ": c\n", "<!--\n\n", "<!-- -->\n\n"),
        *("a\n", "[](((", "[`<!@{\\\"'](", "a\n-\n", "-\n\n", "> - a\n", "***\n", "[a][b] ", "![a][b]", "# <!-- a\n\n"),
        *("[a]{b=c d='", "<a b=c d ", "[x](a ", "[x](a (", "> > ", ">- ", "# [^[^\n\n"),
    )
}
BOMBS["lists in lists"] = "".join("  " * level + "- a\n" for level in range(320))
BOMBS["runs of ticks"] = " ".join("`" * (length % 440 + 1) for length in range(450))
BOMBS["quotations in quotations"] = ">" * 300 + "\n"
BOMBS["a long table"] = "| a | b |\n|---|---|\n" + "| @a | b |\n" * (LONG // 11)
BOMBS["attributes without end"] = "[a]{" + "b=c " * 900 + "\n"


def bomb(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


@pytest.mark.parametrize("piece", BOMBS.values(), ids=BOMBS.keys())
def test_hostile_text_is_scanned_to_its_end_and_every_place_exists(piece: str):
    text = bomb(piece, LONG)
    lines = text.split("\n")
    for mark in scan("a.md", text, first_line=1).marks:
        assert 1 <= mark.place.column <= len(lines[mark.place.line - 1]) + 1


def calls(text: str) -> int:
    """Calls made while scanning: a measure of work that no machine's speed can change."""
    count = 0

    def counted(_frame: object, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    sys.setprofile(counted)
    try:
        scan("a.md", text, first_line=1)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("piece", BOMBS.values(), ids=BOMBS.keys())
def test_twice_the_text_is_twice_the_work(piece: str):
    whole, half = calls(bomb(piece, 8_000)), calls(bomb(piece, 4_000))
    assert whole <= 2.6 * half + 1_000
