"""Members answer, the secretariat attests and receives: as they do it, with keys made for the test."""

from __future__ import annotations

import subprocess
import threading
from hashlib import sha256
from pathlib import Path

import click
import pytest

from coalition.cli import asking
from coalition.errors import CoalitionError
from coalition.signing import receipts
from coalition.workflows import receiving

TEXT = """\
---
title: Open the safe channels
occasion: The first review
addressed_to:
  - {name: Governments, type: state}
---

## Fees {#sec-fees}

Nobody pays for a job.

## Channels {#sec-channels}

Open the safe channels.
"""
PROCESS = """\
venue: general-letter
submitted_by: harbour
drafters: [harbour]
status: open
opens: 2026-11-01T00:00:00Z
closes: {date: 2026-12-10, zone: anywhere-on-earth}
"""
HOME = "statements/first/endorsements/v1"


def refusal(done) -> str:
    """Why a command did nothing: the sentence and the cure."""
    assert isinstance(done.exception, CoalitionError), done.output
    return f"{done.exception.message} {done.exception.hint}"


def digest(text: str | bytes) -> str:
    return sha256(text.encode() if isinstance(text, str) else text).hexdigest()


@pytest.fixture
def campaign(folder, run, keys):
    """A statement that is open, and three members of which two have keys."""
    (folder / "statements/first/v1").mkdir(parents=True)
    (folder / "statements/first/statement.yaml").write_text(PROCESS, encoding="utf-8")
    (folder / "statements/first/v1/en.md").write_text(TEXT, encoding="utf-8")
    (folder / "statements/first/v1/SHA256SUMS").write_text(f"{digest(TEXT)}  en.md\n")
    for name in ("harbour", "open-gate"):
        public = f"{keys(name)}.pub"
        done = run("member", "key", "add", name, public, "--from", "2026-01-01T00:00:00Z", "--yes")
        assert done.exit_code == 0, done.output
    return folder


@pytest.fixture
def repository(campaign):
    git(campaign, "init", "-q", "-b", "main")
    git(campaign, "add", "-A")
    git(campaign, "commit", "-q", "-m", "Begin")
    return campaign


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", "-C", str(folder), *who, *words], check=True, capture_output=True)


@pytest.fixture
def endorse(run, keys):
    def endorse(member: str, *words: object, key: str | None = "", **more: object):
        signing = [] if key is None else ["--key", keys(key or member)]
        return run("statement", "endorse", "first", "--as", member, *signing, "--yes", *words, **more)

    return endorse


@pytest.fixture
def answered(campaign, endorse):
    assert endorse("open-gate").exit_code == 0
    return campaign


def lines(file: Path) -> dict[str, str]:
    return dict(line.split(": ", 1) for line in file.read_text().splitlines()[1:] if ": " in line)


# Endorsing


def test_an_endorsement_is_shown_signed_and_holds_with_openssh_alone(campaign, endorse, keys, problems, tmp_path):
    done = endorse("open-gate")
    file = campaign / HOME / "open-gate.txt"
    assert f"Wrote {HOME}/open-gate.txt.sig\nWrote {HOME}/open-gate.txt\nSigned with a key of open-gate." in done.stdout
    assert "Nobody pays for a job." in done.stdout
    assert f"    text-sha256: {digest(TEXT)}\n" in done.stdout
    assert {**lines(file), "nonce": ""} == {
        "coalition": "fair-passage.example",
        "statement": "first",
        "version": "1",
        "language": "en",
        "text-sha256": digest(TEXT),
        "member": "open-gate",
        "action": "endorse",
        "capacity": "supporter",
        "mandate": "exact",
        "scope": "whole",
        "date": "2026-11-21",
        "nonce": "",
    }
    signers = tmp_path / "signers"
    signers.write_text("open-gate " + Path(f"{keys('open-gate')}.pub").read_text())
    command = ["ssh-keygen", "-Y", "verify", "-f", str(signers), "-I", "open-gate"]
    command += ["-n", "endorsement@fair-passage.example", "-s", f"{file}.sig"]
    assert subprocess.run(command, stdin=file.open(), capture_output=True, check=False).returncode == 0
    assert problems() == []


