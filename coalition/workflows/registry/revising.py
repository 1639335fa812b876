"""Changes of members that are there: their values, name, status, networks; and one that becomes part of another.

Each says what the entry will be, and changes only its lines. Nothing that was true of a day is taken away.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from coalition.checks.joining import SPONSORS, vouching
from coalition.checks.names import skeleton
from coalition.errors import CoalitionError
from coalition.kinds.member import ENDED, Member
from coalition.parsing import editing, schema
from coalition.workflows.desk import Sheet, edited, the_member

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.kinds.member import Account, MembershipChange
    from coalition.parsing.yaml import Route
    from coalition.parsing.yaml_writing import Writable


class Page:
    """The text of a member's entry while it is edited."""

    def __init__(self, member: Member, text: str) -> None:
        self.member, self.text = member, text

    def put(self, route: Route, value: Writable) -> None:
        """Another value there, or the first."""
        self.text = editing.put(self.member.path, self.text, self._at(route), value, self._order)

    def append(self, route: Route, value: Writable) -> None:
        """One more in the list there."""
        self.text = editing.append(self.member.path, self.text, self._at(route), value, self._order)

    def remove(self, route: Route) -> None:
        """No more of what is there."""
        self.text = editing.remove(self.member.path, self.text, self._at(route))

    def _at(self, route: Route) -> Route:
        return (*self.member.route, *route)

    def _order(self, route: Route) -> tuple[str, ...]:
        return schema.keys(Member, route[len(self.member.route) :])


def turned(folder: Path, member: Member, edit: Callable[[Page], None]) -> tuple[Sheet, ...]:
    """The member's file after an edit of its entry."""

    def make(text: str) -> str:
        page = Page(member, text)
        edit(page)
        return page.text

    return (edited(folder, member.path, make),)


def rename(folder: Path, campaign: Campaign, name: str, new: str, on: date) -> tuple[Sheet, ...]:
    """Another name from that day on; the one that it bore until then stays, with its dates.

    Raises CoalitionError when it bears that name already, and for a day before that of an earlier name's end.
    """
    member = the_member(campaign, name)
    wanted = " ".join(new.split())
    if not wanted:
        raise CoalitionError("A member needs a name.", "Write the new name in quotation marks.")
    if wanted == member.name:
        raise CoalitionError(f'{member.id} is called "{wanted}" already.')
    other = next((one for one in campaign.members.values() if one is not member and same(one.name, wanted)), None)
    if other is not None:
        hint = "If they are one organisation, give: coalition member merge; if not, add what tells them apart."
        raise CoalitionError(f'{other.id} is called "{other.name}" already.', hint)
    ends = [other.until for other in member.other_names if other.until is not None]
    last = max(ends, default=None)
    if last is not None and on <= last:
        message = f'{member.id} bears the name "{member.name}" since {last}; another cannot begin on {on}.'
        raise CoalitionError(message, "Give a later day with --on, or edit the entry by hand.")
    earlier: dict[str, Writable] = {"name": member.name, **({"since": last} if last else {}), "until": on}

    def edit(page: Page) -> None:
        page.append(("other_names",), earlier)
        page.put(("name",), wanted)

    return turned(folder, member, edit)


def same(one: str, other: str) -> bool:
    """Whether two names are one, whatever the case, accents and punctuation."""
    return skeleton(one) == skeleton(other) != ""


def change(folder: Path, campaign: Campaign, name: str, new: MembershipChange) -> tuple[Sheet, ...]:
    """Another status from its day on, below the changes that there were; what the member did before stays its own.

    Raises CoalitionError when it has that status already, when one that left would leave again, when the day is before
    that of the last change, and for a member that becomes part of one that is not active, or of itself.
    """
    member = the_member(campaign, name)
    last = max(enumerate(member.membership), key=lambda pair: (pair[1].on, pair[0]))[1]
    if last.status in ENDED and new.status in ENDED:
        raise CoalitionError(f"{member.id} is no member any more: {last.status} since {last.on}.")
    if last.status == new.status:
        raise CoalitionError(f"{member.id} is {last.status} since {last.on} already.")
    if new.on < last.on:
        message = f"{member.id} is {last.status} since {last.on}; a change cannot come before that."
        raise CoalitionError(message, "Give a later day with --on, or edit the entry by hand.")
    if last.status == "applied" and new.status == "active":
        _refuse_unvouched(campaign, member)
    if new.into is not None:
        _refuse_union(member, the_member(campaign, new.into), new.on)
    values: dict[str, Writable] = {"status": new.status, "on": new.on, "into": new.into, "reason": new.reason}
    said = {key: value for key, value in values.items() if value is not None}
    return turned(folder, member, lambda page: page.append(("membership",), said))


