"""`coalition build`: make the report and the site."""

from __future__ import annotations

from pathlib import Path

import click

from coalition.outputs.report.formats import FORMATS
from coalition.workflows import build as work


class Several(click.ParamType[tuple[str, ...]]):
    """Words with commas between them, each from a list."""

    name = "list"

    def __init__(self, known: tuple[str, ...]) -> None:
        self.known = known

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """The words; a usage error that names the list when one is not on it."""
        if isinstance(value, tuple):
            return value
        words = tuple(word.strip() for word in str(value).split(",") if word.strip())
        for word in words:
            if word not in self.known:
                self.fail(f'"{word}" is not one of {", ".join(self.known)}', param, ctx)
        return words or self.known


@click.command()
@click.option(
    "--output",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="DIR",
    help="Where to publish (public).",
)
@click.option(
    "--only",
    type=Several(work.PARTS),
    default=work.PARTS,
    metavar="LIST",
    help="Build only these: site,report,statements.",
)
@click.option(
    "--formats",
    type=Several(FORMATS),
    default=FORMATS,
    metavar="LIST",
    help="Formats: pdf,docx,epub,html; a statement has the first two.",
)
@click.option(
    "--language", "languages", multiple=True, metavar="TAG", help="Build only this language; may be given again."
)
@click.option("--drafts", is_flag=True, help="Build outlines and drafts, too, with a mark on every page.")
@click.option("--rev", metavar="REV", help="Build a commit, tag or branch instead of the files on disk.")
@click.option("--release", is_flag=True, help="Refuse uncommitted changes and warnings.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but what is wrong.")
@click.pass_context
def build(
    context: click.Context,
    output: Path | None,
    only: tuple[str, ...],
    formats: tuple[str, ...],
    languages: tuple[str, ...],
    drafts: bool,
    rev: str | None,
    release: bool,
    quiet: bool,
) -> None:
    """Make the report in four formats, the statements in two, and the campaign's site.

    Nothing is published unless everything succeeded: with a mistake in the content it ends with status 1, says what is
    wrong, and leaves what was published before as it was.
    """
    from coalition.cli.progress import progress

    if release and drafts:
        raise click.UsageError("A release holds no drafts: leave out --drafts or --release.")
    session = context.obj
    order = work.Order(
        folder=session.folder,
        output=(session.standing / output if output else session.folder / "public").resolve(),
        keep=output is None,
        only=only,
        formats=formats,
        languages=languages,
        drafts=drafts,
        revision=rev,
        release=release,
        now=session.now,
        clock=session.clock(),
    )
    with progress(quiet=quiet) as say:
        outcome = work.build(order, say)
    if outcome.verdict.problems:
        from coalition.cli.check import paint
        from coalition.outputs.verdict import text

        click.echo(text(outcome.verdict, paint), nl=False, err=True)
    if outcome.published is None:
        click.echo("Nothing was published; what was there before is as it was.", err=True)
        context.exit(1)
    if not quiet:
        click.echo(outcome.sentence)
