"""`coalition member split` and `join`: one file for all members, or a file for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coalition.cli.writing import dry_run, show, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.workflows.registry.converting import Pages


def _convert(folder: Path, make: Callable[[Path, Campaign], Pages], *, dry: bool) -> None:
    from coalition.workflows.registry import converting

    pages = converting.convert(folder, make, dry=dry)
    (show if dry else tell)(pages)


@click.command()
@dry_run
@click.pass_context
def split(context: click.Context, dry_run: bool) -> None:
    """Give each member of members.yaml a file of its own, members/ID.yaml.

    The content stays the same, comments go with their entries, and the order is kept: `join` brings it back. Files of
    their own are easier where many join at once, since two additions never touch one file.
    """
    from coalition.workflows.registry import converting

    _convert(context.obj.folder, converting.split, dry=dry_run)


@click.command()
@dry_run
@click.pass_context
def join(context: click.Context, dry_run: bool) -> None:
    """Put the members that have files of their own into members.yaml, in the order of before."""
    from coalition.workflows.registry import converting

    _convert(context.obj.folder, converting.join, dry=dry_run)


COMMANDS = (split, join)
