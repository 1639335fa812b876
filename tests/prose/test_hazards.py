from __future__ import annotations

import pytest

from coalition.prose.hazards import LONGEST, hazard


@pytest.mark.parametrize(
    ("body", "line"),
    [
        ("a\n\nb\n" + "[" * 7, 4),
        ("[a [b [c\nd [e [f [g [h", 2),
        ("![" * 7, 1),
        ("a\n\n" + "> " * 21 + "b", 3),
        ("::: a\n" * 21, 21),
        ("a\n" + "\\begin{b}" * 51, 2),
        ("a" * (LONGEST + 1), 1),
        ("```\n[[[[[[[\n", 2),
        ("~~~x\n```\n[[[[[[[\n", 3),
        ("```x\n```y\n[[[[[[[\n", 3),
    ],
)
def test_what_would_keep_pandoc_busy_is_found(body, line):
    found = hazard(body)

    assert found is not None
    assert found.line == line
    assert found.reason
    assert found.hint


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[a [b](c) ^[d [@e]] [f]{.g}]\n" * 1000,
        "\\[" * 100,
        "[\n\n" * 100,
        "a ] b ]" + "] [c]" * 50,
        "```json\n" + "[" * 50 + "\n```\n",
        "~~~~\n```\n" + "[" * 50 + "\n~~~~\n",
        "~~~~\n~~~\n" + "[" * 50 + "\n~~~~\n",
        "::: a\nb\n:::\n" * 100,
        "> " * 20 + "a",
        "\\begin{a}" * 50,
    ],
)
def test_what_people_write_is_no_hazard(body):
    assert hazard(body) is None


def test_a_page_of_opened_code_is_read_in_one_pass():
    body = "".join("`" * (900 - length) + "x\n" for length in range(890)) + "~~~x\n" * 50_000

    found = hazard(body)
    assert found is not None
    assert found.reason == "opens code that it does not close"
