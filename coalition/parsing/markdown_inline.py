"""What stands inside a line of Markdown: links, pictures, citations, notes, ids.

One pass from left to right, which looks at each character a bounded number of times: brackets wait on a stack for
their partners, and whatever follows them is read up to a bound.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.parsing.attributes import Attributes, attributes_at, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST = 4_000
"""Characters of a link's target, or of a tag."""

_SHOWN = 60
"""Characters of a comment that name it."""

_SPECIAL = re.compile(r"[\\`<\[\]!@$]")
_TICKS = re.compile(r"`++")
_COMMAND = re.compile(r"\\[A-Za-z]++")
_AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*)>")
_MAIL = re.compile(r"<([\w.+-]++@[\w.-]++)>")
_TAG = re.compile(
    r"""</?[A-Za-z][\w:-]*+(?:\s++[^\s"'<>=/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+\s*+/?>"""
)
_NOTE = re.compile(r"\[\^([^\s\]\[]+)\]")
_KEY = re.compile(r"@(?:\{([^{}\s]+)\}|(\w(?:\w|[:.#$%&+?<>~/-](?=\w))*+))")
_WORD = r"(?:[^\s()<\\]|\\.|\((?:[^\s()\\]|\\.)*+\))"
# Blanks in a target are a mistake that pandoc forgives: `[the form](our form.docx)`.
TARGET = re.compile(
    rf"""\(\s*+(?:<([^<>\n]*+)>|({_WORD}*+(?:[ \t]++(?!["'\s]){_WORD}++)*+))"""
    r"""(?:\s++("(?:[^"\\]|\\.)*+"|'(?:[^'\\]|\\.)*+'))?+\s*+\)""",
    re.DOTALL,
)
"""Where a link leads and its title, in their parentheses."""
_LABEL = re.compile(r"\[([^\[\]]*+)\]")
_FORMULA = re.compile(
    r"""\$\$(?P<display>[^$]{1,2000})\$\$|(?<![\w$])\$(?P<inline>[^\s$](?:[^$\n]{0,200}[^\s$])?)\$(?![\w$])"""
    r"""|\\(?:\((?P<round>(?:[^\\]|\\(?![()\[\]])){1,300}+)\\\)|\[(?P<square>(?:[^\\]|\\(?![()\[\]])){1,2000}+)\\\])"""
)
"""What may be a formula as LaTeX writes one; dollars and brackets are meant as such more often."""
_MATHEMATICS = re.compile(r"[\\^_{}]|[A-Za-z)\d]\s*[=<>+]\s*[\w(\-.]|^[A-Za-z]$")
_MONEY = re.compile(r"\d[\d,. ]*[^\\^_{}]*|.*\s[A-Z]{1,3}", re.DOTALL)
"""What stands between two dollar signs that are dollars: `200 or US`."""
_REFERENCE = re.compile(r"(?:[\w-]+/)?(?:fig|tbl|sec)-", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """One thing in a text, and where it begins."""

    offset: int
    kind: str
    value: str
    attributes: Attributes = ()


class Inline:
    """The scan of one paragraph, heading or cell."""

    def __init__(self, text: str, references: Mapping[str, str]) -> None:
        self._text = text
        self._references = references
        self._open: list[tuple[int, bool]] = []
        self._ticks: defaultdict[int, deque[int]] = defaultdict(deque)
        for run in _TICKS.finditer(text):
            self._ticks[len(run[0])].append(run.start())
        self._last_comment_end = text.rfind("-->")
        self._found: list[Found] = []
        self._formula_end = 0

    def scan(self) -> list[Found]:
        """Everything that was found, in the order of the text."""
        at = 0
        steps = {
            "\\": self._escape,
            "`": self._code,
            "<": self._angle,
            "!": self._picture,
            "@": self._key,
            "$": self._dollar,
        }
        while (special := _SPECIAL.search(self._text, at)) is not None:
            at = special.start()
            if special[0] == "[":
                at = self._bracket(at)
            elif special[0] == "]":
                at = self._close(at)
            else:
                at = steps[special[0]](at)
        return sorted(self._found, key=lambda found: found.offset)

    def _add(self, offset: int, kind: str, text: str, attributes: Attributes = ()) -> None:
        self._found.append(Found(offset, kind, text, attributes))

    def _dollar(self, at: int) -> int:
        """A formula is named and not stepped over: what stands in it is read as it is elsewhere."""
        found = _FORMULA.match(self._text, at) if at >= self._formula_end else None
        if found is not None:
            inside = found[found.lastgroup or 0].strip()
            # A letter between brackets is more often one that somebody let stand there than the name of a number.
            bracketed = found.lastgroup in {"round", "square"} and len(inside) == 1
            plain = bracketed or (found.lastgroup == "inline" and _MONEY.fullmatch(inside))
            if inside and not plain and (found.lastgroup == "display" or _MATHEMATICS.search(inside)):
                self._add(at, "formula", found[0])
                self._formula_end = found.end()
        return at + 1

    def _escape(self, at: int) -> int:
        self._dollar(at)
        command = _COMMAND.match(self._text, at)
        if command is None:
            return at + 2
        self._add(at, "raw", command[0])
        return command.end()

    def _code(self, at: int) -> int:
        ticks = _TICKS.match(self._text, at)
        assert ticks is not None  # noqa: S101 -- the search has just found one
        length = len(ticks[0])
        closing = self._ticks[length]
        while closing and closing[0] <= at:
            closing.popleft()
        if not closing:
            return at + length
        end = closing.popleft() + length
        attributes = attributes_at(self._text, end)
        if attributes is None:
            return end
        written = value(attributes[0], "format")
        if written:
            self._add(at, "raw", written)
        self._identify(at, attributes[0])
        return attributes[1]

    def _angle(self, at: int) -> int:
        text = self._text
        if text.startswith("<!--", at) and at < self._last_comment_end:
            end = text.index("-->", at) + 3
            self._add(at, "raw", text[at:end].partition("\n")[0][:_SHOWN])
            return end
        limit = at + _LONGEST
        if (link := _AUTOLINK.match(text, at, limit)) is not None:
            self._add(at, "link", link[1])
        elif (link := _MAIL.match(text, at, limit)) is not None:
            self._add(at, "link", f"mailto:{link[1]}")
        elif (link := _TAG.match(text, at, limit)) is not None:
            self._add(at, "raw", link[0])
        return at + 1 if link is None else link.end()

    def _picture(self, at: int) -> int:
        if not self._text.startswith("[", at + 1):
            return at + 1
        self._open.append((at, True))
        return at + 2

    def _bracket(self, at: int) -> int:
        note = _NOTE.match(self._text, at, at + _LONGEST)
        if note is not None:
            self._add(at, "footnote-use", note[1])
            return note.end()
        self._open.append((at, False))
        return at + 1

    def _key(self, at: int) -> int:
        before = self._text[at - 1 : at]
        key = None if before == "_" or before.isalnum() else _KEY.match(self._text, at, at + _LONGEST)
        if key is None:
            return at + 1
        name = key[1] or key[2]
        self._add(at, "reference" if _REFERENCE.match(name) else "citation", name)
        return key.end()

    def _close(self, at: int) -> int:
        if not self._open:
            return at + 1
        begin, picture = self._open.pop()
        inside = self._text[begin + (2 if picture else 1) : at][:_LONGEST]
        target, end = self._target(at + 1, inside, picture=picture)
        attributes = attributes_at(self._text, end)
        pairs, end = attributes or ((), end)
        if target is not None:
            extra = (("caption", " ".join(inside.split())),) if picture else ()
            self._add(begin, "image" if picture else "link", target, (*pairs, *extra))
        elif pairs:
            self._add(begin, "span", value(pairs, "class"), pairs)
        self._identify(begin, pairs)
        self._source(begin, pairs)
        return end

    def _target(self, at: int, inside: str, *, picture: bool) -> tuple[str | None, int]:
        """Where a link leads and where it ends; None for brackets that are no link, or one to a definition."""
        found = TARGET.match(self._text, at, at + _LONGEST)
        if found is not None:
            return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", found[1] if found[1] is not None else found[2]), found.end()
        label = _LABEL.match(self._text, at, at + _LONGEST)
        name = (label[1] if label else "") or inside
        known = self._references.get(" ".join(name.split()).casefold()) if picture else None
        return known, label.end() if label and name else at

    def _identify(self, at: int, attributes: Attributes) -> None:
        if name := value(attributes, "id"):
            self._add(at, "identifier", name)

    def _source(self, at: int, attributes: Attributes) -> None:
        """A picture's source is a citation, though it stands in an attribute."""
        for key in keys(value(attributes, "source")):
            self._add(at, "citation", key, (("in", "source"),))


def keys(source: str) -> Iterator[str]:
    """The keys of the works that a source names."""
    yield from (found[1] or found[2] for found in _KEY.finditer(source))


def scan(text: str, references: Mapping[str, str]) -> Iterator[Found]:
    """Everything in one paragraph, heading or cell; `references` are the targets of definitions by folded label."""
    if _SPECIAL.search(text):
        yield from Inline(text, references).scan()
