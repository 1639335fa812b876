"""Members: the state of an organisation on any day, and one registry in two forms."""

from __future__ import annotations

import string
from datetime import date
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from coalition.campaign.loading import load
from coalition.kinds.member import Member, parse
from coalition.kinds.record import Files
from coalition.sources.trees import MemoryTree


def one(more: str = "", membership: str = "[{status: active, on: 2025-01-01}]") -> Member:
    text = f"id: harbour-network\nname: Harbour Network\ntype: network\ncountry: JP\nmembership: {membership}\n{more}"
    parsed = parse(Files({"members/harbour-network.yaml": text}, ("members/harbour-network.yaml",)))
    assert parsed.problems == ()
    return parsed.value[0]


def wrong(more: str) -> list[str]:
    text = f"id: hn\nname: Harbour Network\ntype: network\ncountry: JP\nmembership: [{{status: active, on: 2025-01-01}}]\n{more}"
    return [str(problem) for problem in parse(Files({"members/hn.yaml": text}, ("members/hn.yaml",))).problems]


MEMBERSHIP = "[{status: applied, on: 2024-01-01}, {status: active, on: 2024-03-01}, {status: lapsed, on: 2025-03-01}]"


@pytest.mark.parametrize(
    ("day", "status", "active"),
    [
        ("2023-12-31", None, False),
        ("2024-01-01", "applied", False),
        ("2024-02-29", "applied", False),
        ("2024-03-01", "active", True),
        ("2025-02-28", "active", True),
        ("2025-03-01", "lapsed", False),
        ("2099-01-01", "lapsed", False),
    ],
)
def test_a_status_holds_from_its_day_on(day: str, status: str | None, active: bool):  # noqa: FBT001 -- one of the cases
    member = one(membership=MEMBERSHIP)
    change = member.status_on(date.fromisoformat(day))

    assert (change.status if change else None) == status
    assert member.active_on(date.fromisoformat(day)) is active


def test_of_two_changes_on_one_day_the_later_written_holds():
    member = one(membership="[{status: applied, on: 2025-01-01}, {status: active, on: 2025-01-01}]")

    assert member.active_on(date(2025, 1, 1))


def test_a_member_bears_its_earlier_names_until_they_end():
    member = one(
        "other_names:\n"
        "  - {name: Port Group, until: 2010-01-01}\n"
        "  - {name: Harbour Group, since: 2010-01-01, until: 2019-05-01}\n"
        "  - {name: 港ネットワーク, language: ja}\n"
    )

    assert member.name_on(date(2009, 6, 1)) == "Port Group"
    assert member.name_on(date(2010, 1, 1)) == "Harbour Group"
    assert member.name_on(date(2019, 5, 1)) == "Harbour Network"
    assert member.name_on(date(2026, 1, 1)) == "Harbour Network"


def test_countries_are_words_whatever_they_look_like():
    member = one("areas_served: [NO, '035']\nstages: {NO: [transit]}\n")

    assert member.areas_served == ("NO", "035")
    assert member.stages == {"NO": ("transit",)}


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("contacts: [{type: email, value: harbour.example}]", '6:12: error[wrong-value] "harbour.example" is not an e-mail'),
        ("keys: [{key: ssh-rsa AAAA, from: 2026-01-01T00:00:00Z}]", '6:14: error[wrong-value] "ssh-rsa AAAA" is not an ed25519'),
        ("website: harbour.example", '6:10: error[wrong-value] "harbour.example" is not a web address'),
        ("visibility: secret", "6:13: error[wrong-value]"),
        ("areas_served: [XX]", '6:16: error[wrong-value] "XX" is neither a country nor a region'),
        ("consultative_status: full", "6:22: error[wrong-value]"),
        ("nmae: Harbour", "6:1: error[unknown-key]"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_told_at_its_place(more: str, said: str):
    (problem,) = wrong(f"{more}\n")

    assert problem.startswith(f"members/hn.yaml:{said}")


def test_a_broken_entry_costs_no_other():
    text = "members:\n  - {id: a}\n" + "".join(
        f"  - {{id: {name}, name: N, type: other, country: JP, membership: [{{status: active, on: 2025-01-01}}]}}\n"
        for name in ("zebra", "mole")
    )
    parsed = parse(Files({"members.yaml": text}, ("members.yaml",)))

    assert [member.id for member in parsed.value] == ["mole", "zebra"]
    assert {problem.place.line for problem in parsed.problems} == {2}


@pytest.mark.parametrize("text", ["", "members:\n", "members: []\n", "# nobody yet\n"])
def test_a_registry_may_be_empty(text: str):
    parsed = parse(Files({"members.yaml": text}, ("members.yaml",)))

    assert parsed.value == parsed.problems == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("- id: a\n", ["wrong-value"]),
        ("members: many\n", ["wrong-value"]),
        ("{}\n", ["wrong-value"]),
        ("member:\n  - {}\n", ["unknown-key"]),
        ("members: []\nfriends: []\n", ["unknown-key"]),
        ("members: [\n", ["yaml-syntax"]),
    ],
)
def test_a_registry_of_another_shape_is_told(text: str, codes: list[str]):
    problems = parse(Files({"members.yaml": text}, ("members.yaml",))).problems

    assert [problem.code for problem in problems] == codes


# members.yaml and members/<id>.yaml are equal.

LINES = st.text(string.ascii_letters + " éñ日本:#-'\"&*!|>%@`{}[],?0123456789", min_size=1, max_size=30).filter(
    str.strip
)
IDS = st.from_regex(r"[a-z][a-z0-9-]{1,12}", fullmatch=True)
DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(str)


