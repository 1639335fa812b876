from __future__ import annotations

import gc

import pytest
import yaml as library

from coalition.parsing import yaml
from coalition.parsing.yaml_messages import explain
from coalition.problems import Place


def problems(text: str) -> list[tuple[str, int, int]]:
    return [(found.code, found.place.line, found.place.column) for found in yaml.parse("a.yaml", text).problems]


def message(text: str) -> str:
    parsed = yaml.parse("a.yaml", text)
    assert len(parsed.problems) == 1
    return parsed.problems[0].message


def test_all_values_are_the_strings_that_were_written():
    text = 'country: NO\nat: 12:30\nold: 012\nday: 2024-01-10\nyes: on\nnumber: 1_000\nquoted: ""\n'
    parsed = yaml.parse("a.yaml", text)
    assert parsed.problems == ()
    assert parsed.value.data == {
        "country": "NO",
        "at": "12:30",
        "old": "012",
        "day": "2024-01-10",
        "yes": "on",
        "number": "1_000",
        "quoted": "",
    }


def test_only_plain_nothing_is_none():
    data = yaml.parse("a.yaml", "a:\nb: ~\nc: null\nd: 'null'\ne: Null\nf: ''\n").value.data
    assert data == {"a": None, "b": None, "c": None, "d": "null", "e": "Null", "f": ""}


def test_an_empty_text_is_none_and_readable():
    parsed = yaml.parse("a.yaml", "# only a comment\n")
    assert (parsed.value.data, parsed.value.readable, parsed.problems) == (None, True, ())
    assert parsed.value.place() == Place("a.yaml", 1, 1)


def test_every_value_and_key_has_its_place():
    document = yaml.parse("a.yaml", "members:\n- id: é-😀\n  areas: [JP, 'x']\n- {id: b}\n").value
    assert document.place(("members", 0, "id")) == Place("a.yaml", 2, 7)
    assert document.place(("members", 0, "areas", 1)) == Place("a.yaml", 3, 15)
    assert document.place(("members", 1)) == Place("a.yaml", 4, 3)
    assert document.key_place(("members", 0, "areas")) == Place("a.yaml", 3, 3)
    assert document.key_place(("members", 1)) == Place("a.yaml", 4, 3)
    assert document.value(("members", 1, "id")) == "b"


def test_what_is_not_there_has_the_place_of_what_is_around_it():
    document = yaml.parse("a.yaml", "a:\n  b: [1]\n").value
    assert document.place(("a", "b", 7, "x")) == document.place(("a", "b"))
    assert document.place(("a", "b", "x")) == document.place(("a", "b"))
    assert document.place(("a", "b", 0, "x")) == Place("a.yaml", 2, 7)
    assert document.place(("zzz",)) == document.place(())


def test_front_matter_begins_in_a_later_line():
    assert yaml.parse("a.md", "a: b\n", first_line=2).value.place(("a",)) == Place("a.md", 2, 4)


def test_a_key_that_stands_twice():
    assert problems("a: 1\nb: 2\na: 3\n") == [("duplicate-key", 3, 1)]
    assert "line 1" in message("a: 1\nb: 2\na: 3\n")


def test_aliases_anchors_and_tags_are_refused_and_nothing_expands():
    assert problems("a: &x [1, 2]\nb: *x\n") == [("yaml-alias", 1, 4), ("yaml-alias", 2, 4)]
    assert problems("a: !!python/object x\nb: !t [1]\nc: &n\n") == [
        ("yaml-tag", 1, 4),
        ("yaml-tag", 2, 4),
        ("yaml-alias", 3, 4),
    ]
    assert yaml.parse("a.yaml", "a: [&x 1, *x]\n").value.data == {"a": ["1", None]}


def test_many_aliases_give_a_bounded_list():
    assert len(problems("[" + "*a, " * 4000 + "]")) == 100


