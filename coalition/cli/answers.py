"""`coalition statement endorse`, `attest` and `receive`: what is signed, and by whom."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from coalition.cli.asking import sure
from coalition.cli.times import Moment
from coalition.cli.writing import dry_run, show

if TYPE_CHECKING:
    from datetime import datetime

    from coalition.cli.main import Session
    from coalition.workflows.endorsing import Prepared

ACTIONS = ("endorse", "decline", "abstain", "object", "withdraw")
CAPACITIES = ("drafter", "co-sponsor", "supporter")
MANDATES = ("exact", "editorial")
EVIDENCE = ("e-mail", "letter", "minutes", "form")

FILE = click.Path(dir_okay=False, path_type=Path)
yes_option = click.option("--yes", is_flag=True, help="Do not ask; needed where there is no terminal.")


@click.command(short_help="Answer a statement for a member: endorse, decline, abstain, object, withdraw.")
@click.argument("id")
@click.option("--as", "member", required=True, metavar="MEMBER", help="The member that answers.")
@click.option(
    "--key",
    type=FILE,
    metavar="PATH",
    help="The member's private key; without one the answer is only announced.",
)
@click.option("--action", type=click.Choice(ACTIONS), default="endorse", show_default=True, help="What is answered.")
@click.option("--version", type=click.IntRange(1), metavar="N", help="Another version than the current one.")
@click.option("--language", metavar="TAG", help="The language in which the member reads it.")
@click.option(
    "--capacity", type=click.Choice(CAPACITIES), help="In which capacity (drafter for drafters, else supporter)."
)
@click.option(
    "--mandate",
    type=click.Choice(MANDATES),
    default="exact",
    show_default=True,
    help="This very text, or its editorial corrections too.",
)
@click.option("--scope", default="whole", show_default=True, metavar="IDS", help="Sections, with commas between them.")
@click.option(
    "--reservation",
    multiple=True,
    metavar="TEXT",
    help="A paragraph to be published with the answer; may be given again.",
)
@click.option(
    "--reservation-file",
    type=click.File(encoding="utf-8"),
    metavar="FILE",
    help="The same from a file; empty lines part paragraphs.",
)
@yes_option
@dry_run
@click.pass_context
def endorse(context: click.Context, /, id: str, key: Path | None, yes: bool, dry_run: bool, **options: Any) -> None:
    """Answer the statement ID for a member.

    Shows the text and the exact lines that are signed, asks, then writes <member>.txt and its signature, and makes sure
    that they hold. An earlier answer stays where it is; the later one takes its place.
    """
    from coalition.workflows import endorsing
    from coalition.workflows.desk import Sheet, open_campaign

    session = context.obj
    file, paragraphs = options.pop("reservation_file"), options.pop("reservation")
    reservation = "\n\n".join([*paragraphs, *([file.read()] if file else [])])
    intent = endorsing.Intent(statement=id, reservation=reservation, **options)
    prepared = endorsing.prepare(open_campaign(session.folder), intent, session.clock(), secrets.token_hex(16))
    _show(prepared, signing=key is not None)
    if dry_run:
        show([Sheet(f"{prepared.home}/{prepared.member}.txt", prepared.record)])
        return
    if not sure(f"Answer for {prepared.member} with these lines?", yes=yes):
        click.echo("Nothing was written.", err=True)
        return
    sheets, answer = endorsing.answer(session.folder, prepared, key, session.clock())
    for sheet in sheets:
        click.echo(f"Wrote {sheet.path}")
    click.echo(_WAITS if answer.verdict == "not-yet-received" else answer.reason if key else _ANNOUNCED)


_ANNOUNCED = (
    "It is announced: shown as not yet confirmed, and counted by nobody. It counts when the member answers again with "
    "--key, or when the secretariat attests that it received it: coalition statement attest"
)


_WAITS = (
    "It holds, and counts once it is in the receipt log: commit the files, have them merged into the main branch, and the "
    "secretariat enters them with: coalition statement receive"
)


def _show(prepared: Prepared, *, signing: bool) -> None:
    """The text, the lines, and what else should be known; escaped, since a text could make a terminal show another."""
    from coalition.outputs.verdict import visible

    text = prepared.text
    click.secho(f"{text.title}", bold=True)
    click.echo(f"{text.occasion}\nTo: {', '.join(visible(one.name) for one in text.addressed_to)}\n")
    for line in text.body.strip("\n").split("\n"):
        click.echo(visible(line))
    click.secho(f"\nThese lines are {'signed' if signing else 'written, and not signed'}:", bold=True)
    for line in prepared.record.decode("utf-8").rstrip("\n").split("\n"):
        click.echo(f"    {visible(line)}".rstrip())
    for note in prepared.notes:
        click.echo(visible(note))


@click.command(short_help="Attest, as the secretariat, what was received by other means, or how many are unnamed.")
@click.argument("id")
@click.option("--member", metavar="MEMBER", help="The member that answered.")
@click.option("--version", type=click.IntRange(1), metavar="N", help="Another version than the current one.")
@click.option(
    "--evidence",
    type=FILE,
    metavar="FILE",
    help="The letter, e-mail, minutes or form. It stays private: only a salted hash of it is signed.",
)
@click.option("--kind", type=click.Choice(EVIDENCE), help="What it is.")
@click.option("--received", type=Moment(), metavar="INSTANT", help="When the secretariat received it.")
@click.option(
    "--unnamed", is_flag=True, help="Sign how many members that are named nowhere answered, and nothing else."
)
@click.option(
    "--key",
    type=FILE,
    required=True,
    metavar="PATH",
    help="The secretariat's private key.",
)
@yes_option
@dry_run
@click.pass_context
def attest(context: click.Context, /, id: str, key: Path, yes: bool, dry_run: bool, **options: Any) -> None:
    """Attest that the secretariat received a member's answer by e-mail, letter, form, or at a meeting.

    The answer is written first, without a key: coalition statement endorse ID --as MEMBER. The evidence is copied
    nowhere. The salt of its hash is written beside it: keep both, and keep them out of the repository.

    With --unnamed: count the answers of members that are named nowhere, and sign the number. Nobody else can be shown
    their answers, so that this is what others have of them; sign it anew whenever it changes.
    """
    from coalition.cli.unnamed import attest_number

    needed = ("member", "evidence", "kind", "received")
    if options.pop("unnamed"):
        given = [name for name in (*needed, "version") if options[name] is not None]
        if given:
            raise click.UsageError(
                f"With --unnamed leave out --{given[0]}: members' answers are counted, none is attested."
            )
        attest_number(context.obj, id, key, yes=yes, dry=dry_run)
        return
    missing = [name for name in needed if options[name] is None]
    if missing:
        raise click.UsageError(f"Missing option '--{missing[0]}'.")
    _attest(context.obj, id, key, yes=yes, dry=dry_run, **options)


def _attest(
    session: Session,
    id: str,
    key: Path,
    *,
    member: str,
    version: int | None,
    evidence: Path,
    kind: str,
    received: datetime,
    yes: bool,
    dry: bool,
) -> None:
    from coalition.outputs.verdict import visible
    from coalition.sources.writing import read
    from coalition.workflows import attesting
    from coalition.workflows.desk import Sheet, open_campaign

    if received > session.clock():
        raise click.BadParameter("that instant has not come", param_hint="--received")
    campaign = open_campaign(session.folder)
    answer = attesting.unproven(campaign, id, member, version)
    subject = attesting.Subject(answer.path, read(session.folder, answer.path), member)
    attested = attesting.prepare(
        campaign, session.folder, subject, attesting.Received(session.standing / evidence, kind, received)
    )
    click.secho(f"The answer, {answer.path}:", bold=True)
    for line in subject.record.decode("utf-8", "replace").rstrip("\n").split("\n"):
        click.echo(f"    {visible(line)}".rstrip())
    click.secho("These lines are signed:", bold=True)
    for line in attested.record.decode("utf-8").rstrip("\n").split("\n"):
        click.echo(f"    {line}")
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
    click.echo(_WAITS if found.verdict == "not-yet-received" else found.reason)


@click.command(short_help="Enter, as the secretariat, what has arrived in the receipt log.")
@click.argument("id")
@click.option(
    "--key",
    type=FILE,
    metavar="PATH",
    help="The secretariat's private key; without it, only what is new is listed.",
)
@click.option("--main-branch", metavar="NAME", help="What the main branch is called, where git does not know it.")
@dry_run
@click.pass_context
def receive(context: click.Context, id: str, key: Path | None, main_branch: str | None, dry_run: bool) -> None:
    """Enter new answers to the statement ID in trust/receipts.log, with attestations and changes of keys.

    The log says when what arrived, whatever date it bears; each line holds on to the one before, and the whole is
    signed. It is written on the main branch alone, after answers were merged there.
    """
    from coalition.workflows import receiving

    session = context.obj
    if key is None and not dry_run:
        raise click.UsageError("Give the secretariat's key with --key, or --dry-run to see what is new.")
    done = receiving.receive(session.folder, id, None if dry_run else key, session.clock(), main_branch)
    for path in done.unread:
        click.echo(f"Not entered, since it cannot be read as an answer: {path}", err=True)
    if not done.arrivals:
        click.echo("Nothing new has arrived.")
        return
    said = {answer.path: answer for answer in done.standing.answers} if done.standing else {}
    for arrival in done.arrivals:
        found = said.get(arrival.path)
        click.echo(
            f"{'Would enter' if dry_run else 'Entered'} {arrival.path}" + (f": {found.verdict}" if found else "")
        )
    for sheet in done.sheets:
        click.echo(f"{'Changed' if sheet.before else 'Wrote'} {sheet.path}")
    if done.sheets:
        click.echo("Commit both files, and push them: a log that lies on one machine alone proves little.", err=True)
    if done.standing and not done.standing.of_statement(id).unnamed_are_proven:
        click.echo(f"Other unnamed members count now; sign that: coalition statement attest {id} --unnamed", err=True)


COMMANDS = (endorse, attest, receive)
