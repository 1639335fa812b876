"""The campaign's texts as manuscripts for the prose room, and its sources as a bibliography."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from dataclasses import replace
from functools import lru_cache
from string import ascii_uppercase
from typing import TYPE_CHECKING

from coalition.campaign.lexicon import PATHS, lexicon
from coalition.kinds import chapter as chapters
from coalition.kinds import statement as statements
from coalition.kinds.chapter import Chapter
from coalition.kinds.dataset import Dataset
from coalition.kinds.meeting import Meeting
from coalition.kinds.page import FRONT, Page, ReportText, address
from coalition.kinds.practice import Practice
from coalition.kinds.record import PICTURE
from coalition.kinds.site import SECTIONS
from coalition.kinds.source import Source
from coalition.kinds.statement import StatementText
from coalition.parsing.csv import Table
from coalition.prose import styles
from coalition.prose.lexicon import GLOSSARY, INDEX, INSTRUMENTS, made_id
from coalition.prose.model import Bibliography, Manuscript, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coalition.campaign.consents import Told
    from coalition.campaign.model import Campaign
    from coalition.kinds.record import Text
    from coalition.prose.lexicon import Lexicon

SITE = "site:"
"""Begins the name under which the HTML writer is handed the address of a place of the site."""
_LINK = re.compile(r"\]\(\s*<?([^)\s<>]+)")
_CHART = re.compile(r"\.(?:chart|map)\b")
_PICTURE = re.compile(f".+{PICTURE}", re.DOTALL)
PREFIXES: dict[type[Text], str] = {
    StatementText: "statement-",
    Page: "page-",
    ReportText: "report-",
    Practice: "practice-",
    Meeting: "meeting-",
}


def manuscript_id(text: Text) -> str:
    """The id that prefixes every id of the text; unique among all texts of a campaign.

    A chapter's is its own id, so that `@hiv-aids/sec-testing` reads as it is written.
    """
    if isinstance(text, Chapter):
        return text.id
    name = PREFIXES[type(text)] + text.id.replace("/", "_")
    version = f"-v{text.version}" if isinstance(text, StatementText) else ""
    return f"{name}{version}-{text.language.lower()}"


def book(campaign: Campaign, language: str, *, drafts: bool = True, told: Told = frozenset()) -> tuple[Manuscript, ...]:
    """The report's texts in one language and in reading order: foreword, summary, chapters, annexes, glossary, instruments.

    `told` are the testimonies that may be told; in what is made of these texts stands no other.

    A chapter that is not translated, or whose translation is a draft that nobody asked for, stands in its own
    language. Chapters that the report's order does not name come after the others, without a number, so that `check`
    sees them too.
    """
    order = dict.fromkeys(campaign.settings.report.order if campaign.settings.report else ())
    shown = dict(_chapters(campaign, language, drafts=drafts))
    known = [name for name in order if name in shown]
    numbers = {name: number for number, name in enumerate(known, 1)}
    texts = [
        _manuscript(campaign, shown[name], number=numbers.get(name), cites=True, passages=chapters.PASSAGES)
        for name in (*known, *(name for name in shown if name not in order))
    ]
    around = dict(_report_texts(campaign, language))
    before = [around[name] for name in FRONT if name in around]
    annexes = [around[name] for name in sorted(around) if name not in FRONT]
    lettered = (replace(text, letter=_letters(index)) for index, text in enumerate(annexes))
    written = _once((*before, *texts, *lettered))
    words = {name: lexicon(campaign, name) for name in {language, *(text.language for text in written)}}
    # A text without a testimony is the same whatever may be told: it is prepared once for every use.
    explained = (
        replace(text, lexicon=words[text.language], told=told if "testimony" in text.body else text.told)
        for text in written
    )
    return _once((*explained, *_made(words[language], language)))


def _letters(index: int) -> str:
    """A to Z, then AA, AB and so on."""
    return (_letters(index // 26 - 1) if index >= 26 else "") + ascii_uppercase[index % 26]


def _made(words: Lexicon, language: str) -> Iterator[Manuscript]:
    """The texts that nobody writes: prose makes them of the lexicon."""
    for name, entries in ((GLOSSARY, words.terms), (INSTRUMENTS, words.instruments), (INDEX, words.countries)):
        if entries:
            yield Manuscript(
                id=made_id(name),
                path=PATHS[name],
                body="",
                language=language,
                numbered=False,
                speaks=False,
                lexicon=words,
                made_of=name,
            )


def _chapters(campaign: Campaign, language: str, *, drafts: bool) -> Iterator[tuple[str, Chapter]]:
    for name, original in campaign.chapters.items():
        for chapter in (campaign.translation(Chapter, name, language), original):
            if chapter is not None and (drafts or chapter.released):
                yield name, chapter
                break


def _report_texts(campaign: Campaign, language: str) -> Iterator[tuple[str, Manuscript]]:
    for original in campaign.originals(ReportText):
        text = campaign.translation(ReportText, original.id, language) or original
        yield text.id, _manuscript(campaign, text, cites=True, numbered=False, passages=chapters.PASSAGES)


def apart(campaign: Campaign) -> tuple[Manuscript, ...]:
    """Every text that stands by itself: statements, practices, meetings, pages, translations of chapters apart."""
    found = [
        _manuscript(campaign, text, cites=False, numbered=False, passages=statements.PASSAGES)
        for text in campaign.of(StatementText)
    ]
    for model in (Practice, Meeting, Page):
        found += [_manuscript(campaign, text, cites=False, numbered=False) for text in campaign.of(model)]
    return _once(found)


def _once(manuscripts: Iterable[Manuscript]) -> tuple[Manuscript, ...]:
    """Of two texts with one id the first: that there are two is a problem that `check` reports."""
    found: dict[str, Manuscript] = {}
    for manuscript in manuscripts:
        found.setdefault(manuscript.id, manuscript)
    return tuple(found.values())


def _manuscript(  # noqa: PLR0913 -- one for each thing that the text does not know of itself
    campaign: Campaign,
    text: Text,
    *,
    cites: bool,
    numbered: bool = True,
    number: int | None = None,
    passages: frozenset[str] = frozenset(),
) -> Manuscript:
    folder = text.path.rpartition("/")[0] + "/"
    shown = _pictures_below(campaign.paths).get(folder, frozenset())
    return Manuscript(
        id=manuscript_id(text),
        path=text.path,
        body=text.body,
        first_line=text.body_line,
        language=text.language,
        numbered=numbered,
        number=number,
        images=shown,
        data=_tables(campaign, folder, text.body),
        passages=passages,
        cites=cites,
        speaks=_speaks(text),
        targets={} if cites else targets(campaign, text),
    )


def _tables(campaign: Campaign, folder: str, body: str) -> dict[str, Table]:
    """The tables of a text's folder that are spoken of in it, by their paths."""
    if not _CHART.search(body):
        return {}
    found = [one for one in campaign.of(Dataset) if one.path.startswith(folder)]
    return {one.path: Table(one.header, one.rows, one.places, one.notes) for one in found}


