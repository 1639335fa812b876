"""Keys of members: entered, rotated, revoked, with somebody who may vouching for it."""

from __future__ import annotations

import subprocess
import threading
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from coalition.cli import asking
from coalition.errors import CoalitionError
from coalition.workflows import keyring
from coalition.workflows.desk import open_campaign


def refusal(done) -> str:
    """Why a command did nothing: the sentence and the cure."""
    assert isinstance(done.exception, CoalitionError), done.output
    return f"{done.exception.message} {done.exception.hint}"


def fingerprint(key: Path) -> str:
    said = subprocess.run(["ssh-keygen", "-l", "-f", f"{key}.pub"], check=True, capture_output=True, text=True)
    return said.stdout.split()[1]


@pytest.fixture
def key(run):
    def key(action: str, *words: object, **more: object):
        return run("member", "key", action, *words, "--yes", **more)

    return key


@pytest.fixture
def keyed(folder, key, keys):
    """A campaign whose secretariat and one other member have a key."""
    for name in ("harbour", "open-gate"):
        assert key("add", name, f"{keys(name)}.pub", "--from", "2026-01-01T00:00:00Z").exit_code == 0
    return folder


def test_a_first_key_changes_the_members_lines_alone(folder, key, keys, problems):
    before = (folder / "members.yaml").read_text().splitlines()
    done = key("add", "open-gate", f"{keys('open-gate')}.pub", "--until", "2028-01-01T00:00:00Z")
    after = (folder / "members.yaml").read_text().splitlines()
    new = [line for line in after if line not in before]
    kind, body, _ = Path(f"{keys('open-gate')}.pub").read_text().split()
    assert done.stdout.endswith("Changed members.yaml\n")
    assert new == [
        "    keys:",
        f"      - key: {kind} {body}",
        "        from: 2026-11-21T12:00:00Z",
        "        until: 2028-01-01T00:00:00Z",
    ]
    assert [line for line in after if line not in new] == before
    assert after.index("  - id: open-gate   # in Nairobi") < after.index("    keys:") < after.index("  - id: old-tower")
    assert not (folder / "trust").exists()
    assert problems() == []


def test_a_member_with_a_file_of_its_own_has_its_keys_there(folder, key, keys):
    (folder / "members").mkdir()
    entry = (
        "id: far-shore\nname: Far Shore\ntype: network\ncountry: NP\nmembership: [{status: active, on: 2024-01-01}]\n"
    )
    (folder / "members/far-shore.yaml").write_text(entry)
    assert key("add", "far-shore", f"{keys('far-shore')}.pub").stdout.endswith("Changed members/far-shore.yaml\n")
    assert (folder / "members/far-shore.yaml").read_text().startswith(entry + "keys:\n  - key: ssh-ed25519 ")


def test_a_further_key_is_signed_with_one_that_was_there(keyed, key, keys, problems):
    new = f"{keys('second')}.pub"
    assert key("add", "open-gate", new).exit_code == 2
    done = key("add", "open-gate", new, "--signed-by", keys("open-gate"))
    assert done.exit_code == 0, done.output
    assert [line for line in done.stdout.splitlines() if line.startswith(("Wrote", "Changed"))] == [
        "Wrote trust/keys/open-gate.1.txt.sig",
        "Wrote trust/keys/open-gate.1.txt",
        "Changed members.yaml",
    ]
    assert "member: open-gate\nadd: ssh-ed25519 " in (keyed / "trust/keys/open-gate.1.txt").read_text()
    assert problems() == []
    (keyed / "trust/keys/open-gate.1.txt").unlink()
    assert "trust/keys/open-gate.1.txt.sig signature-without-file" in problems()


def test_nobody_elses_key_vouches(keyed, key, keys):
    new = f"{keys('second')}.pub"
    before = (keyed / "members.yaml").read_bytes()
    for other in ("stranger", "harbour", "second"):
        assert "The change was not written" in refusal(key("add", "open-gate", new, "--signed-by", keys(other)))
    assert (keyed / "members.yaml").read_bytes() == before
    assert not (keyed / "trust").exists()


def test_the_secretariat_attests_what_a_member_wrote(keyed, key, keys, tmp_path, problems):
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"Our key is lost.")
    new = f"{keys('second')}.pub"
    facts = ("--evidence", letter, "--kind", "letter", "--received", "2026-11-20T00:00:00Z")
    done = key("rotate", "open-gate", new, "--attested-by", keys("harbour"), *facts)
    assert done.exit_code == 0, done.output
    assert {path.name for path in (keyed / "trust/keys").iterdir()} == {
        "open-gate.1.txt", "open-gate.1.attestation.txt", "open-gate.1.attestation.txt.sig"
    }  # fmt: skip
    assert (tmp_path / "letter.pdf.salt").is_file()
    assert problems() == []
    third = f"{keys('third')}.pub"
    assert "The change was not written" in refusal(
        key("add", "open-gate", third, "--attested-by", keys("open-gate"), *facts)
    )
    assert key("add", "open-gate", third, "--attested-by", keys("harbour")).exit_code == 2
    assert key("add", "open-gate", third, "--signed-by", keys("second"), *facts).exit_code == 2
    late = (*facts[:-1], "2026-12-01T00:00:00Z")
    assert key("add", "open-gate", third, "--attested-by", keys("harbour"), *late).exit_code == 2


