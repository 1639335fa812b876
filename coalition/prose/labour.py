"""How long pandoc would take over a paragraph: an estimate from its signs, in one pass.

At every sign that can open something, pandoc tries every way to close it, and what stands inside is read again for each:
a bracket in a bracket takes four times as long as the bracket alone, and a tag that never ends is looked for to the
end of the text. The figures are measured (decision 0031). An estimate is wrong by a factor of three, and what it is for
differs by a thousand: texts that people write take milliseconds, those that are refused take minutes.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.parsing.markdown_inline import TARGET

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_OPEN_BRACKETS = 6
_MOST_DOUBLINGS = 60
"""Whatever has to be tried so often is never done."""
_ENOUGH = 20_000_000
"""Microseconds after which nothing more is added: the paragraph is refused."""
_LONGEST = 2_000
"""Characters of a tag, a target or an argument that are looked at."""

_SIGN = re.compile(r"[\\\[\]<&`'\"*_~^]")
_RUN = re.compile(r"`++|\*++|_++|~++|\^++|'|\"")
_TAG = re.compile(
    r"<(?:(?P<name>/?[A-Za-z][\w:-]*+)(?:[^<>\"'`]|\"[^\"]*+\"|'[^']*+')*+|![A-Za-z][^<>]*+|[A-Za-z][A-Za-z0-9+.-]*+:[^\s<>]*+"
    r"|[^\s<>@]++@[^\s<>]++)>"
)
_SWALLOWING = frozenset({"script", "style", "pre", "textarea"})
"""Tags whose content is looked for to the end of the text."""
_COMMAND = re.compile(r"\\(?:(?P<name>[A-Za-z]++)|.|$)", re.DOTALL)
_ARGUMENTS = re.compile(r"(?:\s*+(?:\{[^{}]*+\}|\[[^\[\]]*+\]))*+\s*+")
_ENTITY_NAME = re.compile(r"[^\s;]++")

_DEAR_MARKS = frozenset({"'", '"', "~~"})

# Microseconds, or microseconds for each character up to where pandoc looks.
_TAG_UNENDED, _TAG_SWALLOWING = 0.36, 0.13
_COMMAND_AT_ALL, _ARGUMENT_UNENDED, _ENVIRONMENT = 150, 0.9, 2.2
_ENTITY, _TICK, _QUOTE, _BRACKET = 0.14, 0.11, 0.5, 13.0
_TARGET, _PARENTHESIS, _TITLE, _MARKS = 0.36, 0.6, 2.8, 100.0


@dataclass(frozen=True, slots=True)
class Labour:
    """What a kind of sign costs in a paragraph."""

    kind: str
    """`brackets`, `links`, `tags`, `commands`, `entities`, `code`, `marks`."""
    at: int
    """The offset in the paragraph of the sign that costs most."""
    microseconds: float


def labour(paragraph: str, ahead: int, last_comment: int = -1) -> Iterator[Labour]:
    """The labour of a paragraph.

    `ahead` are the characters from its beginning to the end of the text; `last_comment` is the offset, from the
    paragraph's beginning, at which the text's last `-->` stands. Law: the time grows with the paragraph's length alone.
    """
    if _SIGN.search(paragraph):
        yield from _Paragraph(paragraph, ahead, last_comment).labours()


class _Paragraph:
    """One pass over a paragraph; what is open at its end is counted then."""

    def __init__(self, text: str, ahead: int, last_comment: int) -> None:
        self._text = text
        self._ahead = ahead
        self._last_comment = last_comment
        self._open: list[int] = []
        self._depth = 0
        self._opened: Counter[str] = Counter()
        self._closed: Counter[str] = Counter()
        self._last = ""
        self._first_mark = 0
        self._alternations = 0
        self._titles = 0
        self._broken_targets = self._definitions = 0
        self._cost: defaultdict[str, float] = defaultdict(float)
        self._worst: dict[str, tuple[float, int]] = {}
        self._ticks: defaultdict[int, list[int]] = defaultdict(list)
        for run in re.finditer(r"`++", text):
            self._ticks[len(run[0])].append(run.start())

    def labours(self) -> Iterator[Labour]:
        """What each kind of sign costs in the paragraph, where it costs anything."""
        steps = {"\\": self._command, "[": self._bracket, "]": self._close, "<": self._tag, "&": self._entity}
        at = 0
        while (sign := _SIGN.search(self._text, at)) is not None and max(self._cost.values(), default=0) < _ENOUGH:
            at = steps.get(sign[0], self._run)(sign.start())
        while self._open:
            self._pop(len(self._text))
        self._finish()
        yield from (Labour(kind, self._worst[kind][1], cost) for kind, cost in self._cost.items())

    def _add(self, kind: str, at: int, microseconds: float) -> None:
        if microseconds:
            self._cost[kind] += microseconds
        if microseconds > self._worst.get(kind, (-1.0, 0))[0]:
            self._worst[kind] = microseconds, at

    def _command(self, at: int) -> int:
        found = _COMMAND.match(self._text, at)
        if found is None or not found["name"]:
            return at + 2
        self._add("commands", at, _COMMAND_AT_ALL)
        if found["name"] == "begin":
            self._add("commands", at, _ENVIRONMENT * (self._ahead - at))
        arguments = _ARGUMENTS.match(self._text, found.end(), found.end() + _LONGEST)
        end = arguments.end() if arguments else found.end()
        if self._text[end : end + 1] in {"{", "["}:
            self._add("commands", at, _ARGUMENT_UNENDED * (self._ahead - at))
        return found.end()

    def _bracket(self, at: int) -> int:
        self._open.append(at)
        if len(self._open) > MOST_OPEN_BRACKETS:
            self._add("brackets", at, _ENOUGH)
        return at + 1

    def _close(self, at: int) -> int:
        if self._open:
            self._pop(at)
        following = self._text[at + 1 : at + 2]
        if following == "(" and not TARGET.match(self._text, at + 1, at + 1 + _LONGEST):
            self._broken_targets += 1
            self._add("links", at, _TARGET * self._broken_targets * (len(self._text) - at))
        self._definitions += following == ":"
        return at + 1

    def _pop(self, end: int) -> None:
        """Only brackets in brackets are counted: those that hold none cost no more than the text in them."""
        depth = len(self._open) - 1
        begin = self._open.pop()
        if depth:
            self._add("brackets", begin, _BRACKET * (end - begin) * 4**depth)

    def _tag(self, at: int) -> int:
        if self._text.startswith("<!--", at) and at < self._last_comment:
            return at + 4
        found = _TAG.match(self._text, at, at + _LONGEST)
        if found is None:
            self._add("tags", at, _TAG_UNENDED * (self._ahead - at))
            return at + 1
        if found["name"] and found["name"].lower() in _SWALLOWING:
            self._add("tags", at, _TAG_SWALLOWING * (self._ahead - at))
        return found.end()

    def _entity(self, at: int) -> int:
        name = _ENTITY_NAME.match(self._text, at)
        self._add("entities", at, _ENTITY * (name.end() - at if name else 0))
        return at + 1

    def _run(self, at: int) -> int:
        found = _RUN.match(self._text, at)
        assert found is not None  # noqa: S101 -- the search has just found its first sign
        if found[0][0] == "`":
            return self._code(at, found.end())
        self._mark(at, found[0], self._text[at - 1 : at], self._text[found.end() : found.end() + 1])
        return found.end()

    def _code(self, at: int, end: int) -> int:
        """Behind code that is closed, nothing in which is a sign; or behind its marks."""
        positions = self._ticks[end - at]
        following = bisect_right(positions, at)
        if following < len(positions):
            return positions[following] + end - at
        self._add("code", at, _TICK * (end - at) * (len(self._text) - at))
        return end

    def _mark(self, at: int, kind: str, before: str, after: str) -> None:
        """Marks of emphasis and quotation, as far as they can open or close anything."""
        self._titles += (kind[0] in "'\"") * (1 if not before.strip() else -1 if not after.isalnum() else 0)
        if kind in {"~", "^"}:
            return  # they are given up at the next blank
        within = before.isalnum() and after.isalnum()
        if within and kind[0] in "_'\"":
            return
        closes = bool(before.strip()) and (self._opened[kind] > self._closed[kind] if within else not after.isalnum())
        if closes:
            self._closed[kind] += 1
        elif after.strip():
            self._first_mark = self._first_mark if self._opened else at
            self._opened[kind] += 1
            self._alternations += kind != self._last
            self._last = kind

    def _finish(self) -> None:
        unclosed = {kind: max(0, count - self._closed[kind]) for kind, count in self._opened.items()}
        # The same mark again and again is quickly given up, and so is emphasis in emphasis; other mixtures are not.
        dear = sum(count for kind, count in unclosed.items() if kind in _DEAR_MARKS)
        doublings = min(dear, self._alternations - 1, _MOST_DOUBLINGS)
        if doublings > 0:
            self._add("marks", self._first_mark, _MARKS * 2.0**doublings)
        self._add("marks", self._first_mark, _QUOTE * unclosed.get("'", 0) * len(self._text))
        if self._broken_targets:
            parentheses = self._text.count("(") - self._text.count(")")
            self._add("links", self._first_mark, _PARENTHESIS * max(0, parentheses) ** 2)
        titles = min(max(0, self._titles), _MOST_DOUBLINGS)
        self._add("links", self._first_mark, _TITLE * (self._broken_targets + self._definitions) * 1.9**titles)
