"""Rules over texts, sources and everything else: whose it is, and what is the secretariat's alone."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from coalition.campaign.belonging import belonging, signer
from coalition.campaign.works import SHARED
from coalition.checks.changes.model import Refusal, change_rule
from coalition.checks.changes.words import back, done, who
from coalition.kinds.answers import Approval, Endorsement, KeyChange
from coalition.parsing.text import shorten
from coalition.sources.entries import in_scope

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.changes import Change
    from coalition.checks.changes.model import Proposed

_PROTECTED = re.compile(r"(coalition\.yaml|mkdocs\.yml|\.gitattributes)|(trust|editions|styles)/.*", re.DOTALL)
_SIGNED = re.compile(r"(statements/[^/]+/endorsements|chapters/[^/]+/approvals|trust/keys)/.*", re.DOTALL)


@change_rule("others-answer")
def others_answer(proposed: Proposed, change: Change) -> Iterator[Refusal]:
    """Members answer, approve and change keys in their own name alone; only the secretariat enters what others sent it.

    Bad:  endorsements/v1/delta-women.txt, or its signature, in a proposal by open-gate
    Good: endorsements/v1/open-gate.txt
    """
    if proposed.actor.is_secretariat or not _SIGNED.fullmatch(change.path):
        return
    record = change.after
    mine = proposed.owns(change) and bool(signer(change.path))
    names = record.member if isinstance(record, Endorsement | Approval | KeyChange) else proposed.actor.id
    if not mine:
        hint = f"Take it out; your own files are called {proposed.actor.id}.txt. {who(proposed, change.owners)}"
        yield Refusal("This is not a file in your name.", hint)
    elif names != proposed.actor.id and record is not None:
        hint = f"Write member: {proposed.actor.id}, or take the file out. {who(proposed, ())}"
        yield Refusal(f'This speaks for "{names}".', hint, record.place("member"))


@change_rule("protected-file")
def protected_file(proposed: Proposed, change: Change) -> Iterator[Refusal]:
    """What holds the campaign together is the secretariat's: coalition.yaml, mkdocs.yml, trust/, editions/, styles/, and
    everything that is no part of the campaign, such as the files of the CI, CODEOWNERS, and code.

    Bad:  a member's proposal that changes .github/workflows/check.yml, or adds a file beside the campaign's folders
    Good: the same proposed by the secretariat
    """  # noqa: D205 -- the summary of the catalogue is the whole paragraph
    if proposed.actor.is_secretariat or (proposed.owns(change) and signer(change.path)):
        return
    for path in filter(None, (change.path, change.origin)):
        if _PROTECTED.fullmatch(path) or not in_scope(path):
            part = "" if in_scope(path) else ", which is no part of the campaign,"
            said = done(change, f"{path}{part}" if path == change.path else f"{change.path} ({path}{part})")
            yield Refusal(said, back(proposed, change))
            return


@change_rule("shared-source-rewritten")
def shared_source_rewritten(proposed: Proposed, change: Change) -> Iterator[Refusal]:
    """To the sources that chapters share everybody adds, and nobody but the secretariat takes out, alters or reorders one.

    Bad:  the year of a source that stands in references.bib
    Good: another source below it; one that is wrong is reported to the secretariat
    """
    if change.path == SHARED and change.kind == "source" and not proposed.actor.is_secretariat:
        what = f'The source "{shorten(change.id)}"' if change.id != SHARED else "The list of shared sources"
        if change.action != "added":
            yield Refusal(done(change, what), back(proposed, change))


@change_rule("others-text")
def others_text(proposed: Proposed, change: Change) -> Iterator[Refusal]:
    """A member changes the chapters that it leads or contributes to, its own practices, and the statements that it drafts
    while they are drafts; all other texts belong to others, or to the secretariat.

    Bad:  a word in chapters/poverty/chapter.md, which open-gate neither leads nor contributes to
    Good: a comment to its lead, or a proposal by the lead
    """  # noqa: D205 -- likewise
    if proposed.actor.is_secretariat or change.kind == "member":
        return
    before = belonging(proposed.main, change.origin).owners if change.origin else change.owners
    if proposed.owns(change) and proposed.actor.id in before:
        return
    if change.path == SHARED and change.kind == "source":
        return
    what = f"The file {change.path}"
    whose = replace(change, owners=before)  # of what was moved: those whose it was
    yield Refusal(done(change, what), f"{back(proposed, whose)}{_state(proposed, change)}")


def _state(proposed: Proposed, change: Change) -> str:
    """Why even who drafts a statement may not change it."""
    statement = proposed.main.statements.get(change.id) if change.path.startswith("statements/") else None
    if statement is not None and proposed.actor.id in statement.drafters and not change.owners:
        return f" The statement is {statement.status}, and no draft any more."
    return ""
