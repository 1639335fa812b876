"""The values of BibTeX fields: abbreviations written out, names parted, LaTeX as plain text."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DEEPEST = 40
"""Levels of braces; beyond, readers of LaTeX exhaust the stack."""
_LONGEST = 2_000
"""Characters of a value that are shown in plain text."""

LONGEST_MACRO = 1_000
"""Characters that an abbreviation stands for: a journal's name is shorter. Abbreviations of abbreviations would fill
the memory otherwise."""
LONGEST_SOURCE = 20_000
"""Characters of one entry, its abstract and notes included."""
LENT = 250_000
"""Characters that abbreviations and whole works may add to all sources of a file."""

_PAIRED = re.compile(r"\\.|[{}]", re.DOTALL)
_UNESCAPED = re.compile(r"(?<!\\)[{}]")
_LATEX = re.compile(r"[\\{}$~]")
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)


def is_balanced(value: str) -> bool:
    """Whether every brace is closed at a depth that can be read, and no backslash stands last.

    Programs differ on what a backslash before a brace means, above all after another one: all must agree.
    """
    ways = (_PAIRED.finditer(value), _UNESCAPED.finditer(value))
    return all(_closes(way) for way in ways) and not value.endswith("\\")


def _closes(marks: Iterator[re.Match[str]]) -> bool:
    depth = 0
    for found in marks:
        depth += {"{": 1, "}": -1}.get(found[0], 0)
        if not 0 <= depth <= _DEEPEST:
            return False
    return depth == 0


def values(written: str, macros: Mapping[str, str]) -> tuple[str, tuple[str, ...]]:
    """The value of a field as one text, and the abbreviations in it that nothing explains.

    >>> values('{The } # press # " 1"', {"press": "Press"})
    ('The Press 1', ())
    """
    text: list[str] = []
    unknown: list[str] = []
    for part in _parts(written):
        if part[:1] in {"{", '"'} and len(part) > 1:
            text.append(part[1:-1])
        elif part.isdigit():
            text.append(part)
        elif part:
            if part.lower() not in macros:
                unknown.append(part)
            text.append(macros.get(part.lower(), part))
    return "".join(text), tuple(unknown)


def _parts(written: str) -> Iterator[str]:
    """The parts of a value that # joins: in braces, in quotation marks, or bare."""
    start, depth, quoted = 0, 0, False
    for found in re.finditer(r'\\.|[{}"#]', written, re.DOTALL):
        mark = found[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        elif mark == '"' and depth == 0:
            quoted = not quoted
        elif mark == "#" and depth == 0 and not quoted:
            yield written[start : found.start()].strip()
            start = found.end()
    yield written[start:].strip()


def plain(value: str) -> str:
    """LaTeX as plain text in one line."""
    value = value[:_LONGEST]
    if _LATEX.search(value):
        # A per cent sign would begin a comment and swallow the rest.
        value = _decode(re.sub(r"(?<!\\)%", r"\%", value))
    return " ".join(value.replace("---", "\N{EM DASH}").replace("--", "\N{EN DASH}").split())


def _decode(latex: str) -> str:
    try:
        text: str = _decoder().latex_to_text(latex, tolerant_parsing=True)
    except Exception:  # noqa: BLE001 -- pylatexenc fails in many ways on broken macros, and this is for display alone
        return re.sub(r"[{}\\]", "", latex)
    return text


@cache
def _decoder() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(math_mode="verbatim")


def names(value: str) -> tuple[str, ...]:
    """The names in a field of authors, as "First Last"; organisations in braces stay whole."""
    return tuple(_name(part) for part in _split(value, _AND) if part)


def _name(written: str) -> str:
    if written.lower() == "others":
        return "et al."
    parts = [part for part in _split(written, re.compile(r"\s*,\s*")) if part]
    return plain(" ".join((*parts[1:], parts[0]))) if len(parts) > 1 else plain(written)


def _split(value: str, separator: re.Pattern[str]) -> Iterator[str]:
    """The parts of a value between separators that stand outside of braces."""
    start = depth = 0
    for found in re.finditer(rf"\\.|[{{}}]|{separator.pattern}", value, re.DOTALL | re.IGNORECASE):
        if found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        elif depth == 0 and not found[0].startswith("\\"):
            yield value[start : found.start()].strip()
            start = found.end()
    yield value[start:].strip()
