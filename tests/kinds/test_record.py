"""What every record can do."""

from __future__ import annotations

import re

import pytest

from coalition.kinds import practice
from coalition.kinds.record import Files
from coalition.problems import Place

PATH = "practices/desk.md"
TEXT = "---\ntitle: A desk\nmember: quiet-line\npartners: [hn]\nsummary: It reads.\n---\n\nText.\n"


def desk() -> practice.Practice:
    (found,) = practice.parse(Files({PATH: TEXT}, (PATH,))).value
    return found


def test_a_value_that_is_not_there_has_the_place_of_what_is_around_it():
    found = desk()

    assert found.place("partners", 0) == Place(PATH, 4, 12)
    assert found.place("partners", 7) == Place(PATH, 4, 11)
    assert found.place("website") == found.place()


def test_a_detached_copy_has_other_values_and_forgets_the_text_behind_it():
    copy = desk().detached(partners=())

    assert copy.partners == ()
    assert copy.title == "A desk"
    assert (copy.id, copy.language, copy.body) == ("desk", "en", "\nText.\n")
    assert copy.path == PATH
    assert copy.place("member") == Place(PATH)
    assert desk().partners == ("hn",)


def test_files_are_matched_by_their_whole_path_and_only_where_there_is_a_text():
    files = Files({"a/x.md": "", "b/a/x.md": ""}, ("a/x.md", "a/y.md", "b/a/x.md"))

    assert [path for path, _ in files.matching(r"a/.\.md")] == ["a/x.md"]


PATHS = ("a", "aab", "ab", "ab.txt", "ab/c.txt", "ab/d", "abc", "b/c", "ba", "é/x")


@pytest.mark.parametrize(
    "pattern",
    [
        r"ab/[^/]+",
        r"abc?",
        r"a{2}b",
        r"a+b",
        r"ab\.txt",
        r"ab\.?.*",
        r"(ab|b)/.*",
        r"ab|b/c",
        r".*c",
        r"é/x",
        r"(?P<id>a)b",
        r"",
    ],
)
def test_all_files_of_a_pattern_are_found_whatever_it_begins_with(pattern):
    files = Files(dict.fromkeys(PATHS, "text"), PATHS)
    assert [path for path, _ in files.matching(pattern)] == [path for path in PATHS if re.fullmatch(pattern, path)]
