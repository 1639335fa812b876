"""The files of statements: a letter for each statement and language, in each format, made several at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.workflows.press import nothing
from coalition.workflows.reporting import Offer, Task

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from coalition.outputs.letters.model import Letter
    from coalition.outputs.site.views import Download
    from coalition.workflows.making import Workshop

TOGETHER = 10
"""Statements whose files are made in one go."""


def letters(workshop: Workshop, language: str) -> Iterator[Letter]:
    """Every statement as a letter in that language: in the first one all, in another those that have a text in it."""
    from coalition.campaign.manuscripts import manuscript_id
    from coalition.outputs.letters.composing import Edition, compose
    from coalition.outputs.site.statement_views import shown_text
    from coalition.outputs.site.viewing import view
    from coalition.workflows.making import material_of

    material = material_of(workshop, language, Offer(), nothing)
    edition = Edition(view(material), material.words, workshop.commit, workshop.draft)
    for statement in edition.campaign.statements:
        if language in (workshop.default, statement.text.language):
            text = shown_text(material, workshop.public.campaign.statements[statement.id])
            assert text is not None  # noqa: S101 -- a statement without one has no view
            section = workshop.reading.texts.section(manuscript_id(text))
            yield compose(statement, section, workshop.reading.pictures, edition)


def tasks(workshop: Workshop, formats: Sequence[str], say: Callable[[str], None]) -> Iterator[Task]:
    """What makes the files of all statements, in these of the formats that a statement is written in."""
    from coalition.outputs.letters.model import FORMATS

    wanted = [form for form in FORMATS if form in formats]
    for language in workshop.languages if wanted else ():
        known = tuple(letters(workshop, language))
        for start in range(0, len(known), TOGETHER):
            for form in wanted:
                share = _fitting(known[start : start + TOGETHER], form)
                paths = tuple(_path(workshop, language, letter.id, form) for letter in share)
                if share:
                    yield Task(paths, _job(share, form, workshop, say))


def _fitting(letters: Sequence[Letter], form: str) -> tuple[Letter, ...]:
    """Those that can be made in a format: there is no PDF of a text in letters that no typeface of ours has."""
    from coalition.outputs.letters.pdf import drawable

    return tuple(letter for letter in letters if form != "pdf" or drawable(letter))


def _path(workshop: Workshop, language: str, statement: str, form: str) -> str:
    from coalition.outputs.site.page import site_path

    return site_path(language, workshop.default, f"statements/{statement}/statement.{form}")


def _job(
    share: Sequence[Letter], form: str, workshop: Workshop, say: Callable[[str], None]
) -> Callable[[], Sequence[bytes]]:
    def job() -> Sequence[bytes]:
        from coalition.outputs.letters import docx, pdf

        say(f"Statements: {form.upper()}")
        return {"pdf": pdf.render, "docx": docx.render}[form](share, pandoc=workshop.pandoc)

    return job


def downloads(offer: Offer, workshop: Workshop, language: str) -> Mapping[str, tuple[Download, ...]]:
    """By statement, its files in the language of the page, or in the campaign's first."""
    from coalition.outputs.letters.model import FORMATS
    from coalition.outputs.site.views import Download

    found: dict[str, tuple[Download, ...]] = {}
    for statement in workshop.public.campaign.statements:
        for tongue in dict.fromkeys((language, workshop.default)):
            paths = {form: _path(workshop, tongue, statement, form) for form in FORMATS}
            there = [
                Download(path, form, offer.sizes[path], tongue) for form, path in paths.items() if path in offer.sizes
            ]
            if there:
                found[statement] = tuple(there)
                break
    return found
