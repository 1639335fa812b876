"""Checking a proposal: two revisions compared and judged, against the check of the same files alone."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from bench import campaign, growing, timing
from bench.figures import Figure
from bench.many import cpu
from bench.workshop import COALITION

if TYPE_CHECKING:
    from pathlib import Path

    from bench.workshop import Workshop

SIZE = (2500, 20, 350)
"""Members, statements, and endorsements of each: 7,000 files."""
QUICK = (60, 2, 20)
ANSWERS = "statements/review-1/endorsements/v1"


def proposals(workshop: Workshop) -> tuple[Figure, ...]:
    """`check --base --head` against plain `check`, with an empty cache and with what the run before left in it."""
    members, statements, answers = QUICK if workshop.runs == 1 else SIZE
    folder = workshop.folder / "proposals"
    files = growing.whole_site(members, 0, statements, answers)
    campaign.write(folder, files)
    actor = _propose(folder, files)
    plain = workshop.check(folder)
    proposed: list[str | Path] = [
        *(COALITION, "-C", folder, "check", "--base", "HEAD~1", "--head", "HEAD", "--actor", actor),
    ]
    timing.output(proposed)  # so that every module is compiled
    cold, alone = timing.alternating(
        workshop.runs, partial(_cold, workshop, folder, proposed), partial(_cold, workshop, folder, plain)
    )
    again, before = timing.alternating(workshop.runs, partial(_cpu, proposed), partial(_cpu, plain))
    what = f"a proposal to {members:,} members and {statements * answers:,} endorsement files"
    return (
        Figure(
            f"Check of {what}, against the plain check, CPU",
            cold / alone,
            limit=1.5,
            details=(
                (
                    f"`coalition check --base --head` with an empty cache, of one commit by a member that changes its entry in "
                    f"`members.yaml` and adds its answer: {cold:.2f} s; `coalition check` of the same files: {alone:.2f} s. "
                    f"User and system time of every process; medians of {workshop.runs}, in turns."
                ),
            ),
        ),
        Figure(
            "The same when both were checked before, CPU",
            again / before,
            details=(f"{again:.2f} s against {before:.2f} s.",),
        ),
    )


def _cold(workshop: Workshop, folder: Path, command: list[str | Path]) -> float:
    workshop.forget(folder)
    return _cpu(command)


def _cpu(command: list[str | Path]) -> float:
    """Seconds of the processor, which another program on the machine does not lengthen as it does those of a clock."""
    return cpu(lambda: timing.output(command))


def _propose(folder: Path, files: dict[str, bytes]) -> str:
    """Commit what a member proposes that has not answered yet; its id."""
    answered = {path.removeprefix(f"{ANSWERS}/").removesuffix(".txt") for path in files if path.startswith(ANSWERS)}
    model = files[f"{ANSWERS}/{min(answered)}.txt"].decode()
    registry = files["members.yaml"].decode()
    entries = re.split(r"(?m)^(?=  - id: )", registry)
    able = (entry for entry in entries if "unnamed" not in entry and re.search(r"status: active, on: 20(19|2)", entry))
    entry = next(
        one
        for one in able
        if one[8:].split("\n", 1)[0] not in answered and not re.search("lapsed|withdrawn|dissolved", one)
    )
    actor = entry[8:].split("\n", 1)[0]
    site = f"https://{actor}.example"
    (folder / "members.yaml").write_text(registry.replace(f"{site}\n", f"{site}/en\n"))
    (folder / f"{ANSWERS}/{actor}.txt").write_text(model.replace(f"member: {min(answered)}\n", f"member: {actor}\n"))
    campaign.commit(folder, "An answer")
    return actor
