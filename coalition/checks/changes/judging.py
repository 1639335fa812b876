"""Judging a proposal: what its actor may not do, at its end and on the way there.

What is undone again on the way has still happened: whoever merges the commits has them in the history. So each commit is
judged by what it did to things that were there before it; what the end shows anyway is told once.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from coalition.campaign.works import SHARED
from coalition.checks import registry
from coalition.checks.changes import people, settled, works
from coalition.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coalition.campaign.changes import Change
    from coalition.checks.changes.model import Past, Proposed

RULES = (
    settled.answer_rewritten,
    settled.frozen_text_rewritten,
    settled.receipts_rewritten,
    people.newcomer_changes_more,
    people.inactive_actor,
    people.others_entry,
    people.reserved_value,
    people.key_without_proof,
    works.others_answer,
    works.protected_file,
    works.shared_source_rewritten,
    works.others_text,
)
"""In the order in which they are asked; the first that refuses a change is the only one that does. What holds for
everybody comes first."""
_MOST = 20
FOREVER = frozenset({"answer-rewritten", "frozen-text-rewritten", "receipts-rewritten", "protected-file"})
"""Rules over what may not even have been otherwise for one commit."""

registry.describe(
    "rewritten-on-the-way",
    """What nobody may change is not changed on the way either: a commit that is merged stays in the history for ever.

    Bad:  one commit that deletes an answer, frozen text, receipt or file of the CI, and another that puts it back
    Good: one commit without either: git reset --soft BASE, then git commit
    """,
)
registry.describe(
    "restored-on-the-way",
    """What belongs to others is as it was in every commit of a proposal, not at its end alone.

    Bad:  one commit that drops the entry of delta-women, and another that puts it back
    Good: one commit without either, or a merge that makes one commit of all
    """,
    Severity.WARNING,
)


def judge(proposed: Proposed, past: Iterable[Past] = ()) -> Iterator[Problem]:
    """Everything that the actor may not do, in the order of the changes; then what its commits did on the way there."""
    told: set[tuple[str, str, str]] = set()
    for change in proposed.changes:
        found = refusals(proposed, change)
        if found:
            told.add(_key(change))
        yield from found
    for step in past:
        yield from _on_the_way(proposed, step, told)


def shortened(problems: Iterable[Problem]) -> Iterator[Problem]:
    """The same with no more than 20 of one rule in one file, and how many more there are."""
    for _, found in groupby(sorted(problems, key=_rule), key=_rule):
        listed = sorted(found)
        yield from listed[:_MOST]
        if len(listed) > _MOST:
            last = listed[_MOST]
            yield replace(last, message=f"{last.message} There are {len(listed) - _MOST - 1} more such findings here.")


def _rule(problem: Problem) -> tuple[str, str]:
    return problem.place.path, problem.code


def refusals(proposed: Proposed, change: Change) -> tuple[Problem, ...]:
    """Why a change may not be made, by the first rule that refuses it; empty when it may."""
    return next(filter(None, (rule.problems(proposed, change) for rule in RULES)), ())


def _key(change: Change) -> tuple[str, str, str]:
    """What a change is of, whatever was done to it."""
    return change.kind, change.id, change.origin or change.path


def _on_the_way(proposed: Proposed, past: Past, told: set[tuple[str, str, str]]) -> Iterator[Problem]:
    hint = "Make one commit of all: git reset --soft BASE, then git commit; or let them be merged as one."
    for change in past.proposed.changes:
        found = refusals(past.proposed, change)[:1] if _key(change) not in told else ()
        for problem in found:
            place = _place(proposed, change)
            message = f"In the commit {past.commit[:10]}: {problem.message} At the end it is as it was."
            if problem.code == "protected-file" or (problem.code in FOREVER and _was_there(proposed, change)):
                told.add(_key(change))
                yield Problem(place, "rewritten-on-the-way", message, hint)
            elif _was_there(proposed, change) and not past.proposed.owns(change):
                told.add(_key(change))
                yield Problem(place, "restored-on-the-way", message, hint, Severity.WARNING)


def _was_there(proposed: Proposed, change: Change) -> bool:
    """Whether what a commit changed was there before the proposal began."""
    before = proposed.before
    if change.kind == "member":
        return change.action == "reordered" or change.id in proposed.known_members or change.id in before.paths
    if change.path == SHARED and change.id != SHARED:
        return any(source.key == change.id for source in before.sources())
    return (change.origin or change.path) in before.paths


def _place(proposed: Proposed, change: Change) -> Place:
    """The thing at the end, where it is there; else its file."""
    member = proposed.after.members.get(change.id) if change.kind == "member" else None
    return member.place() if member else Place(change.origin or change.path)
