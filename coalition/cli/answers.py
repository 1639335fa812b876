"""`coalition statement endorse`, `attest` and `receive`: what is signed, and by whom."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

import click

from coalition.cli import signing
from coalition.cli.signing import EVIDENCE, FILE, yes_option
from coalition.cli.times import Moment
from coalition.cli.writing import dry_run

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.kinds.statement import StatementText

ACTIONS = ("endorse", "decline", "abstain", "object", "withdraw")
CAPACITIES = ("drafter", "co-sponsor", "supporter")
MANDATES = ("exact", "editorial")


@click.command(short_help="Answer a statement for a member: endorse, decline, abstain, object, withdraw.")
@click.argument("id")
@click.option("--as", "member", required=True, metavar="MEMBER", help="The member that answers.")
@signing.member_key
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
    from coalition.workflows.desk import open_campaign

    session = context.obj
    file, paragraphs = options.pop("reservation_file"), options.pop("reservation")
    reservation = "\n\n".join([*paragraphs, *([file.read()] if file else [])])
    intent = endorsing.Intent(statement=id, reservation=reservation, **options)
    prepared, text = endorsing.prepare(open_campaign(session.folder), intent, session.clock(), secrets.token_hex(16))
    _show(text)
    signing.give(session, prepared, key, yes=yes, dry=dry_run, noun="statement")


def _show(text: StatementText) -> None:
    """The text; escaped, since it could make a terminal show another."""
    from coalition.outputs.verdict import visible

    click.secho(f"{text.title}", bold=True)
    click.echo(f"{text.occasion}\nTo: {', '.join(visible(one.name) for one in text.addressed_to)}\n")
    for line in text.body.strip("\n").split("\n"):
        click.echo(visible(line))


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
    from coalition.workflows import attesting

    member, version = options.pop("member"), options.pop("version")
    signing.attest(
        context.obj,
        lambda campaign: attesting.unproven(campaign, id, member, version),
        key,
        yes=yes,
        dry=dry_run,
        noun="statement",
        **options,
    )


@click.command(short_help="Enter, as the secretariat, what has arrived in the receipt log.")
@click.argument("id")
@signing.receiving_key
@signing.main_branch
@dry_run
@click.pass_context
def receive(context: click.Context, id: str, key: Path | None, main_branch: str | None, dry_run: bool) -> None:
    """Enter new answers to the statement ID in trust/receipts.log, with attestations and changes of keys.

    The log says when what arrived, whatever date it bears; each line holds on to the one before, and the whole is
    signed. It is written on the main branch alone, after answers were merged there.
    """
    done = signing.receive(context.obj, f"statements/{id}", key, main_branch, dry=dry_run)
    if done.standing and not done.standing.of_statement(id).unnamed_are_proven:
        click.echo(f"Other unnamed members count now; sign that: coalition statement attest {id} --unnamed", err=True)


COMMANDS = (endorse, attest, receive)
