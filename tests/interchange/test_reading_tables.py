"""What stands in cells: countries, languages, types, days, several values, and nothing."""

from __future__ import annotations

from datetime import date

import pytest

from coalition.interchange import wording
from coalition.interchange.cells import Unusable, is_nothing, text_of
from coalition.interchange.days import day
from coalition.interchange.fields import BY_NAME
from coalition.interchange.names import Gazetteer, is_code
from coalition.interchange.values import Lexicon

PLACES = Gazetteer(("en", "es"))
WORDS = Lexicon(
    PLACES,
    themes=wording.labelled({"refugees": ["Refugee protection", "Protección de refugiados"], "poverty": ["Poverty"]}),
    stages=wording.labelled({"origin": ["Origin"], "transit": ["Transit"]}),
    members={"harbournetwork": "harbour", "harbour": "harbour"},
)


def read(name: str, text: str):
    return BY_NAME[name].read(text, WORDS)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("NP", "NP"),
        ("np", "NP"),
        ("NPL", "NP"),
        ("nepal", "NP"),
        ("NÉPAL", "NP"),
        ("नेपाल", "NP"),
        ("Alemania", "DE"),
        ("Deutschland", "DE"),
        ("日本", "JP"),
        ("Ivory Coast", "CI"),
        ("cote d'ivoire", "CI"),
        ("UK", "GB"),
        ("U.S.A.", "US"),
        ("Holland", "NL"),
        ("Viet Nam", "VN"),
        ("Korea, Republic of", "KR"),
        ("DR Congo", "CD"),
        ("Guinea", "GN"),
        ("Malawi", "MW"),
        ("Kosovo", "XK"),
        ("Namibia", "NA"),
    ],
)
def test_a_country_by_any_of_its_names(text, code):
    assert PLACES.country(text) == code


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("Congo", "more than one country", "CD (Congo - Kinshasa) or CG (Congo - Brazzaville)"),
        ("KOREA", "more than one country", "KP (North Korea) or KR (South Korea)"),
        ("Neapl", "no country that we know", 'Did you mean "Nepal" (NP)?'),
        ("Asia", "no country that we know", ""),
        ("???", "no country that we know", "Write its name in full"),
    ],
)
def test_a_name_of_no_country_or_of_several_is_sent_back_with_what_to_write(text, message, hint):
    with pytest.raises(Unusable) as told:
        PLACES.country(text)
    assert message in told.value.message
    assert hint in told.value.hint


def test_a_campaigns_own_language_decides_what_a_name_means():
    assert Gazetteer(("nb",)).country("Kongo") == "CD"
    with pytest.raises(Unusable, match="more than one"):
        PLACES.country("Kongo")


def test_a_language_that_babel_does_not_know_or_only_without_its_country_hinders_nothing():
    assert Gazetteer(("qqq", "es-AQ")).country("Alemania") == "DE"


@pytest.mark.parametrize(
    ("text", "code"),
    [("035", "035"), ("35", "035"), ("South-East Asia", "035"), ("África", "002"), ("np", "NP"), ("Perú", "PE")],
)
def test_an_area_is_a_country_or_a_region(text, code):
    assert PLACES.area(text) == code


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("es", "es"),
        ("PT-br", "pt-BR"),
        ("zh_hans", "zh-Hans"),
        ("Spanish", "es"),
        ("español", "es"),
        ("नेपाली", "ne"),
        ("Farsi", "fa"),
        ("qqq", "qqq"),
    ],
)
def test_a_language_by_its_tag_or_name(text, tag):
    assert PLACES.language(text) == tag


def test_a_language_that_is_none():
    with pytest.raises(Unusable, match='"Swahilli" is no language') as told:
        PLACES.language("Swahilli")
    assert told.value.hint == 'Did you mean "Swahili" (sw)?'


def test_what_has_the_form_of_a_code():
    assert is_code("na", "territories")
    assert is_code("35", "territories")
    assert not is_code("Nepal", "territories")
    assert is_code("pt-BR", "languages")
    assert not is_code("Spanish", "languages")


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("International NGO", "international-ngo"),
        ("international-ngo", "international-ngo"),
        ("INGO", "international-ngo"),
        ("Universidad", "academic"),
        ("Trade Union", "trade-union"),
        ("Sindicato", "trade-union"),
        ("coalition", "network"),
        ("Faith based organization", "faith-based"),
    ],
)
def test_types_in_plain_words(text, word):
    assert wording.type_of(text) == word


