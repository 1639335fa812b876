"""The law of ownership: what an actor does not own is equal before and after, or there is a finding."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import ownership
from hypothesis import event, given, settings
from hypothesis import strategies as st
from ownership import SECRETARIAT, World

from coalition.campaign.changes import Actor
from coalition.campaign.comparing import compare
from coalition.campaign.loading import load
from coalition.checks.changes.judging import judge
from coalition.checks.changes.model import Proposed
from coalition.sources.trees import MemoryTree

if TYPE_CHECKING:
    from coalition.problems import Problem

TODAY = date(2026, 11, 21)


def findings(world: World, after: ownership.Files, actor: str) -> tuple[Problem, ...]:
    old, new = (load(MemoryTree(files)).value for files in (world.files, after))
    who = Actor(old.members.get(actor), actor == SECRETARIAT)
    changes = compare(old, new)
    return tuple(judge(Proposed(before=old, after=new, main=old, actor=who, day=TODAY, changes=changes)))


@given(st.data())
@settings(max_examples=150, deadline=None, derandomize=True)
def test_what_a_member_does_not_own_is_equal_before_and_after_or_there_is_a_finding(data):
    world = data.draw(ownership.worlds())
    actor = data.draw(st.sampled_from(world.members[1:]))
    after = data.draw(ownership.blind_edits(world))
    harmed = ownership.harmed(world, after, actor)

    event("harm" if harmed else "no harm")
    if harmed:
        assert findings(world, after, actor), harmed
    if after == world.files:
        assert not findings(world, after, actor)


@given(st.data())
@settings(max_examples=80, deadline=None, derandomize=True)
def test_what_a_member_owns_it_changes_without_a_finding(data):
    world = data.draw(ownership.worlds())
    actor = data.draw(st.sampled_from(world.members[1:]))
    possible = ownership.own_edits(world, actor)
    chosen = data.draw(st.lists(st.sampled_from(sorted(possible)), min_size=1, max_size=3, unique=True))
    after = {**world.files, **{path: text for name in chosen for path, text in possible[name].items()}}

    assert findings(world, after, actor) == (), chosen


@given(st.data())
@settings(max_examples=80, deadline=None, derandomize=True)
def test_one_thing_of_another_s_among_one_s_own_is_found_in_its_file(data):
    world = data.draw(ownership.worlds())
    actor = data.draw(st.sampled_from(world.members[1:]))
    path = data.draw(st.sampled_from(sorted(world.files)))
    possible = ownership.own_edits(world, actor)
    after = {**world.files, **possible[data.draw(st.sampled_from(sorted(possible)))]}
    after.pop(path)
    harmed = ownership.harmed(world, after, actor)

    found = [f"{problem.place.path}: {problem.message}" for problem in findings(world, after, actor)]
    assert not harmed or any(path in one for one in found), (harmed, found)


@given(st.data())
@settings(max_examples=80, deadline=None, derandomize=True)
def test_the_secretariat_changes_everything_but_what_was_answered_or_frozen(data):
    world = data.draw(ownership.worlds())
    after = data.draw(ownership.blind_edits(world))

    assert bool(findings(world, after, SECRETARIAT)) == bool(ownership.unsettled(world, after))


@given(st.data())
@settings(max_examples=80, deadline=None, derandomize=True)
def test_somebody_unknown_adds_one_applicant_and_nothing_else(data):
    world = data.draw(ownership.worlds())
    after = data.draw(ownership.blind_edits(world))
    applicant = {"members/new-watch.yaml": ownership.entry("new-watch", "public").replace("active", "applied")}

    assert findings(world, {**world.files, **applicant}, "nobody") == ()
    if ownership.harmed(world, after, "nobody"):
        assert findings(world, {**after, **applicant}, "nobody")