def test_every_choice_stands_in_the_signed_lines(campaign, endorse, tmp_path):
    (tmp_path / "why.txt").write_text("Second paragraph,\nof two lines.\n\nThird.\n\n")
    done = endorse(
        *("harbour", "--action", "abstain", "--scope", "sec-fees, sec-channels", "--mandate", "editorial"),
        *("--capacity", "co-sponsor", "--reservation", "First paragraph."),
        *("--reservation-file", tmp_path / "why.txt"),
    )
    assert done.exit_code == 0, done.output
    text = (campaign / HOME / "harbour.txt").read_text()
    assert "action: abstain\ncapacity: co-sponsor\nmandate: editorial\nscope: sec-fees,sec-channels\n" in text
    assert text.endswith("\n\nFirst paragraph.\n\nSecond paragraph,\nof two lines.\n\nThird.\n")


def test_who_drafted_it_signs_as_drafter(campaign, endorse):
    endorse("harbour")
    assert lines(campaign / HOME / "harbour.txt")["capacity"] == "drafter"


def test_a_later_answer_stands_beside_the_earlier_ones(answered, endorse, run, problems):
    before = {path.name: path.read_bytes() for path in (answered / HOME).iterdir()}
    done = endorse("open-gate", "--action", "object", now="2026-11-22T00:00:00Z")
    assert "has answered this version before (endorse on 2026-11-21)" in done.stdout
    endorse("open-gate", "--action", "withdraw", now="2026-11-23T00:00:00Z")
    assert {path.name for path in (answered / HOME).iterdir()} - before.keys() == {
        "open-gate.2.txt", "open-gate.2.txt.sig", "open-gate.3.txt", "open-gate.3.txt.sig"
    }  # fmt: skip
    assert {name: (answered / HOME / name).read_bytes() for name in before} == before
    assert problems() == []


def test_a_signature_that_lies_about_is_not_written_over(campaign, endorse):
    (campaign / HOME).mkdir(parents=True)
    (campaign / HOME / "open-gate.txt.sig").write_text("something old\n")
    endorse("open-gate")
    assert (campaign / HOME / "open-gate.txt.sig").read_text() == "something old\n"
    assert (campaign / HOME / "open-gate.2.txt").is_file()


def test_killed_between_its_files_it_leaves_what_check_names(answered, problems):
    (answered / HOME / "open-gate.txt").unlink()
    assert problems() == [f"{HOME}/open-gate.txt.sig signature-without-file"]


def test_without_a_key_an_answer_is_only_announced(campaign, endorse, problems):
    done = endorse("open-gate", key=None)
    assert "written, and not signed" in done.stdout
    assert "It is announced: shown as not yet confirmed" in done.stdout
    assert not (campaign / HOME / "open-gate.txt.sig").exists()
    assert problems() == []


def test_nothing_is_signed_unasked(campaign, run, keys, monkeypatch):
    words = ("statement", "endorse", "first", "--as", "open-gate", "--key", keys("open-gate"))
    done = run(*words)
    assert done.exit_code == 2
    assert "give --yes if you are sure" in done.stderr
    monkeypatch.setattr(asking, "at_terminal", lambda: True)
    assert "Nothing was written." in run(*words, answers="n\n").stderr
    assert not (campaign / HOME).exists()
    assert run(*words, answers="y\n").exit_code == 0
    assert (campaign / HOME / "open-gate.txt.sig").exists()


def test_a_dry_run_signs_nothing(campaign, endorse):
    done = endorse("open-gate", "--dry-run")
    assert f"Would write {HOME}/open-gate.txt:\n    coalition-endorsement/1\n" in done.stdout
    assert not (campaign / HOME).exists()


def test_a_text_cannot_make_a_terminal_show_another(campaign, run):
    text = campaign / "statements/first/v1/en.md"
    text.write_text(TEXT.replace("Nobody pays", "Nobody \x1b[2Jpays \u202etnemyap"), encoding="utf-8")
    (campaign / "statements/first/v1/SHA256SUMS").write_text(f"{digest(text.read_bytes())}  en.md\n")
    shown = run("statement", "endorse", "first", "--as", "open-gate", "--dry-run").stdout
    assert "pays" in shown
    assert "\x1b[2J" not in click.unstyle(shown)
    assert "\u202e" not in shown


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["old-tower"], "old-tower is not an active member today"),
        (["nobody"], 'No member is called "nobody"'),
        (["open-gate", "--capacity", "drafter"], "open-gate is not among the drafters of first"),
        (["open-gate", "--scope", "sec-fee"], 'Did you mean "sec-fees"?'),
        (["open-gate", "--scope", ","], "The scope is empty"),
        (["open-gate", "--language", "es"], "Its languages are: en."),
        (["open-gate", "--version", "2"], "Version 2 of first has no text"),
        (["open-gate", "--action", "withdraw"], "there is nothing to withdraw"),
        (["open-gate", "--reservation", "Not\u200bhing"], "This cannot be signed"),
    ],
)
def test_what_cannot_be_answered_is_told_before_anything_is_signed(campaign, endorse, words, said):
    assert said in refusal(endorse(*words, key=None))
    assert not (campaign / HOME).exists()


