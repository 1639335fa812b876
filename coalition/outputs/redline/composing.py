"""Two editions of the report made one: text by text, in the order of the newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.campaign.manuscripts import book
from coalition.kinds.chapter import Chapter
from coalition.kinds.page import ReportText
from coalition.outputs.redline.model import CHANGED, DROPPED, NEW, SAME, Edition, Part, Redline, Text
from coalition.prose.allowlist import Cleaner
from coalition.prose.ast import Blocks, blocks_of, div, document, header, para, words
from coalition.prose.compare import Side, compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from coalition.campaign.model import Campaign
    from coalition.outputs.words import Words
    from coalition.prose.model import Book, Picture

TITLE, SOURCES = ":title", ":sources"
_AROUND = ":"
"""With a colon begin the ids of what is no chapter: no chapter's id holds one."""


def edition(  # noqa: PLR0913 -- what is known of an edition, each by its name
    name: str, campaign: Campaign, prepared: Book, pictures: Iterable[Picture], *, say: Words, drafts: bool = False
) -> Edition:
    """The report of a campaign as its readers get it, in the language of `say`."""
    settings = campaign.settings
    report, default = settings.report, settings.language
    title = (report.title if report else settings.campaign.name).text(say.language, default)
    subtitle = report.subtitle.text(say.language, default) if report and report.subtitle else ""
    front = Text(TITLE, title, "", subtitle, document([]), "")
    texts = [front, *_texts(campaign, prepared, say, drafts=drafts)]
    if prepared.bibliography:
        texts.append(Text(SOURCES, say("report.sources"), "", "", prepared.bibliography, ""))
    return Edition(name, title, tuple(texts), tuple(pictures))


def _texts(campaign: Campaign, prepared: Book, say: Words, *, drafts: bool) -> Iterator[Text]:
    default = campaign.settings.language
    records: dict[str, Chapter | ReportText] = {chapter.path: chapter for chapter in campaign.of(Chapter)}
    records |= {text.path: text for text in campaign.of(ReportText)}
    for manuscript in book(campaign, say.language, drafts=drafts):
        if not prepared.has(manuscript.id):
            continue  # there is nothing in a text that is made of the lexicon
        record, section = records.get(manuscript.path), prepared.section(manuscript.id)
        own = "" if prepared.bibliography else section.bibliography
        ast = document([*blocks_of(section.ast), *(blocks_of(own) if own else [])])
        if isinstance(record, Chapter):
            title, number = record.title.text(say.language, default), str(manuscript.number or "")
            yield Text(record.id, title, number, record.abstract or "", ast, manuscript.id)
        elif record is None:
            yield Text(
                f"{_AROUND}{manuscript.made_of}", say(f"report.{manuscript.made_of}"), "", "", ast, manuscript.id
            )
        else:  # its id names no language: a translation is the same text
            yield Text(f"{_AROUND}{record.id}", record.title, "", "", ast, manuscript.id)


def redline(old: Edition, new: Edition, *, say: Words, author: str, instant: datetime) -> Redline:
    """What became of the older edition in the newer one.

    Laws: every text of either is a part, once, in the order of the newer one, and what was dropped behind what stood
    before it; comparing an edition with itself changes no part.
    """
    was, now = ({text.id: text for text in side.texts} for side in (old, new))
    names = [{picture.path: picture.name for picture in side.pictures} for side in (old, new)]
    parts = []
    for name in order(list(was), list(now)):
        texts = was.get(name), now.get(name)
        sides = [
            Side(_with_title(text), text.prefix, shown) if text else Side(document([]), _prefix(texts))
            for text, shown in zip(texts, names, strict=True)
        ]
        found = compare(*sides)
        state = NEW if texts[0] is None else DROPPED if texts[1] is None else SAME if found.same else CHANGED
        parts.append(Part(name, (texts[1] or texts[0] or old.texts[0]).title, state, found))
    pictures = {picture.name: picture for picture in (*old.pictures, *new.pictures)}
    return Redline(
        new.title, (old.name, new.name), say.language, instant, author, tuple(parts), tuple(pictures.values())
    )


def order(old: list[str], new: list[str]) -> list[str]:
    """The new ones in their order, and each old one that went behind what stood before it."""
    found = list(new)
    for index, name in enumerate(old):
        if name not in found:
            before = old[index - 1] if index else None
            found.insert(found.index(before) + 1 if before in found else 0, name)
    return found


def _with_title(text: Text) -> str:
    """The text below its title, as it stands in the report."""
    clean = Cleaner().text
    number = words(f"{text.number} ") if text.number else []
    front: Blocks = [header(1, [*number, *words(clean(text.title))])]
    if text.abstract:
        front.append(div([para(words(clean(text.abstract)))], classes=["abstract"]))
    return document([*front, *blocks_of(text.ast)])


def _prefix(texts: tuple[Text | None, Text | None]) -> str:
    return next(text.prefix for text in texts if text is not None)
