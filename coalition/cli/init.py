"""`coalition init`: a new campaign from five questions."""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from coalition.cli.asking import need
from coalition.cli.writing import dry_run

if TYPE_CHECKING:
    from collections.abc import Callable

    from coalition.workflows.founding.answers import Answers

T = TypeVar("T")
F = Any
"""A command's function before click has made a command of it."""
_NAME = "Our campaign"
_SECRETARIAT = "The secretariat"
_QUESTIONS = {
    "name": "1/5  What is the campaign called?",
    "id": "2/5  A short id for it, or its web domain if it has one. It stands in every signature and never changes.",
    "languages": "3/5  In which languages does it speak? The first one counts where two texts differ. (en, es, …)",
    "preset": """\
4/5  Whose words does it begin with? You can change them at any time.
       own         empty lists, for any cause
       migration   the Global Compact for Migration, the SDGs, …
       climate     the Paris Agreement, Sendai, Escazú, the SDGs, …
       disability  the CRPD, the SDGs, …
     Which of these?""",
    "secretariat": "5/5  Which organisation is its secretariat, and in which country? (Harbour Network, Japan)",
}
_OPTIONS = (
    click.option("--name", metavar="NAME", help="What the campaign is called."),
    click.option("--id", metavar="ID", help="Its short id, which never changes; or its domain, which gives one."),
    click.option("--domain", metavar="DOMAIN", help="Names the signatures (ID.example)."),
    click.option("--languages", metavar="LIST", help="Its languages: en,es. The first is normative."),
    click.option("--preset", metavar="PRESET", help="Words to begin with: own, migration, climate or disability."),
    click.option("--secretariat", metavar="NAME", help="The organisation that steers it: Harbour Network, Japan."),
    click.option("--secretariat-id", metavar="ID", help="Its id in the registry (made from its name)."),
    click.option("--country", metavar="COUNTRY", help="The secretariat's country, by name or by its two letters."),
    click.option("--type", "kind", metavar="TYPE", help="What it is: network, national-ngo, … (other)."),
    click.option("--account", "accounts", multiple=True, metavar="HOST/NAME", help="Its account on a code host."),
    click.option(
        "--install-from", metavar="LINE", help="Where code hosts install coalition from, for requirements.txt."
    ),
    click.option("--git/--no-git", default=True, help="Whether to make a git repository with a first commit (yes)."),
    click.option("--yes", is_flag=True, help="Ask nothing: what is not said takes its default."),
    dry_run,
)


def _with_options(function: F) -> F:
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.command(short_help="Begin a new campaign from five questions.")
@click.argument("folder", default=".", type=click.Path(path_type=Path))
@_with_options
@click.pass_context
def init(
    context: click.Context, /, folder: Path, git: bool, yes: bool, dry_run: bool, install_from: str | None, **said: Any
) -> None:
    """Begin a new campaign in FOLDER: settings, members, pages, and what GitHub, GitLab and Forgejo need.

    It asks five questions; each is an option, too. FOLDER is new or empty: nothing that is there is written over, and
    all files are written or none.
    """
    from coalition.outputs.verdict import visible
    from coalition.workflows.founding import contents, ground, repository, requirements

    session = context.obj
    target = (session.standing / folder).resolve()
    ground.refuse(target)
    source = None if install_from is None else _read(_line, install_from, "--install-from")
    dialogue = _Dialogue(said, yes=yes)
    answers = dialogue.answers()
    written = requirements.requirements(source)
    sheets = contents.contents(answers, session.clock().date(), written)
    if dry_run:
        click.echo(f"Would write {len(sheets)} files into {visible(str(target))}:")
        for sheet in sheets:
            click.echo(f"  {sheet.path}")
        dialogue.tell()
        return
    ground.lay(target, sheets)
    click.echo(f"Wrote {len(sheets)} files into {visible(str(target))}.")
    if git:
        click.echo(repository.record(target, sheets))
    dialogue.tell()
    first = contents.written_in(answers)[0]
    if first not in answers.languages:
        click.echo(f"Its texts are in English, for want of {answers.languages[0]}: put your own in their place.")
    _next(folder, reachable=bool(source or requirements.program()))


