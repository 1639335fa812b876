"""How a public campaign becomes the views of one language's site."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from coalition.campaign.manuscripts import manuscript_id
from coalition.campaign.public import PublicCampaign
from coalition.kinds.chapter import Chapter
from coalition.kinds.meeting import Meeting
from coalition.kinds.member import Member
from coalition.kinds.page import Page, ReportText
from coalition.kinds.practice import Practice
from coalition.kinds.record import Text
from coalition.kinds.settings import Settings
from coalition.kinds.words import LocalText
from coalition.outputs.site import statement_views, views
from coalition.outputs.words import Words, alphabetical
from coalition.prose.model import Book, Passage
from coalition.standing import Standing

Html = Callable[[str, str], Markup]
"""Clean HTML of an AST for the page of that path: the path says how its pictures are linked to."""
LAST = ("foreword", "summary")
"""Texts of the report that stand before the chapters, in this order; all others are annexes."""


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that a site is made of, in one language."""

    public: PublicCampaign
    standing: Standing
    language: str
    book: Book
    """The report's texts in that language."""
    texts: Book
    """All texts that stand by themselves."""
    html: Html
    words: Words
    history: dict[str, tuple[datetime, datetime]]
    """By path, when it was first and last committed."""
    downloads: tuple[views.Download, ...] = ()
    """Of the report."""
    statement_downloads: tuple[tuple[str, views.Download], ...] = ()
    cover: views.ImageView | None = None

    @property
    def settings(self) -> Settings:
        """The campaign's settings."""
        return self.public.campaign.settings

    @property
    def default(self) -> str:
        """The campaign's first language."""
        return self.settings.language

    def local(self, text: LocalText | None) -> str:
        """A text in the site's language, or in the nearest that there is."""
        return text.text(self.language, self.default) if text else ""

    def text(self, text: Text, path: str) -> views.TextView:
        """The prose of a text that stands by itself."""
        section = self.texts.section(manuscript_id(text))
        return views.TextView(self.html(section.ast, path), section.language)

    def in_language(self, model: type[Text], name: str) -> Text:
        """A text in the site's language, or as it was written."""
        campaign = self.public.campaign
        translated = campaign.translation(model, name, self.language)
        return translated or next(text for text in campaign.originals(model) if text.id == name)

    def dates(self, path: str) -> tuple[datetime | None, datetime | None]:
        """When a file was first and last committed; None while it is in no commit."""
        return self.history.get(path, (None, None))


def view(material: Material) -> views.CampaignView:
    """The whole campaign as one language's site shows it."""
    campaign, settings = material.public.campaign, material.settings
    chapters = tuple(_chapters(material))
    statements = tuple(statement_views.statements(material))
    return views.CampaignView(
        language=material.language,
        languages=settings.campaign.languages,
        name=material.local(settings.campaign.name),
        url=(campaign.site.site_url or "").rstrip("/") + "/" if campaign.site.site_url else "",
        secretariat=settings.campaign.secretariat if settings.campaign.secretariat in material.public.members else "",
        members=tuple(_members(material)),
        unnamed=material.public.unnamed,
        themes=tuple(
            views.ThemeView(name, material.local(theme.title), material.local(theme.description))
            for name, theme in settings.themes.items()
        ),
        report=_report(material),
        chapters=chapters,
        statements=statements,
        practices=tuple(_practices(material)),
        meetings=tuple(_meetings(material)),
        recommendations=(*_recommendations(material), *statement_views.demands(material)),
        handwritten=tuple(_handwritten(material)),
        stamp=material.standing.instant,
    )


def _members(material: Material) -> Iterator[views.MemberView]:
    for member in sorted(material.public.members.values(), key=lambda member: alphabetical(member.name)):
        yield _member(member, material)


def _member(member: Member, material: Material) -> views.MemberView:
    stages = material.settings.words.stages
    return views.MemberView(
        id=member.id,
        name=member.name,
        type=member.type,
        country=member.country,
        active=member.id in material.standing.active,
        other_names=tuple(views.OtherNameView(other.name, other.since, other.until) for other in member.other_names),
        areas=member.areas_served,
        stages=tuple(
            views.StageView(area, tuple(material.local(stages.get(word)) or word for word in words))
            for area, words in member.stages.items()
        ),
        themes=member.themes,
        languages=member.languages,
        summary=member.summary or "",
        website=member.website or "",
        identifiers=tuple(views.IdentifierView(number.scheme, number.id) for number in member.identifiers),
        consultative_status=member.consultative_status or "",
        part_of=member.part_of,
        contacts=tuple(
            views.ContactView(
                contact.type, contact.value, contact.label or "", contact.languages, contact.hours or "", contact.verified
            )
            for contact in member.contacts
        ),
        membership=tuple(views.MembershipView(change.status, change.on, change.into or "") for change in member.membership),
    )


