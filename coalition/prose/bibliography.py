"""From BibTeX to what citeproc takes, one entry at a time: a bad one costs no other.

An entry passes as data (CSL JSON): commands, pictures and links of LaTeX do not survive the way, and what citeproc
makes of the rest goes through the allow-list.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from coalition.problems import Place, Problem
from coalition.prose.forms import web_address
from coalition.prose.pandoc import Failure, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from coalition.prose.model import Bibliography, Reference

_FORBIDDEN = re.compile(
    r"\\(?:href|url|includegraphics|input|include|write|openin|read|csname|catcode|def|newcommand)\b"
)
_DOI = re.compile(r"10\.\d{4,9}/[^\s\"'<>\\]+")
_NOT_IN_IDS = re.compile(r"[^A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Remark:
    """What is wrong with an entry."""

    code: str
    message: str
    hint: str

    def at(self, place: Place) -> Problem:
        """The same as a problem."""
        return Problem(place, self.code, self.message, self.hint)


@dataclass(frozen=True, slots=True)
class Work:
    """A source as the book knows it."""

    name: str
    """Its key in the book: the author's, or with a number where two texts mean different works by one key."""
    reference: Reference

    @property
    def anchor(self) -> str:
        """The id of its entry in a list of works."""
        return "ref-" + (_NOT_IN_IDS.sub("-", self.name).strip("-") or "x")


@dataclass(slots=True)
class Works:
    """All works of a bibliography, and which of them each text means by a key."""

    by_text: dict[str, dict[str, Work]] = field(default_factory=dict)
    shared: dict[str, Work] = field(default_factory=dict)
    items: dict[str, dict[str, Any]] = field(default_factory=dict)
    """CSL JSON by the work's name."""
    unreadable: dict[str, str] = field(default_factory=dict)
    """Why an entry could not be read, by the work's name."""
    problems: list[Problem] = field(default_factory=list)
    """Of entries whose place is known."""
    remarks: dict[str, list[Remark]] = field(default_factory=dict)
    """Of the others, by the work's name: they are reported where the work is cited."""

    def work(self, text: str, key: str) -> Work | None:
        """The work that a text means by a key: its own before a shared one."""
        return self.by_text.get(text, {}).get(key) or self.shared.get(key)

    def keys(self, text: str) -> frozenset[str]:
        """What a text may cite."""
        return frozenset(self.by_text.get(text, ())) | frozenset(self.shared)

    def all(self) -> tuple[Work, ...]:
        """Every work, each once, by name."""
        found = {work.name: work for works in (self.shared, *self.by_text.values()) for work in works.values()}
        return tuple(found[name] for name in sorted(found))


def works(bibliography: Bibliography) -> Works:
    """The works of a bibliography. Different works under one key are kept apart; equal ones are one."""
    made = Works()
    names: dict[str, str] = {}
    made.shared = {one.key: _work(one, names) for one in bibliography.shared}
    for text in sorted(bibliography.own):
        made.by_text[text] = {one.key: _work(one, names) for one in bibliography.own[text]}
    return made


def _work(reference: Reference, names: dict[str, str]) -> Work:
    """The work under the first name that is free or already its own."""
    count, name = 1, reference.key
    while names.setdefault(name, reference.bibtex) != reference.bibtex:
        count += 1
        name = f"{reference.key}-{count}"
    return Work(name, reference)


def tasks(found: Sequence[Work]) -> list[Task]:
    """One conversion an entry."""
    return [Task(_twice(_whole(work.reference.bibtex)), "biblatex", "csljson") for work in found]


_BEGINS = re.compile(r"\s*@\s*[A-Za-z]+\s*[{(]\s*[^\s,{}()]+\s*,")
_SPOKEN = re.compile(r"\b(?:langid|language|hyphenation)\s*=", re.IGNORECASE)
_CASED = ("title", "title-short", "container-title", "container-title-short", "collection-title", "volume-title")


_BODY = re.compile(r"\b(?:publisher|institution|organization|school|location|address)\s*=\s*\{", re.IGNORECASE)


def _whole(entry: str) -> str:
    """The entry, its bodies and towns each one name: "Council on Refugees and Exiles" is not two, joined by "and"."""
    pieces, at = [], 0
    for found in _BODY.finditer(entry):
        if found.end() <= at:
            continue
        depth, end = 1, found.end()
        while end < len(entry) and depth:
            depth += {"{": 1, "}": -1}.get(entry[end], 0)
            end += 1
        value = entry[found.end() : end - 1]
        if depth == 0 and " and " in " ".join(value.split()):
            pieces.append(f"{entry[at : found.end()]}{{{value}}}")
            at = end - 1
    return "".join((*pieces, entry[at:]))


def _twice(entry: str) -> str:
    """The entry, and once more as if it were not in English, unless it says what language it is in.

    Titles in English are taken to be in title case and come out in small letters, all but the first: "syrian refugees in
    lebanon". Those in other languages come out as they were written.
    """
    begins = _BEGINS.match(entry)
    if begins is None or _SPOKEN.search(entry):
        return entry
    return f"{entry}\n{entry[: begins.end()]} langid = {{spanish}},{entry[begins.end() :]}\n"


def take(made: Works, found: Sequence[Work], results: Iterable[str | Failure]) -> None:
    """Keep what became of the entries."""
    for work, result in zip(found, results, strict=True):
        item = None if isinstance(result, Failure) else _item(result)
        if item is None:
            made.unreadable[work.name] = result.reason if isinstance(result, Failure) else "found no entry in it"
            continue
        remarks: list[Remark] = []
        made.items[work.name] = {**_safe(work, item, remarks), "id": work.name}
        place = work.reference.place
        if place is None:
            made.remarks[work.name] = remarks
        else:
            made.problems += [remark.at(place) for remark in remarks]


def _item(result: str) -> Mapping[str, Any] | None:
    """The work that was found, its titles as they were written."""
    items = json.loads(result)
    if not 1 <= len(items) <= 2 or not all(isinstance(item, dict) for item in items):
        return None
    as_written = {name: items[-1][name] for name in _CASED if name in items[-1]}
    return {**items[0], **as_written}


def _safe(work: Work, item: Mapping[str, Any], remarks: list[Remark]) -> dict[str, Any]:
    """The item without addresses that are none."""
    kept = dict(item)
    for command in dict.fromkeys(_FORBIDDEN.findall(work.reference.bibtex)):
        hint = "Write plain words, and the address in the field url."
        remarks.append(Remark("dropped-raw-code", f'In the source "{work.name}", {command} is left out.', hint))
    for name, form, hint in _ADDRESSES:
        address = str(kept.get(name, ""))
        if address and not form(address):
            message = f'In the source "{work.name}", the {name} "{address[:80]}" is left out.'
            remarks.append(Remark("dropped-link", message, hint))
            del kept[name]
    return kept


_ADDRESSES: tuple[tuple[str, Callable[[str], object], str], ...] = (
    ("URL", web_address, "An address begins with https:// or http://."),
    ("DOI", _DOI.fullmatch, "A DOI looks like 10.1000/182."),
)
