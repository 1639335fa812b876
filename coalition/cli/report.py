"""`coalition report`: editions of the report, and what changed from one to another."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coalition.cli.changes import paint

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coalition.problems import Problem
    from coalition.workflows.redlining import Compared

FORMATS = ("text", "html", "docx", "pdf")


@click.group(short_help="Release, verify and compare editions of the report.")
def report() -> None:
    """Release editions of the joint report, verify and compare them."""


@report.command()
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="[NEW]", required=False)
@click.option("--chapter", "chapters", multiple=True, metavar="ID", help="Only this chapter; can be given again.")
@click.option("--language", metavar="TAG", help="The report in this language; without it, in the campaign's first.")
@click.option("--drafts", is_flag=True, help="Compare chapters in outline and draft, too.")
@click.option(
    "--format", "form", type=click.Choice(FORMATS), help="How to write it; the ending of --output says it too."
)
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="Write it to this file."
)
@click.pass_context
def diff(
    context: click.Context,
    /,
    old: str,
    new: str | None,
    chapters: tuple[str, ...],
    language: str | None,
    drafts: bool,
    form: str | None,
    output: Path | None,
) -> None:
    """Show what changed in the report from OLD to NEW, word by word, as its readers get it.

    OLD and NEW are tags, branches or commits; without NEW, the files as they are now. In the terminal what was deleted
    stands as [-words-] and what was inserted as {+words+}. --output changes.docx is a Word document with tracked
    changes, changes.html a page for a browser, changes.pdf for print.
    """
    from coalition.workflows import redlining as work

    session = context.obj
    chosen = _form(form, output)
    asked = work.Asked(old, new, chapters, language, drafts)
    found = work.compare(session.folder, asked, session.clock())
    if chosen == "text" and output is None:
        click.echo(work.as_text(found, paint), nl=False)
    else:
        _write(session.standing / output if output else None, found, chosen)
    for name, problems in found.mistakes:
        _tell_mistakes(name, problems, "coalition check" if name not in (old, new) else f"coalition check --rev {name}")


_SHOWN = 5
"""How many mistakes of one edition are told."""


def _tell_mistakes(name: str, problems: Sequence[Problem], command: str) -> None:
    """Say where an edition has mistakes, for which some of it may be missing."""
    from coalition.outputs.verdict import visible

    click.echo(f"There are mistakes in {name}, so that some of it may be missing:", err=True)
    for problem in problems[:_SHOWN]:
        click.echo(visible(f"  {name}:{problem}"), err=True)
    more = len(problems) - _SHOWN
    click.echo(f"{f'and {more} more; ' if more > 0 else ''}all of them, with the cure: {command}", err=True)


def _form(form: str | None, output: Path | None) -> str:
    """The format, as the option says it or the file's ending."""
    ending = output.suffix.lstrip(".").lower() if output else ""
    if form is None:
        if output is not None and ending not in (*FORMATS, "txt"):
            raise click.UsageError(f"{output} says no format: end it in .html, .docx, .pdf or .txt, or give --format.")
        return "text" if ending in ("", "txt") else ending
    if form in ("docx", "pdf") and output is None:
        raise click.UsageError(f"A {form.upper()} is no text: give a file with --output changes.{form}.")
    return form


def _write(place: Path | None, found: Compared, form: str) -> None:
    from coalition.workflows import redlining as work

    content = work.as_text(found, lambda text, _: text).encode() if form == "text" else work.as_file(found, form)
    if place is None:
        click.echo(content, nl=False)
        return
    _keep(place, content)
    click.echo(f"Wrote {place}")


def _keep(place: Path, content: bytes) -> None:
    """Write the file whole, over the one that was there."""
    from coalition.sources import writing

    folder, name = place.parent.resolve(), place.name
    if place.is_file():
        writing.replace(folder, name, content, writing.read(folder, name))
    else:
        writing.create(folder, name, content)
