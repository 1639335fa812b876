"""The registry on another day: names, statuses, networks and keys as they were, and lists of some members alone."""

from __future__ import annotations

import json

import pytest

from coalition.cli.nouns import FILTERS
from coalition.errors import CoalitionError
from coalition.workflows.registry import moments

KEYS = [
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJSYSrWtBavVSKFjhtpmSRRW9gAGXPeCb5k2r1BadYe6",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIErKPeyA9gQz9xW+RzGly7MvH7N8BzmBX6lBVU8I846d",
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIFACsikxYwHd6+kGPbZYgaqL21qHP1fSARZc7r/d2CMh",
]
MEMBERS = f"""\
members:
  - id: harbour
    name: Harbour Network
    type: network
    country: JP
    membership: [{{status: active, on: 2024-01-01}}, {{status: dissolved, on: 2026-06-01}}]
  - id: gate
    name: New Gate
    other_names: [{{name: Old Gate, until: 2025-01-01}}, {{name: Porta, language: it}}, {{name: Gate, since: 2025-01-01, until: 2026-01-01}}]
    type: national-ngo
    country: KE
    themes: [refugees]
    stages: {{KE: [transit], UG: [origin]}}
    part_of: [{{network: harbour, from: 2025-01-01, until: 2026-01-01}}]
    membership: [{{status: applied, on: 2024-02-01}}, {{status: active, on: 2024-03-01}}, {{status: lapsed, on: 2026-03-01}}]
    application: {{sponsors: [harbour], charter: "2024"}}
    accounts: [{{host: code.example, name: gate, from: 2025-01-01, until: 2026-01-01}}]
    keys:
      - {{key: {KEYS[0]}, from: 2024-03-01T00:00:00Z, until: 2025-01-01T00:00:00Z}}
      - {{key: {KEYS[1]}, from: 2025-01-01T00:00:00Z, revoked: {{on: 2025-06-01T00:00:00Z, reason: lost}}}}
      - {{key: {KEYS[2]}, from: 2025-06-01T00:00:00Z}}
"""


@pytest.fixture
def show(folder, run):
    (folder / "members.yaml").write_text(MEMBERS)
    text = (folder / "coalition.yaml").read_text()
    (folder / "coalition.yaml").write_text(text + "themes: {refugees: {title: Refugees}, poverty: {title: Poverty}}\n")

    def show(*words: object):
        done = run("member", *words, "--format", "json")
        assert done.exit_code == 0, done.exception
        return json.loads(done.stdout)

    return show


@pytest.mark.parametrize(
    ("day", "name", "status", "others", "networks", "key", "accounts"),
    [
        ("2024-02-15", "Old Gate", "applied", ["Porta"], [], None, 0),
        ("2024-12-31", "Old Gate", "active", ["Porta"], [], 0, 0),
        ("2025-01-01", "Gate", "active", ["Old Gate", "Porta"], ["harbour"], 1, 1),
        ("2025-06-01", "Gate", "active", ["Old Gate", "Porta"], ["harbour"], 2, 1),
        ("2026-01-01", "New Gate", "active", ["Old Gate", "Porta", "Gate"], [], 2, 0),
        ("2026-03-01", "New Gate", "lapsed", ["Old Gate", "Porta", "Gate"], [], 2, 0),
    ],
)
def test_a_member_is_shown_as_it_was(show, day, name, status, others, networks, key, accounts):
    found = show("show", "gate", "--as-of", day)
    assert (found["name"], found["status"]) == (name, status)
    assert [one["name"] for one in found["other_names"]] == others
    assert found["part_of"] == networks
    assert [one["key"] for one in found["keys"]] == ([] if key is None else [KEYS[key]])
    assert len(found["accounts"]) == accounts
    assert all(change["on"] <= day for change in found["membership"])
    assert found["since"] == found["membership"][-1]["on"]
    assert show("show", "harbour", "--as-of", day)["parts"] == (["gate"] if networks else [])


def test_before_its_first_day_a_member_is_not_yet_one(show):
    found = show("show", "gate", "--as-of", "2024-01-31")
    assert (found["status"], found["since"], found["membership"], found["application"]) == (
        "not yet a member",
        None,
        [],
        None,
    )


def test_without_a_day_all_that_is_recorded_is_shown(show):
    found = show("show", "gate")
    assert (len(found["keys"]), len(found["other_names"]), len(found["accounts"])) == (3, 3, 1)
    assert found["part_of"] == [{"network": "harbour", "from": "2025-01-01", "until": "2026-01-01"}]


def test_a_list_is_as_of_the_day_in_every_column(show):
    (gate,) = show("list", "--as-of", "2025-03-01", "--country", "KE")
    assert (gate["name"], gate["status"], gate["since"]) == ("Gate", "active", "2024-03-01")
    assert gate["part_of"] == ["harbour"]
    assert [key.startswith("SHA256:") for key in gate["keys"]] == [True]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        (["--status", "active"], []),
        (["--status", "active", "--as-of", "2026-05-31"], ["harbour"]),
        (["--status", "lapsed"], ["gate"]),
        (["--theme", "refugees"], ["gate"]),
        (["--theme", "poverty"], []),
        (["--stage", "origin"], ["gate"]),
        (["--stage", "destination"], []),
        (["--country", "JP"], ["harbour"]),
        (["--country", "JP", "--theme", "refugees"], []),
        ([], ["gate", "harbour"]),
    ],
)
def test_a_list_is_of_those_that_are_asked_for(show, words, ids):
    assert [row["id"] for row in show("list", *words)] == ids


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--status", "activ"], 'Did you mean "active"?'),
        (["--theme", "refugee"], 'Did you mean "refugees"?'),
        (["--stage", "transport"], '"transport" is no stage'),
        (["--country", "Kenya"], "Write two capital letters"),
    ],
)
def test_a_word_that_no_member_can_have_is_no_empty_list(show, run, words, said):
    done = run("member", "list", *words)
    assert isinstance(done.exception, CoalitionError)
    assert said in f"{done.exception.message} {done.exception.hint}"


def test_the_options_are_the_filters():
    assert tuple(FILTERS["member"]) == moments.FILTERS
