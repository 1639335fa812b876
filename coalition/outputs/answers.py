"""What readers are told of the answers to a statement: who, in which capacity, how strongly proven, with what reserve.

Verdicts, totals and adoption are those of the standing. Here answers are named and put into groups, nothing else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from coalition.outputs.words import alphabetical
from coalition.standing.model import Adoption, Totals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date, datetime

    from coalition.kinds.member import Member
    from coalition.standing.model import Answer, StatementStanding

CAPACITIES = ("drafter", "co-sponsor", "supporter")
"""In the order in which readers see them."""
PROOFS = ("signed", "attested", "carried-over")
"""How a signature that counts is proven, in the order in which readers see it."""
_PARAGRAPH = re.compile(r"\n\s*\n")
_LEFT_TO_OTHERS = frozenset({"superseded", "withdrawn"})
"""Verdicts on answers for which a later one of the same member speaks."""


@dataclass(frozen=True, slots=True)
class AnswerView:
    """A member's answer to a version of a statement."""

    member: str
    """The id of a member that may be named."""
    name: str
    """As it signed: the name that it bore on that day."""
    country: str = ""
    action: str = "endorse"
    capacity: str = "supporter"
    proof: str = "signed"
    """How it is proven, or why it does not count: `signed`, `attested`, or the standing's verdict."""
    version: int = 1
    language: str = ""
    """BCP 47: in which the member read the text."""
    on: date | None = None
    """The day that the answer states."""
    arrived: datetime | None = None
    """Of its arrival record."""
    sections: tuple[str, ...] = ()
    """Titles of the sections that it speaks for; empty: the whole text."""
    reservation: tuple[str, ...] = ()
    """Paragraph by paragraph; of an answer with which something is wrong nothing."""

    @property
    def anchor(self) -> str:
        """Where its reservation stands on the statement's page; no two answers that are shown have the same."""
        name = f"reservation-{self.member}"
        return name if self.proof in PROOFS else f"{name}-{self.action}-{self.proof}-v{self.version}"


@dataclass(frozen=True, slots=True)
class AnswersView:
    """The answers to a statement that may be shown, each in one group, by the name under which it was given.

    Laws: nobody who may not be named is in any group, and all who count are in the totals; only `signatories` count.
    """

    signatories: tuple[AnswerView, ...] = ()
    late: tuple[AnswerView, ...] = ()
    """Signatures that arrived after the deadline, where the statement allows them, in order of time."""
    unconfirmed: tuple[AnswerView, ...] = ()
    earlier: tuple[AnswerView, ...] = ()
    declined: tuple[AnswerView, ...] = ()
    abstained: tuple[AnswerView, ...] = ()
    objected: tuple[AnswerView, ...] = ()
    withdrawn: tuple[AnswerView, ...] = ()
    faulty: tuple[AnswerView, ...] = ()
    """Answers that do not count because something is wrong with them."""
    totals: Totals = field(default_factory=Totals)
    adoption: Adoption = field(default_factory=Adoption)
    members: int = 0
    """How many members are active, unnamed ones counted."""

    @property
    def reserved(self) -> tuple[AnswerView, ...]:
        """Answers with a reservation, those of signatories first."""
        return tuple(answer for answer in self.all if answer.reservation)

    @property
    def uncounted(self) -> tuple[AnswerView, ...]:
        """Everything that is there and does not count."""
        return (*self.unconfirmed, *self.earlier, *self.faulty)

    @property
    def all(self) -> tuple[AnswerView, ...]:
        """Every answer that is shown."""
        refused = (*self.declined, *self.abstained, *self.objected, *self.withdrawn)
        return (*self.signatories, *self.late, *refused, *self.uncounted)


