"""Progress of a build: a live list on a terminal, plain lines elsewhere, nothing when quiet."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Say = Callable[[str], None]
"""Told the name of each step as it begins."""


@contextmanager
def progress(*, quiet: bool) -> Iterator[Say]:
    """What to tell of a build's steps. Everything goes to standard error, so that output can be piped."""
    if quiet:
        yield lambda _step: None
    elif sys.stderr.isatty():
        with _live() as say:
            yield say
    else:
        yield lambda step: click.echo(step, err=True)


@contextmanager
def _live() -> Iterator[Say]:
    from rich.console import Console

    console = Console(stderr=True, highlight=False)
    with console.status("Reading the campaign") as status:

        def say(step: str) -> None:
            console.print(f"[dim]·[/dim] {step}", markup=True)
            status.update(step)

        yield say
