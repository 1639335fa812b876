"""What changed between a statement's versions: a page for each version that has one before it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.campaign.manuscripts import manuscript_id
from coalition.outputs import redlines
from coalition.outputs.site import views
from coalition.outputs.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from coalition.kinds.statement import Statement, StatementText
    from coalition.outputs.site.material import Material
    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Sheet, Site


def address(statement: str, number: int) -> str:
    """The page that says what changed in a version."""
    return f"statements/{statement}/changes/{number}/"


@dataclass(frozen=True, slots=True)
class ChangesView:
    """What changed in a version of a statement."""

    statement: str
    """Its id."""
    title: str
    number: int
    since: int
    """The version that it is compared with."""
    text: views.TextView
    """Both texts, what went and what came marked."""
    summary: str
    """How much it was, to stand in a sentence."""
    current: bool = True
    whole: bool = True
    """False where something was too much to compare."""
    corrects: int | None = None
    objections_until: datetime | None = None
    over: bool = False
    """Whether the time for objections is over."""


def changes(material: Material) -> Iterator[ChangesView]:
    """What changed in each version that is not the first, in the order of statements and versions.

    A version that is not yet current is shown only when it is a correction: members are asked whether they object.
    """
    for statement in material.public.campaign.statements.values():
        for number in compared(material, statement):
            old, new = _texts(material, statement, number)
            yield _view(material, statement, old, new)


def compared(material: Material, statement: Statement) -> tuple[int, ...]:
    """The versions of a statement that have such a page."""
    numbers = {text.version for text in material.public.campaign.versions(statement.id)}
    shown = [number for number in numbers if number <= statement.current_version or number in statement.corrections]
    return tuple(number for number in sorted(shown) if _texts(material, statement, number))


def before(material: Material, statement: Statement, number: int) -> int:
    """The version that one is compared with: the one that it corrects, or the next lower; 0 where there is none."""
    correction = statement.corrections.get(number)
    if correction is not None and correction.of < number:
        return correction.of
    numbers = {text.version for text in material.public.campaign.versions(statement.id)}
    return max((other for other in numbers if other < number), default=0)


def _texts(material: Material, statement: Statement, number: int) -> tuple[StatementText, ...]:
    """The two texts in one language: that of the site where both have it, else that which is signed; or none."""
    campaign = material.public.campaign
    pairs: list[dict[str, StatementText]] = []
    for version in (before(material, statement, number), number):
        known = [text for text in campaign.versions(statement.id, version) if material.texts.has(manuscript_id(text))]
        pairs.append({text.language: text for text in reversed(known)})
    signed = [text.language for text in campaign.versions(statement.id, number) if text.translates is None]
    for language in (material.language, *signed):
        if all(language in texts for texts in pairs):
            return tuple(texts[language] for texts in pairs)
    return ()


def _view(material: Material, statement: Statement, old: StatementText, new: StatementText) -> ChangesView:
    path = address(statement.id, new.version)
    names = {path: picture.name for path, picture in material.pictures.items()}
    sections = [material.texts.section(manuscript_id(text)) for text in (old, new)]
    sides = [
        redlines.statement_side(text, section, material.words, names)
        for text, section in zip((old, new), sections, strict=True)
    ]
    found = redlines.compared(*sides)
    correction = statement.corrections.get(new.version)
    return ChangesView(
        statement=statement.id,
        title=new.title,
        number=new.version,
        since=old.version,
        current=new.version == statement.current_version,
        text=views.TextView(material.html(found.ast, path, new.language), new.language),
        summary=redlines.summary(found.tally, material.words),
        whole=found.whole,
        corrects=correction.of if correction else None,
        objections_until=correction.objections_until if correction else None,
        over=correction is not None and correction.objections_until <= material.standing.instant,
    )


def pages(site: Site) -> Iterator[Page]:
    """The pages below `statements/<id>/changes/`."""
    for view in site.view.changes:
        yield _page(site.sheet(address(view.statement, view.number)), view)


def _page(sheet: Sheet, view: ChangesView) -> Page:
    others = [other for other in sheet.view.changes if other.statement == view.statement and other is not view]
    direction = Words(view.text.language).direction
    head = sheet.parts("changes_head", changes=view, others=[(other.number, address_of(other)) for other in others])
    return sheet.page(
        sheet.words("changes.title", number=sheet.words.number(view.number)),
        head,
        sheet.notice(view.text),
        sheet.parts("changes", html=view.text.html, foreign=sheet.foreign(view.text), direction=direction),
        description=view.title,
        trail=(
            (sheet.words("statements.title"), "statements/"),
            (view.title, f"statements/{view.statement}/"),
        ),
        layout="text",
        kicker=sheet.words("statement.kicker"),
        search=False,
    )


def address_of(view: ChangesView) -> str:
    """The page of a comparison."""
    return address(view.statement, view.number)