def test_several_documents():
    assert problems("a: b\n---\nc: d\n") == [("yaml-several-documents", 2, 1)]
    assert yaml.parse("a.yaml", "---\na: b\n").problems == ()


def test_depth_is_refused_before_it_can_hurt():
    deep = "\n".join(" " * level + "a:" for level in range(60))
    for text in ("[" * 100, "- " * 60, "{a: " * 60, deep, "[\n" * 50_000, "- " * 9_999):
        parsed = yaml.parse("a.yaml", text)
        assert [found.code for found in parsed.problems] == ["yaml-too-deep"]
        assert not parsed.value.readable


def test_long_lines_are_refused():
    assert problems("a: b\n" + "x" * 20_001) == [("yaml-line-too-long", 2, 1)]
    assert problems("a: b\n" * 10_000 + "b: " + "x" * 19_000)[0][0] == "duplicate-key"


def test_tabs_that_indent_are_all_named():
    assert problems("a:\n\tb: c\n- \td\n\te: f\n") == [
        ("tab-indentation", 2, 1),
        ("tab-indentation", 3, 3),
        ("tab-indentation", 4, 1),
    ]
    assert problems("a: b\tc\n") == []
    assert problems("a: b\n\t\n") == [("tab-indentation", 2, 1)]


@pytest.mark.parametrize(
    ("text", "line", "column", "words"),
    [
        ("title: Rights: now\n", 1, 14, "colon too many"),
        ("name:Harbour\nid: x\n", 1, 6, "needs a blank after the colon"),
        ("name: 'Women's Net'\n", 1, 14, "Text follows a closing quotation mark"),
        ("name: 'it\nb: 'x'\n", 1, 7, "closes only in line 2"),
        ("name: 'never\nid: x\n", 1, 7, "never closed"),
        ('name: "never\n---\n', 1, 7, "never closed"),
        ("a: [b, c\nd: e\n", 1, 4, "bracket ["),
        ("a: {b: c d: e}\n", 1, 4, "brace {"),
        ("a: @handle\n", 1, 4, "cannot begin with this character"),
        ("a: *bold*\n", 1, 9, "cannot begin with * or &"),
        ("a: - b\n", 1, 4, "cannot begin on the line of its name"),
        ('a: "C:\\Quit"\n', 1, 7, "backslash"),
        ("a: |text\n", 1, 5, "After | or >"),
        ("- a\nb: c\n", 2, 1, 'should begin with "- "'),
        ("a:\n  b: c\n d: e\n", 3, 2, "does not fit"),
        ("? {a: b}\n: c\n", 1, 3, "must be plain words"),
        ("a: {{ title }}\n", 1, 5, "must be plain words"),
        ("?\n: 1\n", 1, 2, "nothing before its colon"),
        ("%YAML 9.0\n---\na: b\n", 1, 1, "cannot be read"),
        ("a: b\nplain\nc: d\n", 2, 1, "lacks a colon"),
    ],
)
def test_what_libyaml_says_in_plain_words_at_the_right_place(text: str, line: int, column: int, words: str):
    parsed = yaml.parse("a.yaml", text)
    assert [(found.code, found.place.line, found.place.column) for found in parsed.problems] == [
        ("yaml-syntax", line, column)
    ]
    assert words in parsed.problems[0].message
    assert parsed.problems[0].hint
    assert not parsed.value.readable


def test_the_line_is_quoted_but_not_a_whole_page():
    assert message("title: Rights: now\n").endswith("The line reads: title: Rights: now")
    assert len(message("title: Rights: " + "now " * 500)) < 250


MEMBERS = """members:
- id: a
  name: "A" B
- id: b
  name: good
# a comment
- id: c
  areas: [JP, NP
- id: d
  name: 'it
- id: e
  name: 'Women''s'
- id: f
"""


