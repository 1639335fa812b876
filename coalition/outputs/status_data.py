"""The board for programs: all of it as JSON, who is waited for as CSV."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from coalition.outputs.tables import inert
from coalition.outputs.verdict import dump

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coalition.standing.board import Board, ChapterState, StatementState
    from coalition.standing.model import Approval
    from coalition.standing.owing import Awaited, Debt

COLUMNS = ("member", "task", "subject", "language", "due", "because")


def as_json(board: Board, waiting: Iterable[Awaited]) -> str:
    """An object with everything that the board tells, and who is waited for in the order of urgency."""
    return dump(
        {
            "version": 1,
            "instant": _instant(board.instant),
            "campaign": board.campaign,
            "chapters": [_chapter(chapter) for chapter in board.chapters],
            "statements": [_statement(statement) for statement in board.statements],
            "translations": [
                {
                    "path": lag.path,
                    "original": lag.original,
                    "kind": lag.kind,
                    "id": lag.id,
                    "language": lag.language,
                    "owner": lag.owner,
                    "since": _instant(lag.since),
                }
                for lag in board.lags
            ],
            "contacts": [
                {
                    "member": contact.member,
                    "type": contact.type,
                    "verified": contact.verified.isoformat() if contact.verified else None,
                }
                for contact in board.contacts
            ],
            "waiting": [{"member": one.member, "owes": [_debt(debt) for debt in one.debts]} for one in waiting],
        }
    )


def as_csv(waiting: Iterable[Awaited]) -> str:
    """A row for each thing that somebody is waited for, in the order of urgency."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for debt in (debt for one in waiting for debt in one.debts):
        cells = (debt.member, debt.task, debt.subject, debt.language, _instant(debt.due) or "", " ".join(debt.because))
        writer.writerow(map(inert, cells))
    return stream.getvalue()


def _chapter(chapter: ChapterState) -> dict[str, Any]:
    found = chapter.approvals
    return {
        "id": chapter.id,
        "language": chapter.language,
        "title": chapter.title,
        "lead": chapter.lead,
        "status": chapter.status,
        "words": chapter.words,
        "missing_alt": chapter.missing_alt,
        "missing_sources": chapter.missing_sources,
        "digest": found.digest,
        "approved": found.approved,
        "required": list(found.required),
        "given": [_approval(one) for one in found.given],
        "missing": list(found.missing),
        "stale": [{**_approval(one), "changed": list(chapter.changed.get(one.path, ()))} for one in found.stale],
        "objections": [{**_approval(one), "remark": one.remark} for one in found.objections],
        "not_yet_confirmed": [{**_approval(one), "verdict": one.verdict} for one in found.unproven],
    }


def _approval(approval: Approval) -> dict[str, Any]:
    return {
        "path": approval.path,
        "member": approval.member,
        "capacity": approval.capacity,
        "action": approval.action,
        "strength": approval.strength,
        "date": approval.on.isoformat() if approval.on else None,
        "arrived": _instant(approval.arrived),
    }


def _statement(statement: StatementState) -> dict[str, Any]:
    totals = statement.standing.totals
    return {
        "id": statement.id,
        "title": statement.title,
        "status": statement.status,
        "current_version": statement.standing.current_version,
        "closes": _instant(statement.closes),
        "seconds_left": int(statement.left.total_seconds()) if statement.left is not None else None,
        "counted": totals.counted,
        "signed": totals.signed,
        "attested": totals.attested,
        "not_yet_confirmed": len(statement.standing.not_yet_confirmed),
        "declined": totals.declined,
        "abstained": totals.abstained,
        "objected": totals.objected,
        "withdrawn": totals.withdrawn,
        "adopted": statement.standing.adoption.adopted if statement.standing.adoption.rule != "none" else None,
        "not_answered": list(statement.silent),
    }


def _debt(debt: Debt) -> dict[str, Any]:
    return {
        "task": debt.task,
        "subject": debt.subject,
        "language": debt.language or None,
        "due": _instant(debt.due),
        "because": list(debt.because),
    }


def _instant(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None
