"""What commands that sign have in common, whether a statement is answered or a chapter approved."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from coalition.cli.asking import sure
from coalition.cli.writing import show

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from coalition.campaign.model import Campaign
    from coalition.cli.main import Session
    from coalition.kinds.answers import Approval, Endorsement
    from coalition.workflows.receiving import Entered
    from coalition.workflows.sealing import Prepared

FILE = click.Path(dir_okay=False, path_type=Path)
EVIDENCE = ("e-mail", "letter", "minutes", "form")
yes_option = click.option("--yes", is_flag=True, help="Do not ask; needed where there is no terminal.")
member_key = click.option(
    "--key", type=FILE, metavar="PATH", help="The member's private key; without one the answer is only announced."
)
receiving_key = click.option(
    "--key",
    type=FILE,
    metavar="PATH",
    help="The secretariat's private key; without it, only what is new is listed.",
)
main_branch = click.option(
    "--main-branch", metavar="NAME", help="What the main branch is called, where git does not know it."
)
WAITS = (
    "It holds, and counts once it is in the receipt log: commit the files, have them merged into the main branch, and the "
    "secretariat enters them with: coalition {noun} receive"
)
ANNOUNCED = (
    "It is announced: shown as not yet confirmed, and counted by nobody. It counts when the member answers again with "
    "--key, or when the secretariat attests that it received it: coalition {noun} attest"
)


def lines(record: bytes) -> None:
    """The lines of a signed file; escaped, since a text could make a terminal show another."""
    from coalition.outputs.verdict import visible

    for line in record.decode("utf-8", "replace").rstrip("\n").split("\n"):
        click.echo(f"    {visible(line)}".rstrip())


def give(session: Session, prepared: Prepared, key: Path | None, *, yes: bool, dry: bool, noun: str) -> None:
    """Show what is signed, ask, sign, write, and say what that is worth; `noun` is "statement" or "chapter"."""
    from coalition.outputs.verdict import visible
    from coalition.workflows import sealing
    from coalition.workflows.desk import Sheet

    click.secho(f"\nThese lines are {'signed' if key else 'written, and not signed'}:", bold=True)
    lines(prepared.record)
    for note in prepared.notes:
        click.echo(visible(note))
    if dry:
        show([Sheet(f"{prepared.home}/{prepared.member}.txt", prepared.record)])
        return
    if not sure(f"Answer for {prepared.member} with these lines?", yes=yes):
        click.echo("Nothing was written.", err=True)
        return
    what = "The answer" if noun == "statement" else "The approval"
    sheets, found = sealing.give(session.folder, prepared, key, session.clock(), what)
    for sheet in sheets:
        click.echo(f"Wrote {sheet.path}")
    waits = found.verdict == "not-yet-received"
    click.echo(WAITS.format(noun=noun) if waits else found.reason if key else ANNOUNCED.format(noun=noun))


def attest(
    session: Session,
    find: Callable[[Campaign], Endorsement | Approval],
    key: Path,
    *,
    evidence: Path,
    kind: str,
    received: datetime,
    yes: bool,
    dry: bool,
    noun: str,
) -> None:
    """Show the answer that `find` finds and its attestation, ask, sign, write."""
    from coalition.sources.writing import read
    from coalition.workflows import attesting
    from coalition.workflows.desk import Sheet, open_campaign

    if received > session.clock():
        raise click.BadParameter("that instant has not come", param_hint="--received")
    campaign = open_campaign(session.folder)
    answer = find(campaign)
    subject = attesting.Subject(answer.path, read(session.folder, answer.path), answer.member)
    attested = attesting.prepare(
        campaign, session.folder, subject, attesting.Received(session.standing / evidence, kind, received)
    )
    click.secho(f"The answer, {answer.path}:", bold=True)
    lines(subject.record)
    click.secho("These lines are signed:", bold=True)
    lines(attested.record)
    if dry:
        show([Sheet(attested.path, attested.record)])
        return
    if not sure(f"Attest that {evidence.name} says this?", yes=yes):
        click.echo("Nothing was written.", err=True)
        return
    sheets, found = attesting.attest(session.folder, attested, key, session.clock())
    for sheet in sheets:
        click.echo(f"Wrote {sheet.path}")
    click.echo(
        f"The salt lies in {attested.received.salt_file}: keep it with the evidence, and neither in the repository."
    )
    click.echo(WAITS.format(noun=noun) if found.verdict == "not-yet-received" else found.reason)


def receive(session: Session, home: str, key: Path | None, main: str | None, *, dry: bool) -> Entered:
    """Enter what is new below `statements/ID` or `chapters/ID`, and say what that was."""
    from coalition.workflows import receiving

    if key is None and not dry:
        raise click.UsageError("Give the secretariat's key with --key, or --dry-run to see what is new.")
    done = receiving.receive(session.folder, home, None if dry else key, session.clock(), main)
    for path in done.unread:
        click.echo(f"Not entered, since it cannot be read as an answer: {path}", err=True)
    if not done.arrivals:
        click.echo("Nothing new has arrived.")
        return done
    state = done.standing
    said = {one.path: one.verdict for one in state.answers} if state else {}
    said |= {one.path: one.verdict for one in state.approvals} if state else {}
    for arrival in done.arrivals:
        verdict = f": {said[arrival.path]}" if arrival.path in said else ""
        click.echo(f"{'Would enter' if dry else 'Entered'} {arrival.path}{verdict}")
    for sheet in done.sheets:
        click.echo(f"{'Changed' if sheet.before else 'Wrote'} {sheet.path}")
    if done.sheets:
        click.echo("Commit both files, and push them: a log that lies on one machine alone proves little.", err=True)
    return done
