"""Datasets: the tables of numbers behind the charts and claims of a chapter or an annex, in CSV."""

from __future__ import annotations

import re

from pydantic import PrivateAttr

from coalition.kinds.record import Files, Kind, Record
from coalition.parsing import csv
from coalition.problems import Parsed, Place, Problem

PATTERN = r"(?:chapters/(?P<chapter>[^/]+)|report)/data/.+\.csv"
_PERSONS = re.compile(r"\bunit:\s*+persons\b", re.IGNORECASE)
_CASES = re.compile(r"\bsource:\s*+cases\b", re.IGNORECASE)


class Dataset(Record):
    """A table with a heading for each column."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    """Every row has as many cells as the header."""
    notes: tuple[str, ...] = ()
    """What lines that begin with # say above the header, such as `unit: persons, source: cases`."""
    _places: tuple[Place, ...] = PrivateAttr(default=())

    @property
    def chapter(self) -> str:
        """The id of the chapter to which it belongs; empty where it belongs to the texts in `report/`."""
        home, name, *_ = self.path.split("/")
        return name if home == "chapters" else ""

    @property
    def counts_cases(self) -> bool:
        """Whether its numbers are counts of persons taken from case files."""
        return any(map(_PERSONS.search, self.notes)) and any(map(_CASES.search, self.notes))

    @property
    def places(self) -> tuple[Place, ...]:
        """Where each row begins."""
        return self._places

    def place(self, *route: str | int) -> Place:
        """Where a row begins: `place("rows", 0)`; the file for anything else."""
        match route:
            case ("rows", int(row), *_):
                return self._places[row]
            case _:
                return Place(self.path)


def parse(files: Files) -> Parsed[tuple[Dataset, ...]]:
    """The tables of all texts; a broken row costs no other."""
    found: list[Dataset] = []
    problems: list[Problem] = []
    for path, _ in files.matching(PATTERN):
        parsed = csv.parse(path, files.texts[path])
        problems += parsed.problems
        table = parsed.value
        dataset = Dataset(header=table.header, rows=table.rows, notes=table.notes)
        dataset._path, dataset._places = path, table.places  # noqa: SLF001 -- made here and nowhere else
        found.append(dataset)
    return Parsed(tuple(found), tuple(problems))


KIND = Kind(
    name="dataset",
    model=Dataset,
    summary="A table of numbers behind a chapter or an annex, in CSV.",
    claims=(PATTERN.replace("?P<chapter>", ""),),
    parse=parse,
    example="region,total_millions\nAfrica,3.8\nAmericas,3.6\n",
    example_path="chapters/refugees/data/forced-labour.csv",
)
