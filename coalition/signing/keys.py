"""Public keys: ed25519, in a file or in a security key."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass

from coalition.signing.wire import Cut, Wire

KEY_TYPES = ("ssh-ed25519", "sk-ssh-ed25519@openssh.com")
"""What OpenSSH calls the keys that are taken; the second lives in a security key."""
_POINT = 32
"""Bytes of an ed25519 public key."""


class KeyRefused(ValueError):
    """A key that cannot be a member's: `args` are what is wrong with it, in plain words, and the cure."""


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A public key, without its comment. Law: `parse(key.line) == key` for every key of a type that is taken."""

    type: str
    """OpenSSH's name of its type."""
    blob: bytes
    """What stands in base64 in a line of a `.pub` file."""

    @property
    def line(self) -> str:
        """As it stands in the registry: the type, a blank, base64."""
        return f"{self.type} {base64.b64encode(self.blob).decode('ascii')}"

    @property
    def fingerprint(self) -> str:
        """What `ssh-keygen -l` prints: SHA256: and 43 characters."""
        digest = base64.b64encode(hashlib.sha256(self.blob).digest()).decode("ascii")
        return f"SHA256:{digest.rstrip('=')}"

    @property
    def is_strong(self) -> bool:
        """Whether it is of a type that is taken."""
        return self.type in KEY_TYPES


def parse(text: str) -> PublicKey:
    """The key of a line of a `.pub` file; its comment is left out.

    Raises KeyRefused for keys that are not ed25519, and for lines that are not whole.
    """
    kind, _, rest = text.partition(" ")
    if kind not in KEY_TYPES:
        raise KeyRefused(f'"{text[:40]}" is not an ed25519 key.', f"Keys begin with {' or '.join(KEY_TYPES)}.")
    try:
        key = of_blob(base64.b64decode((rest.split() or [""])[0], validate=True))
    except (binascii.Error, Cut):
        key = None
    if key is None or key.type != kind:
        hint = "Copy the whole line of the file that ends in .pub."
        raise KeyRefused("The key is not whole, or was changed on the way.", hint)
    return key


def of_blob(blob: bytes) -> PublicKey:
    """The key of these bytes, whatever its type; one of ed25519 has exactly the strings that it should.

    Raises Cut.
    """
    wire = Wire(blob)
    kind = wire.string().decode("ascii", "replace")
    if kind in KEY_TYPES:
        if len(wire.string()) != _POINT:
            raise Cut
        if kind != KEY_TYPES[0]:
            wire.string()  # what the security key was asked to make it for, such as "ssh:"
        wire.end()
    return PublicKey(kind, blob)