def _speaks(text: Text) -> bool:
    """Whether a text must say something: home has blocks of our own, a meeting its dates, a chapter time until it is done."""
    if isinstance(text, Chapter):
        return text.released
    return not (isinstance(text, Meeting) or (isinstance(text, Page) and text.id == "index"))


def targets(campaign: Campaign, text: Text) -> dict[str, str]:
    """The links of a text that lead to places of the site: each as written, with its name for the HTML writer.

    A link is relative to the text's own folder of the site (`members/` in a page, `../members/` in a practice), or
    names a page's file (`about.md`). What is not public is no place of the site.
    """
    folder = text.path.rpartition("/")[0].removeprefix("pages").strip("/")
    found: dict[str, str] = {}
    for written in sorted(set(_LINK.findall(text.body))):
        path, mark, anchor = written.partition("#")
        place = _place(campaign, posixpath.normpath(posixpath.join(folder, path))) if path else None
        if place is not None:
            found[written] = f"{SITE}{place}{mark}{anchor}"
    return found


def _place(campaign: Campaign, path: str) -> str | None:
    """The path of the site's page that a link means, or None."""
    if path.endswith(".md"):
        page = path.removesuffix(".md")
        return None if campaign.original(Page, page) is None else address(page)
    section, _, name = path.partition("/")
    if f"{section}/" not in SECTIONS:
        return None
    if not name:
        return f"{section}/"
    there = {
        "members": name in campaign.members and campaign.members[name].visibility == "public",
        "statements": name in campaign.statements,
        "themes": name in campaign.settings.themes,
        "report": name in campaign.chapters,
        "practices": campaign.original(Practice, name) is not None,
        "meetings": campaign.original(Meeting, name) is not None,
    }
    return f"{path}/" if there.get(section) else None


def pictures(campaign: Campaign) -> tuple[str, ...]:
    """Paths of the pictures that can be read, sorted."""
    return tuple(path for path in _pictures(campaign.paths) if path not in campaign.unread)


@lru_cache(maxsize=4)
def _pictures(paths: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(path for path in paths if _PICTURE.fullmatch(path)))


@lru_cache(maxsize=4)
def _pictures_below(paths: frozenset[str]) -> dict[str, frozenset[str]]:
    """By folder with its slash: the pictures in it, however deep."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in _pictures(paths):
        folder = path
        while folder:
            folder = folder.rstrip("/").rpartition("/")[0]
            found[f"{folder}/"].add(path)
    return {folder: frozenset(pictures) for folder, pictures in found.items()}


def bibliography(campaign: Campaign, language: str) -> Bibliography:
    """The campaign's sources, cited as the report says, in a text of that language."""
    report = campaign.settings.report
    name = report.citation_style if report else styles.DEFAULT
    style = styles.choose(name, campaign.texts) or styles.shipped(styles.DEFAULT)
    own: dict[str, tuple[Reference, ...]] = {}
    for chapter in sorted({source.chapter for source in campaign.of(Source)} - {""}):
        own[chapter] = _references(campaign.sources(chapter))
    # A term may rest on a work of any chapter.
    every = _references(campaign.of(Source))
    own[made_id(GLOSSARY)] = every
    return Bibliography(
        shared=_references(campaign.sources()),
        own=own,
        style=style.text,
        style_path=name if styles.is_own(name) else "",
        in_notes=style.in_notes,
        language=style.language(language),
        scope=report.bibliography if report else "whole",
    )


def _references(sources: tuple[Source, ...]) -> tuple[Reference, ...]:
    """Of two entries with one key the first: the second is a problem that `check` reports."""
    found: dict[str, Reference] = {}
    for source in sources:
        found.setdefault(source.key, Reference(source.key, source.entry.raw, source.place()))
    return tuple(found.values())
