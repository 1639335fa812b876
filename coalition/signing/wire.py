"""The bytes in which OpenSSH writes keys and signatures: numbers of four bytes, strings after their length."""

from __future__ import annotations


class Cut(ValueError):
    """The bytes end too early, or do not end where they should."""


class Wire:
    """Bytes that are read from their beginning to their end."""

    def __init__(self, raw: bytes) -> None:
        self._rest = raw

    def take(self, size: int) -> bytes:
        """The next bytes. Raises Cut when there are fewer."""
        taken, self._rest = self._rest[:size], self._rest[size:]
        if len(taken) != size:
            raise Cut
        return taken

    def number(self) -> int:
        """The next number. Raises Cut."""
        return int.from_bytes(self.take(4), "big")

    def string(self) -> bytes:
        """The next string. Raises Cut."""
        return self.take(self.number())

    def end(self) -> None:
        """Raises Cut when anything is left."""
        if self._rest:
            raise Cut
