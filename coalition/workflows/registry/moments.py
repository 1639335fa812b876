"""What the registry says of a member at a moment: name, status, networks, keys; and which members a list is of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, get_args

from coalition.errors import CoalitionError
from coalition.kinds.codes import COUNTRIES
from coalition.kinds.member import Status
from coalition.kinds.words import day_of
from coalition.problems import suggest
from coalition.signing import keys

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date, datetime

    from coalition.campaign.model import Campaign
    from coalition.kinds.member import Key, Member

FILTERS = ("country", "theme", "stage", "status")
"""By what members are told apart in a list."""
NOT_YET = "not yet a member"


def summary(member: Member, moment: datetime) -> dict[str, Any]:
    """What a list says of a member besides its entry: all of it as of the moment."""
    day = day_of(moment)
    change = member.status_on(day)
    return {
        "name": member.name_on(day),
        "status": change.status if change else NOT_YET,
        "since": change.on.isoformat() if change else None,
        "part_of": list(member.networks_on(day)),
        "keys": [keys.parse(key.key).fingerprint for key in member.keys if _valid(key, moment)],
    }


def parts(campaign: Campaign, network: str, day: date) -> list[str]:
    """Ids of the active members that were part of a network on that day, sorted."""
    members = (campaign.members[name] for name in sorted(campaign.members))
    return [one.id for one in members if network in one.networks_on(day) and one.active_on(day)]


def record(member: Member, campaign: Campaign, moment: datetime, *, recorded: bool) -> dict[str, Any]:
    """A member's entry, whole: with `recorded` as it is written, else only what was so at the moment.

    Its name and status are always those of the moment.
    """
    then = member if recorded else member.as_of(day_of(moment))
    values = then.model_dump(mode="json", by_alias=True)
    if not recorded:
        held = [_valid(key, moment) for key in member.keys]
        values["keys"] = [key for key, holds in zip(values["keys"], held, strict=True) if holds]
    said = summary(member, moment)
    said["parts"] = parts(campaign, member.id, day_of(moment))
    return {**values, **{key: said[key] for key in ("name", "status", "since", "parts")}}


def _valid(key: Key, moment: datetime) -> bool:
    ends = [end for end in (key.until, key.revoked.on if key.revoked else None) if end is not None]
    return key.since <= moment and all(moment < end for end in ends)


def chosen(member: Member, status: str, wanted: Mapping[str, str]) -> bool:
    """Whether a member, with its status of a day, is one of those that are asked for.

    A stage is meant in whatever country; with a country, a member counts that is based there.
    """
    held: dict[str, Collection[str]] = {
        "country": (member.country,),
        "theme": member.themes,
        "stage": {stage for stages in member.stages.values() for stage in stages},
        "status": (status,),
    }
    return all(value in held[name] for name, value in wanted.items())


def refuse_unknown(campaign: Campaign, wanted: Mapping[str, str]) -> None:
    """Raise CoalitionError for a word that no member can have, which would make an empty list look like an answer."""
    known: dict[str, Collection[str]] = {
        "country": COUNTRIES,
        "theme": campaign.settings.themes,
        "stage": campaign.settings.words.stages,
        "status": get_args(Status),
    }
    for name, value in wanted.items():
        if value not in known[name]:
            hint = suggest(value, known[name]) or "Write two capital letters, such as NP."
            raise CoalitionError(f'"{value}" is no {name} that there is here.', hint)
