"""`coalition member add`: a new member, with what is missing asked for in plain words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

import click

from coalition.cli.asking import at_terminal, need, one_of, sure, word
from coalition.cli.revising import announce
from coalition.cli.times import Day
from coalition.cli.writing import dry_run

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from coalition.campaign.model import Campaign
    from coalition.cli.main import Session
    from coalition.workflows.desk import Sheet
    from coalition.workflows.registry.joining import Newcomer


@dataclass(frozen=True, slots=True)
class _Given:
    """What the options of `member add` said."""

    name: str | None
    type: str | None
    country: str | None
    id: str | None
    area: tuple[str, ...]
    theme: tuple[str, ...]
    language: tuple[str, ...]
    summary: str | None
    website: str | None
    email: str | None
    email_public: bool
    part_of: tuple[str, ...]
    status: str
    on: date | None
    sponsor: tuple[str, ...]
    charter: str | None
    visibility: str
    another: bool


@click.command("add")
@click.argument("name", required=False)
@click.option("--type", help="What kind of organisation it is, such as national-ngo or network.")
@click.option("--country", metavar="COUNTRY", help="Where it is based: two letters, or the country's name.")
@click.option("--id", metavar="ID", help="Its id for ever (made from the name).")
@click.option("--area", multiple=True, metavar="CODE", help="A country or region that it serves; may be given again.")
@click.option("--theme", multiple=True, metavar="ID", help="A theme that it works on; may be given again.")
@click.option("--language", multiple=True, metavar="TAG", help="A language that it works in; may be given again.")
@click.option("--summary", help="One sentence on what it does.")
@click.option("--website", metavar="URL", help="Its web site.")
@click.option("--email", metavar="ADDRESS", help="Where it is reached; not published without --email-public.")
@click.option("--email-public", is_flag=True, help="The e-mail address may be published.")
@click.option("--part-of", multiple=True, metavar="MEMBER", help="A network that it is part of; may be given again.")
@click.option(
    "--status", type=click.Choice(("applied", "active")), default="applied", show_default=True, help="What it is now."
)
@click.option("--on", type=Day(), metavar="DATE", help="Since when (today).")
@click.option("--sponsor", multiple=True, metavar="MEMBER", help="A member that vouches for it; needed twice.")
@click.option("--charter", metavar="VERSION", help="The version of the charter that it accepts.")
@click.option(
    "--visibility",
    type=click.Choice(("public", "unnamed", "hidden")),
    default="public",
    show_default=True,
    help="Whether it is named in public.",
)
@click.option("--another", is_flag=True, help="It is none of the members that it is much like.")
@dry_run
@click.pass_context
def add(context: click.Context, /, dry_run: bool, **options: Any) -> None:
    """Add a member. NAME is its name as it signs.

    What no option says is asked at the terminal. Its entry goes below the last of members.yaml, or into a file of its
    own where the campaign keeps one for each member. Without --status active it is an application; where the campaign
    has a charter, two active members vouch for it.
    """
    from coalition.workflows.desk import open_campaign
    from coalition.workflows.registry import joining, judging

    session: Session = context.obj
    campaign = open_campaign(session.folder)
    wanted = _asked(campaign, _Given(**options), session)
    new: list[str] = []

    def make(now: Campaign) -> tuple[Sheet, ...]:
        sheets = joining.join(session.folder, now, wanted)
        new.append(wanted.name)
        return sheets

    def entered(after: Campaign) -> frozenset[str]:
        return frozenset(member.id for member in after.members.values() if member.name in new)

    announce(judging.revise(session.folder, make, entered, session.clock(), dry=dry_run), dry=dry_run)


def _asked(campaign: Campaign, given: _Given, session: Session) -> Newcomer:
    """All that is known of the newcomer, asked for where it is missing."""
    from coalition.kinds.member import OrganisationType
    from coalition.workflows.registry.joining import Newcomer, suspects

    is_begun = None not in (given.name, given.type, given.country)
    name = need(given.name, "NAME", "What is the organisation called, as it signs?", word)
    types = get_args(OrganisationType)
    question = f"What kind of organisation is it? One of: {', '.join(types)}."
    kind = need(given.type, "--type", question, one_of(types))
    question = "In which country is it based? Two letters, such as NP, or the name."
    country = need(None, "--country", question, _country(campaign)) if given.country is None else given.country
    wanted = Newcomer(
        name=name,
        type=kind,
        country=_code(campaign, country),
        on=given.on or session.clock().date(),
        status=given.status,
        id=given.id or "",
        areas_served=given.area,
        themes=given.theme,
        languages=given.language,
        summary=given.summary or "",
        website=given.website or "",
        email=given.email or "",
        email_is_public=given.email_public,
        part_of=given.part_of,
        sponsors=given.sponsor,
        charter=given.charter or "",
        visibility=given.visibility,
        is_another=given.another,
    )
    if at_terminal() and not is_begun:
        wanted = _more(campaign, wanted)
    wanted = _application(campaign, wanted)
    alike = suspects(campaign, wanted)
    if alike and not wanted.is_another and at_terminal():
        for suspect in alike:
            click.echo(f"{suspect.member.id} ({suspect.member.name}): {suspect.reason}.", err=True)
        if sure("Is it another organisation than these?", yes=False):
            wanted = replace(wanted, is_another=True)
    return wanted


def _more(campaign: Campaign, wanted: Newcomer) -> Newcomer:
    """What need not be said, asked for; an empty answer says nothing."""
    themes = tuple(campaign.settings.themes)
    if themes and not wanted.themes:
        question = f"Which themes does it work on? Of {', '.join(themes)}; commas between, or nothing."
        wanted = replace(wanted, themes=need(None, "--theme", question, _some_of(themes), ""))
    if not wanted.languages:
        question = "In which languages does it work? Tags such as en, ne or pt-BR; commas between, or nothing."
        wanted = replace(wanted, languages=need(None, "--language", question, _words, ""))
    if not wanted.website:
        wanted = replace(wanted, website=need(None, "--website", "Its web site? https://…, or nothing.", str.strip, ""))
    if not wanted.email:
        wanted = replace(wanted, email=need(None, "--email", "Its e-mail address? Or nothing.", str.strip, ""))
        if wanted.email:
            is_public = click.confirm("May this address be published?", default=False, err=True)
            wanted = replace(wanted, email_is_public=is_public)
    return wanted


def _application(campaign: Campaign, wanted: Newcomer) -> Newcomer:
    """Who vouches for it, and the charter, asked for where the campaign has one."""
    charter = campaign.settings.campaign.charter
    if charter is None or wanted.status != "applied" or not at_terminal():
        return wanted
    if not wanted.sponsors:
        question = "Which two active members vouch for it? Their ids, with a comma between."
        wanted = replace(wanted, sponsors=need(None, "--sponsor", question, _some_of(tuple(campaign.members))))
    if not wanted.charter:
        question = f'Does it accept the charter, version "{charter.version}" ({charter.page})?'
        if click.confirm(question, default=False, err=True):
            wanted = replace(wanted, charter=charter.version)
    return wanted


def _words(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _some_of(known: Sequence[str]) -> Callable[[str], tuple[str, ...]]:
    """Some of the words. The converter raises ValueError."""
    one = one_of(known)
    return lambda text: tuple(map(one, _words(text)))


def _country(campaign: Campaign) -> Callable[[str], str]:
    """A country by its letters or name. The converter raises ValueError."""

    def convert(text: str) -> str:
        try:
            return _code(campaign, text)
        except click.BadParameter as error:
            raise ValueError(error.message) from error

    return convert


def _code(campaign: Campaign, text: str) -> str:
    """The code of a country, by its letters or its name in English or a language of the campaign."""
    from coalition.kinds.codes import COUNTRIES
    from coalition.outputs.words import Words
    from coalition.problems import nearest

    wanted = " ".join(text.split())
    if wanted.upper() in COUNTRIES:
        return wanted.upper()
    names: dict[str, str] = {}
    for language in (*campaign.settings.campaign.languages, "en"):
        words = Words(language)
        names |= {words.country(code).casefold(): code for code in sorted(COUNTRIES)}
    if wanted.casefold() in names:
        return names[wanted.casefold()]
    near = nearest(wanted.casefold(), names)
    hint = f'; did you mean "{names[near]}" ({Words("en").country(names[near])})?' if near else ""
    raise click.BadParameter(f'no country is called "{text}"{hint}', param_hint="--country")
