"""Public keys with which members sign: ed25519, in a file or in a token."""

from __future__ import annotations

import base64
import binascii
from typing import Annotated

from pydantic import AfterValidator

KEY_TYPES = ("ssh-ed25519", "sk-ssh-ed25519@openssh.com")
"""What OpenSSH calls them; the second lives in a hardware token."""
_POINT = 32
"""Bytes of an ed25519 public key."""


def _public_key(value: str) -> str:
    """A key without its comment: the type, a blank, and the base64 of what OpenSSH writes.

    Raises ValueError with a message and its cure.
    """
    kind, _, rest = value.partition(" ")
    if kind not in KEY_TYPES:
        raise ValueError(f'"{value[:40]}" is not an ed25519 key.', f"Keys begin with {' or '.join(KEY_TYPES)}.")
    body = (rest.split() or [""])[0]
    words = _strings(body)
    wanted = 2 if kind == KEY_TYPES[0] else 3  # a token's key also names what it is for
    if len(words) != wanted or words[0] != kind.encode() or len(words[1]) != _POINT:
        hint = "Copy the whole line of the file that ends in .pub."
        raise ValueError("The key is not whole, or was changed on the way.", hint)
    return f"{kind} {body}"


def _strings(body: str) -> list[bytes]:
    """The strings of a public key, each written after its length in four bytes; none when it cannot be read."""
    try:
        raw = base64.b64decode(body, validate=True)
    except binascii.Error:
        return []
    words = []
    while raw:
        length = int.from_bytes(raw[:4], "big")
        word, raw = raw[4 : 4 + length], raw[4 + length :]
        if len(word) != length:
            return []
        words.append(word)
    return words


PublicKey = Annotated[str, AfterValidator(_public_key)]
