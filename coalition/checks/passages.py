"""Rules over marked passages and data: addressees, practices, consent, counts of persons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coalition.campaign.consents import withheld
from coalition.checks.advice import instead
from coalition.checks.registry import Finding, rule
from coalition.kinds.chapter import Chapter
from coalition.kinds.codes import COUNTRIES
from coalition.kinds.consent import ConsentRecord
from coalition.kinds.dataset import Dataset
from coalition.kinds.page import ReportText
from coalition.kinds.practice import Practice
from coalition.kinds.reference import Answer
from coalition.kinds.vocabularies import ADDRESSEES
from coalition.problems import Place, Severity, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.consents import Reason
    from coalition.checks.examined import Examined
    from coalition.kinds.record import Text
    from coalition.parsing.markdown import Mark

WITHHELD: dict[Reason, str] = {
    "unknown": "There is no record of this consent in consents.yaml, so the testimony is left out of all that is built.",
    "withdrawn": "This consent was withdrawn, so the testimony is left out of all that is built.",
    "over": "This consent is over, so the testimony is left out of all that is built.",
    "not-yet": "This consent does not hold yet, so the testimony is left out of all that is built.",
    "language": 'This consent is for other languages than "{language}", so the testimony is left out in this one.',
    "use": "This consent is for other places or media, so the testimony is left out of site and report alike.",
}
"""Why a testimony is told nowhere. No message holds anything of a record: logs are read by others."""
_WITHHELD_HINT = "Take the passage out; or ask the person anew, and record what is agreed to in consents.yaml."
SMALLEST_COUNT = 11
"""Counts of cases below this could point to a person (the customary floor of health and crime statistics)."""
_CODE = re.compile(r"[A-Z]{2}")
_FENCE = re.compile(r"\s*+:{3,}+\s*+(?P<opens>[^\s:].*)?$")
_RULED = re.compile(r"\s*+-{2,}+(?:\s++-{2,}+)++\s*+")
"""The line below the headings of a table without strokes."""
_CELL = re.compile(r"[^|\s]++(?:[ ][^|\s]++)*+")
"""What stands between two strokes, or between two blanks and two blanks."""


def _addressed(mark: Mark) -> tuple[str, ...]:
    return tuple(mark.attribute("to").split()) if {"recommendation", "demand"} & set(mark.value.split()) else ()


@rule("stray-fence")
def stray_fence(examined: Examined) -> Iterator[Finding]:
    """A line of colons begins or ends a marked passage: above the one that begins it stands an empty line.

    Bad:  `::: {.key-finding}` directly below a line of text, where it is printed as it stands
    Good: an empty line, then `::: {.key-finding}`
    """
    for scan in examined.scans.values():
        for mark in scan.of("stray-fence"):
            message = f'"{mark.value[:60]}" marks nothing here and would be printed as it stands.'
            yield Finding(mark.place, message, "Leave an empty line above it; or take it out.")


@rule("unclosed-passage")
def unclosed_passage(examined: Examined) -> Iterator[Finding]:
    """A marked passage ends with a line of its own, as many colons as it began with.

    Bad:  `::: {.recommendation #rec-x to="ngos"}` and no `:::` below: the rest of the text becomes the recommendation
    Good: `:::` on a line of its own below the passage
    """
    for scan in examined.scans.values():
        for mark in scan.of("unclosed-div"):
            message = (
                f"The passage ({mark.value}) that begins here does not end: everything below it would be part of it."
            )
            yield Finding(mark.place, message, "Write a line ::: where the passage ends.")


@rule("unknown-addressee")
def unknown_addressee(examined: Examined) -> Iterator[Finding]:
    """A recommendation or demand is addressed to someone on the list.

    Bad:  `::: {.recommendation #rec-x to="governments"}`
    Good: `::: {.recommendation #rec-x to="destination-states business"}`
    """
    for mark in examined.passages:
        for word in _addressed(mark):
            if word not in ADDRESSEES:
                message = f'"{word}" is not on the list of addressees.'
                yield Finding(mark.place, message, instead(word, ADDRESSEES, "Addressees are", ""))


@rule("unknown-passage-country")
def unknown_passage_country(examined: Examined) -> Iterator[Finding]:
    """Countries of a recommendation or demand are written as ISO 3166-1 writes them.

    Bad:  `::: {.recommendation to="destination-states" countries="UK"}`
    Good: `::: {.recommendation to="destination-states" countries="GB"}`
    """
    for mark in examined.passages:
        for code in mark.attribute("countries").split():
            if _CODE.fullmatch(code) and code not in COUNTRIES:
                message = f'"{code}" is not a country code.'
                yield Finding(mark.place, message, "Use the two capital letters of ISO 3166-1, such as NP or MX.")


@rule("unknown-practice")
def unknown_practice(examined: Examined) -> Iterator[Finding]:
    """A case study names a practice that exists.

    Bad:  `::: {.case-study practice="contract-desk"}`
    Good: `::: {.case-study practice="contract-check-desk"}`
    """
    known = {practice.id for practice in examined.campaign.of(Practice)}
    for mark in examined.passages:
        name = mark.attribute("practice")
        if name and name not in known and f"practices/{name}.md" not in examined.campaign.paths:
            hint = instead(name, known, "Practices are", f"Write practices/{name}.md, or leave practice= out.")
            yield Finding(mark.place, f'There is no practice "{name}".', hint)


@rule("testimony-without-consent")
def testimony_without_consent(examined: Examined) -> Iterator[Finding]:
    """Nobody's words are told without a record of consent, and nobody's under their own name without wanting it.

    Bad:  `::: {.testimony pseudonym="Amina"}`
    Good: `::: {.testimony consent="2026-014" pseudonym="Amina"}`, the record being kept privately
    """
    for mark in examined.passages:
        if "testimony" in mark.value.split() and not mark.attribute("consent"):
            message = "The testimony names no record of consent."
            yield Finding(mark.place, message, 'Write consent="…" with the number of the record that you keep.')


@rule("testimony-without-pseudonym")
def testimony_without_pseudonym(examined: Examined) -> Iterator[Finding]:
    """A testimony says by which name its person is called here: one that is not the person's own.

    Bad:  `::: {.testimony consent="2026-014"}`
    Good: `::: {.testimony consent="2026-014" pseudonym="Amina"}`, or `pseudonym="A woman from Cebu"`
    """
    for mark in examined.passages:
        if "testimony" in mark.value.split() and not mark.attribute("pseudonym").strip():
            message = "The testimony says nothing of whose words these are."
            hint = 'Write pseudonym="…": a name that is not the person\'s, or words such as "A woman from Cebu".'
            yield Finding(mark.place, message, hint)


@rule("duplicate-consent")
def duplicate_consent(examined: Examined) -> Iterator[Finding]:
    """A number of a consent stands for one person's agreement: no two records have the same one.

    Bad:  two records `id: 2026-014` in consents.yaml, so that nobody knows whose testimony the withdrawn one covers
    Good: the same record corrected; or a second number, for what another person agreed to
    """
    seen: set[str] = set()
    for record in sorted(examined.campaign.of(ConsentRecord), key=lambda record: record.place()):
        if record.id in seen:
            message = "Another record above has the same number; a testimony is told only where both allow it."
            hint = (
                "Give each consent a number of its own; what a person agrees to anew changes the record that is there."
            )
            yield Finding(record.place("id"), message, hint)
        seen.add(record.id)


@rule("testimony-withheld", Severity.WARNING)
def testimony_withheld(examined: Examined) -> Iterator[Finding]:
    """A testimony is told while a record of consent covers it; else it is left out of everything that is built.

    Bad:  `consent="2026-014"`, where the record 2026-014 in consents.yaml is withdrawn, over, of other languages, or missing
    Good: the passage taken out of the text, or a record of what the person agrees to now
    """
    records = {record.id for record in examined.campaign.of(ConsentRecord)}
    models: tuple[type[Text], ...] = (Chapter, ReportText)
    languages = {text.path: text.language for model in models for text in examined.campaign.of(model)}
    for mark in examined.passages:
        number = mark.attribute("consent")
        if "testimony" in mark.value.split() and number and mark.place.path in languages:
            language = mark.attribute("lang") or languages[mark.place.path]
            reason = withheld(examined.campaign, number, language, examined.day)
            if reason is not None:
                near = nearest(number, records) if reason == "unknown" else None
                hint = f'Did you mean "{near}"?' if near else _WITHHELD_HINT
                yield Finding(mark.place, WITHHELD[reason].replace("{language}", language), hint)


@rule("small-case-counts")
def small_case_counts(examined: Examined) -> Iterator[Finding]:
    """Counts of cases that are small enough to point to a person are not published.

    Bad:  a count of 4 in a table marked `.case-data`, or in a data file that begins `# unit: persons, source: cases`
    Good: rows put together until no count is below 11
    """
    for dataset in examined.campaign.of(Dataset):
        for index, row in enumerate(dataset.rows if dataset.counts_cases else ()):
            yield from (_too_small(dataset.place("rows", index), cell) for cell in row if _is_small(cell))
    for path, scan in examined.scans.items():
        marks = [mark for kind in ("div", "table-caption") for mark in scan.of(kind) if _counts_cases(mark)]
        lines = examined.campaign.texts[path].split("\n") if marks else []
        for number in _table_lines(lines, marks):
            for cell in _CELL.finditer(lines[number]):
                if _is_small(cell[0]):
                    yield _too_small(Place(path, number + 1, cell.start() + 1), cell[0])


def _counts_cases(mark: Mark) -> bool:
    classes = mark.value if mark.kind == "div" else mark.attribute("class")
    return "case-data" in classes.split()


def _is_small(cell: str) -> bool:
    return cell.isascii() and cell.isdigit() and 0 < int(cell) < SMALLEST_COUNT


def _too_small(place: Place, count: str) -> Finding:
    message = f"A count of {count} could point to a person."
    return Finding(place, message, f"Put rows together until no count is below {SMALLEST_COUNT}.")


def _table_lines(lines: list[str], marks: list[Mark]) -> list[int]:
    """The numbers, from 0, of the lines that a passage encloses, or of the table next to a caption."""
    found: set[int] = set()
    for mark in marks:
        at = mark.place.line - 1
        if mark.kind == "table-caption":
            above = _block(lines, at - 1, -1)
            is_table = any("|" in lines[number] or _RULED.fullmatch(lines[number]) for number in above)
            found.update(above if is_table else _block(lines, at + 1, 1))
        elif at not in found:  # else it stands in a passage that was read already
            found.update(_enclosed(lines, at))
    return sorted(found)


def _enclosed(lines: list[str], opening: int) -> Iterator[int]:
    depth = 1
    for number in range(opening + 1, len(lines)):
        fence = _FENCE.match(lines[number])
        depth += 0 if fence is None else 1 if fence["opens"] else -1
        if not depth:
            return
        yield number


def _block(lines: list[str], start: int, step: int) -> list[int]:
    """The nearest lines that are not empty, upwards or downwards."""
    at = start
    while 0 <= at < len(lines) and not lines[at].strip():
        at += step
    found = []
    while 0 <= at < len(lines) and lines[at].strip():
        found.append(at)
        at += step
    return found


@rule("unknown-recommendation")
def unknown_recommendation(examined: Examined) -> Iterator[Finding]:
    """An addressee's answer belongs to a recommendation or demand that exists.

    Bad:  `recommendation: refugees/rec-fire-wall`
    Good: `recommendation: refugees/rec-firewall`
    """
    known = {
        f"{mark.place.path.split('/')[1]}/{mark.attribute('id')}"
        for mark in examined.passages
        if {"recommendation", "demand"} & set(mark.value.split())
    }
    for answer in examined.campaign.of(Answer):
        if answer.recommendation not in known:
            message = f'There is no recommendation "{answer.recommendation}".'
            hint = "Write the chapter, a slash, and the id of the passage: refugees/rec-firewall."
            hint = instead(answer.recommendation, known, "Recommendations are", hint)
            yield Finding(answer.place("recommendation"), message, hint)
