"""`coalition check`: find every mistake."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from coalition.outputs.verdict import FORMATS, text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from coalition.outputs.verdict import Verdict
    from coalition.standing.proposal import Proposal
    from coalition.workflows.proposal import Account, Range


@click.command(short_help="Find every mistake, with its place and cure.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option(
    "--format", "form", type=click.Choice(tuple(FORMATS)), default="text", help="How to write what was found."
)
@click.option("--strict", is_flag=True, help="Warnings, too, end with status 1.")
@click.option("--list", "catalogue", is_flag=True, help="List the rules instead, with a bad and a good example each.")
@click.option("--rev", metavar="REV", help="Check a commit, tag or branch instead of the files on disk.")
@click.option("--base", metavar="REV", help="Check a proposal: what it changes since it left REV, the main branch.")
@click.option("--head", metavar="REV", help="With --base, the proposal's last commit; without it, the files on disk.")
@click.option("--actor", metavar="MEMBER", help="With --base, the id of the member that proposes.")
@click.option("--actor-account", metavar="HOST/NAME", help="With --base, the account that proposes.")
@click.pass_context
def check(context: click.Context, /, paths: tuple[str, ...], form: str, **options: str | bool | None) -> None:
    """Find every mistake in the campaign, with its file, line and cure.

    With PATH, only what is wrong in these files and folders is shown. With --base, also what the proposal of a member
    changes and may not. Ends with status 0 when nothing is wrong, 1 when there are problems.
    """
    from coalition.checks.registry import all_rules
    from coalition.workflows import check as work

    if options["catalogue"]:
        click.echo_via_pager("\n\n".join(work.described(rule) for rule in all_rules()) + "\n")
        return
    session = context.obj
    asked = _proposed(options)
    named = work.campaign_paths(session.folder, session.standing, paths)
    if asked is None:
        verdict = work.check(session.folder, instant=session.clock(), revision=_word(options["rev"]), paths=named)
        shown = _shown(verdict, form)
    else:
        from coalition.workflows import proposal

        made = proposal.propose(session.folder, *asked, session.clock())
        verdict = work.narrowed(proposal.verdict_of(made), named)
        shown = _told(session.folder, replace(made, problems=verdict.problems), form) or _shown(verdict, form)
    click.echo(shown, nl=False)
    if work.failed(verdict, strict=bool(options["strict"])):
        context.exit(1)


def _shown(verdict: Verdict, form: str) -> str:
    return text(verdict, paint) if form == "text" else FORMATS[form](verdict)


def _told(folder: Path, made: Proposal, form: str) -> str:
    """What a proposal does and what is wrong with it, in the formats that are for people; empty in any other."""
    from coalition.outputs.proposal import page
    from coalition.workflows import telling

    if form not in {"text", "markdown"}:
        return ""
    words = telling.counted(folder, made)
    return page.markdown(made, words) if form == "markdown" else page.text(made, words, paint)


def _proposed(options: Mapping[str, str | bool | None]) -> tuple[Range, str | Account] | None:
    """Which proposal is to be checked, and whose; None where --base is not given. Raises UsageError."""
    base, actor, account = (_word(options[name]) for name in ("base", "actor", "actor_account"))
    if base is None:
        for name in ("head", "actor", "actor_account"):
            if options[name] is not None:
                raise click.UsageError(f"--{name.replace('_', '-')} goes with --base.")
        return None
    from coalition.workflows.proposal import Account, Range

    if options["rev"] is not None:
        raise click.UsageError("--rev and --base exclude each other; the last commit of a proposal is its --head.")
    if (actor is None) == (account is None):
        raise click.UsageError("Say who proposes: --actor MEMBER, or --actor-account HOST/NAME.")
    wanted = Range(base, _word(options["head"]))
    if actor is not None:
        return wanted, actor
    host, slash, name = (account or "").partition("/")
    if not (host and slash and name):
        raise click.UsageError(f'"{account}" is no account; write --actor-account github.com/NAME.')
    return wanted, Account(host, name)


def _word(value: str | bool | None) -> str | None:
    """An option's value as it was given."""
    return value if isinstance(value, str) else None


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
