"""Two editions of the report made one: text by text, in the order of the newer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.campaign.manuscripts import book
from coalition.kinds.chapter import Chapter
from coalition.kinds.page import ReportText
from coalition.outputs.redline.model import CHANGED, DROPPED, NEW, SAME, Edition, Part, Redline, Text
from coalition.prose.alignment import Change, aligned
from coalition.prose.allowlist import Cleaner
from coalition.prose.ast import Blocks, blocks_of, div, document, header, para, span, words
from coalition.prose.compare import Side, compare_all
from coalition.prose.likeness import kinship
from coalition.prose.redlined import NUMBER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime

    from coalition.campaign.model import Campaign
    from coalition.outputs.words import Words
    from coalition.prose.model import Book, Picture

TITLE, SOURCES = ":title", ":sources"
_AROUND = ":"
"""With a colon begin the ids of what is no chapter: no chapter's id holds one."""
_SAME_TEXT = 0.4
"""The share of two texts, under two names, from which they are one under another name."""


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


def redline(  # noqa: PLR0913 -- two editions, and how they are told
    old: Edition,
    new: Edition,
    *,
    say: Words,
    author: str,
    instant: datetime,
    chosen: Collection[str] = (),
) -> Redline:
    """What became of the older edition in the newer one; with `chosen` ids, of these texts alone.

    Laws: every text of either is a part, once, in the order of the newer one, and what was dropped behind what stood
    before it; comparing an edition with itself changes no part.
    """
    renamed = _renamed(old, new)
    was = {renamed.get(text.id, text.id): text for text in old.texts}
    now = {text.id: text for text in new.texts}
    if chosen:
        wanted = {*chosen, *(renamed[name] for name in chosen if name in renamed)}
        was, now = ({name: text for name, text in side.items() if name in wanted} for side in (was, now))
    rows = order(list(was), list(now))
    names = [{picture.path: picture.name for picture in side.pictures} for side in (old, new)]
    found = compare_all([_sides((was.get(name), now.get(name)), names) for name, _ in rows])
    places = [{name: place for place, name in enumerate(side, 1)} for side in (was, now)]
    parts = []
    for (name, moved), comparison in zip(rows, found, strict=True):
        state = NEW if name not in was else DROPPED if name not in now else SAME if comparison.same else CHANGED
        title = (now.get(name) or was[name]).title
        parts.append(Part(name, title, state, comparison, places[0].get(name), places[1].get(name), moved))
    pictures = {picture.name: picture for picture in (*old.pictures, *new.pictures)}
    return Redline(
        new.title, (old.name, new.name), say.language, instant, author, tuple(parts), tuple(pictures.values())
    )


def order(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, bool]]:
    """The new ones in their order, each old one that went behind what stood before it; and which stand elsewhere now.

    Law: those that do not stand elsewhere are in the order of both.
    """
    both = set(old) & set(new)
    found: list[tuple[str, bool]] = []
    at_new = 0
    for change in (*aligned(old, new).changes, Change(len(old), len(old), len(new), len(new))):
        found += [(name, False) for name in new[at_new : change.new_start]]
        found += [(name, False) for name in old[change.old_start : change.old_end] if name not in both]
        found += [(name, name in both) for name in new[change.new_start : change.new_end]]
        at_new = change.new_end
    return found


def _renamed(old: Edition, new: Edition) -> dict[str, str]:
    """By the id of a text that was dropped, that of a new one that is mostly the same."""
    ids = [{text.id for text in side.texts} for side in (old, new)]
    gone, come = ([text for text in side.texts if text.id not in ids[0] & ids[1]] for side in (old, new))
    if not gone or not come:
        return {}
    bodies = {id(text): blocks_of(text.ast) for text in (*gone, *come)}
    alike = [(kinship(bodies[id(one)], bodies[id(other)]), one.id, other.id) for one in gone for other in come]
    found: dict[str, str] = {}
    for share, one, other in sorted(alike, key=lambda pair: -pair[0]):
        if share >= _SAME_TEXT and one not in found and other not in found.values():
            found[one] = other
    return found


def _sides(texts: tuple[Text | None, Text | None], names: list[dict[str, str]]) -> tuple[Side, Side]:
    """A text as it was and as it is, in a comparison."""
    prefix = next(text.prefix for text in texts if text is not None)
    old, new = (
        Side(_with_title(text), text.prefix, shown, text.title) if text else Side(document([]), prefix)
        for text, shown in zip(texts, names, strict=True)
    )
    return old, new


def _with_title(text: Text) -> str:
    """The text below its title, as it stands in the report."""
    clean = Cleaner().text
    number = [span(words(text.number), classes=[NUMBER]), *words(" ")] if text.number else []
    front: Blocks = [header(1, [*number, *words(clean(text.title))])]
    if text.abstract:
        front.append(div([para(words(clean(text.abstract)))], classes=["abstract"]))
    return document([*front, *blocks_of(text.ast)])
