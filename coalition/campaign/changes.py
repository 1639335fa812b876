"""What a proposal changes in a campaign, as values: who proposes it, and each thing that it touches.

A *proposal* is a range of commits that somebody would like to see on the main branch; most hosts call it a pull request.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from coalition.kinds.member import Member
    from coalition.kinds.record import Record
    from coalition.parsing.yaml import Value
    from coalition.problems import Place

Action = Literal["added", "changed", "removed", "moved", "reordered"]
COMMENTS = "#"
"""Among the fields of a change: comments that stood with the thing are gone."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who proposes, as the main branch knows it: nothing that the proposal says of itself is heard."""

    member: Member | None = None
    """None: nobody that the main branch knows."""
    is_secretariat: bool = False

    @property
    def id(self) -> str:
        """The member's id; empty for somebody unknown."""
        return self.member.id if self.member else ""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is not what it was.

    Laws: a thing has one change at most; what only looks different (layout, quotation marks, the order of keys) has
    none, unless somebody's signature holds on to its bytes.
    """

    kind: str
    """The name of its kind, as in `coalition schema NAME`; `file` for a file that no kind claims."""
    id: str
    """Of the thing among those of its kind: a member's, statement's, chapter's or practice's id, the key of a source;
    else its path."""
    action: Action
    path: str
    """The file in which it stands; for what was removed, in which it stood."""
    place: Place
    """In that file; of what was removed, where it stood before the proposal."""
    owners: tuple[str, ...] = ()
    """Ids of the members to whom it belongs on the main branch, sorted; empty: the secretariat alone changes it."""
    before: Record | None = None
    """What it was, if it was there and could be read as a record."""
    after: Record | None = None
    was: Value = None
    """The values of an entry or of front matter as they were written, also where they make no record."""
    now: Value = None
    fields: tuple[str, ...] = ()
    """Of what has values: the names of those that differ, sorted; `text` where the text below them does; `#` where
    comments were dropped. Of an order: the ids or keys that stand elsewhere."""
    origin: str = ""
    """Of what was moved: the file in which it stood."""

    @property
    def is_of_before(self) -> bool:
        """Whether the place is one of the campaign before the proposal."""
        return self.action == "removed"
