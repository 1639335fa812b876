"""Which keys speak for whom: those of the registry, as far as each is proven and has not ended.

A member's first key is proven by its entry in the registry. Any further one is proven by a key change: a signed file
that adds it, signed with a key of the member that was proven before, or attested by the secretariat.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
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
    index: int
    """Among the keys of its member, as they are written."""
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
    """The keys of all members. Each is looked at when it is first asked for, since most have nothing to sign."""

    def __init__(self, campaign: Campaign) -> None:
        self._members = campaign.members
        self._held: dict[str, tuple[HeldKey, ...]] = {}

    def of(self, member: str) -> tuple[HeldKey, ...]:
        """A member's keys, in the order of the registry; none of a member that is not there."""
        if member not in self._held:
            found = self._members.get(member)
            self._held[member] = _registered(found) if found else ()
        return self._held[member]

    def find(self, member: str, key: PublicKey) -> tuple[HeldKey, ...]:
        """The member's entries of that key: more than one, when it was taken back into use."""
        return tuple(held for held in self.of(member) if held.key == key)

    def add(self, member: str, key: PublicKey) -> None:
        """From now on the key is proven to be the member's, if the registry has it."""
        self._held[member] = tuple(replace(held, proven=True) if held.key == key else held for held in self.of(member))

    def end(self, member: str, fingerprint: str, instant: datetime) -> None:
        """From that instant on the key is not valid, whatever the registry says."""
        self._held[member] = tuple(
            replace(held, until=min(held.until or instant, instant)) if held.key.fingerprint == fingerprint else held
            for held in self.of(member)
        )

    @cached_property
    def all(self) -> Mapping[str, tuple[HeldKey, ...]]:
        """By member, of every member that has keys."""
        return {name: self.of(name) for name in sorted(self._members) if self.of(name)}


def _registered(member: Member) -> tuple[HeldKey, ...]:
    held = [_held(index, key) for index, key in enumerate(member.keys)]
    first = min(held, key=lambda one: (one.start, one.index), default=None)
    return tuple(replace(one, proven=True) if first and one.key == first.key else one for one in held)


def _held(index: int, key: Key) -> HeldKey:
    revoked = key.revoked.on if key.revoked else None
    return HeldKey(keys.parse(key.key), index, key.since, key.until, revoked, proven=False)
