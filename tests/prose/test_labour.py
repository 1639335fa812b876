"""The estimate of what pandoc takes: by kind of sign, in seconds."""

from __future__ import annotations

import pytest

from coalition.prose.labour import labour

SECOND = 1_000_000


def cost(paragraph: str, ahead: int = 0, last_comment: int = -1) -> dict[str, float]:
    """Microseconds by kind; `ahead` is what follows in the text."""
    found = labour(paragraph, len(paragraph) + ahead, last_comment)
    return {each.kind: each.microseconds for each in found if each.microseconds >= 1}


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("[" * 10, "brackets"),
        ("[a [b [c [d [e " + "words " * 50 + "] ] ] ] ]", "brackets"),
        ("[a](" * 300, "links"),
        ('[a](b "c ' * 30, "links"),
        ('[a]: b "c\n' * 30, "links"),
        ("[a](" + "(" * 3_000, "links"),
        ("\"'a " * 30, "marks"),
        ("**_a ~b ^c ~~d " * 16, "marks"),
        ("'a " * 3_000, "marks"),
        ("`" * 6_000, "code"),
        (" ".join("`" * length + "a" for length in range(1, 200)), "code"),
        ("&" * 6_000, "entities"),
        ("\\a " * 10_000, "commands"),
    ],
)
def test_what_pandoc_would_be_busy_with_for_ever_takes_seconds(paragraph: str, kind: str):
    assert cost(paragraph)[kind] > SECOND


@pytest.mark.parametrize(
    ("paragraph", "kind"),
    [
        ("< " * 60, "tags"),
        ("<a " * 60, "tags"),
        ('<b title="x ' * 60, "tags"),
        ("<!-- " * 60, "tags"),
        ("<https://a.example " * 60, "tags"),
        ("<? a ?> " * 60, "tags"),
        ("<script>" * 100, "tags"),
        ("\\a{ " * 30, "commands"),
        ("\\a{b}{c " * 30, "commands"),
        ("\\begin{a} " * 10, "commands"),
    ],
)
def test_what_is_looked_for_to_the_end_of_the_text_costs_by_what_follows(paragraph: str, kind: str):
    assert cost(paragraph, ahead=100_000)[kind] > SECOND
    assert cost(paragraph)[kind] < SECOND / 20


@pytest.mark.parametrize(
    "paragraph",
    [
        "Words (and more), with *emphasis*, **force**, H~2~O, x^2^ and ~~what~~ was: 5\" by 3', the '90s, rock 'n' roll.",
        "\"One,\" she said, \"and 'two'.\" It's the NGOs' own; a_b_c, 2*3*4, ~5 % & R&D &amp; A&B. <b>x</b> <br> <a@b.example>",
        '[see @a, p. 3; -@b] [link](https://a.example/b_(c) "Title") ![p](figures/a.png){alt="x"} ^[A note with [one](b).]',
        "`a [ b` ``c ` d`` \\[not\\] \\* [^1] [a][b] [c]{.mark}",
    ],
)
def test_what_people_write_costs_next_to_nothing(paragraph: str):
    assert sum(cost(paragraph * 40, ahead=100_000).values()) < SECOND / 50


def test_a_comment_is_closed_wherever_in_the_text():
    assert cost("<!-- a\n" * 60, ahead=100_000, last_comment=90_000) == {}


def test_the_sign_that_costs_most_is_named():
    paragraph = "[a [b] c] and [d [e [f [g h i j k]]]]"
    (found,) = labour(paragraph, len(paragraph))

    assert found.kind == "brackets"
    assert paragraph[found.at :].startswith("[g h")


def test_a_paragraph_without_signs_is_not_looked_at():
    assert cost("Words, words.") == {}