def test_rotating_ends_the_old_key_when_the_new_one_begins(keyed, key, keys, problems):
    done = key(
        *("rotate", "open-gate", f"{keys('second')}.pub", "--signed-by", keys("open-gate")),
        *("--from", "2026-11-21T12:00:00Z", "--until", "2028-01-01T00:00:00Z"),
    )
    assert done.exit_code == 0, done.output
    entry = (keyed / "members.yaml").read_text().partition("id: open-gate")[2].partition("id: old-tower")[0]
    times = [line.strip() for line in entry.splitlines() if "from:" in line or "until:" in line]
    assert times == [
        "from: 2026-01-01T00:00:00Z",
        "until: 2026-11-21T12:00:00Z",
        "from: 2026-11-21T12:00:00Z",
        "until: 2028-01-01T00:00:00Z",
    ]
    text = (keyed / "trust/keys/open-gate.1.txt").read_text()
    assert f"end: {fingerprint(keys('open-gate'))}\n" in text
    assert problems() == []


def test_which_key_ends_is_said_where_there_are_several(keyed, key, keys):
    key("add", "open-gate", f"{keys('second')}.pub", "--signed-by", keys("open-gate"))
    words = ("rotate", "open-gate", f"{keys('third')}.pub", "--signed-by", keys("open-gate"))
    assert "has 2 keys that are valid. Say with --old" in refusal(key(*words))
    assert '"SHA256:xyz" is not one of the keys' in refusal(key(*words, "--old", "SHA256:xyz"))
    assert key(*words, "--old", fingerprint(keys("second"))[:20]).exit_code == 0
    assert "has no key that is valid" in refusal(key("rotate", "old-tower", f"{keys('fourth')}.pub"))


def test_a_revoked_key_signs_nothing_more(keyed, key, keys, problems):
    key("add", "open-gate", f"{keys('second')}.pub", "--signed-by", keys("open-gate"))
    words = (
        "revoke",
        "open-gate",
        fingerprint(keys("second")),
        "--reason",
        "Left on a train",
        "--on",
        "2026-11-21T11:00:00Z",
    )
    assert "was revoked before this arrived" in refusal(key(*words, "--signed-by", keys("second")))
    done = key(*words, "--signed-by", keys("open-gate"))
    assert done.exit_code == 0, done.output
    assert "revoked: {on: 2026-11-21T11:00:00Z, reason: Left on a train}" in (keyed / "members.yaml").read_text()
    assert problems() == []
    assert "is not one of the keys" in refusal(key(*words, "--signed-by", keys("open-gate")))


def test_a_change_that_is_not_in_the_registry_is_named(keyed, key, keys, problems):
    before = (keyed / "members.yaml").read_bytes()
    key("add", "open-gate", f"{keys('second')}.pub", "--signed-by", keys("open-gate"))
    (keyed / "members.yaml").write_bytes(before)
    assert problems() == ["trust/keys/open-gate.1.txt key-change-not-entered"]


def test_what_is_no_public_key_is_not_entered(keyed, key, keys, tmp_path):
    assert "is the private half of a key" in refusal(key("add", "old-tower", keys("second")))
    keys("weak", "ecdsa")
    assert "is not an ed25519 key" in refusal(key("add", "old-tower", f"{keys('weak')}.pub"))
    (tmp_path / "noise.pub").write_bytes(b"\xff\x00")
    assert "is not an ed25519 key" in refusal(key("add", "old-tower", tmp_path / "noise.pub"))
    assert "cannot be read" in refusal(key("add", "old-tower", tmp_path / "none.pub"))
    assert "open-gate has the key" in refusal(key("add", "old-tower", f"{keys('open-gate')}.pub"))
    words = ("--from", "2026-01-02T00:00:00Z", "--until", "2026-01-01T00:00:00Z")
    assert "would end before it is valid" in refusal(key("add", "old-tower", f"{keys('second')}.pub", *words))


def test_keys_that_are_entered_at_once_are_all_entered(folder, keys):
    now = datetime(2026, 11, 21, 12, tzinfo=UTC)
    campaign = open_campaign(folder)
    changes = [
        keyring.addition(campaign, name, keyring.read_key(Path(f"{keys(name)}.pub")), now, None)
        for name in ("harbour", "open-gate", "old-tower")
    ]
    threads = [threading.Thread(target=keyring.enter, args=(folder, change, b"", None, now)) for change in changes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [len(member.keys) for member in open_campaign(folder).members.values()] == [1, 1, 1]
    with pytest.raises(CoalitionError, match="a further change has to be signed"):
        keyring.enter(folder, replace(changes[0], member="open-gate"), b"", None, now)


def test_nothing_is_changed_unasked_nor_in_a_dry_run(folder, run, keys, monkeypatch):
    before = (folder / "members.yaml").read_bytes()
    words = ("member", "key", "add", "open-gate", f"{keys('open-gate')}.pub")
    done = run(*words, "--dry-run")
    assert "Would change members.yaml:\n    +    keys:\n" in done.stdout
    assert run(*words).exit_code == 2
    monkeypatch.setattr(asking, "at_terminal", lambda: True)
    assert "Nothing was written." in run(*words, answers="n\n").stderr
    assert (folder / "members.yaml").read_bytes() == before
