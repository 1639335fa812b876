"""Vectors of what answers come to: members, deadlines, versions, corrections, adoption."""

from __future__ import annotations

from tools.vectors.ground import STATEMENT, TEXT, Vector

ACTIVE = "{status: active, on: 2024-03-01}"
CORRECTED = TEXT.replace("safe channels.", "safe channels!")


def member_unknown(it: Vector) -> None:
    """An answer by somebody who is not in the registry."""
    it.expect(it.answer("alpha-aid"), "unknown-member", strength="announced")
    it.expected["status"] = 1


def member_suspended_before(it: Vector) -> None:
    """A member suspended before its answer was received, which it dates before that."""
    it.member("alpha-aid", membership=f"[{ACTIVE}, {{status: suspended, on: 2026-11-02}}]")
    it.expect(it.answer("alpha-aid", date="2026-11-01"), "inactive-member")
    it.expected["status"] = 1


def member_suspended_after(it: Vector) -> None:
    """A member suspended after its answer was received: the answer stays."""
    it.member("alpha-aid", membership=f"[{ACTIVE}, {{status: suspended, on: 2026-11-04}}]")
    it.expect(it.answer("alpha-aid"), "good", counts=True)


def deadline_anywhere_on_earth(it: Vector) -> None:
    """A date that holds until it is over everywhere ends at 12:00 UTC of the next day."""
    it.process("closes: 2026-12-10T00:00:00Z", "closes: {date: 2026-11-10, zone: anywhere-on-earth}")
    it.member("alpha-aid")
    it.member("beta-board")
    it.expect(it.answer("alpha-aid", at="2026-11-11T11:59:59Z"), "good", counts=True)
    it.expect(it.answer("beta-board", at="2026-11-11T12:00:00Z"), "late")


def deadline_in_a_daylight_saving_gap(it: Vector) -> None:
    """02:30 on the night on which clocks go from 02:00 to 03:00 is an instant all the same, since it has its zone."""
    it.process("closes: 2026-12-10T00:00:00Z", "closes: 2027-03-28T02:30:00+01:00")
    it.process("opens: 2026-11-01T00:00:00Z", "opens: 2027-03-01T00:00:00Z")
    it.instant = "2027-04-01T00:00:00Z"
    it.member("alpha-aid")
    it.member("beta-board")
    it.expect(it.answer("alpha-aid", at="2027-03-28T01:29:59Z"), "good", counts=True)
    it.expect(it.answer("beta-board", at="2027-03-28T01:30:00Z"), "late")


def late_answers(it: Vector) -> None:
    """Late is late, whatever date the answer bears; a withdrawal holds at any time."""
    it.process("closes: 2026-12-10T00:00:00Z", "closes: 2026-11-05T00:00:00Z\nlate_signatures: true")
    it.member("alpha-aid")
    it.member("beta-board")
    it.expect(it.answer("alpha-aid"), "withdrawn")
    it.expect(it.answer("beta-board", at="2026-11-05T00:00:00Z"), "late")
    it.expect(it.answer("alpha-aid", "withdraw", number=2, at="2026-11-06T00:00:00Z"), "good")
    it.expected["totals"] = {"counted": 0, "withdrawn": 1}


def signed_twice(it: Vector) -> None:
    """A member signs twice: the later answer supersedes the earlier, and it counts once."""
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid"), "superseded")
    it.expect(it.answer("alpha-aid", number=2, at="2026-11-04T10:00:00Z"), "good", counts=True)
    it.expected["totals"] = {"counted": 1}


def signed_in_two_languages(it: Vector) -> None:
    """A member signs the English and the Spanish text: it counts once."""
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid"), "superseded")
    it.expect(it.answer("alpha-aid", number=2, language="es", at="2026-11-04T10:00:00Z"), "good", counts=True)
    it.expected["totals"] = {"counted": 1}


def signed_by_two_keys(it: Vector) -> None:
    """A member signs with each of its two keys: it counts once."""
    member = it.member("alpha-aid")
    it.has_key(member, "alpha-two", start="2026-10-01T00:00:00Z")
    it.change_key("alpha-aid", add="alpha-two")
    it.expect(it.answer("alpha-aid"), "superseded")
    it.expect(it.answer("alpha-aid", number=2, key="alpha-two", at="2026-11-04T10:00:00Z"), "good", counts=True)
    it.expected["totals"] = {"counted": 1}


def same_file_twice(it: Vector) -> None:
    """The same answer under two names counts once."""
    it.member("alpha-aid")
    path = it.answer("alpha-aid")
    it.copy(path, path.replace(".txt", ".2.txt"))
    it.expect(path, "superseded")
    it.expect(path.replace(".txt", ".2.txt"), "good", counts=True)
    it.expected["totals"] = {"counted": 1}


