"""Joint statements: the list by state, and a page for each with its text and what members answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from coalition.outputs.site.page import Page, relative, site_path
from coalition.outputs.site.report import CONTENTS_FROM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.site.sheet import Sheet, Site
    from coalition.outputs.site.views import AnswerView, StatementView

GROUPS = (
    ("open", ("consultation", "final", "open")),
    ("sent", ("closed", "submitted", "published", "answered")),
    ("past", ("superseded", "withdrawn")),
    ("draft", ("draft",)),
)
"""What readers are told apart, and the states of a statement in each."""
COUNTED = ("signed", "attested")


@dataclass(frozen=True, slots=True)
class Group:
    """Statements in one state."""

    id: str
    statements: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """An answer as the page lists it."""

    link: Markup
    action: str
    capacity: str
    strength: str
    reservation: str


def pages(site: Site) -> Iterator[Page]:
    """Everything below `statements/`."""
    sheet = site.sheet("statements/")
    groups = [
        Group(name, tuple(statement for statement in site.view.statements if statement.status in states))
        for name, states in GROUPS
    ]
    body = sheet.parts("statements", groups=[group for group in groups if group.statements])
    yield sheet.page(site.words("statements.title"), body, description=site.words("statements.deck"))
    for statement in site.view.statements:
        yield _statement(site, statement)


def _statement(site: Site, statement: StatementView) -> Page:
    sheet = site.sheet(f"statements/{statement.id}/")
    tail = sheet.parts(
        "statement_tail",
        statement=statement,
        counted=_signatures(sheet, statement, counted=True),
        uncounted=_signatures(sheet, statement, counted=False),
    )
    text = sheet.text(statement.text)
    toc = [part.heading for part in (*text, *tail) if part.heading is not None]
    head = sheet.parts(
        "statement_head",
        statement=statement,
        toc=toc if len(toc) >= CONTENTS_FROM else [],
        languages=_languages(sheet, statement),
        meeting=next((meeting for meeting in site.view.meetings if meeting.id == statement.meeting), None),
    )
    return sheet.page(
        statement.title,
        head,
        sheet.notice(statement.text),
        text,
        tail,
        description=statement.occasion,
        trail=((site.words("statements.title"), "statements/"),),
        layout="text",
        kicker=site.words("statement.kicker"),
        title_language=sheet.foreign(statement.text),
    )


def _languages(sheet: Sheet, statement: StatementView) -> Markup:
    """The languages of the text; each that has a site of its own leads there."""
    names = []
    for language in statement.languages:
        name = sheet.words.language_name(language)
        if language in sheet.view.languages and language != sheet.view.language:
            target = relative(sheet.place, site_path(language, sheet.view.default, sheet.path))
            names.append(Markup('<a href="{}" hreflang="{}">{}</a>').format(target, language, name))
        else:
            names.append(Markup("{}").format(name))
    return sheet.words.listing(names)


def _signatures(sheet: Sheet, statement: StatementView, *, counted: bool) -> tuple[Signature, ...]:
    """Answers that count, or those that do not; by the name under which they were given.

    Law: an answer that is not confirmed is never among those that count.
    """
    return tuple(
        Signature(_signatory(sheet, answer), answer.action, answer.capacity, answer.strength, answer.reservation)
        for answer in statement.answers
        if (answer.strength in COUNTED and answer.action == "endorse") == counted
    )


def _signatory(sheet: Sheet, answer: AnswerView) -> Markup:
    """The name that the member bore when it answered, linked to its page."""
    if answer.member not in sheet.site.members:
        return sheet.words.html("member.unnamed")
    return sheet.link(answer.name, f"members/{answer.member}/")
