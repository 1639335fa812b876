"""CODEOWNERS, as each host reads it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from coalition.campaign.loading import load
from coalition.outputs.owners import STYLES, blank, hosts, render, rules, style_of
from coalition.sources.trees import MemoryTree

DAY = date(2026, 11, 21)
FILES = {
    "coalition.yaml": """\
format: 1
campaign: {id: fair-winds, name: Fair Winds, domain: fair-winds.example, secretariat: harbour, languages: [en, es]}
themes: {water: {title: Water}}
""",
    "members/harbour.yaml": """\
id: harbour
name: Harbour
type: network
country: NP
membership: [{status: active, on: 2024-01-01}]
accounts: [{host: github.com, name: harbour-bot}, {host: codeberg.org, name: harbour}, {host: git.rose.example, name: hb}]
""",
    "members/rose.yaml": """\
id: rose
name: Rose
type: network
country: NP
membership: [{status: active, on: 2024-01-01}]
accounts: [{host: github.com, name: rose}, {host: github.com, name: old-rose, until: 2025-01-01}, {host: github.com, name: next, from: 2027-01-01}]
""",
    "members/gone.yaml": """\
id: gone
name: Gone
type: network
country: NP
membership: [{status: active, on: 2024-01-01}, {status: withdrawn, on: 2025-01-01}]
accounts: [{host: github.com, name: gone}, {host: gitlab.com, name: gone}]
""",
    "chapters/water/chapter.md": "---\ntitle: T\ntheme: water\nlead: rose\ncontributors: [gone]\n---\n\nText.\n",
    "chapters/water/chapter.es.md": "---\ntitle: T\ntheme: water\nlead: rose\ncontributors: [gone]\n---\n\nTexto.\n",
    "practices/pump.md": "---\ntitle: T\nmember: rose\nsummary: S\n---\n\nText.\n",
    "statements/first/statement.yaml": "venue: general-letter\nsubmitted_by: harbour\ndrafters: [rose]\nstatus: draft\n",
    "statements/second/statement.yaml": "venue: general-letter\nsubmitted_by: harbour\ndrafters: [rose]\nstatus: final\n",
}
CAMPAIGN = load(MemoryTree(FILES)).value


def lines(host: str, style: str) -> list[str]:
    return [line for line in render(CAMPAIGN, DAY, host, STYLES[style]).splitlines() if not line.startswith("#")]


def test_what_is_a_members_is_asked_of_it_and_of_the_secretariat():
    assert lines("github.com", "github") == [
        "* @harbour-bot",
        "/chapters/water/ @rose @harbour-bot",
        "/members/rose.yaml @rose @harbour-bot",
        "/practices/pump.md @rose @harbour-bot",
        "/statements/first/ @rose @harbour-bot",
    ]


def test_forgejo_reads_expressions_that_fit_the_whole_path():
    everything = {**FILES, "members/rose.yaml": FILES["members/rose.yaml"].replace("github.com", "codeberg.org")}
    text = render(load(MemoryTree(everything)).value, DAY, "codeberg.org", STYLES["forgejo"])
    found = [line.split(" ", 1) for line in text.splitlines() if not line.startswith("#")]

    def asked(path: str) -> set[str]:
        return {name for pattern, names in found if re.fullmatch(pattern, path) for name in names.split()}

    assert asked("coalition.yaml") == {"@harbour"}
    assert asked("chapters/water/figures/a.png") == {"@harbour", "@rose"}
    assert asked("chapters/waters/chapter.md") == {"@harbour"}
    assert asked("members/roseXyaml") == {"@harbour"}


def test_nobody_is_asked_who_is_not_active_or_whose_account_is_not_valid_that_day():
    assert hosts(CAMPAIGN, DAY) == ("codeberg.org", "git.rose.example", "github.com")
    assert lines("gitlab.com", "gitlab") == []
    mentioned = {name for rule in rules(CAMPAIGN, DAY, "github.com") for name in rule.accounts}
    assert mentioned == {"harbour-bot", "rose"}
    assert "old-rose" in render(CAMPAIGN, date(2024, 6, 1), "github.com", STYLES["github"])


def test_an_account_that_is_no_name_is_left_out():
    files = {**FILES, "members/rose.yaml": FILES["members/rose.yaml"].replace("name: rose}", 'name: "rose @all"}')}
    assert "@all" not in render(load(MemoryTree(files)).value, DAY, "github.com", STYLES["github"])


@pytest.mark.parametrize(
    ("host", "style"),
    [
        ("github.com", "github"),
        ("gitlab.com", "gitlab"),
        ("gitlab.rose.example", "gitlab"),
        ("codeberg.org", "forgejo"),
        ("forgejo.rose.example", "forgejo"),
        ("git.rose.example", None),
    ],
)
def test_a_host_tells_its_style_where_it_can(host: str, style: str | None):
    assert style_of(host) == style


def test_files_without_anybody_hold_remarks_alone():
    assert sorted(blank()) == [".forgejo/CODEOWNERS", ".github/CODEOWNERS", ".gitlab/CODEOWNERS"]
    assert all(line.startswith("#") for text in blank().values() for line in text.splitlines())
