"""Vectors of the receipt log: what it proves, and what happens when somebody puts a hand to it."""

from __future__ import annotations

from tools.vectors.ground import SECRETARIAT, Vector

LOG = "trust/receipts.log"
LATER = "2026-11-04T10:00:00Z"


def _two(it: Vector) -> tuple[str, str]:
    it.member("alpha-aid")
    it.member("beta-board")
    return it.answer("alpha-aid"), it.answer("beta-board", at=LATER)


def not_yet_received(it: Vector) -> None:
    """A signed answer that the secretariat has not entered yet waits: it is no mistake, and does not count."""
    it.member("alpha-aid")
    it.member("beta-board")
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expect(it.answer("beta-board", at=None), "not-yet-received")


def received_after_the_instant(it: Vector) -> None:
    """Asked how things stood on 3 November at noon, what came on the 4th had not yet come."""
    first, second = _two(it)
    it.instant = "2026-11-03T12:00:00Z"
    it.expect(first, "good", counts=True)
    it.expect(second, "not-yet-received")


def received_without_its_signature(it: Vector) -> None:
    """A file that came unsigned and was signed later: the receipt is of the file alone, and another one is needed."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid", key=None)
    it.sign(path, "alpha-aid", "endorsement")
    it.expect(path, "not-yet-received")


def receipt_line_edited(it: Vector) -> None:
    """The first line's instant is set back. The next line no longer names it, and the signature no longer fits."""
    first, second = _two(it)
    it.keep_log()
    it.edit(LOG, b"2026-11-03T10:00:00Z", b"2026-11-02T10:00:00Z")
    it.expect(first, "not-yet-received")
    it.expect(second, "not-yet-received")
    it.expected |= {"status": 1, "papers": {LOG: "bad-signature"}, "problems": ["broken-receipts"]}


def receipt_removed(it: Vector) -> None:
    """The first line is taken out."""
    first, second = _two(it)
    it.keep_log()
    it.files[LOG] = it.files[LOG].partition(b"\n")[2]
    it.expect(first, "not-yet-received")
    it.expect(second, "not-yet-received")
    it.expected |= {"status": 1, "papers": {LOG: "bad-signature"}, "problems": ["broken-receipts"]}


def receipts_reordered(it: Vector) -> None:
    """The two lines change places."""
    first, second = _two(it)
    it.keep_log()
    it.files[LOG] = b"".join(line + b"\n" for line in reversed(it.files[LOG].splitlines()))
    it.expect(first, "not-yet-received")
    it.expect(second, "not-yet-received")
    it.expected |= {"status": 1, "papers": {LOG: "bad-signature"}, "problems": ["broken-receipts"]}


def receipt_removed_and_log_signed_again(it: Vector) -> None:
    """The secretariat itself takes a line out and signs again: the chain tells, and what came before holds."""
    first, second = _two(it)
    it.receive(first, "2026-11-05T10:00:00Z")
    it.log.pop(1)
    it.expect(first, "good", counts=True)
    it.expect(second, "not-yet-received")
    it.expected |= {"status": 1, "papers": {LOG: "good"}, "problems": ["broken-receipts"]}


def log_truncated(it: Vector) -> None:
    """The last line is cut off: the signature no longer fits."""
    first, second = _two(it)
    it.keep_log()
    it.files[LOG] = it.files[LOG].splitlines(keepends=True)[0]
    it.expect(first, "not-yet-received")
    it.expect(second, "not-yet-received")
    it.expected |= {"status": 1, "papers": {LOG: "bad-signature"}}


def log_truncated_with_its_old_signature(it: Vector) -> None:
    """An older log with the signature that it then had, both genuine.

    One snapshot cannot show this: `check --base` does.
    """
    it.member("alpha-aid")
    it.member("beta-board")
    first = it.answer("alpha-aid")
    it.keep_log()
    second = it.answer("beta-board", at=None)
    it.expect(first, "good", counts=True)
    it.expect(second, "not-yet-received")


def two_chains(it: Vector) -> None:
    """A second log, begun anew, is put below the first."""
    first, second = _two(it)
    it.log[1] = it.log[1][:-64] + b"0" * 64
    it.expect(first, "good", counts=True)
    it.expect(second, "not-yet-received")
    it.expected |= {"status": 1, "problems": ["broken-receipts"]}


def receipts_going_back(it: Vector) -> None:
    """A line is earlier than the one before it, in a chain that holds."""
    it.member("alpha-aid")
    it.member("beta-board")
    first = it.answer("alpha-aid", at=LATER)
    second = it.answer("beta-board")
    it.expect(first, "good", counts=True)
    it.expect(second, "not-yet-received")
    it.expected |= {"status": 1, "problems": ["broken-receipts"]}


def log_not_signed(it: Vector) -> None:
    """A log without a signature proves nothing."""
    first, second = _two(it)
    it.log_key = None
    it.expect(first, "not-yet-received")
    it.expect(second, "not-yet-received")
    it.expected |= {"papers": {LOG: "announced"}}
    it.more["check"] = ["unsigned-receipts"]


def log_signed_by_another(it: Vector) -> None:
    """A member that is not the secretariat enters its own answer and signs the log."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid")
    it.log_key = "alpha-aid"
    it.expect(path, "not-yet-received")
    it.expected |= {"status": 1, "papers": {LOG: "unknown-key"}}


def received_file_removed(it: Vector) -> None:
    """An answer that was received is no longer there: a merge dropped it. The log names what is missing."""
    first, second = _two(it)
    del it.files[second], it.files[f"{second}.sig"]
    it.expect(first, "good", counts=True)
    it.more["check"] = ["missing-received-file"]


def log_with_a_key_that_ended_since(it: Vector) -> None:
    """The secretariat's key ended after the last line was entered: the log stays good."""
    secretariat = it.members[SECRETARIAT]
    secretariat.keys.clear()
    it.has_key(secretariat, SECRETARIAT, ", until: 2026-11-10T00:00:00Z")
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expected["papers"] = {LOG: "good"}


STORIES = (
    not_yet_received, received_after_the_instant, received_without_its_signature, receipt_line_edited,
    receipt_removed, receipts_reordered, receipt_removed_and_log_signed_again, log_truncated,
    log_truncated_with_its_old_signature, two_chains, receipts_going_back, log_not_signed, log_signed_by_another,
    received_file_removed, log_with_a_key_that_ended_since,
)  # fmt: skip
