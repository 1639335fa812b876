"""Public keys as values of records: ed25519, in a file or in a security key."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator

from coalition.signing import keys


def _public_key(value: str) -> str:
    """A key without its comment: the type, a blank, and the base64 of what OpenSSH writes.

    Raises ValueError with a message and its cure.
    """
    return keys.parse(value).line


PublicKey = Annotated[str, AfterValidator(_public_key)]