def later_by_receipt(it: Vector) -> None:
    """Which answer is later is told by the receipts, not by the numbers in the names, which anybody can exchange."""
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid", number=2), "withdrawn")
    it.expect(it.answer("alpha-aid", "withdraw", at="2026-11-04T10:00:00Z"), "good")
    it.expected["totals"] = {"counted": 0, "withdrawn": 1}


def every_action(it: Vector) -> None:
    """Members endorse, decline, abstain, object and withdraw."""
    for member in ("alpha-aid", "beta-board", "gamma-group", "delta-women", "epsilon-home"):
        it.member(member)
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expect(it.answer("beta-board", "decline"), "good")
    it.expect(it.answer("gamma-group", "abstain"), "good")
    it.expect(it.answer("delta-women", "object"), "good")
    it.expect(it.answer("epsilon-home"), "withdrawn")
    it.expect(it.answer("epsilon-home", "withdraw", number=2, at="2026-11-04T10:00:00Z"), "good")
    it.expected["totals"] = {"counted": 1, "declined": 1, "abstained": 1, "objected": 1, "withdrawn": 1}


def network_and_its_members(it: Vector) -> None:
    """A network signs: that is one answer, and never one of each of its members."""
    it.member("asia-committee")
    it.member("alpha-aid", more="    part_of: [asia-committee]\n")
    it.member("beta-board", more="    part_of: [asia-committee]\n")
    it.expect(it.answer("asia-committee"), "good", counts=True)
    it.expected["totals"] = {"counted": 1}


def unnamed_and_hidden(it: Vector) -> None:
    """An unnamed member counts and is named nowhere; a hidden one is not counted."""
    it.member("alpha-aid")
    it.member("quiet-line", more="    visibility: unnamed\n")
    it.member("hidden-hand", more="    visibility: hidden\n")
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expect(it.answer("quiet-line"), "good", counts=True)
    it.expect(it.answer("hidden-hand"), "good")
    it.expected["totals"] = {"counted": 2, "unnamed": 1}


def _second_version(it: Vector, more: str = "", text: str = CORRECTED) -> None:
    process = it.files[f"statements/{STATEMENT}/statement.yaml"].decode()
    process = process.replace("current_version: 1", f"current_version: 2{more}")
    it.statement(STATEMENT, process, {"v1/en.md": TEXT, "v2/en.md": text})


def signed_an_earlier_text(it: Vector) -> None:
    """A new version: who signed the earlier one is shown, and not counted, until it signs the new one."""
    _second_version(it)
    it.member("alpha-aid")
    it.member("beta-board")
    it.expect(it.answer("alpha-aid", mandate="editorial"), "earlier")
    it.expect(it.answer("beta-board"), "superseded")
    it.expect(it.answer("beta-board", version=2, at="2026-11-04T10:00:00Z"), "good", counts=True)
    it.expected["totals"] = {"counted": 1}


def signed_a_text_to_come(it: Vector) -> None:
    """An answer to a version that is not current yet is good, and does not count yet."""
    it.statement(STATEMENT, texts={"v1/en.md": TEXT, "v2/en.md": CORRECTED})
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expect(it.answer("alpha-aid", version=2, at="2026-11-04T10:00:00Z"), "good")
    it.expected["totals"] = {"counted": 1}


def _correction(it: Vector, until: str) -> None:
    _second_version(it, f"\ncorrections: {{2: {{of: 1, objections_until: {until}}}}}")


def correction_carried_over(it: Vector) -> None:
    """An editorial correction: endorsements with an editorial mandate carry over, exact ones do not."""
    _correction(it, "2026-11-20T00:00:00Z")
    it.member("alpha-aid")
    it.member("beta-board")
    it.expect(it.answer("alpha-aid", mandate="editorial"), "carried-over", counts=True)
    it.expect(it.answer("beta-board"), "earlier")
    it.expected["totals"] = {"counted": 1}


def correction_still_open(it: Vector) -> None:
    """While objections to the correction are heard, nothing has carried over yet."""
    _correction(it, "2026-11-21T12:00:01Z")
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid", mandate="editorial"), "earlier")
    it.expected["totals"] = {"counted": 0}


def correction_objected_to(it: Vector) -> None:
    """A member objects to the correction: its endorsement does not carry over; another's does."""
    _correction(it, "2026-11-20T00:00:00Z")
    it.member("alpha-aid")
    it.member("beta-board")
    it.expect(it.answer("alpha-aid", mandate="editorial"), "superseded")
    it.expect(it.answer("alpha-aid", "object", version=2, at="2026-11-10T10:00:00Z"), "good")
    it.expect(it.answer("beta-board", mandate="editorial", at="2026-11-11T10:00:00Z"), "carried-over", counts=True)
    it.expected["totals"] = {"counted": 1, "objected": 1}


