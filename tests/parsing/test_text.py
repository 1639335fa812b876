from __future__ import annotations

import codecs

import pytest

from coalition.parsing.text import decode
from coalition.problems import Place, Severity


def codes(raw: bytes) -> list[tuple[str, int, int]]:
    return [(found.code, found.place.line, found.place.column) for found in decode("a.md", raw).problems]


def test_plain_text_has_no_problem_and_unix_line_ends():
    parsed = decode("a.md", "Título\r\n\tPress “here”\rok\n".encode())
    assert parsed.value == "Título\n\tPress “here”\nok\n"
    assert parsed.problems == ()


def test_ascii_needs_no_look_at_each_letter():
    assert decode("a.md", b"plain\ntext\n").problems == ()


def test_bytes_that_are_no_utf8_are_named_and_keep_the_columns_of_what_follows():
    parsed = decode("a.md", b"fine\nJos\xe9 and \x80\x93 \xe2\x80\x8b\n")
    assert [found.code for found in parsed.problems] == ["invalid-utf8", "invalid-utf8", "invisible-character"]
    assert parsed.problems[0].place == Place("a.md", 2, 4)
    assert "José"[-1] in parsed.problems[0].message
    assert parsed.value.split("\n")[1][parsed.problems[2].place.column - 1] == "\u200b"


def test_utf16_with_a_mark_is_read_and_named():
    parsed = decode("a.md", "Título\r\n".encode("utf-16"))
    assert parsed.value == "Título\n"
    assert codes("a".encode("utf-16-be")) != []
    assert codes(codecs.BOM_UTF16_BE + "a".encode("utf-16-be")) == [("utf16-text", 1, 1)]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_one_problem_and_not_one_for_each_letter(encoding: str):
    parsed = decode("a.md", "Hello world\n".encode(encoding))
    assert [found.code for found in parsed.problems] == ["utf16-text"]
    assert parsed.value == "Hello world\n"


def test_a_byte_order_mark_is_a_warning_and_gone():
    parsed = decode("a.md", codecs.BOM_UTF8 + b"Hello\n")
    assert parsed.value == "Hello\n"
    assert [(found.code, found.severity) for found in parsed.problems] == [("byte-order-mark", Severity.WARNING)]


def test_control_characters_are_replaced_and_reported():
    parsed = decode("a.md", b"a\x00b\x07c\x7f\n")
    assert parsed.value == "a\ufffdb\ufffdc\ufffd\n"
    assert codes(b"a\x00b\x07c\n") == [("nul-character", 1, 2), ("control-character", 1, 4)]


def test_line_ends_that_editors_do_not_show_are_control_characters():
    assert codes("a\u2028b\x85c".encode()) == [("control-character", 1, 2), ("control-character", 1, 4)]


def test_characters_that_reorder_text_are_errors_whatever_the_script():
    assert codes("pay \u202e100\u202c\n".encode()) == [("bidi-control", 1, 5), ("bidi-control", 1, 9)]
    assert codes("مرحبا \u2066x\u2069\n".encode()) == [("bidi-control", 1, 7), ("bidi-control", 1, 9)]


@pytest.mark.parametrize("character", ["\u200b", "\u00ad", "\u2060", "\ufeff", "\U000e0041"])
def test_invisible_characters_are_errors(character: str):
    assert codes(f"har{character}bour\n".encode()) == [("invisible-character", 1, 4)]


@pytest.mark.parametrize("text", ["می\u200cخواهم", "क\u094d\u200dष", "👩\u200d👧", "قال \u200f(نعم)"])  # noqa: RUF001  # Persian and Arabic
def test_joiners_and_direction_marks_are_letters_where_a_script_needs_them(text: str):
    assert codes(text.encode()) == []


def test_joiners_between_latin_letters_are_errors():
    assert codes("har\u200cbour".encode()) == [("invisible-character", 1, 4)]


def test_what_git_could_not_merge_is_found():
    text = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> theirs\n"
    assert codes(text.encode()) == [("conflict-marker", 2, 1), ("conflict-marker", 6, 1)]


def test_a_heading_underlined_with_equal_signs_is_no_conflict():
    assert codes(b"Title\n=======\n<<<<<<<a\n") == []


def test_a_binary_file_gives_a_bounded_list():
    assert len(decode("a.png", bytes(range(256)) * 50).problems) <= 60
