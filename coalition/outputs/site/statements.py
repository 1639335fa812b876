"""Joint statements: the list by state and by theme, and a page for each with its text and what members answered."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from coalition.kinds.site import BY_THEME
from coalition.outputs import answering
from coalition.outputs.site import signatories
from coalition.outputs.site.page import Page, relative, site_path
from coalition.outputs.site.report import CONTENTS_FROM

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.site.page import Part
    from coalition.outputs.site.sheet import Sheet, Site
    from coalition.outputs.site.statement_views import StatementView

GROUPS = (
    ("open", ("consultation", "final", "open")),
    ("sent", ("closed", "submitted", "published", "answered")),
    ("past", ("superseded", "withdrawn")),
    ("draft", ("draft",)),
)
"""What readers are told apart, and the states of a statement in each."""
DIGEST_PIECE = 16
"""Letters of a digest that stand together: a line may end behind them, and no blank comes with what is copied."""


@dataclass(frozen=True, slots=True)
class Group:
    """Statements in one state."""

    id: str
    statements: tuple[StatementView, ...]


def pages(site: Site) -> Iterator[Page]:
    """Everything below `statements/`."""
    sheet = site.sheet("statements/")
    groups = [
        Group(name, tuple(statement for statement in site.view.statements if statement.status in states))
        for name, states in GROUPS
    ]
    themed = any(statement.themes for statement in site.view.statements)
    body = sheet.parts("statements", groups=[group for group in groups if group.statements], themed=themed)
    yield sheet.page(site.words("statements.title"), body, description=site.words("statements.deck"))
    if themed:
        yield _by_theme(site)
    for statement in site.view.statements:
        yield _statement(site, statement)


def _by_theme(site: Site) -> Page:
    """Every statement under each of its themes; those without one come last."""
    sheet, statements = site.sheet(f"statements/{BY_THEME}/"), site.view.statements
    themes = [
        (theme, found)
        for theme in site.view.themes
        if (found := [statement for statement in statements if theme.id in statement.themes])
    ]
    known = {theme.id for theme in site.view.themes}
    others = [statement for statement in statements if not known.intersection(statement.themes)]
    body = sheet.parts("statements_by_theme", themes=themes, others=others)
    trail = ((site.words("statements.title"), "statements/"),)
    return sheet.page(site.words("statements.by-theme.title"), body, trail=trail, search=False)


def _statement(site: Site, statement: StatementView) -> Page:
    sheet = site.sheet(f"statements/{statement.id}/")
    tail = _tail(sheet, statement)
    text = sheet.text(statement.text)
    toc = [part.heading for part in (*text, *tail) if part.heading is not None and part.heading.level <= 3]
    head = sheet.parts(
        "statement_head",
        statement=statement,
        toc=toc if len(toc) >= CONTENTS_FROM else [],
        addressees=_addressees(sheet, statement),
        languages=_languages(sheet, statement),
        themes=sheet.listed_themes(name for name in statement.themes if name in site.themes),
        versions=_version(sheet, statement),
        meeting=next((meeting for meeting in site.view.meetings if meeting.id == statement.meeting), None),
        totals=answering.totals(site.words, statement.answers) if statement.answers.totals.counted else "",
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


def _tail(sheet: Sheet, statement: StatementView) -> tuple[Part, ...]:
    answers, words = statement.answers, sheet.words
    return sheet.parts(
        "statement_tail",
        statement=statement,
        totals=answering.totals(words, answers),
        adoption=answering.adoption(words, answers, sheet.view.stamp),
        recorded=any(answer.arrived for answer in answers.all),
        signed=signatories.signed(sheet, answers),
        late=[signatories.row(sheet, answer, action=False) for answer in answers.late],
        reservations=[signatories.reservation(sheet, answer) for answer in answers.reserved],
        reasons=any(answer.action != "endorse" for answer in answers.reserved),
        refused=signatories.refused(sheet, answers),
        uncounted=signatories.uncounted(sheet, answers),
        digest=_digest(statement.digest),
        command=f"coalition statement verify {statement.id}",
    )


def _digest(value: str) -> Markup:
    pieces = (value[start : start + DIGEST_PIECE] for start in range(0, len(value), DIGEST_PIECE))
    return Markup("<wbr>").join(pieces)


def _addressees(sheet: Sheet, statement: StatementView) -> Markup:
    """To whom it is addressed, with the country where it has one."""
    names = []
    for addressee in statement.addressees:
        name = Markup("{}").format(addressee.name)
        names.append(Markup("{} ({})").format(name, sheet.country(addressee.country)) if addressee.country else name)
    return sheet.words.listing(names)


def _version(sheet: Sheet, statement: StatementView) -> Markup:
    """Which version the page shows, where there are others."""
    if len(statement.versions) < 2:
        return Markup()
    number = sheet.words("statement.version", number=sheet.words.number(statement.version))
    return Markup('<a href="#versions">{}</a>').format(number)


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
