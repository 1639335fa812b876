"""`coalition chapter approve`, `attest` and `receive`: a member's word on a chapter, and its arrival."""

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

    from coalition.campaign.digests import Content

ACTIONS = ("approve", "object")
CAPACITIES = ("lead", "contributor", "reviewer")


@click.command(short_help="Approve a chapter for a member as it is, or object to it.")
@click.argument("id")
@click.option("--as", "member", required=True, metavar="MEMBER", help="The member that approves.")
@signing.member_key
@click.option("--action", type=click.Choice(ACTIONS), default="approve", show_default=True, help="What is said.")
@click.option("--object", "objects", is_flag=True, help="The same as --action object; give --remark with it.")
@click.option("--language", metavar="TAG", help="The text in another language than the chapter's own.")
@click.option(
    "--capacity", type=click.Choice(CAPACITIES), help="In which capacity, where it has several (the first that it has)."
)
@click.option("--remark", multiple=True, metavar="TEXT", help="A paragraph beside it; may be given again.")
@yes_option
@dry_run
@click.pass_context
def approve(
    context: click.Context,
    /,
    id: str,
    key: Path | None,
    action: str,
    objects: bool,
    remark: tuple[str, ...],
    yes: bool,
    dry_run: bool,
    **options: Any,
) -> None:
    """Approve the chapter ID for a member, in one language: the text, its sources, figures and data as they are.

    Shows of which files the approval is, and the exact lines that are signed, asks, then writes <member>.txt and its
    signature, and makes sure that they hold. When anything of these files changes, the approval is stale.
    """
    from coalition.workflows import approving
    from coalition.workflows.desk import open_campaign

    session = context.obj
    intent = approving.Intent(chapter=id, action="object" if objects else action, remark="\n\n".join(remark), **options)
    campaign = open_campaign(session.folder)
    prepared, content = approving.prepare(campaign, intent, session.clock(), secrets.token_hex(16))
    _show(content)
    signing.give(session, prepared, key, yes=yes, dry=dry_run, noun="chapter")


def _show(content: Content) -> None:
    from coalition.outputs.verdict import visible

    click.secho(f"The chapter {content.chapter} ({content.language}), which is made of:", bold=True)
    for name, digest in content.digests:
        click.echo(f"    {digest[:12]}…  {visible(name)}")
    click.echo(
        f'Read it before: coalition serve shows it. "coalition digest chapters/{content.chapter}" tells all of it.'
    )


@click.command(short_help="Attest, as the secretariat, an approval that was received by other means.")
@click.argument("id")
@click.option("--member", required=True, metavar="MEMBER", help="The member that approved.")
@click.option("--language", metavar="TAG", help="The text in another language than the chapter's own.")
@click.option(
    "--evidence",
    type=FILE,
    required=True,
    metavar="FILE",
    help="The letter, e-mail, minutes or form. It stays private: only a salted hash of it is signed.",
)
@click.option("--kind", type=click.Choice(EVIDENCE), required=True, help="What it is.")
@click.option("--received", type=Moment(), required=True, metavar="INSTANT", help="When the secretariat received it.")
@click.option("--key", type=FILE, required=True, metavar="PATH", help="The secretariat's private key.")
@yes_option
@dry_run
@click.pass_context
def attest(
    context: click.Context,
    /,
    id: str,
    member: str,
    language: str | None,
    key: Path,
    yes: bool,
    dry_run: bool,
    **options: Any,
) -> None:
    """Attest that the secretariat received a member's approval by e-mail, letter, form, or at a meeting.

    The approval is written first, without a key: coalition chapter approve ID --as MEMBER. The evidence is copied
    nowhere. The salt of its hash is written beside it: keep both, and keep them out of the repository.
    """
    from coalition.workflows import attesting

    signing.attest(
        context.obj,
        lambda campaign: attesting.unproven_approval(campaign, id, member, language),
        key,
        yes=yes,
        dry=dry_run,
        noun="chapter",
        **options,
    )


@click.command(short_help="Enter, as the secretariat, what has arrived in the receipt log.")
@click.argument("id")
@signing.receiving_key
@signing.main_branch
@dry_run
@click.pass_context
def receive(context: click.Context, id: str, key: Path | None, main_branch: str | None, dry_run: bool) -> None:
    """Enter new approvals of the chapter ID in trust/receipts.log, with attestations and changes of keys.

    As `coalition statement receive` does with answers: on the main branch alone, after approvals were merged there.
    """
    signing.receive(context.obj, f"chapters/{id}", key, main_branch, dry=dry_run)


COMMANDS = (approve, attest, receive)
