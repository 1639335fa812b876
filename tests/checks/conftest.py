from __future__ import annotations

from datetime import UTC, datetime

import cases
import pytest

from coalition.campaign.loading import load
from coalition.checks.registry import examine
from coalition.sources.trees import MemoryTree
from coalition.standing import computing

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
GOOD = {str(path.relative_to(cases.BASE)): path.read_bytes() for path in cases.BASE.rglob("*") if path.is_file()}


@pytest.fixture
def found():
    """What the rules find in the good campaign with these files instead or besides: `place code`, sorted."""

    def run(changes: dict[str, str | bytes | None], *codes: str) -> list[str]:
        files = {path: content for path, content in {**GOOD, **changes}.items() if content is not None}
        loaded = load(MemoryTree(files))
        problems = examine(loaded.value, computing.compute(loaded.value, NOW))
        return [f"{problem.place} {problem.code}" for problem in problems if not codes or problem.code in codes]

    return run


@pytest.fixture
def good():
    """A text of the good campaign, to be changed."""
    return lambda path: GOOD[path].decode()
