"""`coalition statement attest ID --unnamed`: how many members that are named nowhere answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coalition.cli.asking import sure
from coalition.cli.writing import show

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.cli.main import Session


def attest_number(session: Session, name: str, key: Path, *, yes: bool, dry: bool) -> None:
    """Count, show the lines, ask, sign, write."""
    from coalition.workflows import numbering
    from coalition.workflows.desk import Sheet

    counted = numbering.count(session.folder, name, session.clock())
    if counted is None:
        click.echo("Nothing is to be signed: no unnamed member has answered, or the number that is signed is right.")
        return
    click.secho("These lines are signed:", bold=True)
    for line in counted.record.decode("ascii").rstrip("\n").split("\n"):
        click.echo(f"    {line}")
    if dry:
        show([Sheet(counted.path, counted.record)])
        return
    if not sure("Sign that number?", yes=yes):
        click.echo("Nothing was written.", err=True)
        return
    for sheet in numbering.attest(session.folder, counted, key, session.clock()):
        click.echo(f"{'Changed' if sheet.before else 'Wrote'} {sheet.path}")
