"""Signatures as OpenSSH writes them: which key made one, and for what; whether it holds is for ssh-keygen to say."""

from __future__ import annotations

import base64
import binascii
import re
from dataclasses import dataclass

from coalition.signing.keys import PublicKey, of_blob
from coalition.signing.wire import Cut, Wire

_MAGIC = b"SSHSIG"
_VERSION = 1
HASHES = ("sha512", "sha256")
"""What ssh-keygen hashes a message with before it signs."""
_BEGIN, _END = b"-----BEGIN SSH SIGNATURE-----\n", b"-----END SSH SIGNATURE-----\n"
_BODY = re.compile(rb"(?:[A-Za-z0-9+/=]{1,100}\n)+")
LIMIT = 16_384
"""Bytes: no signature is longer. One of ed25519 has 300."""


class NotASignature(ValueError):
    """A file that is no signature: `args` are what is wrong with it, in plain words, and the cure."""


@dataclass(frozen=True, slots=True)
class SignatureInfo:
    """What a signature says of itself. None of it is true before ssh-keygen has verified it."""

    key: PublicKey
    namespace: str
    hash: str


_AGAIN = "Make it again with ssh-keygen -Y sign, or restore it from the commit that brought it."


def armoured(raw: bytes) -> bytes:
    """What one signature file holds in base64.

    Law: exactly one signature, from the first byte to the last. ssh-keygen takes the first of two, and what follows
    a signature is not looked at. Raises NotASignature.
    """
    if raw.startswith(b"\xef\xbb\xbf"):
        raise NotASignature("The signature begins with a byte order mark.", "Save it without one, or restore it.")
    if b"\r" in raw:
        hint = 'Restore it, and put "statements/** -text" (and chapters, trust) into .gitattributes.'
        raise NotASignature("The signature's lines end as on Windows.", hint)
    if raw.count(_BEGIN.strip()) > 1:
        raise NotASignature("The file holds two signatures.", "Leave the one that belongs to the file beside it.")
    body = raw.removeprefix(_BEGIN).removesuffix(_END)
    if len(raw) > LIMIT or len(body) != len(raw) - len(_BEGIN) - len(_END) or not _BODY.fullmatch(body):
        raise NotASignature("This is not a signature as ssh-keygen writes it.", _AGAIN)
    return body


def parse(raw: bytes) -> SignatureInfo:
    """What a signature file says. Raises NotASignature."""
    try:
        wire = Wire(base64.b64decode(armoured(raw).replace(b"\n", b""), validate=True))
        magic, version = wire.take(len(_MAGIC)), wire.number()
        key = of_blob(wire.string())
        namespace = wire.string().decode("utf-8")
        reserved, digest = wire.string(), wire.string().decode("ascii")
        wire.string()
        wire.end()
    except (binascii.Error, Cut, UnicodeDecodeError) as error:
        raise NotASignature("The signature is not whole, or was changed.", _AGAIN) from error
    if (magic, version) != (_MAGIC, _VERSION) or reserved or digest not in HASHES:
        raise NotASignature("The signature is of a form that is not known here.", _AGAIN)
    return SignatureInfo(key, namespace, digest)
