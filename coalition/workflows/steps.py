"""The steps of a statement's process after its text is frozen: open, closed, submitted, withdrawn."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds.statement import UNFROZEN
from coalition.kinds.words import EarthDate, day_of, instant_of
from coalition.workflows.desk import the_statement
from coalition.workflows.drafting import change, deadline, is_frozen, normative

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.kinds.statement import Statement
    from coalition.parsing.yaml import Route
    from coalition.parsing.yaml_writing import Writable
    from coalition.workflows.desk import Sheet


def open_for_answers(
    folder: Path, campaign: Campaign, name: str, instant: datetime, closes: date | datetime | None
) -> tuple[Sheet, ...]:
    """From now on members can answer. Raises CoalitionError when the text is not frozen, or the deadline is over."""
    statement = _at_one_of(campaign, name, ("final", "closed"), f"coalition statement freeze {name}")
    text = normative(campaign, statement, statement.current_version)
    if not is_frozen(campaign, text):
        raise CoalitionError(f"{text.path} is not frozen.", f"Freeze it first: coalition statement freeze {name}")
    over = instant_of(_as_deadline(closes)) if closes else (statement.closes and instant_of(statement.closes))
    if over and over <= instant:
        raise CoalitionError(f"The deadline is over since {over:%Y-%m-%d %H:%M} UTC.", "Give another with --closes.")
    values: dict[Route, Writable] = {("status",): "open"}
    if statement.opens is None or statement.opens > instant:
        values[("opens",)] = instant
    if closes:
        values[("closes",)] = deadline(closes)
    return (change(folder, statement, values),)


def _as_deadline(moment: date | datetime) -> datetime | EarthDate:
    return moment if isinstance(moment, datetime) else EarthDate(date=moment, zone="anywhere-on-earth")


def close(folder: Path, campaign: Campaign, name: str, instant: datetime) -> tuple[Sheet, ...]:
    """From now on no answer counts that has not arrived: a deadline that was later becomes now."""
    statement = _at_one_of(campaign, name, ("open",), f"coalition statement open {name}")
    values: dict[Route, Writable] = {("status",): "closed"}
    if statement.closes is None or instant_of(statement.closes) > instant:
        values[("closes",)] = instant
    return (change(folder, statement, values),)


def submit(
    folder: Path, campaign: Campaign, name: str, instant: datetime, facts: dict[str, str | date]
) -> tuple[Sheet, ...]:
    """It went to its addressees: when (today, unless the facts say so), and under which reference, item or session.

    Raises CoalitionError while members can still answer.
    """
    statement = _at_one_of(campaign, name, ("open", "closed", "final"), f"coalition statement freeze {name}")
    if statement.status == "open" and (statement.closes is None or instant_of(statement.closes) > instant):
        hint = f"Close it first: coalition statement close {name}"
        raise CoalitionError(f'"{name}" is open: members can still answer.', hint)
    values: dict[Route, Writable] = {("status",): "submitted"}
    values |= {("submission", key): value for key, value in {"on": day_of(instant), **facts}.items()}
    return (change(folder, statement, values),)


def withdraw(folder: Path, campaign: Campaign, name: str) -> tuple[Sheet, ...]:
    """The coalition takes the statement back; its texts and answers stay."""
    statement = the_statement(campaign, name)
    if statement.status == "withdrawn":
        return ()
    return (change(folder, statement, {("status",): "withdrawn"}),)


def _at_one_of(campaign: Campaign, name: str, statuses: tuple[str, ...], before: str) -> Statement:
    statement = the_statement(campaign, name)
    if statement.status not in statuses:
        hint = f"First: {before}" if statement.status in (*UNFROZEN, "final") else "See its statement.yaml."
        raise CoalitionError(
            f'"{name}" is "{statement.status}"; this step is for what is {" or ".join(statuses)}.', hint
        )
    return statement
