"""Testimonies that are not told: nothing of them is left, and nothing else is lost."""

from __future__ import annotations

import pytest

from coalition.prose import writers

SECRET = "sleeplesslantern"
TESTIMONY = f"""\
::: {{.testimony #t-one consent="taken-back" pseudonym="{SECRET}"}}
## {SECRET} {{#sec-inside}}

I left, {SECRET}.[^n] As [@roe-2021] says.

![{SECRET}](figures/a.png){{#fig-in alt="{SECRET} at sea"}}

| {SECRET} |
|---|
| 1 |

: {SECRET} {{#tbl-in}}
:::

[^n]: A note of {SECRET}.
"""
AROUND = (
    "Before.\n\n"
    + TESTIMONY
    + "\nAfter [@doe-2020], @fig-in, @tbl-in, @sec-inside and [that](#t-one) [here](#sec-inside).\n"
)


def whole(parsed) -> str:
    return repr(parsed.value)


def test_nothing_is_left_of_a_testimony_that_is_not_told(prepared, pandoc):
    made = prepared(AROUND)
    (section,) = made.value.sections

    assert SECRET not in whole(made).lower()
    assert "Roe" not in whole(made)
    assert section.images == section.floats == section.headings == section.passages == ()
    assert "Before." in writers.plain(section.ast, pandoc=pandoc)
    assert "Doe" in section.ast


def test_what_refers_to_it_reads_on_without_leading_anywhere(prepared, pandoc):
    made = prepared(AROUND)

    assert made.problems == ()
    text = " ".join(writers.plain(made.value.sections[0].ast, pandoc=pandoc).split())
    assert "Figure, Table, Section and that here." in text
    assert "@" not in text


def test_another_chapter_may_refer_to_it_too(prepared, pandoc):
    made = prepared(TESTIMONY, "See @refugees/fig-in and [it](../refugees/chapter.md#t-one).")

    assert made.problems == ()
    assert "See Figure and it." in " ".join(writers.plain(made.value.sections[1].ast, pandoc=pandoc).split())


@pytest.mark.parametrize(
    "written",
    [
        f"::: testimony\n{SECRET}\n:::",
        f"::: {{.testimony}}\n{SECRET}\n:::",
        f"::: {{.testimony consent='other'}}\n{SECRET}\n:::",
        f"::: {{.testimony consent='folder-3' lang=es}}\n{SECRET}\n:::",
        f"::: {{lang=es}}\n::: {{.testimony consent='folder-3'}}\n{SECRET}\n:::\n:::",
        f"::: {{.key-finding .testimony consent='other'}}\n{SECRET}\n:::",
        f"::: {{.testimony .key-finding consent='other'}}\n{SECRET}\n:::",
        f"::: {{.testimony consent='folder-3' consent='other'}}\n{SECRET}\n:::",
        f"- a\n\n  ::: {{.testimony consent='other'}}\n  {SECRET}\n  :::\n",
        f"> ::: {{.testimony consent='other'}}\n> {SECRET}\n> :::\n",
        f"a[^1]\n\n[^1]: A note\n\n    ::: {{.testimony consent='other'}}\n    {SECRET}\n    :::\n",
        f"::: key-finding\na\n\n:::: {{.testimony consent='other'}}\n{SECRET}\n\n::::: {{.demand to='media'}}\n{SECRET}\n:::::\n::::\n:::",
    ],
)
def test_in_whatever_form_it_is_written(prepared, written: str):
    told = frozenset({("folder-3", "en")})
    assert SECRET not in whole(prepared(f"Before.\n\n{written}\n\nAfter.", told=told))


def test_one_that_is_told_stands_between_those_that_are_not(prepared):
    other = "::: {.testimony consent='folder-3' pseudonym='Amina'}\nI stayed.\n:::"
    (section,) = prepared(f"{TESTIMONY}\n\n{other}\n\n{TESTIMONY.replace('#', '#b-')}").value.sections

    assert [(passage.kind, passage.number, passage.text) for passage in section.passages] == [
        ("testimony", "2.1", "I stayed.")
    ]


def test_it_is_told_in_the_varieties_of_its_language(prepared):
    body = "::: {.testimony consent='n-01'}\nMe fui.\n:::"
    told = frozenset({("n-01", "es")})

    assert "fui" in prepared(body, language="es-MX", told=told).value.sections[0].ast
    assert "fui" not in prepared(body, language="en", told=told).value.sections[0].ast


def test_what_is_wrong_in_it_is_told_whether_it_is_or_not(prepared):
    body = "::: {{.testimony consent={}}}\n[a](javascript:b) <b>c</b>\n:::\n\nAfter."

    told, not_told = (prepared(body.format(number)) for number in ("x", "other"))

    assert told.problems == not_told.problems
    assert {problem.code for problem in told.problems} >= {"dropped-link", "dropped-raw-html"}


def test_a_text_of_nothing_else_is_no_mistake(prepared):
    made = prepared("::: {.testimony consent='other'}\nI left.\n:::")

    assert made.problems == ()
    assert made.value.sections[0].words == 0


def test_what_is_kept_of_a_book_is_of_what_may_be_told(prepared):
    body = "::: {.testimony consent='n-02'}\nI left.\n:::"

    first = prepared(body, told=frozenset({("n-02", "en")}))
    second = prepared(body, told=frozenset())

    assert "left" in whole(first)
    assert "left" not in whole(second)
