"""A member's answer to a statement: the text it is of, and the lines that are signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds.answers import Endorsement
from coalition.kinds.statement import UNFROZEN
from coalition.kinds.words import day_of, instant_of
from coalition.parsing import markdown
from coalition.problems import suggest
from coalition.signing import openssh
from coalition.signing.writing import text as signed_text
from coalition.workflows.desk import the_member, the_statement
from coalition.workflows.drafting import is_frozen, normative
from coalition.workflows.sealing import Prepared, refuse_unreadable

if TYPE_CHECKING:
    from datetime import datetime

    from coalition.campaign.model import Campaign
    from coalition.kinds.statement import Statement, StatementText

ACTIONS = ("endorse", "decline", "abstain", "object", "withdraw")
CAPACITIES = ("drafter", "co-sponsor", "supporter")
MANDATES = ("exact", "editorial")
_NEEDS_EARLIER = "withdraw"


@dataclass(frozen=True, slots=True)
class Intent:
    """What a member wants to answer."""

    statement: str
    member: str
    action: str = "endorse"
    version: int | None = None
    """None: the current one."""
    language: str | None = None
    """In which the member reads it; None: the language of the text that is no translation."""
    capacity: str | None = None
    """None: drafter for those who drafted it, else supporter."""
    mandate: str = "exact"
    scope: str = "whole"
    reservation: str = ""


def prepare(campaign: Campaign, intent: Intent, instant: datetime, nonce: str) -> tuple[Prepared, StatementText]:
    """The lines of an answer, and the text that the member reads. Raises CoalitionError when the member cannot answer this now, and says why."""
    statement = the_statement(campaign, intent.statement)
    member = the_member(campaign, intent.member)
    if not member.active_on(day_of(instant)):
        raise CoalitionError(f"{member.id} is not an active member today.", "Record its membership first.")
    version = intent.version or statement.current_version
    original = _frozen(campaign, statement, version)
    earlier = [one for one in campaign.of(Endorsement) if (one.statement, one.member) == (statement.id, member.id)]
    notes = [*_in_time(statement, intent, instant), *_of_earlier(earlier, version, intent)]
    text = _read(campaign, original, intent.language)
    if text.translates not in {None, campaign.digests[original.path]}:
        notes.append(f"{text.path} translates other bytes: what is signed is {original.path} as it is now.")
    fields = (
        ("coalition", campaign.settings.campaign.domain),
        ("statement", statement.id),
        ("version", str(version)),
        ("language", text.language),
        ("text-sha256", campaign.digests[original.path]),
        ("member", member.id),
        ("action", intent.action),
        ("capacity", _capacity(statement, intent)),
        ("mandate", intent.mandate),
        ("scope", _scope(original, intent.scope)),
        ("date", day_of(instant).isoformat()),
        ("nonce", nonce),
    )
    home = f"statements/{statement.id}/endorsements/v{version}"
    record = signed_text("coalition-endorsement/1", fields, intent.reservation)
    refuse_unreadable(record, f"{home}/{member.id}.txt", Endorsement)
    namespace = openssh.namespace("endorsement", campaign.settings.campaign.domain)
    return Prepared(statement.id, member.id, home, record, namespace, tuple(notes)), text


def _frozen(campaign: Campaign, statement: Statement, version: int) -> StatementText:
    """The text that is answered. Raises CoalitionError when it could still change, or did."""
    text = normative(campaign, statement, version)
    if not is_frozen(campaign, text):
        if f"{text.path.rpartition('/')[0]}/SHA256SUMS" in campaign.paths:
            hint = "Restore it from the commit that froze it; a change makes the next version."
            raise CoalitionError(f"{text.path} is not the text that was frozen.", hint)
        hint = f"The secretariat freezes it: coalition statement freeze {statement.id}"
        raise CoalitionError(f"{text.path} is not frozen, and could still change.", hint)
    return text


def _in_time(statement: Statement, intent: Intent, instant: datetime) -> list[str]:
    """What there is to say of the time; raises CoalitionError when it is over, or has not come."""
    name, status = statement.id, statement.status
    if status in UNFROZEN or status == "final":
        hint = f"The secretariat opens it: coalition statement {'open' if status == 'final' else 'freeze'} {name}"
        raise CoalitionError(f'"{name}" is "{status}": it is not open for answers.', hint)
    if statement.opens and statement.opens > instant:
        raise CoalitionError(f'"{name}" opens on {statement.opens:%Y-%m-%d %H:%M} UTC.', "Answer from then on.")
    over = statement.closes is not None and instant_of(statement.closes) <= instant
    if intent.action == "withdraw" or (status == "open" and not over):
        return []
    if status in {"superseded", "withdrawn"} or not statement.late_signatures:
        raise CoalitionError(f'"{name}" is closed: it takes no more answers.', "An answer can still be withdrawn.")
    return ["The deadline is over: this will stand in the list of late answers, and is not counted."]


def _of_earlier(earlier: list[Endorsement], version: int, intent: Intent) -> list[str]:
    if not earlier:
        if intent.action == _NEEDS_EARLIER:
            raise CoalitionError(f"{intent.member} has not answered yet, so that there is nothing to withdraw.")
        return []
    same = [one for one in earlier if one.version == version]
    said = ", ".join(f"{one.action} on {one.date}" for one in same or earlier)
    of = "this version" if same else "an earlier version"
    return [f"{intent.member} has answered {of} before ({said}). That stays where it is; this one takes its place."]


def _read(campaign: Campaign, original: StatementText, language: str | None) -> StatementText:
    texts = {text.language: text for text in campaign.versions(original.id, original.version)}
    if language is not None and language not in texts:
        hint = suggest(language, texts, what="Its languages are")
        raise CoalitionError(f'Version {original.version} of {original.id} is not there in "{language}".', hint)
    return original if language is None else texts[language]


def _capacity(statement: Statement, intent: Intent) -> str:
    drafted = intent.member in (*statement.drafters, statement.submitted_by)
    if intent.capacity == "drafter" and not drafted:
        hint = "Choose co-sponsor or supporter, or add it to drafters: in statement.yaml."
        raise CoalitionError(f"{intent.member} is not among the drafters of {statement.id}.", hint)
    return intent.capacity or ("drafter" if intent.member in statement.drafters else "supporter")


def _scope(text: StatementText, scope: str) -> str:
    """The scope in its one form. Raises CoalitionError for a section that the text does not have."""
    wanted = [word.strip() for word in scope.split(",") if word.strip()]
    if wanted == ["whole"]:
        return "whole"
    marks = markdown.scan(text.path, text.body, first_line=text.body_line).of("heading")
    known = {value for mark in marks for name, value in mark.attributes if name == "id" and value}
    for word in wanted:
        if word not in known:
            hint = suggest(word, known, what="Its sections are") or 'Write "whole" for all of it.'
            raise CoalitionError(f'{text.path} has no section "{word}".', hint)
    if not wanted:
        raise CoalitionError("The scope is empty.", 'Write "whole", or the ids of sections with commas between them.')
    return ",".join(wanted)
