"""Checking a proposal: what a range of commits would change, and whether its actor may.

The main branch (`base`) says who is who and what belongs to whom. The changes are those since the commit at which the
proposal began, so that nobody answers for what the main branch has gained since.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coalition.campaign.changes import Actor
from coalition.campaign.comparing import compare
from coalition.campaign.loading import load, load_beside, load_texts
from coalition.errors import CoalitionError
from coalition.kinds.answers import Attestation, KeyChange
from coalition.kinds.member import Member
from coalition.kinds.receipts import ReceiptLog
from coalition.kinds.words import day_of
from coalition.outputs.verdict import Verdict
from coalition.sources import proposed as ranges
from coalition.sources.git import Repository
from coalition.sources.trees import DiskTree, MemoryTree, RevisionTree
from coalition.standing.evidence import gather
from coalition.standing.judging import Judge
from coalition.standing.proposal import Proposal
from coalition.workflows import check as checking
from coalition.workflows import verifying
from coalition.workflows.blaming import Earlier
from coalition.workflows.opening import open_cache

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from pathlib import Path

    from coalition.campaign.changes import Change
    from coalition.campaign.model import Campaign
    from coalition.checks.changes.model import Past, Proposed
    from coalition.problems import Problem
    from coalition.sources.cache import Cache
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
    before = start.before(after)
    earlier = Earlier(before, RevisionTree(repository, start.commit), instant, pandoc)
    found, inherited = earlier.blamed(reading.problems)
    main = before if start.base == start.commit else load(RevisionTree(repository, start.base)).value
    actor = find_actor(main, who, day_of(instant))
    changes = compare(before, after, start.differences, main)
    objections = _judged(repository, start, (before, after, main), actor, changes, instant, cache)
    return Proposal(
        actor=actor,
        before=before,
        after=after,
        changes=changes,
        objections=objections,
        problems=tuple(sorted({*found, *objections})),
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

    def before(self, after: Campaign) -> Campaign:
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


def _judged(  # noqa: PLR0913 -- what a judge has to know
    repository: Repository,
    start: _Start,
    campaigns: tuple[Campaign, Campaign, Campaign],
    actor: Actor,
    changes: tuple[Change, ...],
    instant: datetime,
    cache: Cache,
) -> tuple[Problem, ...]:
    from coalition.checks.changes.judging import judge, shortened
    from coalition.checks.changes.model import Proposed

    before, after, main = campaigns
    proven = proven_changes(main, after, actor, changes, instant, cache)
    made = Proposed(before, after, main, actor, day_of(instant), changes, proven)
    known = set(start.differences)
    steps = (
        replace(step, differences=tuple(one for one in step.differences if one not in known))
        for step in ranges.steps(repository, start.base, start.head)
    )  # what a commit did and the end shows just so is judged there
    past = _past(repository, [step for step in steps if step.differences], made)
    return tuple(sorted(shortened(set(judge(replace(made, past=past))))))


def _past(repository: Repository, steps: Sequence[ranges.Step], made: Proposed) -> tuple[Past, ...]:
    """Each commit with what it alone changed, as far as its files are text."""
    from coalition.checks.changes.model import Past

    names = (name for step in steps for one in step.differences for name in (one.old, one.new))
    contents = ranges.contents(repository, names)
    found = []
    for step in steps:
        sides = [
            load_texts(made.main, MemoryTree({path: contents[name] for path, name in side if name in contents}))
            for side in (
                [(one.path, one.old) for one in step.differences],
                [(one.path, one.new) for one in step.differences],
            )
        ]
        changes = compare(sides[0], sides[1], step.differences, made.main)
        found.append(Past(step.commit, replace(made, before=sides[0], after=sides[1], changes=changes)))
    return tuple(found)


def proven_changes(  # noqa: PLR0913 -- likewise
    main: Campaign, after: Campaign, actor: Actor, changes: Sequence[Change], instant: datetime, cache: Cache
) -> tuple[KeyChange, ...]:
    """The actor's changes of keys that the proposal brings, and that a key of the main branch's registry signed.

    They are judged beside the main branch's registry alone: no key that the proposal brings proves another.
    """
    new = {change.path for change in changes if change.kind == "key-change" and change.action == "added"}
    brought = [change for change in after.of(KeyChange) if change.path in new and change.member == actor.id]
    if not brought:
        return ()
    beside = {path: after for record in brought for path in (record.path, f"{record.path}.sig") if path in after.paths}
    known = main.of(KeyChange)
    court = replace(
        main,
        records={
            Member: main.of(Member),
            ReceiptLog: main.of(ReceiptLog),
            KeyChange: (*known, *brought),
            Attestation: tuple(one for one in main.of(Attestation) if one.path.startswith("trust/")),
        },
        entries=(*main.entries, *(entry for entry in after.entries if entry.path in beside)),
        texts={**main.texts, **{path: after.texts[path] for path in beside}},
        digests={**main.digests, **{path: after.digests[path] for path in beside}},
        windows=main.windows | (after.windows & beside.keys()),
    )
    evidence = gather(court, instant)
    judged = Judge(evidence.proven(verifying.prove(evidence.requests, cache))).changes
    fine = {path for path, one in judged.items() if one.strength == "signed" and one.verdict in _SIGNED}
    return tuple(record for record in brought if record.path in fine)


_SIGNED = frozenset({"good", "not-yet-received"})
"""Receipts are given on the main branch, after the proposal was merged."""
