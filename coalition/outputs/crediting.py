"""Who is named for a chapter beside the organisations: persons, by their consent, with what they did."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.kinds.person import Person

if TYPE_CHECKING:
    from coalition.campaign.public import PublicCampaign
    from coalition.kinds.person import Role

ORCID = "https://orcid.org/"
CREDIT = "https://credit.niso.org/contributor-roles/"
"""Where each role of CRediT is explained, by its word."""


@dataclass(frozen=True, slots=True)
class Credited:
    """A person who agreed to be named for a chapter."""

    name: str
    roles: tuple[Role, ...]
    member: str = ""
    """The id of the organisation for which the person worked, if it may be named."""
    organisation: str = ""
    """Its name."""
    orcid: str = ""

    @property
    def address(self) -> str:
        """The ORCID iD as it is to be shown: as an address."""
        return f"{ORCID}{self.orcid}" if self.orcid else ""


def credited(public: PublicCampaign, chapter: str) -> tuple[Credited, ...]:
    """The persons named for a chapter, in the order of `people.yaml`; nobody whose consent does not hold."""
    found = []
    for person in public.campaign.of(Person):
        if roles := person.roles_in(chapter):
            member = public.members.get(person.member or "")
            id, name = (member.id, member.name) if member else ("", "")  # noqa: A001 -- the field's own word
            found.append(Credited(person.name, roles, id, name, person.orcid or ""))
    return tuple(found)
