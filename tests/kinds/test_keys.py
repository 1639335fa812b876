"""Public keys: ed25519 alone, whole."""

from __future__ import annotations

import base64

import pytest
from pydantic import TypeAdapter, ValidationError

from coalition.kinds.keys import PublicKey

ADAPTER = TypeAdapter(PublicKey)


def key(kind: str, *words: bytes) -> str:
    raw = b"".join(len(word).to_bytes(4, "big") + word for word in (kind.encode(), *words))
    return f"{kind} {base64.b64encode(raw).decode()}"


FILE = key("ssh-ed25519", b"p" * 32)
TOKEN = key("sk-ssh-ed25519@openssh.com", b"p" * 32, b"ssh:")


@pytest.mark.parametrize("good", [FILE, TOKEN])
def test_a_key_is_kept_without_its_comment(good: str):
    assert ADAPTER.validate_python(good) == good
    assert ADAPTER.validate_python(f"{good}  office@harbour.example") == good


@pytest.mark.parametrize(
    "bad",
    [
        key("ssh-rsa", b"e", b"n" * 128),
        key("ecdsa-sha2-nistp256", b"nistp256", b"q" * 65),
        "AAAA",
        "",
    ],
)
def test_other_keys_are_refused(bad: str):
    with pytest.raises(ValidationError, match="not an ed25519 key"):
        ADAPTER.validate_python(bad)


@pytest.mark.parametrize(
    "bad",
    [
        "ssh-ed25519",
        "ssh-ed25519 !!!!",
        FILE[:-8],
        FILE[:-1],
        key("ssh-ed25519", b"p" * 31),
        key("ssh-ed25519", b"p" * 32, b"more"),
        key("sk-ssh-ed25519@openssh.com", b"p" * 32),
        "ssh-ed25519 " + TOKEN.split()[1],
    ],
)
def test_keys_that_are_not_whole_are_refused(bad: str):
    with pytest.raises(ValidationError, match="not whole"):
        ADAPTER.validate_python(bad)
