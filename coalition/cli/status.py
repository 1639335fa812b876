"""`coalition status`: how far the campaign is, and who is waited for."""

from __future__ import annotations

import shutil

import click

from coalition.cli.check import paint

NARROWEST, WIDEST = 60, 100


@click.command(short_help="Show how far chapters and statements are, and who is waited for.")
@click.option("--as", "member", metavar="MEMBER", help="Only what that member is waited for, with the commands.")
@click.option(
    "--format", "form", type=click.Choice(("table", "json", "csv")), default="table", help="How to write the board."
)
@click.option("--rev", metavar="REV", help="Of a commit, tag or branch instead of the files on disk.")
@click.pass_context
def status(context: click.Context, member: str | None, form: str, rev: str | None) -> None:
    """Show the board: chapters with their approvals, statements with their answers, what lags, who is waited for.

    A chapter is approved when its lead and all its reviewers have approved it as it is now. The most urgent comes
    first. As JSON, all of it; as CSV, a row for each thing that somebody is waited for.
    """
    from coalition.outputs import status as output
    from coalition.outputs import status_data
    from coalition.workflows import boarding as work

    session = context.obj
    found = work.status(session.folder, session.clock(), revision=rev, member=member)
    if form == "json":
        click.echo(status_data.as_json(found.board, found.waiting), nl=False)
    elif form == "csv":
        click.echo(status_data.as_csv(found.waiting), nl=False)
    else:
        width = min(WIDEST, max(NARROWEST, shutil.get_terminal_size().columns))
        if member is not None:
            click.echo(output.of_member(member, found.waiting, paint, width=width), nl=False)
        else:
            click.echo(output.table(found.board, found.waiting, paint, width=width), nl=False)
