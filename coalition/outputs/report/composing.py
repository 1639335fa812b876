"""How a public campaign and its prepared book become a `Report`."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from coalition.campaign.manuscripts import manuscript_id
from coalition.kinds.chapter import Chapter
from coalition.kinds.page import FRONT, ReportText
from coalition.outputs.crediting import credited
from coalition.outputs.report.assembly import Demands, FrontAndBack, PartPlan, Plan, assemble
from coalition.outputs.report.licences import credit
from coalition.outputs.report.model import CitationStyle, Imprint, Organisation, Report
from coalition.outputs.report.words import words as report_words
from coalition.outputs.site.page import site_path
from coalition.outputs.words import Words
from coalition.prose import styles
from coalition.prose.lexicon import GLOSSARY, INDEX, INSTRUMENTS, made_id
from coalition.prose.paragraphs import marked

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from coalition.campaign.public import PublicCampaign
    from coalition.kinds.settings import ReportSettings
    from coalition.prose.model import Book, Picture
    from coalition.standing.model import Standing


def compose(  # noqa: PLR0913 -- one for each thing that the campaign does not know of itself
    public: PublicCampaign,
    report: ReportSettings,
    book: Book,
    pictures: Mapping[str, Picture],
    *,
    language: str,
    standing: Standing,
    commit: str = "",
    draft: bool = False,
    texts: Book | None = None,
) -> Report:
    """The report of a campaign in one language, on the day of its commit; `texts` holds the statements' texts."""
    day = standing.day
    if report.numbered_paragraphs:
        numbered = (replace(section, ast=marked(section, numbered=True)) for section in book.sections)
        book = replace(book, sections=tuple(numbered))
    interface = Words(language)
    organisations = [
        Organisation(member.id, member.name, interface.country(member.country)) for member in public.members.values()
    ]
    made = assemble(
        _imprint(public, report, language, day, commit=commit, draft=draft),
        book,
        [part for part in _parts(public, report, book, standing, language) if part.chapters],
        organisations,
        words=report_words(language),
        around=_around(public, book, language),
        pictures={path: picture for path, picture in pictures.items() if path in _shown(book)},
        demands=_demands(public, texts, language) if texts is not None else (),
    )
    return replace(made, style=_style(public, report) if any(one.cited for one in book.sections) else None)


def _style(public: PublicCampaign, report: ReportSettings) -> CitationStyle | None:
    """The style in which works are cited, with the authors of whatever it is made of."""
    chosen = styles.choose(report.citation_style, public.campaign.texts)
    if chosen is None:
        return None
    heads = [head for head in (chosen.head, chosen.parent) if head is not None]
    rules = heads[-1]
    return CitationStyle(
        title=chosen.head.title or report.citation_style,
        authors=tuple(dict.fromkeys(author for head in heads for author in head.authors)),
        terms=credit(rules.licence, rules.rights),
    )


def _demands(public: PublicCampaign, texts: Book, language: str) -> Iterator[Demands]:
    """The current text of each statement, in that language or in its normative one."""
    campaign = public.campaign
    site, default = campaign.site.site_url or "", campaign.settings.language
    for statement in campaign.statements.values():
        known = [
            text
            for text in campaign.versions(statement.id, statement.current_version)
            if texts.has(manuscript_id(text))
        ]
        text = next(iter([text for text in known if text.language == language] or known), None)
        if text is not None:
            path = site_path(language, default, f"statements/{statement.id}/")
            yield Demands(
                title=text.title,
                section=texts.section(manuscript_id(text)),
                page=f"{site.rstrip('/')}/{path}" if site else "",
                theme=Words(language).joined([_theme(public, theme, language) for theme in statement.themes]),
                countries=text.countries,
            )


def _theme(public: PublicCampaign, theme: str, language: str) -> str:
    """A theme in words; its id where the campaign has no such theme."""
    settings = public.campaign.settings
    return settings.themes[theme].title.text(language, settings.language) if theme in settings.themes else theme


def _imprint(  # noqa: PLR0913 -- one for each thing that the campaign does not know of itself
    public: PublicCampaign, report: ReportSettings, language: str, day: date, *, commit: str, draft: bool
) -> Imprint:
    settings = public.campaign.settings.campaign
    default = public.campaign.settings.language
    secretariat = public.members.get(settings.secretariat)
    addresses = [contact.value for contact in secretariat.contacts if contact.type == "email"] if secretariat else []
    return Imprint(
        title=report.title.text(language, default),
        subtitle=report.subtitle.text(language, default) if report.subtitle else "",
        campaign=settings.name.text(language, default),
        publisher=secretariat.name if secretariat else settings.name.text(language, default),
        edition=report.edition,
        # A tag URI (RFC 4151) needs no server, and names one edition in one language for ever.
        identifier=f"tag:{settings.domain},{day.year}:report/{report.edition}/{language}",
        date=day,
        language=language,
        licence=report.licence,
        contact=next(iter(addresses), ""),
        website=public.campaign.site.site_url or "",
        commit=commit,
        draft=draft,
    )


def _parts(
    public: PublicCampaign, report: ReportSettings, book: Book, standing: Standing, language: str
) -> Iterator[PartPlan]:
    yield PartPlan(tuple(_plans(public, report.chapters, book, standing, language)))
    for part in report.parts:
        title = part.title.text(language, public.campaign.settings.language)
        yield PartPlan(tuple(_plans(public, part.chapters, book, standing, language)), title)


def _plans(
    public: PublicCampaign, names: tuple[str, ...], book: Book, standing: Standing, language: str
) -> Iterator[Plan]:
    campaign = public.campaign
    for name in names:
        chapter = campaign.translation(Chapter, name, language) or campaign.chapters.get(name)
        if chapter is not None and book.has(name):
            yield Plan(
                id=name,
                title=chapter.title.text(language, campaign.settings.language),
                abstract=chapter.abstract or "",
                lead=chapter.lead,
                contributors=chapter.contributors,
                reviewers=chapter.reviewers,
                approvals=standing.of_chapter(name, chapter.language),
                theme=_theme(public, chapter.theme, language),
                people=credited(public, name),
            )


def _around(public: PublicCampaign, book: Book, language: str) -> FrontAndBack:
    campaign = public.campaign
    found: dict[str, tuple[str, str]] = {}
    for original in campaign.originals(ReportText):
        text = campaign.translation(ReportText, original.id, language) or original
        if book.has(manuscript_id(text)):
            found[text.id] = (manuscript_id(text), text.title)
    annexes = [found[name] for name in sorted(found) if name not in FRONT]
    words = report_words(language)
    for name, title in ((GLOSSARY, words.glossary), (INSTRUMENTS, words.instruments), (INDEX, words.names)):
        if book.has(made_id(name)) and name not in found:
            annexes.append((made_id(name), title))
    return FrontAndBack(found.get("foreword"), found.get("summary"), tuple(annexes))


def _shown(book: Book) -> frozenset[str]:
    return frozenset(path for section in book.sections for path in section.shown)
