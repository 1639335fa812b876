"""`coalition member list`, `coalition chapter show refugees`: every kind can be listed and shown, in one way."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coalition.cli.times import Day

if TYPE_CHECKING:
    from collections.abc import Callable

    from coalition.cli.main import Session

F = TypeVar("F", bound="Callable[..., Any]")
"""A command's function before click has made a command of it."""

LISTED = ("member", "statement", "chapter", "practice", "meeting")
"""Kinds that have a noun of their own on the command line. (KINDS itself is heavy to import; a test compares.)"""


WHAT_FOR = {
    "statement": "List, show, write, sign and propose statements.",
    "member": "List, show, add, change, import and export members; enter their keys.",
    "chapter": "List, show, begin, approve and propose chapters.",
    "practice": "List, show, begin and propose practices.",
    "meeting": "List, show, begin and propose meetings.",
}
"""What a noun's commands are for, where they do more than list and show."""


def moment(session: Session, day: date | None) -> datetime:
    """The end of that day, in UTC; without one, now."""
    return datetime.combine(day, time(23, 59, 59), UTC) if day else session.clock()


FILTERS = {
    "member": {
        "country": "Those based in that country: its two letters.",
        "theme": "Those that work on that theme.",
        "stage": "Those that work there, in the words of the campaign's vocabulary.",
        "status": "Those with that status on the day: applied, active, lapsed, …",
    }
}
"""By what a kind's list can be narrowed. (A test compares with `workflows/registry/moments`.)"""


def _filtered(kind: str) -> Callable[[F], F]:
    """The options of a list by which it is narrowed."""

    def add(function: F) -> F:
        for name, what in reversed(FILTERS.get(kind, {}).items()):
            function = click.option(f"--{name}", metavar="WORD", help=what)(function)
        return function

    return add


def _noun(kind: str) -> click.Group:
    plural = f"{kind}s"

    @click.group(kind, short_help=WHAT_FOR.get(kind, f"List and show {plural}."))
    def group() -> None:
        pass

    group.help = WHAT_FOR.get(kind, f"List and show the campaign's {plural}.")

    @group.command("list")
    @click.option(
        "--format", "form", type=click.Choice(("table", "json", "csv")), default="table", help="How to write the list."
    )
    @click.option("--as-of", type=Day(), metavar="DATE", help="As things stood on that day.")
    @_filtered(kind)
    @click.pass_context
    def listing(context: click.Context, /, form: str, as_of: date | None, **filters: str | None) -> None:
        """Print the things of the kind that pass the filters."""
        from coalition.workflows import listing as work

        session = context.obj
        wanted = {name: value for name, value in filters.items() if value is not None}
        click.echo(work.listing(session.folder, kind, moment(session, as_of), form, wanted), nl=False)

    listing.help = f"List the campaign's {plural}."

    @group.command("show")
    @click.argument("id")
    @click.option("--format", "form", type=click.Choice(("table", "json")), default="table", help="How to write it.")
    @click.option("--as-of", type=Day(), metavar="DATE", help="As things stood on that day.")
    @click.pass_context
    def show(context: click.Context, id: str, form: str, as_of: date | None) -> None:
        """Print one thing of the kind."""
        from coalition.workflows import listing as work

        session = context.obj
        at, is_past = moment(session, as_of), as_of is not None
        click.echo(work.show(session.folder, kind, id, at, form, as_of=is_past), nl=False)

    show.help = f"Show one {kind}, found by its ID."
    return group


NOUNS = tuple(_noun(kind) for kind in LISTED)
