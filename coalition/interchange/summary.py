"""A review in words, for the terminal, and the rows that were not added as a table to be put right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coalition.outputs.tables import as_csv, as_written
from coalition.outputs.verdict import visible

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coalition.interchange.duplicates import Suspicion
    from coalition.interchange.review import Review
    from coalition.parsing.yaml_writing import Writable

_SHOWN = 20
"""New members that are listed one by one."""
_WIDEST = 40
_LISTED = ("id", "name", "type", "country", "status")


def summary(review: Review, entries: Sequence[Mapping[str, Writable]]) -> str:
    """How the table was read, what can be added, and of each other row why not."""
    grid = review.grid
    blocks = [
        "\n".join((visible(grid.path), *(f"  {visible(note)}" for note in grid.notes))),
        "\n".join(_columns(review)),
        "\n".join(_totals(review)),
        "\n".join(_entries(entries)),
        "\n".join(_suspected(review)),
        "\n".join(_rejected(review)),
    ]
    return "".join(f"{block}\n\n" for block in blocks if block)


def _columns(review: Review) -> Iterator[str]:
    rows = [(column.heading, column.field or "(left out)") for column in review.layout.columns]
    yield from _table(("column", "read as"), rows)
    if review.dates_alone:
        yield ""
        yield "  Dates were given and no status: each is the day of an application. For members: --status active"


def _totals(review: Review) -> Iterator[str]:
    counts = (
        ("new members", len(review.accepted)),
        ("suspected duplicates", len(review.suspected)),
        ("rejected", len(review.rejected)),
    )
    width = max(len(f"{count:,}") for _, count in counts)
    yield from (f"  {count:>{width},}  {what}" for what, count in counts)


def _entries(entries: Sequence[Mapping[str, Writable]]) -> Iterator[str]:
    if entries:
        yield from _table(_LISTED, [[_said(entry, name) for name in _LISTED] for entry in entries[:_SHOWN]])
        if len(entries) > _SHOWN:
            yield f"  and {len(entries) - _SHOWN:,} more"


def _said(entry: Mapping[str, Writable], name: str) -> str:
    if name != "status":
        return str(entry[name])
    changes: Any = entry["membership"]
    return f"{changes[-1]['status']}, {changes[-1]['on']}"


def _suspected(review: Review) -> Iterator[str]:
    if review.suspected:
        yield "Suspected duplicates. Nothing is merged, and these rows are not added:"
    for candidate, suspicions in review.suspected:
        yield f"  {visible(review.grid.at(candidate.number))}: {visible(candidate.name)}"
        yield from (f"      {visible(_sentence(review, suspicion))}" for suspicion in suspicions)
        if any(suspicion.certain for suspicion in suspicions):
            yield "      If it is another organisation, add to its name what tells them apart."
        else:
            yield f"      If it is another organisation, add it with --allow-duplicates {candidate.number}"


def _sentence(review: Review, suspicion: Suspicion) -> str:
    if suspicion.row:
        return f"{suspicion.why}: {suspicion.called} ({review.grid.unit} {suspicion.row})"
    return f"{suspicion.why}: {suspicion.called} (member {suspicion.other})"


def _rejected(review: Review) -> Iterator[str]:
    if review.rejected:
        yield "Rejected:"
    for row in review.rejected:
        yield f"  {visible(review.grid.at(row.number))}: {visible(row.name) or 'no name'}"
        for reason in row.reasons:
            yield f"      {visible(reason.message)} {visible(reason.hint)}".rstrip()


def refused_rows(review: Review) -> bytes:
    """The rows that were not added, with the columns that they had, why, and their numbers: a table to be put right.

    Rows that could not be read at all are there with their reason alone.
    """
    reasons = {
        **{one.number: [_sentence(review, each) for each in found] for one, found in review.suspected},
        **{row.number: [f"{each.message} {each.hint}" for each in row.reasons] for row in review.rejected},
    }
    cells = {row.number: row.cells for row in review.layout.rows}
    headings = [(column.index, column.heading) for column in review.layout.columns]
    own = {heading.casefold() for _, heading in headings}
    number, why = (f"({name})" if name in own else name for name in ("row", "why not added"))
    return as_csv(
        [
            {
                **{heading: _cell(cells.get(at, ()), index) for index, heading in headings},
                number: at,
                why: " / ".join(reasons[at]),
            }
            for at in sorted(reasons)
        ]
    )


def _cell(cells: Sequence[str], index: int) -> str:
    """As it was written: writing it guards it again."""
    return as_written(cells[index]) if index < len(cells) else ""


def _table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    shown = [[visible(cell) for cell in row] for row in (headings, *rows)]
    widths = [min(_WIDEST, max(map(len, column))) for column in zip(*shown, strict=True)]
    ruled = [shown[0], ["-" * width for width in widths], *shown[1:]]
    for row in ruled:
        cut = [cell if len(cell) <= width else f"{cell[: width - 1]}…" for cell, width in zip(row, widths, strict=True)]
        yield "  " + "  ".join(f"{cell:{width}}" for cell, width in zip(cut, widths, strict=True)).rstrip()
