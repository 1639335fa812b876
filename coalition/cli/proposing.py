"""`coalition chapter propose`, `statement propose` and so on: what a member changed goes to the coalition."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, Any

import click

from coalition.cli.check import paint

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.cli.main import Session
    from coalition.sources.committing import Identity
    from coalition.workflows.offering import Offer
    from coalition.workflows.sending import Mailed, Sent

KINDS = ("chapter", "statement", "practice", "meeting", "member")
"""Kinds whose things can be proposed. (The list of kinds is heavy to import; a test compares.)"""
_WHO = re.compile(r"(?P<name>[^<>]*[^<>\s])\s*<(?P<address>[^<>\s]+@[^<>\s]+)>")

_OPTIONS = (
    click.option("--as", "member", required=True, metavar="MEMBER", help="The id of the member that proposes it."),
    click.option("--title", help="What the proposal is called."),
    click.option("--also", multiple=True, metavar="PATH", help="Another file that goes with it; may be given again."),
    click.option("--draft", is_flag=True, help="Not finished: send it with its mistakes, for others to see."),
    click.option("--patch", metavar="FILE", help="Push nothing: write a file that can be mailed."),
    click.option("--branch", metavar="NAME", help="The branch's name (MEMBER/KIND-ID)."),
    click.option("--base", metavar="REV", help="The main branch, where it cannot be found."),
    click.option("--remote", metavar="NAME", help="Where to push, where there are several places."),
    click.option("--committer", metavar='"NAME <ADDRESS>"', help="Who makes the commit, where git does not know it."),
    click.option("--dry-run", is_flag=True, help="Show every command of git, and push and name nothing."),
)


def _propose(kind: str) -> click.Command:
    @click.command("propose")
    @click.argument("id")
    @click.pass_context
    def propose(context: click.Context, /, id: str, dry_run: bool, patch: str | None, **options: Any) -> None:
        """Look at what would be offered, and offer it."""
        from coalition.workflows import offering, sending

        session = context.obj
        wish = _wish(session, kind, id, **options)
        offer = offering.prepare(session.folder, wish, session.clock(), dry=dry_run, told=_shown if dry_run else None)
        _describe(offer)
        looked = sending.look_through(session.folder, offer, session.clock(), paint)
        click.echo(looked.words, nl=False, err=True)
        held_back = looked.has_errors and not wish.draft
        if dry_run:
            for words in sending.commands(offer, mailed=patch is not None):
                click.echo(f"would  {shlex.join(('git', *words))}")
        elif not held_back:
            _report(sending.send(session.folder, offer, patch=_path(session, patch)), offer)
        if held_back:
            click.echo("Nothing was sent. Mend what is named above, or send it as it is with --draft.", err=True)
            context.exit(1)

    for option in _OPTIONS:
        propose = option(propose)
    propose.help = (
        f"Propose what you changed in one {kind}, found by its ID, to the coalition.\n\nIts files alone go into a commit "
        "in the member's name, on a branch of its own; all your other work stays as it is. `check` looks it through. "
        "Then it is pushed, and the pull request opened where the host allows it; without a way to the host, a file is "
        "written that can be mailed. Given again, it renews what was proposed."
    )
    propose.short_help = f"Propose what you changed in a {kind}."
    return propose


def _wish(session: Session, kind: str, id: str, *, also: tuple[str, ...], committer: str | None, **rest: Any) -> Any:
    from coalition.workflows import check, offering

    files = check.campaign_paths(session.folder, session.standing, also)
    return offering.Wish(kind, id, also=files, committer=_identity(committer), **rest)


def _identity(text: str | None) -> Identity | None:
    """Who makes the commit. Raises BadParameter."""
    from coalition.sources.committing import Identity

    if text is None:
        return None
    found = _WHO.fullmatch(text.strip())
    if found is None:
        message = 'write the name, then the address: "Ana Ruiz <ana@harbour.example>"'
        raise click.BadParameter(message, param_hint="--committer")
    return Identity(found["name"].strip(), found["address"])


def _path(session: Session, patch: str | None) -> Path | None:
    return None if patch is None else session.standing / patch


def _shown(line: str) -> None:
    from coalition.outputs.verdict import visible

    click.echo(f"ran    {visible(line)}")


def _describe(offer: Offer) -> None:
    """What is proposed, and what there is to know."""
    from coalition.outputs.verdict import visible

    for note in offer.notes:
        click.echo(visible(note), err=True)
    click.echo(f"{visible(offer.request.title)} ({offer.request.branch}, for {offer.request.target}):", err=True)
    for change in offer.changes:
        click.echo(f"    {change.how:8} {visible(change.path)}", err=True)


def _report(outcome: Sent | Mailed, offer: Offer) -> None:
    """Where it is now, and what to do next."""
    from coalition.outputs.verdict import visible
    from coalition.workflows.sending import Mailed

    if isinstance(outcome, Mailed):
        if outcome.why:
            click.echo(f"It was not pushed: {visible(outcome.why)}.", err=True)
        if outcome.why and outcome.by_hand:
            click.echo(f"To push it where git can ask you: {visible(outcome.by_hand)}", err=True)
        click.echo(f"Wrote {outcome.path}")
        to = f" ({offer.secretariat})" if offer.secretariat else ""
        click.echo(
            f"Mail this file to the secretariat{visible(to)}, attached; it is put in with: git am FILE", err=True
        )
        return
    click.echo(f"{'Pushed' if offer.is_new else 'It is already on'} {offer.request.branch}.")
    for line in outcome.said:
        click.echo(f"    {visible(line)}".rstrip(), err=True)
    if outcome.link:
        verb = "The pull request is opened" if outcome.opened else "Open the pull request here"
        click.echo(f"{verb}: {outcome.link}")
    elif not outcome.said:
        click.echo("Open the pull request on the page of the repository.", err=True)


COMMANDS = {kind: _propose(kind) for kind in KINDS}
"""The command `propose` of each kind."""
