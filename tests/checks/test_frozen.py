"""What is frozen stays: the sums, the texts that they name, and the versions before the current one."""

from __future__ import annotations

from hashlib import sha256

STATEMENT = "statements/first-review/statement.yaml"
V1, V2 = "statements/first-review/v1", "statements/first-review/v2"


def test_a_line_of_the_sums_stands_once(found, good):
    line = f"{sha256(good(f'{V1}/en.md').encode()).hexdigest()}  en.md\n"

    assert found({f"{V1}/SHA256SUMS": line}) == []
    assert found({f"{V1}/SHA256SUMS": line * 2}) == [f"{V1}/SHA256SUMS:2:1 bad-checksums"]
    assert found({f"{V1}/SHA256SUMS": ""}) == [f"{V1}/SHA256SUMS:1:1 bad-checksums"]


def test_the_sums_of_an_earlier_version_are_not_taken_away(found, good):
    text = good(f"{V1}/en.md")
    line = f"{sha256(text.encode()).hexdigest()}  en.md\n"
    is_open = good(STATEMENT).replace("status: consultation", "current_version: 2\nstatus: open")
    changes = {STATEMENT: is_open, f"{V2}/en.md": text, f"{V2}/SHA256SUMS": line}

    assert found({**changes, f"{V1}/SHA256SUMS": line}, "unfrozen-text") == []
    assert found(changes, "unfrozen-text") == [f"{V1}/en.md:1:1 unfrozen-text"]


def test_a_version_that_comes_after_the_current_one_need_not_be_frozen_yet(found, good):
    text = good(f"{V1}/en.md")
    line = f"{sha256(text.encode()).hexdigest()}  en.md\n"
    is_open = good(STATEMENT).replace("status: consultation", "status: open")

    assert found({STATEMENT: is_open, f"{V1}/SHA256SUMS": line, f"{V2}/en.md": text}) == []


def test_one_answer_to_other_bytes_among_others_does_not_make_a_text_altered(found, good):
    answer = "statements/first-review/endorsements/v1/rosewood-shelter.txt"
    other = good(answer).replace("2cf96e4a", "00000000").replace("rosewood-shelter", "harbour-network")
    home = answer.replace("rosewood-shelter", "harbour-network")

    assert f"{V1}/en.md:1:1 altered-text" not in found({home: other}, "altered-text")
    changed = good(f"{V1}/en.md").replace("We call", "We beg")
    assert f"{V1}/en.md:1:1 altered-text" in found({f"{V1}/en.md": changed}, "altered-text")
