"""Keys, signatures, allowed signers and the bytes of signed files, as values."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coalition.parsing import records
from coalition.signing import keys, signatures, writing
from coalition.signing.signers import Entry, Validity, allowed, stamp


def string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value


BLOB = string(b"ssh-ed25519") + string(b"p" * 32)
KEY = keys.of_blob(BLOB)
START = datetime(2026, 1, 1, tzinfo=UTC)


def armour(blob: bytes) -> bytes:
    body = base64.b64encode(blob)
    lines = b"\n".join(body[at : at + 70] for at in range(0, len(body), 70))
    return b"-----BEGIN SSH SIGNATURE-----\n" + lines + b"\n-----END SSH SIGNATURE-----\n"


def signature(**parts: bytes) -> bytes:
    told = {
        "magic": b"SSHSIG", "version": (1).to_bytes(4, "big"), "key": string(BLOB), "namespace": string(b"a@b.example"),
        "reserved": string(b""), "hash": string(b"sha512"), "signature": string(b"x"), "rest": b"", **parts,
    }  # fmt: skip
    return armour(b"".join(told.values()))


def test_a_key_is_what_its_line_says():
    assert keys.parse(KEY.line + "  office@harbour.example") == KEY
    assert KEY.fingerprint.startswith("SHA256:")
    assert len(KEY.fingerprint) == 50
    assert KEY.is_strong
    assert not keys.of_blob(string(b"ssh-rsa") + string(b"e") + string(b"n")).is_strong


def test_a_signature_says_which_key_made_it_and_for_what():
    info = signatures.parse(signature())

    assert (info.key, info.namespace, info.hash) == (KEY, "a@b.example", "sha512")


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"signed\n",
        signature() + signature(),
        signature() + b"more\n",
        b"\n" + signature(),
        b"\xef\xbb\xbf" + signature(),
        signature().replace(b"\n", b"\r\n"),
        signature()[:-1],
        signature().replace(b"U1NI", b"!!!!"),
        signature().replace(b"U1NI", b"=1NI"),
        signature(magic=b"SSHSIX"),
        signature(version=(2).to_bytes(4, "big")),
        signature(reserved=string(b"x")),
        signature(hash=string(b"md5")),
        signature(rest=b"x"),
        signature(key=string(b"x")),
        signature(key=string(string(b"ssh-ed25519") + string(b"p" * 31))),
        signature(namespace=string(b"\xff")),
        armour(b"x" * 20_000),
    ],
)
def test_what_is_no_signature_or_more_than_one_is_refused_with_a_cure(bad):
    with pytest.raises(signatures.NotASignature) as caught:
        signatures.parse(bad)
    assert all(isinstance(word, str) and word.endswith((".", "restore it.")) for word in caught.value.args)
    assert len(caught.value.args) == 2


def test_allowed_signers_name_who_what_and_when():
    text = allowed(
        [
            Entry("beta", ("a@b.example",), Validity(KEY, START)),
            Entry("alpha", ("a@b.example", "c@b.example"), Validity(KEY, START, START + timedelta(days=1))),
        ]
    ).decode()

    assert text == (
        f'alpha namespaces="a@b.example,c@b.example",valid-after="20260101000000Z",valid-before="20260101235959Z" {KEY.line}\n'
        f'beta namespaces="a@b.example",valid-after="20260101000000Z" {KEY.line}\n'
    )


def test_a_key_that_never_held_has_no_line():
    assert allowed([Entry("alpha", ("a@b.example",), Validity(KEY, START, START))]) == b""
    long_ago = Validity(KEY, START.replace(year=1950), START.replace(year=1960))
    assert allowed([Entry("alpha", ("a@b.example",), long_ago)]) == b""
    assert b"valid-after" not in allowed([Entry("alpha", ("a@b.example",), Validity(KEY, START.replace(year=1950)))])


@pytest.mark.parametrize("principal", ["*", "a,b", 'a"b', "a b", "!a", "Alpha", "", "a?"])
def test_no_principal_is_a_pattern(principal):
    with pytest.raises(ValueError, match="not an id"):
        allowed([Entry(principal, ("a@b.example",), Validity(KEY, START))])


@pytest.mark.parametrize("namespaces", [(), ("*",), ("a@b.example,*",), ('a@b" x',)])
def test_no_namespace_is_a_pattern(namespaces):
    with pytest.raises(ValueError, match="not namespaces"):
        allowed([Entry("alpha", namespaces, Validity(KEY, START))])


def test_an_instant_is_written_in_utc():
    assert stamp(datetime(2026, 1, 1, 2, tzinfo=timezone(timedelta(hours=14)))) == "20251231120000Z"


def test_a_part_of_a_second_makes_no_difference():
    validity = Validity(KEY, START + timedelta(microseconds=1), START + timedelta(seconds=9, microseconds=1))
    text = allowed([Entry("alpha", ("a@b.example",), validity)]).decode()

    assert 'valid-after="20260101000001Z",valid-before="20260101000009Z"' in text
    assert not validity.holds_at(START)
    assert validity.holds_at(START + timedelta(seconds=9))


WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1).filter(
    lambda word: word.split()
)


@given(
    WORDS, st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Zl", "Zp"), include_characters="\n\r"))
)
def test_what_is_written_is_what_is_read(value, rest):
    raw = writing.text("coalition-endorsement/1", [("member", "alpha"), ("scope", value), ("left-out", "")], rest)
    parsed = records.parse("", raw.decode())

    assert parsed.problems == ()
    assert parsed.value is not None
    assert [name for name, _ in parsed.value.values] == ["member", "scope"]
    assert writing.text(parsed.value.first, parsed.value.values, parsed.value.rest) == raw


def test_a_name_that_cannot_stand_there_is_a_bug_of_the_caller():
    with pytest.raises(ValueError, match="cannot be signed"):
        writing.text("coalition-endorsement/1", [("Member", "alpha")])


def test_a_digest_is_that_of_sha256sum():
    assert writing.digest(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
