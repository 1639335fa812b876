from __future__ import annotations

from dataclasses import fields
from datetime import date

from coalition.outputs.report.words import Words, words
from coalition.outputs.words import Words as Interface


def test_every_word_is_translated():
    known = words("es")
    same = {field.name for field in fields(Words) if getattr(known, field.name) == getattr(words("en"), field.name)}
    # A commit is called a commit in Spanish too; what stands in brackets behind a name has no word of ours.
    assert same <= {"text_commit", "approval_signed", "person", "person_of"}


def test_braces_wait_for_their_values():
    assert words("es").edition.format(edition="2026").endswith("2026")
    assert words("en").text_commit.format(date="today", commit="abc") == "today, commit abc"


def test_an_unknown_language_reads_english():
    assert words("tlh").contents == "Contents"


def test_dates_lists_and_direction_follow_the_language():
    assert words("es").date(date(2026, 11, 12)) == "12 de noviembre de 2026"
    assert words("en").listing(["1", "2", "3"]) == "1, 2 and 3"
    assert words("es-MX").listing(["1", "2"]) == "1 y 2"
    assert words("tlh").listing(["1", "2"]) == "1 and 2"
    assert (words("ar").direction, words("en").direction) == ("rtl", "ltr")


def test_addressees_without_a_word_read_as_they_are_written():
    assert words("en").addressee("media") == "the media"
    assert words("en").addressee("village-chiefs") == "village chiefs"


def test_every_word_is_in_the_catalogue():
    ours = {f"report.{field.name}" for field in fields(Words) if field.name != "language"}
    assert all(Interface("en").has(key) for key in ours)
