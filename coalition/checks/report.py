"""Rules over the report's frame: its order, chapters, terms, instruments and persons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from coalition.checks.advice import instead
from coalition.checks.registry import Finding, rule
from coalition.kinds.answers import Approval
from coalition.kinds.chapter import Chapter
from coalition.kinds.person import Person
from coalition.kinds.reference import Instrument, Term
from coalition.problems import Place, Severity
from coalition.prose.lexicon import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coalition.campaign.model import Campaign
    from coalition.checks.examined import Examined

Named = TypeVar("Named", Term, Instrument, Person)


@rule("unknown-chapter")
def unknown_chapter(examined: Examined) -> Iterator[Finding]:
    """The report's order, approvals and credits name chapters that exist; the order names each once.

    Bad:  `chapters: [refugee, poverty, poverty]`
    Good: `chapters: [refugees, poverty]`
    """
    campaign = examined.campaign
    seen: set[str] = set()
    for place, name in _order(campaign):
        if name in seen:
            yield Finding(place, f'"{name}" stands twice in the order of the report.', "Name each chapter once.")
        elif _is_missing(campaign, name):
            yield _no_chapter(campaign, place, name)
        seen.add(name)
    for person in campaign.of(Person):
        for index, credit in enumerate(person.credits):
            if _is_missing(campaign, credit.chapter):
                yield _no_chapter(campaign, person.place("credits", index, "chapter"), credit.chapter)
    for approval in campaign.of(Approval):
        if _is_missing(campaign, approval.chapter):
            yield _no_chapter(campaign, approval.place("chapter"), approval.chapter)


def _order(campaign: Campaign) -> Iterator[tuple[Place, str]]:
    report, place = campaign.settings.report, campaign.settings.place
    if report:
        for index, name in enumerate(report.chapters):
            yield place("report", "chapters", index), name
        for number, part in enumerate(report.parts):
            for index, name in enumerate(part.chapters):
                yield place("report", "parts", number, "chapters", index), name


def _is_missing(campaign: Campaign, name: str) -> bool:
    """Whether there is no such chapter; one that cannot be read is another problem."""
    return name not in campaign.chapters and f"chapters/{name}/chapter.md" not in campaign.paths


def _no_chapter(campaign: Campaign, place: Place, name: str) -> Finding:
    message = f'There is no chapter "{name}": the file chapters/{name}/chapter.md is missing.'
    return Finding(place, message, instead(name, campaign.chapters, "Chapters are", "Write it, or take its name out."))


@rule("chapter-not-in-report", Severity.WARNING)
def chapter_not_in_report(examined: Examined) -> Iterator[Finding]:
    """Every chapter has its place in the report's order.

    Bad:  chapters/climate/chapter.md, and `chapters: [refugees]` in coalition.yaml
    Good: `chapters: [refugees, climate]`
    """
    campaign = examined.campaign
    order = campaign.settings.report.order if campaign.settings.report else ()
    for name, chapter in campaign.chapters.items() if campaign.settings_were_read else ():
        if name not in order:
            message = f'The chapter "{name}" is not in the order of the report, so it is not built.'
            yield Finding(chapter.place(), message, "Add it to report: chapters: in coalition.yaml.")


@rule("chapter-without-abstract", Severity.WARNING)
def chapter_without_abstract(examined: Examined) -> Iterator[Finding]:
    """A chapter that is under review or final has an abstract.

    Bad:  `status: final` and no `abstract:`
    Good: `abstract: One paragraph that says what the chapter shows.`
    """
    for chapter in examined.campaign.of(Chapter):
        if chapter.released and not chapter.abstract:
            hint = "Write abstract: with one paragraph in its front matter."
            yield Finding(chapter.place(), "The chapter has no abstract.", hint)


@rule("duplicate-term")
def duplicate_term(examined: Examined) -> Iterator[Finding]:
    """A term is defined once, and so are an instrument and a person; one word is not explained by two terms.

    One ORCID iD is not of two persons either.

    Bad:  two entries with `id: firewall` in report/glossary.yaml, or two with `term: firewall`
    Good: one entry
    """
    campaign = examined.campaign
    yield from _one_word_twice(campaign)
    yield from _duplicates(campaign.of(Term))
    yield from _duplicates(campaign.of(Instrument))
    yield from _duplicates(campaign.of(Person))
    yield from _one_orcid_twice(campaign.of(Person))


def _one_word_twice(campaign: Campaign) -> Iterator[Finding]:
    """Words of one language by which two terms would be found."""
    for language in campaign.settings.campaign.languages:
        first: dict[str, Term] = {}
        for term in campaign.of(Term):
            forms = [(("forms", language, index), form) for index, form in enumerate(term.forms.get(language, ()))]
            route = ("term", language) if term.term.languages else ("term",)
            for where, word in [(route, term.term.exactly(language)), *forms]:
                known = first.setdefault(plain(word), term) if word else term
                if known.id != term.id:
                    message = f'"{word}" is already a word for "{known.id}" ({known.place("id")}).'
                    yield Finding(term.place(*where), message, "Keep it in one of the two.")


def _one_orcid_twice(people: Iterable[Person]) -> Iterator[Finding]:
    first: dict[str, Person] = {}
    for person in people:
        known = first.setdefault(person.orcid, person) if person.orcid else person
        if known is not person:
            message = f'{person.orcid} is already the ORCID iD of "{known.id}" ({known.place("orcid")}).'
            yield Finding(person.place("orcid"), message, "An iD is of one person: put the right one, or join the two.")


def _duplicates(records: Iterable[Named]) -> Iterator[Finding]:
    seen: dict[str, Named] = {}
    for record in records:
        first = seen.setdefault(record.id, record)
        if first is not record:
            message = f'"{record.id}" is already defined ({first.place("id")}).'
            yield Finding(record.place("id"), message, "Keep one of the two.")


_MARKUP = re.compile(r"\[-?@[^]]*\]|\]\(|\]\{\.instrument|\*\*")


@rule("markup-in-definition")
def markup_in_definition(examined: Examined) -> Iterator[Finding]:
    """The definition of a term is plain words: its work and its treaty have lines of their own.

    Bad:  `definition: Someone who was recruited by force [@unga-2018].`
    Good: `definition: Someone who was recruited by force.`, and below it `source: unga-2018`
    """
    for term in examined.campaign.of(Term):
        for language in term.definition.languages or ("",):
            found = _MARKUP.search(term.definition.text(language))
            if found:
                place = term.place("definition", language) if language else term.place("definition")
                message = f'"{found[0]}" would be printed as it stands: a definition is plain words.'
                hint = "Name the work in a line source:, the treaty in a line instrument:, and take the marks out."
                yield Finding(place, message, hint)


@rule("unknown-instrument")
def unknown_instrument(examined: Examined) -> Iterator[Finding]:
    """A term that rests on a legal instrument names one of report/instruments.yaml, and so does a text that cites it.

    Bad:  `instrument: palermo`; in a chapter `[Palermo]{.instrument}`
    Good: `instrument: palermo-protocol`; `[Palermo Protocol]{.instrument}`, `[Palermo]{.instrument of=palermo-protocol}`
    """
    known = {instrument.id for instrument in examined.campaign.of(Instrument)}
    for term in examined.campaign.of(Term):
        if term.instrument and term.instrument not in known:
            hint = instead(term.instrument, known, "Instruments are", "Add it to report/instruments.yaml.")
            yield Finding(term.place("instrument"), f'There is no instrument "{term.instrument}".', hint)


@rule("consent-ended", Severity.WARNING)
def consent_ended(examined: Examined) -> Iterator[Finding]:
    """Whoever is named in people.yaml agrees to it today.

    Bad:  `consent: {on: 2025-01-01, withdrawn: 2026-02-01}`
    Good: the entry taken out
    """
    for person in examined.campaign.of(Person):
        if not person.consent.holds_on(examined.day):
            message = f'The consent of "{person.id}" does not hold on {examined.day}; the name is not published.'
            yield Finding(person.place("consent"), message, "Take the entry out, or record the new consent.")
