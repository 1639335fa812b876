"""Rules over trust/: the receipt log, and the changes of keys beside what the registry says of keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.kinds.answers import KeyChange
from coalition.kinds.receipts import PATH as LOG
from coalition.kinds.receipts import ReceiptLog
from coalition.problems import Place, Severity
from coalition.signing import keys

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined
    from coalition.kinds.member import Key, Member


@rule("unsigned-receipts")
def unsigned_receipts(examined: Examined) -> Iterator[Finding]:
    """The receipt log is signed by the secretariat, anew after each line.

    Bad:  trust/receipts.log without trust/receipts.log.sig
    Good: both
    """
    if LOG in examined.campaign.paths and f"{LOG}.sig" not in examined.campaign.paths:
        hint = "Let the secretariat sign it: coalition statement receive. Until then nothing counts as received."
        yield Finding(Place(LOG), "The receipt log is not signed.", hint)


@rule("missing-received-file")
def missing_received_file(examined: Examined) -> Iterator[Finding]:
    """What was received stays, byte for byte: answers, signatures, attestations and key changes are never deleted.

    Bad:  endorsements/v1/open-gate.txt taken out, or edited, after it stood in trust/receipts.log
    Good: the file as it was received; another answer beside it, open-gate.2.txt
    """
    present = frozenset(examined.campaign.digests.values())
    for log in examined.campaign.of(ReceiptLog):
        for index, receipt in enumerate(log.receipts):
            arrived = (receipt.file_sha256, receipt.signature_sha256)
            missing = [digest for digest in arrived if digest is not None and digest not in present]
            if missing:
                what = "file" if receipt.file_sha256 not in present else "signature"
                message = f"The {what} that arrived on {receipt.instant:%Y-%m-%d} is not here, or its bytes changed."
                hint = f'Restore it from the history: git log --all --diff-filter=D --name-only. "{missing[0]}" is its SHA-256.'
                yield Finding(log.place("receipts", index), message, hint)


@rule("unproven-key", Severity.WARNING)
def unproven_key(examined: Examined) -> Iterator[Finding]:
    """A member's further keys are proven: by a key change signed with an earlier key, or attested by the secretariat.

    Bad:  a second entry under `keys:`, and no file trust/keys/open-gate.1.txt that adds it
    Good: both, as `coalition member key add` writes them
    """
    proven = {name: {validity.key for validity in known} for name, known in examined.standing.keys.items()}
    for member in examined.registry if examined.campaign.settings_were_read else ():
        for index, key in enumerate(member.keys):
            if keys.parse(key.key) not in proven.get(member.id, set()):
                hint = "Let the member sign the change with its earlier key: coalition member key add."
                message = f"Nobody proved that this is a key of {member.id}; what it signs does not count."
                yield Finding(member.place("keys", index, "key"), message, hint)


@rule("key-change-not-entered")
def key_change_not_entered(examined: Examined) -> Iterator[Finding]:
    """What a key change says stands in the registry too.

    Bad:  trust/keys/open-gate.1.txt with the line `end: SHA256:…`, and that key without `until:` or `revoked:`
    Good: the key with `until:` the day of the change
    """
    changes = {change.path: change for change in examined.campaign.of(KeyChange)}
    for paper in examined.standing.papers:
        change = changes.get(paper.path)
        member = examined.campaign.members.get(change.member) if change else None
        if change is not None and member is not None and paper.verdict == "good":
            yield from _not_entered(change, member)


def _not_entered(change: KeyChange, member: Member) -> Iterator[Finding]:
    known: dict[str, list[Key]] = {}
    for key in member.keys:
        known.setdefault(keys.parse(key.key).fingerprint, []).append(key)
    if change.add is not None and keys.parse(change.add).fingerprint not in known:
        message = f"{member.id} added this key, and its entry in the registry does not have it."
        yield Finding(change.place("add"), message, "Write it under keys: of the member.")
    ended = known.get(change.end or "", [])
    if ended and all(key.until is None and key.revoked is None for key in ended):
        message = f"{member.id} ended this key, and its entry in the registry does not say so."
        yield Finding(change.place("end"), message, f"Write until: {change.date}T00:00:00Z beside the key.")
