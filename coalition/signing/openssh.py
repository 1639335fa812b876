"""`ssh-keygen -Y`: the only thing here that makes a signature, and the only judge of one."""

from __future__ import annotations

import math
import os
import re
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.signing import signatures
from coalition.signing.signers import Entry, Validity, allowed, stamp
from coalition.sources import shell

if TYPE_CHECKING:
    from collections.abc import Sequence

TOOL = "ssh-keygen"
KINDS = ("endorsement", "approval", "attestation", "key-change", "receipts", "unnamed")
"""What is signed: each has a namespace of its own, so that a signature of one never serves for another."""
# One shell for many verifications: Python takes longer to start a process than ssh-keygen takes for its work. Only
# words that `_Batch` has looked at are read from standard input; what is verified lies in files with numbers for names.
_SCRIPT = (
    "while read -r number signers principal namespace moment; do "
    'echo "= $number"; '
    'ssh-keygen -Y verify -f "$signers" -I "$principal" -n "$namespace" -s "$number.sig" '
    '${moment:+"-Overify-time=$moment"} < "$number" 2>&1; '
    'echo "= $number $?"; '
    "done"
)
_SECTION = re.compile(r"^= ([0-9]+)\n(.*?)^= \1 ([0-9]+)\n", re.MULTILINE | re.DOTALL)
_REFUSED = 255
_REFUSAL = "Could not verify signature."
_BATCH_MOST = 100
_BATCHES_A_JOB = 4
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9@.-]*")


@dataclass(frozen=True, slots=True)
class Check:
    """A signature, and what it has to be."""

    raw: bytes
    """The exact bytes of the file that was signed."""
    signature: bytes
    """The exact bytes of its `.sig`."""
    namespace: str
    principal: str
    """The member's id; never a pattern."""
    signers: bytes
    """Allowed signers, from `signers.allowed`."""
    instant: datetime | None = None
    """At which the key has to be valid; None: when ssh-keygen runs."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of a check."""

    good: bool
    reason: str = ""
    """Why it is not good, in plain words; in OpenSSH's own where it said no."""


def namespace(kind: str, domain: str) -> str:
    """What a signature is for: `endorsement@campaign.example`. Raises ValueError for a kind that is not signed."""
    if kind not in KINDS:
        raise ValueError(f"nothing of the kind {kind!r} is signed")
    return f"{kind}@{domain}"


def verify(checks: Sequence[Check], *, jobs: int | None = None) -> tuple[Proof, ...]:
    """A proof for each check, in their order, on all cores.

    Laws: a proof is good only if the file holds one whole signature of a key that is taken, and ssh-keygen says that
    this key made it, in this namespace, as this principal, at this instant. Raises ToolFailed (ToolMissing,
    ToolTimedOut) when ssh-keygen is not there or answers in another way than OpenSSH does; nothing is run for nothing.
    """
    proofs: list[Proof | None] = [_unfit(check) for check in checks]
    open_ones = [number for number, proof in enumerate(proofs) if proof is None]
    if open_ones:
        find()
        workers = jobs or os.cpu_count() or 1
        size = min(_BATCH_MOST, math.ceil(len(open_ones) / (workers * _BATCHES_A_JOB)))
        parts = [open_ones[at : at + size] for at in range(0, len(open_ones), size)]
        pool = ThreadPoolExecutor(max_workers=workers)
        try:
            for part, found in zip(parts, pool.map(lambda part: _run([checks[at] for at in part]), parts), strict=True):
                for number, proof in zip(part, found, strict=True):
                    proofs[number] = proof
        finally:
            # After Ctrl-C, or when one has failed, nobody waits for what has not begun.
            pool.shutdown(wait=False, cancel_futures=True)
    return tuple(proof for proof in proofs if proof is not None)


def _unfit(check: Check) -> Proof | None:
    """Why ssh-keygen need not be asked; None when it must be."""
    try:
        info = signatures.parse(check.signature)
    except signatures.NotASignature as error:
        return Proof(False, str(error.args[0]))  # noqa: FBT003 -- whether it is good
    if not info.key.is_strong:
        return Proof(False, f"Keys of the type {info.key.type[:60]} are not taken.")  # noqa: FBT003 -- likewise
    return None


def find() -> str:
    """Where ssh-keygen is. Raises ToolMissing."""
    found = shutil.which(TOOL, path=shell.clean_environment()["PATH"])
    if found is None:
        raise shell.ToolMissing(TOOL)
    return found


