"""The reference campaign of the measurements: the same on every machine, and without a mistake."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))  # bench is no part of the installed library

from bench import campaign  # noqa: E402 -- found by the line above

SCRIPT = """\
import hashlib
from bench import campaign
print(hashlib.sha256(repr(sorted(campaign.files(campaign.SMALL).items())).encode()).hexdigest())
"""


@pytest.mark.parametrize("hash_seed", ["0", "1"])
def test_the_same_seed_gives_the_same_bytes_in_every_process(hash_seed):
    here = hashlib.sha256(repr(sorted(campaign.files(campaign.SMALL).items())).encode()).hexdigest()
    elsewhere = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, env={"PYTHONHASHSEED": hash_seed}, capture_output=True, check=True
    )
    assert elsewhere.stdout.decode().strip() == here


def test_another_seed_gives_another_campaign():
    first, second = campaign.files(campaign.SMALL, seed=1), campaign.files(campaign.SMALL, seed=2)
    assert first["members.yaml"] != second["members.yaml"]
    assert first["chapters/refugees/chapter.md"] != second["chapters/refugees/chapter.md"]


def test_the_reference_campaign_is_as_large_as_was_asked():
    found = campaign.files(campaign.REFERENCE)
    bodies = [body.decode().split("\n---\n", 1)[1] for path, body in found.items() if path.endswith("/chapter.md")]
    sources = b"".join(body for path, body in found.items() if path.endswith(".bib"))
    assert len(bodies) == 12
    assert sum(len(body.split()) for body in bodies) == pytest.approx(61_000, rel=0.02)
    assert all(body.count("@") >= 40 for body in bodies)
    assert sources.count(b"\n@") + sources.startswith(b"@") == 200
    assert found["members.yaml"].count(b"\n  - id: ") == 300
    assert sum(path.endswith("/statement.yaml") for path in found) == 10
    assert sum("/endorsements/v1/" in path for path in found) == 1000


@pytest.mark.parametrize("size", [campaign.SMALL, campaign.Size(members=600, statements=1)])
def test_nothing_is_wrong_with_the_campaign(size):
    assert _problems(campaign.files(size)) == ()


def test_nothing_is_wrong_with_the_registry_alone():
    assert _problems(campaign.registry_alone(1000)) == ()


def _problems(files):
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.cache import Cache
    from coalition.sources.trees import MemoryTree
    from coalition.workflows.check import examine_tree

    return examine_tree(MemoryTree(files), datetime(2026, 11, 5, tzinfo=UTC), Pandoc(Cache(None))).problems


@pytest.mark.slow
def test_the_bench_runs():
    done = subprocess.run(
        [sys.executable, "-m", "bench", "--quick"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Cold build of everything, against the bare tools by hand" in done.stdout
