"""What every format says about the report itself, in the same words and the same order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.outputs.report.licences import licence
from coalition.outputs.report.model import Approval, CitationStyle, Contribution, Member, Report, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.crediting import Credited
    from coalition.outputs.report.words import Words


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of the imprint."""

    label: str
    value: str
    target: str = ""
    """Where the value leads to: a web address, `mailto:`, or nothing."""


def full_title(report: Report) -> str:
    """Title and subtitle as one line."""
    imprint = report.imprint
    return f"{imprint.title}: {imprint.subtitle}" if imprint.subtitle else imprint.title


def citation(report: Report) -> str:
    """How the report asks to be cited."""
    imprint = report.imprint
    cited = report.words.citation.format(
        campaign=imprint.campaign,
        title=full_title(report),
        edition=imprint.edition,
        publisher=imprint.publisher,
        year=imprint.date.year,
    )
    return f"{cited} {imprint.website}".rstrip()


def made_of(report: Report) -> str:
    """Date and commit, as they are printed."""
    shown = report.words.date(report.imprint.date)
    if not report.imprint.commit:
        return shown
    return report.words.text_commit.format(date=shown, commit=report.imprint.short_commit)


def facts(report: Report) -> tuple[Fact, ...]:
    """The imprint, line by line; a line without a value is left out."""
    imprint, words = report.imprint, report.words
    terms = licence(imprint.licence)
    lines = (
        Fact(words.edition.format(edition=imprint.edition), words.published_by.format(publisher=imprint.publisher)),
        Fact(words.text_of, made_of(report)),
        Fact(words.licence, terms.name, terms.address),
        Fact(words.cite, citation(report)),
        *_approvals(report),
        *_people(report),
        Fact(words.contact, imprint.contact, _address(imprint.contact)),
        Fact(words.responsibility, words.disclaimer),
    )
    return tuple(line for line in lines if line.value)


def _approvals(report: Report) -> Iterator[Fact]:
    """Who approved which chapter; nothing where nobody was ever asked."""
    words = report.words
    for chapter in report.chapters if any(one.approvals.asked for one in report.chapters) else ():
        found = chapter.approvals
        told = (
            (words.approved_by, [_approval(report, one) for one in found.given]),
            (words.approval_missing, found.missing),
            (words.approval_objection, found.objecting),
        )
        said = " ".join(pattern.format(members=words.listing(names)) for pattern, names in told if names)
        yield Fact(words.approval.format(number=chapter.number), said)


def _approval(report: Report, approval: Approval) -> str:
    words = report.words
    role = {Role.LEAD: words.as_lead, Role.REVIEWER: words.as_reviewer}.get(approval.role, words.as_contributor)
    pattern = words.approval_attested if approval.attested else words.approval_signed
    return pattern.format(member=approval.name, role=role, date=words.date(approval.on) if approval.on else "")


def _people(report: Report) -> Iterator[Fact]:
    """The persons named for each chapter, with what they did; nothing for a chapter for which nobody is."""
    words = report.words
    for chapter in report.chapters:
        named = "; ".join(_person(words, person) for person in chapter.people)
        yield Fact(words.people.format(number=chapter.number), named)


def _person(words: Words, person: Credited) -> str:
    pattern = words.person_of if person.organisation else words.person
    roles = words.listing(map(words.credit, person.roles))
    told = pattern.format(name=person.name, member=person.organisation, roles=roles)
    return f"{told}, {person.address}" if person.address else told


def _address(contact: str) -> str:
    if contact.startswith(("https://", "http://")):
        return contact
    return f"mailto:{contact}" if "@" in contact and " " not in contact else ""


def colophon(report: Report) -> Iterator[str]:
    """The last page: how the file was made, and what it can be relied on for."""
    words = report.words
    yield words.typefaces
    if report.style:
        yield " ".join(_credit(report.style, words))
    if report.imprint.commit:
        yield words.reproducible.format(commit=report.imprint.commit)
    digests = [f"{one.number}: {_in_groups(one.digest)}" for one in report.chapters if one.digest]
    if digests:
        yield words.digests.format(digests="; ".join(digests))
    yield words.accessibility


def _in_groups(digest: str) -> str:
    """A digest as it is compared by eye; a line may end between the groups."""
    return " ".join(digest[at : at + 16] for at in range(0, len(digest), 16))


def _credit(style: CitationStyle, words: Words) -> Iterator[str]:
    """The citation style, as far as its file says who made it and on what terms."""
    yield words.citation_style.format(title=style.title)
    if style.authors:
        yield words.citation_style_by.format(authors=words.listing(style.authors))
    if style.terms:
        yield words.citation_style_terms.format(terms=style.terms)


def roles(report: Report, member: Member) -> tuple[str, ...]:
    """What a member did, one sentence a role."""
    return tuple(_role(report, contribution) for contribution in member.contributions)


def _role(report: Report, contribution: Contribution) -> str:
    words = report.words
    several = len(contribution.chapters) > 1
    pattern = {
        Role.SECRETARIAT: words.secretariat,
        Role.LEAD: words.led_several if several else words.led,
        Role.CONTRIBUTOR: words.contributed_several if several else words.contributed,
        Role.REVIEWER: words.reviewed_several if several else words.reviewed,
    }[contribution.role]
    return pattern.format(chapters=words.listing(map(str, contribution.chapters)))
