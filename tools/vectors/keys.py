"""Vectors of keys: their time and their change."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tools.vectors.ground import Vector

AT_END = "2026-11-03T10:00:00Z"


def key_expired(it: Vector) -> None:
    """The key had ended when the answer was received."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", ", until: 2026-11-01T00:00:00Z")
    it.expect(it.answer("alpha-aid"), "key-not-valid-then")
    it.expected["status"] = 1


def key_not_yet_valid(it: Vector) -> None:
    """The key begins after the answer was received."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", start="2026-11-05T00:00:00Z")
    it.expect(it.answer("alpha-aid"), "key-not-valid-then")
    it.expected["status"] = 1


def key_first_second(it: Vector) -> None:
    """The answer is received in the very second in which its key begins: that holds, in every zone of the verifier."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", start=AT_END)
    it.expect(it.answer("alpha-aid", at=AT_END), "good", counts=True)


def key_last_second(it: Vector) -> None:
    """The answer is received in the last second before its key ends."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", ", until: 2026-11-03T10:00:01Z")
    it.expect(it.answer("alpha-aid", at=AT_END), "good", counts=True)


def key_ended_second(it: Vector) -> None:
    """The answer is received in the very second in which its key ends: that is too late."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", f", until: {AT_END}")
    it.expect(it.answer("alpha-aid", at=AT_END), "key-not-valid-then")
    it.expected["status"] = 1


def key_expired_since(it: Vector) -> None:
    """A key that ended after the answer was received: the answer stays good."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", ", until: 2026-11-10T00:00:00Z")
    it.expect(it.answer("alpha-aid"), "good", counts=True)


def key_expired_without_receipts(it: Vector) -> None:
    """The same in a campaign that keeps no receipt log: nothing tells that the answer was made in time."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", ", until: 2026-11-10T00:00:00Z")
    it.expect(it.answer("alpha-aid", at=None), "key-not-valid-then")
    it.expected["status"] = 1


def back_dated(it: Vector) -> None:
    """Signed with an expired key, the answer's date and the commit's set back to when it was valid: neither is looked at."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", ", until: 2026-11-02T00:00:00Z")
    it.expect(it.answer("alpha-aid", date="2026-11-01"), "key-not-valid-then")
    it.expected["status"] = 1


def key_revoked_before(it: Vector) -> None:
    """The key was revoked before the answer was received."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", ", revoked: {on: 2026-11-03T09:59:59Z, reason: lost}")
    it.expect(it.answer("alpha-aid"), "key-revoked")
    it.expected["status"] = 1


def key_revoked_after(it: Vector) -> None:
    """The key was revoked after the answer was received: the answer stays good."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", ", revoked: {on: 2026-11-10T00:00:00Z, reason: lost}")
    it.expect(it.answer("alpha-aid"), "good", counts=True)


def key_rotated(it: Vector) -> None:
    """A new key, added by a change that the old one signed; the old one signs once more, after its end."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", ", until: 2026-10-01T00:00:00Z")
    it.has_key(member, "alpha-new", start="2026-10-01T00:00:00Z")
    change = it.change_key("alpha-aid", add="alpha-new", end="alpha-aid")
    it.expect(it.answer("alpha-aid", key="alpha-new"), "good", counts=True)
    it.expect(it.answer("alpha-aid", number=2, at="2026-11-04T10:00:00Z"), "key-not-valid-then")
    it.expected |= {"status": 1, "papers": {change: "good"}, "totals": {"counted": 1}}


def key_rotated_without_receipts(it: Vector) -> None:
    """The same change in a campaign without a receipt log: it is judged by the day that it states."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", ", until: 2026-10-02T00:00:00Z")
    it.has_key(member, "alpha-new", start="2026-10-01T00:00:00Z")
    change = it.change_key("alpha-aid", add="alpha-new", end="alpha-aid")
    it.log = []
    it.expect(it.answer("alpha-aid", key="alpha-new", at=None), "good", counts=True)
    it.expected["papers"] = {change: "good"}


def key_rotated_twice(it: Vector) -> None:
    """A third key, added by a change that the second signed, which the first had added."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid")
    it.has_key(member, "alpha-two", start="2026-09-01T00:00:00Z")
    it.has_key(member, "alpha-three", start="2026-09-02T00:00:00Z")
    # The later change has the lower number: the order of files is not that of time.
    it.change_key("alpha-aid", add="alpha-two", number="2", at="2026-09-01T10:00:00Z", date="2026-09-01")
    it.change_key("alpha-aid", add="alpha-three", key="alpha-two", number="1", at="2026-09-02T10:00:00Z")
    it.expect(it.answer("alpha-aid", key="alpha-three"), "good", counts=True)


def key_rotated_in_one_contribution(it: Vector) -> None:
    """A member changes its key and answers with the new one; neither has been received yet, and nothing is wrong."""
    member = it.member("alpha-aid")
    it.member("beta-board")
    it.has_key(member, "alpha-new", start="2026-11-20T00:00:00Z")
    it.answer("beta-board")
    it.keep_log()
    change = it.change_key("alpha-aid", add="alpha-new", end="alpha-aid", date="2026-11-20")
    it.log = []
    it.expect(it.answer("alpha-aid", key="alpha-new", at=None), "not-yet-received")
    it.expect("statements/first-review/endorsements/v1/beta-board.txt", "good", counts=True)
    it.expected["papers"] = {change: "not-yet-received"}


