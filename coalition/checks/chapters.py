"""Rules over the report: its order, chapters, sources, terms, marked passages and data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from coalition.campaign.model import Campaign
from coalition.checks.registry import Finding, rule
from coalition.kinds.chapter import Chapter
from coalition.kinds.practice import Practice
from coalition.kinds.reference import Answer, Instrument, Person, Term
from coalition.kinds.source import Source
from coalition.parsing import csv, markdown
from coalition.problems import Place, Severity, suggest
from coalition.standing import Standing

ADDRESSEES = (
    "origin-states",
    "transit-states",
    "destination-states",
    "all-states",
    "intergovernmental",
    "regional-bodies",
    "local-governments",
    "business",
    "media",
    "ngos",
)
"""To whom a recommendation can be addressed."""
STYLES = ("chicago-author-date",)
"""Citation styles that we ship."""
SMALLEST_COUNT = 11
"""Counts of cases below this could point to a person (the customary floor for health and crime statistics)."""


@rule("unknown-chapter")
def unknown_chapter(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """The report's order names chapters that exist, each once.

    Bad:  `chapters: [refugee, poverty, poverty]`
    Good: `chapters: [refugees, poverty]`
    """
    report = campaign.settings.report
    if report is None:
        return
    routes = [("report", "chapters", index) for index in range(len(report.chapters))]
    routes += [
        ("report", "parts", number, "chapters", index)  # type: ignore[misc]  # routes differ in length
        for number, part in enumerate(report.parts)
        for index in range(len(part.chapters))
    ]
    seen: set[str] = set()
    for route, name in zip(routes, report.order, strict=True):
        place = campaign.settings.place(*route)
        if name not in campaign.chapters:
            hint = suggest(name, campaign.chapters, what="Chapters are")
            yield Finding(place, f'There is no chapter "{name}": chapters/{name}/chapter.md is missing or unreadable.', hint)
        elif name in seen:
            yield Finding(place, f'"{name}" stands twice in the order of the report.', "Name each chapter once.")
        seen.add(name)


@rule("chapter-not-in-report", Severity.WARNING)
def chapter_not_in_report(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """Every chapter has its place in the report's order.

    Bad:  chapters/climate/chapter.md, and `chapters: [refugees]` in coalition.yaml
    Good: `chapters: [refugees, climate]`
    """
    if not campaign.settings_were_read:
        return
    order = campaign.settings.report.order if campaign.settings.report else ()
    for name, chapter in campaign.chapters.items():
        if name not in order:
            message = f'The chapter "{name}" is not in the order of the report, so it is not built.'
            yield Finding(chapter.place(), message, "Add it to report: chapters: in coalition.yaml.")


@rule("chapter-without-abstract", Severity.WARNING)
def chapter_without_abstract(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A chapter that is under review or final has an abstract.

    Bad:  `status: final` and no `abstract:`
    Good: `abstract: One paragraph that says what the chapter shows.`
    """
    for chapter in campaign.of(Chapter):
        if chapter.released and not chapter.abstract:
            yield Finding(chapter.place(), "The chapter has no abstract.", "Write abstract: with one paragraph in its front matter.")


