"""What is known of consents beside the content that is read: a value without anything that takes long to load."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from coalition.kinds.consent import ConsentRecord


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is known of consents beside the tree that is read."""

    newest: tuple[ConsentRecord, ...] = ()
    """Records newer than those of the tree, where it is not the newest state of the campaign."""
    today: date | None = None
    """The day on which they have to hold, beside that of the content; None: that day alone."""


NOTHING = Agreed()
"""The tree that is read is the newest, and its own day counts."""
