"""What a change of the registry would bring about: refused where it is a mistake, told where it is a consequence."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.campaign.loading import load
from coalition.checks.examined import Examined
from coalition.checks.registry import all_rules
from coalition.errors import CoalitionError
from coalition.kinds.member import Member
from coalition.problems import Severity, parted
from coalition.sources import writing
from coalition.sources.trees import DiskTree, OverlaidTree
from coalition.standing.computing import compute
from coalition.workflows.desk import Sheet, open_campaign, write

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.problems import Parsed, Place, Problem
    from coalition.sources.trees import Tree

RULES = frozenset(
    {
        "application-incomplete",
        "charter-not-current",
        "duplicate-id",
        "duplicate-name",
        "id-is-not-file-name",
        "inactive-member",
        "membership-out-of-order",
        "near-duplicate-name",
        "network-ended",
        "part-of-itself",
        "part-of-no-network",
        "shared-account",
        "shared-identifier",
        "shared-key",
        "unknown-member",
        "unknown-theme",
        "unknown-word",
        "unnamed-member-exposed",
    }
)
"""What a registry can be wrong in: the rest of the check takes a while, and is for `coalition check`."""


SHARED = frozenset({"duplicate-id", "duplicate-name", "shared-account", "shared-key"})
"""What belongs to one member alone: of two that have it, the one that stands below is told, whoever came last."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A change of the registry: the files, and what `check` will say that it did not say before."""

    sheets: tuple[Sheet, ...]
    consequences: tuple[Problem, ...] = ()


def revise(
    folder: Path,
    make: Callable[[Campaign], tuple[Sheet, ...]],
    members: Callable[[Campaign], frozenset[str]],
    instant: datetime,
    *,
    dry: bool,
) -> Revision:
    """Change the registry as `make` says, under the lock: it sees the campaign as nobody else is changing it.

    Laws: of any number of these at once none undoes another; with `dry` nothing is written. `members` names those whose
    entries are changed, in the campaign as it is then. Raises CoalitionError, and nothing is written, for a mistake in
    one of these entries that was not there before.
    """
    with writing.hold(folder):
        campaign = open_campaign(folder)
        sheets = make(campaign)
        consequences = judge(folder, sheets, members, instant)
        if not dry:
            write(folder, sheets)
    return Revision(sheets, consequences)


def judge(
    folder: Path, sheets: tuple[Sheet, ...], members: Callable[[Campaign], frozenset[str]], instant: datetime
) -> tuple[Problem, ...]:
    """What the sheets would bring about beside these members' own entries; CoalitionError for a mistake in those."""
    after, new = _new(folder, sheets, instant)
    places = _Entries(after.value)
    named = members(after.value)
    unread = {problem.place.path for problem in after.problems} & {sheet.path for sheet in sheets}
    for problem in new:
        own = problem.code in SHARED or problem.place.path in unread or places.owner(problem.place) in named
        if own and problem.severity is Severity.ERROR:
            raise CoalitionError(problem.message, problem.hint)
    return new


def mistakes(folder: Path, sheets: tuple[Sheet, ...], instant: datetime) -> tuple[tuple[str, Problem], ...]:
    """Each error that the sheets would bring about, beside the id of the member in whose entry it would stand."""
    after, new = _new(folder, sheets, instant)
    places = _Entries(after.value)
    return tuple((places.owner(problem.place), problem) for problem in new if problem.severity is Severity.ERROR)


def _new(folder: Path, sheets: tuple[Sheet, ...], instant: datetime) -> tuple[Parsed[Campaign], tuple[Problem, ...]]:
    """The campaign with the sheets, and what is wrong in it that was not wrong before."""
    tree = DiskTree(folder)
    laid = OverlaidTree(tree, {sheet.path: sheet.content for sheet in sheets})
    before, (after, found) = _problems(tree, instant)[1], _problems(laid, instant)
    return after, parted(found, before)[0]


def _problems(tree: Tree, instant: datetime) -> tuple[Parsed[Campaign], tuple[Problem, ...]]:
    loaded = load(tree)
    examined = Examined(loaded.value, compute(loaded.value, instant))
    rules = (rule for rule in all_rules() if rule.code in RULES)
    found = (problem for rule in rules for problem in rule.problems(examined))
    return loaded, tuple(sorted({*loaded.problems, *found}))


class _Entries:
    """Where each member's entry begins, and so to whose a place belongs."""

    def __init__(self, campaign: Campaign) -> None:
        self._starts: dict[str, list[tuple[int, str]]] = {}
        for member in campaign.of(Member):
            place = member.place()
            self._starts.setdefault(place.path, []).append((place.line, member.id))
        for starts in self._starts.values():
            starts.sort()

    def owner(self, place: Place) -> str:
        starts = self._starts.get(place.path, [])
        at = bisect_right(starts, place.line, key=lambda start: start[0])
        return starts[at - 1][1] if at else ""
