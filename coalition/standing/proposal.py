"""A proposal that was compared and judged: what everybody reads who tells of one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from coalition.campaign.changes import Actor, Change
    from coalition.campaign.model import Campaign
    from coalition.problems import Problem
    from coalition.standing.model import Standing


@dataclass(frozen=True)
class Proposal:
    """What somebody proposes, what comes of it, and what is wrong with it."""

    actor: Actor
    before: Campaign
    """As it was where the proposal began."""
    after: Campaign
    """As it would be."""
    changes: tuple[Change, ...]
    """Everything that differs, sorted by path and place."""
    objections: tuple[Problem, ...]
    """What this actor may not do, sorted."""
    problems: tuple[Problem, ...]
    """All that would be wrong and was not before: the objections, and what `check` then finds. Sorted."""
    standing_after: Standing
    weigh: Callable[[Campaign], Standing]
    """Computes a standing at the instant of the check."""
    summaries: tuple[tuple[str, str], ...] = ()
    """By code, the sentence that states the rule."""
    inherited: tuple[Problem, ...] = ()
    """What `check` finds then and before it, sorted: nothing for which the proposal is to blame, or refused."""

    @cached_property
    def standing_before(self) -> Standing:
        """The standing before the proposal; computed when somebody asks for it."""
        return self.weigh(self.before)
