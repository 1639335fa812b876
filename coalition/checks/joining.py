"""Rules over applications: who vouches for a new member, and which charter it accepts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined
    from coalition.kinds.member import Member
    from coalition.kinds.settings import Charter

SPONSORS = 2
"""Members that vouch for a new one."""


def vouching(member: Member) -> frozenset[str]:
    """Others whom its application names as sponsors."""
    return frozenset(member.application.sponsors if member.application else ()) - {member.id}


def _applicants(examined: Examined) -> Iterator[tuple[Member, Charter]]:
    """Who has applied and waits, where the campaign has a charter."""
    charter = examined.campaign.settings.campaign.charter
    for member in examined.campaign.members.values() if charter else ():
        change = member.status_on(examined.day)
        if charter is not None and change is not None and change.status == "applied":
            yield member, charter


@rule("application-incomplete")
def application_incomplete(examined: Examined) -> Iterator[Finding]:
    """Where the campaign has a charter, whoever applies names two other members as sponsors.

    Whether they were active on the day of the application is said under inactive-member.

    Bad:  `membership: [{status: applied, on: 2026-05-01}]` and no `application:`
    Good: `application: {sponsors: [asia-committee, rosewood-shelter], charter: "2026"}`
    """
    for member, charter in _applicants(examined):
        if len(vouching(member)) < SPONSORS:
            hint = f'Write application: {{sponsors: [<member>, <member>], charter: "{charter.version}"}}.'
            yield Finding(member.place("application", "sponsors"), "The application needs two sponsors.", hint)


@rule("charter-not-current")
def charter_not_current(examined: Examined) -> Iterator[Finding]:
    """Whoever applies accepts the charter in the version that is in force.

    Bad:  `charter: "2025"`, where coalition.yaml has `charter: {version: "2026", page: pages/charter.md}`
    Good: `charter: "2026"`
    """
    for member, charter in _applicants(examined):
        application = member.application
        if application is not None and application.charter != charter.version:
            message = f'The application accepts the charter "{application.charter}"; now it is "{charter.version}".'
            place = member.place("application", "charter")
            yield Finding(place, message, "Ask whether the member accepts the new one.")
