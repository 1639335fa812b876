"""Members: the organisations of the registry, with their state at any date."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from coalition.kinds import reading
from coalition.kinds.keys import PublicKey
from coalition.kinds.record import Files, Kind, Part, Record
from coalition.kinds.words import Area, Country, Id, Instant, Language, Line, Some, WebAddress
from coalition.problems import Parsed

LIST = "members.yaml"
FOLDER = r"members/(?P<id>[^/]+)\.yaml"
# Each point has one way to be read: two ways would take the square of a long value's length.
# Nothing that a mail program would take for a further field: ?bcc=, ?attach=.
_EMAIL = re.compile(r"[^\s@<>,;?&%\"'\\]+@[^\s@<>,;?&%\"'\\./]+(?:\.[^\s@<>,;?&%\"'\\./]+)+")

_WRITTEN = re.compile(r"^[ \t{-]*\"?id\"?:[ \t]*[\"']?([a-z][a-z0-9-]*)", re.MULTILINE)

OrganisationType = Literal[
    "international-ngo",
    "national-ngo",
    "regional-ngo",
    "network",
    "academic",
    "trade-union",
    "faith-based",
    "foundation",
    "other",
]
Status = Literal["applied", "active", "lapsed", "suspended", "withdrawn", "dissolved", "merged"]
ENDED: tuple[Status, ...] = ("withdrawn", "dissolved", "merged")
"""What a membership does not come back from by itself."""
Visibility = Literal["public", "unnamed", "hidden"]


class OtherName(Part):
    """A name that the organisation bears or bore besides its own."""

    name: Line
    language: Language | None = None
    since: date | None = None
    until: date | None = None
    """The first day on which it no longer bore the name."""

    def known_on(self, day: date) -> bool:
        """Whether it was another name that day: one that it bore besides its own, or had ceased to bear."""
        return (self.since is None or self.since <= day) and (self.until is None or self.until <= day)


class Identifier(Part):
    """A number under which others know it (Popolo `identifiers`)."""

    scheme: Line
    id: Line
    name_as_listed: Line | None = None


class Contact(Part):
    """A way to reach it; published only when it says so."""

    type: Literal["email", "phone", "address", "form", "signal", "whatsapp", "telegram", "fax", "other"]
    value: Line
    public: bool = False
    label: Line | None = None
    languages: tuple[Language, ...] = ()
    hours: Line | None = None
    verified: date | None = None

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        if self.type == "email" and not _EMAIL.fullmatch(self.value):
            raise ValueError(f'"{self.value}" is not an e-mail address.', "Write it as office@harbour.example.")
        return self


class MembershipChange(Part):
    """From that day on, that is the member's status."""

    status: Status
    on: date
    into: Id | None = None
    """With `merged`: the member that it became part of."""
    reason: Line | None = None


class PartOf(Part):
    """A network or committee that the member is part of, for a time."""

    network: Id
    since: Annotated[date | None, Field(alias="from")] = None
    until: date | None = None
    """The first day on which it was no longer part of it."""

    @model_validator(mode="after")
    def _lasts(self) -> Self:
        if self.since is not None and self.until is not None and self.until <= self.since:
            message = (
                f"It would be part of {self.network} from {self.since} until {self.until}, which is no time at all."
            )
            raise ValueError(message, "Write the later day after until:, or leave one of the two out.")
        return self

    def on(self, day: date) -> bool:
        """Whether it was part of it on that day, as far as this entry says."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class Application(Part):
    """Who vouches for a new member, and which charter it accepts."""

    sponsors: tuple[Id, ...]
    charter: Line


class Account(Part):
    """An account of a code host that acts for the member."""

    host: Line
    name: Line
    since: Annotated[date | None, Field(alias="from")] = None
    until: date | None = None

    def on(self, day: date) -> bool:
        """Whether it acted for the member that day; `until` is the first day on which it did no more."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


class Revocation(Part):
    """When a key stopped being trusted, and why."""

    on: Instant
    reason: Line


class Key(Part):
    """A public key that the member signs with."""

    key: PublicKey
    since: Annotated[Instant, Field(alias="from")]
    until: Instant | None = None
    revoked: Revocation | None = None


