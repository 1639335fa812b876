"""`coalition statement verify`: what every answer is worth, and why."""

from __future__ import annotations

import click


@click.command(short_help="Verify every answer: who signed which text, and what counts.")
@click.argument("id", required=False, metavar="[ID]")
@click.option("--format", "form", type=click.Choice(("table", "json")), default="table", help="How to write it.")
@click.option("--rev", metavar="REV", help="Verify a commit, tag or branch instead of the files on disk.")
@click.pass_context
def verify(context: click.Context, id: str | None, form: str, rev: str | None) -> None:
    """Verify every answer to the statement ID, or to all: who signed which exact text, and what counts.

    Signatures are verified with ssh-keygen, of OpenSSH. Ends with status 0 when nothing is wrong (an answer may still
    wait for its signature or its receipt), 1 when an answer, an attestation, a key change or the receipt log is not
    what it claims to be.
    """
    from coalition.outputs import verification
    from coalition.workflows import verifying as work

    session = context.obj
    verified = work.verify(session.folder, session.clock(), id, revision=rev)
    write = verification.as_json if form == "json" else verification.table
    click.echo(write(verified.standing, verified.statements), nl=False)
    for problem in verified.problems:
        click.echo(str(problem), err=True)
    if verified.failed:
        context.exit(1)
