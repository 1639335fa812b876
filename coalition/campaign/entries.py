"""The registry before and after, entry by entry, wherever each stands: `members.yaml` or a file of its own."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from coalition.campaign.changes import COMMENTS, Change
from coalition.campaign.order import displaced
from coalition.kinds.member import FOLDER, LIST, Member
from coalition.parsing import yaml
from coalition.parsing.yaml_beside import parse_beside
from coalition.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coalition.campaign.model import Campaign
    from coalition.parsing.yaml import Document, Route, Value

_KIND = "member"
_FILE = re.compile(FOLDER)
_ROOT = ("members",)
UNREADABLE = "unreadable"
"""Among the fields of a change of a whole file: it can no longer be read, so nobody can tell what became of entries."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the registry, as it is written."""

    id: str
    """What it says is its id; of a file that says none, the file's name."""
    path: str
    place: Place
    value: Value
    record: Member | None
    comments: tuple[str, ...]


def is_registry(path: str) -> bool:
    """Whether entries of members stand in that file."""
    return path == LIST or _FILE.fullmatch(path) is not None


def registry_changes(before: Campaign, after: Campaign, paths: Sequence[str], main: Campaign) -> Iterator[Change]:
    """What differs between the entries in these files. A file that can no longer be read is one change.

    What the main branch has of a file helps to read it quickly, and changes nothing.
    """
    first, second = _Registry(before, main), _Registry(after, main)
    broken = [path for path in paths if path in after.texts and not second.document(path).readable]
    for path in broken:
        file = _FILE.fullmatch(path)
        owners = (file["id"],) if file else ()
        yield Change(_KIND, path, "changed", path, Place(path), owners, fields=(UNREADABLE,))
    whole = [path for path in paths if path not in broken]
    old = [entry for path in whole for entry in first.entries(path)]
    new = [entry for path in whole for entry in second.entries(path)]
    for one, other in _pairs(old, new):
        change = _changed(one, other)
        if change is not None:
            yield change
    if LIST in whole and LIST in before.texts and LIST in after.texts:
        if Counter(first.above()) - Counter(comments(after.texts[LIST])):
            yield Change(_KIND, LIST, "changed", LIST, Place(LIST), fields=(COMMENTS,))
        yield from _reordered(old, new)


@lru_cache(maxsize=6)
def _read(path: str, text: str) -> Document:
    """A file that is compared with one commit after another is read once."""
    return yaml.parse(path, text).value


class _Registry:
    """The entries of a campaign as they are written."""

    def __init__(self, campaign: Campaign, near: Campaign | None = None) -> None:
        self._texts = campaign.texts
        self._near = near
        self._documents: dict[str, Document] = {}
        self._records: dict[str, dict[Route, Member]] = defaultdict(dict)
        for member in campaign.of(Member):
            self._records[member.path][member.route] = member

    def document(self, path: str) -> Document:
        """The file's YAML: what its records were made of, else what the text says."""
        if path not in self._documents:
            made = next((record.document for record in self._records.get(path, {}).values()), None)
            self._documents[path] = made or self._beside(path) or _read(path, self._texts.get(path, ""))
        return self._documents[path]

    def _beside(self, path: str) -> Document | None:
        """The document of a list that another campaign has nearly so."""
        if self._near is None or path != LIST or LIST not in self._texts:
            return None
        known = next((one.document for one in self._near.of(Member) if one.path == LIST), None)
        return parse_beside(known, self._near.texts[LIST], self._texts[LIST], _ROOT[0]) if known else None

    def entries(self, path: str) -> tuple[Entry, ...]:
        """The entries in a file, in its order; none of a file that is not there."""
        if path not in self._texts:
            return ()
        document, known = self.document(path), self._records.get(path, {})
        if path != LIST:
            name = _id(document.data) or path.removeprefix("members/").removesuffix(".yaml")
            said = tuple(comments(self._texts[path]))
            return (Entry(name, path, document.place(), document.data, known.get(()), said),)
        values, places = self._listed()
        shared = _shared_out(self._texts[path], [place.line for place in places])
        rows = enumerate(zip(values, places, shared[1:], strict=True))
        return tuple(
            Entry(_id(value), path, place, value, known.get((*_ROOT, index)), said)
            for index, (value, place, said) in rows
        )

    def above(self) -> tuple[str, ...]:
        """The comments above all entries of the list."""
        return _shared_out(self._texts[LIST], [place.line for place in self._listed()[1]])[0]

    def _listed(self) -> tuple[list[Value], list[Place]]:
        document = self.document(LIST)
        listed = document.data.get("members") if isinstance(document.data, dict) else None
        values = listed if isinstance(listed, list) else []
        return values, [document.place((*_ROOT, index)) for index in range(len(values))]


def _id(value: Value) -> str:
    said = value.get("id") if isinstance(value, dict) else None
    return said if isinstance(said, str) else ""


