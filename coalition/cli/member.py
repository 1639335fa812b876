"""`coalition member key`: a member's keys, and changes of them."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import click

from coalition.cli.asking import sure
from coalition.cli.signing import EVIDENCE, FILE
from coalition.cli.times import Moment
from coalition.cli.writing import dry_run, show

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.cli.main import Session
    from coalition.workflows.keyring import Change, Voucher

F = Any
"""A command's function before click has made a command of it."""


@click.group(short_help="Add, rotate and revoke keys.")
def key() -> None:
    """Add, rotate and revoke the keys with which members sign.

    A first key needs nothing more than the registry. Every further change is a signed file too: signed with a key that
    the member had before (--signed-by), or attested by the secretariat (--attested-by, with the evidence).
    """


_VOUCHERS = (
    click.option(
        "--signed-by",
        type=FILE,
        metavar="PATH",
        help="A private key that the member had before.",
    ),
    click.option(
        "--attested-by",
        type=FILE,
        metavar="PATH",
        help="The secretariat's private key.",
    ),
    click.option(
        "--evidence",
        type=FILE,
        metavar="FILE",
        help="With --attested-by: the letter or e-mail, which stays private.",
    ),
    click.option("--kind", type=click.Choice(EVIDENCE), help="With --attested-by: what the evidence is."),
    click.option("--received", type=Moment(), metavar="INSTANT", help="With --attested-by: when it was received."),
    click.option("--yes", is_flag=True, help="Do not ask; needed where there is no terminal."),
    dry_run,
)


def _vouched(function: F) -> F:
    """The options of who vouches for a change, below a command's own."""
    for option in reversed(_VOUCHERS):
        function = option(function)
    return function


@key.command()
@click.argument("member")
@click.argument("file", type=FILE, metavar="FILE.pub")
@click.option("--from", "start", type=Moment(), metavar="INSTANT", help="From when on it is valid (now).")
@click.option("--until", type=Moment(), metavar="INSTANT", help="The first instant at which it is not valid any more.")
@_vouched
@click.pass_context
def add(
    context: click.Context, /, member: str, file: Path, start: datetime | None, until: datetime | None, **rest: Any
) -> None:
    """Enter a key of a member, from the file that ends in .pub."""
    from coalition.workflows import keyring

    session = context.obj
    new = keyring.read_key(session.standing / file)
    _enter(session, lambda campaign: keyring.addition(campaign, member, new, start or session.clock(), until), **rest)


@key.command()
@click.argument("member")
@click.argument("file", type=FILE, metavar="FILE.pub")
@click.option("--from", "start", type=Moment(), metavar="INSTANT", help="From when on it is valid (now).")
@click.option("--until", type=Moment(), metavar="INSTANT", help="The first instant at which it is not valid any more.")
@click.option("--old", metavar="FINGERPRINT", help="The key that ends, where the member has several.")
@_vouched
@click.pass_context
def rotate(
    context: click.Context,
    /,
    member: str,
    file: Path,
    start: datetime | None,
    until: datetime | None,
    old: str | None,
    **rest: Any,
) -> None:
    """Put a new key in the place of a member's key, which ends when the new one begins."""
    from coalition.workflows import keyring

    session = context.obj
    new = keyring.read_key(session.standing / file)

    def change(campaign: Campaign) -> Change:
        added = keyring.addition(campaign, member, new, start or session.clock(), until)
        return keyring.rotation(campaign, added, old)

    _enter(session, change, **rest)


@key.command()
@click.argument("member")
@click.argument("fingerprint")
@click.option("--reason", required=True, help="Why, in a few words; it is not published.")
@click.option("--on", type=Moment(), metavar="INSTANT", help="From when on it is not trusted (now).")
@_vouched
@click.pass_context
def revoke(
    context: click.Context, /, member: str, fingerprint: str, reason: str, on: datetime | None, **rest: Any
) -> None:
    """Trust a member's key no more. FINGERPRINT is what ssh-keygen -l prints, or how it begins.

    What arrived before stays good. A key that others have got hold of does not vouch for its own end.
    """
    from coalition.workflows import keyring

    session = context.obj
    _enter(
        session,
        lambda campaign: keyring.revocation(campaign, member, fingerprint, on or session.clock(), reason),
        **rest,
    )


def _enter(
    session: Session,
    make: Callable[[Campaign], Change],
    *,
    yes: bool,
    dry_run: bool,
    signed_by: Path | None,
    **attested: Any,
) -> None:
    """Show a change, ask, and write it."""
    from coalition.workflows import keyring
    from coalition.workflows.desk import Sheet, open_campaign

    campaign = open_campaign(session.folder)
    change = make(campaign)
    voucher = _voucher(session, signed_by, **attested)
    lines = keyring.record(campaign, change, session.clock(), secrets.token_hex(16))
    show([keyring.registry(session.folder, campaign, change)])
    if voucher is not None:
        show([Sheet(f"trust/keys/{change.member}.<n>.txt", lines)])
    elif not keyring.is_first(campaign, change):
        raise click.UsageError(f"{change.member} has keys: give --signed-by, or --attested-by with the evidence.")
    if dry_run:
        return
    if not sure(f"Enter this for {change.member}?", yes=yes):
        click.echo("Nothing was written.", err=True)
        return
    for sheet in keyring.enter(session.folder, change, lines, voucher, session.clock()):
        click.echo(f"{'Wrote' if sheet.before is None else 'Changed'} {sheet.path}")


def _voucher(
    session: Session,
    signed_by: Path | None,
    attested_by: Path | None,
    evidence: Path | None,
    kind: str | None,
    received: datetime | None,
) -> Voucher | None:
    """Who vouches, as the options say it."""
    from coalition.workflows.attesting import Received
    from coalition.workflows.keyring import Voucher

    facts = (attested_by, evidence, kind, received)
    if signed_by is not None and any(facts):
        raise click.UsageError(
            "Either a key of the member signs (--signed-by), or the secretariat attests (--attested-by)."
        )
    if signed_by is not None:
        return Voucher(signed_by)
    if attested_by is None and not any(facts):
        return None
    if attested_by is None or evidence is None or kind is None or received is None:
        raise click.UsageError("To attest, give --attested-by, --evidence, --kind and --received.")
    if received > session.clock():
        raise click.BadParameter("that instant has not come", param_hint="--received")
    return Voucher(attested_by, Received(session.standing / evidence, kind, received))
