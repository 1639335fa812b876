"""Setting one value of a member, as it is said on the command line."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Literal

from coalition.errors import CoalitionError
from coalition.kinds.member import Member
from coalition.parsing import schema
from coalition.problems import suggest
from coalition.workflows.desk import Sheet, the_member
from coalition.workflows.registry.revising import turned

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.parsing.yaml import Route
    from coalition.parsing.yaml_writing import Writable
    from coalition.workflows.registry.revising import Page

How = Literal["set", "add", "remove"]

ELSEWHERE = {
    "id": "An id stays for ever: what the member did is filed under it.",
    "name": 'Give: coalition member rename ID "NEW NAME" --on DATE, which keeps the earlier name.',
    "other_names": 'Give: coalition member rename ID "NEW NAME" --on DATE, or edit the entry by hand.',
    "membership": "Give: coalition member status ID STATUS --on DATE, or leave, or merge.",
    "status": "Give: coalition member status ID STATUS --on DATE, or leave, or merge.",
    "keys": "Give: coalition member key add, rotate or revoke.",
    "accounts": "Give: coalition member account ID HOST/NAME.",
    "part_of": "Give: coalition member network ID NETWORK --from DATE, or --until DATE.",
}
"""What is not set, and what to do instead: it has dates, or is proven, and what was is kept."""
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Assignment:
    """What is said of a member."""

    key: str
    """A key of the schema, or what leads on from one with points: `stages.NP`, `contacts.1.verified` (the first is 1)."""
    values: tuple[str, ...] = ()
    how: How = "set"


def assign(folder: Path, campaign: Campaign, name: str, said: Assignment) -> tuple[Sheet, ...]:
    """The member's file with another value at a key, with one more in its list, or with one less, or without the key.

    A list takes several values, or one with commas; what has keys of its own takes `key=value` words.
    Raises CoalitionError for a key that is none or has a command of its own, and for values that cannot be there.
    """
    key, values, how = said.key, said.values, said.how
    member = the_member(campaign, name)
    route = _route(member, key)
    form = schema.takes(Member, route)
    if how == "remove":
        return turned(folder, member, lambda page: _remove(page, route, values, key))
    if not values:
        raise CoalitionError(
            f"There is no value for {key}.", f"To take it out: coalition member set {name} {key} --remove"
        )
    if how == "add":
        if form != "list":
            raise CoalitionError(f"{key} is no list, and holds one value.", "Leave --add out.")
        return turned(folder, member, lambda page: _add(page, route, values, key))
    if form == "mapping":
        parts = _pairs(route, values)
        return turned(folder, member, lambda page: _put(page, route, parts))
    if form == "word" and len(values) > 1:
        raise CoalitionError(f"{key} takes one value, and there are {len(values)}.", "Put it in quotation marks.")
    value = _list(route, values) if form == "list" else _word(values[0])
    return turned(folder, member, lambda page: page.put(route, value))


def _route(member: Member, key: str) -> Route:
    """Where a key leads. Raises CoalitionError."""
    first, *rest = key.split(".")
    if first in ELSEWHERE:
        raise CoalitionError(f'"{first}" is not changed by set.', ELSEWHERE[first])
    route: Route = ()
    for word in (first, *rest):
        form = schema.takes(Member, route)
        known = _known(route, member)
        if form == "list":
            if word not in known:
                said = f"It has {len(known)}: {known[0]} to {known[-1]}." if len(known) > 1 else f"It has {len(known)}."
                raise CoalitionError(f'There is no "{word}" in {".".join(map(str, route))}.', said)
            route = (*route, int(word) - 1)
            continue
        route = (*route, word)
        if schema.takes(Member, route) == "nothing" or (schema.keys(Member, route[:-1]) and word not in known):
            hint = suggest(word, known) or (
                f"The names are: {', '.join(known)}." if known else f"{first} has no parts."
            )
            raise CoalitionError(f'A member has no "{key}".', hint)
    return route


def _known(route: Route, member: Member) -> tuple[str, ...]:
    """The words that can follow: keys of the schema, or the numbers of what is in the list now."""
    if schema.takes(Member, route) != "list":
        named = schema.keys(Member, route)
        return tuple(key for key in named if key not in ELSEWHERE) if not route else named
    return tuple(str(number) for number in range(1, len(_present(member, route) or ()) + 1))


def _word(text: str) -> Writable:
    """A value as it is written: a day without quotation marks."""
    if _DAY.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return {"true": True, "false": False}.get(text, text)


def _put(page: Page, route: Route, parts: Mapping[str, Writable]) -> None:
    for part, value in parts.items():
        page.put((*route, part), value)


def _pairs(route: Route, values: Sequence[str]) -> dict[str, Writable]:
    """The parts of what has keys of its own, in the schema's order. Raises CoalitionError."""
    found: dict[str, Writable] = {}
    for word in values:
        key, sign, value = word.partition("=")
        if not sign:
            raise CoalitionError(f'"{word}" does not say what it is.', "Write key=value, such as type=email.")
        below = (*route, key.strip())
        found[key.strip()] = _list(below, [value]) if schema.takes(Member, below) == "list" else _word(value)
    order = schema.keys(Member, route)
    return dict(sorted(found.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)))


def _list(route: Route, values: Sequence[str]) -> list[Writable]:
    """The values of a list; where it holds parts with keys of their own, one part."""
    if schema.keys(Member, (*route, 0)):
        return [_pairs((*route, 0), values)]
    return [word.strip() for value in values for word in value.split(",") if word.strip()]


def _add(page: Page, route: Route, values: Sequence[str], key: str) -> None:
    present = _present(page.member, route) or []
    for value in _list(route, values):
        if value in present:
            raise CoalitionError(f'{page.member.id} has "{value}" in {key} already.')
        page.append(route, value)


def _present(member: Member, route: Route) -> Any:
    """What is there now, as it was written; None for nothing."""
    data: Any = member.model_dump(mode="json", by_alias=True, exclude_unset=True)
    for step in route:
        try:
            data = data[step]
        except (KeyError, IndexError):
            return None
    return data


def _remove(page: Page, route: Route, values: Sequence[str], key: str) -> None:
    """Take out the key, or these values of its list; the last of a list goes with its key."""
    present = _present(page.member, route)
    if present is None:
        raise CoalitionError(f"{page.member.id} has no {key}.")
    if values and not isinstance(present, list):
        raise CoalitionError(f"{key} is no list.", "To take out the whole, leave the value out.")
    wanted = [str(word) for word in _list(route, values)] if values else []
    for word in wanted:
        if word not in present:
            raise CoalitionError(
                f'{page.member.id} has no "{word}" in {key}.', f"It has: {', '.join(map(str, present))}."
            )
    if not values or len(wanted) == len(present):
        page.remove(route)
        return
    for place in sorted((present.index(word) for word in wanted), reverse=True):
        page.remove((*route, place))
