"""One file for all members, or a file for each: the same content in the same order, with comments where they were.

Text is moved as it stands, line by line; only where that would not be read as the same values is an entry written anew.
"""

from __future__ import annotations

import re
import textwrap
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from coalition.errors import CoalitionError
from coalition.kinds.member import LIST
from coalition.kinds.words import is_id
from coalition.parsing import yaml, yaml_writing
from coalition.parsing.yaml_marks import end_of, is_flow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

ORDER = re.compile(r"# order: (.*)")
"""Comments in which `apart` leaves the order of the list, where it is not that of the ids."""
_COLUMN = 2
"""Where the dashes of a list stand that is made here."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """An entry of the list: its values, and its lines with the dash still in them."""

    data: Any
    lead: tuple[str, ...]
    """The comments above it."""
    lines: tuple[str, ...]
    """From the dash to the last comment that stands deeper than it."""
    dash: int
    column: int
    """Where the dash stands, and where the entry's own lines begin."""


@dataclass(frozen=True, slots=True)
class _List:
    """`members.yaml`, cut."""

    head: tuple[str, ...]
    """Everything up to the line of the key."""
    key: str
    """The key with what stands on its line besides."""
    pieces: tuple[_Piece, ...] = ()
    body: tuple[str, ...] = ()
    """All lines from below the key to the last of the last piece."""
    foot: tuple[str, ...] = ()


def apart(text: str) -> tuple[dict[str, str], str]:
    """The text of `members.yaml` as files by id, and what is left of it: empty when nothing is.

    Laws: each file holds the values of its entry; `together` of both gives the same entries in the same order; comments
    stand above or inside the entry that they stood above or inside, others are left. Raises CoalitionError for a file
    that cannot be read, and for an entry without an id of its own.
    """
    listed = _cut(text)
    names = [_name(piece.data, LIST) for piece in listed.pieces]
    _refuse_twins(names)
    files = {name: _alone(piece) for name, piece in zip(names, listed.pieces, strict=True)}
    notes = _remembered(names)
    head, foot = _trimmed(listed.head), _trimmed(listed.foot)
    note = listed.key.partition(":")[2].strip()
    if not (head or foot or notes or note):
        return files, ""
    key = f"members: []{f'  {note}' if note.startswith('#') else ''}"
    return files, "".join(f"{line}\n" for line in (*head, *notes, key, *foot))


def together(text: str, files: Mapping[str, str]) -> str:
    """The text of `members.yaml` (empty: there is none) with the entries of files, by path, below its own.

    They come in the order that `apart` left there, others behind them by id. Laws as of `apart`. Raises CoalitionError
    for a file that cannot be read, and for an id that two entries have.
    """
    listed = _cut(text)
    entries = {path: _read(path, content) for path, content in files.items()}
    by_name: dict[str, str] = {}
    for path, data in entries.items():
        by_name[_name(data, path)] = path
    taken = [_name(piece.data, LIST) for piece in listed.pieces]
    _refuse_twins([*taken, *(_name(data, path) for path, data in entries.items())])
    paths = [by_name[name] for name in _in_order(by_name, listed.head)]
    last = listed.pieces[-1:]
    column = last[0].dash if last else _COLUMN
    blocks = [(listed.body, piece.lines, piece.data) for piece in last]
    for path in paths:
        lines = tuple(_entry(files[path], entries[path], column))
        blocks.append((lines, lines, entries[path]))
    made = _laid(listed, blocks)
    wanted = [*(piece.data for piece in listed.pieces), *(entries[path] for path in paths)]
    read = yaml.parse(LIST, made)
    if read.problems or read.value.data != {"members": wanted}:
        raise CoalitionError("The files cannot be joined by a program.", "Join them by hand, or leave them apart.")
    return made


def _laid(listed: _List, blocks: Sequence[tuple[Sequence[str], Sequence[str], Any]]) -> str:
    """The text of the list with its head and foot; a block is lines, the lines of the last entry in them, its values."""
    foot = _trimmed(listed.foot)
    below: list[str] = []
    for number, (lines, last, data) in enumerate(blocks, 1):
        below += (*lines, *(_parting(last, data) if foot or number < len(blocks) else ()))
    head = _trimmed(tuple(line for line in listed.head if not ORDER.match(line)))
    note = listed.key.partition("#")
    key = f"members:{f'  #{note[2]}' if note[1] else ''}"
    return "\n".join((*head, key, *below, *foot)) + "\n"


def _refuse_twins(names: Iterable[str]) -> None:
    for name, count in Counter(names).items():
        if count > 1:
            raise CoalitionError(f'Two entries have the id "{name}".', '"coalition check" says where.')


def _remembered(names: Sequence[str]) -> tuple[str, ...]:
    """Comments that hold the order; none where it is that of the ids."""
    if list(names) == sorted(names):
        return ()
    return tuple(f"# order: {line}" for line in textwrap.wrap(" ".join(names), 100, break_on_hyphens=False))


def _in_order(names: Iterable[str], lines: Iterable[str]) -> list[str]:
    """Names in the order that comments among these lines hold; those of which they say nothing last, sorted."""
    found = (match[1].split() for match in map(ORDER.fullmatch, lines) if match)
    place = {name: at for at, name in enumerate(name for words in found for name in words)}
    return sorted(names, key=lambda name: (place.get(name, len(place)), name))


