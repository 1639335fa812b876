"""What the history says of editions: whether it still holds what they were made of, and who signed their tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.kinds.edition import Edition
from coalition.problems import Problem, Severity
from coalition.sources import tagging
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
    return has(repository, commit) and repository.command.ask("merge-base", "--is-ancestor", commit, head).status == 0


def has(repository: Repository, commit: str) -> bool:
    """Whether a commit is in a repository, wherever."""
    try:
        repository.resolve(commit)
    except UnknownRevision:
        return False
    return True


def signer(repository: Repository, tag: tagging.Tag) -> tuple[str, tuple[str, ...]]:
    """Who signed a tag, and what is wrong with the signature."""
    from datetime import UTC, datetime

    from coalition.campaign.loading import load
    from coalition.kinds.member import Member
    from coalition.signing import openssh, signatures
    from coalition.signing.signers import Entry, Validity, allowed
    from coalition.sources.trees import RevisionTree

    if not tag.signature:
        return "", ()
    try:
        key = signatures.parse(tag.signature).key
    except signatures.NotASignature as error:
        return "", (f"The signature of {tag.name} cannot be read: {error.args[0]}",)
    signers = allowed([Entry("signer", (tagging.NAMESPACE,), Validity(key, datetime(1970, 1, 1, tzinfo=UTC)))])
    (proof,) = openssh.verify([openssh.Check(tag.payload, tag.signature, tagging.NAMESPACE, "signer", signers)])
    if not proof.good:
        return "", (f"The signature of the tag {tag.name} does not hold: {proof.reason}",)
    members = load(RevisionTree(repository, "HEAD")).value.of(Member)
    known = (one.id for one in members for entry in one.keys if entry.key == key.line)
    return next(known, key.fingerprint), ()
