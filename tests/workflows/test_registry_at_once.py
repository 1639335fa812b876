"""Many who change the registry at the same moment: everybody's change is kept."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest

from coalition.campaign.loading import load
from coalition.checks.registry import all_rules
from coalition.sources.trees import DiskTree
from coalition.workflows.registry import joining, judging, revising

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
SETTINGS = "format: 1\ncampaign: {id: fair, name: Fair, domain: fair.example, secretariat: oak, languages: [en]}\n"
OAK = "id: oak\nname: Oak\ntype: network\ncountry: NP\nmembership: [{status: active, on: 2024-01-01}]\n"
FIRST = "members:\n  - " + OAK.replace("\n", "\n    ").rstrip() + "   # steers\n"

LI = "丽例俐俚俪傈儮儷兣凓刕利剓剺力励勵历厉厘"
"""Words that are all spelt "li", so that the same id is made of each name."""


def newcomer(name: str) -> joining.Newcomer:
    return joining.Newcomer(name=name, type="national-ngo", country="NP", on=date(2026, 11, 1), is_another=True)


def add(folder, name: str) -> None:
    def make(campaign):
        return joining.join(folder, campaign, newcomer(name))

    judging.revise(folder, make, lambda _: frozenset(), NOW, dry=False)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "coalition.yaml").write_text(SETTINGS)
    (tmp_path / "members.yaml").write_text(FIRST)
    return tmp_path


def names(folder) -> list[str]:
    loaded = load(DiskTree(folder))
    assert loaded.problems == ()
    return [member.id for member in loaded.value.members.values()]


@pytest.mark.parametrize("apart", [False, True])
def test_twenty_who_add_a_member_of_one_name_at_once_add_twenty_members(folder, apart):
    if apart:
        (folder / "members").mkdir()
        (folder / "members.yaml").unlink()
        (folder / "members/oak.yaml").write_text(OAK)

    def rename_or_add(number: int) -> None:
        if number == 7:
            judging.revise(
                folder,
                lambda now: revising.rename(folder, now, "oak", "Old Oak", date(2026, 11, 1)),
                lambda _: frozenset(),
                NOW,
                dry=False,
            )
        add(folder, f"{LI[number]}之家")

    with ThreadPoolExecutor(20) as pool:
        tuple(pool.map(rename_or_add, range(20)))
    found = names(folder)
    assert {"li-zhi-jia", "li-zhi-jia-20"} < set(found)
    assert len(found) == len(set(found)) == 21
    assert load(DiskTree(folder)).value.members["oak"].name == "Old Oak"
    if not apart:
        assert "   # steers\n" in (folder / "members.yaml").read_text()


def test_processes_wait_for_each_other(folder):
    command = [
        sys.executable,
        "-m",
        "coalition",
        "-C",
        str(folder),
        "member",
        "add",
        "--type",
        "network",
        "--country",
        "NP",
    ]
    running = [
        subprocess.Popen([*command, name], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for name in ("Elm", "Ash", "Yew", "Rowan")
    ]
    for process in running:
        _, complaint = process.communicate()
        assert process.returncode == 0, complaint
    assert sorted(names(folder)) == ["ash", "elm", "oak", "rowan", "yew"]


def test_the_rules_of_a_registry_are_rules_that_there_are():
    assert {rule.code for rule in all_rules()} > judging.RULES > judging.SHARED
