"""What a table would bring to a registry: rows to be added, suspected duplicates, rows that cannot be entries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coalition.checks.names import skeleton
from coalition.errors import CoalitionError
from coalition.interchange.candidates import Candidate, Reason, Rejected, candidates
from coalition.interchange.duplicates import Suspicion, suspicions
from coalition.interchange.names import Gazetteer
from coalition.interchange.values import Lexicon
from coalition.interchange.wording import labelled

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from coalition.campaign.model import Campaign
    from coalition.interchange.candidates import Terms
    from coalition.interchange.grids import Grid
    from coalition.interchange.layout import Layout
    from coalition.kinds.member import Member
    from coalition.kinds.words import LocalText


@dataclass(frozen=True, slots=True)
class Review:
    """Each row of a table is in one of the three."""

    grid: Grid
    layout: Layout
    accepted: tuple[Candidate, ...]
    suspected: tuple[tuple[Candidate, tuple[Suspicion, ...]], ...]
    rejected: tuple[Rejected, ...]
    dates_alone: bool = False
    """Whether the table says since when, and neither it nor anybody says what: "member since" is no application."""

    def without(self, reasons: Mapping[int, Sequence[Reason]]) -> Review:
        """The same with rows rejected that had been accepted: by number, why."""
        gone = [
            Rejected(one.number, one.name, tuple(reasons[one.number])) for one in self.accepted if one.number in reasons
        ]
        return replace(
            self,
            accepted=tuple(one for one in self.accepted if one.number not in reasons),
            rejected=tuple(sorted((*self.rejected, *gone), key=lambda row: row.number)),
        )

    @property
    def refused(self) -> frozenset[int]:
        """The numbers of rows that are not added."""
        return frozenset((*(one.number for one, _ in self.suspected), *(row.number for row in self.rejected)))


def lexicon(campaign: Campaign) -> Lexicon:
    """What words mean in a campaign: its themes, stages and members, by their titles in every language."""
    settings = campaign.settings
    return Lexicon(
        places=Gazetteer(settings.campaign.languages),
        themes=labelled({name: _texts(theme.title) for name, theme in settings.themes.items()}),
        stages=labelled({name: _texts(title) for name, title in settings.words.stages.items()}),
        members={skeleton(word): name for name, each in campaign.members.items() for word in (each.name, name)},
    )


def _texts(title: LocalText) -> list[str]:
    return [title.root] if isinstance(title.root, str) else list(title.root.values())


@dataclass(frozen=True, slots=True)
class Registry:
    """What is there already."""

    members: Mapping[str, Member]
    used: Collection[str] = ()
    """Every id that is or was a member's."""


def review(grid: Grid, layout: Layout, terms: Terms, registry: Registry, allowed: Collection[int] = ()) -> Review:
    """Sort the rows of a table: what is good, what is suspected, what is neither.

    `allowed` are rows that are added although suspected, unless two entries would then have one name or id. Raises
    CoalitionError when nothing is suspected of such a row.
    """
    members, used = registry.members, registry.used
    found, rejected = candidates(layout, _with_rows(terms, layout))
    former = [_former(one) for one in found if one.entry["id"] in used and one.entry["id"] not in members]
    gone = {row.number for row in former}
    found = tuple(one for one in found if one.number not in gone)
    told: dict[int, list[Suspicion]] = defaultdict(list)
    for suspicion in suspicions(found, members):
        told[suspicion.number].append(suspicion)
    if strangers := sorted(set(allowed) - told.keys()):
        numbers = ", ".join(map(str, strangers))
        raise CoalitionError(
            f"No duplicate is suspected in {grid.unit} {numbers}.",
            "Give --allow-duplicates the numbers that are listed.",
        )
    held = {number for number, said_of in told.items() if number not in allowed or any(s.certain for s in said_of)}
    broken = [Rejected(row.number, "", (Reason(row.message, row.hint),)) for row in grid.broken]
    return Review(
        grid,
        layout,
        tuple(one for one in found if one.number not in held),
        tuple((one, tuple(told[one.number])) for one in found if one.number in held),
        tuple(sorted((*rejected, *former, *broken), key=lambda row: row.number)),
        "status" not in {*terms.defaults, *(column.field for column in layout.used)}
        and any(column.field == "status_on" for column in layout.used),
    )


def _with_rows(terms: Terms, layout: Layout) -> Terms:
    """Rows may be part of networks that the same table brings, where it gives these an id."""
    at = {column.field: column.index for column in layout.used}
    if "id" not in at:
        return terms
    rows = [row.cells for row in layout.rows if len(row.cells) > max(at["id"], at["name"])]
    brought = {skeleton(cells[at[name]]): cells[at["id"]] for cells in rows for name in ("name", "id")}
    known = {key: word for key, word in brought.items() if key and word}
    return replace(terms, lexicon=replace(terms.lexicon, members={**known, **terms.lexicon.members}))


def _former(candidate: Candidate) -> Rejected:
    message = f'The id "{candidate.entry["id"]}" was that of another member once; ids are never used again.'
    return Rejected(
        candidate.number, candidate.name, (Reason(message, "Leave the id out: one is made from the name."),)
    )