def _cut(text: str) -> _List:
    """The list in its pieces. Raises CoalitionError when it is none."""
    data = _read(LIST, text)
    if data is None and not text.strip():
        return _List((), "members:")
    lines = text.split("\n")
    if data is None:
        return _List(tuple(lines), "members:")
    if not isinstance(data, dict) or set(data) != {"members"} or not isinstance(data["members"], list | None):
        raise CoalitionError(f'{LIST} does not hold a list called "members" alone.', '"coalition check" says more.')
    key, node = yaml.compose(text).value[0]
    at = key.start_mark.line
    if not data["members"]:
        return _List(tuple(lines[:at]), _bare(lines[at]), foot=tuple(lines[at + 1 :]))
    if is_flow(node):
        raise CoalitionError(f"{LIST} holds its members in brackets.", 'Write each below "members:", after "- ".')
    pieces, end = _pieces(text, lines, at + 1, node, data["members"])
    return _List(tuple(lines[:at]), lines[at], pieces, tuple(lines[at + 1 : end]), tuple(lines[end:]))


def _pieces(
    text: str, lines: Sequence[str], start: int, node: Any, data: Sequence[Any]
) -> tuple[tuple[_Piece, ...], int]:
    """The entries of a list whose lines begin at `start`, and the line behind the last."""
    offsets = list(accumulate((len(line) + 1 for line in lines), initial=0))
    dash = node.start_mark.column
    begins = [bisect_right(offsets, text.rfind("-", 0, item.start_mark.index)) - 1 for item in node.value]
    found = []
    for entry, item, begin, limit in zip(data, node.value, begins, (*begins[1:], len(lines)), strict=True):
        last = bisect_right(offsets, max(end_of(text, item) - 1, 0)) - 1
        end = _deeper(lines, last + 1, dash, limit)
        lead = _trimmed(tuple(lines[start:begin]))
        found.append(_Piece(entry, lead, tuple(lines[begin:end]), dash, item.start_mark.column))
        start = end
    return tuple(found), start


def _bare(line: str) -> str:
    """The line of a key without the empty list behind it."""
    return re.sub(r":\s*(\[\s*\]|~|null)", ":", line, count=1)


def _deeper(lines: Sequence[str], start: int, dash: int, limit: int) -> int:
    """The first line that is no comment of the entry that ends before `start`: none that stands deeper than its dash."""
    found = start
    for number in range(start, limit):
        indent = len(lines[number]) - len(lines[number].lstrip(" "))
        if not lines[number].lstrip().startswith("#") or indent <= dash:
            break
        found = number + 1
    return found


def _alone(piece: _Piece) -> str:
    """The entry as a file of its own."""
    first, *others = piece.lines
    opened = f"{first[: piece.dash]} {first[piece.dash + 1 :]}"
    below = [_dedented(line, piece.column) for line in (opened, *others)]
    at = next(number for number, line in enumerate(below) if line.strip() and not line.lstrip().startswith("#"))
    above = (*piece.lead, *filter(str.strip, below[:at]))  # the dash can have a comment beside it
    text = "".join(f"{line}\n" for line in (*(line.lstrip() for line in above), *below[at:]))
    if _is(text, piece.data):
        return text
    return "".join(f"{yaml_writing.pair(key, value, 0)}\n" for key, value in piece.data.items())


def _entry(text: str, data: Any, column: int) -> list[str]:
    """A file as an entry of the list: as it stands, else without its last empty lines, else written anew."""
    whole = text.removesuffix("\n").split("\n")
    for lines in (list(_trimmed(tuple(whole))), whole):
        found = _indented(lines, column)
        if _is("\n".join(("members:", *found, "")), {"members": [data]}):
            return found
    return (" " * column + yaml_writing.item(data, column, spread=True)).split("\n")


def _indented(lines: list[str], column: int) -> list[str]:
    """The lines of a file as those of an entry, with a dash at that column."""
    first = next((at for at, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#")), 0)
    if lines[first : first + 1] == ["---"]:
        return _indented([*lines[:first], *lines[first + 1 :]], column)
    pad = " " * column
    lead = [f"{pad}{line}".rstrip() for line in _trimmed(tuple(lines[:first]))]
    rest = [f"{pad}  {line}" if line.strip() else "" for line in lines[first + 1 :]]
    return [*lead, *(f"{pad}- {line}" for line in lines[first : first + 1]), *rest]


def _parting(lines: Sequence[str], data: Any) -> tuple[str, ...]:
    """The empty line behind an entry; none where it would become a part of the entry's last text."""
    return ("",) if _is("\n".join(("members:", *lines, "", "")), {"members": [data]}) else ()


def _is(text: str, data: Any) -> bool:
    read = yaml.parse("", text)
    return not read.problems and read.value.data == data


def _dedented(line: str, column: int) -> str:
    return line[min(column, len(line) - len(line.lstrip(" "))) :]


def _trimmed(lines: tuple[str, ...]) -> tuple[str, ...]:
    """The lines without the empty ones at both ends."""
    said = [at for at, line in enumerate(lines) if line.strip()]
    return lines[said[0] : said[-1] + 1] if said else ()


def _read(path: str, text: str) -> Any:
    parsed = yaml.parse(path, text)
    for problem in parsed.problems:
        raise CoalitionError(f"{path} cannot be read: {problem.place.line}: {problem.message}", problem.hint)
    return parsed.value.data


def _name(data: Any, path: str) -> str:
    """The id of an entry. Raises CoalitionError when it has none."""
    name = data.get("id") if isinstance(data, dict) else None
    if not isinstance(name, str) or not is_id(name):
        raise CoalitionError(f"An entry of {path} has no id.", '"coalition check" says which.')
    return name
