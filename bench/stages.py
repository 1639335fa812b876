"""What a measured process does: one campaign through every stage, and what each stage cost in it.

`python -m bench.stages FOLDER FIRST` prints a line of JSON: for each stage the CPU seconds (user and system, child
processes too) and the most memory that the process had held when the stage ended, in bytes. FIRST, the least campaign
that there is, goes through every stage before: what is loaded and compiled once, whatever the size, is no cost of a
record, and memory that it took is not hidden in what earlier stages gave back.
"""

from __future__ import annotations

import gc
import json
import resource
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coalition.problems import Problem

INSTANT = datetime(2026, 11, 5, tzinfo=UTC)
STAGES = ("load", "standing", "rules", "prose", "views", "pages", "data")
"""In the order in which they are run. `check` is load, standing, rules and prose; `site` the last three."""


def main(folder: Path, first: Path) -> None:
    """Run every stage and print what each cost."""
    measured(first)
    print(json.dumps(measured(folder)))


def measured(folder: Path) -> dict[str, tuple[float, int]]:
    """What each stage costs, run one after another."""
    found: dict[str, tuple[float, int]] = {}
    made: dict[str, Any] = {}
    for name, stage in prepared(folder, made):
        before = cpu()
        made[name] = stage()
        found[name] = (cpu() - before, most_memory())
    return found


def cpu() -> float:
    """CPU seconds of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def most_memory() -> int:
    """The most bytes that this process has held: not `ru_maxrss`, which begins at what its parent had held."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:"))


def prepared(folder: Path, made: dict[str, Any]) -> list[tuple[str, Callable[[], Any]]]:
    """The stages, their modules imported; each finds in `made` what those before it made."""
    from coalition.checks.registry import all_rules, examine
    from coalition.cli.main import COLLECTION
    from coalition.outputs import data
    from coalition.outputs.site import pages
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.cache import Cache
    from coalition.sources.trees import DiskTree
    from coalition.standing import computing
    from coalition.workflows import making, reading, reporting

    gc.set_threshold(*COLLECTION)  # as the command does
    all_rules()
    tree, pandoc = DiskTree(folder), Pandoc(Cache(None))

    def rules() -> Any:
        problems = examine(made["load"].value, made["standing"])
        no_errors((*made["load"].problems, *problems))
        return problems

    def prose() -> Any:
        found = reading.prepared(tree, made["load"].value, made["standing"], pandoc)
        no_errors(found.problems)
        return found

    def views() -> Any:
        """What the pages show, from what was prepared before."""
        workshop = making.Workshop(
            reading=made["prose"],
            pandoc=pandoc,
            instant=INSTANT,
            commit="",
            draft=False,
            drafts=False,
            history={},
            languages=("en",),
        )
        return making.site_view(workshop, "en", reporting.offer({}))

    return [
        ("load", lambda: reading.settled(tree)),
        ("standing", lambda: computing.compute(made["load"].value, INSTANT)),
        ("rules", rules),
        ("prose", prose),
        ("views", views),
        ("pages", lambda: pages.write(made["views"])),
        ("data", lambda: data.files(made["views"], "campaign.example")),
    ]


def no_errors(problems: Iterable[Problem]) -> None:
    """What is measured is a sound campaign. Among thousands of organisations some names are nearly alike: warnings."""
    errors = [problem for problem in problems if problem.severity == "error"]
    assert not errors, errors[:5]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
