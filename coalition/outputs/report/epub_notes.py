"""The notes of an e-book: each text's begin with 1, as in every other format, and each shows its number."""

from __future__ import annotations

import re

_MARK = re.compile(
    r'(?P<chapter><section id="[^"]*" class="level\d chapter")'
    r'|(?P<open><a href="#(?P<of>fn\d+)"[^>]*epub:type="noteref"[^>]*>)\d+(?=</a>)'
)
_NOTE = re.compile(r'(<aside epub:type="footnote"[^>]* id="(fn\d+)">\s*<p>)')


def renumbered(page: str) -> str:
    """A page of the book with its notes counted anew from each chapter on.

    pandoc counts them through a file, which holds a part with all its chapters, and leaves the numbers out where the
    notes themselves stand.
    """
    count = 0
    numbers: dict[str, str] = {}

    def counted(found: re.Match[str]) -> str:
        """A reference with its number, or the beginning of a chapter, from which it is counted anew."""
        nonlocal count
        if found["chapter"]:
            count = 0
            return found[0]
        count += 1
        numbers[found["of"]] = str(count)
        return f"{found['open']}{count}"

    marked = _MARK.sub(counted, page)
    return _NOTE.sub(lambda note: f'{note[1]}<span class="note-number">{numbers.get(note[2], "")}</span> ', marked)
