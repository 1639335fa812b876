"""Who is waited for: what each member owes the campaign, the most urgent first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from coalition.standing.model import WAITING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from coalition.standing.board import Board, ChapterState, StatementState

Task = Literal[
    "answer", "confirm", "receive", "settle", "approve", "approve-again", "write", "mend", "translate", "verify"
]
_ORDER: tuple[Task, ...] = (
    "receive", "confirm", "answer", "settle", "approve-again", "approve", "mend", "write", "translate", "verify",
)  # fmt: skip
"""What holds others up comes first."""

_ANSWERED = frozenset({"open", "closed"})
"""Stages of a statement in which an answer can still be made good."""


@dataclass(frozen=True, slots=True)
class Debt:
    """One thing that a member is waited for."""

    member: str
    task: Task
    subject: str
    """What it is about: the id of a chapter or statement, the path of a translation, the type of a contact."""
    language: str = ""
    due: datetime | None = None
    """The first instant at which it is too late; None: nobody set one."""
    due_on: date | None = None
    """The day that ends then, when it has ended everywhere on earth."""
    because: tuple[str, ...] = ()
    """What stands behind it: files that changed, members that objected, paths that wait."""

    @property
    def order(self) -> tuple[bool, float, int, str, str]:
        """Sorts by urgency: what has an end before what has none, the nearest end first, then what holds others up."""
        when = self.due.timestamp() if self.due else 0.0
        return (self.due is None, when, _ORDER.index(self.task), self.subject, self.language)


@dataclass(frozen=True, slots=True)
class Awaited:
    """A member and all that it owes."""

    member: str
    debts: tuple[Debt, ...]
    """Never empty; the most urgent first."""


def waiting(board: Board, secretariat: str) -> tuple[Awaited, ...]:
    """Everybody who is waited for, who owes the most urgent first.

    Law: everybody who owes something is there once, with all of it.
    """
    merged: dict[tuple[str, Task, str, str], Debt] = {}
    for debt in _debts(board, secretariat):
        first = merged.setdefault((debt.member, debt.task, debt.subject, debt.language), debt)
        if first is not debt:
            because = tuple(dict.fromkeys((*first.because, *debt.because)))
            merged[debt.member, debt.task, debt.subject, debt.language] = replace(first, because=because)
    debts = sorted(merged.values(), key=lambda debt: (debt.member, debt.order))
    found = [Awaited(name, tuple(own)) for name, own in groupby(debts, key=lambda debt: debt.member)]
    return tuple(sorted(found, key=lambda one: (one.debts[0].order, -len(one.debts), one.member)))


def _debts(board: Board, secretariat: str) -> Iterator[Debt]:
    for chapter in board.chapters:
        yield from _of_chapter(chapter, secretariat)
    for statement in board.statements:
        yield from _of_statement(statement, secretariat)
    for lag in board.lags:
        yield Debt(lag.owner, "translate", lag.path, lag.language, because=(lag.original,))
    for contact in board.contacts:
        yield Debt(contact.member, "verify", contact.type)


def _of_chapter(chapter: ChapterState, secretariat: str) -> Iterator[Debt]:
    name, language, found = chapter.id, chapter.language, chapter.approvals
    if chapter.missing_alt or chapter.missing_sources:
        yield Debt(chapter.lead, "mend", name, language)
    if not chapter.asks:
        yield Debt(chapter.lead, "write", name, language)
        return
    if found.objections:
        yield Debt(chapter.lead, "settle", name, language, because=tuple(one.member for one in found.objections))
    unproven = {one.member: one for one in found.unproven if one.content_sha256 == found.digest}
    for member in found.missing:
        if member not in unproven:
            yield Debt(member, "approve", name, language)
    for approval in found.stale:
        if approval.member in found.required and approval.member not in unproven:
            yield Debt(approval.member, "approve-again", name, language, because=chapter.changed.get(approval.path, ()))
    for member, approval in unproven.items():
        is_signed = approval.verdict == "not-yet-received"
        whose = secretariat if is_signed else member
        yield Debt(whose, "receive" if is_signed else "confirm", name, language, because=(approval.path,))


def _of_statement(statement: StatementState, secretariat: str) -> Iterator[Debt]:
    for member in statement.silent:
        yield Debt(member, "answer", statement.id, due=statement.closes, due_on=statement.closes_on)
    current = statement.standing.current_version
    for answer in statement.standing.answers if statement.status in _ANSWERED else ():
        if answer.verdict in WAITING and answer.version == current:
            is_signed = answer.verdict == "not-yet-received"
            whose = secretariat if is_signed else answer.member
            when = (statement.closes, statement.closes_on) if statement.left is not None else (None, None)
            task: Task = "receive" if is_signed else "confirm"
            yield Debt(whose, task, statement.id, due=when[0], due_on=when[1], because=(answer.path,))
