"""The ends of streams in a PDF, made plain.

Compressed data may end in a carriage return, and Typst writes a line feed before `endstream`: a validator reads the two
as one line end, finds the data a byte short of its `/Length`, and calls the file invalid under PDF/A-2 (ISO 19005-2,
6.1.7.1). With a line end of two characters the data ends where it says it does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise

_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_ENTRY = 20
_DOUBTFUL = b"\r\nendstream\nendobj"


def plain_ends(pdf: bytes) -> bytes:
    """The same document with every stream's end beyond doubt; other files come back as they are.

    Law: only line ends before `endstream` and the offsets behind them change.
    """
    start = int(pdf[pdf.rindex(b"startxref\n") + 10 :].split(b"\n", 1)[0])
    table = _TABLE.match(pdf, start)
    if table is None:
        return pdf
    entries = [pdf[at : at + _ENTRY] for at in range(table.end(), table.end() + _ENTRY * int(table[1]), _ENTRY)]
    offsets = sorted(int(entry[:10]) for entry in entries if entry[17:18] == b"n")
    doubtful = [
        end
        for here, there in pairwise([*offsets, start])
        if (end := pdf.rfind(_DOUBTFUL, here, there)) != -1 and not pdf[end + len(_DOUBTFUL) : there].strip()
    ]
    if not doubtful:
        return pdf
    moved = [_moved(entry, doubtful) for entry in entries]
    body = b"".join(pdf[here:there] + b"\r" for here, there in pairwise([0, *doubtful])) + pdf[doubtful[-1] : start]
    behind = pdf[table.end() + _ENTRY * len(entries) :]
    tail = behind.replace(b"startxref\n%d\n" % start, b"startxref\n%d\n" % (start + len(doubtful)))
    return body + table[0] + b"".join(moved) + tail


def _moved(entry: bytes, insertions: list[int]) -> bytes:
    """An entry of the table of offsets, behind the insertions."""
    if entry[17:18] != b"n":
        return entry
    offset = int(entry[:10])
    return b"%010d" % (offset + bisect_left(insertions, offset)) + entry[10:]
