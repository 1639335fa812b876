"""A statement's texts: beginning one, freezing a version, opening the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds import statement as kind
from coalition.kinds.guides import first_guiding_line, guide
from coalition.kinds.meeting import Meeting
from coalition.kinds.record import Files
from coalition.kinds.settings import VENUES
from coalition.kinds.statement import UNFROZEN, Statement
from coalition.kinds.words import is_id, is_language
from coalition.parsing import editing, schema
from coalition.parsing import yaml_writing as yaml
from coalition.problems import Severity, suggest
from coalition.workflows.desk import Sheet, edited, the_member, the_statement
from coalition.workflows.registry.naming import slug

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.kinds.statement import StatementText
    from coalition.outputs.verdict import Verdict
    from coalition.parsing.yaml import Route
    from coalition.parsing.yaml_writing import Writable


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a new statement begins with."""

    id: str
    title: str
    occasion: str
    addressed_to: tuple[tuple[str, str], ...]
    """What each is (state, intergovernmental, …), and its name."""
    venue: str
    submitted_by: str
    language: str
    drafters: tuple[str, ...] = ()
    meeting: str | None = None
    themes: tuple[str, ...] = ()
    closes: date | datetime | None = None
    """A day is over when it is over everywhere on earth."""
    adoption: tuple[str, int | None] = ("none", None)
    """The rule, and its number where it has one."""


def venues(campaign: Campaign) -> tuple[str, ...]:
    """Where a statement of the campaign can go."""
    return tuple(sorted({*VENUES, *campaign.settings.venues}))


def new_id(campaign: Campaign, title: str) -> str:
    """An id for a statement of that title, which none has."""
    taken = {path.split("/")[1] for path in campaign.paths if path.startswith("statements/")}
    return slug(title, taken, kind.KIND.name)


def begin(campaign: Campaign, wanted: Beginning) -> tuple[Sheet, ...]:
    """A new statement's process and the first text, with words that say what to write.

    The process comes first: a text without it would look finished. Raises CoalitionError for an id that is taken or is
    none, and for words that the campaign does not know.
    """
    if not is_id(wanted.id):
        hint = "Use 2 to 63 small letters a to z, digits and hyphens, beginning with a letter."
        raise CoalitionError(f'"{wanted.id}" cannot be an id.', hint)
    if any(path.startswith(f"statements/{wanted.id}/") for path in campaign.paths):
        hint = f"For the next version of it: coalition statement new {wanted.id} --next-version"
        raise CoalitionError(f'There is a statement "{wanted.id}" already.', hint)
    if wanted.venue not in venues(campaign):
        hint = suggest(wanted.venue, venues(campaign), what="Venues are") or "Add it to venues: in coalition.yaml."
        raise CoalitionError(f'There is no venue "{wanted.venue}".', hint)
    meetings = {meeting.id for meeting in campaign.of(Meeting)}
    if wanted.meeting and wanted.meeting not in meetings:
        hint = suggest(wanted.meeting, meetings, what="Meetings are") or "Leave --meeting out."
        raise CoalitionError(f'There is no meeting "{wanted.meeting}".', hint)
    for member in (wanted.submitted_by, *wanted.drafters):
        the_member(campaign, member)
    if not is_language(wanted.language):
        raise CoalitionError(f'"{wanted.language}" is not a language tag.', "Use BCP 47, such as en, es or pt-BR.")
    folder = f"statements/{wanted.id}"
    made = {f"{folder}/statement.yaml": _process(wanted), f"{folder}/v1/{wanted.language}.md": _first_text(wanted)}
    read = Files(made, tuple(sorted(made)))
    for problem in (*kind.parse(read).problems, *kind.parse_texts(read).problems):
        raise CoalitionError(problem.message, problem.hint)
    return tuple(Sheet(path, text.encode("utf-8")) for path, text in made.items())


def _process(wanted: Beginning) -> str:
    values: dict[str, Writable] = {
        "meeting": wanted.meeting,
        "venue": wanted.venue,
        "submitted_by": wanted.submitted_by,
        "drafters": wanted.drafters or (wanted.submitted_by,),
        "themes": wanted.themes,
        "current_version": 1,
        "status": "draft",
        "closes": deadline(wanted.closes) if wanted.closes else None,
        "adoption": _adoption(*wanted.adoption),
    }
    return "".join(f"{yaml.pair(key, value, 0)}\n" for key, value in values.items() if value)


def deadline(moment: date | datetime) -> Writable:
    """As `closes:` holds it: an instant, or a day anywhere on earth."""
    return moment if isinstance(moment, datetime) else {"date": moment, "zone": "anywhere-on-earth"}


def _adoption(rule: str, number: int | None) -> Writable:
    names = {"threshold": "minimum", "no-objection": "days"}
    return {"rule": rule, **({names[rule]: number} if rule in names and number else {})}


