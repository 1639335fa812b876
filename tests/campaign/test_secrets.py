"""Looking for what members keep to themselves, in texts of any kind."""

import pytest

from coalition.campaign.secrets import Secrets


def test_thousands_of_names_are_looked_for_at_once():
    secrets = Secrets((f"Organisation Number {number} of the List" for number in range(5000)), str.casefold)
    assert list(secrets.found("the organisation number 4321 of the list signed")) == [
        ("organisation number 4321 of the list", 4)
    ]


def test_every_place_is_told():
    assert list(Secrets(["Quiet Line"], str.casefold).found("quiet line, and quiet line")) == [
        ("quiet line", 0),
        ("quiet line", 16),
    ]


@pytest.mark.parametrize("text", ["quiet-line-two", "a-quiet-line", "quiet-lines", "unquiet-line", "quiet line"])
def test_part_of_a_longer_name_is_another_name(text):
    assert list(Secrets(["quiet-line"], str.casefold).found(text)) == []


def test_a_hyphen_beside_words_is_none_of_theirs():
    assert list(Secrets(["Quiet Line"], str.casefold).found("ex-quiet line-up")) == [("quiet line", 3)]


def test_signs_alone_are_no_secret_that_could_be_found():
    assert list(Secrets(["", " ", "++", "?"], str.casefold).found("a ++ b?")) == []


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("Anna & Sons", "by anna & sons, today"),
        ("office@quiet.example", "mailto:office@quiet.example?x"),
        ("Quiet Line", "(quiet line)"),
        ("Quiet Line Line", "line quiet line line"),
    ],
)
def test_signs_around_and_within_a_secret_hide_nothing(value, text):
    secrets = Secrets([value], str.casefold)
    for _ in range(2):  # what was seen before is found again
        assert [found for found, _ in secrets.found(text)] == [value.casefold()]


def test_words_that_stand_apart_are_no_secret():
    assert list(Secrets(["Quiet Line"], str.casefold).found("the quiet house on the line")) == []