def test_an_entry_that_is_no_yaml_costs_no_other_entry():
    parsed = yaml.parse("members.yaml", MEMBERS)
    assert [(found.code, found.place.line) for found in parsed.problems] == [
        ("yaml-syntax", 3),
        ("yaml-syntax", 8),
        ("yaml-syntax", 10),
    ]
    assert parsed.value.readable
    ids = [entry["id"] for entry in parsed.value.value(("members",))]
    assert ids == ["b", "e", "f"]
    assert parsed.value.place(("members", 1, "id")) == Place("members.yaml", 11, 7)


def test_problems_of_entries_that_can_be_read_are_reported_once_though_the_text_is_read_again():
    text = "- id: a\n  id: b\n- id: 'x' y\n- id: c\n"
    assert problems(text) == [("duplicate-key", 2, 3), ("yaml-syntax", 3, 11)]


def test_trouble_that_only_moves_is_reported_once():
    parsed = yaml.parse("a.yaml", "list:\n- a: b\n   c: d\nother\n")
    assert not parsed.value.readable
    assert len(parsed.problems) <= 2


def test_a_file_of_broken_entries_is_given_up():
    parsed = yaml.parse("a.yaml", "- id: ok\n" + "- a: 'x' y\n- id: ok\n" * 30)
    assert not parsed.value.readable
    assert len(parsed.problems) == 10


def test_trouble_outside_of_a_list_is_one_problem():
    assert len(problems("list:\n  - a\nother: x: y\n")) == 1
    assert len(problems("other: x: y\nlist:\n  - a\n")) == 1


def test_an_error_without_a_place_is_at_the_beginning():
    (problem,) = explain("a.yaml", "a: b\n", 3, library.MarkedYAMLError(problem="something new"), None)
    assert (problem.place, problem.message) == (
        Place("a.yaml", 3, 1),
        "This line cannot be read. The line reads: a: b",
    )


def test_an_empty_last_value_is_at_the_text_s_end():
    assert yaml.parse("a.yaml", "? a").value.place(("a",)) == Place("a.yaml", 1, 4)


def test_odd_characters_move_no_line_and_break_nothing():
    document = yaml.parse("a.yaml", "a: x\u2028y\x85z\rw\nb: \x07\ufeff\ud800\n").value
    assert document.data == {"a": "x y z w", "b": "\ufffd\ufffd\ufffd"}
    assert document.place(("b",)) == Place("a.yaml", 2, 4)


def test_it_works_without_the_c_library(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(yaml, "_Loader", library.SafeLoader)
    assert yaml.parse("a.yaml", MEMBERS).value.value(("members", 0, "id")) == "b"
    assert yaml.parse("a.yaml", "a: é\n").value.place(("a",)) == Place("a.yaml", 1, 4)


def test_what_an_escape_brings_into_a_value_is_looked_at_like_what_the_file_holds():
    parsed = yaml.parse(
        "a.yaml", 'name: "Harbour\\e[31m \\u202e"\n"k\\0": x\nfine: "\\u0646\\u200c\\u0645 \\t\\n\\\\"\n'
    )
    assert [(found.code, found.place.line, found.place.column) for found in parsed.problems] == [
        ("bidi-control", 1, 7),
        ("control-character", 1, 7),
        ("nul-character", 2, 1),
    ]
    assert parsed.value.data == {
        "name": "Harbour\ufffd[31m \ufffd",
        "k\ufffd": "x",
        "fine": "\u0646\u200c\u0645 \t\n\\",
    }
    assert "U+001B" in parsed.problems[1].message


def test_what_the_file_itself_holds_is_for_the_file_s_own_check():
    assert yaml.parse("a.yaml", 'a: "har\u200bbour"\n').problems == ()


@pytest.mark.parametrize("text", ["a: b\n", "a: b: c\n", "[" * 100])
def test_garbage_is_collected_again_afterwards_as_it_was_before(text: str):
    assert gc.isenabled()
    yaml.parse("a.yaml", text)
    assert gc.isenabled()
    gc.disable()
    try:
        yaml.parse("a.yaml", text)
        assert not gc.isenabled()
    finally:
        gc.enable()
