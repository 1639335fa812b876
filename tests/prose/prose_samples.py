"""Texts, works and questions that the tests of prose share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.prose.model import Manuscript, Reference

if TYPE_CHECKING:
    from coalition.problems import Parsed

KINDS = frozenset({"recommendation", "demand", "key-finding", "case-study", "testimony", "case-data"})

TOLD = frozenset((number, "en") for number in ("folder-3", "folder 3", "x", ""))
"""Consents that hold."""


def chapter(body: str, name: str = "refugees", **values: object) -> Manuscript:
    """A chapter as campaigns have them: its body begins in line 10 of its file."""
    given: dict[str, object] = {"first_line": 10, "number": 2, "passages": KINDS, "told": TOLD}
    given["images"] = frozenset({f"chapters/{name}/figures/a.png"})
    return Manuscript(name, f"chapters/{name}/chapter.md", body, **{**given, **values})


def works(*entries: str) -> tuple[Reference, ...]:
    """Works of a bibliography from BibTeX."""
    return tuple(Reference(entry.partition("{")[2].partition(",")[0], entry) for entry in entries)


DOE = "@book{doe-2020, author = {Doe, Jane}, title = {On Borders}, year = {2020}, publisher = {Press}}"
ROE = "@book{roe-2021, author = {Roe, Richard}, title = {On Wages}, year = {2021}, publisher = {Press}}"


def codes(parsed: Parsed[object]) -> list[tuple[str, int, int]]:
    """What was found, and where."""
    return [(problem.code, problem.place.line, problem.place.column) for problem in parsed.problems]
