"""Allowed signers: which key may speak for whom, for what, and from when to when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coalition.signing.keys import PublicKey

# OpenSSH takes a principal as a list of patterns, and the namespaces too: of what means something in one (* ? ! , "
# and blanks) nothing may be in either, or one key would speak for all.
_PRINCIPAL = re.compile(r"[a-z][a-z0-9-]{1,62}")
_NAMESPACE = re.compile(r"[a-z][a-z-]*@[a-z0-9.-]+|git")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Validity:
    """When a key may speak: from `start` on, and before `until`."""

    key: PublicKey
    start: datetime
    until: datetime | None = None
    """The first instant at which it may not."""

    def holds_at(self, instant: datetime) -> bool:
        """Whether the key may speak at that instant. A second is the smallest time that OpenSSH knows."""
        moment = instant.replace(microsecond=0)
        return self.start <= moment and (self.until is None or moment < self.until)


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of one member, and what it may sign."""

    principal: str
    """The member's id."""
    namespaces: tuple[str, ...]
    validity: Validity


def allowed(entries: Iterable[Entry]) -> bytes:
    """The text of an allowed signers file: a line an entry, sorted.

    Law: at every instant ssh-keygen with this file takes a signature of a key exactly where `holds_at` is true.
    Raises ValueError for a principal or a namespace that OpenSSH could take for a pattern.
    """
    return "".join(sorted(filter(None, map(_line, entries)))).encode("ascii")


def _line(entry: Entry) -> str:
    """One line; none for a key that never held: OpenSSH has no way to say so."""
    if not _PRINCIPAL.fullmatch(entry.principal):
        raise ValueError(f"not an id: {entry.principal!r}")
    if not entry.namespaces or not all(map(_NAMESPACE.fullmatch, entry.namespaces)):
        raise ValueError(f"not namespaces: {entry.namespaces!r}")
    validity = entry.validity
    start = _whole(validity.start)
    options = [f'namespaces="{",".join(entry.namespaces)}"']
    if start > _EPOCH:
        options.append(f'valid-after="{stamp(start)}"')
    if validity.until is not None:
        # The second that valid-before names still holds.
        last = _whole(validity.until) - timedelta(seconds=1)
        if last < max(start, _EPOCH + timedelta(seconds=1)):
            return ""
        options.append(f'valid-before="{stamp(last)}"')
    return f"{entry.principal} {','.join(options)} {validity.key.line}\n"


def _whole(instant: datetime) -> datetime:
    """The first whole second at or after an instant."""
    return instant if instant.microsecond == 0 else instant.replace(microsecond=0) + timedelta(seconds=1)


def stamp(instant: datetime) -> str:
    """An instant as OpenSSH reads it whatever the zone of the machine: in UTC, and saying so."""
    return instant.astimezone(UTC).strftime("%Y%m%d%H%M%SZ")
