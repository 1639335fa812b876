"""Sources: the published works that chapters cite, in BibTeX."""

from __future__ import annotations

from pydantic import PrivateAttr

from coalition.kinds.record import Files, Kind, Record
from coalition.parsing import bibtex
from coalition.problems import Parsed, Place, Problem

PATTERN = r"references\.bib|chapters/(?P<chapter>[^/]+)/references\.bib"


class Source(Record):
    """A published work, under the key by which chapters cite it."""

    key: str
    type: str
    title: str = ""
    authors: str = ""
    year: str = ""
    _entry: bibtex.Source | None = PrivateAttr(default=None)

    @property
    def entry(self) -> bibtex.Source:
        """The BibTeX entry as it was written."""
        assert self._entry is not None  # noqa: S101 -- `parse` is the only maker
        return self._entry

    @property
    def chapter(self) -> str:
        """The chapter whose own source it is; empty for one that chapters share."""
        words = self.path.split("/")
        return words[1] if len(words) > 1 else ""

    def place(self, *route: str | int) -> Place:  # noqa: ARG002 -- an entry is one place
        """Where the entry begins."""
        return self.entry.place


def _source(entry: bibtex.Source) -> Source:
    source = Source(key=entry.key, type=entry.type, title=entry.title, authors=entry.authors, year=entry.year)
    source._entry, source._path = entry, entry.place.path  # noqa: SLF001 -- made here and nowhere else
    return source


def parse(files: Files) -> Parsed[tuple[Source, ...]]:
    """The shared sources and those of each chapter; a broken entry costs no other."""
    sources: list[Source] = []
    problems: list[Problem] = []
    for path, _ in files.matching(PATTERN):
        parsed = bibtex.parse(path, files.texts[path])
        sources += map(_source, parsed.value)
        problems += parsed.problems
    return Parsed(tuple(sources), tuple(problems))


KIND = Kind(
    name="source",
    model=Source,
    summary="A published work that chapters cite.",
    claims=(PATTERN.replace("?P<chapter>", ""),),
    parse=parse,
    example="@report{ilo-2022,\n  author = {{International Labour Organization}},\n  title = {A report},\n  year = {2022},\n}\n",
    example_path="references.bib",
)
