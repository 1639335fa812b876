"""`coalition chapter new`, `practice new`, `meeting new`: a file to begin with, made in one way for each kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from coalition.cli.asking import converter, need, one_of, word
from coalition.cli.times import Moment
from coalition.cli.writing import carry_out, dry_run

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coalition.campaign.model import Campaign

SHORT = 12
"""Words of a list that are named in a question."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of the front matter that an option gives; with a question, it is asked for when the option is missing."""

    key: str
    help: str
    question: str = ""
    known: Callable[[Campaign], Sequence[str]] | None = None
    """The words that it can be, which the campaign knows."""
    choices: tuple[str, ...] = ()
    default: Callable[[Campaign], str] | None = None
    many: bool = False
    metavar: str | None = None
    type: click.ParamType[Any] | None = None

    @property
    def option(self) -> str:
        """As it is written on the command line: one word for each that is given."""
        return f"--{self.name}"

    @property
    def name(self) -> str:
        """The option's name, of which a value that can be given several times has the singular."""
        return (_SINGULAR.get(self.key, self.key) if self.many else self.key).replace("_", "-")


_SINGULAR = {
    "contributors": "contributor",
    "reviewers": "reviewer",
    "partners": "partner",
    "countries": "country",
    "stages": "stage",
    "themes": "theme",
    "approaches": "approach",
    "target_groups": "target-group",
    "frameworks": "framework",
    "participants": "participant",
}


def _members(campaign: Campaign) -> Sequence[str]:
    return sorted(campaign.members)


def _themes(campaign: Campaign) -> Sequence[str]:
    return tuple(campaign.settings.themes)


def _secretariat(campaign: Campaign) -> str:
    return campaign.settings.campaign.secretariat


_TITLE = Value("title", "What it is called; the id is made of it.", "What is it called?")
_LANGUAGE = Value("language", "The language that it is written in (the campaign's first).", metavar="TAG")
VALUES: Mapping[str, tuple[Value, ...]] = {
    "chapter": (
        _TITLE,
        Value("theme", "The theme that it is on.", "On which theme is it?", _themes, metavar="ID"),
        Value(
            "lead", "The member that leads it.", "Which member leads it?", _members, (), _secretariat, metavar="MEMBER"
        ),
        Value("contributors", "A member that contributes; may be given again.", many=True, metavar="MEMBER"),
        Value("reviewers", "A member that reviews it; may be given again.", many=True, metavar="MEMBER"),
        _LANGUAGE,
    ),
    "practice": (
        _TITLE,
        Value("member", "The member whose it is.", "Which member tells it?", _members, metavar="MEMBER"),
        Value("summary", "One sentence on it.", "What is it, in one sentence?"),
        Value("partners", "A member that took part; may be given again.", many=True, metavar="MEMBER"),
        Value("countries", "A country, as two capital letters; may be given again.", many=True, metavar="CODE"),
        Value("stages", "A stage of the campaign's vocabulary; may be given again.", many=True, metavar="ID"),
        Value("themes", "A theme; may be given again.", many=True, metavar="ID"),
        Value("approaches", "An approach of the vocabulary; may be given again.", many=True, metavar="ID"),
        Value("target_groups", "Whom it reaches, of the vocabulary; may be given again.", many=True, metavar="ID"),
        Value("frameworks", "An objective that it serves; may be given again.", many=True, metavar="ID"),
        Value("started", "When it began: a year, or a month such as 2023-02.", metavar="MONTH"),
        Value("ended", "When it ended.", metavar="MONTH"),
        _LANGUAGE,
    ),
    "meeting": (
        _TITLE,
        Value(
            "scope",
            "For whom it is.",
            "Is it international, regional or national?",
            choices=("international", "regional", "national"),
        ),
        Value(
            "kind",
            "A gathering of organisations, or a dialogue with a government.",
            "Is it a gathering of organisations, or a dialogue with a government?",
            choices=("gathering", "dialogue"),
            default=lambda _: "gathering",
        ),
        Value(
            "starts",
            "When it begins, with its zone: 2026-05-04T09:00:00+02:00.",
            "When does it begin? Write it with its zone, as 2026-05-04T09:00:00+02:00.",
            metavar="INSTANT",
            type=Moment(),
        ),
        Value("ends", "When it ends.", metavar="INSTANT", type=Moment()),
        Value("host", "The member that invites.", metavar="MEMBER"),
        Value("participants", "A member that takes part; may be given again.", many=True, metavar="MEMBER"),
        Value("themes", "A theme; may be given again.", many=True, metavar="ID"),
        Value("summary", "One sentence on it."),
        _LANGUAGE,
    ),
}
"""What a new text of each kind begins with. (KINDS itself is heavy to import; a test compares.)"""

FIXED: Mapping[str, Mapping[str, str]] = {"chapter": {"status": "outline"}}
"""Values that every new text of a kind has."""
THEN = {
    "chapter": "Write the text. The secretariat lists the chapter in coalition.yaml, below report: and chapters:",
    "practice": "Write the text, then: coalition check",
    "meeting": "Write the text, then: coalition check",
}
"""What comes next, by kind."""


def _new(kind: str) -> click.Command:
    @click.command("new")
    @click.argument("id", required=False)
    @dry_run
    @click.pass_context
    def new(context: click.Context, /, id: str | None, dry_run: bool, **options: Any) -> None:
        """Ask for what is missing, and write the first files."""
        from coalition.workflows import beginning
        from coalition.workflows.desk import open_campaign

        session = context.obj
        campaign = open_campaign(session.folder)
        given = {value.key: options[value.name.replace("-", "_")] for value in VALUES[kind]}
        asked = {value.key: _asked(value, campaign, given[value.key]) for value in VALUES[kind]}
        values = {**asked, **FIXED.get(kind, {})}
        wanted = beginning.Wanted(kind, values, id)
        sheets = beginning.begin(session.folder, campaign, wanted, session.clock())
        carry_out(session.folder, sheets, dry=dry_run)
        click.echo(THEN[kind], err=True)

    new.help = (
        f"Begin a {kind}: a file with words that say what to write.\n\nWithout ID, it is made of the title. What no "
        "option says and is needed is asked at the terminal. Nothing that is there is written over."
    )
    new.short_help = f"Begin a {kind}, with words that say what to write."
    for value in reversed(VALUES[kind]):
        new.params.insert(1, _option(value))
    return new


def _option(value: Value) -> click.Option:
    kind = click.Choice(value.choices) if value.choices else None
    return click.Option([value.option], type=kind, multiple=value.many, metavar=value.metavar, help=value.help)


def _asked(value: Value, campaign: Campaign, given: Any) -> Any:
    """What was given, or is answered. An instant stays as it was written: its zone is that of the place."""
    understood = converter(value.type) if value.type else word

    def as_written(text: str) -> str:
        understood(text)
        return " ".join(text.split())

    if value.many:
        return given
    if given is not None:
        try:
            return as_written(given)
        except ValueError as error:
            raise click.BadParameter(str(error), param_hint=value.option) from error
    if not value.question:
        return None
    known = value.choices or (tuple(value.known(campaign)) if value.known else ())
    question = f"{value.question} One of {', '.join(known)}." if 0 < len(known) <= SHORT else value.question
    default = value.default(campaign) if value.default else None
    return need(None, value.option, question, one_of(known) if known else as_written, default)


COMMANDS = {kind: _new(kind) for kind in VALUES}
"""The command `new` of each kind that has guiding words."""
