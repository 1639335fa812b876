"""Which files may leave the repository as proofs of a statement's answers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from coalition.campaign.loading import load
from coalition.campaign.public import publish
from coalition.sources.trees import MemoryTree

VECTORS = Path(__file__).parents[1] / "vectors"
HOME = "statements/first-review/endorsements/v1"


def files(vector: str) -> dict[str, bytes]:
    campaign = VECTORS / vector / "campaign"
    return {path.relative_to(campaign).as_posix(): path.read_bytes() for path in campaign.rglob("*") if path.is_file()}


def papers(tree: dict[str, bytes], statement: str = "first-review") -> dict[str, bytes]:
    return dict(publish(load(MemoryTree(tree)).value, date(2026, 11, 21)).papers.get(statement, {}))


@pytest.fixture
def tree() -> dict[str, bytes]:
    return files("unnamed-and-hidden")


def test_all_that_proves_a_named_members_answer_is_there_byte_for_byte(tree):
    found = papers(tree)

    assert sorted(found) == [
        f"{HOME}/alpha-aid.txt",
        f"{HOME}/alpha-aid.txt.sig",
        "statements/first-review/v1/en.md",
        "trust/receipts.log",
        "trust/receipts.log.sig",
    ]
    assert all(content == tree[path] for path, content in found.items())


@pytest.mark.parametrize("vector", ["bom-in-text", "crlf-in-text"])
def test_bytes_are_as_they_are_also_where_they_are_wrong(vector):
    tree = files(vector)

    assert papers(tree)["statements/first-review/v1/en.md"] == tree["statements/first-review/v1/en.md"]


@pytest.mark.parametrize("ending", ["txt", "txt.sig", "attestation.txt", "attestation.txt.sig"])
def test_nothing_lies_there_in_the_name_of_who_is_named_nowhere(tree, ending):
    tree[f"{HOME}/quiet-line.2.{ending}"] = tree[f"{HOME}/alpha-aid.txt"]
    tree[f"trust/keys/hidden-hand.1.{ending}"] = b"coalition-key-change/1\n"

    assert not [path for path in papers(tree) if "quiet" in path or "hidden" in path]


def test_nothing_names_who_is_named_nowhere(tree):
    tree[f"{HOME}/alpha-aid.2.txt"] = tree[f"{HOME}/quiet-line.txt"]
    tree[f"{HOME}/alpha-aid.2.txt.sig"] = tree[f"{HOME}/quiet-line.txt.sig"]
    tree["trust/keys/alpha-aid.1.txt"] = (
        b"coalition-key-change/1\ncoalition: fair-passage.example\nmember: hidden-hand\n"
        b"end: SHA256:zQ0ABxGUR7b4vVtGS0nCqKmAcWPUmKo2FZgwFIvBqWc\ndate: 2026-11-03\n"
        b"nonce: 00112233445566778899aabbccddeeff\n"
    )
    found = papers(tree)

    assert f"{HOME}/alpha-aid.txt" in found
    assert f"{HOME}/alpha-aid.2.txt" not in found
    assert "trust/keys/alpha-aid.1.txt" not in found
    assert not any(b"quiet-line" in content or b"hidden-hand" in content for content in found.values())


def test_changes_of_keys_are_those_of_who_answered_and_of_the_secretariat():
    tree = files("key-rotated")
    change = tree["trust/keys/alpha-aid.1.txt"]
    tree["trust/keys/harbour-network.1.txt"] = change.replace(b"alpha-aid", b"harbour-network")
    tree["trust/keys/beta-board.1.txt"] = change.replace(b"alpha-aid", b"beta-board")

    assert [path for path in papers(tree) if path.startswith("trust/keys/")] == [
        "trust/keys/alpha-aid.1.txt",
        "trust/keys/alpha-aid.1.txt.sig",
        "trust/keys/harbour-network.1.txt",
    ]


def test_without_a_public_secretariat_there_is_nothing_since_every_proof_names_it(tree):
    hidden = tree["members.yaml"].replace(b"Harbour Network\n", b"Harbour Network\n    visibility: unnamed\n")

    assert papers({**tree, "members.yaml": hidden}) == {}
    assert papers({**tree, "members.yaml": b""}) == {}


def test_of_a_draft_nothing_is_published(tree):
    tree["statements/first-review/statement.yaml"] = b"venue: general-letter\nsubmitted_by: harbour-network\n"

    assert papers(tree) == {}


def test_the_number_of_the_unnamed_is_among_them(tree):
    path = "statements/first-review/unnamed/v1.txt"
    tree[path] = (
        b"coalition-unnamed/1\ncoalition: fair-passage.example\nstatement: first-review\nversion: 1\nsigned: 1\n"
        b"attested: 0\ndeclined: 0\nabstained: 0\nobjected: 0\nobjected-in-time: 0\nwithdrawn: 0\n"
        b"instant: 2026-11-21T12:00:00Z\n"
    )
    tree[f"{path}.sig"] = b"a signature\n"

    assert {path, f"{path}.sig"} <= papers(tree).keys()
