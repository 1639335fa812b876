"""`coalition report release` and `coalition report verify`: editions, and whether they are what was released."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coalition.cli.signing import FILE
from coalition.cli.writing import dry_run

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.workflows.editions.releasing import Released


@click.command(short_help="Release an edition: finished files, a commit and a tag.")
@click.argument("edition")
@click.option("--key", type=FILE, metavar="PATH", help="Sign the tag with this ssh key; else with git's, if it is one.")
@click.option(
    "--corrects",
    multiple=True,
    metavar="OLD",
    help="Issue it in place of OLD, from which something is withdrawn: its files go. Can be given again.",
)
@click.option(
    "--without-changes",
    is_flag=True,
    help="List no changes: the history holds the commit of the edition before no longer.",
)
@dry_run
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but what is wrong.")
@click.pass_context
def release(
    context: click.Context,
    /,
    edition: str,
    key: Path | None,
    corrects: tuple[str, ...],
    without_changes: bool,
    dry_run: bool,
    quiet: bool,
) -> None:
    """Release EDITION: make the report of the last commit, keep it for ever, and tag the commit as report/EDITION.

    First everything has to be in order: nothing uncommitted, no problem, every chapter approved by its lead and its
    reviewers as it stands. Then the finished files, their digests and a list of changes are committed below
    editions/EDITION/. Nothing is pushed. Interrupted at any moment, the same command completes it.
    """
    from coalition.cli.progress import progress
    from coalition.workflows.editions import releasing

    session = context.obj
    asked = releasing.Asked(
        folder=session.folder,
        edition=edition,
        clock=session.clock(),
        now=session.now,
        key=session.standing / key if key else None,
        corrects=corrects,
        compared=not without_changes,
        dry=dry_run,
    )
    with progress(quiet=quiet) as say:
        made = releasing.release(asked, say)
    if made.verdict is not None:
        from coalition.cli.check import paint
        from coalition.outputs.verdict import text

        click.echo(text(made.verdict, paint), nl=False, err=True)
        click.echo("Nothing was released.", err=True)
        context.exit(1)
    if not quiet:
        _tell(made, dry=dry_run)


def _tell(made: Released, *, dry: bool) -> None:
    would = "Would " if dry else ""
    for path, size in made.files:
        click.echo(f"{would + 'write' if dry else 'Wrote'} {path} ({size:,} bytes)")
    tag = f"the {'signed ' if made.signed else ''}tag report/{made.edition} on commit {made.made_of[:12]}"
    if made.completed:
        click.echo(f"Edition {made.edition} was committed already; {would.lower()}{'make' if dry else 'made'} {tag}.")
    elif dry:
        click.echo(f"Would commit them and make {tag}.")
    else:
        click.echo(f"Committed them as {made.commit[:12]} and made {tag}.")
    if not dry:
        click.echo(f"Publish both: git push origin HEAD report/{made.edition}")


@click.command(short_help="Verify that an edition is what was released.")
@click.argument("what", metavar="[EDITION|FOLDER]", required=False)
@click.option("--digests", is_flag=True, help="Compare digests alone: ask no history, make nothing again.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", help="How to write what was found."
)
@click.option("--quiet", "-q", is_flag=True, help="Do not tell of the steps.")
@click.pass_context
def verify(context: click.Context, what: str | None, form: str, *, digests: bool, quiet: bool) -> None:
    """Verify an edition of the campaign, or one in a folder from wherever it came; without either, all editions.

    The digest of every file is compared with the manifest, the manifest with the tag, the tag with the history; then
    the edition is made again from its commit and compared, where everything that made it is installed in the same
    version. Ends with status 0 when nothing speaks against it, 1 when something does.
    """
    from coalition.cli.progress import progress
    from coalition.outputs.verdict import visible
    from coalition.workflows.editions import telling, verifying

    session = context.obj
    asked = verifying.Asked(session.folder, session.standing, what, digests, session.clock())
    with progress(quiet=quiet) as say:
        found = verifying.verify(asked, say)
    if form == "json":
        click.echo(telling.as_json(found), nl=False)
    else:
        click.echo("\n".join(map(visible, telling.as_text(found).split("\n"))), nl=False)
    if not all(one.good for one in found):
        context.exit(1)


COMMANDS = (release, verify)
