"""The one form of a signed file: what is written, and its digest."""

from __future__ import annotations

import hashlib
import unicodedata
from typing import TYPE_CHECKING

from coalition.parsing import records

if TYPE_CHECKING:
    from collections.abc import Sequence


def text(first: str, fields: Sequence[tuple[str, str]], rest: str = "") -> bytes:
    """The bytes of a signed file: UTF-8 in Unicode NFC, lines ended by LF, the last one too.

    Law: `parsing.records.parse` of it has no problem and gives the same fields. White space in a value becomes one
    blank, fields without a value are left out, and so are blanks at the ends of the lines of the rest.
    Raises ValueError for fields from which no such file can be made: a bug of the caller.
    """
    values = tuple((name, " ".join(_composed(value).split())) for name, value in fields)
    kept = tuple((name, value) for name, value in values if value)
    lines = (line.rstrip() for line in _composed(rest).replace("\r\n", "\n").replace("\r", "\n").split("\n"))
    made = records.render(records.Fields(first, kept, "\n".join(lines).strip("\n")))
    problems = records.parse("", made).problems
    if problems:
        raise ValueError(f"this cannot be signed: {problems[0].message}")
    return made.encode("utf-8")


def _composed(value: str) -> str:
    return unicodedata.normalize("NFC", value)


def digest(raw: bytes) -> str:
    """SHA-256 of these bytes, as `sha256sum` prints it."""
    return hashlib.sha256(raw).hexdigest()