def correction_of_a_correction(it: Vector) -> None:
    """Version 3 corrects 2, which corrected 1: an editorial mandate covers the whole line."""
    more = (
        "\ncorrections: {2: {of: 1, objections_until: 2026-11-10T00:00:00Z}, "
        "3: {of: 2, objections_until: 2026-11-20T00:00:00Z}}"
    )
    process = it.files[f"statements/{STATEMENT}/statement.yaml"].decode()
    process = process.replace("current_version: 1", f"current_version: 3{more}")
    texts = {"v1/en.md": TEXT, "v2/en.md": CORRECTED, "v3/en.md": CORRECTED.replace("!", "?")}
    it.statement(STATEMENT, process, texts)
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid", mandate="editorial"), "carried-over", counts=True)


def consensus(it: Vector) -> None:
    """Nobody objected until the deadline: the statement is adopted by consensus."""
    it.process("adoption: {rule: threshold, minimum: 1}", "adoption: {rule: consensus}")
    it.process("closes: 2026-12-10T00:00:00Z", "closes: 2026-11-20T00:00:00Z")
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expected["adopted"] = True


def consensus_not_yet(it: Vector) -> None:
    """Before the deadline there is no consensus yet."""
    it.process("adoption: {rule: threshold, minimum: 1}", "adoption: {rule: consensus}")
    it.member("alpha-aid")
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expected["adopted"] = False


def consensus_broken(it: Vector) -> None:
    """One member objected: there is no consensus, whatever the number of the others."""
    it.process("adoption: {rule: threshold, minimum: 1}", "adoption: {rule: consensus}")
    it.process("closes: 2026-12-10T00:00:00Z", "closes: 2026-11-20T00:00:00Z")
    it.member("alpha-aid")
    it.member("beta-board")
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expect(it.answer("beta-board", "object"), "good")
    it.expected |= {"adopted": False, "totals": {"counted": 1, "objected": 1}}


def consensus_and_an_unproven_objection(it: Vector) -> None:
    """An objection that nobody signed breaks nothing."""
    it.process("adoption: {rule: threshold, minimum: 1}", "adoption: {rule: consensus}")
    it.process("closes: 2026-12-10T00:00:00Z", "closes: 2026-11-20T00:00:00Z")
    it.member("alpha-aid")
    it.member("beta-board")
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expect(it.answer("beta-board", "object", key=None, at=None), "announced", strength="announced")
    it.expected["adopted"] = True


def no_objection(it: Vector) -> None:
    """Adopted, since nobody objected within seven days of the opening; a later objection changes that no more."""
    it.process("adoption: {rule: threshold, minimum: 1}", "adoption: {rule: no-objection, days: 7}")
    it.member("beta-board")
    it.expect(it.answer("beta-board", "object", at="2026-11-08T00:00:00Z"), "good")
    it.expected |= {"adopted": True, "totals": {"counted": 0, "objected": 1}}


def no_objection_broken(it: Vector) -> None:
    """Not adopted: a member objected in the last second of the seven days."""
    it.process("adoption: {rule: threshold, minimum: 1}", "adoption: {rule: no-objection, days: 7}")
    it.member("beta-board")
    it.expect(it.answer("beta-board", "object", at="2026-11-07T23:59:59Z"), "good")
    it.expected["adopted"] = False


def threshold_not_met(it: Vector) -> None:
    """Two endorsements are wanted, and one of the two does not count."""
    it.process("minimum: 1", "minimum: 2")
    it.member("alpha-aid")
    it.member("beta-board")
    it.expect(it.answer("alpha-aid"), "good", counts=True)
    it.expect(it.answer("beta-board", key=None, at=None), "announced", strength="announced")
    it.expected |= {"adopted": False, "totals": {"counted": 1}}


STORIES = (
    member_unknown, member_suspended_before, member_suspended_after, deadline_anywhere_on_earth,
    deadline_in_a_daylight_saving_gap, late_answers, signed_twice, signed_in_two_languages, signed_by_two_keys,
    same_file_twice, later_by_receipt, every_action, network_and_its_members, unnamed_and_hidden,
    signed_an_earlier_text, signed_a_text_to_come, correction_carried_over, correction_still_open,
    correction_objected_to, correction_of_a_correction, consensus, consensus_not_yet, consensus_broken,
    consensus_and_an_unproven_objection, no_objection, no_objection_broken, threshold_not_met,
)  # fmt: skip
