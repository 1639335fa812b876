"""What `check` says of signatures, receipts and keys: once, where it can be mended, and only while it has to be."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from coalition.campaign.loading import load
from coalition.checks.registry import examine
from coalition.sources.cache import Cache
from coalition.sources.trees import MemoryTree
from coalition.workflows.verifying import standing

VECTORS = Path(__file__).parents[1] / "vectors"
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
KEPT = Cache(None)
MINE = {
    "altered-text", "answer-out-of-place", "answer-to-another-text", "bad-attestation", "bad-signature",
    "broken-receipts", "inactive-member", "key-change-not-entered", "key-not-valid-then", "key-revoked",
    "malformed-record", "malformed-signature", "missing-received-file", "unknown-member", "unknown-signing-key",
    "unproven-key", "unsigned-receipts", "weak-key", "windows-line-ends", "wrong-namespace",
}  # fmt: skip


def files(name: str) -> dict[str, bytes]:
    folder = VECTORS / name / "campaign"
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def found(content: dict[str, bytes]) -> list[str]:
    loaded = load(MemoryTree(content))
    problems = {*loaded.problems, *examine(loaded.value, standing(loaded.value, NOW, KEPT))}
    return [f"{problem.place} {problem.code}" for problem in sorted(problems) if problem.code in MINE]


ANSWER = "statements/first-review/endorsements/v1/alpha-aid.txt"


@pytest.mark.parametrize(
    ("vector", "problems"),
    [
        ("good", []),
        ("announced", []),
        ("not-yet-received", []),
        ("late-answers", []),
        ("signed-an-earlier-text", []),
        ("key-rotated-in-one-contribution", []),
        ("unnamed-and-hidden", []),
        ("answer-edited", [f"{ANSWER}.sig:1:1 bad-signature"]),
        ("signed-by-another-member", [f"{ANSWER}.sig:1:1 unknown-signing-key"]),
        ("rsa-key", [f"{ANSWER}.sig:1:1 weak-key"]),
        ("two-signatures-in-one-file", [f"{ANSWER}.sig:1:1 malformed-signature"]),
        ("crlf-in-signature", [f"{ANSWER}.sig:1:1 windows-line-ends", "trust/receipts.log:1:1 missing-received-file"]),
        ("member-suspended-before", [f"{ANSWER}:7:9 inactive-member"]),
        ("received-file-removed", ["trust/receipts.log:2:1 missing-received-file"]),
        ("attested-then-edited", [
            "statements/first-review/endorsements/v1/alpha-aid.attestation.txt:3:12 bad-attestation",
        ]),
        ("attested-by-another", [
            "statements/first-review/endorsements/v1/alpha-aid.attestation.txt:8:5 bad-attestation",
        ]),
        ("attestation-signed-by-another", [
            "statements/first-review/endorsements/v1/alpha-aid.attestation.txt.sig:1:1 unknown-signing-key",
        ]),
        ("log-signed-by-another", ["trust/receipts.log.sig:1:1 unknown-signing-key"]),
        ("log-not-signed", ["trust/receipts.log:1:1 unsigned-receipts"]),
    ],
)  # fmt: skip
def test_one_mistake_is_one_problem(vector, problems):
    assert found(files(vector)) == problems


def test_a_key_that_had_ended_is_told_until_the_member_has_answered_again():
    told = files("key-expired-without-receipts")
    assert found(told) == [f"{ANSWER}.sig:1:1 key-not-valid-then"]
    again = files("signed-by-two-keys")
    again["members.yaml"] = again["members.yaml"].replace(
        b"from: 2026-01-01T00:00:00Z}\n      - {key",
        b"from: 2026-01-01T00:00:00Z, until: 2026-11-02T00:00:00Z}\n      - {key",
    )
    assert found(again) == []


def test_where_the_settings_cannot_be_read_no_signature_is_wrong():
    content = files("wrong-namespace") | files("key-added-by-nobody")
    content["coalition.yaml"] = b"format: 1\n"
    assert found(content) == []