def _order(material: Material) -> list[str]:
    report = material.settings.report
    return [name for name in (report.order if report else ()) if material.book.has(name)]


def _chapters(material: Material) -> Iterator[views.ChapterView]:
    for number, name in enumerate(_order(material), 1):
        chapter = material.in_language(Chapter, name)
        assert isinstance(chapter, Chapter)  # noqa: S101 -- for the type checker: asked for by type
        section, path = material.book.section(name), f"report/{name}/"
        first, last = material.dates(chapter.path)
        yield views.ChapterView(
            id=name,
            title=material.local(chapter.title),
            text=views.TextView(material.html(section.ast, path), section.language),
            theme=chapter.theme,
            lead=chapter.lead,
            number=number,
            contributors=chapter.contributors,
            reviewers=chapter.reviewers,
            status=chapter.status,
            abstract=chapter.abstract or "",
            keywords=chapter.keywords,
            sources=material.html(section.bibliography, path) if section.bibliography else Markup(),
            updated=last,
            published=first,
        )


def _report(material: Material) -> views.ReportView | None:
    report = material.settings.report
    if report is None:
        return None
    built = set(_order(material))
    parts = [views.PartView(material.local(part.title), part.chapters) for part in report.parts]
    if report.chapters:
        parts.insert(0, views.PartView("", report.chapters))
    shown = tuple(
        views.PartView(part.title, tuple(name for name in part.chapters if name in built)) for part in parts
    )
    return views.ReportView(
        title=material.local(report.title),
        edition=report.edition,
        licence=report.licence,
        parts=tuple(part for part in shown if part.chapters),
        subtitle=material.local(report.subtitle),
        date=material.standing.instant.date(),
        cover=material.cover,
        downloads=material.downloads,
        before=tuple(_matters(material, before=True)),
        after=tuple(_matters(material, before=False)),
        sources=material.html(material.book.bibliography, "report/") if material.book.bibliography else Markup(),
    )


def _matters(material: Material, *, before: bool) -> Iterator[views.MatterView]:
    names = [text.id for text in material.public.campaign.originals(ReportText)]
    wanted = [name for name in LAST if name in names] if before else [name for name in names if name not in LAST]
    for name in wanted:
        text = material.in_language(ReportText, name)
        assert isinstance(text, ReportText)  # noqa: S101 -- for the type checker: asked for by type
        section, path = material.book.section(manuscript_id(text)), f"report/{name}/"
        sources = material.html(section.bibliography, path) if section.bibliography else Markup()
        yield views.MatterView(name, text.title, views.TextView(material.html(section.ast, path), section.language), sources)


def _recommendations(material: Material) -> Iterator[views.RecommendationView]:
    for name in _order(material):
        chapter = material.in_language(Chapter, name)
        assert isinstance(chapter, Chapter)  # noqa: S101 -- for the type checker: asked for by type
        section = material.book.section(name)
        for passage in section.passages:
            if passage.kind in ("recommendation", "demand"):
                yield recommendation(
                    passage, material, f"report/{name}/", material.local(chapter.title), (chapter.theme,), section.language
                )


def recommendation(  # noqa: PLR0913 -- one for each thing that the passage does not know of itself
    passage: Passage, material: Material, page: str, title: str, themes: tuple[str, ...], language: str
) -> views.RecommendationView:
    """A marked passage with where it stands."""
    return views.RecommendationView(
        kind="recommendation" if passage.kind == "recommendation" else "demand",
        page=page,
        anchor=passage.id,
        text=passage.text,
        addressees=tuple(addressee(slug, material.words) for slug in passage.attribute("to").split()),
        source_title=title,
        number=passage.number,
        themes=themes,
        language=language,
    )


def addressee(slug: str, words: Words) -> views.Term:
    """An addressee of recommendations, as readers see it."""
    key = f"addressee.{slug}"
    return views.Term(slug, words(key) if words.has(key) else slug.replace("-", " "))


def _practices(material: Material) -> Iterator[views.PracticeView]:
    vocabularies = material.settings.words
    for original in material.public.campaign.originals(Practice):
        practice = material.in_language(Practice, original.id)
        assert isinstance(practice, Practice)  # noqa: S101 -- for the type checker: asked for by type
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
    originals = sorted(material.public.campaign.originals(Meeting), key=lambda meeting: (meeting.starts, meeting.id), reverse=True)
    for original in originals:
        meeting = material.in_language(Meeting, original.id)
        assert isinstance(meeting, Meeting)  # noqa: S101 -- for the type checker: asked for by type
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
        assert isinstance(page, Page)  # noqa: S101 -- for the type checker: asked for by type
        path = "" if page.id == "index" else f"{page.id}/"
        yield views.HandwrittenView(page.id, page.title, material.text(page, path), page.description or "")