@st.composite
def entries(draw: st.DrawFn) -> dict[str, Any]:
    """A member as somebody could write it."""
    entry: dict[str, Any] = {
        "id": draw(IDS),
        "name": draw(LINES),
        "type": draw(st.sampled_from(["network", "national-ngo", "other"])),
        "country": draw(st.sampled_from(["NO", "NP", "JP"])),
        "membership": [
            {"status": status, "on": draw(DAYS)}
            for status in draw(st.lists(st.sampled_from(["applied", "active", "lapsed"]), min_size=1, max_size=3))
        ],
    }
    more = {
        "other_names": st.lists(st.fixed_dictionaries({"name": LINES}, optional={"until": DAYS}), max_size=2),
        "areas_served": st.lists(st.sampled_from(["035", "NP", "NO"]), max_size=3),
        "stages": st.dictionaries(
            st.sampled_from(["NO", "JP"]), st.lists(st.sampled_from(["origin", "transit"])), max_size=2
        ),
        "summary": LINES,
        "languages": st.lists(st.sampled_from(["no", "en", "ja"]), max_size=2),
        "contacts": st.lists(
            st.fixed_dictionaries({"type": st.just("phone"), "value": LINES, "public": st.booleans()}), max_size=2
        ),
        "visibility": st.sampled_from(["public", "unnamed", "hidden"]),
    }
    for key, values in more.items():
        if draw(st.booleans()):
            entry[key] = draw(values)
    return entry


def written(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


@given(st.lists(entries(), max_size=4, unique_by=lambda entry: entry["id"]), st.integers(0, 15))
@settings(max_examples=150, deadline=None)
def test_one_file_for_all_and_a_file_for_each_are_the_same_registry(registry, apart):
    together = {"members.yaml": written({"members": registry})}
    each = {f"members/{entry['id']}.yaml": written(entry) for entry in registry}
    some = {f"members/{entry['id']}.yaml": written(entry) for at, entry in enumerate(registry) if apart >> at & 1}
    others = {"members.yaml": written({"members": [entry for at, entry in enumerate(registry) if not apart >> at & 1]})}

    def members(files: dict[str, str]) -> list[dict[str, Any]]:
        loaded = load(MemoryTree({"coalition.yaml": SETTINGS, **files}))
        assert loaded.problems == ()
        return [member.model_dump() for member in loaded.value.of(Member)]

    assert members(together) == members(each) == members({**some, **others})
    assert len(members(each)) == len(registry)


SETTINGS = """\
format: 1
campaign: {id: fair-passage, name: Fair Passage, domain: fair-passage.example, secretariat: hn, languages: [en]}
"""


PARTS = """\
members:
  - id: harbour
    name: Harbour
    type: national-ngo
    country: NP
    part_of:
      - asia
      - {network: pacific, from: 2024-01-01, until: 2025-01-01}
      - {network: pacific, from: 2026-01-01}
      - {network: old, until: 2024-06-01}
    membership: [{status: active, on: 2024-01-01}]
"""


@pytest.mark.parametrize(
    ("day", "networks"),
    [
        ("2023-12-31", ("asia", "old")),
        ("2024-01-01", ("asia", "pacific", "old")),
        ("2024-12-31", ("asia", "pacific")),
        ("2025-01-01", ("asia",)),
        ("2026-01-01", ("asia", "pacific")),
    ],
)
def test_a_member_is_part_of_networks_for_a_time(day, networks):
    (member,) = parse(Files({"members.yaml": PARTS}, ("members.yaml",))).value
    assert member.networks_on(date.fromisoformat(day)) == networks


def test_a_time_that_ends_before_it_begins_is_a_mistake_with_its_place():
    text = PARTS.replace("from: 2024-01-01, until: 2025-01-01", "from: 2025-01-01, until: 2025-01-01")
    (problem,) = parse(Files({"members.yaml": text}, ("members.yaml",))).problems
    assert (problem.place.line, problem.code) == (8, "wrong-value")
    assert "part of pacific from 2025-01-01 until 2025-01-01" in problem.message


def test_a_member_as_of_a_day_knows_nothing_of_what_came_later():
    text = """\
members:
  - id: harbour
    name: Later Harbour
    other_names: [{name: Harbour, until: 2025-01-01}, {name: Hafen, language: de, since: 2024-06-01}]
    type: network
    country: NP
    part_of: [asia, {network: pacific, from: 2025-01-01}]
    membership: [{status: applied, on: 2024-01-01}, {status: active, on: 2024-02-01}, {status: lapsed, on: 2025-02-01}]
    application: {sponsors: [a-member, b-member], charter: "1"}
    accounts: [{host: code.example, name: harbour, from: 2024-03-01}]
"""
    (member,) = parse(Files({"members.yaml": text}, ("members.yaml",))).value
    then = member.as_of(date(2024, 2, 15))
    assert (then.name, then.other_names, then.part_of, then.accounts) == ("Harbour", (), ("asia",), ())
    assert [change.status for change in then.membership] == ["applied", "active"]
    assert member.as_of(date(2026, 1, 1)).name == "Later Harbour"
    assert [one.name for one in member.as_of(date(2026, 1, 1)).other_names] == ["Harbour", "Hafen"]
    assert member.as_of(date(2023, 12, 31)).application is None
    for day in (date(2024, 1, 15), date(2024, 7, 1), date(2025, 1, 1), date(2025, 3, 1)):
        then = member.as_of(day)
        assert (then.name_on(day), then.status_on(day), then.networks_on(day)) == (
            member.name_on(day),
            member.status_on(day),
            member.networks_on(day),
        )
