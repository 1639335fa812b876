"""A proposal before its judges, and the register of the rules that judge its changes.

What the proposal changes is judged by what the main branch says: who somebody is, what belongs to whom, which keys are
whose. Nothing that the proposal brings is asked.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from coalition.checks import registry
from coalition.checks.references import references
from coalition.problems import Place, Problem

if TYPE_CHECKING:
    from datetime import date

    from coalition.campaign.changes import Actor, Change
    from coalition.campaign.model import Campaign
    from coalition.kinds.answers import KeyChange


@dataclass(frozen=True)
class Proposed:
    """A proposal, with everything that its judges may know."""

    before: Campaign
    """The campaign where the proposal began."""
    after: Campaign
    """As it would be."""
    main: Campaign
    """As it is on the main branch now: it says who is who."""
    actor: Actor
    day: date
    """On which it is judged."""
    changes: tuple[Change, ...]
    proven: tuple[KeyChange, ...] = ()
    """Changes of keys that the proposal brings, each signed with a key that the main branch knows to be the member's."""
    ever: frozenset[str] = frozenset()
    """Ids that the history of the main branch has in the registry; asked for where somebody new comes."""

    def owns(self, change: Change) -> bool:
        """Whether what is changed belongs to the actor."""
        return bool(self.actor.id) and self.actor.id in change.owners

    @property
    def secretariat(self) -> str:
        """The secretariat's id, for sentences."""
        return self.main.settings.campaign.secretariat

    @cached_property
    def known_members(self) -> frozenset[str]:
        """Every id that was ever a member's or stands for one, as far as the main branch knows."""
        named = {reference.member for reference in references(self.main)}
        return frozenset({*self.main.declared_members, *self.before.declared_members, *named, *self.ever})


@dataclass(frozen=True, slots=True)
class Past:
    """One commit of a proposal, with what it alone did."""

    commit: str
    proposed: Proposed


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a change is not the actor's to make, and what to do about it."""

    message: str
    hint: str
    place: Place | None = None
    """Where; None: the change's own place."""


ChangeRule = Callable[[Proposed, "Change"], Iterator[Refusal]]


@dataclass(frozen=True, slots=True)
class Judge:
    """One rule over changes."""

    code: str
    function: ChangeRule

    def problems(self, proposed: Proposed, change: Change) -> tuple[Problem, ...]:
        """Why it refuses the change; nothing where it does not."""
        return tuple(
            Problem(one.place or change.place, self.code, one.message, one.hint)
            for one in self.function(proposed, change)
        )


def change_rule(code: str) -> Callable[[ChangeRule], Judge]:
    """Enter a rule over the changes of a proposal into the catalogue; its docstring is its page of the manual."""

    def register(function: ChangeRule) -> Judge:
        registry.describe(code, inspect.getdoc(function) or "")
        return Judge(code, function)

    return register
