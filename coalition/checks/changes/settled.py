"""Rules over what nobody changes: what was signed, frozen, or received."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coalition.campaign.belonging import kind_of, signer
from coalition.checks.changes.model import Refusal, change_rule
from coalition.checks.frozen import SUMS, sums_of
from coalition.kinds.answers import Endorsement
from coalition.kinds.receipts import PATH as LOG
from coalition.problems import Place
from coalition.signing.receipts import is_prefix

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.changes import Change
    from coalition.campaign.model import Campaign
    from coalition.checks.changes.model import Proposed

_SIGNED = frozenset({"endorsement", "approval", "attestation", "key-change"})
_VERSION = re.compile(r"statements/[^/]+/v[1-9][0-9]{0,3}/[^/]+\.md")


@change_rule("answer-rewritten")
def answer_rewritten(_: Proposed, change: Change) -> Iterator[Refusal]:
    """What was signed or attested stays as it is for ever: nobody edits, moves or deletes it, not even the secretariat.

    Bad:  endorsements/v1/open-gate.txt edited, deleted, or renamed to open-gate.2.txt
    Good: a new answer beside it, endorsements/v1/open-gate.2.txt
    """
    path = change.origin or change.path
    if change.action == "added" or kind_of(path) not in _SIGNED:
        return
    whose = signer(path)
    of = f" of {whose}" if whose else ""
    said = {
        "removed": f"This signed file{of} is gone; before the proposal it stood here.",
        "moved": f"This signed file{of} was moved here from {path}.",
    }.get(change.action, f"This signed file{of} has other bytes.")
    hint = f"Put {path} back as it was: nobody may change or delete it. Whoever answers anew adds a file of its own."
    yield Refusal(said, hint)


@change_rule("frozen-text-rewritten")
def frozen_text_rewritten(proposed: Proposed, change: Change) -> Iterator[Refusal]:
    """A text that was frozen, or that anybody has answered, and its SHA256SUMS keep their bytes: nobody changes them.

    Bad:  a word in v1/en.md, and the new digest in v1/SHA256SUMS
    Good: both as they were, and the change in v2/en.md
    """
    path = change.origin or change.path
    if change.action == "added":
        return
    hint = f"Put {path} back as it was: nobody changes it. A change of the wording makes the next version."
    if SUMS.fullmatch(path) and not _only_grown(proposed, change, path):
        yield Refusal("The digests of a frozen text are not what they were.", hint)
    elif _VERSION.fullmatch(path):
        found = {*_settled(proposed.before, path), *_settled(proposed.main, path)}
        if found and (change.action != "changed" or proposed.after.digests.get(path) not in found):
            gone = {"removed": "is gone", "moved": f"was moved here from {path}"}
            yield Refusal(f"A text that was frozen or answered {gone.get(change.action, 'has other bytes')}.", hint)


def _only_grown(proposed: Proposed, change: Change, path: str) -> bool:
    before, after = (set(one.texts.get(path, "").splitlines()) for one in (proposed.before, proposed.after))
    return change.action == "changed" and before <= after


def _settled(campaign: Campaign, path: str) -> frozenset[str]:
    """The digests of that text which others hold on to: what froze it, and what was answered."""
    sums = {
        digest for _, digest, target in sums_of(campaign, f"{path.rpartition('/')[0]}/SHA256SUMS") if target == path
    }
    here = campaign.digests.get(path)
    _, statement, version, _ = path.split("/")
    answered = {
        answer.text_sha256
        for answer in campaign.of(Endorsement)
        if answer.text_sha256 == here and (answer.statement, f"v{answer.version}") == (statement, version)
    }
    return frozenset(sums | answered)


@change_rule("receipts-rewritten")
def receipts_rewritten(proposed: Proposed, change: Change) -> Iterator[Refusal]:
    """The receipt log only grows: every byte that the main branch has of it stands at its beginning.

    Bad:  a line of trust/receipts.log taken out, edited, or put above another
    Good: new lines below the last
    """
    if LOG not in {change.path, change.origin}:
        return
    now = proposed.after.content(LOG) if LOG in proposed.after.texts else b""
    for campaign in (proposed.before, proposed.main):
        known = campaign.content(LOG) if LOG in campaign.texts else b""
        if not is_prefix(known, now):
            at = next(
                (n for n, (a, b) in enumerate(zip(known, now, strict=False)) if a != b), min(len(known), len(now))
            )
            hint = "Restore the log of the main branch; it is only ever appended to, there, by the secretariat."
            place = Place(LOG, now[:at].count(b"\n") + 1)
            yield Refusal("The receipt log of the main branch is not at the beginning of this one.", hint, place)
            return
