"""ssh-keygen as it is here, and as it might be: missing, hanging, broken, or another program of that name."""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from coalition.errors import CoalitionError
from coalition.signing import openssh, signatures
from coalition.signing.openssh import Check, namespace, sign, verify
from coalition.signing.signers import Entry, Validity, allowed
from coalition.sources import shell

FILE = b"coalition-endorsement/1\nmember: alpha\n"
NAMESPACE = namespace("endorsement", "campaign.example")
START = datetime(2026, 1, 1, tzinfo=UTC)
VECTORS = Path(__file__).parents[1] / "vectors"


def make(folder: Path, name: str, *more: str, kind: str = "ed25519") -> Path:
    path = folder / name
    words = more or ("-N", "")
    subprocess.run(["ssh-keygen", "-q", "-t", kind, *words, "-C", "", "-f", str(path)], check=True)
    return path


@pytest.fixture(scope="module")
def key(tmp_path_factory) -> Path:
    return make(tmp_path_factory.mktemp("keys"), "alpha")


@pytest.fixture(scope="module")
def signed(key) -> bytes:
    return sign(FILE, key, NAMESPACE)


def check(signed: bytes, raw: bytes = FILE, principal: str = "alpha", space: str = NAMESPACE, **more) -> Check:
    info = signatures.parse(signed[:400] if more.pop("cut", False) else signed)
    validity = Validity(info.key, START, more.get("until"))
    return Check(
        raw, signed, space, principal, allowed([Entry("alpha", (NAMESPACE,), validity)]), more.get("at", START)
    )


def test_what_is_signed_is_verified(signed):
    assert verify([check(signed)]) == (openssh.Proof(good=True),)


def test_a_proof_for_each_check_in_their_order(signed):
    checks = [check(signed), check(signed, FILE + b" "), check(signed, principal="beta"), check(signed)] * 60

    assert [proof.good for proof in verify(checks)] == [True, False, False, True] * 60
    assert [proof.good for proof in verify(checks[:5], jobs=1)] == [True, False, False, True, True]


def test_each_refusal_says_why(signed):
    edited, other, wrong, late = verify(
        [
            check(signed, b"other"),
            check(signed, principal="beta"),
            check(signed, space=namespace("approval", "campaign.example")),
            check(signed, until=START, at=START),
        ]
    )

    assert edited.reason == "Signature verification failed: incorrect signature"
    assert other.reason == "The signature does not fit the file."
    assert "namespace does not match" in wrong.reason
    assert not late.good


@pytest.mark.parametrize("offset", [-1, 0, 1])
@pytest.mark.parametrize("edge", ["start", "until"])
def test_openssh_takes_a_key_exactly_where_it_holds(signed, edge, offset):
    until = START + timedelta(days=1)
    instant = (START if edge == "start" else until) + timedelta(seconds=offset)
    validity = Validity(signatures.parse(signed).key, START, until)

    assert verify([check(signed, until=until, at=instant)])[0].good is validity.holds_at(instant)