@pytest.mark.parametrize(
    ("change", "when", "said"),
    [
        (("status: open", "status: draft"), "2026-11-21", "it is not open for answers"),
        (("status: open", "status: final"), "2026-11-21", "coalition statement open first"),
        (("", ""), "2026-10-31", '"first" opens on 2026-11-01 00:00 UTC'),
        (("", ""), "2026-12-12", '"first" is closed'),
        (("status: open", "status: withdrawn"), "2026-11-21", '"first" is closed'),
    ],
)
def test_a_statement_is_answered_while_it_is_open(campaign, endorse, change, when, said):
    process = campaign / "statements/first/statement.yaml"
    process.write_text(process.read_text().replace(*change))
    assert said in refusal(endorse("open-gate", now=f"{when}T12:00:00Z"))


def test_after_the_deadline_one_withdraws_or_signs_late_where_that_is_allowed(answered, endorse):
    assert endorse("open-gate", "--action", "withdraw", now="2026-12-24T00:00:00Z").exit_code == 0
    process = answered / "statements/first/statement.yaml"
    process.write_text(process.read_text() + "late_signatures: true\n")
    done = endorse("harbour", now="2026-12-24T00:00:00Z")
    assert "will stand in the list of late answers" in done.stdout
    assert (answered / HOME / "harbour.txt").is_file()


def test_a_key_that_is_not_the_members_signs_nothing(campaign, endorse, keys):
    for key, said in ((keys("stranger"), "The registry has no key"), (keys("harbour"), "The registry has no key")):
        assert said in refusal(endorse("open-gate", key=key.name))
    keys("weak", "ecdsa")
    assert "members sign with ed25519" in refusal(endorse("open-gate", key="weak"))
    assert "There is no key" in refusal(endorse("open-gate", "--key", "/nowhere/key"))
    assert not (campaign / HOME).exists()


def test_a_translation_is_read_and_the_original_is_signed(campaign, endorse):
    spanish = TEXT.replace("---\n\n##", f"translates: {digest(TEXT)}\n---\n\n##").replace("Nobody pays", "Nadie paga")
    (campaign / "statements/first/v1/es.md").write_text(spanish, encoding="utf-8")
    done = endorse("open-gate", "--language", "es")
    assert "Nadie paga" in done.stdout
    assert "translates other bytes" not in done.stdout
    found = lines(campaign / HOME / "open-gate.txt")
    assert (found["language"], found["text-sha256"]) == ("es", digest(TEXT))
    (campaign / "statements/first/v1/es.md").write_text(spanish.replace(digest(TEXT), "0" * 64), encoding="utf-8")
    assert "translates other bytes" in endorse("open-gate", "--language", "es").stdout


def test_an_altered_text_is_not_signed(campaign, endorse):
    (campaign / "statements/first/v1/en.md").write_text(TEXT.replace("Nobody", "Everybody"), encoding="utf-8")
    assert "is not the text that was frozen" in refusal(endorse("open-gate"))


# Attesting


@pytest.fixture
def letter(tmp_path):
    (tmp_path / "private").mkdir()
    (tmp_path / "private/letter.eml").write_text("We sign. The board of Open Gate.\n")
    return tmp_path / "private/letter.eml"


@pytest.fixture
def attest(run, keys, letter):
    def attest(*words: object, evidence: Path = letter, key: str = "harbour", **more: object):
        facts = ("--evidence", evidence, "--kind", "e-mail", "--received", "2026-11-20T09:00:00Z", "--key", keys(key))
        return run("statement", "attest", "first", "--member", "open-gate", *facts, "--yes", *words, **more)

    return attest


