"""Names that are the same, or nearly."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.checks.names import near_pairs, skeleton


@pytest.mark.parametrize(
    "other",
    [
        "harbour network",
        "HARBOUR-NETWORK",
        "  Harbour   Network. ",
        "Hárboür Nétwörk",
        "Ha\u0301rbour Network",
        "Нarbоur Nеtwоrk",  # with Cyrillic letters # noqa: RUF001 -- these letters are the case
        "Harb0ur Netw0rk",
        "Ｈａｒｂｏｕｒ Ｎｅｔｗｏｒｋ",  # noqa: RUF001 -- these letters are the case
    ],
)
def test_case_accents_punctuation_and_look_alikes_leave_the_same_name(other: str):
    assert skeleton(other) == skeleton("Harbour Network")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Network", "Harbour Networks"),
        ("नेपाल", "नीपाल"),  # vowel signs are letters
        ("สมาคมสตรี", "สมาคมสตรา"),
        ("شبكة الميناء", "شبكة الميدان"),
    ],
)
def test_names_that_differ_by_a_letter_stay_different(one: str, other: str):
    assert skeleton(one) != skeleton(other)


def test_arabic_is_the_same_with_and_without_its_points():
    assert skeleton("شَبَكَة") == skeleton("شبكة")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Network", "Harbour Networks"),
        ("Harbour Network", "Harbor Network"),
        ("Asociación de Mujeres Migrantes", "Asociacion de Mujeres Migrante"),
        ("Committee of the Women of Nepal", "Comittee of Women of Nepal"),
        ("Meridian", "Meridians"),
        ("जनहित संस्था नेपाल", "जनहित संस्थ नेपाल"),
    ],
)
def test_a_slip_makes_two_names_nearly_one(one: str, other: str):
    assert list(near_pairs((one, "Quite Another Name", other))) == [(0, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour Network", "HARBOUR NETWORK"),  # wholly the same: another rule
        ("Branch 2", "Branch 3"),
        ("Branch 10", "Branch 11"),
        ("Harbour Network", "Harbour Network International"),
        ("Rose", "Rosa"),  # too short to tell
        ("Women of Nepal", "Women of Kenya"),
        ("Migrant Forum Asia", "Migrant Centre Africa"),
        ("…", "!!!"),
    ],
)
def test_names_that_are_other_names_are_not_nearly_one(one: str, other: str):
    assert list(near_pairs((one, other))) == []


def test_a_word_that_many_names_share_hides_no_slip_in_the_others():
    crowd = tuple(f"Forum {word}" for word in ("Alpine", "Baltic", "Coastal", "Desert", "Eastern", "Forest", "Grassland",
                  "Highland", "Island", "Jungle", "Kelp", "Lakeside", "Mountain", "Northern", "Oriental"))  # fmt: skip

    assert list(near_pairs((*crowd, "Forum Mountains"))) == [(12, 15)]


NAMES = st.lists(st.text("abcdé 0१ю", min_size=1, max_size=14), min_size=2, max_size=8, unique=True)


@given(NAMES, st.randoms(use_true_random=False))
def test_the_order_of_names_changes_no_pair(names, random):
    shuffled = list(names)
    random.shuffle(shuffled)

    def pairs(given: list[str]) -> set[frozenset[str]]:
        return {frozenset((given[one], given[other])) for one, other in near_pairs(tuple(given))}

    assert pairs(names) == pairs(shuffled)


@given(NAMES)
def test_pairs_come_in_order_and_once(names):
    pairs = list(near_pairs(tuple(names)))

    assert pairs == sorted(set(pairs))
    assert all(first < second for first, second in pairs)