def test_two_signatures_a_weak_key_and_junk_are_refused_unseen(signed, tmp_path, monkeypatch):
    weak = make(tmp_path, "weak", kind="ecdsa")
    subprocess.run(
        ["ssh-keygen", "-q", "-Y", "sign", "-f", str(weak), "-n", NAMESPACE, str(_put(tmp_path / "f", FILE))],
        check=True,
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    two, rsa, junk = verify(
        [
            Check(FILE, signed + signed, NAMESPACE, "alpha", b"", START),
            Check(FILE, (tmp_path / "f.sig").read_bytes(), NAMESPACE, "alpha", b"", START),
            Check(FILE, b"signed", NAMESPACE, "alpha", b"", START),
        ]
    )

    assert two.reason == "The file holds two signatures."
    assert "ecdsa" in rsa.reason
    assert not junk.good


def _put(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_nothing_of_an_order_can_be_a_word_of_the_shell(signed):
    good = check(signed)
    for bad in ("alpha beta", "$(id)", "-I", "a\nb", "*"):
        with pytest.raises(ValueError, match="not words"):
            verify([Check(good.raw, good.signature, NAMESPACE, bad, good.signers, START)])


def test_only_what_is_signed_has_a_namespace():
    with pytest.raises(ValueError, match="nothing of the kind"):
        namespace("letter", "campaign.example")


def test_a_check_without_an_instant_is_judged_by_the_clock(signed):
    assert verify([check(signed, at=None)])[0].good


# Signing


def test_a_key_with_a_passphrase_is_asked_for_by_the_person_s_own_dialogue(tmp_path, monkeypatch):
    locked = make(tmp_path, "locked", "-N", "correct horse")
    asking = _put(tmp_path / "ask", b"#!/bin/sh\necho 'correct horse'\n")
    asking.chmod(0o700)
    monkeypatch.setenv("SSH_ASKPASS", str(asking))
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")

    assert signatures.parse(sign(FILE, locked, NAMESPACE)).namespace == NAMESPACE


def test_a_wrong_passphrase_is_told(tmp_path, monkeypatch):
    locked = make(tmp_path, "locked", "-N", "correct horse")
    asking = _put(tmp_path / "ask", b"#!/bin/sh\necho 'wrong'\n")
    asking.chmod(0o700)
    monkeypatch.setenv("SSH_ASKPASS", str(asking))
    monkeypatch.setenv("SSH_ASKPASS_REQUIRE", "force")

    with pytest.raises(CoalitionError, match="could be signed"):
        sign(FILE, locked, NAMESPACE)


def test_a_key_that_is_not_there_or_not_taken_signs_nothing(tmp_path):
    with pytest.raises(CoalitionError, match="There is no key"):
        sign(FILE, tmp_path / "none", NAMESPACE)
    with pytest.raises(CoalitionError, match="members sign with ed25519"):
        sign(FILE, make(tmp_path, "weak", kind="ecdsa"), NAMESPACE)


def test_signing_leaves_files_beside_the_key_alone(key):
    before = sorted(path.name for path in key.parent.iterdir())
    sign(FILE, key, NAMESPACE)

    assert sorted(path.name for path in key.parent.iterdir()) == before


# Other programs of that name

BEHAVIOURS = {
    "fails": "echo 'it is broken' >&2; exit 1",
    "succeeds with nothing": "exit 0",
    "says good of everything": "echo 'Good signature'; exit 0",
    "says good of another key": "echo 'Good \"endorsement@campaign.example\" signature for alpha with ED25519 key SHA256:x'",
    "prints junk": "printf '\\033[31m<<<\\n= 0 0\\n'; exit 255",
    "is killed": "kill -9 $$",
}


def fake(folder: Path, behaviour: str) -> Path:
    tool = folder / "bin" / "ssh-keygen"
    tool.parent.mkdir()
    tool.write_text(f"#!/bin/sh\n{behaviour}\n", encoding="utf-8")
    tool.chmod(tool.stat().st_mode | stat.S_IXUSR)
    return tool.parent


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_another_program_of_that_name_proves_nothing(behaviour, signed, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{fake(tmp_path, BEHAVIOURS[behaviour])}{os.pathsep}{os.environ['PATH']}")

    with pytest.raises(shell.ToolFailed, match="does not answer as that of OpenSSH does"):
        verify([check(signed)])


@pytest.mark.parametrize(
    "behaviour", ["sleep 60", "while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done"]
)
def test_one_that_hangs_or_floods_is_stopped_and_named(behaviour, signed, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{fake(tmp_path, behaviour)}{os.pathsep}{os.environ['PATH']}")
    real = shell.Limits
    monkeypatch.setattr(shell, "Limits", lambda seconds, output_bytes: real(seconds=0.3, output_bytes=1 << 16))

    with pytest.raises(shell.ToolFailed, match='The program "ssh-keygen"'):
        verify([check(signed)])


@pytest.mark.parametrize(
    ("made", "said"),
    [('{real} -q -Y sign -f "$5" -n other "$8"', "does not hold"), ('echo signed > "$8.sig"', "is no signature")],
)
def test_a_signature_that_the_program_makes_and_that_does_not_hold_is_not_kept(made, said, key, tmp_path, monkeypatch):
    real = shutil.which("ssh-keygen")
    trick = f'case "$3" in sign) {made.format(real=real)} ;; *) exec {real} "$@" ;; esac'
    monkeypatch.setenv("PATH", f"{fake(tmp_path, trick)}{os.pathsep}{os.environ['PATH']}")

    with pytest.raises(CoalitionError, match=said):
        sign(FILE, key, NAMESPACE)


def command(folder: Path, *words: str, path: str) -> subprocess.CompletedProcess[str]:
    whole = [sys.executable, "-m", "coalition", "-C", str(folder), "--now", "2026-11-21T12:00:00Z", *words]
    return subprocess.run(whole, capture_output=True, text=True, check=False, env={**os.environ, "PATH": path})


def without_ssh(folder: Path) -> str:
    """A PATH on which git is, and ssh-keygen is not."""
    folder.mkdir()
    for name in ("git", "sh"):
        (folder / name).symlink_to(shutil.which(name) or name)
    return str(folder)


def test_without_openssh_what_is_signed_cannot_be_verified(tmp_path):
    done = command(VECTORS / "good/campaign", "statement", "verify", path=without_ssh(tmp_path / "bin"))

    assert done.returncode == 3
    assert 'The program "ssh-keygen" is needed and was not found.' in done.stderr
    assert "Install OpenSSH" in done.stderr


def test_without_openssh_what_is_not_signed_is_read_all_the_same(tmp_path):
    done = command(
        VECTORS / "announced/campaign", "statement", "verify", "--format", "json", path=without_ssh(tmp_path / "bin")
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["statements"][0]["answers"][0]["verdict"] == "announced"


def test_a_broken_program_ends_the_command_with_a_sentence(tmp_path):
    path = f"{fake(tmp_path, BEHAVIOURS['prints junk'])}{os.pathsep}{os.environ['PATH']}"
    done = command(VECTORS / "good/campaign", "statement", "verify", path=path)

    assert done.returncode == 3
    assert "Traceback" not in done.stderr
    assert "\x1b" not in done.stderr
    assert "does not answer as that of OpenSSH does" in done.stderr