def view(
    found: StatementStanding,
    members: Mapping[str, Member],
    title: Callable[[int, str], str],
    *,
    late: bool,
    active: int,
) -> AnswersView:
    """The answers of a statement's standing as readers see them.

    `members` are those that may be named; `title` gives the words of a section by version and id; `late` says whether
    signatures after the deadline are a list of their own; `active` how many members there are.
    """
    groups: dict[str, list[AnswerView]] = {}
    for answer in found.answers:
        name = _group(answer, late=late)
        if name and answer.named and answer.member in members:
            shown = _answer(answer, members[answer.member], title)
            groups.setdefault(name, []).append(replace(shown, reservation=()) if name == "faulty" else shown)
    ordered = {name: tuple(sorted(group, key=_by_name)) for name, group in groups.items()}
    if "late" in ordered:
        ordered["late"] = tuple(sorted(ordered["late"], key=_by_time))
    return AnswersView(**ordered, totals=found.totals, adoption=found.adoption, members=active)


_REFUSALS = {"decline": "declined", "abstain": "abstained", "object": "objected", "withdraw": "withdrawn"}


def _group(answer: Answer, *, late: bool) -> str:
    """The field that shows the answer; nothing for one that a later answer of the same member has replaced."""
    if answer.verdict in _LEFT_TO_OTHERS:
        return ""
    if answer.counts:
        return "signatories"
    if answer.verdict in ("announced", "not-yet-received"):
        return "unconfirmed"
    if answer.verdict == "earlier":
        return "earlier" if answer.action == "endorse" else ""
    if answer.verdict == "late" and late and answer.action == "endorse":
        return "late"
    return _REFUSALS.get(answer.action, "faulty") if answer.verdict in ("good", "carried-over") else "faulty"


def _answer(answer: Answer, member: Member, title: Callable[[int, str], str]) -> AnswerView:
    scope = () if answer.scope in ("", "whole") else answer.scope.split(",")
    return AnswerView(
        member=answer.member,
        name=answer.name,
        country=member.country,
        action=answer.action or "endorse",
        capacity=answer.capacity or "supporter",
        proof=_proof(answer),
        version=answer.version,
        language=answer.language,
        on=answer.on,
        arrived=answer.arrived,
        sections=tuple(title(answer.version, part.strip()) for part in scope),
        reservation=paragraphs(answer.reservation),
    )


def _proof(answer: Answer) -> str:
    if answer.verdict == "good" and answer.action == "endorse" and not answer.counts:
        return "wrong-version"  # one that is not current yet
    genuine = answer.verdict == "good" or (answer.verdict == "late" and answer.strength != "announced")
    return answer.strength if genuine else answer.verdict


def paragraphs(text: str) -> tuple[str, ...]:
    """A reservation paragraph by paragraph, the line ends within one as blanks."""
    return tuple(" ".join(part.split()) for part in _PARAGRAPH.split(text) if part.strip())


def _by_name(answer: AnswerView) -> tuple[str, str, int]:
    return (*alphabetical(answer.name), answer.version)


def _by_time(answer: AnswerView) -> tuple[float, str]:
    return (answer.arrived.timestamp() if answer.arrived else 0.0, answer.name)


def by_capacity(answers: Iterable[AnswerView]) -> tuple[tuple[str, tuple[AnswerView, ...]], ...]:
    """Answers by capacity, in the order of `CAPACITIES`; a capacity that nobody has is left out."""
    kept = tuple(answers)
    groups = ((name, tuple(answer for answer in kept if answer.capacity == name)) for name in CAPACITIES)
    return tuple((name, group) for name, group in groups if group)


def by_proof(answers: Iterable[AnswerView]) -> tuple[tuple[str, tuple[AnswerView, ...]], ...]:
    """Answers by how they are proven, the strongest first."""
    order = {name: place for place, name in enumerate(PROOFS)}
    kept = sorted(answers, key=lambda answer: (order.get(answer.proof, len(order)), answer.proof))
    return tuple((name, tuple(group)) for name, group in groupby(kept, key=lambda answer: answer.proof))
