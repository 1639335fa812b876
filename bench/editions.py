"""What was asked of the report alone: its four formats, and what changed between two editions."""

from __future__ import annotations

import random
import shutil
from typing import TYPE_CHECKING

from bench import campaign, timing
from bench.bare import FORMATS
from bench.figures import Figure
from bench.workshop import COALITION

if TYPE_CHECKING:
    from pathlib import Path

    from bench.workshop import Workshop

_REPORT = frozenset({"typst", *(f"pandoc to {form}" for form in FORMATS)})
_BESIDE = frozenset("#:|!`-:>")
"""How a paragraph does not begin."""


def report(workshop: Workshop) -> tuple[Figure, ...]:
    """The report's four formats, cold, against the bare tools that make them."""
    bare = workshop.bare
    command = [COALITION, "-C", workshop.repository, "build", "--quiet", "--only", "report"]
    output = workshop.folder / "report-alone"

    def ours() -> float:
        workshop.forget(workshop.repository)
        shutil.rmtree(output, ignore_errors=True)
        return timing.seconds([*command, "--output", output])

    def theirs() -> float:
        bare.run()
        return sum(taken for step, taken in bare.steps.items() if step in _REPORT)

    mine, by_hand = timing.alternating(workshop.runs, ours, theirs)
    details = (
        f"`coalition build --only report` with an empty cache: {mine:.1f} s; the bare tools for the same four, one after another: {by_hand:.1f} s.",
        f"Medians of {workshop.runs}, in turns.",
    )
    return (
        Figure("Four formats of the report, cold, against the bare tools", mine / by_hand, limit=0.55, details=details),
    )


def redline(workshop: Workshop) -> tuple[Figure, ...]:
    """`report diff` of two editions, beyond reading them."""
    folder = workshop.repository
    _revise(folder)
    page = workshop.folder / "changes.html"
    command = [COALITION, "-C", folder, "report", "diff", "HEAD~1", "HEAD", "-o", page]
    timing.seconds(command)  # both editions are read, and in the cache
    whole, read = timing.alternating(
        5, lambda: timing.seconds(command), lambda: timing.seconds([*command, "--chapter", ":foreword"])
    )
    words = sum(len(path.read_text().split()) for path in folder.glob("chapters/*/chapter.md"))
    details = (
        f"Two editions of {words:,} words, three words changed in two of five paragraphs: {whole:.1f} s as a page; {read:.1f} s",
        "when only the foreword is compared, after both were read. Medians of 5.",
    )
    return (Figure("`report diff` to HTML, beyond reading the two editions", whole - read, "s", 3.0, details),)


def _revise(folder: Path) -> None:
    """A new edition, the same in every run."""
    chance = random.Random(0)  # noqa: S311 -- no secret hangs on it
    for path in sorted(folder.glob("chapters/*/chapter.md")):
        head, mark, body = path.read_text().partition("\n---\n")
        paragraphs = body.split("\n\n")
        for index, paragraph in enumerate(paragraphs):
            words = paragraph.split(" ")
            if len(words) > 15 and paragraph[0] not in _BESIDE and chance.random() < 0.4:
                for _ in range(3):
                    words[chance.randrange(5, len(words) - 3)] = "altered"
                paragraphs[index] = " ".join(words)
        path.write_text(head + mark + "\n\n".join(paragraphs))
    campaign.commit(folder, "A new edition", when="2026-11-20T12:00:00Z")
