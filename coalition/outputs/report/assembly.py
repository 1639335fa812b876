"""How a prepared book, and what the campaign says about its chapters, become a `Report`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.outputs.report.model import (
    Approval,
    Approvals,
    Chapter,
    Contribution,
    Imprint,
    Matter,
    Member,
    Organisation,
    Part,
    Recommendation,
    Report,
    Role,
)
from coalition.outputs.words import alphabetical

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coalition.outputs.crediting import Credited
    from coalition.outputs.report.words import Words
    from coalition.prose.model import Book, Picture, Section
    from coalition.standing.model import ChapterStanding


_ASKING = frozenset({"recommendation", "demand"})


@dataclass(frozen=True, slots=True)
class Plan:
    """A chapter before it is put in its place: what the book does not know of it."""

    id: str
    """The id of its section in the book."""
    title: str
    abstract: str = ""
    lead: str = ""
    """Ids of organisations."""
    contributors: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    approvals: ChapterStanding | None = None
    """None: nobody knows."""
    theme: str = ""
    """In words."""
    people: tuple[Credited, ...] = ()
    """Persons who agreed to be named for it."""


@dataclass(frozen=True, slots=True)
class Demands:
    """A joint statement, as far as the register of recommendations and demands shows it."""

    title: str
    section: Section
    page: str = ""
    """Its address on the web, if it has one."""
    theme: str = ""
    """In words."""
    countries: tuple[str, ...] = ()
    """ISO 3166-1: those that it addresses."""


@dataclass(frozen=True, slots=True)
class PartPlan:
    """Chapters under a title of their own; without a title they stand in no part."""

    chapters: tuple[Plan, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class FrontAndBack:
    """The texts around the chapters: ids of sections in the book, with their titles."""

    foreword: tuple[str, str] | None = None
    summary: tuple[str, str] | None = None
    annexes: tuple[tuple[str, str], ...] = ()


def assemble(  # noqa: PLR0913 -- one for each thing that the book does not know of itself
    imprint: Imprint,
    book: Book,
    parts: Sequence[PartPlan],
    organisations: Iterable[Organisation],
    *,
    words: Words,
    around: FrontAndBack | None = None,
    pictures: Mapping[str, Picture] | None = None,
    demands: Iterable[Demands] = (),
) -> Report:
    """The report made of a prepared book and of what the campaign says about its chapters.

    `organisations` holds every member that may be named; one whose name is the publisher's is the secretariat. An id
    that it does not hold is left out, so that a member who is not named publicly stays unnamed. A section of the
    book that no plan names is left out.

    Raises KeyError when a plan names a section that the book does not have.
    """
    around = around or FrontAndBack()
    known = {organisation.id: organisation for organisation in organisations}
    placed = _parts(book, parts, known)
    plans = [plan for part in parts for plan in part.chapters]
    return Report(
        imprint=imprint,
        words=words,
        parts=placed,
        members=_members(imprint, plans, known),
        foreword=_matter(book, around.foreword),
        summary=_matter(book, around.summary),
        annexes=tuple(Matter(title, book.section(name)) for name, title in around.annexes),
        bibliography=book.bibliography,
        recommendations=(
            *_recommendations(placed, {plan.id: plan.theme for plan in plans}, words),
            *(each for one in demands for each in _demands(one, words)),
        ),
        pictures=dict(sorted((pictures or {}).items())),
    )


def _matter(book: Book, named: tuple[str, str] | None) -> Matter | None:
    return Matter(named[1], book.section(named[0])) if named else None


def _parts(book: Book, parts: Sequence[PartPlan], known: Mapping[str, Organisation]) -> tuple[Part, ...]:
    placed, number = [], 0
    for position, part in enumerate(parts, 1):
        chapters = []
        for plan in part.chapters:
            number += 1
            chapters.append(_chapter(number, plan, book, known))
        placed.append(Part(position, part.title, tuple(chapters)))
    return tuple(placed)


def _chapter(number: int, plan: Plan, book: Book, known: Mapping[str, Organisation]) -> Chapter:
    def names(ids: Iterable[str]) -> tuple[str, ...]:
        return tuple(known[name].name for name in ids if name in known)

    return Chapter(
        number=number,
        id=plan.id,
        title=plan.title,
        abstract=plan.abstract,
        lead=next(iter(names([plan.lead])), ""),
        contributors=names(plan.contributors),
        reviewers=names(plan.reviewers),
        section=book.section(plan.id),
        approvals=_approvals(plan.approvals, known) if plan.approvals else Approvals(),
        digest=plan.approvals.digest if plan.approvals else "",
        people=plan.people,
    )


def _approvals(standing: ChapterStanding, known: Mapping[str, Organisation]) -> Approvals:
    """Who approved it, of those that may be named, in the order in which they are asked."""
    place = {member: index for index, member in enumerate(standing.required)}
    objecting = {one.member for one in standing.objections}
    given = sorted(standing.given, key=lambda one: (place.get(one.member, len(place)), one.member))
    return Approvals(
        given=tuple(
            Approval(one.name or known[one.member].name, Role(one.capacity), one.on, one.strength == "attested")
            for one in given
            if one.member in known
        ),
        missing=tuple(known[name].name for name in standing.outstanding if name in known and name not in objecting),
        objecting=tuple(known[one.member].name for one in standing.objections if one.member in known),
        asked=bool(standing.given or standing.stale or standing.objections),
    )


def _members(imprint: Imprint, plans: Sequence[Plan], known: Mapping[str, Organisation]) -> tuple[Member, ...]:
    members = []
    for organisation in known.values():
        contributions = tuple(_contributions(imprint, plans, organisation))
        if contributions:
            members.append(Member(organisation.name, organisation.country, contributions))
    return tuple(sorted(members, key=_order))


def _order(member: Member) -> tuple[bool, str, str]:
    return (member.contributions[0].role is not Role.SECRETARIAT, *alphabetical(member.name))


def _contributions(imprint: Imprint, plans: Sequence[Plan], organisation: Organisation) -> Iterable[Contribution]:
    if organisation.name == imprint.publisher:
        yield Contribution(Role.SECRETARIAT)
    for role, held in (
        (Role.LEAD, lambda plan: organisation.id == plan.lead),
        (Role.CONTRIBUTOR, lambda plan: organisation.id in plan.contributors),
        (Role.REVIEWER, lambda plan: organisation.id in plan.reviewers),
    ):
        numbers = tuple(number for number, plan in enumerate(plans, 1) if held(plan))
        if numbers:
            yield Contribution(role, numbers)


def _recommendations(parts: Sequence[Part], themes: Mapping[str, str], words: Words) -> Iterable[Recommendation]:
    for part in parts:
        for chapter in part.chapters:
            where = _with_theme(f"{chapter.number} {chapter.title}", chapter.title, themes[chapter.id])
            for passage in chapter.section.passages:
                if passage.kind in _ASKING:
                    yield Recommendation(
                        number=passage.number,
                        id=passage.id,
                        chapter=chapter.number,
                        addressees=tuple(map(words.addressee, passage.attribute("to").split())),
                        # Demands have numbers of their own, so that a recommendation may have the same.
                        text=passage.text if passage.kind == "recommendation" else f"{words.demand}: {passage.text}",
                        where=where,
                        link=f"#{passage.id}",
                        countries=tuple(map(words.country_name, passage.attribute("countries").split())),
                    )


def _demands(statement: Demands, words: Words) -> Iterable[Recommendation]:
    """Statements number nothing: what they demand is counted here."""
    title = words.joint_statement.replace("{title}", statement.title)
    asking = [passage for passage in statement.section.passages if passage.kind in _ASKING]
    for number, passage in enumerate(asking, 1):
        yield Recommendation(
            number=str(number),
            id="",
            chapter=0,
            addressees=tuple(map(words.addressee, passage.attribute("to").split())),
            text=passage.text,
            where=_with_theme(title, statement.title, statement.theme),
            link=f"{statement.page}#{passage.id}" if statement.page else "",
            countries=tuple(map(words.country_name, passage.attribute("countries").split() or statement.countries)),
        )


def _with_theme(where: str, title: str, theme: str) -> str:
    return f"{where} ({theme})" if theme and theme.casefold() not in title.casefold() else where
