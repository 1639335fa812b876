"""`coalition serve`: the site on this machine, rebuilt as files change."""

from __future__ import annotations

import click


@click.command(short_help="Show the site, built again as files change.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free port.")
@click.option("--drafts/--no-drafts", default=True, show_default=True, help="Show outlines and drafts.")
@click.pass_context
def serve(context: click.Context, port: int, drafts: bool) -> None:
    """Show the site on this machine, and build it again as files change.

    Only this machine can reach it. Stop it with Ctrl-C.
    """
    from coalition.outputs.verdict import visible
    from coalition.workflows import serve as work

    def say(lines: str) -> None:
        # Names of files are among them, as whoever made the files wrote them.
        click.echo("\n".join(map(visible, lines.split("\n"))), err=True)

    session = context.obj
    work.serve(session.folder, port=port, drafts=drafts, now=session.now, clock=session.clock(), say=say)
