"""Listing and showing what a campaign holds, for any kind."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from coalition.campaign.loading import load
from coalition.errors import CoalitionError
from coalition.kinds import KINDS
from coalition.kinds.chapter import Chapter
from coalition.kinds.member import Member
from coalition.kinds.record import Record, Text
from coalition.kinds.statement import Statement
from coalition.problems import suggest
from coalition.sources.git import Repository
from coalition.sources.trees import DiskTree
from coalition.workflows.opening import need_campaign
from coalition.workflows.registry import moments

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.standing.model import Standing

COLUMNS: dict[str, tuple[str, ...]] = {
    "member": ("id", "name", "type", "country", "status", "themes"),
    "statement": ("id", "title", "status", "current_version", "closes", "counted", "adopted"),
    "chapter": ("id", "language", "title", "theme", "lead", "status", "approved"),
    "practice": ("id", "language", "title", "member", "countries"),
    "meeting": ("id", "language", "title", "starts", "scope", "host"),
}
"""What a list shows of each kind, in order."""
MORE: dict[str, tuple[str, ...]] = {"member": ("since", "stages", "languages", "part_of", "keys")}
"""What it has besides for programs, where a table would be too wide."""


@dataclass(frozen=True)
class Shelf:
    """A campaign that is listed, at a moment."""

    folder: Path
    campaign: Campaign
    moment: datetime

    @cached_property
    def standing(self) -> Standing:
        """What answers are worth: only what shows them asks for it, since it needs ssh-keygen."""
        from coalition.workflows import verifying
        from coalition.workflows.opening import open_cache

        return verifying.standing(self.campaign, self.moment, open_cache(self.folder, Repository.open(self.folder)))

    def records(self, kind: str) -> tuple[Record, ...]:
        """Every record of a kind; of a text the campaign's first language before its others."""
        model = next(entry.model for entry in KINDS if entry.name == kind)
        records: tuple[Record, ...] = self.campaign.of(model)
        order = {language: place for place, language in enumerate(self.campaign.settings.campaign.languages)}

        def place(record: Record) -> tuple[str, int]:
            return (record.id, order.get(record.language, len(order))) if isinstance(record, Text) else ("", 0)

        return tuple(sorted(records, key=place))

    def row(self, record: Record) -> dict[str, Any]:
        """What is said of a record."""
        values = record.model_dump(mode="json", by_alias=True, exclude_defaults=False)
        if isinstance(record, Text):
            rest = {key: value for key, value in values.items() if key != "language"}
            values = {"id": record.id, "language": record.language, **rest}
        elif "id" not in values:
            values = {"id": getattr(record, "id", ""), **values}
        if isinstance(record, Chapter):
            values |= _approvals(record, self)
        if isinstance(record, Member):
            values |= moments.summary(record, self.moment)
        if isinstance(record, Statement):
            first = {name: values[name] for name in ("status", "current_version", "closes")}
            values = {"id": record.id, **_title(record, self), **first, **_standing(record, self), **values}
        return {**values, "file": str(record.place())}

    def shown(self, record: Record, *, as_of: bool) -> dict[str, Any]:
        """A record, whole."""
        row = self.row(record)
        if isinstance(record, Member):
            whole = moments.record(record, self.campaign, self.moment, recorded=not as_of)
            return {**whole, "file": row["file"]}
        return row


def _title(statement: Statement, shelf: Shelf) -> dict[str, Any]:
    """What the current version is called, in the campaign's first language where it is written in that."""
    texts = shelf.campaign.versions(statement.id, statement.current_version)
    wanted = shelf.campaign.settings.language
    text = next((text for text in texts if text.language == wanted), next(iter(texts), None))
    return {"title": text.title if text else "", "occasion": text.occasion if text else ""}


def _standing(statement: Statement, shelf: Shelf) -> dict[str, Any]:
    """Who answered, and whether it is adopted: the numbers of the standing."""
    found = shelf.standing.of_statement(statement.id)
    return {
        **{name: getattr(found.totals, name) for name in TOTALS},
        "not_yet_confirmed": len(found.not_yet_confirmed),
        "adopted": found.adoption.adopted if found.adoption.rule != "none" else None,
        "adoption_reason": found.adoption.reason,
    }


def _approvals(chapter: Chapter, shelf: Shelf) -> dict[str, Any]:
    """Whether it is approved as it is, by whom, and by whom not."""
    found = shelf.standing.of_chapter(chapter.id, chapter.language)
    return {
        "approved": found.approved,
        "approved_by": [approval.member for approval in found.given],
        "not_approved_by": list(found.outstanding),
        "digest": found.digest,
    }


TOTALS = ("counted", "signed", "attested", "unnamed", "declined", "abstained", "objected", "withdrawn")
"""Of those on a statement that is shown, only the first is told when it is nought."""


