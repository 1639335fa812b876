"""How a public campaign becomes the views of one language's site."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup

from coalition.campaign.manuscripts import manuscript_id
from coalition.campaign.papers import CONTENT
from coalition.kinds.chapter import Chapter
from coalition.kinds.meeting import Meeting
from coalition.kinds.page import FRONT, Page, ReportText, address
from coalition.kinds.practice import Practice
from coalition.outputs.crediting import credited
from coalition.outputs.site import changes, edition_views, member_views, progress_views, statement_views, views
from coalition.outputs.site.material import Material, recommendations
from coalition.prose.lexicon import MADE, made_id
from coalition.prose.paragraphs import marked
from coalition.signing.signers import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.kinds.words import LocalText


def view(material: Material) -> views.CampaignView:
    """The whole campaign as one language's site shows it."""
    campaign, settings = material.public.campaign, material.settings
    chapters = tuple(_chapters(material))
    statements = tuple(statement_views.statements(material))
    return views.CampaignView(
        language=material.language,
        languages=material.languages,
        name=material.local(settings.campaign.name),
        url=(campaign.site.site_url or "").rstrip("/") + "/" if campaign.site.site_url else "",
        secretariat=settings.campaign.secretariat if settings.campaign.secretariat in material.public.members else "",
        members=tuple(member_views.members(material)),
        unnamed=material.public.unnamed,
        themes=tuple(
            views.ThemeView(name, material.local(theme.title), material.local(theme.description))
            for name, theme in settings.themes.items()
        ),
        report=_report(material),
        chapters=chapters,
        statements=statements,
        changes=tuple(changes.changes(material)),
        practices=tuple(_practices(material)),
        meetings=tuple(_meetings(material)),
        recommendations=(*_recommendations(material), *statement_views.demands(material)),
        handwritten=tuple(_handwritten(material)),
        progress=progress_views.progress(material),
        stamp=material.standing.instant,
    )


def _order(material: Material) -> list[str]:
    report = material.settings.report
    return [name for name in (report.order if report else ()) if material.book.has(name)]


def _chapters(material: Material) -> Iterator[views.ChapterView]:
    for number, name in enumerate(_order(material), 1):
        chapter = material.in_language(Chapter, name)
        section, path = material.book.section(name), f"report/{name}/"
        numbered = bool(material.settings.report and material.settings.report.numbered_paragraphs)
        cited = replace(section, ast=marked(section, numbered=numbered, linked=True))
        first, last = material.dates(chapter.path)
        yield views.ChapterView(
            id=name,
            title=material.local(chapter.title),
            text=material.shown(cited, path),
            theme=chapter.theme,
            lead=chapter.lead,
            number=number,
            contributors=chapter.contributors,
            reviewers=chapter.reviewers,
            status=chapter.status,
            abstract=chapter.abstract or "",
            keywords=chapter.keywords,
            sources=_works(material, section.bibliography, path, section.language),
            approvals=progress_views.approvals(material, chapter),
            proof=_proof(material, chapter),
            updated=last,
            published=first,
            people=credited(material.public, name),
        )


def _proof(material: Material, chapter: Chapter) -> views.ProofView | None:
    papers = material.public.approvals.get(chapter.id)
    if papers is None or not material.proofs:
        return None
    home = f"chapters/{chapter.id}/"
    kept = tuple(path.removeprefix(home) for path in papers if "/approvals/" in path and _is_answer(path))
    contents = tuple(path.removeprefix(home) for path in papers if path.startswith(f"{home}{CONTENT}/"))
    given = material.standing.of_chapter(chapter.id, chapter.language).given
    signed = next((one for one in given if one.strength == "signed" and one.path in papers), None)
    domain = material.settings.campaign.domain
    if signed is None:
        return views.ProofView(kept, domain=domain, contents=contents)
    moment = stamp(signed.arrived or material.standing.instant)
    return views.ProofView(kept, signed.member, signed.path.removeprefix(home), moment, domain, contents)


def _is_answer(path: str) -> bool:
    return path.endswith(".txt") and not path.endswith(".attestation.txt")


