"""`coalition member set`, `rename`, `leave`, `status`, `merge`, `network`, `account`: what changes with a member."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from coalition.cli.times import Day
from coalition.cli.writing import dry_run, show, tell

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from coalition.campaign.model import Campaign
    from coalition.cli.main import Session
    from coalition.workflows.desk import Sheet
    from coalition.workflows.registry.judging import Revision

STATUSES = ("applied", "active", "lapsed", "suspended", "withdrawn", "dissolved")
"""What `status` makes of a member; one that becomes part of another is for `merge`."""
MOST = 10
"""That many consequences are told."""
_on = click.option("--on", type=Day(), metavar="DATE", help="Since when (today).")
_reason = click.option("--reason", metavar="WORDS", help="Why; it is not published.")


def announce(revision: Revision, *, dry: bool) -> None:
    """Say what was written, or would be, and what `check` will say of it."""
    from coalition.outputs.verdict import visible

    (show if dry else tell)(revision.sheets)
    told = revision.consequences[:MOST]
    for problem in told:
        says = "Then check would say" if dry else "From now on check says"
        click.echo(f"{says}: {visible(str(problem))}", err=True)
        if problem.hint:
            click.echo(f"    {visible(problem.hint)}", err=True)
    if len(told) < len(revision.consequences):
        click.echo(f"And {len(revision.consequences) - len(told)} more; see: coalition check", err=True)


def _revise(session: Session, member: str, make: Callable[[Campaign], tuple[Sheet, ...]], *, dry: bool) -> None:
    from coalition.workflows.registry import judging

    revision = judging.revise(session.folder, make, lambda _: frozenset({member}), session.clock(), dry=dry)
    announce(revision, dry=dry)


@click.command("set")
@click.argument("member")
@click.argument("key")
@click.argument("values", nargs=-1, metavar="[VALUE]...")
@click.option("--add", "how", flag_value="add", help="Put the value at the end of the list that is there.")
@click.option("--remove", "how", flag_value="remove", help="Take the value out of its list; without one, all of KEY.")
@dry_run
@click.pass_context
def set_value(
    context: click.Context, member: str, key: str, values: tuple[str, ...], how: str | None, dry_run: bool
) -> None:
    r"""Set one thing about a member.

    \b
    coalition member set open-gate website https://open-gate.example
    coalition member set open-gate themes refugees poverty
    coalition member set open-gate stages.KE transit destination
    coalition member set open-gate contacts.1.verified 2026-11-01
    coalition member set open-gate contacts --add type=email value=help@open-gate.example public=true

    What has dates or has to be proven has a command of its own: name, status, networks, keys, accounts.
    """
    from coalition.workflows.registry import setting

    said = setting.Assignment(key, values, how or "set")  # type: ignore[arg-type]  # click gives one of the three
    folder = context.obj.folder
    _revise(context.obj, member, lambda campaign: setting.assign(folder, campaign, member, said), dry=dry_run)


@click.command()
@click.argument("member")
@click.argument("name")
@_on
@dry_run
@click.pass_context
def rename(context: click.Context, member: str, name: str, on: date | None, dry_run: bool) -> None:
    """Give a member another name; the one that it bore until then stays, with its dates.

    What it signed before shows the name that it bore when it signed. Its id stays.
    """
    from coalition.workflows.registry import revising

    session: Session = context.obj
    day = on or session.clock().date()
    _revise(session, member, lambda now: revising.rename(session.folder, now, member, name, day), dry=dry_run)


def _status(session: Session, member: str, *, dry: bool, **values: object) -> None:
    """Another status, as these values of a change say it."""
    from pydantic import ValidationError

    from coalition.kinds.member import MembershipChange
    from coalition.workflows.registry import revising

    said = {"on": session.clock().date(), **{key: value for key, value in values.items() if value is not None}}
    try:
        change = MembershipChange.model_validate(said)
    except ValidationError as error:
        raise click.UsageError(str(error.errors()[0]["ctx"]["error"].args[0])) from error
    _revise(session, member, lambda now: revising.change(session.folder, now, member, change), dry=dry)


@click.command()
@click.argument("member")
@click.option("--on", type=Day(), metavar="DATE", required=True, help="The first day on which it is no member.")
@_reason
@dry_run
@click.pass_context
def leave(context: click.Context, member: str, on: date, reason: str | None, dry_run: bool) -> None:
    """Enter that a member leaves. Nothing is deleted: what it did before stays under its name."""
    _status(context.obj, member, dry=dry_run, status="withdrawn", on=on, reason=reason)


@click.command()
@click.argument("member")
@click.argument("status", type=click.Choice(STATUSES))
@_on
@_reason
@dry_run
@click.pass_context
def status(
    context: click.Context, member: str, status: str, on: date | None, reason: str | None, dry_run: bool
) -> None:
    """Enter another status of a member: the secretariat makes it active, suspends it, lets it lapse.

    The statuses that it had stay, each with its day. One that applies is made active when its application is whole.
    """
    _status(context.obj, member, dry=dry_run, status=status, on=on, reason=reason)


@click.command()
@click.argument("member")
@click.option("--into", required=True, metavar="MEMBER", help="The member that it becomes part of.")
@_on
@_reason
@dry_run
@click.pass_context
def merge(context: click.Context, member: str, into: str, on: date | None, reason: str | None, dry_run: bool) -> None:
    """Enter that a member has become part of another. What it signed before stays its own."""
    _status(context.obj, member, dry=dry_run, status="merged", into=into, on=on, reason=reason)


@click.command()
@click.argument("member")
@click.argument("network")
@click.option("--from", "since", type=Day(), metavar="DATE", help="The first day on which it is part of it.")
@click.option("--until", type=Day(), metavar="DATE", help="The first day on which it is part of it no more.")
@dry_run
@click.pass_context
def network(
    context: click.Context, member: str, network: str, since: date | None, until: date | None, dry_run: bool
) -> None:
    """Enter that a member is part of a network or committee, or with --until that it is so no more."""
    from coalition.workflows.registry import revising

    if since and until:
        raise click.UsageError("Give --from when it begins, and --until in a second command when it ends.")
    session: Session = context.obj

    def make(now: Campaign) -> tuple[Sheet, ...]:
        if until is not None:
            return revising.end_part(session.folder, now, member, network, until)
        return revising.begin_part(session.folder, now, member, network, since)

    _revise(session, member, make, dry=dry_run)


@click.command()
@click.argument("member")
@click.argument("account", metavar="HOST/NAME")
@click.option("--from", "since", type=Day(), metavar="DATE", help="The first day on which it acts for the member.")
@click.option("--until", type=Day(), metavar="DATE", help="The first day on which it does so no more.")
@dry_run
@click.pass_context
def account(
    context: click.Context, member: str, account: str, since: date | None, until: date | None, dry_run: bool
) -> None:
    """Enter that an account of a code host acts for a member, or with --until that it does so no more.

    HOST/NAME is as in github.com/harbour-bot. Whoever opens a proposal from it is then known to be that member.
    """
    from coalition.workflows.registry import revising

    host, slash, who = account.partition("/")
    if not (host and slash and who) or "/" in who:
        raise click.BadParameter(f'"{account}" is not written as github.com/harbour-bot', param_hint="HOST/NAME")
    if since and until:
        raise click.UsageError("Give --from when it begins, and --until in a second command when it ends.")
    session: Session = context.obj

    def make(now: Campaign) -> tuple[Sheet, ...]:
        if until is not None:
            return revising.end_account(session.folder, now, member, (host, who), until)
        return revising.begin_account(session.folder, now, member, (host, who), since)

    _revise(session, member, make, dry=dry_run)


COMMANDS = (set_value, rename, leave, status, merge, network, account)
