"""`coalition member owners`: whom a code host asks about a change."""

from __future__ import annotations

import click

from coalition.cli.writing import carry_out, dry_run


@click.command(short_help="Write CODEOWNERS from the registry.")
@click.option("--host", "hosts", multiple=True, metavar="HOST", help="Only for this host; may be given again.")
@click.option(
    "--style",
    type=click.Choice(("github", "gitlab", "forgejo")),
    help="How the host writes the file, where its name does not tell.",
)
@dry_run
@click.pass_context
def owners(context: click.Context, hosts: tuple[str, ...], style: str | None, dry_run: bool) -> None:
    """Write CODEOWNERS from the registry, for each host on which an active member has an account.

    Everything is the secretariat's; a chapter is its lead's and contributors' too, and drafts, practices and entries of
    the registry are their members'. Give it again when accounts or leads have changed.
    """
    from coalition.workflows import owning
    from coalition.workflows.desk import open_campaign

    session = context.obj
    campaign = open_campaign(session.folder)
    texts = owning.files(campaign, session.clock().date(), hosts, style)
    if not texts:
        click.echo("No active member has an account: enter one below accounts: in the registry.")
        return
    sheets = owning.sheets(session.folder, texts)
    if not sheets:
        click.echo(f"Nothing has changed: {', '.join(texts)}.")
    carry_out(session.folder, sheets, dry=dry_run)
