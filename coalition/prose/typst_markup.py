"""Pieces of Typst markup in which no word of a text can begin code."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING, Any

from coalition.prose.measures import COMMON, DENSE, setting, shares

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from coalition.prose.ast import Blocks, Node

# What is called otherwise in Typst.
WRAPS = {
    "Emph": "emph",
    "Strong": "strong",
    "Underline": "underline",
    "Strikeout": "strike",
    "Superscript": "super",
    "Subscript": "sub",
    "SmallCaps": "smallcaps",
}
SIDES = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center", "AlignDefault": "auto"}
NUMBERINGS = {"LowerRoman": "i", "UpperRoman": "I", "LowerAlpha": "a", "UpperAlpha": "A"}
DELIMITERS = {"OneParen": "{})", "TwoParens": "({})"}
PASSAGES = {
    "recommendation": ("to", "addressed"),
    "demand": ("to", "addressed"),
    "key-finding": (),
    "case-study": ("practice",),
    "testimony": ("pseudonym",),
    "case-data": (),
}
"""The marked passages that have functions of their own, with what these take."""
LONGEST_WORD = 40
_ENDLESS = re.compile(rf"\w{{{LONGEST_WORD + 1},}}")
_PIECE = re.compile(r"\w{10}(?=\w)")
_HARMLESS = ",)?!%&"
_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in string.punctuation if sign not in _HARMLESS} | {"\n": " "})
_LITERAL = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "", "\t": "\\t"})


def literal(text: str) -> str:
    """A string of Typst that holds exactly this text."""
    return f'"{text.translate(_LITERAL)}"'


def escaped(text: str) -> str:
    """Text as markup that shows exactly this text."""
    return text.translate(_ESCAPED)


def breakable(text: str) -> str:
    """Text whose words can all be broken: one that is longer than a line would run off the page."""
    return _ENDLESS.sub(lambda found: _PIECE.sub("\\g<0>\u200b", found[0]), text) if len(text) > LONGEST_WORD else text


def array(words: Iterable[str]) -> str:
    """An array of strings, of one too."""
    return f"({''.join(f'{literal(word)}, ' for word in words).rstrip(' ')})"


def label(identifier: str) -> str:
    """The end of a call, whose element bears the id."""
    return f" #label({literal(identifier)});" if identifier else ";"


def anchored(identifier: str, made: str) -> str:
    """Markup that can be linked to, from outside as well."""
    return f"#named({literal(identifier)});{made}" if identifier else made


def in_language(pairs: Iterable[Sequence[str]], made: str) -> str:
    """What is in another language or runs the other way."""
    given = {name: value for name, value in pairs}  # noqa: C416 -- pairs are lists here, which dict does not take
    language, _, region = given.get("lang", "").partition("-")
    arguments = [f"lang: {literal(language.lower())}"] if language else []
    if re.fullmatch(r"[A-Za-z]{2}", region):
        arguments.append(f"region: {literal(region)}")
    if "dir" in given:
        arguments.append(f"dir: {given['dir']}")
    return f"#text({', '.join(arguments)})[{made}];" if arguments else made


def table(node: Node, write: Callable[[Blocks], str]) -> str:
    """A call of `table`, its cells as `write` makes them."""
    _, _, columns, head, bodies, foot = node["c"]
    size = setting(node)
    widths = ", ".join(f"{share:.4f}fr" if share else "auto" for share in shares(node, size))
    sides = ", ".join(SIDES[side["t"]] for side, _ in columns)
    made = [f"columns: ({widths},)", f"align: ({sides},)"]
    if head[1]:
        made.append(f"table.header({_rows(head[1], write)})")
    made += [_rows([*body[2], *body[3]], write) for body in bodies if body[2] or body[3]]
    if foot[1]:
        made.append(f"table.footer({_rows(foot[1], write)})")
    call = f"table({', '.join(made)})"
    return call if size == COMMON else f"fitted(dense: {'true' if size == DENSE else 'false'}, {call})"


def _rows(rows: Sequence[Any], write: Callable[[Blocks], str]) -> str:
    return ", ".join(_cell(cell, write) for _, cells in rows for cell in cells)


def _cell(cell: Sequence[Any], write: Callable[[Blocks], str]) -> str:
    _, side, down, across, blocks = cell
    spans = [f"rowspan: {down}"] * (down > 1) + [f"colspan: {across}"] * (across > 1)
    spans += [f"align: {SIDES[side['t']]}"] * (side["t"] != "AlignDefault")
    made = f"[{write(blocks)}]"
    return f"table.cell({', '.join(spans)}){made}" if spans else made