def _report(material: Material) -> views.ReportView | None:
    report = material.settings.report
    if report is None:
        return None
    built = set(_order(material))
    parts = [views.PartView(material.local(part.title), part.chapters) for part in report.parts]
    if report.chapters:
        parts.insert(0, views.PartView("", report.chapters))
    shown = tuple(views.PartView(part.title, tuple(name for name in part.chapters if name in built)) for part in parts)
    return views.ReportView(
        title=material.local(report.title),
        edition=report.edition,
        licence=report.licence,
        parts=tuple(part for part in shown if part.chapters),
        subtitle=material.local(report.subtitle),
        date=material.standing.day,
        cover=material.cover,
        downloads=material.downloads,
        before=tuple(_matters(material, before=True)),
        after=tuple(_matters(material, before=False)),
        sources=_works(material, material.book.bibliography, "report/", material.default),
        editions=edition_views.views(material),
    )


def _matters(material: Material, *, before: bool) -> Iterator[views.MatterView]:
    names = [text.id for text in material.public.campaign.originals(ReportText)]
    wanted = [name for name in FRONT if name in names] if before else [name for name in names if name not in FRONT]
    for name in wanted:
        text = material.in_language(ReportText, name)
        section, path = material.book.section(manuscript_id(text)), f"report/{name}/"
        sources = _works(material, section.bibliography, path, section.language)
        yield views.MatterView(name, text.title, material.shown(section, path), sources)
    for name in () if before else MADE:
        made = made_id(name)
        if material.book.has(made) and name not in names:
            section, path = material.book.section(made), f"report/{name}/"
            sources = _works(material, section.bibliography, path, section.language)
            title = material.words(f"report.{name}")
            yield views.MatterView(name, title, material.shown(section, path), sources)


def _works(material: Material, ast: str, path: str, language: str) -> Markup:
    """A list of works as HTML; nothing where there is none."""
    return material.html(ast, path, language) if ast else Markup()


def _recommendations(material: Material) -> Iterator[views.RecommendationView]:
    for name in _order(material):
        chapter = material.in_language(Chapter, name)
        section, title = material.book.section(name), material.local(chapter.title)
        yield from recommendations(material, section, f"report/{name}/", title, (chapter.theme,))


def _practices(material: Material) -> Iterator[views.PracticeView]:
    vocabularies = material.settings.words
    for original in material.public.campaign.originals(Practice):
        practice = material.in_language(Practice, original.id)
        first, last = material.dates(practice.path)

        def terms(words: tuple[str, ...], known: dict[str, LocalText]) -> tuple[views.Term, ...]:
            return tuple(views.Term(word, material.local(known.get(word)) or word) for word in words)

        yield views.PracticeView(
            id=practice.id,
            title=practice.title,
            text=material.text(practice, f"practices/{practice.id}/"),
            member=practice.member,
            summary=practice.summary,
            partners=practice.partners,
            countries=practice.countries,
            stages=terms(practice.stages, vocabularies.stages),
            themes=practice.themes,
            approaches=terms(practice.approaches, vocabularies.approaches),
            target_groups=terms(practice.target_groups, vocabularies.target_groups),
            frameworks=terms(practice.frameworks, vocabularies.frameworks),
            started=practice.started or "",
            ended=practice.ended or "",
            website=practice.website or "",
            updated=last,
            published=first,
        )


def _meetings(material: Material) -> Iterator[views.MeetingView]:
    originals = sorted(
        material.public.campaign.originals(Meeting), key=lambda meeting: (meeting.starts, meeting.id), reverse=True
    )
    for original in originals:
        meeting = material.in_language(Meeting, original.id)
        where = meeting.where
        yield views.MeetingView(
            id=meeting.id,
            title=meeting.title,
            text=material.text(meeting, f"meetings/{meeting.id}/"),
            scope=meeting.scope,
            kind=meeting.kind,
            starts=meeting.starts,
            ends=meeting.ends,
            past=(meeting.ends or meeting.starts) < material.standing.instant,
            city=where.city if where else "",
            country=where.country if where else "",
            venue=(where.venue or "") if where else "",
            online=meeting.online,
            host=meeting.host or "",
            participants=meeting.participants,
            governments=meeting.with_governments,
            themes=meeting.themes,
            languages=meeting.languages,
            summary=meeting.summary or "",
            website=meeting.website or "",
        )


def _handwritten(material: Material) -> Iterator[views.HandwrittenView]:
    for original in material.public.campaign.originals(Page):
        page = material.in_language(Page, original.id)
        text = material.text(page, address(page.id))
        yield views.HandwrittenView(page.id, page.title, text, page.description or "")