def _refuse_unvouched(campaign: Campaign, member: Member) -> None:
    """Raise CoalitionError unless the application is as the charter asks: the secretariat makes nobody active without."""
    charter = campaign.settings.campaign.charter
    if charter is None:
        return
    sponsors, day = vouching(member), member.applied_on()
    found = {name: campaign.members.get(name) for name in sorted(sponsors)}
    absent = [name for name, sponsor in found.items() if sponsor is None or not sponsor.active_on(day)]
    if len(sponsors) < SPONSORS or absent:
        reason = f"{', '.join(absent)} was not active on {day}" if absent else f"it names {len(sponsors)}"
        hint = f"Give: coalition member set {member.id} application.sponsors MEMBER MEMBER"
        raise CoalitionError(f"The application of {member.id} needs {SPONSORS} active sponsors; {reason}.", hint)
    if member.application is None or member.application.charter != charter.version:
        message = f'{member.id} has not accepted the charter "{charter.version}".'
        raise CoalitionError(
            message, f'If it does: coalition member set {member.id} application.charter "{charter.version}"'
        )


def _refuse_union(member: Member, other: Member, on: date) -> None:
    """Raise CoalitionError where one member cannot become part of another."""
    if member is other:
        raise CoalitionError(f"{member.id} cannot become part of itself.", "Name another member with --into.")
    if not other.active_on(on):
        change = other.status_on(on)
        state = f"{change.status} since {change.on}" if change else "not yet a member"
        raise CoalitionError(f"{other.id} is not an active member on {on}: {state}.", "Name one that is.")


def _put(page: Page, route: Route, value: Writable) -> None:
    page.put(route, value)


def begin_part(folder: Path, campaign: Campaign, name: str, network: str, since: date | None) -> tuple[Sheet, ...]:
    """The member becomes part of a network or committee, from that day on, or for all time.

    Raises CoalitionError when it is part of it then, and for a network that is no member.
    """
    member, wanted = the_member(campaign, name), the_member(campaign, network)
    for part in member.networks:
        if part.network == wanted.id and (part.until is None or since is None or since < part.until):
            until = f" until {part.until}" if part.until else ""
            raise CoalitionError(f"{member.id} is part of {wanted.id} already{until}.")
    entry: Writable = {"network": wanted.id, "from": since} if since else wanted.id
    return turned(folder, member, lambda page: page.append(("part_of",), entry))


def end_part(folder: Path, campaign: Campaign, name: str, network: str, until: date) -> tuple[Sheet, ...]:
    """The member is part of a network no more from that day on; that it was stays.

    Raises CoalitionError when it is no part of it, or would be for no time at all.
    """
    member = the_member(campaign, name)
    for index, part in enumerate(member.networks):
        if part.network == network and (part.until is None or until < part.until):
            if part.since is not None and until <= part.since:
                raise CoalitionError(f"{member.id} is part of {network} since {part.since}.", "Give a later day.")
            entry: Writable = {"network": network, **({"from": part.since} if part.since else {}), "until": until}
            return turned(folder, member, partial(_put, route=("part_of", index), value=entry))
    hint = f"It is part of: {', '.join(dict.fromkeys(part.network for part in member.networks)) or 'none'}."
    raise CoalitionError(f'{member.id} is no part of "{network}" then.', hint)


def begin_account(
    folder: Path, campaign: Campaign, name: str, account: tuple[str, str], since: date | None
) -> tuple[Sheet, ...]:
    """An account of a code host acts for the member, from that day on, or whatever the day.

    Raises CoalitionError when it does so already; that it acts for no other member is for who judges the change.
    """
    member = the_member(campaign, name)
    host, who = account
    for one in member.accounts:
        if _is(one, account) and (one.until is None or since is None or since < one.until):
            raise CoalitionError(f"{host}/{who} acts for {member.id} already.")
    entry: Writable = {"host": host, "name": who, **({"from": since} if since else {})}
    return turned(folder, member, lambda page: page.append(("accounts",), entry))


def end_account(
    folder: Path, campaign: Campaign, name: str, account: tuple[str, str], until: date
) -> tuple[Sheet, ...]:
    """An account acts for the member no more from that day on; that it did stays.

    Raises CoalitionError when it does not act for it then.
    """
    member = the_member(campaign, name)
    for index, one in enumerate(member.accounts):
        if _is(one, account) and (one.until is None or until < one.until) and (one.since is None or one.since < until):
            return turned(folder, member, partial(_put, route=("accounts", index, "until"), value=until))
    known = ", ".join(f"{one.host}/{one.name}" for one in member.accounts) or "none"
    raise CoalitionError(f"{'/'.join(account)} does not act for {member.id} then.", f"Its accounts are: {known}.")


def _is(account: Account, said: tuple[str, str]) -> bool:
    return (account.host, account.name.casefold()) == (said[0], said[1].casefold())
