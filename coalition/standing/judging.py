"""Whether a file is proven: by its signature, or by an attestation, with keys that are themselves proven."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING

from coalition.kinds.answers import ATTESTED, Attestation, KeyChange
from coalition.kinds.receipts import PATH as LOG
from coalition.signing import keys
from coalition.standing.evidence import Evidence, Seal, inexact
from coalition.standing.trust import Keyring

if TYPE_CHECKING:
    from datetime import date

    from coalition.kinds.unnamed import Unnamed
    from coalition.signing.keys import PublicKey
    from coalition.standing.model import Strength, Verdict
    from coalition.standing.trust import HeldKey


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found of one file."""

    verdict: Verdict
    reason: str
    strength: Strength = "announced"
    arrived: datetime | None = None
    line: int = 0
    """Of its receipt in the log; 0: it has none."""
    evidence: str = ""
    """With `attested`: what the secretariat has."""


class Judge:
    """Judges proofs. Law: the first question of docs/verification.md to which the answer is no gives the verdict."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.campaign = evidence.campaign
        self.keys = Keyring(evidence.campaign)
        self._attestations = {record.answer: record for record in self.campaign.of(Attestation)}
        self.changes = self._changes()
        """By path: what each key change is worth."""
        self.log = self._log()
        """What the receipt log is worth; None: there is none."""

    def proof(self, path: str, member: str) -> Judgement:
        """What proves that a file is the member's: its signature, else an attestation, else nothing.

        An attestation makes up for a signature that is not good, so that a member which cannot sign anew is not lost.
        """
        seal = self.evidence.seals.get(path)
        attested = self._attested(path, member)
        if seal is None:
            return attested or Judgement("announced", "It has neither a signature nor the secretariat's attestation.")
        signed = self._signed(seal)
        return attested if attested and attested.verdict == "good" != signed.verdict else signed

    def of_attestation(self, record: Attestation) -> Judgement:
        """What an attestation is worth by itself."""
        found = self._attested(record.answer, record.member)
        assert found is not None  # noqa: S101 -- the record is one of those that are looked up
        return found

    def of_number(self, record: Unnamed) -> Judgement:
        """Whether the secretariat has signed a number of unnamed members; whether it is the right one is another matter."""
        fault = self._number_fault(record)
        if fault is not None:
            return Judgement(*fault)
        seal = self.evidence.seals.get(record.path)
        if seal is None:
            return Judgement("announced", "It is not signed.")
        if record.instant > self.evidence.instant:
            return Judgement("not-yet-received", "It was counted after this instant.")
        return self._signed(seal)

    def _number_fault(self, record: Unnamed) -> tuple[Verdict, str] | None:
        _, statement, _, name = record.path.split("/")
        beside = inexact(self.campaign, record.path)
        if beside:
            return "malformed", beside
        if record.coalition != self.campaign.settings.campaign.domain:
            return "wrong-coalition", f'It is of another coalition, "{record.coalition}".'
        if record.statement != statement:
            return "wrong-statement", f'It is of another statement, "{record.statement}".'
        if name != f"v{record.version}.txt":
            return "wrong-version", f"It is of version {record.version}."
        return None

    def _signed(self, seal: Seal, *, change: KeyChange | None = None) -> Judgement:
        fault = self._fault(seal, change)
        if fault is not None:
            return Judgement(*fault, "announced" if fault[0] == "announced" else "signed")
        arrived = seal.receipt.instant if seal.receipt else None
        line = seal.receipt.line if seal.receipt else 0
        return Judgement("good", f"Signed with a key of {seal.principal}.", "signed", arrived, line)

    def _fault(self, seal: Seal, change: KeyChange | None = None) -> tuple[Verdict, str] | None:
        """Why a signature does not prove its file; None when it does."""
        if seal.info is None:
            return "malformed", seal.fault
        if not seal.info.key.is_strong:
            return "weak-key", f"It is signed with a key of the type {seal.info.key.type[:60]}; only ed25519 is taken."
        if seal.info.namespace != seal.namespace:
            return "wrong-namespace", f'It is signed for "{seal.info.namespace[:80]}", not for "{seal.namespace}".'
        if seal.good is None:
            return "announced", "Nobody has verified its signature yet."
        if not seal.good:
            return "bad-signature", "The signature does not fit the file: one of the two was changed, or exchanged."
        return self._key_fault(seal, change)

    def _key_fault(self, seal: Seal, change: KeyChange | None) -> tuple[Verdict, str] | None:
        assert seal.info is not None  # noqa: S101 -- who has no information has another fault
        name = seal.info.key.fingerprint
        known = self.keys.find(seal.principal, seal.info.key)
        if not known:
            return "unknown-key", f"The registry has no key {name} of {seal.principal}."
        held = [one for one in known if one.proven]
        if not held:
            return "unknown-key", f"No older key of {seal.principal}, nor the secretariat, says that {name} is its key."
        faults = [_fault_of(one, seal, change) for one in held]
        if None in faults:
            return None
        if "key-revoked" in faults:
            return "key-revoked", f"The key {name} was revoked before this arrived."
        return "key-not-valid-then", f"The key {name} was not valid when this arrived."

    def _attested(self, path: str, member: str) -> Judgement | None:
        """What the attestation of a file is worth; None when it has none."""
        at = path.removesuffix(".txt") + ATTESTED
        record = self._attestations.get(path)
        if record is None:
            unread = at in self.campaign.paths
            return Judgement("malformed", "Its attestation cannot be read.", "attested") if unread else None
        fault = self._attestation_fault(record, path, member)
        if fault is not None:
            return Judgement(*fault, "attested", evidence=record.evidence)
        seal = self.evidence.seals.get(at)
        if seal is None:
            return Judgement("announced", "Its attestation is not signed.")
        signed = self._signed(seal)
        if signed.verdict != "good":
            strength: Strength = "announced" if signed.verdict == "announced" else "attested"
            return replace(
                signed, strength=strength, evidence=record.evidence, reason=f"Its attestation: {signed.reason}"
            )
        if record.received > self.evidence.instant:
            return Judgement("not-yet-received", "It was received after this instant.", "attested")
        arrived = min(record.received, signed.arrived or record.received)
        reason = f"The secretariat received it ({record.evidence}) and attests that."
        return Judgement("good", reason, "attested", arrived, signed.line, record.evidence)

    def _attestation_fault(self, record: Attestation, path: str, member: str) -> tuple[Verdict, str] | None:
        who = self.campaign.settings.campaign
        beside = inexact(self.campaign, record.path)
        if beside:
            return "malformed", f"Its attestation: {beside}"
        if record.coalition != who.domain:
            return "wrong-coalition", f'Its attestation is of another coalition, "{record.coalition}".'
        if record.member != member:
            return "wrong-member", f"Its attestation is of an answer by {record.member}."
        if record.by != who.secretariat:
            return "wrong-member", f"It is attested by {record.by}, which is not the secretariat."
        if record.of_sha256 != self.campaign.digests.get(path):
            return "bad-signature", "Its attestation is of other bytes: the file was changed, or exchanged."
        return None

    def _log(self) -> Judgement | None:
        if not self.evidence.receipts.kept:
            return None
        seal = self.evidence.seals.get(LOG)
        if seal is None:
            return Judgement("announced", "The receipt log is not signed.")
        beside = inexact(self.campaign, LOG)
        return Judgement("malformed", beside) if beside else self._signed(seal)

    def _changes(self) -> dict[str, Judgement]:
        """What each key change is worth; what a good one says is in force from here on.

        The secretariat's come first, since its keys attest others'; of each member in the order in which they arrived.
        """
        secretariat = self.campaign.settings.campaign.secretariat
        found: dict[str, Judgement] = {}
        blocked: dict[tuple[str, PublicKey], list[KeyChange]] = defaultdict(list)
        for change in sorted(
            self.campaign.of(KeyChange), key=lambda one: (one.member != secretariat, *self._order(one))
        ):
            waiting = [change]
            # A key can be proven by one that was itself proven by a change: those that waited for it are judged again.
            while waiting:
                one = waiting.pop()
                judged = self._change(one)
                found[one.path] = self._awaited(judged)
                seal = self.evidence.seals.get(one.path)
                if judged.verdict == "good":
                    self._enforce(one, judged)
                    waiting += blocked.pop((one.member, keys.parse(one.add)), ()) if one.add else ()
                elif seal is not None and seal.info is not None:
                    blocked[one.member, seal.info.key].append(one)
        return found

    def _order(self, change: KeyChange) -> tuple[datetime, date, str]:
        seal = self.evidence.seals.get(change.path)
        return (seal.moment if seal else self.evidence.instant, change.date, change.path)

    def _awaited(self, judged: Judgement) -> Judgement:
        """The same, and that it still has to be received where that is so."""
        if judged.verdict != "good" or judged.line or not self.evidence.receipts.kept:
            return judged
        return replace(judged, verdict="not-yet-received", reason="It is not in the receipt log.")

    def _enforce(self, change: KeyChange, judgement: Judgement) -> None:
        """What a genuine change says of keys is so. While it waits for its receipt it ends none: nothing says when."""
        if change.add is not None:
            self.keys.add(change.member, keys.parse(change.add))
        if change.end is not None and (judgement.line or not self.evidence.receipts.kept):
            self.keys.end(change.member, change.end, judgement.arrived or _midnight(change.date) + timedelta(days=1))

    def _change(self, change: KeyChange) -> Judgement:
        fault = self._change_fault(change)
        if fault is not None:
            return Judgement(*fault)
        seal = self.evidence.seals.get(change.path)
        signed = self._signed(seal, change=change) if seal else Judgement("announced", "It is not signed.")
        if signed.verdict != "good":
            signed = self._attested(change.path, change.member) or signed
        return signed

    def _change_fault(self, change: KeyChange) -> tuple[Verdict, str] | None:
        beside = inexact(self.campaign, change.path)
        if beside:
            return "malformed", beside
        if change.coalition != self.campaign.settings.campaign.domain:
            return "wrong-coalition", f'It is of another coalition, "{change.coalition}".'
        if change.path.split("/")[-1].partition(".")[0] != change.member:
            return "wrong-member", f"It stands among those of another member, and names {change.member}."
        if change.member not in self.campaign.members:
            return "unknown-member", f"The registry has no member {change.member}."
        return None


def _fault_of(held: HeldKey, seal: Seal, change: KeyChange | None) -> Verdict | None:
    """Why a key may not have made this signature; None when it may.

    A key change is judged by the day that it states where nothing tells when it arrived, or where it ends the very key
    that signed it: a member that gives up a key says so with that key, and the word arrives when the key has ended.
    """
    if change is None or (seal.receipt and change.end != held.key.fingerprint):
        return held.fault_at(seal.moment)
    if held.revoked is not None and held.revoked <= seal.moment:
        return "key-revoked"
    day = _midnight(change.date)
    is_then = held.start < day + timedelta(days=1) and (held.until is None or day <= held.until)
    return None if is_then else "key-not-valid-then"


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
