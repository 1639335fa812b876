"""Files in which several things stand, such as the glossary: what became of each of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coalition.kinds import KINDS
from coalition.kinds.source import KIND as SOURCE
from coalition.kinds.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coalition.campaign.changes import Change
    from coalition.campaign.model import Campaign
    from coalition.kinds.record import Record
    from coalition.standing.proposal import Proposal

_TOLD_APART = frozenset({"members.yaml", "references.bib"})
"""Files whose entries are compared one by one already, unless the whole file comes or goes."""
_MODELS: Mapping[str, type[Record]] = {
    kind.name: kind.model for kind in (*KINDS, SOURCE) if kind.list_key or kind is SOURCE
}


def entries(change: Change, proposal: Proposal) -> Iterator[Change]:
    """The change of a file as changes of the things in it; itself where it is no such file, or none of them differs."""
    model = _MODELS.get(change.kind)
    path = change.origin or change.path
    is_told = path in _TOLD_APART and not (change.id == path and change.action in {"added", "removed"})
    if model is None or is_told or path.startswith("members/") or change.action == "reordered":
        yield change
        return
    old, new = _named(proposal.before, model, path), _named(proposal.after, model, change.path)
    found = False
    for name in sorted({*old, *new}):
        before, after = old.get(name), new.get(name)
        if before is None or after is None or _said(before) != _said(after):
            found = True
            action = "added" if before is None else "removed" if after is None else "changed"
            one = replace(change, id=name[0], before=before, after=after, was=None, now=None, fields=(), origin="")
            yield replace(one, action=action)  # type: ignore[arg-type]  # each is an Action
    if not found:
        yield change


def _named(campaign: Campaign, model: type[Record], path: str) -> dict[tuple[str, ...], Record]:
    """What stands in a file, by what tells one from another; the first part is what people call it."""
    return {_name(record): record for record in campaign.of(model) if record.path == path}


def _name(record: Record) -> tuple[str, ...]:
    values = record.__dict__
    if "recommendation" in values:
        return (values["recommendation"], values["sender"], str(values["on"]))
    return (str(values.get("id") or values.get("key")),)


def _said(record: Record) -> object:
    return (record.__dict__, record.entry.digest if isinstance(record, Source) else "")
