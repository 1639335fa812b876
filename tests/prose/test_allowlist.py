"""The strictest form of the allow-list, and the gate before the writers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.prose import ast
from coalition.prose.allowlist import DEEPEST, Cleaner, TooDeep
from coalition.prose.citations import CiteprocCleaner
from coalition.prose.forms import web_address
from coalition.prose.guard import Guard


def cleaned(*nodes: dict) -> tuple[list[dict], list[str]]:
    cleaner = Cleaner()
    return cleaner.blocks(nodes), [drop.code for drop in cleaner.drops]


def test_nothing_but_words_passes_the_strictest_form():
    bare = [ast.para(ast.words("a"))]
    node = ast.div(
        [
            ast.para(
                [
                    ast.link(ast.words("a"), "#b"),
                    ast.image("c.png", "d"),
                    {"t": "Math", "c": [{"t": "InlineMath"}, "x^2"]},
                    {"t": "Quoted", "c": [{"t": "SingleQuote"}, ast.words("q")]},
                ]
            ),
            {"t": "Unheard", "c": []},
        ],
        identifier="x",
        classes=["y"],
        attributes=[("z", "1")],
    )

    made, codes = cleaned(node, *bare)

    assert made == [ast.para([{"t": "Str", "c": word} for word in ("a", "d", "x^2", "\u2018", "q", "\u2019")]), *bare]
    assert codes == [
        *("dropped-attribute", "dropped-attribute", "dropped-identifier", "dropped-link", "dropped-picture"),
        *("dropped-mathematics", "dropped-unknown"),
    ]


def test_levels_numbers_and_styles_are_of_their_form():
    made, _ = cleaned(
        ast.header(9, []),
        {"t": "OrderedList", "c": [[-5, {"t": "Runes"}, {"t": "Stars"}], [[ast.para([])]]]},
        {"t": "OrderedList", "c": [[10**9, {"t": "LowerAlpha"}, {"t": "OneParen"}], []]},
    )

    assert made[0]["c"][0] == 6
    assert made[1]["c"][0] == [0, {"t": "Decimal"}, {"t": "Period"}]
    assert made[2]["c"][0] == [100_000, {"t": "LowerAlpha"}, {"t": "OneParen"}]


def test_what_is_nested_deeper_than_anyone_can_follow_is_refused():
    node = ast.para(ast.words("a"))
    for _ in range(DEEPEST):
        node = {"t": "BlockQuote", "c": [node]}

    with pytest.raises(TooDeep):
        cleaned(node)


def test_code_keeps_its_lines_and_blanks():
    made, codes = cleaned({"t": "CodeBlock", "c": [ast.attr(), "a\n    b \u202ec"]})

    assert made[0]["c"][1] == "a\n    b c"
    assert codes == ["dropped-character"]


def test_what_citeproc_makes_keeps_its_layout_and_links_to_entries_alone():
    cleaner = CiteprocCleaner({"#ref-a": "#refugees-ref-a"})
    inlines = cleaner.inlines(
        [
            ast.span(ast.words("1."), classes=["csl-left-margin", "evil"], attributes=[("lang", "es"), ("style", "x")]),
            ast.link(ast.words("A"), "#ref-a"),
            ast.link(ast.words("B"), "#ref-b"),
            ast.link(ast.words("C"), "https://c.example"),
        ]
    )

    assert inlines[0]["c"][0] == ["", ["csl-left-margin"], [["lang", "es"]]]
    assert [node["c"][2][0] for node in inlines if node["t"] == "Link"] == ["#refugees-ref-a", "https://c.example"]
    assert [drop.code for drop in cleaner.drops] == ["dropped-link"]


@pytest.mark.parametrize(
    ("given_address", "passed"),
    [
        ("https://x.example/a?b=c#d", "https://x.example/a?b=c#d"),
        ("HTTP://X.example", "HTTP://X.example"),
        ("https://x.example/مرحبا", "https://x.example/مرحبا"),
        ("mailto:office@harbour.example", "mailto:office@harbour.example"),
        ('https://x.example/"\\<`', "https://x.example/%22%5C%3C%60"),
        ("https://x.example/a b", None),
        ("https:///x", None),
        ("https://", None),
        ("javascript:alert(1)", None),
        ("JaVaScRiPt:x", None),
        (" https://x.example", None),
        ("ftp://x.example", None),
        ("mailto:", None),
        ("x.example", None),
    ],
)
def test_addresses(given_address, passed):
    assert web_address(given_address) == passed


@given(st.text())
def test_an_address_that_passes_can_end_no_string(text):
    passed = web_address(f"https://x.example/{text}")

    assert passed is None or not set(passed) & set("\"'<>\\^`{|}\n\r\t ")


def test_the_gate_loses_nothing_of_what_it_lets_through():
    guard = Guard()
    node = ast.div([ast.header(1, ast.words("x"), identifier="a-b")], attributes=[("to", "media ngos"), ("dir", "rtl")])

    assert guard.blocks([node]) == [node]
    assert guard.drops == []
