"""Checking a proposal: what a range of commits would change, and whether its actor may.

The main branch (`base`) says who is who and what belongs to whom. The changes are those since the commit at which the
proposal began, so that nobody answers for what the main branch has gained since.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.campaign.changes import Actor
from coalition.campaign.comparing import compare
from coalition.campaign.loading import load, load_beside
from coalition.errors import CoalitionError
from coalition.kinds.words import day_of
from coalition.outputs.verdict import Verdict
from coalition.sources import proposed as ranges
from coalition.sources.git import Repository
from coalition.sources.trees import DiskTree, RevisionTree
from coalition.standing.proposal import Proposal
from coalition.workflows import check as checking
from coalition.workflows.blaming import Earlier
from coalition.workflows.objecting import Case, objections
from coalition.workflows.opening import open_cache

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.kinds.member import Member
    from coalition.problems import Parsed
    from coalition.sources.differing import Difference
    from coalition.sources.trees import Tree


@dataclass(frozen=True, slots=True)
class Range:
    """What is proposed: the commits that `head` has and `base` has not."""

    base: str
    """What is merged into: a commit, branch or tag."""
    head: str | None = None
    """None: the files on disk."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account of a code host."""

    host: str
    name: str


def propose(folder: Path, wanted: Range, who: str | Account, instant: datetime) -> Proposal:
    """A proposal compared and judged. `who` is a member's id, or the account that proposes.

    Raises CoalitionError: unknown or unrelated revisions, a history that was cloned in part, an account of two members.
    """
    from coalition.prose.pandoc import Pandoc

    repository = Repository.open(folder)
    if repository is None:
        raise CoalitionError(f"{folder} is not in a git repository.", "Clone the campaign, and work in the clone.")
    cache = open_cache(folder, repository)
    start = _Start(repository, wanted, folder)
    pandoc = Pandoc(cache)
    reading = checking.examined(start.tree, instant, pandoc)
    after = reading.campaign
    loaded = start.before(reading.loaded)
    before = loaded.value
    earlier = Earlier(loaded, RevisionTree(repository, start.commit), instant, pandoc)
    found, inherited = earlier.blamed(reading.problems)
    main = before if start.base == start.commit else load(RevisionTree(repository, start.base)).value
    actor = find_actor(main, who, day_of(instant))
    changes = compare(before, after, start.differences, main)
    case = Case(before, after, main, actor, changes)
    found_wrong = objections(repository, (start.base, start.head), start.differences, case, instant, cache)
    return Proposal(
        actor=actor,
        before=before,
        after=after,
        changes=changes,
        objections=found_wrong,
        problems=tuple(sorted({*found, *found_wrong})),
        standing_after=reading.standing,
        weigh=earlier.weigh,
        summaries=checking.summaries(),
        inherited=inherited,
    )


def verdict_of(proposal: Proposal) -> Verdict:
    """A proposal's problems as those of any check."""
    return Verdict(
        proposal.before.settings.campaign.id, proposal.problems, len(proposal.after.entries), proposal.summaries
    )


class _Start:
    """Where a proposal began, and what it changes since."""

    def __init__(self, repository: Repository, wanted: Range, folder: Path) -> None:
        self.repository = repository
        self.base = repository.resolve(wanted.base)
        self.head = repository.resolve(wanted.head or "HEAD")
        self.commit = ranges.beginning(repository, wanted.base, wanted.head or "HEAD")
        self.tree: Tree
        self.differences: Sequence[Difference]
        if wanted.head is None:
            self.tree = DiskTree(folder)
            self.differences = ranges.on_disk(repository, self.commit, self.tree)
        else:
            self.tree = RevisionTree(repository, self.head)
            self.differences = ranges.between(repository, self.commit, self.head)

    def before(self, after: Parsed[Campaign]) -> Parsed[Campaign]:
        """The campaign at the beginning; only what differs is read."""
        paths = {one.path for one in self.differences}
        tree = RevisionTree(self.repository, self.commit)
        tree.fetch(paths)
        return load_beside(after, tree, paths)


def find_actor(main: Campaign, who: str | Account, day: date) -> Actor:
    """Who proposes, as the main branch knows it on that day; somebody unknown where it knows none.

    Raises CoalitionError when an account is that of two members, or the main branch's settings cannot be read.
    """
    if not main.settings_were_read:
        raise CoalitionError(
            "The main branch has no coalition.yaml that can be read, so nobody knows who is who.",
            "Let the secretariat repair it on the main branch first.",
        )
    if isinstance(who, str):
        member = main.members.get(who)
    else:
        found = [member for member in main.members.values() if _acts(member, who, day)]
        if len(found) > 1:
            names = " and ".join(sorted(member.id for member in found))
            raise CoalitionError(
                f"The account {who.name} on {who.host} is that of {names}, so nobody knows for whom it acts.",
                "Let the secretariat leave it with one of them on the main branch.",
            )
        member = found[0] if found else None
    return Actor(member, member is not None and member.id == main.settings.campaign.secretariat)


def _acts(member: Member, account: Account, day: date) -> bool:
    return any(
        (one.host.casefold(), one.name.casefold()) == (account.host.casefold(), account.name.casefold())
        and (one.since is None or one.since <= day)
        and (one.until is None or day < one.until)
        for one in member.accounts
    )
