"""Listing and showing what a campaign holds, for any kind."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from coalition.campaign.loading import load
from coalition.errors import CoalitionError
from coalition.kinds import KINDS
from coalition.kinds.member import Member
from coalition.kinds.record import Record, Text
from coalition.problems import suggest
from coalition.sources.trees import DiskTree
from coalition.workflows.opening import need_campaign

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from coalition.campaign.model import Campaign

COLUMNS: dict[str, tuple[str, ...]] = {
    "member": ("id", "name", "type", "country", "status", "themes"),
    "statement": ("id", "status", "current_version", "venue", "meeting", "closes"),
    "chapter": ("id", "language", "title", "theme", "lead", "status"),
    "practice": ("id", "language", "title", "member", "countries"),
    "meeting": ("id", "language", "title", "starts", "scope", "host"),
}
"""What a list shows of each kind, in order."""


def listing(folder: Path, kind: str, day: date, form: str) -> str:
    """Every record of a kind as a table, JSON or CSV.

    Raises CoalitionError when the folder holds no campaign.
    """
    rows = [_row(record, day) for record in _records(folder, kind)]
    columns = COLUMNS[kind]
    if form == "json":
        return _json([{name: row.get(name) for name in columns} for row in rows])
    cells = [[_shown(row.get(name)) for name in columns] for row in rows]
    if form == "csv":
        from coalition.outputs.tables import inert

        stream = io.StringIO()
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([columns, *(map(inert, row) for row in cells)])
        return stream.getvalue()
    return _table(columns, cells)


def show(folder: Path, kind: str, name: str, day: date, form: str) -> str:
    """One record, whole; of a text, every language. As JSON, a text is a list of them, anything else an object.

    Raises CoalitionError when there is none of that id.
    """
    records = _records(folder, kind)
    found = [record for record in records if _row(record, day)["id"] == name]
    if not found:
        known = {str(_row(record, day)["id"]) for record in records}
        hint = suggest(name, known) or f'"coalition {kind} list" shows all.'
        raise CoalitionError(f'There is no {kind} "{name}".', hint)
    rows = [_row(record, day) for record in found]
    if form == "json":
        return _json(rows if isinstance(found[0], Text) else rows[0])
    return "\n".join("".join(f"{line}\n" for line in _lines(row)) for row in rows)


def _lines(row: dict[str, Any]) -> Iterator[str]:
    """A line a value; of several entries, a line each."""
    for key, value in row.items():
        if value not in _NOTHING:
            several = isinstance(value, list) and isinstance(value[0], dict)
            first, *others = map(_shown, value) if several else [_shown(value)]
            yield f"{key:>20}  {first}"
            yield from (f"{'':>20}  {other}" for other in others)


_NOTHING: tuple[object, ...] = (None, "", [], {})
"""What is not shown."""


def _records(folder: Path, kind: str) -> tuple[Record, ...]:
    need_campaign(folder)
    campaign: Campaign = load(DiskTree(folder)).value
    if not campaign.settings_were_read:
        raise CoalitionError(f"{folder} holds no campaign that can be read.", 'Run "coalition check" to see why.')
    model = next(entry.model for entry in KINDS if entry.name == kind)
    return campaign.of(model)


def _row(record: Record, day: date) -> dict[str, Any]:
    values = record.model_dump(mode="json", by_alias=True, exclude_defaults=False)
    if isinstance(record, Text):
        values = {
            "id": record.id,
            "language": record.language,
            **{key: value for key, value in values.items() if key != "language"},
        }
    elif "id" not in values:
        values = {"id": getattr(record, "id", ""), **values}
    if isinstance(record, Member):
        change = record.status_on(day)
        values["name"] = record.name_on(day)
        values["status"] = change.status if change else "not yet a member"
    return {**values, "file": str(record.place())}


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
