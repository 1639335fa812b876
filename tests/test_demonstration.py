"""The demonstration can be signed anew when its chapters are final, and then they are approved."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

from coalition.campaign.loading import load
from coalition.sources.cache import Cache
from coalition.sources.trees import DiskTree, in_scope
from coalition.workflows import verifying
from tools import demonstration

AT = datetime(2026, 11, 21, 10, tzinfo=UTC)


def test_the_demonstration_is_signed_anew_and_its_chapters_are_approved(tmp_path):
    for path in sorted(demonstration.ROOT.iterdir()):
        if in_scope(path.name):
            (shutil.copytree if path.is_dir() else shutil.copy)(path, tmp_path / path.name)
    before = verifying.standing(load(DiskTree(tmp_path)).value, AT, Cache(None))

    for _ in range(2):  # what it made itself it makes again
        demonstration.main(["--at", AT.isoformat()], tmp_path)
    after = verifying.standing(load(DiskTree(tmp_path)).value, AT, Cache(None))

    assert [(one.path, one.verdict) for one in after.answers] == [(one.path, one.verdict) for one in before.answers]
    assert after.of_statement("imrf-2026").totals == before.of_statement("imrf-2026").totals
    assert after.chapters
    assert all(chapter.approved for chapter in after.chapters.values())
    assert not list(Path(tmp_path).rglob("*.pub"))
