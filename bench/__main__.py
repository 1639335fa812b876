"""`python -m bench`: measure, print, and write docs/performance.md."""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from bench import campaign, figures, scale
from bench.measures import MEASURES
from bench.timing import Failed
from bench.workshop import Workshop

PAGE = Path(__file__).resolve().parent.parent / "docs/performance.md"


def main() -> int:
    """0 when everything could be measured, whether what was asked is reached or not; 3 when something failed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a small campaign, once: does the bench run at all?")
    parser.add_argument(
        "--only", action="append", choices=tuple(MEASURES), help="measure only this; may be given again"
    )
    parser.add_argument("--profile", choices=("build", "check", "registry"), help="show where the time goes instead")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="work in this new folder, and leave it there")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="coalition-bench-") as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        size, registry, runs = (campaign.SMALL, 200, 1) if options.quick else (campaign.REFERENCE, 5000, 3)
        workshop = Workshop(folder, size, registry, runs)
        if options.profile:
            from bench.profiling import profile

            profile(workshop, options.profile)
            return 0
        return measure(workshop, options.only or list(MEASURES), write=not (options.quick or options.only))


def measure(workshop: Workshop, names: list[str], *, write: bool) -> int:
    """Measure, print as it goes, and write the page when everything was measured."""
    print(f"{figures.machine()}\n{described(workshop.size)}", flush=True)
    found: list[figures.Figure] = []
    failed = False
    for name in names:
        print(f"\n{name}", flush=True)
        try:
            reached = MEASURES[name](workshop)
        except Failed as failure:
            print(f"  ! {failure}", file=sys.stderr, flush=True)
            failed = True
            continue
        found += reached
        print("\n".join(map(figures.line, reached)), flush=True)
    if write and not failed:
        kept = scale.section(PAGE.read_text()) if PAGE.exists() else ""
        PAGE.write_text(scale.with_section(figures.page(tuple(found), described(workshop.size)), kept))
        print(f"\nWrote {PAGE}")
    return 3 if failed else 0


def described(size: campaign.Size) -> str:
    """The campaign in a sentence."""
    return (
        f"The campaign is made by `bench/campaign.py` from a seed: {size.chapters} chapters with {size.words:,} words, "
        f"{size.sources} sources, {size.members} members, {size.statements} statements with {size.answers} endorsement "
        "files each, one language."
    )


if __name__ == "__main__":
    sys.exit(main())
