"""`coalition statement show`: a statement's record, or what changed between its versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coalition.cli.nouns import moment
from coalition.cli.times import Day

if TYPE_CHECKING:
    from datetime import date

    from coalition.workflows.comparing import Version

RECORD, COMPARED = ("table", "json"), ("text", "html")


class VersionNumber(click.ParamType[int]):
    """The number of a version: 2, or v2."""

    name = "version"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The number; a usage error for anything else."""
        number = str(value).removeprefix("v")
        if not (number.isascii() and number.isdecimal() and int(number)):
            self.fail(f'"{value}" is not a version; write 2 or v2', param, ctx)
        return int(number)


@click.command("show")
@click.argument("id")
@click.option(
    "--changes", nargs=2, type=VersionNumber(), metavar="OLD NEW", help="What changed from one version to another."
)
@click.option("--rev", metavar="REV", help="Take the older text from a commit, tag or branch.")
@click.option(
    "--language", metavar="TAG", help="Compare the texts in this language; without it, in that which is signed."
)
@click.option(
    "--format", "form", type=click.Choice((*RECORD, *COMPARED)), help="How to write it (table, or text for changes)."
)
@click.option("--as-of", type=Day(), metavar="DATE", help="As things stood on that day.")
@click.pass_context
def show(
    context: click.Context,
    id: str,
    changes: tuple[int, int] | None,
    rev: str | None,
    language: str | None,
    form: str | None,
    as_of: date | None,
) -> None:
    """Show one statement, found by its ID, or what changed in it.

    With --changes 1 2, the text of version 2 with what was deleted as [-words-] and what was inserted as {+words+}, or
    as a page for a browser (--format html > changes.html). With --rev alone, what changed in the current version since
    that commit.
    """
    session = context.obj
    if changes is None and rev is None:
        if form in COMPARED or language is not None:
            raise click.UsageError("--language, --format text and --format html are for --changes or --rev.")
        from coalition.workflows import listing

        click.echo(listing.show(session.folder, "statement", id, moment(session, as_of), form or "table"), nl=False)
        return
    if form in RECORD or as_of is not None:
        raise click.UsageError("Changes are shown as text or html, and as of no other day.")
    from coalition.workflows import comparing as work

    found = work.compare(session.folder, id, _versions(changes, rev), language)
    click.echo(work.as_html(found) if form == "html" else work.as_text(found, paint), nl=False)
    for path in found.mistakes:
        click.echo(f"There are mistakes in {path}, so that some of it may be missing: coalition check {path}", err=True)


def _versions(changes: tuple[int, int] | None, rev: str | None) -> tuple[Version, Version]:
    from coalition.workflows.comparing import Version

    old, new = changes or (None, None)
    return Version(old, rev), Version(new)


_LOOKS: dict[str, dict[str, str | bool]] = {
    "deletion": {"fg": "red", "strikethrough": True},
    "insertion": {"fg": "green", "underline": True},
}


def paint(text: str, role: str) -> str:
    """A text in its role's look; plain where standard output is no terminal."""
    return click.style(text, **_LOOKS[role])  # type: ignore[arg-type]  # looks are click's own words
