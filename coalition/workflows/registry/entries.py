"""New entries of the registry, where the campaign keeps its members."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds import member as kind
from coalition.kinds.member import FOLDER, LIST, Member
from coalition.kinds.record import Files
from coalition.parsing import editing, schema
from coalition.parsing import yaml_writing as yaml
from coalition.workflows.desk import Sheet, edited
from coalition.workflows.registry.naming import used

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.parsing.yaml import Route
    from coalition.parsing.yaml_writing import Writable

Entry = Mapping[str, "Writable"]
"""A member as it is written: the keys of the schema, `id` among them."""


def enter(folder: Path, campaign: Campaign, entries: Sequence[Entry]) -> tuple[Sheet, ...]:
    """New members, each a whole entry: below the last of `members.yaml`, or a file each where the campaign has a folder.

    Keys come in the schema's order, those without a value are left out, and of what stands there no line is touched. To
    be called, and its sheets to be written, under the lock. Raises CoalitionError for an entry that the schema does not
    take, and for an id that is or ever was another's.
    """
    taken = used(folder, campaign)
    written = [in_order(entry) for entry in entries]
    counted = Counter(str(entry.get("id")) for entry in written)
    for entry in written:
        _refuse(entry, taken, counted)
    if not written:
        return ()
    if keeps_a_folder(campaign):
        return tuple(Sheet(f"members/{entry['id']}.yaml", alone(entry).encode("utf-8")) for entry in written)
    if LIST not in campaign.paths:
        return (Sheet(LIST, extended("", written).encode("utf-8")),)
    return (edited(folder, LIST, lambda text: extended(text, written)),)


def keeps_a_folder(campaign: Campaign) -> bool:
    """Whether members have a file each: then two that join on one day never touch the same file."""
    return any(re.fullmatch(FOLDER, path) for path in campaign.paths)


def alone(entry: Entry) -> str:
    """The text of a file that is one member."""
    return "".join(f"{yaml.pair(key, value, 0)}\n" for key, value in entry.items())


def extended(text: str, entries: Sequence[Entry]) -> str:
    """The text of `members.yaml` with entries below its last."""
    return editing.extend(LIST, text, ("members",), entries, lambda _: ("members",))


def in_order(entry: Entry) -> dict[str, Writable]:
    """The entry with its keys, and those inside it, in the schema's order, and without those that say nothing.

    A key that the schema does not know comes last, and is refused where the entry is read.
    """
    found = _ordered(entry, ())
    return {str(key): value for key, value in found.items()} if isinstance(found, dict) else {}


def _ordered(value: Writable, route: Route) -> Writable:
    if isinstance(value, Mapping):
        known = schema.keys(Member, route)
        place = {key: at for at, key in enumerate(known)}
        keys = sorted(value, key=lambda key: place.get(key, len(place)))
        said = {key: _ordered(value[key], (*route, key)) for key in keys}
        return {
            key: inner for key, inner in said.items() if inner is not None and inner != "" and inner not in ([], {})
        }
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_ordered(inner, (*route, at)) for at, inner in enumerate(value)]
    return value


def _refuse(entry: Entry, taken: frozenset[str], counted: Counter[str]) -> None:
    """Raise CoalitionError for an entry that cannot be a new member."""
    name = str(entry.get("id"))
    path = f"members/{name}.yaml"
    for problem in kind.parse(Files({path: alone(entry)}, (path,))).problems:
        who = entry.get("name") or name
        raise CoalitionError(f"{who}: {problem.message}", problem.hint)
    if name in taken or counted[name] > 1:
        message = f'The id "{name}" is, or once was, that of another member; ids are never used again.'
        raise CoalitionError(message, "Choose another id.")
