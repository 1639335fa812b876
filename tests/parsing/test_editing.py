"""What an edit does to a file that a person wrote."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from coalition.parsing import editing, yaml
from coalition.parsing.yaml_marks import end_of, find
from coalition.parsing.yaml_writing import words

MEMBERS = """\
# Every organisation here is invented.
members:
  - id: harbour-network   # steers
    name: 'Harbour Network'
    country: "NO"
    membership:
      - {status: applied, on: 2023-01-10}
      - {status: active, on: 2023-01-16}   # by vote

    # how to reach it
    visibility: public

  - id: open-gate
    name: >-
      Open Gate
      Refugee Support
    themes: [refugees]

# the end
"""


def put(text: str, route: yaml.Route, value: Any, order: tuple[str, ...] = ()) -> str:
    return editing.put("members.yaml", text, route, value, lambda _: order)


def append(text: str, route: yaml.Route, value: Any) -> str:
    return editing.append("members.yaml", text, route, value)


def changed(before: str, after: str) -> tuple[str, str]:
    """The lines that went and the lines that came, between what both begin and end with."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    while old and new and old[0] == new[0]:
        del old[0], new[0]
    while old and new and old[-1] == new[-1]:
        del old[-1], new[-1]
    return "".join(old), "".join(new)


@pytest.mark.parametrize(
    ("route", "value", "went", "came"),
    [
        (("members", 0, "name"), "Harbour", "    name: 'Harbour Network'\n", "    name: 'Harbour'\n"),
        (("members", 0, "name"), "Harbour's", "    name: 'Harbour Network'\n", "    name: 'Harbour''s'\n"),
        (("members", 0, "country"), "JP", '    country: "NO"\n', '    country: "JP"\n'),
        (("members", 0, "id"), "harbour", "  - id: harbour-network   # steers\n", "  - id: harbour   # steers\n"),
        (("members", 0, "visibility"), "NO", "    visibility: public\n", '    visibility: "NO"\n'),
        (
            ("members", 1, "name"),
            "Open Gate",
            "    name: >-\n      Open Gate\n      Refugee Support\n",
            "    name: Open Gate\n",
        ),
        (("members", 1, "themes"), ["a", "b: c"], "    themes: [refugees]\n", '    themes: [a, "b: c"]\n'),
        (
            ("members", 0, "membership", 1, "on"),
            date(2024, 1, 2),
            "      - {status: active, on: 2023-01-16}   # by vote\n",
            "      - {status: active, on: 2024-01-02}   # by vote\n",
        ),
        (
            ("members", 0, "membership", 1, "reason"),
            "a, b",
            "      - {status: active, on: 2023-01-16}   # by vote\n",
            '      - {status: active, on: 2023-01-16, reason: "a, b"}   # by vote\n',
        ),
        (
            ("members", 0, "membership"),
            [{"status": "active"}],
            "      - {status: applied, on: 2023-01-10}\n      - {status: active, on: 2023-01-16}   # by vote\n",
            "      - {status: active}   # by vote\n",
        ),
        (("members", 1, "country"), "KE", "", "    country: KE\n"),
        (("contact", "mail"), "office@harbour.example", "", "contact: {mail: office@harbour.example}\n"),
    ],
)
def test_only_the_lines_of_a_value_change(route, value, went, came):
    assert changed(MEMBERS, put(MEMBERS, route, value)) == (went, came)


def test_a_new_key_stands_where_the_schema_puts_it():
    order = ("id", "name", "country", "areas_served", "themes", "membership", "visibility")
    assert 'country: "NO"\n    areas_served: [NP]\n    membership:' in put(
        MEMBERS, ("members", 0, "areas_served"), ["NP"], order
    )
    assert "  - id: x\n    name: y\n" in put("members:\n  - name: y\n", ("members", 0, "id"), "x", order)
    assert put("{name: y}\n", ("id",), "x", order) == "{id: x, name: y}\n"
    assert put("id: x\nodd: y\nthemes: []\n", ("name",), "z", order) == "id: x\nname: z\nodd: y\nthemes: []\n"


