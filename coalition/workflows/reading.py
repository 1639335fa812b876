"""Reading a campaign whole: records, standing, prose and pictures, with every problem that there is.

`check` and `build` both begin here, so that neither can see what the other does not.
"""

from __future__ import annotations

import functools
import gc
import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from coalition.campaign import consents as consent
from coalition.campaign import manuscripts
from coalition.campaign.loading import load
from coalition.kinds.consent import ConsentRecord
from coalition.kinds.vocabularies import ADDRESSEES
from coalition.problems import Parsed
from coalition.prose.model import Bibliography, Book, Picture
from coalition.workflows import verifying
from coalition.workflows.agreeing import NOTHING, Agreed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from coalition.campaign.consents import Use
    from coalition.campaign.model import Campaign
    from coalition.problems import Problem
    from coalition.prose.labels import Labels
    from coalition.prose.model import Manuscript
    from coalition.prose.pandoc import Pandoc
    from coalition.sources.cache import Cache
    from coalition.sources.trees import Tree
    from coalition.standing.model import Standing


@dataclass(frozen=True)
class Reading:
    """A campaign with its texts prepared."""

    campaign: Campaign
    standing: Standing
    books: Mapping[str, Book] = field(default_factory=dict)
    """The report's texts by language, for the site; a language in which nothing is translated has the first one's book."""
    files: Mapping[str, Book] = field(default_factory=dict)
    """The same for the report's files: without testimonies that may be told on the site alone, and with others."""
    texts: Book = field(default_factory=lambda: Book(()))
    """Texts that stand by themselves: statements, pages, practices, meetings."""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    """By the campaign's path."""
    today: date | None = None
    """The day on which consents have to hold, beside that of the content; None: that day alone."""
    held: frozenset[str] = frozenset()
    """Editions whose files may be offered no longer."""
    problems: tuple[Problem, ...] = ()
    """Sorted, each once."""
    of_files: tuple[Problem, ...] = ()
    """Of these, what was found while the files were read one by one."""

    @property
    def loaded(self) -> Parsed[Campaign]:
        """The campaign as it was loaded."""
        return Parsed(self.campaign, self.of_files)


@functools.cache
def labels() -> Mapping[str, Labels]:
    """The few words that prose adds to a text, with the catalogues' words for addressees."""
    from coalition.outputs.words import Words
    from coalition.prose.labels import DEFAULT_LABELS

    return {
        language: replace(words, addressees={slug: Words(language).addressee(slug) for slug in ADDRESSEES})
        for language, words in DEFAULT_LABELS.items()
    }


def read(  # noqa: PLR0913 -- what is read, and what it is read with
    tree: Tree,
    instant: datetime,
    pandoc: Pandoc,
    *,
    drafts: bool = False,
    agreed: Agreed = NOTHING,
    loaded: Parsed[Campaign] | None = None,
) -> Reading:
    """Everything of a tree. Never raises for content; CoalitionError where a program is missing that it takes.

    `loaded` is what is in the tree, where somebody has loaded it already.
    """
    from coalition.checks.registry import examine

    loaded = loaded or settled(tree)
    campaign = loaded.value
    state = verifying.standing(campaign, instant, pandoc.cache)
    with ThreadPoolExecutor(max_workers=1) as beside:  # prose waits for pandoc, and rules need none
        rules = beside.submit(examine, campaign, state)
        found = prepared(tree, campaign, state, pandoc, drafts=drafts, agreed=agreed)
        held = held_back(tree, campaign, state, pandoc, agreed)
        problems = {*loaded.problems, *rules.result(), *found.problems, *held.problems}
    return replace(found, held=held.value, problems=tuple(sorted(problems)), of_files=loaded.problems)


def held_back(
    tree: Tree, campaign: Campaign, state: Standing, pandoc: Pandoc, agreed: Agreed = NOTHING
) -> Parsed[frozenset[str]]:
    """The editions whose files may be offered no longer, and why."""
    from coalition.workflows.editions import holding

    newest = agreed.newest or campaign.of(ConsentRecord)
    return holding.held(tree, campaign, agreed.today or state.day, newest, pandoc.cache)


