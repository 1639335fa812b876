"""What speaks for each signed file: its signature, its receipt, and what ssh-keygen has to be asked about them.

Nothing here decides: `judging` does. Nothing here runs a program: `workflows` asks what `requests` lists.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coalition.kinds.answers import Approval, Attestation, Endorsement, KeyChange
from coalition.kinds.receipts import PATH as LOG
from coalition.kinds.receipts import ReceiptLog
from coalition.kinds.unnamed import Unnamed
from coalition.signing import signatures
from coalition.signing.openssh import Check, namespace
from coalition.signing.signers import Entry, Validity, allowed
from coalition.standing.trust import Keyring

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coalition.campaign.model import Campaign
    from coalition.kinds.answers import AnySigned
    from coalition.signing.receipts import Receipt
    from coalition.signing.signatures import SignatureInfo

NAMESPACES: tuple[tuple[type[AnySigned | Unnamed], str], ...] = (
    (Endorsement, "endorsement"),
    (Approval, "approval"),
    (Attestation, "attestation"),
    (KeyChange, "key-change"),
    (Unnamed, "unnamed"),
)
"""What each kind of signed file is signed for."""
_ALWAYS = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST = datetime(1970, 1, 2, tzinfo=UTC)
"""OpenSSH knows no time before its own; no key of anybody was valid then."""


@dataclass(frozen=True, slots=True)
class Seal:
    """A signature beside a file."""

    path: str
    """Of the file that is signed."""
    namespace: str
    """What it has to be for."""
    principal: str
    """Who has to have made it."""
    moment: datetime
    """At which the key has to be valid: when it was received, else the instant of the standing."""
    receipt: Receipt | None = None
    info: SignatureInfo | None = None
    fault: str = ""
    """Why it cannot be read; empty when it can."""
    check: Check | None = None
    """What ssh-keygen is asked; None when the answer is known without it."""
    good: bool | None = None
    """What it said; None: it was not asked."""


class Receipts:
    """The receipts that had been given at an instant."""

    def __init__(self, campaign: Campaign, instant: datetime) -> None:
        logs = campaign.of(ReceiptLog)
        self.kept = LOG in campaign.paths
        """Whether the campaign keeps a log at all."""
        self.lines = logs[0].receipts if logs else ()
        self._by_digests: dict[tuple[str, str | None], Receipt] = {}
        for receipt in self.lines:
            if receipt.instant <= instant:
                # Of two for the same file the first says when it arrived.
                self._by_digests.setdefault((receipt.file_sha256, receipt.signature_sha256), receipt)

    def find(self, file: str, signature: str | None) -> Receipt | None:
        """The receipt of a file with that signature, by their digests."""
        return self._by_digests.get((file, signature))


@dataclass(frozen=True)
class Evidence:
    """What there is to prove the signed files of a campaign, at an instant."""

    campaign: Campaign
    instant: datetime
    receipts: Receipts
    seals: Mapping[str, Seal]
    """By the path of the file that is signed."""

    @property
    def requests(self) -> tuple[Seal, ...]:
        """The seals about which ssh-keygen has to be asked, in order of path; each has a check."""
        return tuple(seal for _, seal in sorted(self.seals.items()) if seal.check is not None)

    def proven(self, said: Mapping[str, bool]) -> Evidence:
        """The same with what ssh-keygen said, by path."""
        seals = {path: replace(seal, good=said.get(path, seal.good)) for path, seal in self.seals.items()}
        return replace(self, seals=seals)


def gather(campaign: Campaign, instant: datetime) -> Evidence:
    """The evidence of every signed file, before anybody was asked."""
    receipts = Receipts(campaign, instant)
    keyring = Keyring(campaign)
    found = {seal.path: _checked(campaign, seal, keyring) for seal in _seals(campaign, receipts, instant)}
    return Evidence(campaign, instant, receipts, found)


def _seals(campaign: Campaign, receipts: Receipts, instant: datetime) -> Iterator[Seal]:
    domain, secretariat = campaign.settings.campaign.domain, campaign.settings.campaign.secretariat
    for model, kind in NAMESPACES:
        name = namespace(kind, domain)
        for record in campaign.of(model):
            beside = f"{record.path}.sig"
            if beside not in campaign.paths:
                continue
            if isinstance(record, Unnamed):
                # It has no receipt, being the secretariat's own: it is judged when it was counted.
                yield Seal(record.path, name, secretariat, record.instant)
            else:
                principal = record.by if isinstance(record, Attestation) else record.member
                receipt = receipts.find(campaign.digests[record.path], campaign.digests.get(beside))
                yield Seal(record.path, name, principal, receipt.instant if receipt else instant, receipt)
    if f"{LOG}.sig" in campaign.paths and LOG in campaign.paths:
        # The log is signed anew with each line: its key has to be valid when the last was entered.
        moment = receipts.lines[-1].instant if receipts.lines else instant
        yield Seal(LOG, namespace("receipts", domain), secretariat, moment)


def _checked(campaign: Campaign, seal: Seal, keyring: Keyring) -> Seal:
    """The seal with what its signature says of itself, and the check that it calls for."""
    beside = f"{seal.path}.sig"
    raw, signature = exact(campaign, seal.path), exact(campaign, beside)
    if signature is None:
        return replace(seal, fault=_inexact(campaign, beside, "signature"))
    try:
        info = signatures.parse(signature)
    except signatures.NotASignature as error:
        return replace(seal, fault=str(error.args[0]))
    if raw is None or not info.key.is_strong or info.namespace != seal.namespace:
        return replace(seal, info=info)
    held = keyring.find(seal.principal, info.key)
    valid = [one.validity for one in held if one.validity.holds_at(seal.moment)]
    # Where the key does not hold then, ssh-keygen is asked whether the signature is of this file at all.
    lines = valid or [Validity(info.key, _ALWAYS)]
    signers = allowed(Entry(seal.principal, (seal.namespace,), validity) for validity in lines)
    moment = max(seal.moment, _FIRST)
    check = Check(raw, signature, seal.namespace, seal.principal, signers, moment)
    return replace(seal, info=info, check=check)


def exact(campaign: Campaign, path: str) -> bytes | None:
    """A text file's bytes; None where they are not those that its text has in UTF-8 with LF (or it was not read).

    The digest of the bytes as they are tells, without reading them again.
    """
    if path not in campaign.texts or path in campaign.windows:
        return None
    raw = campaign.texts[path].encode("utf-8", "surrogatepass")
    return raw if hashlib.sha256(raw).hexdigest() == campaign.digests[path] else None


def _inexact(campaign: Campaign, path: str, what: str) -> str:
    if path in campaign.windows:
        return f"The lines of the {what} end as on Windows."
    return f"The {what} is not plain text in UTF-8 without a byte order mark."


def inexact(campaign: Campaign, path: str) -> str:
    """Why a signed file's bytes are not those that were signed, whatever it says; empty when nothing is wrong."""
    return "" if exact(campaign, path) is not None else _inexact(campaign, path, "file")
