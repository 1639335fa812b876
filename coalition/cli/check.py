"""`coalition check`: find every mistake."""

from __future__ import annotations

import click

from coalition.outputs.verdict import FORMATS


@click.command(short_help="Find every mistake, with its place and cure.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format", "form", type=click.Choice(tuple(FORMATS)), default="text", help="How to write what was found."
)
@click.option("--strict", is_flag=True, help="Warnings, too, end with status 1.")
@click.option("--list", "catalogue", is_flag=True, help="List the rules instead, with a bad and a good example each.")
@click.option("--rev", metavar="REV", help="Check a commit, tag or branch instead of the files on disk.")
@click.pass_context
def check(
    context: click.Context, paths: tuple[str, ...], form: str, strict: bool, catalogue: bool, rev: str | None
) -> None:
    """Find every mistake in the campaign, with its file, line and cure.

    With PATH, only what is wrong in these files and folders is shown. Ends with status 0 when nothing is wrong, 1 when
    there are problems.
    """
    from coalition.checks.registry import all_rules
    from coalition.workflows import check as work

    if catalogue:
        click.echo_via_pager("\n\n".join(work.described(rule) for rule in all_rules()) + "\n")
        return
    session = context.obj
    named = work.campaign_paths(session.folder, session.standing, paths)
    verdict = work.check(session.folder, instant=session.clock(), revision=rev, paths=named)
    if form == "text":
        from coalition.outputs.verdict import text

        click.echo(text(verdict, paint), nl=False)
    else:
        click.echo(FORMATS[form](verdict), nl=False)
    if work.failed(verdict, strict=strict):
        context.exit(1)


_LOOKS: dict[str, dict[str, str | bool]] = {
    "error": {"fg": "red", "bold": True},
    "warning": {"fg": "yellow", "bold": True},
    "place": {"bold": True},
    "code": {"dim": True},
    "hint": {"fg": "cyan"},
    "good": {"fg": "green"},
}


def paint(text: str, role: str) -> str:
    """A text in its role's look; plain where standard output is no terminal."""
    return click.style(text, **_LOOKS[role])  # type: ignore[arg-type]  # looks are click's own words
