"""The board of a campaign on disk or in a commit: what was signed is verified, what changed is looked up in git."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.campaign import digests
from coalition.campaign.loading import load
from coalition.errors import CoalitionError
from coalition.sources import worktree
from coalition.sources.git import Repository
from coalition.sources.trees import MemoryTree
from coalition.standing.board import board
from coalition.standing.owing import waiting
from coalition.workflows import verifying
from coalition.workflows.desk import the_member
from coalition.workflows.opening import need_campaign, open_cache, open_tree

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from coalition.campaign.digests import Content
    from coalition.campaign.model import Campaign
    from coalition.standing.board import Board
    from coalition.standing.model import Standing
    from coalition.standing.owing import Awaited


@dataclass(frozen=True, slots=True)
class Boarded:
    """How far a campaign is, and who is waited for."""

    board: Board
    waiting: tuple[Awaited, ...]


def status(folder: Path, instant: datetime, *, revision: str | None = None, member: str | None = None) -> Boarded:
    """The board; with a member, that member alone is among those who are waited for.

    Outside of a repository, or in a part of one, nothing tells which translation lags and what changed since an
    approval. Raises CoalitionError when there is no campaign, or no such member.
    """
    if revision is None:
        need_campaign(folder)
    campaign = load(open_tree(folder, revision)).value
    if not campaign.settings_were_read:
        raise CoalitionError(f"{folder} holds no campaign that can be read.", 'Run "coalition check" to see why.')
    if member is not None:
        the_member(campaign, member)
    repository = Repository.open(folder)
    state = verifying.standing(campaign, instant, open_cache(folder, repository))
    known = repository if repository is not None and repository.head() and not repository.is_shallow() else None
    history = known.history() if known else {}
    changed = {path: seen.last for path, seen in history.items()}
    found = board(campaign, state, changed, dict(_since(campaign, state, known)) if known else {})
    owed = waiting(found, campaign.settings.campaign.secretariat)
    return Boarded(found, tuple(one for one in owed if member in {None, one.member}))


def _since(campaign: Campaign, state: Standing, repository: Repository) -> Iterator[tuple[str, tuple[str, ...]]]:
    """By the path of each stale approval, what of the chapter has changed since, where a commit has what it approved."""
    for chapter in state.chapters.values():
        now = digests.content(campaign, chapter.chapter, chapter.language) if chapter.stale else None
        for approval in chapter.stale if now else ():
            for commit in worktree.commits_of(repository, approval.path):
                before = _content(repository, commit, chapter.chapter, chapter.language)
                if before is not None and now is not None and before.sha256 == approval.content_sha256:
                    yield approval.path, now.changed(before)
                    break


def _content(repository: Repository, commit: str, chapter: str, language: str) -> Content | None:
    """What the chapter was made of in a commit: of that commit nothing else is read."""
    wanted = ("coalition.yaml", digests.SHARED)
    paths = [
        entry.path
        for entry in repository.listing(commit)
        if entry.path in wanted or entry.path.startswith(f"chapters/{chapter}/")
    ]
    files: Mapping[str, bytes] = repository.blobs(commit, paths)
    return digests.content(load(MemoryTree(files)).value, chapter, language)
