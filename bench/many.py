"""A site of very many pages, against what bare mkdocs-material takes for as many pages with the same HTML."""

from __future__ import annotations

import re
import resource
import shutil
import sys
from functools import partial
from typing import TYPE_CHECKING

from bench import campaign, growing, timing
from bench.figures import Figure
from bench.workshop import COALITION

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from bench.workshop import Workshop

SIZE = (2500, 500, 40, 300)
"""Members, practices, statements, and endorsements of each statement."""
QUICK = (60, 10, 2, 20)
_BARE = (
    "site_name: Growing Campaign\nsite_url: https://campaign.example/\ntheme: {name: material, font: false}\n"
    "not_in_nav: '*'\nmarkdown_extensions: [attr_list]\nnav:\n  - Home: index.md\n  - Statements: statements/index.md\n  - Members: members/index.md\n"
    "  - Practices: practices/index.md\n"
)
_CONTENT = re.compile(r"<!--page-->\n(.*)\n<!--/page-->", re.DOTALL)
_HEADING = re.compile(r'<h([1-6]) id="([^"]*)"[^>]*>(.*?)</h\1>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def many(workshop: Workshop) -> tuple[Figure, ...]:
    """Cold against the bare generator, and one member edited against cold; in CPU seconds."""
    members, practices, statements, answers = size = QUICK if workshop.runs == 1 else SIZE
    folder, bare = workshop.folder / "many", workshop.folder / "many-bare"
    campaign.write(folder, growing.whole_site(*size))
    build: list[str | Path] = [COALITION, "-C", folder, "build", "--only", "site", "--quiet"]
    mkdocs: list[str | Path] = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--clean"]
    timing.output(build)
    pages = _stage(folder / "public", bare)
    ours, theirs, again = timing.alternating(
        workshop.runs,
        lambda: _cold(folder, build),
        lambda: cpu(lambda: timing.output(mkdocs, folder=bare)),
        partial(_edited, folder, build),
    )
    what = f"{members:,} members, {practices} practices, {statements} statements with {answers} endorsements each"
    return (
        Figure(
            f"Site of {what}, against bare mkdocs-material, CPU",
            ours / theirs,
            limit=1.1,
            details=(
                (
                    f"`coalition build --only site` with an empty cache, from reading to published, gates and all: "
                    f"{ours:.1f} s; `mkdocs build` alone for {pages:,} pages with the same HTML in one block between "
                    f"headings, plain theme, search on: {theirs:.1f} s. User and system time of every process; medians "
                    f"of {workshop.runs}, in turns."
                ),
            ),
        ),
        Figure(
            "The same site, one member edited and committed, against cold, CPU",
            again / ours,
            limit=0.7,
            details=(f"{again:.1f} s against {ours:.1f} s, with search, feeds and lists complete.",),
        ),
    )


def cpu(work: Callable[[], object]) -> float:
    """User and system seconds of the processes that the work starts and waits for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _cold(folder: Path, build: list[str | Path]) -> float:
    for name in (".coalition", "public"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return cpu(lambda: timing.output(build))


def _edited(folder: Path, build: list[str | Path]) -> float:
    """With what the build before it left in the cache and in the output."""
    registry = folder / "members.yaml"
    registry.write_text(registry.read_text().replace("    summary: ", "    summary: Again. ", 1))
    campaign.commit(folder, "One member edited")
    return cpu(lambda: timing.output(build))


def _stage(site: Path, bare: Path) -> int:
    """As many pages as the site has, with the same HTML between Markdown headings."""
    docs = bare / "docs"
    pages = sorted(site.rglob("index.html"))
    for page in pages:
        found = _CONTENT.search(page.read_text())
        if found is None:
            raise timing.Failed(f"{page} has no content between marks")
        target = docs / page.relative_to(site).with_suffix(".md")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_HEADING.sub(_markdown, found[1]))
    (bare / "mkdocs.yml").write_text(_BARE)
    return len(pages)


def _markdown(heading: re.Match[str]) -> str:
    return f"\n{'#' * int(heading[1])} {_TAG.sub('', heading[3])} {{#{heading[2]}}}\n"