def listing(
    folder: Path, kind: str, moment: datetime, form: str, wanted: Mapping[str, str] = MappingProxyType({})
) -> str:
    """Every record of a kind as a table, JSON or CSV; of members those that `wanted` asks for, by `moments.FILTERS`.

    Raises CoalitionError when the folder holds no campaign, or is asked for what cannot be.
    """
    shelf = _open(folder, moment)
    moments.refuse_unknown(shelf.campaign, wanted)
    records = [(record, shelf.row(record)) for record in shelf.records(kind)]
    rows = [
        row
        for record, row in records
        if not isinstance(record, Member) or moments.chosen(record, row["status"], wanted)
    ]
    columns = COLUMNS[kind] if form == "table" else (*COLUMNS[kind], *MORE.get(kind, ()))
    if form == "json":
        return _json([{name: row.get(name) for name in columns} for row in rows])
    cells = [[_said(name, row.get(name), form) for name in columns] for row in rows]
    if form == "csv":
        from coalition.outputs.tables import inert

        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([columns, *(map(inert, row) for row in cells)])
        return stream.getvalue()
    return _table(columns, cells)


def show(folder: Path, kind: str, name: str, moment: datetime, form: str, *, as_of: bool = False) -> str:  # noqa: PLR0913 -- what a person says on one line
    """One record, whole; of a text, every language. As JSON, a text is a list of them, anything else an object.

    With `as_of` a member is shown as it was at the moment, and not with all that is recorded of it. Raises
    CoalitionError when there is none of that id.
    """
    shelf = _open(folder, moment)
    records = shelf.records(kind)
    found = [record for record in records if getattr(record, "id", "") == name]
    if not found:
        known = {str(getattr(record, "id", "")) for record in records}
        hint = suggest(name, known) or f'"coalition {kind} list" shows all.'
        raise CoalitionError(f'There is no {kind} "{name}".', hint)
    rows = [shelf.shown(record, as_of=as_of) for record in found]
    if form == "json":
        return _json(rows if isinstance(found[0], Text) else rows[0])
    return "\n".join("".join(f"{line}\n" for line in _lines(row)) for row in rows)


def _open(folder: Path, moment: datetime) -> Shelf:
    need_campaign(folder)
    campaign = load(DiskTree(folder)).value
    if not campaign.settings_were_read:
        raise CoalitionError(f"{folder} holds no campaign that can be read.", 'Run "coalition check" to see why.')
    return Shelf(folder, campaign, moment)


def _said(name: str, value: object, form: str) -> str:
    """A value in a cell or on a line; a deadline in words where people read it, and yes or no for what is one of both."""
    if name == "closes" and value:
        return _deadline(value, form)
    if name in {"adopted", "approved"} and isinstance(value, bool):
        return "yes" if value else "no"
    return _shown(value)


def _deadline(value: object, form: str) -> str:
    """`10 December 2026, anywhere on earth`, `10 December 2026, 12:00 (UTC+02:00)`; for programs as it was written."""
    from coalition.outputs.words import Words

    day = value["date"] if isinstance(value, dict) else ""
    if form == "csv":
        return f"{day} anywhere-on-earth" if day else str(value)
    if day:
        return f"{Words('en').date(date.fromisoformat(day))}, anywhere on earth"
    return Words("en").instant(datetime.fromisoformat(str(value)))


def _lines(row: dict[str, Any]) -> Iterator[str]:
    """A line a value; of several entries, a line each."""
    for key, value in row.items():
        if value not in _NOTHING and not (value == 0 and key in (*TOTALS[1:], "not_yet_confirmed")):
            several = isinstance(value, list) and isinstance(value[0], dict)
            first, *others = map(_shown, value) if several else [_said(key, value, "table")]
            yield f"{key:>20}  {first}"
            yield from (f"{'':>20}  {other}" for other in others)


_NOTHING: tuple[object, ...] = (None, "", [], {})
"""What is not shown."""


def _shown(value: object) -> str:
    from coalition.outputs.verdict import visible

    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return "; ".join(f"{key}: {_shown(inner)}" for key, inner in value.items() if inner not in _NOTHING)
    if isinstance(value, bool):
        return "true" if value else "false"
    return visible(str(value))


def _json(value: object) -> str:
    from coalition.outputs.verdict import dump

    return dump(value)


def _table(columns: tuple[str, ...], cells: list[list[str]]) -> str:
    widths = [min(44, max([len(name), *(len(row[index]) for row in cells)])) for index, name in enumerate(columns)]
    lines = ["  ".join(f"{name.replace('_', ' '):{width}}" for name, width in zip(columns, widths, strict=True))]
    lines.append("  ".join("-" * width for width in widths))
    for row in cells:
        cut = [cell if len(cell) <= width else cell[: width - 1] + "…" for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join(f"{cell:{width}}" for cell, width in zip(cut, widths, strict=True)))
    return "".join(f"{line.rstrip()}\n" for line in lines)
