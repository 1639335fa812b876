"""Where the time of a command goes."""

from __future__ import annotations

import pstats
import sys

from bench import timing
from bench.workshop import COALITION, Workshop

LINES = 45


def profile(workshop: Workshop, name: str) -> None:
    """Print the functions of a cold `check` or `build` (or of a check of the registry) in which time is spent.

    What threads and child processes do shows as waiting.
    """
    folder = workshop.registry_alone if name == "registry" else workshop.repository
    order = "build" if name == "build" else "check"
    kept = workshop.folder / "profile"
    workshop.forget(folder)
    timing.output([sys.executable, "-m", "cProfile", "-o", kept, COALITION, "-C", folder, order])
    for key in ("cumulative", "tottime"):
        pstats.Stats(str(kept), stream=sys.stdout).sort_stats(key).print_stats(LINES)