def test_a_new_entry_is_laid_out_as_its_neighbours_are():
    entry = {"id": "new", "name": "New", "membership": [{"status": "applied", "on": date(2026, 11, 21)}]}
    went, came = changed(MEMBERS, append(MEMBERS, ("members",), entry))
    assert went == ""
    assert came == ("  - id: new\n    name: New\n    membership:\n      - {status: applied, on: 2026-11-21}\n\n")
    assert append("a:\n- x\n- y\n", ("a",), "z") == "a:\n- x\n- y\n- z\n"
    assert append("a: [x]\n", ("a",), "z") == "a: [x, z]\n"
    assert append("a: []\n", ("a",), "z") == "a: [z]\n"
    assert append("a:\n", ("a",), "z") == "a: [z]\n"
    assert append("b: 1\n", ("a",), "z") == "b: 1\na: [z]\n"
    assert append("", ("a",), "z") == "a: [z]\n"
    assert append("# nobody yet", ("a",), "z") == "# nobody yet\na: [z]\n"


def test_line_ends_and_the_last_line_stay_as_they_are():
    windows = MEMBERS.replace("\n", "\r\n")
    assert put(windows, ("members", 1, "country"), "KE") == put(MEMBERS, ("members", 1, "country"), "KE").replace(
        "\n", "\r\n"
    )
    assert put("a: 1\r\nb: 2\n", ("b",), 3) == "a: 1\r\nb: 3\n"
    assert put("a: 1\nb: 2", ("c",), 3) == "a: 1\nb: 2\nc: 3"
    assert append("a:\n  - 1", ("a",), 2) == "a:\n  - 1\n  - 2"
    assert put("a: |\n  x\n\nb: 1\n", ("a2",), "z", ("a", "a2", "b")) == "a: |\n  x\na2: z\n\nb: 1\n"
    assert put("a: |+\n  x\n\nb: 1\n", ("a2",), "z", ("a", "a2", "b")) == "a: |+\n  x\n\na2: z\nb: 1\n"


def test_long_values_are_written_over_several_lines():
    key = {"key": "ssh-ed25519 " + "A" * 68, "from": datetime(2026, 11, 1, tzinfo=UTC)}
    assert append("id: x\n", ("keys",), key) == f"id: x\nkeys:\n  - key: {key['key']}\n    from: 2026-11-01T00:00:00Z\n"
    languages = [f"{word}-{word.upper()}" for word in ("aa", "bb", "cc", "dd", "ee", "ff", "gg", "hh", "ii", "jj") * 2]
    assert put("a: 1\n", ("b",), languages) == "a: 1\nb:\n" + "".join(f"  - {word}\n" for word in languages)
    assert put("a: 1\n", ("b",), {"of": 1, "c": {"d": {"e": 2}}}) == "a: 1\nb:\n  of: 1\n  c: {d: {e: 2}}\n"
    assert put("a:\n  b: 1\n", ("a",), "word") == "a: word\n"
    assert put("a:   # why\n  b: 1\n", ("a",), "word") == "a:   # why\n  word\n"
    assert put("- a\n-\n", (1,), {"b": 1}) == "- a\n- {b: 1}\n"
    assert put("- |\n  a\n- b\n", (0,), "c") == "- c\n- b\n"
    assert put("a:\nb: 1\n", ("a",), "x") == "a: x\nb: 1\n"
    assert put("a:\nb: 1\n", ("a", "c", "d"), 2) == "a: {c: {d: 2}}\nb: 1\n"


@pytest.mark.parametrize(
    ("text", "route"),
    [
        ("a: &x 1\nb: *x\n", ("b",)),
        ("a: 1\na: 2\n", ("a",)),
        ("a: [\n", ("a",)),
        ("a: word\n", ("a", "b")),
        ("a: [x]\n", ("a", 3)),
        ("a: [x]\n", ("a", "b")),
        ("? a\nb: 1\n", ("a",)),
        ("{a}\n", ("a",)),
    ],
)
def test_what_cannot_be_edited_is_left_to_a_person(text, route):
    with pytest.raises(editing.NotEditable):
        put(text, route, "new")


def test_nothing_is_appended_to_what_is_no_list():
    with pytest.raises(editing.NotEditable, match="no list"):
        append("a: word\n", ("a",), "x")


