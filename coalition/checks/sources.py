"""Rules over sources: what cites them, and whether two of them are one."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from coalition.checks.advice import instead
from coalition.checks.registry import Finding, rule
from coalition.kinds.meeting import Meeting
from coalition.kinds.page import Page
from coalition.kinds.practice import Practice
from coalition.kinds.reference import Term
from coalition.kinds.source import Source
from coalition.kinds.statement import StatementText
from coalition.parsing import bibtex
from coalition.parsing.text import Places
from coalition.problems import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coalition.checks.examined import Examined

_CITATION = re.compile(r"\[-?@[A-Za-z0-9][A-Za-z0-9_:.-]*")


@rule("uncited-source", Severity.WARNING)
def uncited_source(examined: Examined) -> Iterator[Finding]:
    """Every source of a chapter is cited in it, and every shared source somewhere.

    Bad:  an entry `ilo-2022` in chapters/poverty/references.bib, and no `[@ilo-2022]` in the chapter
    Good: cite it, or take the entry out
    """
    cited = _cited(examined)
    everywhere = {_key(term.source) for term in examined.campaign.of(Term) if term.source}.union(*cited.values())
    for source in examined.campaign.of(Source):
        used = cited.get(source.chapter, set()) if source.chapter else everywhere
        if source.key not in used:
            where = f"the chapter {source.chapter}" if source.chapter else "any text"
            yield Finding(source.place(), f'"{source.key}" is not cited in {where}.', "Cite it, or take the entry out.")


def _cited(examined: Examined) -> Mapping[str, set[str]]:
    """The keys that each chapter cites, in whatever language; under an empty id those of the report's other texts."""
    cited: dict[str, set[str]] = defaultdict(set)
    for path, scan in examined.scans.items():
        chapter = path.split("/")[1] if path.startswith("chapters/") else ""
        cited[chapter].update(mark.value for mark in scan.of("citation"))
    return cited


def _key(source: str) -> str:
    """The key in `palermo-2000`, `@palermo-2000` or `palermo-2000, art. 3`."""
    return source.partition(",")[0].strip().removeprefix("@")


@rule("conflicting-sources")
def conflicting_sources(examined: Examined) -> Iterator[Finding]:
    """One key means one work in the whole report.

    Bad:  `ilo-2022` is a report of 90 pages in one chapter's references.bib and a web page in another's
    Good: two keys, or one entry in the references.bib that chapters share
    """
    first: dict[str, Source] = {}
    for source in examined.campaign.of(Source):
        known = first.setdefault(source.key, source)
        if known.entry.digest != source.entry.digest:
            message = f'"{source.key}" is another work here than in {known.place()}.'
            yield Finding(source.place(), message, "Give one of them another key, or keep the one right entry.")


@rule("near-duplicate-source", Severity.WARNING)
def near_duplicate_source(examined: Examined) -> Iterator[Finding]:
    """One work has one key: else it stands twice in the bibliography.

    Bad:  `ilo-2022` and `ilo-estimates`, both with the same DOI, or with the same authors, title and year
    Good: one entry, cited by one key
    """
    for first, second in bibtex.near_equal(tuple(source.entry for source in examined.campaign.of(Source))):
        if not _may_be_one(first, second):
            continue
        message = f'"{second.key}" seems to be the same work as "{first.key}" ({first.place}).'
        yield Finding(second.place, message, f'Keep one entry and cite it by one key, such as "{first.key}".')


def _may_be_one(one: bibtex.Source, other: bibtex.Source) -> bool:
    """Whether entries with one title and year, or one DOI, are one work: a digest of a report has other authors."""
    dois = [entry.get("doi").casefold().rpartition("doi.org/")[2] for entry in (one, other)]
    return dois[0] == dois[1] if all(dois) else _people(one) == _people(other)


def _people(entry: bibtex.Source) -> str:
    return "".join(filter(str.isalnum, entry.authors.casefold()))


@rule("unknown-source")
def unknown_source(examined: Examined) -> Iterator[Finding]:
    """What is cited is in references.bib, of the chapter or shared.

    Bad:  `[@ilo-2002]`, where references.bib has ilo-2022
    Good: `[@ilo-2022]`
    """
    known = {source.key for source in examined.campaign.of(Source)}
    for term in examined.campaign.of(Term):
        if term.source and _key(term.source) not in known:
            place, key = term.place("source"), _key(term.source)
            hint = instead(key, known, "Sources are", "Add it to references.bib.")
            yield Finding(place, f'There is no source with the key "{key}".', hint)


@rule("citation-outside-report")
def citation_outside_report(examined: Examined) -> Iterator[Finding]:
    """Citations stand in the report alone: a statement, page, practice or meeting has no list of works.

    Bad:  `Fees bind people [@ilo-2022].` in pages/about.md
    Good: `Fees [bind people](https://www.ilo.org/).`
    """
    for model in (StatementText, Page, Practice, Meeting):
        for text in examined.campaign.of(model):
            places = Places(text.path, text.body, text.body_line)
            for found in _CITATION.finditer(text.body):
                message = f'"{found[0]}" would be printed as it stands: only the report has citations.'
                yield Finding(places.at(found.start()), message, "Link to the work instead: [its name](https://...).")
