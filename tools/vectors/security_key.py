"""A security key in software: ed25519 as RFC 8032 has it, and the form that OpenSSH gives to a touch. For vectors alone."""

from __future__ import annotations

import base64
import hashlib
import os
import textwrap

_P = 2**255 - 19
_ORDER = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, -1, _P) % _P
_Y = 4 * pow(5, -1, _P) % _P
Point = tuple[int, int, int, int]


def _x(y: int) -> int:
    square = (y * y - 1) * pow(_D * y * y + 1, -1, _P)
    root = pow(square, (_P + 3) // 8, _P)
    if (root * root - square) % _P:
        root = root * pow(2, (_P - 1) // 4, _P) % _P
    return _P - root if root % 2 else root


_BASE: Point = (_x(_Y), _Y, 1, _x(_Y) * _Y % _P)


def _sum(one: Point, other: Point) -> Point:
    a, b = (one[1] - one[0]) * (other[1] - other[0]), (one[1] + one[0]) * (other[1] + other[0])
    c, d = 2 * one[3] * other[3] * _D, 2 * one[2] * other[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return (e * f % _P, g * h % _P, f * g % _P, e * h % _P)


def _times(number: int, point: Point) -> Point:
    found: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            found = _sum(found, point)
        point, number = _sum(point, point), number >> 1
    return found


def _bytes(point: Point) -> bytes:
    inverse = pow(point[2], -1, _P)
    x, y = point[0] * inverse % _P, point[1] * inverse % _P
    return (y | ((x & 1) << 255)).to_bytes(32, "little")


def _number(*parts: bytes) -> int:
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little")


class Token:
    """A key that is forgotten with the object."""

    application = b"ssh:"

    def __init__(self) -> None:
        digest = hashlib.sha512(os.urandom(32)).digest()
        self._secret = (int.from_bytes(digest[:32], "little") & ((1 << 254) - 8)) | (1 << 254)
        self._prefix = digest[32:]
        self._public = _bytes(_times(self._secret, _BASE))
        kind = b"sk-ssh-ed25519@openssh.com"
        self._blob = _string(kind) + _string(self._public) + _string(self.application)
        self.line = f"{kind.decode()} {base64.b64encode(self._blob).decode()}"

    def sign(self, content: bytes, namespace: str, *, touched: bool = True) -> bytes:
        """A signature of these bytes, as a `.sig` file."""
        head = _string(namespace.encode()) + _string(b"") + _string(b"sha512")
        signed = b"SSHSIG" + head + _string(hashlib.sha512(content).digest())
        flags_and_counter = bytes([int(touched)]) + (7).to_bytes(4, "big")
        message = hashlib.sha256(self.application).digest() + flags_and_counter + hashlib.sha256(signed).digest()
        signature = _string(b"sk-ssh-ed25519@openssh.com") + _string(self._sign(message)) + flags_and_counter
        blob = b"SSHSIG" + (1).to_bytes(4, "big") + _string(self._blob) + head + _string(signature)
        body = "\n".join(textwrap.wrap(base64.b64encode(blob).decode(), 70))
        return f"-----BEGIN SSH SIGNATURE-----\n{body}\n-----END SSH SIGNATURE-----\n".encode()

    def _sign(self, message: bytes) -> bytes:
        nonce = _number(self._prefix, message) % _ORDER
        point = _bytes(_times(nonce, _BASE))
        challenge = _number(point, self._public, message) % _ORDER
        return point + ((nonce + challenge * self._secret) % _ORDER).to_bytes(32, "little")


def _string(value: bytes) -> bytes:
    return len(value).to_bytes(4, "big") + value
