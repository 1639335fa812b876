"""The answers to statements and what they are worth, as a table for people and as JSON for programs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from coalition.outputs.verdict import dump, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coalition.standing.model import Answer, Paper, Standing, StatementStanding

_COLUMNS = ("member", "version", "action", "strength", "verdict", "counts")


def as_json(standing: Standing, statements: Iterable[StatementStanding]) -> str:
    """As DESIGN has it: an object with the statements, each with its answers, totals and whether it is adopted."""
    return dump(
        {
            "version": 1,
            "instant": _instant(standing.instant),
            "statements": [_statement(statement) for statement in statements],
            "papers": [_paper(paper) for paper in standing.papers],
        }
    )


def _statement(statement: StatementStanding) -> dict[str, Any]:
    totals, adoption = statement.totals, statement.adoption
    return {
        "id": statement.statement,
        "current_version": statement.current_version,
        "answers": [_answer(answer) for answer in statement.answers],
        "totals": {
            "counted": totals.counted,
            "signed": totals.signed,
            "attested": totals.attested,
            "declined": totals.declined,
            "abstained": totals.abstained,
            "objected": totals.objected,
            "withdrawn": totals.withdrawn,
            "unnamed": totals.unnamed,
        },
        "adopted": adoption.adopted,
        "adoption": {
            "rule": adoption.rule,
            "minimum": adoption.minimum,
            "until": _instant(adoption.until),
            "reason": adoption.reason,
        },
    }


def _answer(answer: Answer) -> dict[str, Any]:
    return {
        "path": answer.path,
        "member": answer.member,
        "version": answer.version,
        "language": answer.language,
        "action": answer.action,
        "capacity": answer.capacity,
        "strength": answer.strength,
        "verdict": answer.verdict,
        "counts": answer.counts,
        "reason": answer.reason,
        "date": answer.on.isoformat() if answer.on else None,
        "arrived": _instant(answer.arrived),
    }


def _paper(paper: Paper) -> dict[str, Any]:
    return {"path": paper.path, "verdict": paper.verdict, "reason": paper.reason}


def _instant(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") if moment else None


def table(standing: Standing, statements: Iterable[StatementStanding]) -> str:
    """For people: a table a statement, the reasons of what does not count, and the sum."""
    blocks = ["".join(f"{line}\n" for line in _block(statement)) for statement in statements]
    papers = [f"{visible(paper.path)}: {paper.verdict}. {visible(paper.reason)}\n" for paper in standing.papers]
    return "\n".join([*blocks, *(["".join(papers)] if papers else [])])


def _block(statement: StatementStanding) -> Iterator[str]:
    yield f"{statement.statement}, version {statement.current_version}"
    if statement.answers:
        rows = [_COLUMNS, *map(_row, statement.answers)]
        widths = [max(len(row[index]) for row in rows) for index in range(len(_COLUMNS))]
        lines = ["  ".join(f"{cell:{width}}" for cell, width in zip(row, widths, strict=True)) for row in rows]
        yield f"  {lines[0]}".rstrip()
        for answer, line in zip(statement.answers, lines[1:], strict=True):
            # What counts needs no reason; of anything else people ask for it.
            yield f"  {line}" if answer.counts else f"  {line}  {visible(answer.reason)}"
    totals, adoption = statement.totals, statement.adoption
    yield (
        f"  {totals.counted} counted: {totals.signed} signed, {totals.attested} attested, of these {totals.unnamed} "
        f"unnamed. {totals.declined} declined, {totals.abstained} abstained, {totals.objected} objected, "
        f"{totals.withdrawn} withdrew."
    )
    if adoption.rule != "none":
        yield f"  {'Adopted' if adoption.adopted else 'Not adopted'} ({adoption.rule}). {visible(adoption.reason)}"


def _row(answer: Answer) -> tuple[str, ...]:
    counts = "counts" if answer.counts else ""
    return (answer.member, str(answer.version), answer.action or "?", answer.strength, answer.verdict, counts)
