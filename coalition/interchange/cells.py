"""What stands in a cell: text, nothing, a formula, or several values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coalition.outputs.tables import FORMULA, as_written
from coalition.parsing.text import shorten, unwelcome

if TYPE_CHECKING:
    from collections.abc import Iterable

NOT_AVAILABLE = "na"
_NOTHING = frozenset(
    ("", NOT_AVAILABLE, "n/a", "n.a.", "n.a", "n. a.", "n / a", "#n/a", "none", "nil", "null", "-", "--", "---", "–", "—",  # noqa: RUF001 -- an en dash
     "?", "not available", "not applicable", "unknown", "no aplica", "no disponible", "s/d", "k. a.", "k.a.")
)  # fmt: skip
"""What people write where they have nothing to write, without case."""
_GUARD = re.compile(r"'+")
_CALL = re.compile(r".\s*[\w.+\-*/]*[A-Za-z]\(|.*\|.*!")
"""What a formula has that begins with + - or @, and no telephone number or name has: a call, or another program."""
_ESCAPED = re.compile(r"\\([;|\\:,])")
_SIGNS = re.compile(r"\\.|.", re.DOTALL)


class Unusable(Exception):
    """A cell holds what its field cannot be."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def text_of(cell: str) -> str:
    """The text of a cell, its marks taken away; empty for n/a and its like.

    An apostrophe before it says that it is text, whatever it looks like. Raises Unusable for a formula, and for
    characters that no file of a campaign may hold.
    """
    for found in FORMULA.finditer(cell):
        _refuse_formula(cell[found.end() :])
    if unwelcome(cell):
        raise Unusable(f'"{shorten(cell)}" holds an invisible character.', "Delete it and type the text again.")
    return as_written(cell)


def is_nothing(text: str) -> bool:
    """Whether somebody wrote that there is nothing to write.

    >>> is_nothing("N/A"), is_nothing("'N/A"), is_nothing("Nauru")
    (True, False, False)
    """
    return " ".join(text.casefold().split()) in _NOTHING


def bare(text: str) -> str:
    """A text that is there, without the apostrophe that said so; empty for n/a and its like."""
    if is_nothing(text):
        return ""
    return text[1:] if text.startswith("'") and is_nothing(_GUARD.sub("", text, count=1)) else text


def marked(text: str) -> str:
    """A text so that `bare` gives it back: a name such as "None" gets an apostrophe."""
    return f"'{text}" if is_nothing(_GUARD.sub("", text, count=1)) and text else text


def pieces(cell: str, separators: str = ";|\n") -> tuple[str, ...]:
    """A cell where it is parted, a backslash before a sign taking its meaning away; still as it was written."""
    found: list[str] = [""]
    for sign in _SIGNS.findall(cell):
        if sign in separators:
            found.append("")
        else:
            found[-1] += sign
    return tuple(piece.strip() for piece in found)


def plain(piece: str) -> str:
    """What a piece of a cell says; empty for n/a and its like."""
    return bare(" ".join(_ESCAPED.sub(r"\1", piece).split()))


def parts(cell: str, separators: str = ";|\n") -> tuple[str, ...]:
    r"""The values of a cell that holds several, parted by ; or | or line ends; `\;` is a semicolon inside one."""
    return tuple(value for piece in pieces(cell, separators) if (value := plain(piece)))


def joined(values: Iterable[str], more: str = "") -> list[str]:
    """Values as they stand in one cell, for `parts` to find them again."""
    return [escaped(marked(value), more) for value in values]


def escaped(value: str, more: str = "") -> str:
    r"""A value without a sign that would part it: `;` becomes `\;`."""
    return re.sub(rf"[;|\\{more}]", r"\\\g<0>", value)


def _refuse_formula(text: str) -> None:
    """Raises Unusable when a spreadsheet would compute that."""
    if text[0] in "=\uff1d" or _CALL.match(text):
        message = f'"{shorten(text)}" is a formula.'
        hint = "Write the text or number itself; where it is meant as text, put an apostrophe (') before it."
        raise Unusable(message, hint)
