"""Which keys speak for whom: those of the registry, as far as each is proven and has not ended.

A member's first key is proven by its entry in the registry. Any further one is proven by a key change: a signed file
that adds it, signed with a key of the member that was proven before, or attested by the secretariat.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coalition.signing import keys
from coalition.signing.signers import Validity

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from coalition.campaign.model import Campaign
    from coalition.kinds.member import Key, Member
    from coalition.signing.keys import PublicKey
    from coalition.standing.model import Verdict


@dataclass(frozen=True, slots=True)
class HeldKey:
    """One key of one member."""

    key: PublicKey
    start: datetime
    until: datetime | None
    revoked: datetime | None
    proven: bool
    """Whether the member, or the secretariat, is known to have said that it is the member's."""

    @property
    def validity(self) -> Validity:
        """When it may speak."""
        ends = [end for end in (self.until, self.revoked) if end is not None]
        return Validity(self.key, self.start, min(ends, default=None))

    def fault_at(self, instant: datetime) -> Verdict | None:
        """Why it may not speak at that instant; None when it may."""
        if self.validity.holds_at(instant):
            return None
        is_revoked = self.revoked is not None and self.revoked <= instant
        return "key-revoked" if is_revoked else "key-not-valid-then"


class Keyring:
    """The keys of all members. Each member's are looked at when first asked for, since most have nothing to sign.

    Law: whatever number of keys a member has, one is found in the same time.
    """

    def __init__(self, campaign: Campaign) -> None:
        self._members = campaign.members
        self._held: dict[str, dict[PublicKey, tuple[HeldKey, ...]]] = {}
        self._fingerprints: dict[str, dict[str, PublicKey]] = {}

    def of(self, member: str) -> dict[PublicKey, tuple[HeldKey, ...]]:
        """A member's entries by key, in the order of the registry; none of a member that is not there.

        A key has more than one entry when it was taken back into use.
        """
        if member not in self._held:
            found = self._members.get(member)
            self._held[member] = _registered(found) if found else {}
        return self._held[member]

    def find(self, member: str, key: PublicKey) -> tuple[HeldKey, ...]:
        """The member's entries of that key."""
        return self.of(member).get(key, ())

    def add(self, member: str, key: PublicKey) -> None:
        """From now on the key is proven to be the member's, if the registry has it."""
        known = self.of(member)
        if key in known:
            known[key] = tuple(replace(held, proven=True) for held in known[key])

    def end(self, member: str, fingerprint: str, instant: datetime) -> None:
        """From that instant on the key is not valid, whatever the registry says."""
        known = self.of(member)
        if member not in self._fingerprints:
            self._fingerprints[member] = {key.fingerprint: key for key in known}
        key = self._fingerprints[member].get(fingerprint)
        if key is not None:
            known[key] = tuple(replace(held, until=min(held.until or instant, instant)) for held in known[key])

    @property
    def proven(self) -> Mapping[str, tuple[Validity, ...]]:
        """By member, of every member that has keys: those that are proven, and when each may speak."""
        return {
            name: tuple(held.validity for entries in self.of(name).values() for held in entries if held.proven)
            for name in sorted(self._members)
            if self.of(name)
        }


def _registered(member: Member) -> dict[PublicKey, tuple[HeldKey, ...]]:
    held = [_held(key) for key in member.keys]
    first = min(held, key=lambda one: one.start, default=None)
    found: dict[PublicKey, list[HeldKey]] = defaultdict(list)
    for one in held:
        found[one.key].append(replace(one, proven=True) if first and one.key == first.key else one)
    return {key: tuple(entries) for key, entries in found.items()}


def _held(key: Key) -> HeldKey:
    revoked = key.revoked.on if key.revoked else None
    return HeldKey(keys.parse(key.key), key.since, key.until, revoked, proven=False)
