"""The sources that chapters share, before and after, work by work."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from coalition.campaign.changes import COMMENTS, Change
from coalition.campaign.order import displaced
from coalition.kinds.source import Source
from coalition.parsing import bibtex
from coalition.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coalition.campaign.model import Campaign

SHARED = "references.bib"
_KIND = "source"
_BLOCK = re.compile(r"^[ \t]*@", re.MULTILINE)
_KEY = re.compile(r"[ \t]*@[ \t]*(\w+)[ \t]*[{(][ \t]*([^\s,{}()]*)", re.ASCII)
_NO_WORKS = frozenset({"comment", "string", "preamble"})


def work_changes(before: Campaign, after: Campaign) -> Iterator[Change]:
    """Which works came, went or changed; what else stood in the file is compared as it is written."""
    if SHARED not in after.paths:
        yield Change(_KIND, SHARED, "removed", SHARED, Place(SHARED))
        return
    old, new = _works(before), _works(after)
    for key in sorted({*old, *new}):
        change = _changed(old.get(key), new.get(key))
        if change is not None:
            yield change
    unread = _apart(before, frozenset(old))
    if unread - _apart(after, frozenset()):
        yield Change(_KIND, SHARED, "changed", SHARED, Place(SHARED), fields=(COMMENTS,))
    moved, _ = displaced(tuple(old), tuple(new))
    if moved:
        yield Change(_KIND, SHARED, "reordered", SHARED, new[moved[0]].place, fields=moved)


def _works(campaign: Campaign) -> Mapping[str, bibtex.Source]:
    """By key, in the order of the file."""
    known = campaign.sources()
    if known or Source in campaign.records:
        return {source.key: source.entry for source in known}
    return {source.key: source for source in bibtex.parse(SHARED, campaign.texts.get(SHARED, "")).value}


def _changed(one: bibtex.Source | None, other: bibtex.Source | None) -> Change | None:
    entry = other or one
    assert entry is not None  # noqa: S101 -- one of the two is there
    if one is not None and other is not None:
        names = {*dict(one.fields), *dict(other.fields)}
        differ = tuple(sorted(name for name in names if one.get(name) != other.get(name)))
        changed = one.digest != other.digest
        return Change(_KIND, entry.key, "changed", SHARED, entry.place, fields=differ) if changed else None
    return Change(_KIND, entry.key, "added" if one is None else "removed", SHARED, entry.place)


def _apart(campaign: Campaign, known: frozenset[str]) -> Counter[str]:
    """What stands in the file beside the works that are known: comments, abbreviations, entries that cannot be read."""
    text = campaign.texts.get(SHARED, "")
    starts = [found.start() for found in _BLOCK.finditer(text)]
    blocks = [text[begin:end] for begin, end in zip(starts, [*starts, len(text)][1:], strict=True)]
    remarks = [line for line in text.split("\n") if line.lstrip().startswith("%")]
    kept = [block for block in blocks if (head := _KEY.match(block)) is None or not _is_work(head, known)]
    return Counter(" ".join(one.split()) for one in (*remarks, *kept))


def _is_work(head: re.Match[str], known: frozenset[str]) -> bool:
    return head[1].lower() not in _NO_WORKS and head[2] in known
