"""What memberships and answers amount to at an instant: what the vectors do not say already."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from coalition.campaign.loading import load
from coalition.signing import receipts
from coalition.sources.trees import MemoryTree
from coalition.standing.computing import compute

LATER = "2026-11-04T10:00:00Z"


def test_a_day_is_a_day_in_utc(paper):
    paper.members("late-one", **{"late-one": "membership: [{status: active, on: 2026-11-02}]\n"})

    assert "late-one" in paper.standing("2026-11-02T00:00:00+00:00").active
    assert "late-one" in paper.standing("2026-11-01T23:30:00-01:00").active
    assert "late-one" not in paper.standing("2026-11-02T00:30:00+01:00").active


def test_an_answer_whose_signature_nobody_verified_is_announced_and_never_counted(paper):
    paper.answer("alpha")
    (answer,) = paper.standing(proven=False).answers

    assert (answer.verdict, answer.strength, answer.counts) == ("announced", "announced", False)
    assert paper.verdicts() == {"alpha.txt": ("good", True)}


def test_a_signature_that_does_not_verify_never_counts(paper):
    paper.wrong.add(paper.answer("alpha"))

    assert paper.verdicts() == {"alpha.txt": ("bad-signature", False)}


def test_an_answer_bears_the_name_that_its_member_then_had(paper):
    paper.members("alpha", alpha="other_names: [{name: Alpha Group, until: 2026-11-03}]\n")
    paper.answer("alpha", date="2026-11-02")
    paper.answer("alpha", number=2, date="2026-11-03")

    assert [answer.name for answer in paper.standing().answers] == ["Alpha Group", "Alpha"]


def test_answers_come_by_version_member_and_number(paper):
    paper.statement("review", "current_version: 2\n", versions=2)
    paper.answer("beta", version=2)
    for number in (10, 2, 1):
        paper.answer("beta", number=number)
    paper.answer("alpha", sign=False)
    paper.files["statements/review/endorsements/v1/gamma.txt"] = b"nothing that can be read\n"
    names = [answer.path.rpartition("/")[2] for answer in paper.standing().of_statement("review").answers]

    assert names == ["alpha.txt", "beta.txt", "beta.2.txt", "beta.10.txt", "gamma.txt", "beta.txt"]
    assert [answer.version for answer in paper.standing().of_member("beta")] == [1, 1, 1, 2]
    assert paper.standing().of_statement("other").answers == ()
    assert paper.standing().of_member("nobody") == ()


def test_what_is_shown_to_readers(paper):
    paper.members("zebra", "quiet", quiet="visibility: unnamed\n")
    paper.statement("review", "current_version: 2\ncloses: 2026-11-10T00:00:00Z\n", versions=2)
    paper.answer("zebra", version=2, at="2026-11-03T10:00:00Z")
    paper.answer("alpha", version=2, at="2026-11-03T10:00:00Z")
    paper.answer("quiet", version=2, at="2026-11-03T10:00:00Z")
    paper.answer("beta", at="2026-11-03T10:00:00Z")
    paper.answer("gamma", version=2, at="2026-11-10T00:00:00Z")
    paper.answer("harbour-network", version=2)
    shown = paper.standing().of_statement("review")

    assert [answer.member for answer in shown.signatories] == ["alpha", "zebra"]
    assert [answer.member for answer in shown.earlier] == ["beta"]
    assert [answer.member for answer in shown.late] == ["gamma"]
    assert [answer.member for answer in shown.not_yet_confirmed] == ["harbour-network"]
    assert (shown.totals.counted, shown.totals.signed, shown.totals.unnamed) == (3, 3, 1)


def test_an_organisation_whose_word_is_not_proven_has_said_nothing_when_it_has_signed_since(paper):
    paper.answer("alpha", sign=False)
    paper.answer("alpha", number=2)
    paper.answer("beta")
    paper.answer("beta", "withdraw", number=2, sign=False)

    assert paper.verdicts() == {
        "alpha.txt": ("superseded", False),
        "alpha.2.txt": ("good", True),
        "beta.txt": ("good", True),
        "beta.2.txt": ("announced", False),
    }


def test_a_withdrawal_of_an_earlier_version_leaves_an_answer_to_the_current_one(paper):
    paper.statement("review", "current_version: 2\n", versions=2)
    paper.answer("alpha")
    paper.answer("alpha", version=2)
    paper.answer("alpha", "withdraw", number=2)
    answers = {(answer.version, answer.action): answer.verdict for answer in paper.standing().answers}

    assert answers == {(1, "endorse"): "withdrawn", (1, "withdraw"): "superseded", (2, "endorse"): "good"}


def test_a_withdrawal_of_the_current_version_withdraws_what_was_said_of_earlier_ones(paper):
    paper.statement("review", "current_version: 2\n", versions=2)
    paper.answer("alpha")
    paper.answer("alpha", "withdraw", version=2)
    found = paper.standing().of_statement("review")

    assert [answer.verdict for answer in found.answers] == ["withdrawn", "good"]
    assert found.totals.withdrawn == 1


@pytest.mark.parametrize(
    "corrections",
    [
        "{2: {of: 2, objections_until: 2026-11-01T00:00:00Z}}",
        "{2: {of: 3, objections_until: 2026-11-01T00:00:00Z}}",
        "{3: {of: 1, objections_until: 2026-11-01T00:00:00Z}}",
    ],
)
def test_a_correction_of_what_it_cannot_correct_carries_nothing_over(paper, corrections):
    paper.statement("review", f"current_version: 2\ncorrections: {corrections}\n", versions=3)
    paper.answer("alpha", mandate="editorial")

    assert paper.verdicts() == {"alpha.txt": ("earlier", False)}


def test_without_a_log_an_answer_dated_in_the_future_has_not_come_yet(paper):
    paper.answer("alpha", date="2026-11-22")
    paper.answer("beta", date="2026-11-23")

    assert paper.verdicts("2026-11-21T12:00:00Z") == {
        "alpha.txt": ("good", True),  # in Kiribati it is the 22nd
        "beta.txt": ("not-yet-received", False),
    }


def test_without_a_log_only_a_day_that_had_nowhere_begun_is_late(paper):
    paper.statement("review", "closes: 2026-11-10T00:00:00Z\n")
    paper.answer("alpha", date="2026-11-10")
    paper.answer("beta", date="2026-11-11")

    assert paper.verdicts() == {"alpha.txt": ("good", True), "beta.txt": ("late", False)}


@pytest.mark.parametrize(
    ("on", "verdict"), [("2026-11-04", "good"), ("2026-11-04T09:59:59Z", "late"), ("2026-11-03", "late")]
)
def test_where_no_deadline_is_told_it_is_the_submission(paper, on, verdict):
    paper.statement("review", f"submission: {{on: {on}}}\n")
    paper.answer("alpha", at=LATER)

    assert paper.verdicts()["alpha.txt"][0] == verdict


def test_an_attested_answer_came_when_the_secretariat_says_and_not_after_the_receipt(paper):
    paper.statement("review", "closes: 2026-11-04T00:00:00Z\n")
    paper.attest(paper.answer("alpha", sign=False), "alpha", at="2026-11-08T00:00:00Z")
    paper.attest(paper.answer("beta", sign=False), "beta", at="2026-11-09T00:00:00Z", received="2026-11-10T00:00:00Z")
    alpha, beta = paper.standing().answers

    assert (alpha.verdict, alpha.strength, alpha.attestation) == ("good", "attested", "letter")
    assert alpha.arrived == datetime(2026, 11, 3, 9, tzinfo=UTC)
    assert (beta.verdict, beta.arrived) == ("late", datetime(2026, 11, 9, tzinfo=UTC))


def test_an_attestation_makes_up_for_a_signature_that_is_not_good(paper):
    path = paper.answer("alpha")
    paper.wrong.add(path)
    paper.attest(path, "alpha")
    (answer,) = paper.standing().answers

    assert (answer.verdict, answer.strength) == ("good", "attested")


def test_a_good_signature_needs_no_attestation(paper):
    path = paper.answer("alpha")
    paper.wrong.add(paper.attest(path, "alpha"))
    (answer,) = paper.standing().answers

    assert (answer.verdict, answer.strength) == ("good", "signed")


def test_what_was_received_after_the_instant_had_not_come_then(paper):
    paper.attest(paper.answer("alpha", sign=False), "alpha")

    assert paper.verdicts("2026-11-03T08:00:00Z") == {"alpha.txt": ("not-yet-received", False)}


def test_an_attestation_that_is_not_signed_leaves_the_answer_announced(paper):
    path = paper.attest(paper.answer("alpha", sign=False), "alpha")
    del paper.files[f"{path}.sig"]

    assert paper.verdicts() == {"alpha.txt": ("announced", False)}


def test_an_attestation_of_another_coalition_or_member_proves_nothing(paper):
    path = paper.attest(paper.answer("alpha", sign=False), "alpha")
    good = paper.files[path]
    for old, new, verdict in (
        (b"coalition: campaign.example", b"coalition: other.example", "wrong-coalition"),
        (b"member: alpha", b"member: beta", "wrong-member"),
        (b"evidence: letter", b"evidence: dream", "malformed"),
    ):
        paper.files[path] = good.replace(old, new)
        assert paper.verdicts() == {"alpha.txt": (verdict, False)}
    paper.files[path] = b"\xef\xbb\xbf" + good
    assert paper.verdicts() == {"alpha.txt": ("malformed", False)}


def test_approvals_are_judged_as_answers_are(paper):
    paper.members("lapsed", lapsed="membership: [{status: lapsed, on: 2025-01-01}]\n")
    paper.approve("alpha", at=LATER)
    paper.approve("beta", sign=False)
    paper.approve("gamma", coalition="other.example")
    paper.approve("harbour-network", named="poverty")
    paper.approve("lapsed")
    paper.approve("nobody")
    paper.approve("zebra", by="alpha")
    paper.wrong.add(paper.approve("alpha", "poverty", at=LATER))
    paper.approve("beta", "poverty")

    assert {
        (one.chapter, one.path.split("/")[-1]): (one.verdict, one.strength) for one in paper.standing().approvals
    } == {
        ("poverty", "alpha.txt"): ("bad-signature", "signed"),
        ("poverty", "beta.txt"): ("not-yet-received", "signed"),
        ("refugees", "alpha.txt"): ("good", "signed"),
        ("refugees", "beta.txt"): ("announced", "announced"),
        ("refugees", "gamma.txt"): ("wrong-coalition", "announced"),
        ("refugees", "harbour-network.txt"): ("wrong-statement", "announced"),
        ("refugees", "lapsed.txt"): ("inactive-member", "signed"),
        ("refugees", "nobody.txt"): ("unknown-member", "announced"),
        ("refugees", "zebra.txt"): ("wrong-member", "announced"),
    }


@pytest.mark.parametrize(
    ("more", "adopted", "reason"),
    [
        ("adoption: {rule: none}\n", False, "nothing is adopted"),
        ("adoption: {rule: threshold, minimum: 1}\n", True, "It takes 1; 1 counts."),
        ("adoption: {rule: consensus}\n", True, "Nobody objected"),
        ("adoption: {rule: no-objection, days: 3}\n", True, "Nobody objected"),
        ("adoption: {rule: no-objection, days: 30}\n", False, "Objections are heard until 2026-12-01"),
        ("adoption: {rule: consensus}\ncloses: 2026-12-01T00:00:00Z\n", False, "Objections are heard until 2026-12-01"),
    ],
)
def test_a_statement_is_adopted_by_its_rule(paper, more, adopted, reason):
    paper.statement("review", more)
    paper.answer("alpha")
    found = paper.standing().of_statement("review").adoption

    assert (found.adopted, reason in found.reason) == (adopted, True)


@pytest.mark.parametrize("rule", ["threshold, minimum: 1", "consensus", "no-objection, days: 3"])
def test_what_was_never_opened_is_not_adopted(paper, rule):
    paper.statement("review", f"adoption: {{rule: {rule}}}\n")
    for status in ("final", "withdrawn", "draft"):
        process = paper.files["statements/review/statement.yaml"]
        paper.files["statements/review/statement.yaml"] = process.replace(b"open\n", f"{status}\n".encode(), 1)
        paper.answer("alpha")
        found = paper.standing().of_statement("review").adoption
        assert (found.adopted, found.reason) == (False, f'It is "{status}".')
        paper.files["statements/review/statement.yaml"] = process


def test_no_objection_within_days_of_what_has_no_opening_cannot_be(paper):
    paper.statement("review", "adoption: {rule: no-objection, days: 3}\n")
    process = paper.files["statements/review/statement.yaml"]
    paper.files["statements/review/statement.yaml"] = process.replace(b"opens: 2026-11-01T00:00:00Z\n", b"")

    assert "no day of opening" in paper.standing().of_statement("review").adoption.reason


def test_consensus_takes_somebody_who_endorses(paper):
    paper.statement("review", "adoption: {rule: consensus}\n")

    assert paper.standing().of_statement("review").adoption.reason == "Nobody has endorsed it."


def test_a_statement_that_was_closed_hears_no_more_objections(paper):
    paper.statement("review", "adoption: {rule: consensus}\ncloses: 2026-12-01T00:00:00Z\n")
    paper.answer("alpha")
    process = paper.files["statements/review/statement.yaml"]
    paper.files["statements/review/statement.yaml"] = process.replace(b"status: open", b"status: closed")

    assert paper.standing().of_statement("review").adoption.adopted


def test_a_hidden_member_breaks_no_consensus(paper):
    paper.members("hidden-one", **{"hidden-one": "visibility: hidden\n"})
    paper.statement("review", "adoption: {rule: consensus}\n")
    paper.answer("alpha")
    paper.answer("hidden-one", "object")

    assert paper.standing().of_statement("review").adoption.adopted


def test_an_answer_to_a_statement_or_version_that_is_not_there_is_one_to_nothing(paper):
    paper.answer("alpha")
    del paper.files["statements/review/v1/en.md"]
    assert paper.verdicts() == {"alpha.txt": ("wrong-version", False)}
    del paper.files["statements/review/statement.yaml"]
    assert paper.verdicts() == {"alpha.txt": ("wrong-statement", False)}
    assert paper.standing().of_statement("review").adoption.rule == "none"


def test_a_statement_whose_process_cannot_be_read_still_has_its_answers(paper):
    paper.answer("alpha")
    paper.files["statements/review/statement.yaml"] = b"venue: [\n"

    assert paper.verdicts() == {"alpha.txt": ("good", True)}


def test_the_order_of_files_changes_nothing(paper):
    paper.statement("review", "current_version: 2\n", versions=2)
    for member in ("alpha", "beta", "gamma"):
        paper.answer(member)
        paper.answer(member, number=2)
        paper.answer(member, version=2)
    first = paper.standing()
    paper.files = dict(reversed(paper.files.items()))

    assert paper.standing() == first


def test_a_campaign_that_cannot_be_read_has_a_standing():
    now = datetime(2026, 11, 21, tzinfo=UTC)

    assert compute(load(MemoryTree({})).value, now).answers == ()


@pytest.mark.parametrize("date", ["1000-01-01", "2999-12-31"])
def test_days_at_the_end_of_time_break_nothing(paper, date):
    paper.statement("review", f"adoption: {{rule: no-objection, days: 99999999999}}\nsubmission: {{on: {date}}}\n")
    paper.answer("alpha", date=date)
    paper.approve("alpha", date=date)
    content = f"coalition-key-change/1\ncoalition: campaign.example\nmember: alpha\nend: SHA256:{'A' * 43}\ndate: {date}\nnonce: {'0' * 32}\n"
    paper.put("trust/keys/alpha.1.txt", content, "key-change", "alpha", None)

    for instant in ("0001-01-01T00:00:00Z", "2026-11-21T00:00:00Z", "9999-12-31T23:59:59Z"):
        (answer,) = paper.standing(instant).answers
        assert answer.reason


@pytest.mark.parametrize("date", ["0001-01-01", "9999-12-31"])
def test_a_day_beyond_is_not_read(paper, date):
    paper.answer("alpha", date=date)

    assert paper.verdicts() == {"alpha.txt": ("malformed", False)}


def test_an_answer_names_the_text_of_its_own_language_or_the_normative_one(paper):
    normative = paper.files["statements/review/v1/en.md"]
    front, _, body = normative.decode().partition("---\n\n")
    for language in ("es", "fr"):
        text = f"{front}translates: {hashlib.sha256(normative).hexdigest()}\n---\n\n{language} {body}"
        paper.files[f"statements/review/v1/{language}.md"] = text.encode()
    digest = hashlib.sha256(paper.files["statements/review/v1/es.md"]).hexdigest()
    paper.answer("alpha", digest=digest, language="es")
    paper.answer("beta", digest=digest, language="fr")

    assert paper.verdicts() == {"alpha.txt": ("good", True), "beta.txt": ("altered-text", False)}


def test_of_two_answers_received_in_one_second_the_one_entered_later_is_later(paper):
    paper.answer("alpha", "withdraw", number=2, at=LATER)
    paper.answer("alpha", at=LATER)

    assert paper.verdicts() == {"alpha.txt": ("good", True), "alpha.2.txt": ("superseded", False)}


def test_what_was_entered_twice_came_when_it_was_entered_first(paper):
    paper.statement("review", "closes: 2026-11-05T00:00:00Z\n")
    path = paper.answer("alpha", at=LATER)
    signed = [hashlib.sha256(paper.files[name]).hexdigest() for name in (path, f"{path}.sig")]
    paper.log = receipts.append(paper.log, [(datetime(2026, 11, 9, tzinfo=UTC), signed[0], signed[1])])

    assert paper.verdicts() == {"alpha.txt": ("good", True)}


@pytest.mark.parametrize(("second", "verdict"), [("11:59:59", "earlier"), ("12:00:00", "carried-over")])
def test_a_mandate_carries_over_in_the_second_in_which_the_time_for_objections_ends(paper, second, verdict):
    until = "{2: {of: 1, objections_until: 2026-11-20T12:00:00Z}}"
    paper.statement("review", f"current_version: 2\ncorrections: {until}\n", versions=2)
    paper.answer("alpha", mandate="editorial")

    assert paper.verdicts(f"2026-11-20T{second}Z")["alpha.txt"][0] == verdict


def test_an_endorsement_carries_over_along_the_corrections_alone(paper):
    paper.statement(
        "review", "current_version: 3\ncorrections: {3: {of: 2, objections_until: 2026-11-01T00:00:00Z}}\n", versions=3
    )
    paper.answer("alpha", mandate="editorial")
    paper.answer("beta", mandate="editorial", version=2)

    assert paper.verdicts() == {"alpha.txt": ("earlier", False), "beta.txt": ("carried-over", True)}


def test_of_two_corrections_in_a_line_the_time_of_both_has_to_be_over(paper):
    for first, second, verdict in (("25", "10", "earlier"), ("10", "25", "earlier"), ("10", "10", "carried-over")):
        over = "{{of: {}, objections_until: 2026-11-{}T00:00:00Z}}"
        corrections = f"{{2: {over.format(1, first)}, 3: {over.format(2, second)}}}"
        paper.statement("review", f"current_version: 3\ncorrections: {corrections}\n", versions=3)
        paper.answer("alpha", mandate="editorial")
        assert paper.verdicts()["alpha.txt"][0] == verdict
