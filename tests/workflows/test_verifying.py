"""Verifying a campaign: what is asked of ssh-keygen, and how often."""

from __future__ import annotations

import json
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from coalition.campaign.loading import load
from coalition.cli.main import cli
from coalition.errors import CoalitionError
from coalition.signing import openssh
from coalition.sources.cache import Cache
from coalition.sources.trees import DiskTree
from coalition.workflows import verifying

GOOD = Path(__file__).parents[1] / "vectors/every-action/campaign"
NOW = datetime.fromisoformat("2026-11-21T12:00:00Z")


@pytest.fixture
def campaign(tmp_path):
    shutil.copytree(GOOD, tmp_path / "campaign")
    return tmp_path / "campaign"


@pytest.fixture
def asked(monkeypatch):
    """How many signatures ssh-keygen was asked about, a number a time."""
    found: list[int] = []
    real = openssh.verify

    def counting(checks):
        found.append(len(checks))
        return real(checks)

    monkeypatch.setattr(openssh, "verify", counting)
    return found


def standing(folder, cache, instant=NOW):
    return verifying.standing(load(DiskTree(folder)).value, instant, cache)


def test_what_ssh_keygen_said_is_not_asked_again(campaign, asked, tmp_path):
    cache = Cache(tmp_path / "cache", b"secret")
    first = standing(campaign, cache)
    assert asked == [7]

    assert standing(campaign, cache) == first
    assert standing(campaign, cache, NOW.replace(day=22)).answers == first.answers
    assert asked == [7]


def test_only_what_changed_is_asked_again(campaign, asked, tmp_path):
    cache = Cache(tmp_path / "cache", b"secret")
    standing(campaign, cache)
    answer = campaign / "statements/first-review/endorsements/v1/alpha-aid.txt"
    answer.write_bytes(answer.read_bytes().replace(b"supporter", b"drafter"))
    found = standing(campaign, cache)

    assert asked == [7, 1]
    assert {one.verdict for one in found.answers if one.member == "alpha-aid"} == {"bad-signature"}


def test_what_another_clone_or_a_contribution_remembers_is_not_believed(campaign, asked, tmp_path):
    standing(campaign, Cache(tmp_path / "cache", b"theirs"))
    standing(campaign, Cache(tmp_path / "cache", b"ours"))
    assert asked == [7, 7]


def test_another_program_is_asked_again(campaign, asked, tmp_path, monkeypatch):
    cache = Cache(None)
    standing(campaign, cache)
    (tmp_path / "bin").mkdir()
    other = tmp_path / "bin/ssh-keygen"
    other.write_text(f'#!/bin/sh\nexec {openssh.find()} "$@"\n', encoding="utf-8")
    other.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path / 'bin'}:/usr/bin:/bin")
    standing(campaign, cache)
    assert asked == [7, 7]


def test_a_key_that_ends_is_asked_about_again(campaign, asked, tmp_path):
    """The same bytes at an instant at which another line of the allowed signers holds are another question."""
    (campaign / "trust/receipts.log").unlink()
    (campaign / "trust/receipts.log.sig").unlink()
    members = campaign / "members.yaml"
    text = members.read_text("utf-8").replace(
        "from: 2026-01-01T00:00:00Z}", "from: 2026-01-01T00:00:00Z, until: 2026-11-22T00:00:00Z}"
    )
    members.write_text(text, "utf-8")
    cache = Cache(None)
    before = standing(campaign, cache, NOW)
    after = standing(campaign, cache, NOW.replace(day=23))

    assert {one.verdict for one in before.answers} == {"good", "withdrawn"}
    assert {one.verdict for one in after.answers} == {"key-not-valid-then"}
    assert asked == [6, 6]


def test_where_nothing_is_signed_nothing_is_asked(campaign, asked, monkeypatch, tmp_path):
    for path in campaign.rglob("*.sig"):
        path.unlink()
    monkeypatch.setenv("PATH", str(tmp_path))

    assert {one.verdict for one in standing(campaign, Cache(None)).answers} == {"announced"}
    assert asked == []


def run(campaign, *words):
    return CliRunner().invoke(cli, ["-C", str(campaign), "--now", NOW.isoformat(), "statement", "verify", *words])


def test_one_statement_or_all(campaign):
    shutil.copytree(campaign / "statements/first-review", campaign / "statements/second-review")
    names = [one["id"] for one in json.loads(run(campaign, "--format", "json").stdout)["statements"]]
    assert names == ["first-review", "second-review"]
    one = run(campaign, "first-review", "--format", "json")
    assert [found["id"] for found in json.loads(one.stdout)["statements"]] == ["first-review"]
    assert one.exit_code == 0
    assert run(campaign, "second-review").exit_code == 1


def test_a_table_for_people(campaign):
    shown = run(campaign).stdout

    assert "  alpha-aid     1        endorse   signed    good       counts\n" in shown
    assert (
        "  1 counted: 1 signed, 0 attested, of these 0 unnamed. 1 declined, 1 abstained, 1 objected, 1 withdrew.\n"
        in shown
    )
    assert "  Adopted (threshold). It takes 1; 1 counts.\n" in shown
    assert "trust/receipts.log: good." in shown


def test_a_statement_that_is_not_there_is_named_with_the_nearest(campaign):
    with pytest.raises(CoalitionError) as caught:
        verifying.verify(campaign, NOW, "first-reviw")
    assert caught.value.hint == 'Did you mean "first-review"?'


def test_a_folder_without_a_campaign_cannot_be_verified(tmp_path):
    with pytest.raises(CoalitionError, match="There is no campaign"):
        verifying.verify(tmp_path, NOW, None)
    (tmp_path / "coalition.yaml").write_text("format: 2\n", "utf-8")
    with pytest.raises(CoalitionError, match="no campaign that can be read"):
        verifying.verify(tmp_path, NOW, None)


@pytest.mark.git
def test_a_commit_is_verified_as_files_are(campaign):
    for words in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-qm", "x"],
    ):
        subprocess.run(["git", "-C", str(campaign), *words], check=True, capture_output=True)
    answer = campaign / "statements/first-review/endorsements/v1/alpha-aid.txt"
    answer.write_bytes(answer.read_bytes().replace(b"supporter", b"drafter"))

    assert verifying.verify(campaign, NOW, None).failed
    assert not verifying.verify(campaign, NOW, None, revision="HEAD").failed
