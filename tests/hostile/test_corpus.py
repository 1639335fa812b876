"""Every case of the corpus: what is refused is refused where it says, and nothing hostile comes out of any format.

Cases that touch different files are built together; when something is wrong with what was built, halves are built
until the guilty case has a name.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import building
import inspectors
import pytest
import stated

from coalition.errors import CoalitionError
from coalition.outputs.verdict import FORMATS, visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

CORPUS = stated.corpus()
GROUPS = stated.together(CORPUS)
ORDERS = {
    "text": FORMATS["text"],
    "github": FORMATS["github"],
    "markdown": FORMATS["markdown"],
    "json": FORMATS["json"],
}


@dataclass
class Built:
    """What came of building cases together."""

    wrong: dict[str, list[str]] = field(default_factory=dict)
    """By the name of the case, what may not be there."""
    words: Mapping[str, str] = field(default_factory=dict)
    """By published path, what its readers read."""


def build(group: tuple[stated.Stated, ...], folder: Path) -> Built:
    wrong, words = look(group, folder / "all")
    if not wrong:
        return Built({}, words)
    return Built(blame(group, wrong, folder), words)


def blame(group: tuple[stated.Stated, ...], wrong: list[str], folder: Path) -> dict[str, list[str]]:
    """Which of the cases it is: the halves in which it still happens, down to single ones."""
    if len(group) == 1:
        return {group[0].name: wrong}
    middle = len(group) // 2
    guilty: dict[str, list[str]] = {}
    for name, half in (("a", group[:middle]), ("b", group[middle:])):
        found, _ = look(half, folder / name)
        if found:
            guilty |= blame(half, found, folder / f"{name}-")
    return guilty or {one.name: wrong for one in group}


def look(group: tuple[stated.Stated, ...], folder: Path) -> tuple[list[str], dict[str, str]]:
    """What is wrong with the cases built together, and the words of what was built."""
    root = folder / "campaign"
    root.mkdir(parents=True)
    building.lay([one.case for one in group], root)
    try:
        output = building.build(root)
    except CoalitionError as error:
        return [f"could not be built: {error.message}"], {}
    found = [f"{each.path}: {each.what}" for each in inspectors.violations(output)]
    words: dict[str, str] = {}
    for path, content in inspectors.files(output):
        words[path] = inspectors.words(path, content)
        if building.SECRET in words[path] or building.SECRET.encode() in content:
            found.append(f"{path}: tells what stands in a file around the campaign")
    return found, words


def test_the_corpus_is_large_enough():
    assert len(CORPUS) >= 120


@pytest.mark.parametrize("case", CORPUS, ids=lambda case: case.name)
def test_a_case_is_refused_where_it_says(case: stated.Stated, tmp_path: Path):
    verdict = building.check(building.lay([case.case], tmp_path / "campaign"))

    found = {visible(f"{each.place} {each.code}") for each in verdict.problems}
    assert set(case.refused) <= found
    assert case.refused or not found
    assert all(problem.message and problem.hint for problem in verdict.problems)
    for name, write in ORDERS.items():
        assert list(inspectors.terminal(name, write(verdict))) == []


@pytest.mark.slow
@pytest.mark.parametrize("group", GROUPS, ids=lambda group: f"{len(group)} from {group[0].name} on")
def test_cases_are_harmless_in_every_output(group: tuple[stated.Stated, ...], tmp_path: Path):
    made = build(group, tmp_path)
    assert made.wrong == {}
    for case in group:
        for word, places in case.words:
            for place in places:
                files = [path for path in made.words if stated.PLACES[place].fullmatch(path)]
                assert any(word in made.words[path] for path in files), f"{case.name}: {word} is in none of {files}"
