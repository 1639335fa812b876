"""A campaign before and after, compared by what they mean.

Files whose bytes are the same are never looked at. Of those that differ, registries are compared entry by entry, shared
sources work by work, texts and YAML by their values, and what is signed, frozen or settled byte by byte.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from coalition.campaign import entries
from coalition.campaign.belonging import belonging, kind_of
from coalition.campaign.changes import COMMENTS, Change
from coalition.campaign.works import SHARED, work_changes
from coalition.kinds import KINDS
from coalition.kinds.source import Source
from coalition.parsing import frontmatter, yaml
from coalition.problems import Place
from coalition.sources.differing import Difference, compared

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from coalition.campaign.changes import Action
    from coalition.campaign.model import Campaign
    from coalition.kinds.record import Record
    from coalition.parsing.yaml import Value

_EXACT = re.compile(
    r"coalition\.yaml|mkdocs\.yml|\.gitattributes|(statements/(?!.*statement\.yaml)|trust/|editions/|styles/).*"
    r"|chapters/[^/]+/approvals/.*",
    re.DOTALL,
)
"""Files of which every byte matters: signed, frozen, or the secretariat's to write."""
_APPROVED = re.compile(r"chapters/[^/]+/(?!reviews/).+", re.DOTALL)
"""Files whose every byte an approval holds on to: a comment in another's chapter would end all that were given to it, and
so would other line ends in its sources."""
TEXT = "text"
"""Among the fields of a change: the text below the front matter."""


def compare(
    before: Campaign, after: Campaign, differences: Sequence[Difference] | None = None, main: Campaign | None = None
) -> tuple[Change, ...]:
    """Everything that is not what it was, sorted by path and place.

    `differences` are the files that differ, whatever they are; without it those that the two campaigns tell apart: any
    text, and other files by their size. `main` says what belongs to whom, where that is not `before`.
    """
    found = found_differences(before, after) if differences is None else tuple(differences)
    owner = before if main is None else main
    paths = [one.path for one in found]
    changes = [*entries.registry_changes(before, after, list(filter(entries.is_registry, paths)), owner)]
    if SHARED in paths:
        changes += work_changes(before, after)
    others = [one for one in found if one.path != SHARED and not entries.is_registry(one.path)]
    old, new = _by_path(before, others), _by_path(after, others)
    for difference, origin in _moves(others):
        change = _file(before, after, difference, owner)
        if change is not None:
            path = origin or difference.path
            change = replace(change, before=old.get(path), after=new.get(difference.path))
            changes.append(_moved(change, origin, owner) if origin else change)
    return tuple(sorted(changes, key=lambda one: (one.path, one.place, one.kind, one.id, one.action)))


def _moved(change: Change, origin: str, main: Campaign) -> Change:
    """The same of a file that stood elsewhere: it belongs to those who may change both places."""
    owners = tuple(sorted({*change.owners}.intersection(belonging(main, origin).owners)))
    return replace(change, action="moved", origin=origin, owners=owners)


def found_differences(before: Campaign, after: Campaign) -> tuple[Difference, ...]:
    """The files in which two campaigns differ, as far as they know their bytes."""
    return compared(_listed(before), _listed(after))


def _listed(campaign: Campaign) -> Iterator[tuple[str, str]]:
    for entry in campaign.entries:
        yield entry.path, campaign.digests.get(entry.path) or f"{entry.kind.value} {entry.size}"


def _by_path(campaign: Campaign, differences: Iterable[Difference]) -> Mapping[str, Record]:
    """The records that are the whole of a file which differs."""
    wanted = {one.path for one in differences}
    kinds = set(map(kind_of, wanted))
    models = [kind.model for kind in KINDS if kind.name in kinds and not kind.list_key and kind.model is not Source]
    return {record.path: record for model in models for record in campaign.of(model) if record.path in wanted}


def _moves(differences: Sequence[Difference]) -> Iterator[tuple[Difference, str]]:
    """Each difference, and where the same bytes stood before if they only went elsewhere."""
    gone: dict[str, list[str]] = {}
    for one in differences:
        if one.old and not one.new:
            gone.setdefault(one.old, []).append(one.path)
    moved: dict[str, str] = {}
    for one in differences:
        if one.new and not one.old and gone.get(one.new):
            moved[one.path] = gone[one.new].pop(0)
    left = set(moved.values())
    for one in differences:
        if one.path not in left:
            yield one, moved.get(one.path, "")


def _file(before: Campaign, after: Campaign, difference: Difference, main: Campaign) -> Change | None:
    path = difference.path
    action: Action = "added" if not difference.old else "removed" if not difference.new else "changed"
    was: Value = None
    now: Value = None
    fields: tuple[str, ...] = ()
    if not _EXACT.fullmatch(path):
        was, old = _meaning(before, path)
        now, new = _meaning(after, path)
        if action == "changed":
            fields = _fields(was, now, old, new)
            is_read = path in before.texts and path in after.texts
            if not fields and is_read and not _APPROVED.fullmatch(path):
                return None
    whose = belonging(main, path, after)
    place = Place(path, _first_line(before, after, path) if action == "changed" else 1)
    return Change(whose.kind, whose.id, action, path, place, whose.owners, was=was, now=now, fields=fields)


def _first_line(before: Campaign, after: Campaign, path: str) -> int:
    """The first line of a text that is not what it was; the first of all where only bytes differ that no reader sees."""
    old, new = (campaign.texts.get(path, "").split("\n") for campaign in (before, after))
    if old == new:
        return 1
    same = next(
        (at for at, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), min(map(len, (old, new)))
    )
    return min(same + 1, len(new))


def _meaning(campaign: Campaign, path: str) -> tuple[Value, tuple[str, ...]]:
    """The values of a file, and its text and comments: what is not in these is its layout alone."""
    text = campaign.texts.get(path)
    if text is None:
        return None, ()
    if path.endswith(".md"):
        front = frontmatter.split(path, text).value
        head = "\n".join(text.split("\n")[: front.body_line - 1])
        # What cannot be read has no values: then every line of it counts.
        body = front.body if front.document.readable else text
        return front.document.data, (body, *entries.comments(head))
    if path.endswith(".yaml"):
        document = yaml.parse(path, text).value
        return document.data, ("" if document.readable else text, *entries.comments(text))
    return None, (text,)


def _fields(was: Value, now: Value, old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    text = (TEXT,) if old[:1] != new[:1] else ()
    dropped = (COMMENTS,) if Counter(old[1:]) - Counter(new[1:]) else ()
    return (*dropped, *entries.differing(was, now, None, None), *text)
