"""`coalition schema`: the format of each kind, for editors."""

from __future__ import annotations

import click


@click.command()
@click.argument("kind", required=False)
def schema(kind: str | None) -> None:
    """Write the JSON Schema of a KIND; without one, list the kinds."""
    from coalition.workflows import schema as work

    click.echo(work.listing() if kind is None else work.schema(kind), nl=False)
