"""`coalition statement new` and the steps that follow it: freeze, open, close, submit, correct, withdraw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from coalition.cli.asking import converter, need, one_of, word
from coalition.cli.times import Day, Moment
from coalition.cli.writing import carry_out, dry_run

if TYPE_CHECKING:
    from coalition.campaign.model import Campaign
    from coalition.workflows.drafting import Beginning

ADDRESSEES = ("state", "intergovernmental", "regional", "local", "business", "media", "other")
RULES = ("none", "consensus", "threshold", "no-objection")
OBJECTIONS = timedelta(days=14)


class Deadline(click.ParamType[date | datetime]):
    """An instant with its zone, or a day, which ends when it has ended everywhere on earth."""

    name = "deadline"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date | datetime:
        """The instant or the day."""
        if isinstance(value, date):
            return value
        return (Moment() if "T" in str(value) else Day()).convert(value, param, ctx)


class Adoption(click.ParamType[tuple[str, int | None]]):
    """A rule of adoption, with its number after a colon: threshold:10."""

    name = "rule"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> tuple[str, int | None]:
        """The rule and its number."""
        if isinstance(value, tuple):
            return value
        rule, _, number = str(value).partition(":")
        if rule not in RULES or bool(number) != (rule in {"threshold", "no-objection"}):
            self.fail(f'"{value}" is no rule; write none, consensus, threshold:10 or no-objection:7', param, ctx)
        if number and not (number.isascii() and number.isdecimal() and int(number)):
            self.fail(f'"{number}" is not a number from 1 on', param, ctx)
        return rule, int(number) if number else None


class Addressee(click.ParamType[tuple[str, str]]):
    """What someone is and how it is called: "state: Governments taking part"."""

    name = "addressee"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        """What it is, and its name."""
        if isinstance(value, tuple):
            return value
        kind, colon, name = (part.strip() for part in str(value).partition(":"))
        if kind not in ADDRESSEES or not colon or not name:
            example = "state: Governments taking part in the Forum"
            self.fail(
                f'"{value}" is not written as "{example}"; the first word is one of {", ".join(ADDRESSEES)}', param, ctx
            )
        return kind, name


@dataclass(frozen=True, slots=True)
class _Given:
    """What the options of `statement new` said."""

    title: str | None
    occasion: str | None
    to: tuple[tuple[str, str], ...]
    venue: str | None
    submitted_by: str | None
    drafter: tuple[str, ...]
    meeting: str | None
    theme: tuple[str, ...]
    closes: date | datetime | None
    adoption: tuple[str, int | None] | None
    language: str | None


@click.command()
@click.argument("id", required=False)
@click.option("--title", help="The text's title.")
@click.option("--occasion", help="The occasion on which it is made.")
@click.option("--to", type=Addressee(), multiple=True, metavar="KIND:NAME", help="To whom; may be given again.")
@click.option("--venue", help="Where it goes: a venue that every campaign has, or one of coalition.yaml.")
@click.option("--submitted-by", metavar="MEMBER", help="The member that hands it in (the secretariat).")
@click.option("--drafter", multiple=True, metavar="MEMBER", help="A member that drafts it; may be given again.")
@click.option("--meeting", metavar="ID", help="The meeting for which it is made.")
@click.option("--theme", multiple=True, metavar="ID", help="A theme; may be given again.")
@click.option("--closes", type=Deadline(), help="By when members answer: an instant, or a day anywhere on earth.")
@click.option("--adoption", type=Adoption(), help="none, consensus, threshold:N or no-objection:DAYS.")
@click.option("--language", metavar="TAG", help="The language of the text that is signed (the campaign's first).")
@click.option("--next-version", is_flag=True, help="Open the next version of a statement that there is.")
@dry_run
@click.pass_context
def new(context: click.Context, /, id: str | None, next_version: bool, dry_run: bool, **options: Any) -> None:
    """Begin a statement: its process, and a text with words that say what to write.

    Without ID, it is made of the title. What no option says is asked at the terminal. With --next-version, the texts of the current version are copied, to
    be changed: who signed has to be asked again.
    """
    from coalition.workflows import drafting
    from coalition.workflows.desk import open_campaign

    campaign = open_campaign(context.obj.folder)
    if next_version:
        if any(options.values()):
            raise click.UsageError("The next version takes everything from the current one: leave the options out.")
        if id is None:
            raise click.UsageError("Say of which statement: coalition statement new ID --next-version")
        name, sheets = id, drafting.follow(context.obj.folder, campaign, id, None)
    else:
        wanted = _beginning(campaign, id, _Given(**options))
        name, sheets = wanted.id, drafting.begin(campaign, wanted)
    carry_out(context.obj.folder, sheets, dry=dry_run)
    click.echo(f"Write the text, then: coalition statement freeze {name}", err=True)


def _beginning(campaign: Campaign, id: str | None, given: _Given) -> Beginning:
    """All that a statement begins with, asked for where it is missing."""
    from coalition.kinds.settings import VENUES
    from coalition.workflows.drafting import Beginning, new_id, venues

    title = need(given.title, "--title", "How is the text called?", word)
    occasion = need(given.occasion, "--occasion", "On what occasion is it made?", word)
    question = 'To whom? Write what it is and its name, as in "state: Governments taking part in the Forum".'
    to = given.to or (need(None, "--to", question, converter(Addressee())),)
    where = venues(campaign)
    question = f"Where does it go? One of {', '.join(where)}."
    venue = need(given.venue, "--venue", question, one_of(where), VENUES[0])
    secretariat = campaign.settings.campaign.secretariat
    question = "Which member hands it in?"
    sender = need(given.submitted_by, "--submitted-by", question, one_of(sorted(campaign.members)), secretariat)
    question = "By when do members answer? A day, which then ends when it has ended everywhere on earth, or none."
    closes = need(given.closes, "--closes", question, _closing, "none")
    question = "When has the coalition adopted it? none, consensus, threshold:10 or no-objection:7 (days)."
    adoption = need(given.adoption, "--adoption", question, converter(Adoption()), "none")
    return Beginning(
        id=id or new_id(campaign, title),
        title=title,
        occasion=occasion,
        addressed_to=to,
        venue=venue,
        submitted_by=sender,
        language=given.language or campaign.settings.language,
        drafters=given.drafter,
        meeting=given.meeting,
        themes=given.theme,
        closes=closes or None,
        adoption=adoption,
    )


def _closing(text: str) -> Any:
    """A deadline; False for none, which is an answer too."""
    return text.strip() != "none" and converter(Deadline())(text.strip())


@click.command()
@click.argument("id")
@click.option("--version", type=click.IntRange(1), metavar="N", help="Another version than the current one.")
@dry_run
@click.pass_context
def freeze(context: click.Context, id: str, version: int | None, dry_run: bool) -> None:
    """Freeze a version's text: from then on `check` refuses any change of it.

    A text with mistakes is not frozen; they are listed, and the command ends with status 1.
    """
    from coalition.workflows import drafting
    from coalition.workflows.desk import open_campaign

    session = context.obj
    campaign = open_campaign(session.folder)
    sheets = drafting.freeze(session.folder, campaign, id, version)
    if not sheets:
        click.echo("It is frozen already.")
        return
    verdict = drafting.mistakes(session.folder, campaign, id, version, session.clock())
    if verdict.problems:
        from coalition.cli.check import paint
        from coalition.outputs.verdict import text

        click.echo(text(verdict, paint), nl=False, err=True)
        click.echo("Nothing was frozen: what is frozen stays, mistakes and all.", err=True)
        context.exit(1)
    carry_out(session.folder, sheets, dry=dry_run)
    if len(sheets) > 1:
        click.echo(f"Commit it. For members to answer: coalition statement open {id}", err=True)


@click.command("open")
@click.argument("id")
@click.option("--closes", type=Deadline(), help="By when members answer: an instant, or a day anywhere on earth.")
@dry_run
@click.pass_context
def open_(context: click.Context, id: str, closes: date | datetime | None, dry_run: bool) -> None:
    """Let members answer from now on."""
    from coalition.workflows import steps
    from coalition.workflows.desk import open_campaign

    session = context.obj
    sheets = steps.open_for_answers(session.folder, open_campaign(session.folder), id, session.clock(), closes)
    carry_out(session.folder, sheets, dry=dry_run)


@click.command()
@click.argument("id")
@dry_run
@click.pass_context
def close(context: click.Context, id: str, dry_run: bool) -> None:
    """Take no more answers: a deadline that was later becomes now."""
    from coalition.workflows import steps
    from coalition.workflows.desk import open_campaign

    session = context.obj
    sheets = steps.close(session.folder, open_campaign(session.folder), id, session.clock())
    carry_out(session.folder, sheets, dry=dry_run)


@click.command()
@click.argument("id")
@click.option("--on", type=Deadline(), metavar="DATE|INSTANT", help="When it was handed in (today).")
@click.option("--reference", help="The number or symbol that it was given.")
@click.option("--agenda-item", help="The item of the agenda under which it was submitted.")
@click.option("--session", help="The session to which it was submitted.")
@click.option("--speaker", help="Who read it out: the organisation and the office, never a person's name.")
@dry_run
@click.pass_context
def submit(context: click.Context, /, id: str, dry_run: bool, **facts: Any) -> None:
    """Record that a statement went to its addressees."""
    from coalition.workflows import steps
    from coalition.workflows.desk import open_campaign

    session = context.obj
    known = {key: value for key, value in facts.items() if value is not None}
    sheets = steps.submit(session.folder, open_campaign(session.folder), id, session.clock(), known)
    carry_out(session.folder, sheets, dry=dry_run)


@click.command()
@click.argument("id")
@dry_run
@click.pass_context
def withdraw(context: click.Context, id: str, dry_run: bool) -> None:
    """Take a statement back; its texts and answers stay.

    A member takes back its own answer with: coalition statement endorse ID --action withdraw
    """
    from coalition.workflows import steps
    from coalition.workflows.desk import open_campaign

    session = context.obj
    sheets = steps.withdraw(session.folder, open_campaign(session.folder), id)
    carry_out(session.folder, sheets, dry=dry_run)
    if not sheets:
        click.echo("It is withdrawn already.")


@click.command()
@click.argument("id")
@click.option("--objections-until", type=Moment(), metavar="INSTANT", help="Until when members can object.")
@dry_run
@click.pass_context
def correct(context: click.Context, id: str, objections_until: datetime | None, dry_run: bool) -> None:
    """Open the next version as an editorial correction of the current one.

    The texts are copied, to be changed. Who signed with the mandate `editorial` is carried over when the time for
    objections is over and it has not objected; who signed the exact text has to sign again.
    """
    from coalition.workflows import drafting
    from coalition.workflows.desk import open_campaign

    session = context.obj
    now = session.clock()
    proposal = (now + OBJECTIONS).isoformat().replace("+00:00", "Z")
    question = "Until when can members object?"
    until = need(objections_until, "--objections-until", question, converter(Moment()), proposal)
    if until <= now:
        raise click.BadParameter("that instant is over", param_hint="--objections-until")
    sheets = drafting.follow(session.folder, open_campaign(session.folder), id, until)
    carry_out(session.folder, sheets, dry=dry_run)
    click.echo(f"Correct the texts of the new version, then: coalition statement freeze {id}", err=True)


COMMANDS = (new, freeze, open_, close, submit, withdraw, correct)