def test_words_that_say_too_little_are_sent_back():
    with pytest.raises(Unusable) as told:
        wording.type_of("NGO")
    assert told.value.hint == "Write one of: international-ngo, national-ngo, regional-ngo."
    with pytest.raises(Unusable) as told:
        wording.type_of("netwrok")
    assert told.value.hint == 'Did you mean "network"?'
    with pytest.raises(Unusable, match="no member of its own"):
        wording.status_of("Merged")


def test_statuses_visibilities_and_consultative_statuses():
    assert [wording.status_of(word) for word in ("Member", "pending", "Resigned", "disuelta")] == [
        "active",
        "applied",
        "withdrawn",
        "dissolved",
    ]
    assert wording.visibility_of("anonymous") == "unnamed"
    assert wording.consultative_of("Special consultative status") == "special"


@pytest.mark.parametrize(
    "text",
    ["2024-03-31", "2024/3/31", "2024-03-31T00:00:00", "31.3.2024", "31/03/2024", "3/31/2024", "31 March 2024",
     "31 de marzo de 2024", "March 31, 2024", "31st Mar 2024"],
)  # fmt: skip
def test_days_as_people_write_them(text):
    assert day(text) == date(2024, 3, 31)


def test_a_day_that_can_be_two_is_sent_back_with_both():
    with pytest.raises(Unusable, match="can be two days") as told:
        day("3/4/2024")
    assert told.value.hint == "Write 2024-04-03 or 2024-03-04."
    assert day("4/4/2024") == date(2024, 4, 4)
    assert day("3.4.2024") == date(2024, 4, 3)


@pytest.mark.parametrize("text", ["2024-02-30", "yesterday", "45000", "31 Foo 2024", "2024"])
def test_what_is_no_day(text):
    with pytest.raises(Unusable, match="is not a day"):
        day(text)


def test_several_values_in_a_cell():
    assert read("themes", "Refugee protection; poverty | Poverty") == ["refugees", "poverty"]
    assert read("themes", "refugees, poverty") == ["refugees", "poverty"]
    assert read("languages", "Nepali / English and Spanish") == ["ne", "en", "es"]
    assert read("areas_served", "Bosnia and Herzegovina, Trinidad & Tobago; Korea, Republic of\nNP") == [
        "BA",
        "TT",
        "KR",
        "NP",
    ]
    assert read("part_of", "Harbour Network") == ["harbour"]
    assert read("phone", "+41 22 1, +41 22 2") == [
        {"type": "phone", "value": "+41 22 1"},
        {"type": "phone", "value": "+41 22 2"},
    ]
    with pytest.raises(Unusable, match='"Klongon" is no language'):
        read("languages", "English, Klongon")


def test_values_of_several_parts():
    assert read("stages", "Nepal: Origin, transit; JP: transit") == {"NP": ["origin", "transit"], "JP": ["transit"]}
    assert read("identifiers", r"ECOSOC: 12; a\:b: 3; n/a") == [
        {"scheme": "ECOSOC", "id": "12"},
        {"scheme": "a:b", "id": "3"},
    ]
    assert read("former_names", "Old House (until 2019-05-01)") == [{"name": "Old House", "until": date(2019, 5, 1)}]
    for name, text in (("stages", "origin"), ("identifiers", "12345"), ("former_names", "Old House")):
        with pytest.raises(Unusable) as told:
            read(name, text)
        assert told.value.hint.startswith("Write")


def test_an_address_of_the_web_may_lack_its_beginning():
    assert read("website", "www.lotus.example") == "https://www.lotus.example"
    assert read("website", "http://lotus.example") == "http://lotus.example"


@pytest.mark.parametrize("text", ["", "NA", "n/a", "N.A.", "#N/A", "None", "-", "—", " ? ", "not  available"])
def test_nothing_in_many_words(text):
    assert is_nothing(text)


@pytest.mark.parametrize(
    "cell",
    ["=1+1", "=HYPERLINK(1)", "@SUM(1)", "+cmd|' /C calc'!A0", "-2+3+cmd|'/C calc'!A0", "a; =1", "\uff1d1", " =x"],
)
def test_formulas_are_refused(cell):
    with pytest.raises(Unusable, match="is a formula"):
        text_of(cell)


@pytest.mark.parametrize("cell", ["+41 (0)22 731", "@home", "+Pool", "-", "'=1+1", "a=b", "- offers help (in Nepal)"])
def test_telephone_numbers_and_names_are_no_formulas(cell):
    assert text_of(cell) == cell.removeprefix("'")


def test_what_nobody_sees_is_refused():
    with pytest.raises(Unusable, match="invisible character"):
        text_of("Lotus\u200bHouse")
