"""How changes are told: what was done to a thing, whose it is, and who may do it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.campaign.changes import COMMENTS
from coalition.campaign.comparing import TEXT
from coalition.parsing.text import shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coalition.campaign.changes import Change
    from coalition.checks.changes.model import Proposed

_MOST = 3


def some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - _MOST
    shown = ", ".join(f'"{shorten(name)}"' for name in names[:_MOST])
    return f"{shown} and {more} more" if more > 0 else shown


def done(change: Change, what: str) -> str:
    """What was done to a thing, in a sentence that begins with its name."""
    match change.action:
        case "added":
            return f"{what} is new."
        case "removed":
            return f"{what} is gone; before the proposal it stood here."
        case "moved":
            return f"{what} was moved here from {change.origin}."
        case "reordered":
            return f"{what} stands in another order: {some(change.fields)}."
        case "changed":
            return f"{what} {_differs(change)}."


def _differs(change: Change) -> str:
    named = [name for name in change.fields if name not in {COMMENTS, TEXT}]
    parts = [f"another {', '.join(map(shorten, named[:6]))}"] if named else []
    parts += ["another text"] if TEXT in change.fields else []
    parts += ["lost its comments"] if COMMENTS in change.fields else []
    if not parts:
        return "is not what it was"
    return " and ".join(part if part.startswith("lost") else f"has {part}" for part in parts)


def who(proposed: Proposed, owners: Sequence[str]) -> str:
    """Who may do it: its owners and the secretariat."""
    names = [name for name in owners if name != proposed.secretariat]
    return f"Only {' or '.join((*names, f'the secretariat ({proposed.secretariat})'))} does that."


def back(proposed: Proposed, change: Change) -> str:
    """The cure: as it was, and who may change it."""
    cure = {
        "added": "Take it out of the proposal.",
        "removed": "Put it back as it was.",
        "moved": "Put it back where it was.",
        "reordered": "Restore the order; what is new may stand anywhere.",
        "changed": "Restore it as it was.",
    }
    return f"{cure[change.action]} {who(proposed, [one for one in change.owners if one != proposed.actor.id])}"
