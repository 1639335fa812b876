"""What was measured against what was asked, as lines on a terminal and as a page of the documentation."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One thing measured."""

    what: str
    reached: float
    unit: str = ""
    """Empty for a ratio."""
    limit: float | None = None
    """None: told for orientation, nothing was asked."""
    details: tuple[str, ...] = ()

    @property
    def met(self) -> bool:
        """Whether what was asked was reached."""
        return self.limit is None or self.reached <= self.limit

    @property
    def verdict(self) -> str:
        """In a word."""
        return "—" if self.limit is None else "yes" if self.met else "**no**"


def amount(value: float | None, unit: str) -> str:
    """A number with its unit, with as many digits as mean something."""
    if value is None:
        return "—"
    return f"{value:,.0f} {unit}" if unit == "MB" else f"{value:.2f}{' ' + unit if unit else ''}"


def line(figure: Figure) -> str:
    """For a terminal."""
    asked = f" (asked: at most {amount(figure.limit, figure.unit)})" if figure.limit is not None else ""
    mark = " " if figure.limit is None else "+" if figure.met else "-"
    more = "".join(f"\n      {detail}" for detail in figure.details)
    return f"  {mark} {figure.what}: {amount(figure.reached, figure.unit)}{asked}{more}"


def machine() -> str:
    """The machine in three words."""
    kilobytes = int(Path("/proc/meminfo").read_text().split()[1])
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores, {kilobytes / 1024 / 1024:.0f} GiB of memory, Python {platform.python_version()}"


def page(figures: tuple[Figure, ...], campaign: str) -> str:
    """docs/performance.md."""
    rows = [
        f"| {figure.what} | {amount(figure.limit, figure.unit)} | {amount(figure.reached, figure.unit)} | {figure.verdict} |"
        for figure in figures
    ]
    details = [f"- **{figure.what}.** {' '.join(figure.details)}" for figure in figures if figure.details]
    missed = [figure.what for figure in figures if not figure.met]
    summary = f"Not reached: {'; '.join(missed)}." if missed else "Everything that was asked was reached."
    return _PAGE.format(
        machine=machine(), campaign=campaign, rows="\n".join(rows), details="\n".join(details), summary=summary
    )


_PAGE = """\
# Performance

Written by `make bench`; write nothing here by hand. Numbers without a unit are ratios of two things measured in turns
in the same run on the same machine, so they mean about the same elsewhere. Seconds and megabytes are this machine's:
{machine}.

{campaign}

| Measured | Asked, at most | Reached | Met |
|:--|--:|--:|:--|
{rows}

{summary}

## What was measured, and how

{details}

`python -m bench --only NAME` measures one thing, `python -m bench --profile build` (or `check`) shows where the time
goes, and `python -m bench --quick` runs everything on a small campaign in seconds, to see that it runs.
"""