@dataclass
class _Dialogue:
    """What was said on the command line, asked for, or taken."""

    said: dict[str, Any]
    yes: bool

    def __post_init__(self) -> None:
        self.taken: list[tuple[str, str]] = []

    def answers(self) -> Answers:
        """Everything that a campaign needs. Raises click.UsageError."""
        from coalition.workflows.founding import answers as read
        from coalition.workflows.founding.answers import Answers

        name = self._ask("name", read.name, _NAME)
        short, domain = self._ask("id", read.identity, read.proposed(name))
        if self.said["domain"] is not None:
            domain = _read(read.domain, self.said["domain"], "--domain")
        elif domain == f"{short}.example":
            self.taken.append(("domain", f"{domain}, which stands in signatures; it need not be a web site"))
        languages = self._ask("languages", read.languages, "en")
        preset = self._ask("preset", read.preset, "own")
        return Answers(name, short, domain, languages, preset, self._secretariat())

    def _secretariat(self) -> Any:
        from coalition.kinds.member import OrganisationType
        from coalition.workflows.founding import answers as read
        from coalition.workflows.founding.answers import Organisation

        who, country = self._ask("secretariat", read.seated, _SECRETARIAT)
        if self.said["country"] is not None:
            country = _read(read.country, self.said["country"], "--country")
        if country is None:
            country = need(
                None, "--country", f"In which country is {who}?", read.country, _home() if self.yes else None
            )
            self._note("country", country)
        short = self.said["secretariat_id"]
        kinds = OrganisationType.__args__  # type: ignore[attr-defined]  # the words of a Literal
        return Organisation(
            read.proposed(who) if short is None else _read(read.identifier, short, "--secretariat-id"),
            who,
            country,
            _read(click_choice(kinds), self.said["kind"] or "other", "--type"),
            tuple(_read(read.account, account, "--account") for account in self.said["accounts"]),
        )

    def _ask(self, key: str, convert: Callable[[str], T], default: str) -> T:
        given = self.said[key]
        if given is not None:
            return _read(convert, given, f"--{key}")
        if not self.yes:
            asking = _asking()
            if asking:
                click.echo(err=True)
            return need(None, f"--{key}", _QUESTIONS[key], convert, default if asking else None)
        self._note(key, default)
        return convert(default)

    def _note(self, key: str, value: str) -> None:
        if self.yes:
            self.taken.append((key, value))

    def tell(self) -> None:
        """What nobody said."""
        if self.taken:
            click.echo("\nYou did not say, so it was taken (change it in coalition.yaml and members.yaml):")
            for key, value in self.taken:
                click.echo(f"  {key:12} {value}")


def _asking() -> bool:
    from coalition.cli.asking import at_terminal

    return at_terminal()


def click_choice(words: tuple[str, ...]) -> Callable[[str], str]:
    """One of the words."""
    from coalition.cli.asking import one_of

    return one_of(words)


def _line(text: str) -> str:
    line = " ".join(text.split())
    if not line or not line.isprintable():
        raise ValueError("Write one line, as it would stand in requirements.txt.")
    return line


def _read(convert: Callable[[str], T], given: str, option: str) -> T:
    try:
        return convert(given)
    except ValueError as error:
        raise click.UsageError(f"{option}: {error}") from error


def _home() -> str:
    """The country of the machine's language, else the one in which most joint statements are handed over."""
    from coalition.kinds.codes import COUNTRIES

    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        found = re.match(r"[a-z]{2,3}_([A-Z]{2})\b", os.environ.get(name, ""))
        if found and found[1] in COUNTRIES:
            return found[1]
    return "CH"


def _next(folder: Path, *, reachable: bool) -> None:
    click.echo("\nNext:")
    if str(folder) != ".":
        click.echo(f"  cd {shlex.quote(str(folder))}")
    click.echo("  coalition check      what is wrong, where, and what to do")
    click.echo("  coalition serve      the site on your own machine")
    click.echo("  README.md            what to do before others see it")
    if not reachable:
        click.echo("  requirements.txt     say there where code hosts get coalition from: this one came from a folder")
