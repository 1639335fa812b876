"""What was wrong before a proposal, so that nobody is blamed for it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from coalition.campaign import manuscripts
from coalition.problems import parted
from coalition.workflows import check as checking
from coalition.workflows import verifying

if TYPE_CHECKING:
    from datetime import datetime

    from coalition.campaign.model import Campaign
    from coalition.problems import Parsed, Problem
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.trees import RevisionTree
    from coalition.standing.model import Standing


class Earlier:
    """A campaign where a proposal began, looked at only as far as somebody asks."""

    def __init__(self, loaded: Parsed[Campaign], tree: RevisionTree, instant: datetime, pandoc: Pandoc) -> None:
        """The campaign with what was wrong in its files, the tree that it was read from, and the instant of the check."""
        self.campaign = loaded.value
        self._of_files = loaded.problems
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
        """What was wrong in the same ways: with the rules that find it, and where these do not suffice, in the texts."""
        from coalition.checks.registry import examine, is_of_whole

        if not codes:
            return ()
        found = set(examine(self.campaign, self._standing, codes))
        if not all(map(is_of_whole, codes)):
            self._tree.fetch(manuscripts.pictures(self.campaign))
            found |= {
                *self._of_files,
                *checking.wrong_in_texts(self._tree, self.campaign, self._standing, self._pandoc),
            }
        return tuple(sorted(found))
