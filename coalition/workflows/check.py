"""Checking a campaign: everything that is wrong with it, and nothing published."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds.chapter import Chapter
from coalition.outputs.verdict import Verdict
from coalition.problems import Problem, Severity, suggest
from coalition.sources.git import Repository
from coalition.workflows.opening import open_cache, open_tree
from coalition.workflows.reading import Reading, held_back, prepared, read, report_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from coalition.campaign.model import Campaign
    from coalition.checks.registry import Rule
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.trees import Tree
    from coalition.standing.model import Standing


def check(folder: Path, *, instant: datetime, revision: str | None = None, paths: tuple[str, ...] = ()) -> Verdict:
    """Everything that is wrong at an instant, in the files on disk or in a commit.

    `paths` narrows what is told, never what is looked at. Raises CoalitionError when the tree cannot be read.
    """
    from coalition.prose.pandoc import Pandoc
    from coalition.workflows.editions.history import rewritten

    repository = Repository.open(folder)
    cache = open_cache(folder, repository)
    tree = open_tree(folder, revision)
    known = [entry.path for entry in tree.entries()]
    for path in paths:
        if path != "." and not any(name == path or name.startswith(f"{path}/") for name in known):
            hint = suggest(path, {*known, *_folders(known)}) or "Write the path of a file or folder of the campaign."
            raise CoalitionError(f'The campaign has no file or folder "{path}".', hint)
    found = examined(tree, instant, Pandoc(cache))
    lost = rewritten(repository, found.campaign, revision) if repository else ()
    return narrowed(verdict_of(replace(found, problems=tuple(sorted({*found.problems, *lost})))), paths)


def _folders(paths: list[str]) -> set[str]:
    return {path[:index] for path in paths for index, character in enumerate(path) if character == "/"}


def campaign_paths(folder: Path, standing: Path, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Paths as a person wrote them, from where they stand, as paths of the campaign.

    Raises CoalitionError for a path outside the campaign.
    """
    found = []
    for path in paths:
        whole = Path(os.path.normpath(standing / path))
        if not whole.is_relative_to(folder):
            raise CoalitionError(f"{path} is not in the campaign {folder}.", "Name files and folders of the campaign.")
        found.append(whole.relative_to(folder).as_posix())
    return tuple(found)


def examine_tree(tree: Tree, instant: datetime, pandoc: Pandoc) -> Verdict:
    """The verdict on a tree."""
    return verdict_of(examined(tree, instant, pandoc))


def examined(tree: Tree, instant: datetime, pandoc: Pandoc) -> Reading:
    """A tree with everything that is wrong with it: chapters as they are built, and again with the drafts."""
    whole = read(tree, instant, pandoc, drafts=True)
    built = _as_built(whole.campaign, whole.standing, pandoc)
    return replace(whole, problems=tuple(sorted({*whole.problems, *built})))


def wrong_in_texts(tree: Tree, campaign: Campaign, standing: Standing, pandoc: Pandoc) -> set[Problem]:
    """What a check finds in the texts, pictures and editions of a tree that was loaded, beside what rules find."""
    drafted = prepared(tree, campaign, standing, pandoc, drafts=True)
    held = held_back(tree, campaign, standing, pandoc)
    return {*drafted.problems, *held.problems, *_as_built(campaign, standing, pandoc)}


def _as_built(campaign: Campaign, standing: Standing, pandoc: Pandoc) -> tuple[Problem, ...]:
    """What is wrong with the report when it is built without the chapters that are no more than drafts."""
    if all(chapter.released for chapter in campaign.of(Chapter)):
        return ()
    return report_of(campaign, standing, pandoc, drafts=False).problems


def verdict_of(reading: Reading) -> Verdict:
    """A reading's problems with what describes them."""
    campaign = reading.campaign
    return Verdict(campaign.settings.campaign.id, reading.problems, len(campaign.entries), summaries())


def summaries() -> tuple[tuple[str, str], ...]:
    """By code, the sentence that states each rule."""
    from coalition.checks.registry import all_rules

    return tuple((rule.code, rule.summary) for rule in all_rules())


def narrowed(verdict: Verdict, paths: tuple[str, ...]) -> Verdict:
    """Only what is wrong in these files, or below these folders; all of it when none is named."""
    return replace(verdict, problems=tuple(_below(verdict.problems, paths))) if paths else verdict


def _below(problems: tuple[Problem, ...], wanted: tuple[str, ...]) -> Iterator[Problem]:
    for problem in problems:
        if any(path in {".", problem.place.path} or problem.place.path.startswith(f"{path}/") for path in wanted):
            yield problem


SPARING = frozenset({"testimony-withheld", "edition-held-back"})
"""Warnings that something is left out for somebody's sake."""


def sparing(verdict: Verdict) -> Verdict:
    """The verdict without warnings that something is left out for somebody's sake: what was published last still has it."""
    return replace(verdict, problems=tuple(one for one in verdict.problems if one.code not in SPARING))


def failed(verdict: Verdict, *, strict: bool) -> bool:
    """Whether the verdict ends with status 1, and keeps the campaign from being published."""
    return bool(verdict.count(Severity.ERROR)) or (strict and bool(verdict.problems))


def described(rule: Rule) -> str:
    """A rule's page of the manual."""
    bad = rule.bad.replace("\n", "\n        ")
    good = rule.good.replace("\n", "\n        ")
    return f"{rule.code} ({rule.severity})\n    {rule.summary}\n    Bad:  {bad}\n    Good: {good}"
