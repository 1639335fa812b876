"""Those who answered a statement, arranged for a page: short lists whole, long ones by part of the world."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.outputs import answering
from coalition.outputs.answers import PROOFS, by_capacity
from coalition.outputs.regions import REGIONS, region_of
from coalition.outputs.words import alphabetical

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markupsafe import Markup

    from coalition.outputs.answers import AnswersView, AnswerView
    from coalition.outputs.site.sheet import Sheet

LONG = 30
"""A list with more rows is cut into parts of the world, each of which opens by itself."""


@dataclass(frozen=True, slots=True)
class Row:
    """An answer as the page lists it."""

    anchor: str
    """Where its reservation stands."""
    link: Markup
    """The name that the member bore when it answered, linked to its page."""
    country: str
    what: str
    """How strongly it is proven, and the day of its arrival record."""
    extent: str
    """For what it speaks, where that is not the whole text."""
    reservation: tuple[str, ...]
    mark: str
    """What is said of the reservation beside the name."""
    language: str
    """That of the reservation, where it is not the page's."""


@dataclass(frozen=True, slots=True)
class Part:
    """Rows under a title of their own; without a title they are the whole list."""

    title: str
    count: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Answers of one kind."""

    id: str
    number: int
    parts: tuple[Part, ...]
    capacity: str = ""


def signed(sheet: Sheet, answers: AnswersView) -> tuple[Group, ...]:
    """Those who count, by capacity."""
    groups = by_capacity(answers.signatories)
    return tuple(
        Group(f"signed-{name}", len(found), tuple(_parts(sheet, found, action=False)), name) for name, found in groups
    )


def refused(sheet: Sheet, answers: AnswersView) -> tuple[Group, ...]:
    """Those who answered, and did not sign."""
    return _groups(sheet, answers, ("objected", "declined", "abstained", "withdrawn"), action=False)


def uncounted(sheet: Sheet, answers: AnswersView) -> tuple[Group, ...]:
    """Answers that do not count, or not yet."""
    waiting = _groups(sheet, answers, ("unconfirmed",), action=True)
    earlier = _groups(sheet, answers, ("earlier",), action=False)
    return (*waiting, *earlier, *_groups(sheet, answers, ("faulty",), action=True))


def _groups(sheet: Sheet, answers: AnswersView, names: Iterable[str], *, action: bool) -> tuple[Group, ...]:
    found = ((name, getattr(answers, name)) for name in names)
    return tuple(Group(name, len(group), tuple(_parts(sheet, group, action=action))) for name, group in found if group)


def _parts(sheet: Sheet, answers: tuple[AnswerView, ...], *, action: bool) -> Iterator[Part]:
    if len(answers) <= LONG:
        yield Part("", "", tuple(row(sheet, answer, action=action) for answer in answers))
        return
    words = sheet.words
    placed = [(region_of(answer.country), answer) for answer in answers]
    for region in (*REGIONS, ""):
        found = [answer for where, answer in placed if where == region]
        found.sort(key=lambda answer: (alphabetical(words.country(answer.country)), alphabetical(answer.name)))
        if found:
            title = words.country(region) if region else words("members.elsewhere")
            countries = words.count("answers.countries", len({answer.country for answer in found}))
            count = words.count("answers.members", len(found), countries=countries)
            yield Part(title, count, tuple(row(sheet, answer, action=action) for answer in found))


def row(sheet: Sheet, answer: AnswerView, *, action: bool) -> Row:
    """One answer; `action` says what it wants where that is not told by the list that it is in."""
    words = sheet.words
    what = [words(f"answer.action.{answer.action}")] if action else []
    # A line ends before a day, not within it.
    what += [answering.proof(words, answer), answering.arrival(words, answer).replace(" ", "\u00a0")]
    return Row(
        anchor=answer.anchor,
        link=sheet.link(answer.name, f"members/{answer.member}/"),
        country=words.country(answer.country) if answer.country else "",
        what=" · ".join(part for part in what if part),
        extent=answering.extent(words, answer),
        reservation=answer.reservation,
        mark=words("answers.with-reservation" if answer.action == "endorse" else "answers.with-reasons"),
        language=answer.language if answer.language != sheet.view.language else "",
    )


def reservation(sheet: Sheet, answer: AnswerView) -> Row:
    """An answer with its reservation in full, and what the answer was."""
    return row(sheet, answer, action=answer.action != "endorse" or answer.proof not in PROOFS)