def test_an_attested_answer_counts_and_its_evidence_stays_where_it_is(campaign, endorse, attest, letter, problems):
    endorse("open-gate", key=None)
    done = attest()
    assert done.exit_code == 0, done.output
    assert f"Wrote {HOME}/open-gate.attestation.txt\n" in done.stdout
    found = lines(campaign / HOME / "open-gate.attestation.txt")
    salt = letter.with_name("letter.eml.salt")
    assert found["evidence-sha256"] == digest(salt.read_bytes() + letter.read_bytes())
    assert found["of-sha256"] == digest((campaign / HOME / "open-gate.txt").read_bytes())
    assert (found["by"], found["received"]) == ("harbour", "2026-11-20T09:00:00Z")
    assert salt.stat().st_mode & 0o077 == 0
    assert salt.read_text().strip() not in done.output
    everything = b"".join(path.read_bytes() for path in campaign.rglob("*") if path.is_file())
    assert b"The board" not in everything
    assert salt.read_bytes().strip() not in everything
    assert problems() == []


def test_one_letter_for_two_answers_keeps_its_salt(campaign, endorse, attest, letter):
    endorse("open-gate", key=None)
    attest()
    salt = letter.with_name("letter.eml.salt").read_bytes()
    endorse("open-gate", "--action", "decline", key=None)
    assert attest().exit_code == 0
    assert (campaign / HOME / "open-gate.2.attestation.txt.sig").is_file()
    assert letter.with_name("letter.eml.salt").read_bytes() == salt
    assert "signed or attested already" in refusal(attest())


def test_killed_between_its_files_an_attestation_leaves_what_check_names(campaign, endorse, attest, problems):
    endorse("open-gate", key=None)
    attest()
    (campaign / HOME / "open-gate.attestation.txt").unlink()
    assert problems() == [f"{HOME}/open-gate.attestation.txt.sig signature-without-file"]


def test_evidence_does_not_lie_in_the_repository(repository, endorse, attest):
    endorse("open-gate", key=None)
    (repository / "letters").mkdir()
    (repository / "letters/a.eml").write_text("We sign.\n")
    assert "would be published with it" in refusal(attest(evidence=repository / "letters/a.eml"))
    (repository / ".gitignore").write_text("*.eml\n")
    assert "a.eml.salt lies in the campaign's repository" in refusal(attest(evidence=repository / "letters/a.eml"))
    (repository / ".gitignore").write_text("/letters/\n")
    assert attest(evidence=repository / "letters/a.eml").exit_code == 0


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--received", "2026-12-01T00:00:00Z"], 2, "has not come"),
        (["--kind", "rumour"], 2, "'rumour' is not one of"),
        (["--evidence", "/nowhere/letter"], None, "There is no file /nowhere/letter"),
        (["--member", "harbour"], None, "There is no answer of harbour"),
    ],
)
def test_what_cannot_be_attested_is_told(campaign, endorse, attest, words, status, said):
    endorse("open-gate", key=None)
    done = attest(*words)
    assert said in (done.stderr if status else refusal(done))
    assert not (campaign / HOME / "open-gate.attestation.txt").exists()


def test_nobody_but_the_secretariat_attests(campaign, endorse, attest, letter):
    endorse("open-gate", key=None)
    assert "The attestation was not written" in refusal(attest(key="open-gate"))
    assert not (campaign / HOME / "open-gate.attestation.txt").exists()
    assert "is not a salt" not in refusal(attest(key="open-gate"))
    letter.with_name("letter.eml.salt").write_text("guess\n")
    assert "is not a salt" in refusal(attest())


def test_a_dry_run_attests_nothing(campaign, endorse, attest, letter):
    endorse("open-gate", key=None)
    assert f"Would write {HOME}/open-gate.attestation.txt" in attest("--dry-run").stdout
    assert not (campaign / HOME / "open-gate.attestation.txt").exists()
    assert not letter.with_name("letter.eml.salt").exists()


# Receiving


@pytest.fixture
def receive(run, keys):
    def receive(*words: object, key: str = "harbour", **more: object):
        return run("statement", "receive", "first", "--key", keys(key), *words, **more)

    return receive


def test_what_arrived_is_entered_once_in_a_signed_chain(repository, endorse, attest, receive, problems):
    endorse("open-gate")
    done = receive()
    assert done.exit_code == 0, done.output
    assert f"Entered {HOME}/open-gate.txt: good\n" in done.stdout
    endorse("harbour", key=None, now="2026-11-22T00:00:00Z")
    endorse("open-gate", "--action", "withdraw", now="2026-11-22T00:00:00Z")
    done = receive(now="2026-11-22T10:00:00Z")
    assert done.stdout.count("Entered") == 2
    assert receive(now="2026-11-23T00:00:00Z").stdout == "Nothing new has arrived.\n"
    log = receipts.parse("log", (repository / "trust/receipts.log").read_text())
    assert log.problems == ()
    assert [(one.instant.isoformat(), bool(one.signature_sha256)) for one in log.value] == [
        ("2026-11-21T12:00:00+00:00", True),
        ("2026-11-22T10:00:00+00:00", False),
        ("2026-11-22T10:00:00+00:00", True),
    ]
    assert problems() == []