def _first_text(wanted: Beginning) -> str:
    head: dict[str, Writable] = {
        "title": wanted.title,
        "occasion": wanted.occasion,
        "addressed_to": [{"name": name, "type": type_} for type_, name in wanted.addressed_to],
    }
    lines = "".join(f"{yaml.pair(key, value, 0)}\n" for key, value in head.items())
    return f"---\n{lines}---\n\n{guide(kind.KIND.name, wanted.language)}"


def normative(campaign: Campaign, statement: Statement, version: int) -> StatementText:
    """The text of a version that is no translation. Raises CoalitionError when there is not exactly one."""
    found = [text for text in campaign.versions(statement.id, version) if text.translates is None]
    if len(found) != 1:
        many = "several texts that are no translations" if found else "no text"
        hint = f'"coalition check statements/{statement.id}" says what is wrong.'
        raise CoalitionError(f"Version {version} of {statement.id} has {many}.", hint)
    return found[0]


def is_frozen(campaign: Campaign, text: StatementText) -> bool:
    """Whether the sums beside a text hold it as it is."""
    folder, _, name = text.path.rpartition("/")
    return f"{campaign.digests[text.path]}  {name}" in campaign.texts.get(f"{folder}/SHA256SUMS", "").splitlines()


def freeze(folder: Path, campaign: Campaign, name: str, version: int | None) -> tuple[Sheet, ...]:
    """The sums of a version's normative text, and the status `final` where the text was still being written.

    The status comes first: `check` names a final statement whose text is not frozen. Nothing, when it is frozen already.
    Raises CoalitionError when it was frozen as something else, or still holds the words that say what to write.
    """
    statement = the_statement(campaign, name)
    version = version or statement.current_version
    text = normative(campaign, statement, version)
    sums = f"{text.path.rpartition('/')[0]}/SHA256SUMS"
    begun = version == statement.current_version and statement.status in UNFROZEN
    final = (change(folder, statement, {("status",): "final"}),) if begun else ()
    if is_frozen(campaign, text):
        return final
    if sums in campaign.paths:
        hint = f"Restore the text as it was frozen, and put the change into the next version: coalition statement correct {name}"
        raise CoalitionError(f"{sums} is there already, and holds another text than {text.path} is now.", hint)
    left = first_guiding_line(kind.KIND.name, text.body)
    if left is not None:
        raise CoalitionError(
            f'{text.path} still holds the words that only guide: "{left[1]}"', "Write your own, or delete them."
        )
    line = f"{campaign.digests[text.path]}  {text.path.rpartition('/')[2]}\n"
    return (*final, Sheet(sums, line.encode("ascii")))


def mistakes(folder: Path, campaign: Campaign, name: str, version: int | None, instant: datetime) -> Verdict:
    """The errors that `check` finds in a version's normative text: what is frozen keeps them."""
    from coalition.workflows.check import check

    statement = the_statement(campaign, name)
    text = normative(campaign, statement, version or statement.current_version)
    verdict = check(folder, instant=instant, paths=(text.path,))
    return replace(verdict, problems=tuple(one for one in verdict.problems if one.severity is Severity.ERROR))


def follow(folder: Path, campaign: Campaign, name: str, objections_until: datetime | None) -> tuple[Sheet, ...]:
    """The next version: the texts of the current one, copied, to be changed; with a time, as a correction of it.

    The process comes first: `check` then misses the texts. Raises CoalitionError when the current text is not frozen
    (then it can be changed itself), or there is a next version already.
    """
    statement = the_statement(campaign, name)
    current = statement.current_version
    text = normative(campaign, statement, current)
    home = f"statements/{name}/v{current + 1}/"
    if statement.status not in {"final", "open", "closed"} or not is_frozen(campaign, text):
        message = f'Version {current} of {name} is not followed by another: it is "{statement.status}"'
        if statement.status in UNFROZEN:
            raise CoalitionError(f"{message}, and its text can still be changed.", f"Change {text.path}.")
        raise CoalitionError(
            f"{message}.", 'Only what is final, open or closed, and frozen, is; see "coalition check".'
        )
    if any(path.startswith(home) for path in campaign.paths):
        raise CoalitionError(
            f"{home} is there already.", f"Change the texts in it, then: coalition statement freeze {name}"
        )
    values: dict[Route, Writable] = {("current_version",): current + 1}
    if objections_until is not None:
        values[("corrections", str(current + 1))] = {"of": current, "objections_until": objections_until}
    copies = [
        Sheet(home + path.rpartition("/")[2], _raw(folder, path))
        for path in sorted(text.path for text in campaign.versions(name, current))
    ]
    return (change(folder, statement, values), *copies)


def _raw(folder: Path, path: str) -> bytes:
    from coalition.sources import writing

    return writing.read(folder, path)


def change(folder: Path, statement: Statement, values: dict[Route, Writable]) -> Sheet:
    """The statement's process with other values, at their routes."""

    def edit(text: str) -> str:
        for route, value in values.items():
            text = editing.put(statement.path, text, route, value, lambda at: schema.keys(Statement, at))
        return text

    return edited(folder, statement.path, edit)
