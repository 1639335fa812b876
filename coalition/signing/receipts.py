"""Receipts: the secretariat's dated entries, each holding on to the one before, that a file arrived."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coalition.problems import Parsed, Place, Problem
from coalition.signing.writing import digest

if TYPE_CHECKING:
    from collections.abc import Iterable

NOTHING_BEFORE = "0" * 64
"""What the first receipt names as the hash of the line before it."""
UNSIGNED = "-"
_SHA = r"[0-9a-f]{64}"
_LINE = re.compile(
    rf"(2[0-9]{{3}}-[0-9]{{2}}-[0-9]{{2}}T[0-9]{{2}}:[0-9]{{2}}:[0-9]{{2}}Z) ({_SHA}) ({_SHA}|-) ({_SHA})"
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """One line of the log: a file, and perhaps its signature, had arrived by that instant."""

    instant: datetime
    """In UTC, whole seconds."""
    file_sha256: str
    signature_sha256: str | None
    """None: the file came without a signature."""
    previous: str
    """The SHA-256 of the line before, without its line feed."""
    line: int = 0
    """Its number in the log, from 1."""

    @property
    def text(self) -> str:
        """The line, without its line feed."""
        moment = self.instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return f"{moment} {self.file_sha256} {self.signature_sha256 or UNSIGNED} {self.previous}"


def parse(path: str, text: str) -> Parsed[tuple[Receipt, ...]]:
    """The receipts of a log, in its order.

    Laws: a log without problems is a chain from its first line to its last, and no line is earlier than the one
    before; receipts end where the chain breaks, since nothing after that is held by anything. What was cut off at the
    end leaves no trace: `is_prefix` of an older log tells.
    """
    receipts: list[Receipt] = []
    previous, last = NOTHING_BEFORE, datetime.min.replace(tzinfo=UTC)
    lines = text.split("\n")
    for number, line in enumerate(lines[:-1], 1):
        receipt = _receipt(line, number)
        message = _fault(receipt, previous, last)
        if receipt is None or message:
            return Parsed(tuple(receipts), (_broken(path, number, message),))
        receipts.append(receipt)
        previous, last = digest(line.encode("utf-8", "surrogatepass")), receipt.instant
    if lines[-1]:
        return Parsed(tuple(receipts), (_broken(path, len(lines), "The last line does not end with a line feed."),))
    return Parsed(tuple(receipts))


def _receipt(line: str, number: int) -> Receipt | None:
    found = _LINE.fullmatch(line)
    if found is None:
        return None
    try:
        instant = datetime.strptime(found[1], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError:
        return None
    return Receipt(instant, found[2], None if found[3] == UNSIGNED else found[3], found[4], number)


def _fault(receipt: Receipt | None, previous: str, last: datetime) -> str:
    """What is wrong with a line after the one before it; empty when nothing is."""
    if receipt is None:
        return "This line is not a receipt."
    if receipt.previous != previous:
        return "The chain breaks here: this line does not name the line before it."
    if receipt.instant < last:
        return "This receipt is earlier than the one before it."
    return ""


def _broken(path: str, line: int, message: str) -> Problem:
    hint = "A line was edited, moved or taken out. Restore the log from the main branch; it is only ever appended to."
    return Problem(Place(path, line), "broken-receipts", message, hint)


def append(log: bytes, entries: Iterable[tuple[datetime, str, str | None]]) -> bytes:
    """The log with a receipt for each entry: an instant, the digest of a file, and that of its signature or None.

    Laws: `log` is a prefix of what is returned; the result has no problem if `log` has none and the instants do not
    go back. Raises ValueError when the log is broken or an instant does go back.
    """
    parsed = parse("", log.decode("utf-8", "surrogateescape"))
    if parsed.problems:
        raise ValueError(f"line {parsed.problems[0].place.line} of the log: {parsed.problems[0].message}")
    last = parsed.value[-1] if parsed.value else None
    previous = digest(last.text.encode("ascii")) if last else NOTHING_BEFORE
    moment = last.instant if last else datetime.min.replace(tzinfo=UTC)
    grown = [log]
    for instant, file, signature in entries:
        receipt = Receipt(instant.replace(microsecond=0), file, signature, previous)
        if receipt.instant < moment:
            raise ValueError("a receipt cannot be earlier than the one before it")
        line = receipt.text.encode("ascii")
        grown += [line, b"\n"]
        previous, moment = digest(line), receipt.instant
    return b"".join(grown)


def is_prefix(older: bytes, newer: bytes) -> bool:
    """Whether a log has only grown since: what an older one holds stands unchanged at the beginning of the newer."""
    return newer.startswith(older) and (not older or older.endswith(b"\n"))
