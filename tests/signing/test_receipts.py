"""The receipt log: a chain that shows every change but what was cut off at its end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.signing import receipts

START = datetime(2026, 11, 3, 10, tzinfo=UTC)
DIGESTS = st.text("0123456789abcdef", min_size=64, max_size=64)
ENTRIES = st.lists(st.tuples(st.integers(0, 10**6), DIGESTS, st.none() | DIGESTS), max_size=6).map(
    lambda found: [
        (START + timedelta(seconds=second), file, sig) for second, file, sig in sorted(found, key=lambda one: one[0])
    ]
)


@given(ENTRIES, ENTRIES)
def test_a_log_grows_and_stays_a_chain(first, second):
    log = receipts.append(b"", first)
    last = first[-1][0] if first else START
    later = [(last + (instant - START), file, signature) for instant, file, signature in second]
    grown = receipts.append(log, later)
    parsed = receipts.parse("log", grown.decode())

    assert parsed.problems == ()
    assert [(one.instant, one.file_sha256, one.signature_sha256) for one in parsed.value] == first + later
    assert [one.line for one in parsed.value] == list(range(1, len(first + later) + 1))
    assert receipts.is_prefix(log, grown)
    assert not second or not receipts.is_prefix(grown, log)
    assert "".join(f"{one.text}\n" for one in parsed.value).encode() == grown


@given(ENTRIES.filter(lambda entries: len(entries) > 1), st.data())
def test_a_change_of_any_byte_but_in_the_last_line_breaks_the_chain(entries, data):
    log = receipts.append(b"", entries)
    end = log.rstrip(b"\n").rindex(b"\n")
    at = data.draw(st.integers(0, end))
    other = data.draw(st.sampled_from(b"0123456789abcdefz \n-").filter(lambda byte: byte != log[at]))
    changed = log[:at] + bytes([other]) + log[at + 1 :]

    assert receipts.parse("log", changed.decode()).problems != ()
    assert not receipts.is_prefix(log, changed)


LOG = receipts.append(b"", [(START, "1" * 64, None), (START, "2" * 64, "3" * 64), (START, "4" * 64, None)])
LINES = LOG.decode().splitlines(keepends=True)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("".join([LINES[0], LINES[2]]), 2, "The chain breaks here"),
        ("".join([LINES[0], LINES[2], LINES[1]]), 2, "The chain breaks here"),
        ("".join(LINES[1:]), 1, "The chain breaks here"),
        ("".join([LINES[0], LINES[0]]), 2, "The chain breaks here"),
        (LINES[0] + "\n" + LINES[1], 2, "This line is not a receipt"),
        (LINES[0].replace("-03T", "-33T"), 1, "This line is not a receipt"),
        (LINES[0] + LINES[1].rstrip("\n"), 2, "does not end with a line feed"),
    ],
)
def test_what_is_done_to_a_log_is_told_where_it_was_done(text, line, said):
    parsed = receipts.parse("trust/receipts.log", text)
    (problem,) = parsed.problems

    assert (problem.code, problem.place.line) == ("broken-receipts", line)
    assert said in problem.message
    assert len(parsed.value) == line - 1


def test_receipts_end_where_the_chain_breaks():
    assert [one.file_sha256[0] for one in receipts.parse("log", LINES[0] + LINES[2] + LINES[1]).value] == ["1"]


def test_nothing_is_a_good_log():
    assert receipts.parse("log", "") == receipts.Parsed(())
    assert receipts.append(b"", []) == b""


def test_nothing_is_appended_to_a_broken_log_nor_out_of_order():
    with pytest.raises(ValueError, match="line 1 of the log"):
        receipts.append(LINES[1].encode(), [(START, "1" * 64, None)])
    with pytest.raises(ValueError, match="earlier"):
        receipts.append(LOG, [(START - timedelta(seconds=1), "1" * 64, None)])


def test_a_log_that_was_cut_within_a_line_is_no_beginning():
    assert receipts.is_prefix(b"", LOG)
    assert receipts.is_prefix(LINES[0].encode(), LOG)
    assert not receipts.is_prefix(LINES[0][:-2].encode(), LOG)
    assert not receipts.is_prefix(LOG, LINES[0].encode())