def _run(checks: Sequence[Check]) -> tuple[Proof, ...]:
    """One shell's work."""
    with tempfile.TemporaryDirectory(prefix="coalition-") as name:
        folder = Path(name)
        orders, files = [], dict[bytes, str]()
        for number, check in enumerate(checks):
            signers = files.setdefault(check.signers, f"signers{len(files)}")
            words = [str(number), signers, check.principal, check.namespace]
            words += [stamp(check.instant)] if check.instant else []
            if not all(map(_WORD.fullmatch, words)):
                raise ValueError(f"not words of an order to ssh-keygen: {words!r}")
            (folder / str(number)).write_bytes(check.raw)
            (folder / f"{number}.sig").write_bytes(check.signature)
            orders.append(" ".join(words))
        for content, file in files.items():
            (folder / file).write_bytes(content)
        said = _asked("".join(f"{order}\n" for order in orders), folder, len(checks))
    sections = {int(found[1]): (found[2], int(found[3])) for found in _SECTION.finditer(said)}
    return tuple(_judged(check, *sections.get(number, ("", -1))) for number, check in enumerate(checks))


def _asked(orders: str, folder: Path, count: int) -> str:
    limits = shell.Limits(seconds=20 + count / 5, output_bytes=1 << 20)
    try:
        done = shell.run(["sh", "-c", _SCRIPT], stdin=orders.encode("ascii"), folder=folder, limits=limits)
    except shell.ToolTimedOut as error:
        raise shell.ToolTimedOut(TOOL, limits.seconds) from error
    except shell.ToolOverflowed as error:
        raise shell.ToolOverflowed(TOOL, limits.output_bytes) from error
    return done.stdout.decode("utf-8", "replace")


def _judged(check: Check, said: str, status: int) -> Proof:
    """What ssh-keygen said of one signature. An exit status alone proves nothing: the words have to be OpenSSH's."""
    key = signatures.parse(check.signature).key
    good = f'Good "{check.namespace}" signature for {check.principal} with '
    if status == 0 and said.startswith(good) and said.rstrip("\n").endswith(f" key {key.fingerprint}"):
        return Proof(True)  # noqa: FBT003 -- whether it is good
    if status == _REFUSED and _REFUSAL in said:
        first = said.replace(_REFUSAL, "").strip().partition("\n")[0]
        return Proof(False, first or "The signature does not fit the file.")  # noqa: FBT003 -- likewise
    hint = "Install OpenSSH 9.1 or later, or put the folder in which it is first on the PATH."
    raise shell.ToolFailed(TOOL, f'The program "{TOOL}" does not answer as that of OpenSSH does.', hint)


def sign(raw: bytes, key: Path, namespace: str) -> bytes:
    """The signature of these bytes with a private key, as the bytes of a `.sig` file.

    A passphrase or a touch is asked for at the terminal. What is returned has been verified; no file of the caller's
    is written or removed. Raises CoalitionError when it cannot be signed with that key.
    """
    find()
    if not key.is_file():
        raise CoalitionError(f"There is no key {key}.", "Name the file of your private key, such as ~/.ssh/id_ed25519.")
    with tempfile.TemporaryDirectory(prefix="coalition-") as name:
        file = Path(name, "file")
        file.write_bytes(raw)
        command = [TOOL, "-q", "-Y", "sign", "-f", str(key.resolve()), "-n", namespace, str(file)]
        status = shell.run_at_terminal(command)
        made = file.with_name("file.sig")
        if status != 0 or not made.is_file():
            hint = "The lines above, of ssh-keygen, say why: a wrong passphrase, a key that others may read, …"
            raise CoalitionError(f"Nothing could be signed with the key {key}.", hint)
        signature = made.read_bytes()
    _assure(raw, signature, namespace, key)
    return signature


def _assure(raw: bytes, signature: bytes, namespace: str, key: Path) -> None:
    """Raises CoalitionError unless the signature holds and is of a key that is taken."""
    try:
        info = signatures.parse(signature)
    except signatures.NotASignature as error:
        raise CoalitionError(f"What {TOOL} made with {key} is no signature.", str(error.args[0])) from error
    if not info.key.is_strong:
        hint = "Make one with: ssh-keygen -t ed25519, and have it entered with: coalition member key add."
        raise CoalitionError(f"{key} is a key of the type {info.key.type}; members sign with ed25519.", hint)
    always = Validity(info.key, datetime(1970, 1, 1, tzinfo=UTC))
    signers = allowed([Entry("signer", (namespace,), always)])
    (proof,) = verify([Check(raw, signature, namespace, "signer", signers)])
    if not proof.good:
        raise CoalitionError(f"The signature made with {key} does not hold: {proof.reason}", "Try again.")
