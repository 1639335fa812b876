"""Checking a campaign: everything that is wrong with it, and nothing published."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coalition.kinds.chapter import Chapter
from coalition.outputs.verdict import Verdict
from coalition.problems import Problem, Severity
from coalition.sources.git import Repository
from coalition.workflows.opening import open_cache, open_tree
from coalition.workflows.reading import Reading, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from coalition.checks.registry import Rule
    from coalition.sources.trees import Tree


def check(folder: Path, *, instant: datetime, revision: str | None = None, paths: tuple[str, ...] = ()) -> Verdict:
    """Everything that is wrong at an instant, in the files on disk or in a commit.

    `paths` narrows what is told, never what is looked at. Raises CoalitionError when the tree cannot be read.
    """
    from coalition.prose.pandoc import Pandoc

    cache = open_cache(folder, Repository.open(folder))
    return narrowed(examine_tree(open_tree(folder, revision), instant, Pandoc(cache)), paths)


def examine_tree(tree: Tree, instant: datetime, pandoc: object) -> Verdict:
    """The verdict on a tree: chapters as they are built, and again with the drafts."""
    whole = read(tree, instant, pandoc, drafts=True)  # type: ignore[arg-type]  # tests give a stand-in
    problems = set(whole.problems)
    if any(not chapter.released for chapter in whole.campaign.of(Chapter)):
        problems |= set(read(tree, instant, pandoc).problems)  # type: ignore[arg-type]  # likewise
    return verdict_of(replace(whole, problems=tuple(sorted(problems))))


def verdict_of(reading: Reading) -> Verdict:
    """A reading's problems with what describes them."""
    from coalition.checks.registry import all_rules

    summaries = tuple((rule.code, rule.summary) for rule in all_rules())
    return Verdict(reading.campaign.settings.campaign.id, reading.problems, len(reading.campaign.entries), summaries)


def narrowed(verdict: Verdict, paths: tuple[str, ...]) -> Verdict:
    """Only what is wrong in these files, or below these folders; all of it when none is named."""
    wanted = tuple(path.strip("/").removeprefix("./") for path in paths)
    return replace(verdict, problems=tuple(_below(verdict.problems, wanted))) if wanted else verdict


def _below(problems: tuple[Problem, ...], wanted: tuple[str, ...]) -> Iterator[Problem]:
    for problem in problems:
        if any(
            path in ("", ".") or problem.place.path == path or problem.place.path.startswith(path + "/")
            for path in wanted
        ):
            yield problem


def failed(verdict: Verdict, *, strict: bool) -> bool:
    """Whether the verdict ends with status 1."""
    return bool(verdict.count(Severity.ERROR)) or (strict and bool(verdict.problems))


def described(rule: Rule) -> str:
    """A rule's page of the manual."""
    bad = rule.bad.replace("\n", "\n        ")
    good = rule.good.replace("\n", "\n        ")
    return f"{rule.code} ({rule.severity})\n    {rule.summary}\n    Bad:  {bad}\n    Good: {good}"
