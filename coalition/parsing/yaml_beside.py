"""Reading a list in YAML of which another state is known: only the entries that differ are read."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import replace
from itertools import takewhile
from typing import TYPE_CHECKING, Any, cast

from coalition.parsing.yaml import parse
from coalition.parsing.yaml_document import BITS, Branch, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coalition.parsing.yaml_document import Mark, Value


def parse_beside(known: Document, known_text: str, text: str, key: str) -> Document | None:
    """The document of a text in which one list stands under `key`, like one that is known but for some entries in a row.

    Laws: it is the document that `parse` makes of the text; entries that did not change are the very values of the known
    document. None where that is not certain: then the text has to be parsed whole.
    """
    if known_text == text:
        return known
    entries = known.data.get(key) if isinstance(known.data, dict) and len(known.data) == 1 else None
    if not known.readable or not isinstance(entries, list) or known.first_line != 1:
        return None
    marks = cast("Branch", cast("Branch", known.marks).marks[key]).marks
    starts = [_spot(mark) >> BITS for mark in marks]
    old, new = known_text.split("\n"), text.split("\n")
    head = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))
    most = min(len(old), len(new)) - head
    pairs = zip(reversed(old[len(old) - most :]), reversed(new[len(new) - most :]), strict=True)
    tail = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    first = bisect_left(starts, head) - 1
    after = max(bisect_left(starts, len(old) - tail), first + 1)
    cuts = [starts[at] for at in (first, after) if 0 <= at < len(starts)]
    if first < 0 or not all(old[line].lstrip().startswith("- ") for line in cuts):
        return None
    return _joined(known, (old, new), starts, (first, after), key)


def _joined(
    known: Document, lines: tuple[Sequence[str], Sequence[str]], starts: Sequence[int], kept: tuple[int, int], key: str
) -> Document | None:
    """The known entries before the first and from the second of `kept` on, and between them what is read anew."""
    old, new = lines
    first, after = kept
    shift = len(new) - len(old)
    end = starts[after] + shift if after < len(starts) else len(new)
    padded = [*new[: starts[0]], *[""] * (starts[first] - starts[0]), *new[starts[first] : end]]
    parsed = parse(known.path, "\n".join(padded))
    read = parsed.value
    between = read.data.get(key) if isinstance(read.data, dict) and len(read.data) == 1 else None
    if parsed.problems or not isinstance(between, list):
        return None
    entries = cast("Any", known.data)[key]
    list_mark = cast("Branch", cast("Branch", known.marks).marks[key])
    read_mark = cast("Branch", cast("Branch", read.marks).marks[key])
    moved = [_shifted(mark, shift << BITS) if shift else mark for mark in list_mark.marks[after:]]
    inner = Branch(list_mark.spot, [*list_mark.marks[:first], *read_mark.marks, *moved])
    outer = Branch(cast("Branch", known.marks).spot, {key: inner})
    outer.keys = cast("Branch", known.marks).keys
    text_end = (len(new) - 1) << BITS | len(new[-1])
    data: Value = {key: [*entries[:first], *between, *entries[after:]]}
    return replace(known, data=data, marks=outer, end=text_end)


def _spot(mark: Mark) -> int:
    return mark if isinstance(mark, int) else mark.spot


def _shifted(mark: Mark, by: int) -> Mark:
    """The same spots some lines further down, or up."""
    if isinstance(mark, int):
        return mark + by
    marks = mark.marks
    if isinstance(marks, dict):
        below: Any = {name: _shifted(one, by) for name, one in marks.items()}
    else:
        below = [_shifted(one, by) for one in marks]
    moved = Branch(mark.spot + by, below)
    moved.keys = {name: spot + by for name, spot in mark.keys.items()}
    return moved
