"""How cost grows with the number of records: CPU time and memory of each stage, and the exponent fitted to them.

`python -m bench.scale` measures, prints, and writes its section of docs/performance.md.
"""

from __future__ import annotations

import json
import math
import re
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import linear_regression, median
from typing import TYPE_CHECKING

from bench import growing, timing
from bench.figures import Figure
from bench.stages import STAGES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bench.growing import Family
    from bench.workshop import Workshop

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/performance.md"
EXPONENT = 1.05
"""What was asked, at most."""
LEAST_CPU = 0.02
"""Seconds: a stage that takes less at the middle size is too quick to fit a curve to."""
LEAST_MEMORY = 8_000_000
"""Bytes, likewise."""
SECTION = ("<!-- scale: written by python -m bench.scale -->\n", "<!-- /scale -->\n")


@dataclass(frozen=True, slots=True)
class Growth:
    """What one stage cost at each size of a family, beyond what it costs for almost nothing."""

    family: Family
    stage: str
    sizes: tuple[int, ...]
    seconds: tuple[float, ...]
    memory: tuple[int, ...]
    """Bytes that the process held at most when the stage ended: all stages before it included."""

    @property
    def more(self) -> tuple[int, ...]:
        """How many records more than in the almost empty campaign: it is their cost that is known."""
        return tuple(size - self.family.empty for size in self.sizes)

    @property
    def cpu_exponent(self) -> float | None:
        """Of CPU time; None when it is too little to tell."""
        return exponent(self.more, self.seconds) if self.seconds[len(self.seconds) // 2] >= LEAST_CPU else None

    @property
    def memory_exponent(self) -> float | None:
        """Of memory; None when it is too little to tell."""
        return exponent(self.more, self.memory) if self.memory[len(self.memory) // 2] >= LEAST_MEMORY else None


def exponent(sizes: Sequence[int], costs: Sequence[float]) -> float:
    """The slope of a line through logarithms, by least squares: 1 where cost is proportional to size."""
    points = [(math.log(size), math.log(cost)) for size, cost in zip(sizes, costs, strict=True) if cost > 0]
    return linear_regression(*zip(*points, strict=True)).slope


def measure(family: Family, folder: Path, sizes: tuple[int, ...], runs: int) -> tuple[Growth, ...]:
    """Every stage of a family, each size in processes of its own; medians of several runs."""
    empty = _costs(family, folder, family.empty, runs)
    found = [_costs(family, folder, size, runs) for size in sizes]
    return tuple(
        Growth(
            family,
            stage,
            sizes,
            tuple(costs[stage][0] - empty[stage][0] for costs in found),
            tuple(int(costs[stage][1] - empty[stage][1]) for costs in found),
        )
        for stage in STAGES
    )


def _costs(family: Family, folder: Path, size: int, runs: int) -> Mapping[str, tuple[float, float]]:
    campaign = _written(folder / f"{family.name}-{size}", family.files(size))
    first = _written(folder / "first", growing.of_members(1))
    command = [sys.executable, "-m", "bench.stages", campaign, first]
    taken = [json.loads(timing.output(command, folder=ROOT)) for _ in range(runs)]
    return {stage: (median(t[stage][0] for t in taken), median(t[stage][1] for t in taken)) for stage in STAGES}


def _written(target: Path, files: Mapping[str, bytes]) -> Path:
    for path, body in files.items():
        place = target / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(body)
    return target


def scale(workshop: Workshop) -> tuple[Figure, ...]:
    """The exponents of every family, CPU time and memory: the worst stage of each."""
    quick = workshop.runs == 1
    figures: list[Figure] = []
    for family in growing.FAMILIES:
        grown = measure(
            family, workshop.folder / "scale", family.quick if quick else family.sizes, 1 if quick else workshop.runs
        )
        figures += _figures(family, grown)
        if not quick:
            _write(family, grown)
    return tuple(figures)


def _figures(family: Family, grown: tuple[Growth, ...]) -> list[Figure]:
    """One figure for CPU time and one for memory: the largest exponent of all stages."""
    sizes = ", ".join(f"{size:,}" for size in grown[0].sizes)
    found = []
    for what, name in (("CPU time", "cpu_exponent"), ("Memory", "memory_exponent")):
        known = {growth.stage: value for growth in grown if (value := getattr(growth, name)) is not None}
        details = ", ".join(f"{stage} {value:.2f}" for stage, value in known.items())
        found.append(
            Figure(
                f"{family.name} of {sizes} {family.record}s: exponent of {what.lower()}, worst stage",
                max(known.values(), default=0.0),
                limit=EXPONENT,
                details=(
                    f"{what}, beyond that of {family.empty} {family.record}s: {details or 'too little to tell'}.",
                ),
            )
        )
    return found


def table(family: Family, grown: tuple[Growth, ...]) -> str:
    """What every stage costs a record, at each size, as Markdown."""
    sizes = grown[0].sizes
    head = " | ".join(f"{size:,}" for size in sizes)
    rows = [
        f"| {growth.stage} | {_each(growth.seconds, growth.more, 1e6, 0)} | {_shown(growth.cpu_exponent)} "
        f"| {_each(growth.memory, growth.more, 1e-3, 1)} | {_shown(growth.memory_exponent)} |"
        for growth in grown
    ]
    line = f"|:--|{'--:|' * (2 * len(sizes) + 2)}"
    unit = f"each {family.record}"
    return "\n".join(
        [
            f"**{family.name}**: microseconds of CPU for {unit}, then the most kilobytes held until then for {unit}.",
            "",
            f"| Stage | {head} | Exponent | {head} | Exponent |",
            line,
            *rows,
        ]
    )


def _each(costs: Sequence[float], sizes: Sequence[int], unit: float, digits: int) -> str:
    return " | ".join(f"{cost * unit / size:,.{digits}f}" for cost, size in zip(costs, sizes, strict=True))


def _shown(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"


def _write(family: Family, grown: tuple[Growth, ...]) -> None:
    """Put the family's table into our section of the page; everything else there stays."""
    page = PAGE.read_text() if PAGE.exists() else "# Performance\n"
    old = section(page)
    mark = f"<!-- {family.name} -->\n"
    own = f"{mark}{table(family, grown)}\n\n"
    body = re.sub(rf"{re.escape(mark)}.*?(?=<!-- |\Z)", "", old or _HEAD, flags=re.DOTALL) + own
    PAGE.write_text(with_section(page, body))


def section(page: str) -> str:
    """What stands between our marks; empty when they are not there."""
    return page.partition(SECTION[0])[2].partition(SECTION[1])[0]


def with_section(page: str, body: str) -> str:
    """The page with that between our marks, at its end when it had none."""
    before, _, rest = page.partition(SECTION[0])
    after = rest.partition(SECTION[1])[2]
    return f"{before.rstrip()}\n\n{SECTION[0]}{body.rstrip()}\n\n{SECTION[1]}{after}" if body else page


_HEAD = f"""\
## How cost grows

Campaigns in growing sizes, each run through every stage in a process of its own, in which a campaign of one member
went through them before: what is loaded once is no cost of a record. Time is CPU time, user and system, child
processes too. What an almost empty campaign costs is taken off; the exponent is the slope of a line through the
logarithms, by least squares. `check` is load, standing, rules and prose; the site's views, pages and data follow. What
the site's generator does is not in it. Asked: at most {EXPONENT}.

"""


def main() -> None:
    """Measure and write."""
    from bench import campaign
    from bench.figures import line
    from bench.workshop import Workshop

    with tempfile.TemporaryDirectory(prefix="coalition-scale-") as folder:
        workshop = Workshop(Path(folder), campaign.SMALL, 10, 1 if "--once" in sys.argv else 3)
        print("\n".join(map(line, scale(workshop))))


if __name__ == "__main__":
    main()
