"""The secretariat counts the members that are named nowhere, and signs their number."""

from __future__ import annotations

import pytest
from test_answering import campaign, endorse, lines, receive, repository  # noqa: F401 -- fixtures

from coalition.errors import CoalitionError
from coalition.workflows import numbering

PATH = "statements/first/unnamed/v1.txt"


@pytest.fixture
def quiet(campaign, endorse):  # noqa: F811 -- the fixture
    """The statement, with the answer of a member that is named nowhere."""
    members = campaign / "members.yaml"
    text = members.read_text("utf-8")
    members.write_text(text.replace("    country: KE\n", "    country: KE\n    visibility: unnamed\n"), "utf-8")
    endorse("open-gate")
    return campaign


@pytest.fixture
def attest(run, keys):
    def attest(*words: object, key: str = "harbour", **more: object):
        return run("statement", "attest", "first", "--unnamed", "--key", keys(key), "--yes", *words, **more)

    return attest


def test_the_number_is_counted_shown_signed_and_written(quiet, attest, problems):
    assert problems() == ["statements/first/statement.yaml unsigned-number"]
    done = attest()

    assert done.exit_code == 0, done.output
    assert "    signed: 1\n    attested: 0\n" in done.stdout
    assert done.stdout.endswith(f"Wrote {PATH}.sig\nWrote {PATH}\n")
    assert "open-gate" not in (quiet / PATH).read_text()
    assert lines(quiet / PATH)["instant"] == "2026-11-21T12:00:00Z"
    assert problems() == []
    assert "Nothing is to be signed" in attest().stdout


def test_a_number_that_changed_is_signed_anew(quiet, attest, endorse, problems):  # noqa: F811 -- the fixture
    attest()
    endorse("open-gate", "--action", "decline")
    assert problems() == [f"{PATH} unsigned-number"]
    done = attest()

    assert f"Changed {PATH}\n" in done.stdout
    assert (lines(quiet / PATH)["signed"], lines(quiet / PATH)["declined"]) == ("0", "1")
    assert problems() == []


def test_nothing_is_written_by_another_key_without_a_yes_or_on_a_dry_run(quiet, attest, run, keys):
    refused = attest(key="open-gate")
    assert isinstance(refused.exception, CoalitionError)
    assert "registry has no key" in refused.exception.message
    assert f"Would write {PATH}:" in attest("--dry-run").stdout
    no = run("statement", "attest", "first", "--unnamed", "--key", keys("harbour"))
    assert "There is no terminal to ask at" in no.output
    assert not (quiet / PATH).exists()


def test_nothing_is_written_when_the_number_changes_meanwhile(quiet, endorse, keys, attest):  # noqa: F811 -- the fixture
    from datetime import UTC, datetime

    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    counted = numbering.count(quiet, "first", now)
    endorse("open-gate", "--action", "withdraw")
    with pytest.raises(CoalitionError, match="changed while it was signed"):
        numbering.attest(quiet, counted, keys("harbour"), now)
    assert not (quiet / PATH).exists()


def test_the_options_of_an_attestation_and_of_a_number_do_not_mix(quiet, attest, run, keys):
    assert "leave out --member" in attest("--member", "open-gate").output
    assert "Missing option '--member'" in run("statement", "attest", "first", "--key", keys("harbour")).output


def test_receiving_says_that_the_number_has_changed(repository, quiet, receive):  # noqa: F811 -- the fixtures
    done = receive()

    assert done.exit_code == 0, done.output
    assert "statement attest first --unnamed" in done.stderr
