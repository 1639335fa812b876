"""What the actor of a proposal may not do: the rules over its changes, and over each of its commits."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from coalition.campaign.comparing import compare
from coalition.campaign.loading import load_texts
from coalition.kinds.answers import Attestation, KeyChange
from coalition.kinds.member import LIST, Member, ids_written
from coalition.kinds.receipts import ReceiptLog
from coalition.kinds.words import day_of
from coalition.sources import proposed as ranges
from coalition.sources.past import lines_ever
from coalition.sources.trees import MemoryTree
from coalition.standing.evidence import gather
from coalition.standing.judging import Judge
from coalition.workflows import verifying

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from coalition.campaign.changes import Actor, Change
    from coalition.campaign.model import Campaign
    from coalition.checks.changes.model import Past, Proposed
    from coalition.problems import Problem
    from coalition.sources.cache import Cache
    from coalition.sources.differing import Difference
    from coalition.sources.git import Repository

_AT_ONCE = 20
"""Commits whose contents are read together."""


@dataclass(frozen=True, slots=True)
class Case:
    """A proposal that is to be judged."""

    before: Campaign
    after: Campaign
    main: Campaign
    actor: Actor
    changes: tuple[Change, ...]


def objections(  # noqa: PLR0913 -- what a judge has to know
    repository: Repository,
    range_: tuple[str, str],
    differences: Sequence[Difference],
    case: Case,
    instant: datetime,
    cache: Cache,
) -> tuple[Problem, ...]:
    """Everything that the actor may not do, sorted. `range_` is the commits of the main branch and of the proposal."""
    from coalition.checks.changes.judging import judge, shortened
    from coalition.checks.changes.model import Proposed

    made = Proposed(
        before=case.before,
        after=case.after,
        main=case.main,
        actor=case.actor,
        day=day_of(instant),
        changes=case.changes,
        proven=_proven(case, instant, cache),
        # Who is known adds no id of its own.
        ever=frozenset() if case.actor.member else ids_written(lines_ever(repository, LIST, "members", at=range_[0])),
    )
    known = set(differences)
    steps = (
        replace(step, differences=tuple(one for one in step.differences if one not in known))
        for step in ranges.steps(repository, *range_)
    )  # what a commit did and the end shows just so is judged there
    past = _past(repository, [step for step in steps if step.differences], made)
    return tuple(sorted(shortened(set(judge(made, past)))))


def _past(repository: Repository, steps: Sequence[ranges.Step], made: Proposed) -> Iterator[Past]:
    """Each commit with what it alone changed, as far as its files are text. One at a time: there may be many."""
    from coalition.checks.changes.model import Past

    for start in range(0, len(steps), _AT_ONCE):
        some = steps[start : start + _AT_ONCE]
        contents = ranges.contents(
            repository, (n for step in some for one in step.differences for n in (one.old, one.new))
        )
        for step in some:
            old = _texts(made.main, contents, [(one.path, one.old) for one in step.differences])
            new = _texts(made.main, contents, [(one.path, one.new) for one in step.differences])
            changes = compare(old, new, step.differences, made.main)
            yield Past(step.commit, replace(made, before=old, after=new, changes=changes))


def _texts(main: Campaign, contents: Mapping[str, bytes], side: Sequence[tuple[str, str]]) -> Campaign:
    return load_texts(main, MemoryTree({path: contents[name] for path, name in side if name in contents}))


def _proven(case: Case, instant: datetime, cache: Cache) -> tuple[KeyChange, ...]:
    """The actor's changes of keys that the proposal brings, and that a key of the main branch's registry signed.

    They are judged beside the main branch's registry alone: no key that the proposal brings proves another.
    """
    main, after, actor = case.main, case.after, case.actor
    new = {change.path for change in case.changes if change.kind == "key-change" and change.action == "added"}
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
