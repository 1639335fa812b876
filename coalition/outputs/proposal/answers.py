"""What a proposal does with answers, approvals and what confirms them, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.kinds.answers import Approval, Attestation, Endorsement, KeyChange
from coalition.outputs.proposal.names import short
from coalition.standing.model import VALID, WAITING

if TYPE_CHECKING:
    from coalition.campaign.changes import Change
    from coalition.kinds.record import Record
    from coalition.outputs.proposal.names import Names

NOUNS = frozenset({"endorsement", "attestation", "approval", "key-change"})
"""Kinds that are told of here."""
_ANSWERS = {
    "endorse": "the endorsement of {text} by {member}",
    "decline": "the answer of {member} to {text}, which it declines",
    "abstain": "the abstention of {member} from {text}",
    "object": "the objection of {member} to {text}",
    "withdraw": "the withdrawal of {member} from {text}",
}
_STRENGTHS = {
    "signed": ", signed",
    "attested": ", confirmed by the secretariat",
    "announced": ", not yet confirmed",
}


def noun(change: Change, names: Names) -> str:
    """`the endorsement of "Safe work at sea" by Open Gate, signed`."""
    record = change.after or change.before
    said = _named(record, names)
    if said is None:
        return f"the file {short(change.path)}"
    return said if change.action == "removed" else f"{said}{_strength(change.path, names)}"


def _named(record: Record | None, names: Names) -> str | None:
    if isinstance(record, Endorsement):
        return _ANSWERS[record.action].format(
            text=names.statement(record.statement), member=names.member(record.member)
        )
    if isinstance(record, Approval):
        what = "approval of" if record.action == "approve" else "objection to"
        return f"the {what} the chapter {names.chapter(record.chapter)} by {names.member(record.member)}"
    if isinstance(record, Attestation):
        return f"the secretariat's confirmation of what {names.member(record.member)} answered"
    return f"a change of keys of {names.member(record.member)}" if isinstance(record, KeyChange) else None


def _strength(path: str, names: Names) -> str:
    """How it is proven; an answer that is not valid says so."""
    found = names.answers.get(path)
    if found is None:
        return ""
    return _STRENGTHS[found.strength] if found.verdict in VALID | WAITING else ", which is not valid"
