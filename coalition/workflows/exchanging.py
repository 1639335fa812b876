"""Members in from a table that others keep, and out to tables, address books and other registers."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coalition.campaign.public import publish
from coalition.errors import CoalitionError
from coalition.interchange import directory, grids, linked, vcards, workbooks
from coalition.interchange.candidates import Reason, Terms, as_codes
from coalition.interchange.cells import Unusable
from coalition.interchange.fields import BY_NAME
from coalition.interchange.layout import recognise
from coalition.interchange.review import Registry, Review, lexicon, review
from coalition.interchange.summary import refused_rows
from coalition.kinds.member import FOLDER, LIST
from coalition.problems import Severity
from coalition.sources import writing
from coalition.workflows.desk import Sheet, open_campaign, read_campaign, write
from coalition.workflows.registry.entries import enter, in_order
from coalition.workflows.registry.judging import mistakes
from coalition.workflows.registry.naming import slug, used

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.parsing.yaml_writing import Writable

_ARCHIVE = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a file begins that Excel wrote before 2007, or has locked with a password."""


@dataclass(frozen=True)
class Order:
    """What somebody asked to be imported, and how."""

    file: Path
    instant: datetime
    """Now; its day is that of a status that has no other."""
    on: date
    """The day of a status whose row gives none."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Fields by headings."""
    defaults: Mapping[str, str] = field(default_factory=dict)
    allowed: frozenset[int] = frozenset()
    encoding: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Outcome:
    """What came of it."""

    review: Review
    entries: tuple[Mapping[str, Writable], ...]
    """New members, as they are written."""
    sheets: tuple[Sheet, ...]


def take_in(folder: Path, order: Order, rejected: Path | None, *, dry: bool) -> Outcome:
    """Add the good rows of a table to the registry, and write the others to `rejected`, which must be new.

    Good is what `check` would find no mistake in. Laws: every good row is added whatever the others are; importing a table twice adds nothing the second time; with
    `dry` nothing is written. Raises CoalitionError, and nothing was written to the registry.
    """
    grid = read(order)
    with writing.hold(folder):
        campaign = _whole_registry(folder)
        terms = Terms(lexicon(campaign), order.on, order.defaults)
        _refuse_defaults(terms)
        taken = used(folder, campaign)
        found = review(grid, recognise(grid, order.columns), terms, Registry(campaign.members, taken), order.allowed)
        outcome = _sound(folder, campaign, found, taken, order.instant)
        if not dry:
            if rejected is not None and outcome.review.refused:
                writing.create(rejected.parent, rejected.name, refused_rows(outcome.review), mode=0o600)
            write(folder, outcome.sheets)
    return outcome


def _whole_registry(folder: Path) -> Campaign:
    """The campaign, when every member could be read: who cannot be seen would be entered a second time."""
    loaded = read_campaign(folder)
    registry = (problem for problem in loaded.problems if re.fullmatch(rf"{LIST}|{FOLDER}", problem.place.path))
    for problem in registry:
        if problem.severity is Severity.ERROR:
            message = f"The registry cannot be read whole: {problem.place}: {problem.message}"
            raise CoalitionError(message, f'{problem.hint} "coalition check" names every mistake.'.lstrip())
    return loaded.value


def read(order: Order) -> grids.Grid:
    """The table in a file, whatever its name ends in. Raises CoalitionError."""
    path = order.file.name
    try:
        with order.file.open("rb") as stream:
            raw = stream.read(grids.MOST_BYTES + 1)
    except OSError as error:
        raise CoalitionError(f"{order.file} could not be read: {error.strerror}.") from error
    if len(raw) > grids.MOST_BYTES:
        raise CoalitionError(f"{path} is larger than {grids.MOST_BYTES // 1024**2} MB.", "Divide it.")
    if raw.startswith(_OLD):
        message = f"{path} is in Excel's old format, or locked with a password."
        raise CoalitionError(message, "Save it without a password as .xlsx, or as CSV in UTF-8.")
    if raw.startswith(_ARCHIVE):
        return workbooks.read(path, raw, order.sheet)
    return grids.from_text(path, raw, order.encoding)


def _refuse_defaults(terms: Terms) -> None:
    for name, said in terms.defaults.items():
        try:
            BY_NAME[name].read(as_codes(name, said), terms.lexicon)
        except Unusable as error:
            raise CoalitionError(f"--default {name}: {error.message}", error.hint) from error


def _named(found: Review, taken: frozenset[str]) -> tuple[Mapping[str, Writable], ...]:
    """Entries with ids: those that the table gives first, so that none is made from a name that is one of these."""
    given = {str(one.entry["id"]) for one in found.accepted if one.entry["id"]}
    names = {*taken, *given}
    entries: list[Mapping[str, Writable]] = []
    for one in found.accepted:
        name = str(one.entry["id"]) or slug(one.name, names)
        names.add(name)
        entries.append(in_order({**one.entry, "id": name}))
    return tuple(entries)


def _sound(folder: Path, campaign: Campaign, found: Review, taken: frozenset[str], instant: datetime) -> Outcome:
    """The rows in which `check` would find no mistake; the others are rejected, with what it would say.

    A row that is rejected can make another one wrong, which is part of it: so it is asked again until nothing is left.
    """
    while True:
        entries = _named(found, taken)
        sheets = enter(folder, campaign, entries)
        numbers = {str(entry["id"]): one.number for one, entry in zip(found.accepted, entries, strict=True)}
        wrong: dict[int, list[Reason]] = defaultdict(list)
        for name, problem in mistakes(folder, sheets, instant) if sheets else ():
            if name in numbers:
                hint = _CURES.get(problem.code, problem.hint)
                wrong[numbers[name]].append(Reason(problem.message, hint))
        if not wrong:
            return Outcome(found, entries, sheets)
        found = found.without(wrong)


_CURES = {
    "application-incomplete": 'Give the columns sponsors and charter, or for all --default "sponsors=ONE; OTHER" '
    "--default charter=VERSION; for members, --status active.",
}
"""What to do in a table, where `check` speaks of the entry."""


def give_out(folder: Path, form: str, day: date, *, private: bool = False) -> bytes:
    """The members of a day in a format: those that are public with their public contacts, or all of the registry.

    Who was no member yet on that day, nor had applied, is left out.
    """
    campaign = open_campaign(folder)
    shown = campaign if private else publish(campaign, day).campaign
    members = [member for _, member in sorted(shown.members.items()) if member.status_on(day)]
    address = (campaign.site.site_url or "").rstrip("/")
    address = f"{address}/" if address else ""
    match form:
        case "csv":
            return directory.table(members, day, private=private)
        case "json":
            return directory.listing(members, campaign.settings.campaign.id, day)
        case "vcard":
            return vcards.cards(members, day, address, campaign.settings.language)
        case _:
            return linked.graph(members, shown, day, address)
