"""`coalition member add`: a new member, with what is missing asked for in plain words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, get_args

import click

from coalition.cli.asking import at_terminal, need, sure, word
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


class _Reader:
    """What people write, as the registry holds it: codes for names of countries and languages, ids for titles."""

    def __init__(self, campaign: Campaign) -> None:
        from coalition.interchange.review import lexicon

        self._lexicon = lexicon(campaign)

    def read(self, field: str, text: str) -> Any:
        """One value, or a list for a field that holds one. Raises ValueError with the cure."""
        from coalition.interchange.candidates import as_codes
        from coalition.interchange.cells import Unusable, is_nothing
        from coalition.interchange.fields import BY_NAME

        said = as_codes(field, text.strip())
        if is_nothing(said):
            return ()
        try:
            return BY_NAME[field].read(said, self._lexicon)
        except Unusable as error:
            raise ValueError(f"{error.message} {error.hint}".strip()) from error

    def asked(self, field: str) -> Callable[[str], Any]:
        """As a converter of answers."""
        return lambda text: self.read(field, text)

    def needed(self, field: str) -> Callable[[str], Any]:
        """As a converter of answers to what has to be known."""

        def read(text: str) -> Any:
            found = self.read(field, text)
            if not found:
                raise ValueError(f'"{text.strip()}" says nothing; this has to be known.')
            return found

        return read

    def given(self, field: str, words: Sequence[str], option: str) -> tuple[str, ...]:
        """As a converter of options that may be given again. Raises click.BadParameter."""
        try:
            return tuple(dict.fromkeys(value for text in words for value in self.read(field, text)))
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint=option) from error

    def one(self, field: str, text: str | None, option: str) -> str:
        """As a converter of an option. Raises click.BadParameter."""
        try:
            return str(self.read(field, text or "") or "")
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint=option) from error


def _asked(campaign: Campaign, given: _Given, session: Session) -> Newcomer:
    """All that is known of the newcomer, asked for where it is missing."""
    from coalition.workflows.registry.joining import suspects

    reader = _Reader(campaign)
    is_begun = None not in (given.name, given.type, given.country)
    wanted = _said(reader, given, session.clock().date())
    if at_terminal() and not is_begun:
        wanted = _more(campaign, reader, wanted)
    wanted = _application(campaign, reader, wanted)
    alike = () if wanted.is_another or not at_terminal() else suspects(campaign, wanted)
    for suspicion in alike:
        click.echo(f"{suspicion.other} ({suspicion.called}): {suspicion.why}.", err=True)
    if alike and sure("Is it another organisation than these?", yes=False):
        return replace(wanted, is_another=True)
    return wanted


def _said(reader: _Reader, given: _Given, today: date) -> Newcomer:
    """What the options say, and what has to be known asked for."""
    from coalition.kinds.member import OrganisationType
    from coalition.workflows.registry.joining import Newcomer

    name = need(given.name, "NAME", "What is the organisation called, as it signs?", word)
    question = f"What kind of organisation is it? One of: {', '.join(get_args(OrganisationType))}."
    kind = reader.one("type", given.type, "--type") or need(None, "--type", question, reader.needed("type"))
    question = "In which country is it based? Its name, or its two letters, such as NP."
    country = reader.one("country", given.country, "--country")
    return Newcomer(
        name=name,
        type=kind,
        country=country or need(None, "--country", question, reader.needed("country")),
        on=given.on or today,
        status=given.status,
        id=given.id or "",
        areas_served=reader.given("areas_served", given.area, "--area"),
        themes=reader.given("themes", given.theme, "--theme"),
        languages=reader.given("languages", given.language, "--language"),
        summary=given.summary or "",
        website=reader.one("website", given.website, "--website"),
        email=given.email or "",
        email_is_public=given.email_public,
        part_of=reader.given("part_of", given.part_of, "--part-of"),
        sponsors=reader.given("sponsors", given.sponsor, "--sponsor"),
        charter=given.charter or "",
        visibility=given.visibility,
        is_another=given.another,
    )


def _more(campaign: Campaign, reader: _Reader, wanted: Newcomer) -> Newcomer:
    """What need not be said, asked for; an empty answer says nothing."""
    themes = tuple(campaign.settings.themes)
    if themes and not wanted.themes:
        question = f"Which themes does it work on? Of {', '.join(themes)}; commas between, or nothing."
        wanted = replace(wanted, themes=tuple(need(None, "--theme", question, reader.asked("themes"), "")))
    if not wanted.languages:
        question = "In which languages does it work? Commas between, or nothing."
        wanted = replace(wanted, languages=tuple(need(None, "--language", question, reader.asked("languages"), "")))
    if not wanted.website:
        site = need(None, "--website", "Its web site? Or nothing.", reader.asked("website"), "")
        wanted = replace(wanted, website=site or "")
    if not wanted.email:
        wanted = replace(wanted, email=need(None, "--email", "Its e-mail address? Or nothing.", _address, ""))
        if wanted.email:
            is_public = click.confirm("May this address be published?", default=False, err=True)
            wanted = replace(wanted, email_is_public=is_public)
    return wanted


def _address(text: str) -> str:
    """An e-mail address, or nothing. Raises ValueError."""
    from pydantic import ValidationError

    from coalition.kinds.member import Contact

    try:
        return Contact(type="email", value=text.strip()).value if text.strip() else ""
    except ValidationError as error:
        raise ValueError(" ".join(error.errors()[0]["ctx"]["error"].args)) from error


def _application(campaign: Campaign, reader: _Reader, wanted: Newcomer) -> Newcomer:
    """Who vouches for it, and the charter, asked for where the campaign has one."""
    charter = campaign.settings.campaign.charter
    if charter is None or wanted.status != "applied" or not at_terminal():
        return wanted
    if not wanted.sponsors:
        question = "Which two active members vouch for it? Their names or ids, with a comma between."
        wanted = replace(wanted, sponsors=tuple(need(None, "--sponsor", question, reader.asked("sponsors"))))
    if not wanted.charter:
        question = f'Does it accept the charter, version "{charter.version}" ({charter.page})?'
        if click.confirm(question, default=False, err=True):
            wanted = replace(wanted, charter=charter.version)
    return wanted