_COMMENT = re.compile(r"(?:^|[ \t])(#.*)$")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|(?<![^\s\[{,:-])'(?:[^']|'')*'")


def comments(text: str) -> Iterator[str]:
    """The comments of a YAML text, in its order."""
    return (comment for _, comment in _comments(text))


def _comments(text: str) -> Iterator[tuple[int, str]]:
    """Number of the line and text of each comment."""
    for number, line in enumerate(text.split("\n"), 1):
        if "#" in line:
            found = _COMMENT.search(_QUOTED.sub("", line))
            if found:
                yield number, " ".join(found[1].split())


def _shared_out(text: str, starts: Sequence[int]) -> list[tuple[str, ...]]:
    """The comments of a list: of what is above it, then of each entry. One above an entry's first line is that entry's."""
    found: list[list[str]] = [[] for _ in range(len(starts) + 1)]
    lines = text.split("\n")
    at = 0
    for number, comment in _comments(text):
        below = number
        while below < len(lines) and (not lines[below - 1].strip() or lines[below - 1].lstrip().startswith("#")):
            below += 1
        while at < len(starts) and starts[at] <= below:
            at += 1
        found[at].append(comment)
    return [tuple(one) for one in found]


def _pairs(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[tuple[Entry | None, Entry | None]]:
    """Entries with the same id, the likest of several together; what is left has no other."""
    before, after = _by_id(old), _by_id(new)
    for name in sorted({*before, *after}):
        left = list(after.get(name, ()))
        alone: list[Entry] = []
        for alike in (_same_file_same_value, _same_value, _same_file):
            alone = []
            for entry in before.get(name, ()):
                other = next((one for one in left if alike(entry, one)), None)
                if other is None:
                    alone.append(entry)
                else:
                    left.remove(other)
                    yield entry, other
            before[name] = alone
        while alone and left and name:
            yield alone.pop(0), left.pop(0)
        yield from ((entry, None) for entry in alone)
        yield from ((None, entry) for entry in left)


def _by_id(entries: Iterable[Entry]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.id].append(entry)
    return found


def _same_file_same_value(one: Entry, other: Entry) -> bool:
    return one.path == other.path and one.value == other.value


def _same_value(one: Entry, other: Entry) -> bool:
    return one.value == other.value


def _same_file(one: Entry, other: Entry) -> bool:
    return bool(one.id) and one.path == other.path


def _changed(one: Entry | None, other: Entry | None) -> Change | None:
    """The change from one to the other; None where they mean the same and stand in the same file."""
    entry = other or one
    assert entry is not None  # noqa: S101 -- a pair has one of the two at least
    change = Change(
        _KIND,
        entry.id or entry.path,
        "changed",
        entry.path,
        entry.place,
        owners=(entry.id,) if entry.id else (),
        before=one.record if one else None,
        after=other.record if other else None,
        was=one.value if one else None,
        now=other.value if other else None,
    )
    if one is None or other is None:
        return replace(change, action="added" if one is None else "removed")
    fields = _fields(one, other)
    if one.path != other.path:
        return replace(change, action="changed" if fields else "moved", fields=fields, origin=one.path)
    return replace(change, fields=fields, place=_first_place(other, fields)) if fields else None


def _first_place(entry: Entry, fields: Sequence[str]) -> Place:
    """Where the first value of an entry stands that is not what it was; the entry where none is left."""
    found = [entry.record.place(name) for name in fields if entry.record is not None and name in (entry.value or ())]
    return min(found, default=entry.place)


def _fields(one: Entry, other: Entry) -> tuple[str, ...]:
    dropped = (COMMENTS,) if Counter(one.comments) - Counter(other.comments) else ()
    return (*dropped, *differing(one.value, other.value, one.record, other.record))


def differing(was: Any, now: Any, before: Any, after: Any) -> tuple[str, ...]:
    """The names of the values that differ, sorted: as they are written, unless the two are read as the same."""
    if was == now:
        return ()
    old, new = (value if isinstance(value, dict) else {} for value in (was, now))
    names = {name for name in {*old, *new} if old.get(name, ...) != new.get(name, ...)}
    if before is not None and after is not None:
        first, second = before.model_dump(by_alias=True), after.model_dump(by_alias=True)
        names = {name for name in names if first.get(name, ...) != second.get(name, ...)}
        return tuple(sorted(names))
    return tuple(sorted(names)) or (UNREADABLE,)


def _reordered(old: Sequence[Entry], new: Sequence[Entry]) -> Iterator[Change]:
    """One change for the order of the list, of the entries that are in it before and after."""
    before = [entry.id for entry in old if entry.path == LIST and entry.id]
    places = {entry.id: entry.place for entry in reversed(new) if entry.path == LIST and entry.id}
    after = [entry.id for entry in new if entry.path == LIST and entry.id]
    moved, owners = displaced(before, after)
    if moved:
        yield Change(_KIND, LIST, "reordered", LIST, places[moved[0]], owners=owners, fields=moved)
