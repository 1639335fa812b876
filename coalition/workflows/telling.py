"""How much a proposal changes in each text, for the report of it: the only word diff, on both sides of each change."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.campaign import consents, manuscripts
from coalition.kinds.chapter import Chapter
from coalition.kinds.page import ReportText
from coalition.kinds.record import Text
from coalition.prose.ast import document
from coalition.sources.git import Repository
from coalition.workflows.opening import open_cache

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.prose.compare import Side
    from coalition.prose.model import Manuscript
    from coalition.prose.pandoc import Pandoc
    from coalition.prose.redlined import Tally
    from coalition.standing.proposal import Proposal


def counted(folder: Path, proposal: Proposal) -> dict[str, Tally]:
    """`tallies` with what the campaign in a folder keeps of texts that it has read before."""
    from coalition.prose.pandoc import Pandoc

    return tallies(proposal, Pandoc(open_cache(folder, Repository.open(folder))))


def tallies(proposal: Proposal, pandoc: Pandoc) -> dict[str, Tally]:
    """By path of every text that the proposal adds or changes: how much differs in what its readers get.

    Mistakes in a text are not told here: `check` has told them.
    """
    from coalition.prose.compare import Side, compare

    pairs = {
        change.path: (change.before, change.after)
        for change in proposal.changes
        if change.action in {"added", "changed", "moved"} and isinstance(change.after, Text)
    }
    old = _sides(proposal.before, {before.path for before, _ in pairs.values() if isinstance(before, Text)}, pandoc)
    new = _sides(proposal.after, set(pairs), pandoc)
    nothing = Side(document([]))
    return {
        path: compare(old.get(before.path, nothing) if before else nothing, new[path]).tally
        for path, (before, _) in pairs.items()
        if path in new
    }


def _sides(campaign: Campaign, paths: set[str], pandoc: Pandoc) -> dict[str, Side]:
    """These texts, ready to be compared. Their citations stand as keys: what a key gives is no change of this text."""
    from coalition.prose.book import prepare
    from coalition.prose.compare import Side
    from coalition.prose.model import Bibliography
    from coalition.workflows.reading import labels

    found: dict[str, Side] = {}
    for texts in _manuscripts(campaign, paths):
        wanted = {text.id: text for text in texts if text.path in paths - found.keys()}
        made = prepare(tuple(wanted.values()), Bibliography(), pandoc=pandoc, labels=labels()).value
        found |= {wanted[section.id].path: Side(section.ast, section.id) for section in made.sections}
    return found


def _manuscripts(campaign: Campaign, paths: set[str]) -> Iterator[tuple[Manuscript, ...]]:
    """The texts of each language's report, which have the same ids, then all others."""
    texts = [text for model in (Chapter, ReportText) for text in campaign.of(model) if text.path in paths]
    for language in sorted({text.language for text in texts}):
        yield manuscripts.book(campaign, language, told=consents.written(campaign))
    if len(texts) < len(paths):
        yield manuscripts.apart(campaign)