@rule("unknown-citation-style")
def unknown_citation_style(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """The citation style is one that we ship, or a file of the campaign below styles/.

    Bad:  `citation_style: chicago`
    Good: `citation_style: chicago-author-date`, or `citation_style: styles/ours.csl`
    """
    report = campaign.settings.report
    if report and report.citation_style not in STYLES and report.citation_style not in campaign.texts:
        message = f'There is no citation style "{report.citation_style}".'
        yield Finding(campaign.settings.place("report", "citation_style"), message, suggest(report.citation_style, STYLES, what="Styles are"))


@rule("uncited-source", Severity.WARNING)
def uncited_source(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """Every source of a chapter is cited in it, and every shared source somewhere.

    Bad:  an entry `ilo-2022` in chapters/poverty/references.bib, and no `[@ilo-2022]` in the chapter
    Good: cite it, or take the entry out
    """
    cited: dict[str, set[str]] = {}
    for path, text in campaign.texts.items():
        if path.endswith(".md") and path.startswith(("chapters/", "report/")):
            keys = {mark.value for mark in markdown.scan(path, text, first_line=1).of("citation")}
            keys |= set(re.findall(r'source="@([^"]+)"', text))
            cited.setdefault(path.split("/")[1] if path.startswith("chapters/") else "", set()).update(keys)
    everywhere = set().union(*cited.values(), (term.source for term in campaign.of(Term) if term.source))
    for source in campaign.of(Source):
        used = cited.get(source.chapter, set()) if source.chapter else everywhere
        if source.key not in used:
            where = f"the chapter {source.chapter}" if source.chapter else "any text"
            yield Finding(source.place(), f'"{source.key}" is not cited in {where}.', "Cite it, or take the entry out.")


@rule("conflicting-sources")
def conflicting_sources(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """One key means one work in the whole report.

    Bad:  `ilo-2022` is a report of 90 pages in one chapter's references.bib and a web page in another's
    Good: two keys, or one entry in the references.bib that chapters share
    """
    first: dict[str, Source] = {}
    for source in campaign.of(Source):
        known = first.setdefault(source.key, source)
        if known is not source and known.entry.digest != source.entry.digest:
            message = f'"{source.key}" is another work here than in {known.place()}.'
            yield Finding(source.place(), message, "Give one of them another key, or keep the one right entry.")


@rule("unknown-source")
def unknown_source_of_term(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """What is cited is in references.bib, of the chapter or shared.

    Bad:  `[@ilo-2002]`, where references.bib has ilo-2022
    Good: `[@ilo-2022]`
    """
    known = {source.key for source in campaign.of(Source)}
    for term in campaign.of(Term):
        if term.source and term.source.split(",")[0].strip().lstrip("@") not in known:
            yield Finding(term.place("source"), f'No source is called "{term.source}".', suggest(term.source, known))


@rule("duplicate-term")
def duplicate_term(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A term is defined once, and so is an instrument.

    Bad:  two entries with `id: firewall` in report/glossary.yaml
    Good: one entry
    """
    for model in (Term, Instrument, Person):
        seen: dict[str, Term | Instrument | Person] = {}
        for record in campaign.of(model):  # type: ignore[type-abstract]  # all three are concrete
            first = seen.setdefault(record.id, record)
            if first is not record:
                yield Finding(record.place("id"), f'"{record.id}" is already defined ({first.place("id")}).', "Keep one of the two.")


@rule("unknown-addressee")
def unknown_addressee(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A recommendation or demand is addressed to someone on the list.

    Bad:  `::: {.recommendation #rec-x to="governments"}`
    Good: `::: {.recommendation #rec-x to="destination-states business"}`
    """
    for path, mark in passages(campaign):
        if {"recommendation", "demand"} & set(mark.value.split()):
            for word in dict(mark.attributes).get("to", "").split():
                if word not in ADDRESSEES:
                    message = f'"{word}" is not on the list of addressees.'
                    yield Finding(mark.place, message, suggest(word, ADDRESSEES, what="Addressees are"))


@rule("unknown-practice")
def unknown_practice(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A case study names a practice that exists.

    Bad:  `::: {.case-study practice="contract-desk"}`
    Good: `::: {.case-study practice="contract-check-desk"}`
    """
    known = {practice.id for practice in campaign.of(Practice)}
    for _, mark in passages(campaign):
        name = dict(mark.attributes).get("practice")
        if name and name not in known:
            yield Finding(mark.place, f'There is no practice "{name}".', suggest(name, known, what="Practices are"))


def passages(campaign: Campaign) -> Iterator[tuple[str, markdown.Mark]]:
    """Every fenced div of chapters and statements, with its file."""
    for path, text in campaign.texts.items():
        if path.endswith(".md") and path.startswith(("chapters/", "statements/", "report/")) and ":::" in text:
            for mark in markdown.scan(path, text, first_line=1).of("div"):
                yield path, mark


@rule("unreadable-data")
def unreadable_data(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A chapter's data files are tables with a heading for each column and as many cells in each row.

    Bad:  a row of three cells below a heading of four
    Good: the same number of cells in every row
    """
    for path in _tables(campaign):
        for problem in csv.parse(path, campaign.texts[path]).problems:
            yield Finding(problem.place, problem.message, problem.hint)


@rule("small-case-counts")
def small_case_counts(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """Numbers of cases that are small enough to point to a person are not published.

    Bad:  a data file whose first lines say `# unit: persons, source: cases` and which holds a count of 4
    Good: rows put together until no count is below 11
    """
    for path in _tables(campaign):
        text = campaign.texts[path]
        if not re.search(r"^#.*unit:\s*persons.*source:\s*cases", text, re.IGNORECASE | re.MULTILINE):
            continue
        for number, line in enumerate(text.splitlines(), 1):
            for cell in line.split(",") if not line.startswith("#") else ():
                if cell.strip().isdigit() and 0 < int(cell) < SMALLEST_COUNT:
                    message = f"A count of {cell.strip()} persons could point to one of them."
                    yield Finding(Place(path, number), message, f"Put rows together until no count is below {SMALLEST_COUNT}.")


def _tables(campaign: Campaign) -> Iterator[str]:
    return (path for path in sorted(campaign.texts) if path.startswith("chapters/") and path.endswith(".csv"))


@rule("unknown-recommendation")
def unknown_recommendation(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """An addressee's answer belongs to a recommendation that exists.

    Bad:  `recommendation: refugees/rec-fire-wall`
    Good: `recommendation: refugees/rec-firewall`
    """
    known = {f"{path.split('/')[1]}/{dict(mark.attributes).get('id', '')}" for path, mark in passages(campaign)}
    for answer in campaign.of(Answer):
        if answer.recommendation not in known:
            message = f'There is no recommendation "{answer.recommendation}".'
            yield Finding(answer.place("recommendation"), message, suggest(answer.recommendation, known))
