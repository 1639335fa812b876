"""Members: the directory by part of the world and by name, and a page for each."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from markupsafe import Markup

from coalition.kinds.site import BY_NAME
from coalition.outputs import answering
from coalition.outputs.regions import REGIONS, region_of
from coalition.outputs.site.sheet import NO_WORK
from coalition.outputs.words import alphabetical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from coalition.outputs.answers import AnswerView
    from coalition.outputs.site.member_views import ContactView, MemberView
    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Sheet, Site


@dataclass(frozen=True, slots=True)
class Group:
    """Active members of one part of the world."""

    id: str
    title: str
    members: tuple[MemberView, ...]


def pages(site: Site) -> Iterator[Page]:
    """Everything below `members/`."""
    former = tuple(member for member in site.view.members if member.former)
    active = tuple(member for member in site.view.members if member.active)
    sheet = site.sheet("members/")
    body = sheet.parts("members", groups=_groups(site, active), former=former)
    yield sheet.page(site.words("members.title"), body, description=site.words("members.description"))
    sheet = site.sheet(f"members/{BY_NAME}/")
    body = sheet.parts("members_by_name", letters=_letters(active))
    yield sheet.page(site.words("members.by-name"), body, trail=_trail(site), search=False)
    for member in site.view.members:
        yield _member(site, member)


def _trail(site: Site) -> tuple[tuple[str, str], ...]:
    return ((site.words("members.title"), "members/"),)


def _groups(site: Site, members: Iterable[MemberView]) -> list[Group]:
    """By part of the world, within it by country and name; what lies in none comes last."""
    groups = []
    placed = [(region_of(member.country), member) for member in members]
    for region in (*REGIONS, ""):
        found = [member for where, member in placed if where == region]
        found.sort(key=lambda member: (alphabetical(site.words.country(member.country)), alphabetical(member.name)))
        if found:
            title = site.words.country(region) if region else site.words("members.elsewhere")
            groups.append(Group(region or "none", title, tuple(found)))
    return groups


def _letters(members: Iterable[MemberView]) -> list[tuple[str, list[MemberView]]]:
    ordered = sorted(members, key=lambda member: alphabetical(member.name))
    return [(letter, list(group)) for letter, group in groupby(ordered, key=lambda member: _letter(member.name))]


def _letter(name: str) -> str:
    return alphabetical(name)[0][:1].upper()


def _member(site: Site, member: MemberView) -> Page:
    sheet = site.sheet(f"members/{member.id}/")
    work = site.work.get(member.id, NO_WORK)
    body = sheet.parts(
        "member",
        member=member,
        current_names=[other.name for other in member.other_names if other.until is None],
        earlier_names=[
            _earlier(sheet, other.name, other.until) for other in member.other_names if other.until is not None
        ],
        languages=[site.words.language_name(tag) for tag in member.languages],
        website=web_link(member.website),
        part_of=[name for name in member.part_of if name in site.members],
        parts=work.parts,
        contacts=[_contact(sheet, contact) for contact in member.contacts],
        chapters=work.chapters,
        statements=work.statements,
        practices=work.practices,
        signed=[(statement, answer, _signed(sheet, answer)) for statement, answer in work.answers],
    )
    return sheet.page(member.name, body, description=member.summary, trail=_trail(site))


def _signed(sheet: Sheet, answer: AnswerView) -> str:
    """What the member did, in which capacity, when, and how strongly that is proven."""
    words = sheet.words
    said = [words(f"answer.capacity.{answer.capacity}") if answer.action == "endorse" else ""]
    said.append("" if answer.action == "endorse" else words(f"answer.action.{answer.action}"))
    said += [answering.proof(words, answer), words.date(answer.on) if answer.on else ""]
    said += [answering.record(words, answer), answering.extent(words, answer)]
    return " · ".join(part for part in said if part)


def _earlier(sheet: Sheet, name: str, until: date) -> Markup:
    return sheet.words.html("member.name-until", name=name, day=sheet.day(until))


def web_link(address: str) -> Markup:
    """A link to another site, shown without its scheme."""
    shown = address.partition("//")[2].rstrip("/")
    return Markup('<a href="{}">{}</a>').format(address, shown) if address else Markup()


def _contact(sheet: Sheet, contact: ContactView) -> tuple[ContactView, Markup, Markup, str]:
    """A contact with its link, its languages and its hours in words."""
    languages = sheet.words.listing(map(sheet.words.language_name, contact.languages))
    return contact, _reach(contact), languages, sheet.words.hours(contact.hours)


def _reach(contact: ContactView) -> Markup:
    """The way itself, as a link where it can be one."""
    if contact.type == "email":
        return Markup('<a href="mailto:{0}">{0}</a>').format(contact.value)
    if contact.type == "phone":
        digits = "".join(char for char in contact.value if char in "+0123456789")
        return Markup('<a href="tel:{}" dir="ltr">{}</a>').format(digits, contact.value)
    if contact.value.startswith(("https://", "http://")):
        return web_link(contact.value)
    return Markup("{}").format(contact.value)
