"""A list of which another state is known is read as if it were read whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from coalition.parsing.yaml import parse
from coalition.parsing.yaml_beside import parse_beside

if TYPE_CHECKING:
    from coalition.parsing.yaml_document import Branch

LINES = st.sampled_from([
    "  - id: a", "  - id: b", "  - id: c", "    name: A", '    name: "B # b"', "    list: [x, y]", "    list:", "      - {k: v}",
    "      - z", "# a comment", "", "    text: |", "      a line", "  - plain", "  -", "    open: 'it", "members:", "others: 1", "- id: d",
    '    quoted: "x', "    { a", "\t", "  more words",
])  # fmt: skip
TEXTS = st.lists(LINES, max_size=14).map(lambda lines: "\n".join(["members:", *lines, ""]))


def spots(mark: int | Branch) -> object:
    if isinstance(mark, int):
        return mark
    if isinstance(mark.marks, dict):
        return mark.spot, {name: spots(one) for name, one in mark.marks.items()}, mark.keys
    return mark.spot, [spots(one) for one in mark.marks], mark.keys


@given(TEXTS, st.lists(LINES, max_size=3), st.integers(0, 15), st.integers(0, 4))
def test_what_is_read_beside_is_what_is_read_whole(known, put, at, out):
    lines = known.split("\n")
    text = "\n".join([*lines[:at], *put, *lines[at + out :]])

    whole, beside = parse("m.yaml", text), parse_beside(parse("m.yaml", known).value, known, text, "members")

    if beside is not None:
        assert beside.data == whole.value.data
        assert beside.readable == whole.value.readable
        assert beside.end == whole.value.end


@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 6))
def test_an_entry_that_differs_comes_or_goes_is_found_with_every_place(size, changed, gone):
    entries = [f"  - id: m{number}\n    tags: [a, {number}]" for number in range(size + 1)]
    known = "\n".join(["members:", *entries, ""])
    entries[changed % len(entries)] += "\n    site: here\n    more:\n      - {x: y}\n\n  - id: new"
    del entries[gone % len(entries)]
    text = "\n".join(["members:", *entries, ""])

    whole, beside = parse("m.yaml", text).value, parse_beside(parse("m.yaml", known).value, known, text, "members")

    if beside is not None:
        assert beside.data == whole.data
        assert spots(beside.marks) == spots(whole.marks)
    elif len(entries) > 2:
        assert changed % (size + 1) == 0 or gone % (size + 1) == 0
