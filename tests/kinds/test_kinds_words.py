"""The words that kinds are made of: what is accepted, and what is said of the rest."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from coalition.kinds import words
from coalition.kinds.codes import COUNTRIES, REGIONS
from coalition.kinds.words import EarthDate, LocalText, day_of, instant_of, is_id, is_language

GOOD = [
    (words.Id, "hiv-aids"),
    (words.Id, "a1"),
    (words.Id, "x" * 63),
    (words.Country, "NO"),
    (words.Country, "XK"),
    (words.Area, "035"),
    (words.Area, "NP"),
    (words.Language, "en"),
    (words.Language, "pt-BR"),
    (words.Language, "sr-Latn"),
    (words.Language, "zh-Hant-TW"),
    (words.Language, "es-419"),
    (words.WebAddress, "https://harbour.example/a?b#c"),
    (words.WebAddress, "http://harbour.example"),
    (words.Domain, "campaign.example"),
    (words.Month, "2026"),
    (words.Month, "2026-05"),
    (words.Sha256, "0" * 64),
    (words.Line, "A line"),
]
BAD = [
    (words.Id, "Harbour", "cannot be an id"),
    (words.Id, "x", "cannot be an id"),
    (words.Id, "x" * 64, "cannot be an id"),
    (words.Id, "hiv_aids", "cannot be an id"),
    (words.Id, "a\n", "cannot be an id"),
    (words.Country, "Japan", "not a country code"),
    (words.Country, "jp", 'Write "JP"'),
    (words.Country, "UK", "not a country code"),
    (words.Area, "35", "neither a country nor a region"),
    (words.Language, "english", "not a language tag"),
    (words.Language, "en_US", "not a language tag"),
    (words.WebAddress, "harbour.example", "not a web address"),
    (words.WebAddress, "https://user:secret@harbour.example", "not a web address"),
    (words.WebAddress, "javascript:alert(1)", "not a web address"),
    (words.WebAddress, "https://a b", "not a web address"),
    (words.WebAddress, 'https://a.example/"onclick="alert(1)', "not a web address"),
    (words.Instant, "0001-01-01T00:00:00+14:00", "is too far away"),
    (words.Deadline, "9999-12-31T23:59:59-12:00", "is too far away"),
    (words.Domain, "Campaign.Example", "not a domain"),
    (words.Domain, "localhost", "not a domain"),
    (words.Domain, "https://campaign.example", "not a domain"),
    (words.Month, "May 2026", "neither a year nor a month"),
    (words.Month, "2026-13", "neither a year nor a month"),
    (words.Sha256, "0" * 63, "not a SHA-256 digest"),
    (words.Line, " \n ", "empty text"),
    (words.Count, 0, "too small"),
]


@pytest.mark.parametrize(("kind", "word"), GOOD)
def test_good_words_stay_as_they_are(kind, word: str):
    assert TypeAdapter(kind).validate_python(word) == word


@pytest.mark.parametrize(("kind", "word", "said"), BAD)
def test_bad_words_are_quoted_with_their_cure(kind, word: str, said: str):
    with pytest.raises(ValidationError) as raised:
        TypeAdapter(kind).validate_python(word)
    message, hint = raised.value.errors()[0]["ctx"]["error"].args

    assert said in message + hint
    assert str(word).strip() in message
    assert hint.endswith(".")


def test_runs_of_white_space_in_a_line_become_one_blank():
    assert TypeAdapter(words.Line).validate_python("  Harbour \n\t Network ") == "Harbour Network"


def test_a_list_that_must_hold_something_says_so():
    from typing import Annotated

    adapter = TypeAdapter(Annotated[tuple[words.Id, ...], *words.Some])

    assert adapter.validate_python(["ab"]) == ("ab",)
    assert adapter.json_schema()["minItems"] == 1
    with pytest.raises(ValidationError, match="This list is empty"):
        adapter.validate_python([])


def test_ids_and_languages_can_be_asked_for():
    assert is_id("hiv-aids")
    assert not is_id("HIV")
    assert is_language("pt-BR")
    assert not is_language("portuguese")


def test_codes_are_those_of_the_standards():
    assert len(COUNTRIES) == 250  # 249 of ISO 3166-1, and XK
    assert all(len(code) == 2 and code.isupper() for code in COUNTRIES)
    assert all(len(code) == 3 and code.isdigit() for code in REGIONS)


class TestLocalText:
    def test_one_text_is_for_all_languages(self):
        text = LocalText("Poverty")

        assert text.text("es") == "Poverty"
        assert text.languages == ()

    def test_the_nearest_language_is_given(self):
        text = LocalText({"es": "Pobreza", "en": "Poverty", "fr": "Pauvreté"})

        assert text.text("es-MX") == "Pobreza"
        assert text.text("ar", "en") == "Poverty"
        assert text.text("ar") == "Pobreza"
        assert text.languages == ("es", "en", "fr")

    def test_a_map_without_languages_is_no_text_and_gives_none(self):
        assert LocalText({}).text("en") == ""

    @given(st.dictionaries(st.sampled_from(["en", "es", "ar", "pt-BR"]), st.sampled_from("abc"), min_size=1), st.text())
    def test_what_is_given_was_written(self, texts, language):
        assert LocalText(texts).text(language) in texts.values()


def test_a_day_anywhere_on_earth_ends_at_noon_of_the_next_in_utc():
    deadline = EarthDate(date=date(2026, 12, 31), zone="anywhere-on-earth")

    assert instant_of(deadline) == datetime(2027, 1, 1, 12, tzinfo=UTC)


def test_an_instant_is_the_same_in_utc():
    assert instant_of(datetime.fromisoformat("2026-12-10T23:00:00-05:00")) == datetime(2026, 12, 11, 4, tzinfo=UTC)


def test_a_day_is_one_of_utc_whatever_the_zone():
    assert day_of(datetime.fromisoformat("2026-12-10T23:00:00-05:00")) == date(2026, 12, 11)
    assert day_of(date(2026, 12, 10)) == date(2026, 12, 10)