def key_added_by_nobody(it: Vector) -> None:
    """A second key in the registry, and no word of the member's first key, nor of the secretariat, that it is its."""
    member = it.member("alpha-aid")
    it.has_key(member, "alpha-new", start="2026-02-01T00:00:00Z")
    it.expect(it.answer("alpha-aid", key="alpha-new"), "unknown-key")
    it.expected["status"] = 1


def key_added_by_itself(it: Vector) -> None:
    """A second key, added by a change that it signed itself."""
    member = it.member("alpha-aid")
    it.has_key(member, "alpha-new", start="2026-02-01T00:00:00Z")
    change = it.change_key("alpha-aid", add="alpha-new", key="alpha-new")
    it.expect(it.answer("alpha-aid", key="alpha-new"), "unknown-key")
    it.expected |= {"status": 1, "papers": {change: "unknown-key"}}


def key_added_by_another(it: Vector) -> None:
    """A second key, added by a change that another member signed."""
    member = it.member("alpha-aid")
    it.member("beta-board")
    it.has_key(member, "alpha-new", start="2026-02-01T00:00:00Z")
    change = it.change_key("alpha-aid", add="alpha-new", key="beta-board")
    it.expect(it.answer("alpha-aid", key="alpha-new"), "unknown-key")
    it.expected |= {"status": 1, "papers": {change: "unknown-key"}}


def key_added_with_a_revoked_one(it: Vector) -> None:
    """Whoever stole a key adds another with it, after it was revoked."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", ", revoked: {on: 2026-09-01T00:00:00Z, reason: stolen}")
    it.has_key(member, "alpha-new", start="2026-10-01T00:00:00Z")
    change = it.change_key("alpha-aid", add="alpha-new", end="alpha-aid", date="2026-08-01")
    it.expect(it.answer("alpha-aid", key="alpha-new"), "unknown-key")
    it.expected |= {"status": 1, "papers": {change: "key-revoked"}}


def key_added_by_attestation(it: Vector) -> None:
    """A member that lost its key tells the secretariat the new one by letter, and the secretariat attests that."""
    member = it.member("alpha-aid", key=None)
    it.has_key(member, "alpha-aid", ", revoked: {on: 2026-09-01T00:00:00Z, reason: lost}")
    it.has_key(member, "alpha-new", start="2026-10-01T00:00:00Z")
    change = it.change_key("alpha-aid", add="alpha-new", end="alpha-aid", key=None)
    it.attest(change, "alpha-aid", received="2026-10-01T09:00:00Z", at="2026-10-02T09:00:00Z")
    it.expect(it.answer("alpha-aid", key="alpha-new"), "good", counts=True)
    it.expected["papers"] = {change: "good"}


def key_ended_by_its_member(it: Vector) -> None:
    """A member ended its key by a signed change, and the registry does not say so yet: it has ended all the same."""
    it.member("alpha-aid")
    it.change_key("alpha-aid", end="alpha-aid", at="2026-11-01T10:00:00Z", date="2026-11-01")
    it.expect(it.answer("alpha-aid"), "key-not-valid-then")
    it.expected["status"] = 1


def key_of_the_secretariat_rotated(it: Vector) -> None:
    """The secretariat's new key attests; what its old key attested stays good."""
    it.member("alpha-aid", key=None)
    it.member("beta-board", key=None)
    secretariat = it.members["harbour-network"]
    secretariat.keys.clear()
    it.has_key(secretariat, "harbour-network", ", until: 2026-11-04T00:00:00Z")
    it.has_key(secretariat, "harbour-new", start="2026-11-04T00:00:00Z")
    first = it.answer("alpha-aid", key=None, at=None)
    it.attest(first, "alpha-aid")
    it.change_key(
        "harbour-network", add="harbour-new", end="harbour-network", at="2026-11-04T10:00:00Z", date="2026-11-03"
    )
    second = it.answer("beta-board", key=None, at=None)
    it.attest(second, "beta-board", key="harbour-new", at="2026-11-05T10:00:00Z")
    it.keep_log("harbour-new")
    it.expect(first, "good", counts=True, strength="attested")
    it.expect(second, "good", counts=True, strength="attested")


STORIES = (
    key_expired, key_not_yet_valid, key_first_second, key_last_second, key_ended_second, key_expired_since,
    key_expired_without_receipts, back_dated, key_revoked_before, key_revoked_after, key_rotated,
    key_rotated_without_receipts, key_rotated_twice, key_rotated_in_one_contribution, key_added_by_nobody, key_added_by_itself, key_added_by_another,
    key_added_with_a_revoked_one, key_added_by_attestation, key_ended_by_its_member, key_of_the_secretariat_rotated,
)  # fmt: skip
