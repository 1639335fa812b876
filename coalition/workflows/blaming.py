"""What was wrong before a proposal, so that nobody is blamed for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from coalition.problems import parted
from coalition.workflows import check as checking
from coalition.workflows import verifying

if TYPE_CHECKING:
    from datetime import datetime

    from coalition.campaign.model import Campaign
    from coalition.problems import Problem
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.trees import Tree
    from coalition.standing.model import Standing


class Earlier:
    """A campaign where a proposal began, looked at only as far as somebody asks."""

    def __init__(self, campaign: Campaign, tree: Tree, instant: datetime, pandoc: Pandoc) -> None:
        """The campaign, the tree that it was read from, and the instant of the check."""
        self.campaign = campaign
        self._tree = tree
        self._instant = instant
        self._pandoc = pandoc

    def weigh(self, campaign: Campaign) -> Standing:
        """The standing of a campaign at the instant; that of this one is computed once."""
        return self._standing if campaign is self.campaign else self._weighed(campaign)

    @cached_property
    def _standing(self) -> Standing:
        return self._weighed(self.campaign)

    def _weighed(self, campaign: Campaign) -> Standing:
        return verifying.standing(campaign, self._instant, self._pandoc.cache)

    def blamed(self, problems: tuple[Problem, ...]) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
        """Of the problems after the proposal: those that it brought, and those that were there before it."""
        return parted(problems, self._likewise({problem.code for problem in problems}))

    def _likewise(self, codes: set[str]) -> tuple[Problem, ...]:
        """What was wrong in the same ways: with the rules that find it where these suffice, else with all of a check."""
        from coalition.checks.registry import examine, is_of_whole

        if not codes:
            return ()
        if all(map(is_of_whole, codes)):
            return examine(self.campaign, self._standing, codes)
        return checking.examined(self._tree, self._instant, self._pandoc).problems
