"""The joint report: its own page, a page for each chapter and other text, and its list of works cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from coalition.kinds.site import SOURCES
from coalition.outputs import citing
from coalition.outputs.report.licences import licence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.citing import Work
    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Sheet, Site
    from coalition.outputs.site.views import ChapterView, MatterView, RecommendationView, ReportView

CONTENTS_FROM = 3
"""A text with fewer headings of the second level needs no list of contents."""


def pages(site: Site) -> Iterator[Page]:
    """Everything below `report/`; nothing where the campaign has no report."""
    report = site.view.report
    if report is None:
        return
    whole, *works = citing.works(site.view)
    yield _front(site, report, whole)
    for matter in (*report.before, *report.after):
        yield _matter(site, report, matter)
    for position, work in enumerate(works):
        yield _chapter(site, report, position, work)
    if report.sources:
        sheet = site.sheet(f"report/{SOURCES}/")
        parts = sheet.parts("sources", sources=report.sources)
        yield sheet.page(site.words("sources.title"), parts, trail=_trail(report), layout="text")


def _trail(report: ReportView) -> tuple[tuple[str, str], ...]:
    return ((report.title, "report/"),)


def _front(site: Site, report: ReportView, work: Work) -> Page:
    sheet = site.sheet("report/")
    chapters = {chapter.id: chapter for chapter in site.view.chapters}
    parts = [
        {"title": part.title, "chapters": [chapters[name] for name in part.chapters if name in chapters]}
        for part in report.parts
    ]
    body = sheet.parts(
        "report",
        report=report,
        parts=parts,
        recommendations=len(site.view.recommendations),
        citation=_cited_report(sheet, report),
        cite_files=citing.places(site.view),
        licence=licence(report.licence),
    )
    return sheet.page(
        report.title,
        body,
        description=report.subtitle,
        metadata=citing.highwire(work),
        linked=citing.linked(work),
    )


def _matter(site: Site, report: ReportView, matter: MatterView) -> Page:
    sheet = site.sheet(f"report/{matter.id}/")
    sources = sheet.parts("sources", sources=matter.sources) if matter.sources else ()
    return sheet.page(
        matter.title,
        sheet.notice(matter.text),
        sheet.text(matter.text),
        sources,
        trail=_trail(report),
        layout="text",
        title_language=sheet.foreign(matter.text),
    )


def _chapter(site: Site, report: ReportView, position: int, work: Work) -> Page:
    chapters = site.view.chapters
    chapter = chapters[position]
    sheet = site.sheet(f"report/{chapter.id}/")
    recommendations = _recommendations(site, chapter)
    tail = sheet.parts(
        "chapter_tail",
        chapter=chapter,
        recommendations=recommendations,
        citation=_cited_chapter(sheet, report, chapter),
        cite_files=citing.places(site.view),
        previous=chapters[position - 1] if position else None,
        next=chapters[position + 1] if position + 1 < len(chapters) else None,
    )
    text = sheet.text(chapter.text)
    toc = [part.heading for part in (*text, *tail) if part.heading is not None and part.heading.level <= 3]
    head = sheet.parts(
        "chapter_head",
        chapter=chapter,
        toc=toc if len(toc) >= CONTENTS_FROM else [],
        pdf=next((file for file in report.downloads if file.format == "pdf"), None),
    )
    return sheet.page(
        chapter.title,
        head,
        sheet.notice(chapter.text),
        text,
        tail,
        description=chapter.abstract,
        trail=_trail(report),
        layout="text",
        title_language=sheet.foreign(chapter.text),
        kicker=site.words("chapter.number", number=site.words.number(chapter.number)) if chapter.number else "",
        metadata=citing.highwire(work),
        linked=citing.linked(work),
    )


def _recommendations(site: Site, chapter: ChapterView) -> tuple[RecommendationView, ...]:
    page = f"report/{chapter.id}/"
    return tuple(item for item in site.view.recommendations if item.page == page)


def _year(report: ReportView) -> str:
    return str(report.date.year) if report.date else report.edition


def _name(site: Site, id: str) -> str:  # noqa: A002 -- the field's own word
    member = site.members.get(id)
    return member.name if member else site.words("member.unnamed")


def _cited_report(sheet: Sheet, report: ReportView) -> Markup:
    return sheet.words.html(
        "cite.report",
        campaign=sheet.view.name,
        year=_year(report),
        title=Markup("<cite>{}</cite>").format(report.title),
        edition=report.edition,
        address=sheet.address(),
    )


def _cited_chapter(sheet: Sheet, report: ReportView, chapter: ChapterView) -> Markup:
    authors = [_name(sheet.site, name) for name in (chapter.lead, *chapter.contributors)]
    return sheet.words.html(
        "cite.chapter",
        authors=sheet.words.listing(authors),
        year=_year(report),
        chapter=chapter.title,
        title=Markup("<cite>{}</cite>").format(report.title),
        campaign=sheet.view.name,
        address=sheet.address(),
    )