@pytest.mark.parametrize("route", [("b",), ("a", 3), ("a", "x"), ("a", 0, "x")])
def test_what_is_not_there_is_not_taken_out(route):
    with pytest.raises(editing.NotEditable, match="nothing called"):
        editing.remove("members.yaml", "a: [x]\n", route)


def test_an_entry_that_goes_leaves_one_empty_line():
    text = "members:\n  - id: a\n\n  - id: b   # second\n    x: 1\n\n  # of c\n  - id: c\n"
    assert editing.remove("members.yaml", text, ("members", 1)) == "members:\n  - id: a\n\n  # of c\n  - id: c\n"
    assert editing.remove("members.yaml", text, ("members", 1, "id")) == text.replace("id: b   # second\n    x", "x")


# Laws

WORDS = st.one_of(
    st.sampled_from(["a", "NO", "~", "null", "012", "12:30", "x: y", "x #y", "- x", "it's", 'a "b"', "[", "a,b", "é", " x", "x ", "#", "a\nb", "\\n", "true", "2026-11-03", "https://x.example/?a=b", "*x", "%", "@", "|", "=", "<<"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=0x17F, exclude_characters="\x7f\xad" + "".join(map(chr, range(0x80, 0xA0)))), max_size=8),
)  # fmt: skip
SCALARS = st.one_of(WORDS, st.integers(0, 999), st.booleans(), st.dates(date(2000, 1, 1), date(2100, 1, 1)))
KEYS = st.sampled_from(["a", "b", "key", "a b", "x-y", "2", "NO"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)),
    max_leaves=6,
)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Files as people write them: in every style, with comments and empty lines between."""
    lines = list(_mapping(draw, 0, draw(st.integers(1, 4)), 0))
    return "\n".join(lines) + draw(st.sampled_from(["\n", "", "\n\n", "\n# end\n"]))


def _mapping(draw: st.DrawFn, column: int, size: int, depth: int) -> list[str]:
    lines: list[str] = []
    keys = draw(st.lists(KEYS, min_size=size, max_size=size, unique=True))
    for key in keys:
        lines += draw(st.sampled_from([[], [], ["# " + " " * column + "note"], [""]]))
        name = f'"{key}"' if key == "NO" else key
        lines += _value(draw, f"{' ' * column}{name}:", column, depth)
    return lines


FORMS: dict[str, list[list[str]]] = {
    "plain": [[" word"], ["  'it''s'"], [' "a \\u00e9"'], [""]],
    "flow": [[" [a, 'b']"], [" []"], [" {a: 1, b: [x]}"], [" {}"], [" {a: {b: }}"], [" [a,", "  b, # c", "  ]"]],
    "text": [[" |", "  text", "", "  more"], [" >-", "  text", "", "  more"], [" |+", "  text", "", "  more"]],
    "list": [["", "- one", "- two"], ["", "  - one", "  -"], ["", "  - - x", "    - y"]],
}


def _value(draw: st.DrawFn, head: str, column: int, depth: int) -> list[str]:
    form = draw(st.sampled_from([*FORMS, "maps", "map"] if depth < 2 else ["plain", "flow"]))
    note = draw(st.sampled_from(["", "", "  # why"]))
    pad = " " * (column + 2)
    if form == "map":
        return [f"{head}{note}", *_mapping(draw, column + 2, 2, depth + 1)]
    if form == "maps":
        first, *others = _mapping(draw, column + 4, 2, depth + 1)
        while not first.strip() or first.strip().startswith("#"):
            first, *others = others
        return [f"{head}{note}", f"{pad}- {first.strip()}", *others]
    first, *others = draw(st.sampled_from(FORMS[form]))
    return [f"{head}{first}{note if form != 'text' else ''}", *(" " * column * bool(line) + line for line in others)]


def _routes(data: Any, route: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    found = [route] if route else []
    for step, inner in enumerate(data) if isinstance(data, list) else data.items() if isinstance(data, dict) else ():
        found += _routes(inner, (*route, step))
    return found


def _set(data: Any, route: tuple[Any, ...], value: Any) -> Any:
    if not route:
        return value
    if isinstance(data, list):
        return [_set(inner, route[1:], value) if at == route[0] else inner for at, inner in enumerate(data)]
    return {**(data or {}), route[0]: _set((data or {}).get(route[0]), route[1:], value)}


def _lines_of(text: str, route: tuple[Any, ...]) -> set[int]:
    """Lines, from 0, that an edit at the route may change: those of the value, and of what is in brackets around it."""
    root = yaml.compose(text)
    steps = find(root, route)
    inside = next((at - 1 for at, step in enumerate(steps) if step.in_flow), len(steps) - 1)
    node = steps[inside].node
    key = steps[inside].key
    first = (key or node).start_mark.line
    return set(range(first, text.count("\n", 0, end_of(text, node)) + 1))


@settings(max_examples=100, deadline=None)
@given(documents(), VALUES, st.data())
def test_an_edit_gives_exactly_the_edited_value_and_leaves_other_lines_alone(text, value, data):
    before = yaml.parse("f.yaml", text)
    assert before.problems == ()
    route = data.draw(st.sampled_from(_routes(before.value.data)))
    after = put(text, route, value)
    assert yaml.parse("f.yaml", after).value.data == _set(before.value.data, route, words(value))
    mine = _lines_of(text, route)
    kept = [line for number, line in enumerate(text.split("\n")) if number not in mine]
    assert _is_within(kept, after.split("\n"))


@settings(max_examples=100, deadline=None)
@given(documents(), VALUES, st.data())
def test_what_is_added_takes_nothing_away(text, value, data):
    assume(not text.endswith("more"))  # a line below such a text gives it a line feed at its end
    before = yaml.parse("f.yaml", text).value.data
    homes = [(), *_routes(before)]
    route = data.draw(st.sampled_from([r for r in homes if isinstance(_get(before, r), (dict, list))]))
    home = _get(before, route)
    if isinstance(home, dict):
        after = put(text, (*route, "new"), value, ("a", "new", "key"))
        wanted = _set(before, (*route, "new"), words(value))
    else:
        after = append(text, route, value)
        wanted = _set(before, route, [*home, words(value)])
    assert yaml.parse("f.yaml", after).value.data == wanted
    went, _ = changed(text, after)
    assert went.count("\n") <= (text.count("\n") if home == [] else 1)


@settings(max_examples=100, deadline=None)
@given(documents(), st.data())
def test_what_is_taken_out_takes_nothing_else_with_it(text, data):
    before = yaml.parse("f.yaml", text).value.data
    route = data.draw(st.sampled_from(_routes(before)))
    try:
        after = editing.remove("f.yaml", text, route)
    except editing.NotEditable:
        assert "|+" in text  # such a text holds the empty lines below it, which would be its own
        return
    assert yaml.parse("f.yaml", after).value.data == _without(before, route)
    mine = _lines_of(text, route)
    notes = [line for number, line in enumerate(text.split("\n")) if number not in mine and line.startswith("#")]
    assert _is_within(notes, after.split("\n"))


def _without(data: Any, route: tuple[Any, ...]) -> Any:
    step, *rest = route
    if isinstance(data, list):
        pairs = enumerate(data)
        return [_without(inner, tuple(rest)) if at == step else inner for at, inner in pairs if rest or at != step]
    pairs = data.items()
    return {key: _without(inner, tuple(rest)) if key == step else inner for key, inner in pairs if rest or key != step}


@settings(max_examples=50, deadline=None)
@given(documents(), st.lists(VALUES, max_size=3), st.data())
def test_extending_is_appending_one_after_the_other(text, values, data):
    assume(not text.endswith("more"))
    before = yaml.parse("f.yaml", text).value.data
    lists = [route for route in _routes(before) if isinstance(_get(before, route), list)]
    assume(lists)
    route = data.draw(st.sampled_from(lists))
    after = editing.extend("f.yaml", text, route, values)
    assert yaml.parse("f.yaml", after).value.data == _set(before, route, [*_get(before, route), *map(words, values)])


def _get(data: Any, route: tuple[Any, ...]) -> Any:
    for step in route:
        data = data[step]
    return data


def _is_within(lines: list[str], whole: list[str]) -> bool:
    rest = iter(whole)
    return all(line in rest for line in lines)
