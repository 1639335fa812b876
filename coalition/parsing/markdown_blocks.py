"""The blocks of pandoc's Markdown, by markdown-it: which lines are prose, which are code, where divs open and close."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_DEEPEST = 40
"""Lists and quotations in each other; what is deeper is not read."""

FENCE = re.compile(r":{3,}[ \t]*(?:(\{.*\})|([^\s:{}]+))?[ \t]*:*[ \t]*$")
"""A line that opens a div, with attributes or one class, or closes one."""
CAPTION = re.compile(r"(?::|[Tt]able:)[ \t]+")
"""How the caption of a table begins."""


def tokens(text: str) -> list[Token]:
    """markdown-it's tokens of blocks, the inline ones unparsed.

    Beside its own there are `div_open`, `div_close`, `comment`, and a paragraph of its own for a table's caption.
    Unlike CommonMark, and like pandoc: no heading, quotation or opening fence of a div without an empty line before.
    """
    found: list[Token] = []
    _parser().block.parse(text, _parser(), {}, found)
    return found


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import blockquote, heading
    from mdit_py_plugins.footnote.index import footnote_def

    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table").disable(["html_block", "reference"])
    rules = parser.block.ruler
    rules.at("heading", heading, {"alt": ["blockquote"]})
    rules.at("blockquote", blockquote, {"alt": ["blockquote", "list"]})
    every = ["paragraph", "blockquote", "list"]
    rules.before("table", "div_close", _close, {"alt": every})
    rules.before("table", "div_open", _open, {"alt": ["blockquote", "list"]})
    rules.before("table", "comment", _comment, {"alt": []})
    rules.before("list", "caption", _caption, {"alt": ["blockquote"]})
    rules.before("reference", "footnote_def", footnote_def, {"alt": ["paragraph"]})
    return parser


def _line(state: StateBlock, number: int) -> str:
    return state.src[state.bMarks[number] + state.tShift[number] : state.eMarks[number]]


def _divs(state: StateBlock) -> list[int]:
    """The levels at which divs are open, outermost first."""
    levels: list[int] = state.env.setdefault("divs", [])
    return levels


def _open(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 -- markdown-it's signature
    fence = None if state.is_code_block(start) else FENCE.match(_line(state, start))
    if fence is None or not (fence[1] or fence[2]):
        return False
    if not silent:
        while _divs(state) and _divs(state)[-1] > state.level:
            _divs(state).pop()
        _divs(state).append(state.level)
        _push(state, "div_open", start, fence[1] or fence[2])
    return True


def _close(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: ARG001, FBT001 -- markdown-it's signature
    fence = None if state.is_code_block(start) else FENCE.match(_line(state, start))
    levels = _divs(state)
    if fence is None or fence[1] or fence[2]:
        return False
    if silent:
        return bool(levels) and (state.sCount[start] < state.blkIndent or levels[-1] == state.level)
    while levels and levels[-1] > state.level:
        levels.pop()
    if not levels or levels[-1] != state.level:
        return False
    levels.pop()
    _push(state, "div_close", start, "")
    return True


def _push(state: StateBlock, kind: str, line: int, info: str, *, lines: int = 1) -> None:
    token = state.push(kind, "", 0)
    token.map = [line, line + lines]
    token.info = info
    state.line = line + lines


def _comment(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's signature
    """An HTML comment that opens a block: it may hold empty lines, and nothing in it is prose."""
    if silent or state.is_code_block(start) or not _line(state, start).startswith("<!--"):
        return False
    # The end found last serves every opening before it: otherwise many openings search the whole text each.
    opening = state.bMarks[start] + state.tShift[start]
    closing = state.env.get("comment", 0)
    if "comment" not in state.env or 0 <= closing < opening:
        closing = state.env["comment"] = state.src.find("-->", opening)
    last = bisect_left(state.eMarks, closing + 3)
    if closing < 0 or last >= end or state.src[closing + 3 : state.eMarks[last]].strip():
        return False
    _push(state, "comment", start, state.src[opening : closing + 3], lines=last - start + 1)
    return True


def _caption(state: StateBlock, start: int, end: int, silent: bool) -> bool:  # noqa: FBT001 -- markdown-it's signature
    """A paragraph that begins with a colon: it ends a table, as the paragraph's own rule would not."""
    if state.is_code_block(start) or not CAPTION.match(_line(state, start)):
        return False
    if silent:
        return True
    last = start + 1
    while (
        last < end and not state.isEmpty(last) and state.sCount[last] >= state.blkIndent and not _ends(state, last, end)
    ):
        last += 1
    state.line = last
    token: Any = state.push("caption_open", "p", 1)
    token.map = [start, last]
    token = state.push("inline", "", 0)
    token.content = state.getLines(start, last, state.blkIndent, keepLastLF=False).strip()
    token.map, token.children = [start, last], []
    state.push("caption_close", "p", -1)
    return True


def _ends(state: StateBlock, line: int, end: int) -> bool:
    silent = True
    return any(rule(state, line, end, silent) for rule in state.md.block.ruler.getRules("paragraph"))
