"""`coalition digest`: what a text is known by, and how to make that again."""

from __future__ import annotations

import click


@click.command(short_help="Print the digest of a chapter or a statement, and what it is made of.")
@click.argument("name", metavar="chapters/ID|statements/ID")
@click.option("--language", metavar="TAG", help="The text in that language alone.")
@click.option("--version", type=click.IntRange(1), metavar="N", help="Another version of a statement than the current.")
@click.option("--lines", is_flag=True, help="Only the lines, byte for byte, to be piped into sha256sum.")
@click.option("--source", metavar="KEY", help="Only the text of that shared source that is digested.")
@click.option("--rev", metavar="REV", help="In a commit, tag or branch instead of the files on disk.")
@click.pass_context
def digest(
    context: click.Context,
    name: str,
    language: str | None,
    version: int | None,
    lines: bool,
    source: str | None,
    rev: str | None,
) -> None:
    r"""Print the digest of a chapter (chapters/ID) or of a statement's text (statements/ID), in each language.

    A chapter's digest is that of the lines below it, which are those of sha256sum, sorted. Make it again with:

    \b
    coalition digest chapters/ID --language en --lines | sha256sum
    sha256sum FILE                                     for each line that names a file
    coalition digest chapters/ID --source KEY | sha256sum      for references.bib#KEY
    """
    from coalition.workflows import digesting as work

    folder = context.obj.folder
    if source is not None:
        click.echo(work.canonical(folder, source, rev), nl=False)
        return
    found = work.digested(folder, name, language=language, version=version, revision=rev)
    if lines and len(found) > 1:
        raise click.UsageError(f"Say which with --language: {', '.join(one.language for one in found)}.")
    for place, one in enumerate(found):
        if lines:
            click.echo(one.lines.encode("utf-8", "surrogateescape"), nl=False)
            continue
        click.echo(("\n" if place else "") + f"{one.sha256}  {one.name} ({one.language})")
        if one.name.startswith("chapters/"):
            for line in one.lines.splitlines():
                click.echo(f"    {_visible(line)}")


def _visible(line: str) -> str:
    from coalition.outputs.verdict import visible

    return visible(line)
