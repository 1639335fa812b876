"""Members as views: what pages show of an organisation that may be named."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.outputs.words import alphabetical

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coalition.kinds.member import Member
    from coalition.outputs.site.material import Material


@dataclass(frozen=True, slots=True)
class OtherNameView:
    """A name that a member bears or bore besides its own."""

    name: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class IdentifierView:
    """A number under which others know a member."""

    scheme: str
    id: str


@dataclass(frozen=True, slots=True)
class ContactView:
    """A public way to reach a member."""

    type: str
    value: str
    label: str = ""
    languages: tuple[str, ...] = ()
    hours: str = ""
    verified: date | None = None


@dataclass(frozen=True, slots=True)
class MembershipView:
    """From that day on, that is the member's status."""

    status: str
    on: date
    into: str = ""
    """The id of the member that it became part of."""


@dataclass(frozen=True, slots=True)
class StageView:
    """Where on a person's way a member works, in one country or region."""

    area: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberView:
    """A member that may be named; former ones too."""

    id: str
    name: str
    type: str
    country: str
    active: bool
    other_names: tuple[OtherNameView, ...] = ()
    areas: tuple[str, ...] = ()
    stages: tuple[StageView, ...] = ()
    themes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    summary: str = ""
    website: str = ""
    identifiers: tuple[IdentifierView, ...] = ()
    consultative_status: str = ""
    part_of: tuple[str, ...] = ()
    contacts: tuple[ContactView, ...] = ()
    membership: tuple[MembershipView, ...] = ()

    @property
    def since(self) -> date | None:
        """The day on which it first became active."""
        days = [change.on for change in self.membership if change.status == "active"]
        return min(days, default=None)

    @property
    def former(self) -> bool:
        """Whether it was a member and is none now; who has only applied is not one yet."""
        return not self.active and self.since is not None


def members(material: Material) -> Iterator[MemberView]:
    """Every member that may be named, by name."""
    for member in sorted(material.public.members.values(), key=lambda member: alphabetical(member.name)):
        yield _member(member, material)


def _member(member: Member, material: Material) -> MemberView:
    stages = material.settings.words.stages
    return MemberView(
        id=member.id,
        name=member.name,
        type=member.type,
        country=member.country,
        active=member.id in material.standing.active,
        other_names=tuple(OtherNameView(other.name, other.since, other.until) for other in member.other_names),
        areas=member.areas_served,
        stages=tuple(
            StageView(area, tuple(material.local(stages.get(word)) or word for word in words))
            for area, words in member.stages.items()
        ),
        themes=member.themes,
        languages=member.languages,
        summary=member.summary or "",
        website=member.website or "",
        identifiers=tuple(IdentifierView(number.scheme, number.id) for number in member.identifiers),
        consultative_status=member.consultative_status or "",
        part_of=member.networks_on(material.standing.day),
        contacts=tuple(
            ContactView(
                contact.type,
                contact.value,
                contact.label or "",
                contact.languages,
                contact.hours or "",
                contact.verified,
            )
            for contact in member.contacts
        ),
        membership=tuple(MembershipView(change.status, change.on, change.into or "") for change in member.membership),
    )
