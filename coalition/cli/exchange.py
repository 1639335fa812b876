"""`coalition member import` and `member export`: tables in and out."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coalition.cli.times import Day
from coalition.cli.writing import dry_run

if TYPE_CHECKING:
    from datetime import date, datetime

    from coalition.workflows.exchanging import Outcome

PROBLEMS = 1
_SHOWN = 20
"""Files that are named one by one, where each member has its own."""
FORMATS = ("csv", "json", "vcard", "jsonld")


class Pairs(click.ParamType[dict[str, str]]):
    """`Heading=field`, several parted by commas."""

    name = "pairs"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dict[str, str]:
        """Fields by headings; a usage error for a field that there is not."""
        from coalition.interchange.layout import pairs

        try:
            return pairs([str(value)])
        except ValueError as error:
            self.fail(str(error), param, ctx)


class Default(click.ParamType[tuple[str, str]]):
    """`field=value`."""

    name = "default"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """The field and what it is to be; a usage error for a field that there is not."""
        from coalition.interchange.fields import BY_NAME
        from coalition.problems import suggest

        name, equals, said = str(value).partition("=")
        if not equals or name.strip() not in BY_NAME:
            hint = suggest(name.strip(), BY_NAME.keys()) or f"Fields are: {', '.join(BY_NAME)}."
            self.fail(f'"{value}" does not begin with a field and "=". {hint}', param, ctx)
        return name.strip(), said.strip()


class Rows(click.ParamType[frozenset[int]]):
    """Numbers, parted by commas."""

    name = "rows"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[int]:
        """The numbers; a usage error for anything else."""
        words = str(value).replace(",", " ").split()
        if not all(word.isdecimal() for word in words):
            self.fail(f'"{value}" is no list of numbers, such as 12,15', param, ctx)
        return frozenset(map(int, words))


@click.command("import", short_help="Add members from a CSV file or a spreadsheet.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.csv|.xlsx")
@click.option(
    "--map",
    "columns",
    type=Pairs(),
    multiple=True,
    metavar='"HEADING=FIELD,…"',
    help="Which column is which field; HEADING= leaves it out.",
)
@click.option(
    "--default", "defaults", type=Default(), multiple=True, metavar="FIELD=VALUE", help="For rows that do not say."
)
@click.option("--status", metavar="WORD", help="The status of rows that give none (applied).")
@click.option("--on", type=Day(), metavar="DATE", help="Since when, where the row gives no date (today).")
@click.option("--sheet", default="", metavar="NAME", help="The sheet, where a spreadsheet has several.")
@click.option("--encoding", default="", metavar="NAME", help="The encoding of a CSV file, where it is not recognised.")
@click.option(
    "--allow-duplicates",
    "allowed",
    type=Rows(),
    default="",
    metavar="ROWS",
    help="Add these rows although they are suspected.",
)
@click.option(
    "--rejected",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the rows that were not added there, with the reasons.",
)
@dry_run
@click.pass_context
def take_in(context: click.Context, /, file: Path, rejected: Path | None, dry_run: bool, **said: Any) -> None:
    """Add the organisations of a table to the registry.

    Every good row is added. Rows that cannot be read, and suspected duplicates, are listed with the reason and left
    out; then the command ends with status 1. Contacts stay private unless the column is called public_email or the like.
    """
    from coalition.interchange.summary import summary
    from coalition.workflows import exchanging as work

    session = context.obj
    order = _order(session.standing / file, session.clock(), **said)
    outcome = work.take_in(session.folder, order, session.standing / rejected if rejected else None, dry=dry_run)
    click.echo(summary(outcome.review, outcome.entries), nl=False)
    _tell(outcome, rejected, dry=dry_run)
    if outcome.review.refused:
        context.exit(PROBLEMS)


def _order(file: Path, now: datetime, **said: Any) -> Any:
    """What was asked for, as one value."""
    from coalition.workflows.exchanging import Order

    columns = {heading: name for pairs in said["columns"] for heading, name in pairs.items()}
    defaults = dict(said["defaults"])
    if said["status"]:
        defaults["status"] = said["status"]
    on = said["on"] or now.date()
    return Order(file, now, on, columns, defaults, said["allowed"], said["encoding"], said["sheet"])


def _tell(outcome: Outcome, rejected: Path | None, *, dry: bool) -> None:
    """What was written, or would be."""
    done = ("Would write", "Would change") if dry else ("Wrote", "Changed")
    for sheet in outcome.sheets[:_SHOWN]:
        click.echo(f"{done[sheet.before is not None]} {sheet.path}")
    if len(outcome.sheets) > _SHOWN:
        click.echo(f"and {len(outcome.sheets) - _SHOWN:,} files more")
    if not outcome.sheets:
        click.echo("Nothing is to be added.")
    if rejected is not None and outcome.review.refused:
        click.echo(f"{done[0]} {rejected}")


@click.command("export", short_help="Write the members for other programs.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    required=True,
    help="A table, data, an address book, or linked data.",
)
@click.option("--as-of", type=Day(), metavar="DATE", help="As things stood on that day.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="A new file, instead of the terminal.")
@click.option("--private", is_flag=True, help="For the secretariat: members and contacts that are not public, too.")
@click.pass_context
def give_out(context: click.Context, form: str, as_of: date | None, output: Path | None, private: bool) -> None:
    """Write the members for other programs: the public ones, with their public contacts.

    What is written as csv can be read again by "coalition member import".
    """
    from coalition.sources import writing
    from coalition.workflows import exchanging as work

    session = context.obj
    content = work.give_out(session.folder, form, as_of or session.clock().date(), private=private)
    if private:
        warning = "This holds what is not public: members that are not named, and contacts. Keep it to the secretariat."
        click.secho(warning, fg="yellow", err=True)
    if output is None:
        click.echo(content, nl=False)
        return
    place = session.standing / output
    writing.create(place.parent, place.name, content, mode=0o600 if private else 0o666)
    click.echo(f"Wrote {output}")


COMMANDS = (take_in, give_out)
