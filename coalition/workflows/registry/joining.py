"""A new member: what is known of it, whether it is there already, and its entry."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coalition.checks.joining import SPONSORS
from coalition.errors import CoalitionError
from coalition.interchange.candidates import Candidate
from coalition.interchange.duplicates import suspicions
from coalition.kinds.words import is_id
from coalition.workflows.registry.entries import enter, in_order
from coalition.workflows.registry.naming import slug, used

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.interchange.duplicates import Suspicion
    from coalition.parsing.yaml_writing import Writable
    from coalition.workflows.desk import Sheet


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What is known of an organisation that joins."""

    name: str
    type: str
    country: str
    on: date
    """The day from which its status holds."""
    status: str = "applied"
    id: str = ""
    """As wanted; empty: made from the name."""
    areas_served: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    summary: str = ""
    website: str = ""
    email: str = ""
    email_is_public: bool = False
    part_of: tuple[str, ...] = ()
    sponsors: tuple[str, ...] = ()
    charter: str = ""
    """The version that it accepts."""
    visibility: str = "public"
    is_another: bool = False
    """Whether somebody has said that it is none of the members that it may be."""


def join(folder: Path, campaign: Campaign, wanted: Newcomer) -> tuple[Sheet, ...]:
    """The entry of a new member, with an id that was never used.

    Raises CoalitionError when it may be a member already, when an application says too little, and for what the schema
    does not take.
    """
    wanted = replace(wanted, name=" ".join(wanted.name.split()))
    found = suspects(campaign, wanted)
    if found and not wanted.is_another:
        lines = "; ".join(f"{one.other}, {one.called}: {one.why}" for one in found)
        hint = (
            f"If it is that one, there is nothing to add; see: coalition member show {found[0].other}\n"
            "If it is another organisation, give --another."
        )
        raise CoalitionError(f'"{wanted.name}" may be a member already ({lines}).', hint)
    _refuse_incomplete(campaign, wanted)
    taken = used(folder, campaign)
    name = wanted.id or slug(wanted.name, taken)
    if name in taken and is_id(name):
        message = f'The id "{name}" is, or once was, that of another member; ids are never used again.'
        raise CoalitionError(message, f"Leave --id out, or take another, such as {slug(wanted.name, taken)}.")
    return enter(folder, campaign, [_entry(wanted, name)])


def _entry(wanted: Newcomer, name: str) -> dict[str, Writable]:
    contact: dict[str, Writable] = {"type": "email", "value": wanted.email, "public": wanted.email_is_public}
    application: dict[str, Writable] = {"sponsors": wanted.sponsors, "charter": wanted.charter}
    return {
        "id": name,
        "name": wanted.name,
        "type": wanted.type,
        "country": wanted.country,
        "areas_served": wanted.areas_served,
        "themes": wanted.themes,
        "languages": wanted.languages,
        "summary": wanted.summary,
        "website": wanted.website,
        "part_of": wanted.part_of,
        "contacts": [contact] if wanted.email else [],
        "membership": [{"status": wanted.status, "on": wanted.on}],
        "application": application if wanted.sponsors or wanted.charter else {},
        "visibility": wanted.visibility,
    }


def _refuse_incomplete(campaign: Campaign, wanted: Newcomer) -> None:
    """Raise CoalitionError for an application that says less than the charter asks."""
    charter = campaign.settings.campaign.charter
    if charter is None or wanted.status != "applied":
        return
    if len(set(wanted.sponsors)) < SPONSORS:
        hint = "Give --sponsor twice, with the ids of two active members that know it."
        raise CoalitionError(f"Where there is a charter, {SPONSORS} members vouch for one that applies.", hint)
    if wanted.charter != charter.version:
        message = f'The charter in force is "{charter.version}" ({charter.page}).'
        raise CoalitionError(message, f'If {wanted.name} accepts it, give --charter "{charter.version}".')


def suspects(campaign: Campaign, wanted: Newcomer) -> tuple[Suspicion, ...]:
    """Members that the newcomer may be, by id: those of nearly its name now or once, its web site or its address."""
    entry = in_order(_entry(wanted, ""))
    found = suspicions([Candidate(1, wanted.name, entry)], campaign.members)
    return tuple(sorted(found, key=lambda one: one.other))