def test_answers_of_one_day_are_entered_in_the_order_of_their_numbers(repository, endorse, receive):
    for action in ("endorse", "object", "endorse"):
        endorse("open-gate", "--action", action)
    entered = [line.split()[1].rpartition("/")[2] for line in receive().stdout.splitlines() if "Entered" in line]
    assert entered == ["open-gate.txt:", "open-gate.2.txt:", "open-gate.3.txt:"]


def test_a_dry_run_tells_what_is_new(repository, endorse, run):
    endorse("open-gate")
    assert run("statement", "receive", "first", "--dry-run").stdout == f"Would enter {HOME}/open-gate.txt\n"
    assert not (repository / "trust").exists()
    assert run("statement", "receive", "first").exit_code == 2


def test_the_log_is_written_on_the_main_branch_alone(repository, campaign, endorse, receive):
    endorse("open-gate")
    git(repository, "checkout", "-q", "-b", "answers")
    assert 'The branch "answers" is checked out' in refusal(receive())
    assert receive("--main-branch", "answers").exit_code == 0


def test_without_a_repository_nothing_is_received(answered, receive):
    assert "is not in a git repository" in refusal(receive())


def test_a_log_that_was_tampered_with_is_not_continued(repository, endorse, receive):
    endorse("open-gate")
    receive()
    git(repository, "add", "-A")
    git(repository, "commit", "-q", "-m", "Answers")
    endorse("harbour")
    log = repository / "trust/receipts.log"
    whole = log.read_bytes()
    log.write_bytes(whole.replace(b"2026-11-21T12", b"2026-11-21T11"))
    assert "no longer holds what it held in the last commit" in refusal(receive())
    log.write_bytes(b"")
    assert "no longer holds" in refusal(receive())
    log.write_bytes(whole + b"rubbish\n")
    assert "This line is not a receipt." in refusal(receive())
    # A line that fits the chain, but that the secretariat did not sign.
    forged = receipts.append(whole, [(receipts.parse("", whole.decode()).value[0].instant, "0" * 64, None)])
    log.write_bytes(forged)
    assert "Nothing was entered: the log would prove nothing" in refusal(receive())
    assert log.read_bytes() == forged
    log.write_bytes(whole)
    assert receive().exit_code == 0


def test_nobody_but_the_secretariat_receives(repository, endorse, receive):
    endorse("open-gate")
    assert "Sign with the secretariat's key." in refusal(receive(key="open-gate"))
    assert not (repository / "trust").exists()


def test_a_log_does_not_go_back(repository, endorse, receive):
    endorse("open-gate")
    receive()
    endorse("harbour")
    assert "a log never goes back" in refusal(receive(now="2026-11-20T00:00:00Z"))


def test_what_is_no_answer_is_not_entered(repository, endorse, receive):
    endorse("open-gate")
    (repository / HOME / "harbour.txt").write_text("We sign.\n")
    done = receive()
    assert f"Not entered, since it cannot be read as an answer: {HOME}/harbour.txt\n" in done.stderr
    assert done.stdout.count("Entered") == 1


def test_two_who_receive_at_once_lose_no_line(repository, endorse, keys):
    from datetime import UTC, datetime

    for name in ("open-gate", "harbour"):
        endorse(name)
    failures: list[CoalitionError] = []

    def receive() -> None:
        try:
            receiving.receive(
                repository, "statements/first", keys("harbour"), datetime(2026, 11, 21, 13, tzinfo=UTC), None
            )
        except CoalitionError as error:
            failures.append(error)

    threads = [threading.Thread(target=receive) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    log = receipts.parse("log", (repository / "trust/receipts.log").read_text())
    assert log.problems == ()
    assert len(log.value) == len({one.file_sha256 for one in log.value}) == 2


def test_killed_between_its_files_receiving_leaves_what_check_names(repository, endorse, receive, problems):
    endorse("open-gate")
    receive()
    signature = (repository / "trust/receipts.log.sig").read_bytes()
    endorse("harbour")
    receive()
    (repository / "trust/receipts.log.sig").write_bytes(signature)
    assert problems() == ["trust/receipts.log.sig bad-signature"]
