"""Saying what a command writes, and writing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coalition.workflows.desk import Removal, Sheet

dry_run = click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
"""The option of every command that writes."""


def carry_out(folder: Path, sheets: Sequence[Sheet | Removal], *, dry: bool) -> None:
    """Write the sheets, or only say what they hold."""
    from coalition.workflows.desk import write_alone

    if dry:
        show(sheets)
        return
    write_alone(folder, sheets)
    tell(sheets)


def tell(sheets: Sequence[Sheet | Removal]) -> None:
    """What was written."""
    from coalition.workflows.desk import Removal

    for sheet in sheets:
        if isinstance(sheet, Removal):
            click.echo(f"Removed {sheet.path}")
        else:
            click.echo(f"Wrote {sheet.path}" if sheet.before is None else f"Changed {sheet.path}")


def show(sheets: Sequence[Sheet | Removal]) -> None:
    """What would be written, line by line."""
    from coalition.outputs.verdict import visible
    from coalition.workflows.desk import Removal

    for sheet in sheets:
        if isinstance(sheet, Removal):
            click.echo(f"Would remove {sheet.path}")
            continue
        click.echo(f"Would {'write' if sheet.before is None else 'change'} {sheet.path}:")
        for line in sheet.difference.splitlines():
            click.echo(f"    {visible(line)}".rstrip())
