"""Experiences and projects of members, told so that others can repeat them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.outputs.site.members import web_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Site
    from coalition.outputs.site.views import PracticeView


def pages(site: Site) -> Iterator[Page]:
    """Everything below `practices/`; nothing where there are none."""
    if not site.view.practices:
        return
    sheet = site.sheet("practices/")
    yield sheet.page(site.words("practices.title"), sheet.parts("practices"), description=site.words("practices.deck"))
    for practice in site.view.practices:
        yield _practice(site, practice)


def _practice(site: Site, practice: PracticeView) -> Page:
    sheet, words = site.sheet(f"practices/{practice.id}/"), site.words
    started = words.month(practice.started) if practice.started else ""
    when = words("practice.since", start=started)
    if practice.ended:
        when = words("practice.between", start=started, end=words.month(practice.ended))
    head = sheet.parts("practice_head", practice=practice, when=when, website=web_link(practice.website))
    return sheet.page(
        practice.title,
        head,
        sheet.notice(practice.text),
        sheet.text(practice.text),
        description=practice.summary,
        trail=((words("practices.title"), "practices/"),),
        layout="text",
        kicker=words("practice.kicker"),
        title_language=sheet.foreign(practice.text),
    )
