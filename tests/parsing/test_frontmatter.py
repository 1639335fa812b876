from __future__ import annotations

from coalition.parsing.frontmatter import split
from coalition.problems import Place


def test_a_text_is_parted_and_places_are_those_of_the_file():
    parsed = split("a.md", "---\ntitle: A\ntheme: x\n---\n\n# Body\n---\nend\n")
    assert parsed.problems == ()
    assert parsed.value.document.data == {"title": "A", "theme": "x"}
    assert parsed.value.document.place(("theme",)) == Place("a.md", 3, 8)
    assert parsed.value.body == "\n# Body\n---\nend\n"
    assert parsed.value.body_line == 5


def test_an_empty_front_matter_is_readable():
    parsed = split("a.md", "---\n---\nBody")
    assert (parsed.value.document.data, parsed.value.document.readable) == (None, True)
    assert (parsed.value.body, parsed.value.body_line, parsed.problems) == ("Body", 3, ())


def test_a_file_that_ends_with_its_front_matter():
    assert split("a.md", "---\na: b\n---").value.body_line == 3


def test_yaml_that_is_wrong_is_told_at_its_line_of_the_file():
    parsed = split("a.md", "---\ntitle: A: B\n---\nBody\n")
    assert [(found.code, found.place.line) for found in parsed.problems] == [("yaml-syntax", 2)]
    assert parsed.value.body == "Body\n"


def test_no_front_matter():
    parsed = split("a.md", "Body\n")
    assert [(found.code, found.place) for found in parsed.problems] == [("no-front-matter", Place("a.md"))]
    assert (parsed.value.body, parsed.value.body_line) == ("Body\n", 1)
    assert not parsed.value.document.readable


def test_front_matter_below_empty_lines_is_pointed_at():
    found = split("a.md", "\n\n---\ntitle: A\n---\n").problems[0]
    assert (found.place.line, "empty lines above" in found.hint) == (3, True)


def test_front_matter_without_its_fence_is_pointed_at():
    found = split("a.md", "title: A\ntheme: b\n\nText\n").problems[0]
    assert (found.place.line, 'Put a line of "---" above' in found.hint) == (1, True)


def test_front_matter_that_is_not_closed():
    parsed = split("a.md", "---\ntitle: A\n\nText\n")
    assert [(found.code, found.place.line) for found in parsed.problems] == [("unclosed-front-matter", 1)]
    assert not parsed.value.document.readable