class Member(Record):
    """An organisation in the registry; never a person."""

    id: Id
    name: Line
    """As it signs."""
    other_names: tuple[OtherName, ...] = ()
    type: OrganisationType
    country: Country
    areas_served: tuple[Area, ...] = ()
    stages: dict[Area, tuple[Id, ...]] = Field(default_factory=dict)
    """By country or region, what it does there, in words of the campaign's vocabulary."""
    themes: tuple[Id, ...] = ()
    languages: tuple[Language, ...] = ()
    summary: Line | None = None
    """One sentence on what it does."""
    website: WebAddress | None = None
    identifiers: tuple[Identifier, ...] = ()
    consultative_status: Literal["general", "special", "roster"] | None = None
    part_of: tuple[Id | PartOf, ...] = ()
    """Networks and committees, members themselves; an id alone holds for all time."""
    contacts: tuple[Contact, ...] = ()
    membership: Annotated[tuple[MembershipChange, ...], *Some]
    application: Application | None = None
    visibility: Visibility = "public"
    accounts: tuple[Account, ...] = ()
    keys: tuple[Key, ...] = ()

    def status_on(self, day: date) -> MembershipChange | None:
        """The change in force on that day; None before the first.

        Law: of two changes on one day the later written holds.
        """
        current: MembershipChange | None = None
        for change in sorted(self.membership, key=lambda change: change.on):
            if change.on <= day:
                current = change
        return current

    def active_on(self, day: date) -> bool:
        """Whether it was an active member on that day."""
        change = self.status_on(day)
        return change is not None and change.status == "active"

    @property
    def networks(self) -> tuple[PartOf, ...]:
        """What it is or was part of, in the order of the entry, whichever way each is written."""
        return tuple(PartOf(network=one) if isinstance(one, str) else one for one in self.part_of)

    def networks_on(self, day: date) -> tuple[str, ...]:
        """Ids of the networks that it was part of on that day, each once."""
        return tuple(dict.fromkeys(one.network for one in self.networks if one.on(day)))

    def applied_on(self) -> date:
        """The day of its latest application; of a member that never applied, that of its first change."""
        days = [change.on for change in self.membership if change.status == "applied"]
        return max(days, default=self.membership[0].on)

    def name_on(self, day: date) -> str:
        """The name that it bore on that day: its own, or an earlier one that had not yet ended.

        A name in another language is no earlier name, so only names with an end count.
        """
        earlier = [other for other in self.other_names if other.until is not None and day < other.until]
        begun = [other for other in earlier if other.since is None or other.since <= day]
        return min(begun, key=lambda other: other.until or date.max).name if begun else self.name

    def as_of(self, day: date) -> Self:
        """The member as it was on that day: its name, its other names then, its status, networks and accounts.

        What has no dates is as it is recorded now; keys, which have instants, are all there. Laws: the name, status
        and networks of any earlier day are those of the record itself, as far as they stand in it; of a member that
        was none yet, the membership is empty.
        """
        name = self.name_on(day)
        return self.detached(
            name=name,
            other_names=tuple(one for one in self.other_names if one.known_on(day) and one.name != name),
            part_of=self.networks_on(day),
            membership=tuple(change for change in self.membership if change.on <= day),
            application=self.application if self.applied_on() <= day else None,
            accounts=tuple(one for one in self.accounts if one.on(day)),
        )


def parse(files: Files) -> Parsed[tuple[Member, ...]]:
    """The registry from `members.yaml`, from `members/<id>.yaml`, or from both: the same members, in the order of ids."""
    together = reading.listed(files, LIST, "members", Member)
    apart = reading.single(files, FOLDER, Member)
    members = sorted((*together.value, *apart.value), key=lambda member: member.id)
    return Parsed(tuple(members), (*together.problems, *apart.problems))


def ids_written(text: str) -> frozenset[str]:
    """Ids in a text of the registry, or in lines of one, whether it can be read or not."""
    return frozenset(_WRITTEN.findall(text))


EXAMPLE = """\
members:
  - id: harbour-network
    name: Harbour Network
    type: international-ngo
    country: JP
    themes: [refugees]
    languages: [ja, en]
    contacts:
      - {type: email, value: office@harbour.example, public: true}
    membership:
      - {status: active, on: 2024-03-01}
"""

KIND = Kind(
    name="member",
    model=Member,
    summary="An organisation in the registry; never a person.",
    claims=(r"members\.yaml", r"members/[^/]+\.yaml"),
    parse=parse,
    example=EXAMPLE,
    example_path=LIST,
    own=(re.escape(LIST), FOLDER, r"trust/keys/(?P<id>[^/.]+)\.[0-9]+\..+"),
    list_key="members",
)
