"""Cost grows with the number of records and not faster: shown by counting work, without a clock."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = f"{ROOT / 'coalition'}/"
sys.path.insert(0, str(ROOT))  # bench is no part of the installed library

from bench import growing, scale, stages  # noqa: E402 -- found by the line above


def lines_run(work):
    """How many lines of our own code are run."""
    counted = Counter()

    def local(frame, event, argument):
        counted[event] += 1
        return local

    def watch(frame, event, argument):
        return local if frame.f_code.co_filename.startswith(OURS) else None

    before = sys.gettrace()
    sys.settrace(watch)
    try:
        work()
    finally:
        sys.settrace(before)
    return counted["line"]


def counts(files, folder):
    """Lines run by each stage that runs in this process alone."""
    for path, body in files.items():
        place = folder / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(body)
    made, found = {}, {}
    for name, stage in stages.prepared(folder, made):

        def run(name=name, stage=stage):
            made[name] = stage()

        found[name] = lines_run(run) if name not in {"prose", "views"} else run()
    return {name: count for name, count in found.items() if count}


@pytest.mark.slow
@pytest.mark.parametrize("family", growing.FAMILIES, ids=lambda family: family.name)
def test_no_stage_works_more_for_each_record_when_there_are_more(family, tmp_path):
    sizes = (family.quick[-1], 4 * family.quick[-1])
    empty = counts(family.files(family.empty), tmp_path / "empty")
    found = [counts(family.files(size), tmp_path / str(size)) for size in sizes]
    more = [size - family.empty for size in sizes]
    for stage in empty:
        extra = [each[stage] - empty[stage] for each in found]
        # What takes a few lines a record is no place where a square could hide.
        if extra[-1] > 10 * more[-1]:
            assert scale.exponent(more, extra) <= 1.1, (stage, extra)


def test_an_exponent_is_that_of_the_curve():
    sizes = (100, 1000, 10000)
    assert scale.exponent(sizes, [3 * size for size in sizes]) == pytest.approx(1)
    assert scale.exponent(sizes, [size**2 / 7 for size in sizes]) == pytest.approx(2)


def test_a_section_is_put_between_its_marks_and_nothing_else_is_touched():
    page = scale.with_section("# Performance\n\nBefore.\n", "One.")
    assert scale.section(page).strip() == "One."
    again = scale.with_section(page, "Two.")
    assert again.startswith("# Performance\n\nBefore.\n")
    assert "One." not in again
    assert scale.with_section("# Performance\n", "") == "# Performance\n"


@pytest.mark.slow
def test_the_bench_of_scale_runs():
    done = subprocess.run(
        [sys.executable, "-m", "bench.scale", "--once"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Registry of 50, 100, 200 members" in done.stdout