def settled(tree: Tree) -> Parsed[Campaign]:
    """Everything that a tree holds. While it is read, nobody looks for cycles: reading leaves hardly any.

    To search all that was read so far, again and again while it grows, takes a fifth of the time of reading 10,000
    members, and the share grows with the registry. When all was read, it is old at once: as new it would be searched
    when the next value is made.
    """
    looking = gc.isenabled()
    gc.disable()
    try:
        return load(tree)
    finally:
        if looking:
            gc.freeze()
            gc.unfreeze()  # into the oldest generation
            gc.enable()


def prepared(  # noqa: PLR0913 -- what is read, and what it is read with
    tree: Tree,
    campaign: Campaign,
    state: Standing,
    pandoc: Pandoc,
    *,
    drafts: bool = False,
    agreed: Agreed = NOTHING,
) -> Reading:
    """A campaign with its texts and pictures, and what is wrong with these alone.

    Law: a testimony that may not be told in a use, on the day of the content or today, stands in no tree that is
    prepared for it.
    """
    from coalition.prose.book import prepare

    with ThreadPoolExecutor(max_workers=1) as beside:
        apart = manuscripts.apart(campaign)
        alone = beside.submit(prepare, apart, Bibliography(), pandoc=pandoc, labels=labels())
        shown_pictures = beside.submit(pictures_of, tree, manuscripts.pictures(campaign), pandoc.cache)
        books = report_of(campaign, state, pandoc, drafts=drafts, agreed=agreed)
        texts, pictures = alone.result(), shown_pictures.result()
    problems = {problem for one in (books, texts, pictures) for problem in one.problems}
    charts = (picture for use in books.value.values() for book in use.values() for picture in drawn(book))
    shown = {picture.path: picture for picture in (*pictures.value, *charts)}
    site, files = books.value["site"], books.value["report"]
    ordered = tuple(sorted(problems))
    return Reading(campaign, state, site, files, texts.value, shown, today=agreed.today, problems=ordered)


def report_of(
    campaign: Campaign, state: Standing, pandoc: Pandoc, *, drafts: bool, agreed: Agreed = NOTHING
) -> Parsed[Mapping[Use, Mapping[str, Book]]]:
    """The report's texts by use and language, and what is wrong with these."""
    from coalition.prose.book import prepare

    books: dict[Use, dict[str, Book]] = {}
    made: dict[tuple[Manuscript, ...], Parsed[Book]] = {}
    for use in consent.MEDIA:
        days = {state.day, agreed.today or state.day}
        records = campaign.of(ConsentRecord)
        told = frozenset.intersection(*(consent.told(records, day, use, agreed.newest) for day in days))
        books[use] = {}
        for language in campaign.settings.campaign.languages:
            book = manuscripts.book(campaign, language, drafts=drafts, told=told)
            if book not in made:
                works = manuscripts.bibliography(campaign, language)
                made[book] = prepare(book, works, pandoc=pandoc, labels=labels())
            books[use][language] = made[book].value
    return Parsed(books, tuple(sorted({problem for one in made.values() for problem in one.problems})))


def pictures_of(tree: Tree, paths: Iterable[str], cache: Cache) -> Parsed[tuple[Picture, ...]]:
    """The pictures at these paths made anew from their pixels, from the cache where their bytes were seen before."""
    from coalition.prose.pictures import VERSION, reencode

    found: list[Picture] = []
    problems: list[Problem] = []
    for path in paths:
        content = tree.read(path)
        key = cache.key("picture", VERSION, path, content)
        kept = cache.get(key)
        if kept is not None:
            found.append(_thawed(kept))
            continue
        parsed = reencode(path, content)
        problems += parsed.problems
        if parsed.value is not None:
            found.append(parsed.value)
            if not parsed.problems:
                cache.put(key, _frozen(parsed.value))
    return Parsed(tuple(found), tuple(problems))


def drawn(book: Book) -> tuple[Picture, ...]:
    """The charts of a book as pictures."""
    from coalition.prose.pictures import of_drawing

    return tuple(of_drawing(drawing) for section in book.sections for drawing in section.drawings)


def _frozen(picture: Picture) -> bytes:
    """A line of JSON and the bytes: a format that can hold nothing but a picture."""
    words = {"path": picture.path, "name": picture.name, "media_type": picture.media_type}
    return json.dumps({**words, "width": picture.width, "height": picture.height}).encode() + b"\n" + picture.content


def _thawed(kept: bytes) -> Picture:
    head, _, content = kept.partition(b"\n")
    return Picture(**json.loads(head), content=content)
