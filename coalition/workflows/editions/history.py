"""Whether the history still holds what editions were made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.kinds.edition import Edition
from coalition.problems import Problem, Severity
from coalition.sources.git import UnknownRevision

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.model import Campaign
    from coalition.sources.git import Repository

_HINT = (
    "If it happened by mistake: work in a clone from before that, and push its branch again. If something had to go "
    "from the history: nothing proves this edition any more but its digests; release the next one from this history."
)


def rewritten(repository: Repository, campaign: Campaign, revision: str | None) -> Iterator[Problem]:
    """Editions whose commit is not in the history of a revision, or of what is checked out.

    Nothing is said of a shallow clone, which cannot know, nor of an edition from which something was withdrawn.
    """
    kept = [edition for edition in campaign.of(Edition) if edition.withdrawn is None]
    head = repository.resolve(revision) if revision else repository.head()
    if not kept or head is None or repository.is_shallow():
        return
    for edition in kept:
        if not holds(repository, edition.commit, head):
            message = (
                f"Edition {edition.edition} was made of commit {edition.commit[:12]}, which is not in the history: that "
                "was rewritten since, or this branch is not the one on which it was released."
            )
            yield Problem(edition.place("commit"), "edition-without-its-commit", message, _HINT, Severity.WARNING)


def holds(repository: Repository, commit: str, head: str) -> bool:
    """Whether a commit is one of those on which another rests."""
    try:
        found = repository.resolve(commit)
    except UnknownRevision:
        return False
    return repository.command.ask("merge-base", "--is-ancestor", found, head).status == 0
