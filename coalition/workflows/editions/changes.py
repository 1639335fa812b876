"""What changed in the report since the edition before: chapters, members, recommendations, sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.campaign import manuscripts
from coalition.campaign.digests import chapter_digest
from coalition.campaign.loading import load
from coalition.campaign.public import publish
from coalition.errors import CoalitionError
from coalition.kinds.chapter import Chapter
from coalition.kinds.edition import ChangedThing, Edition, EditionChanges
from coalition.kinds.source import Source
from coalition.kinds.words import LocalText, day_of
from coalition.prose.book import prepare
from coalition.sources.git import ShallowClone, UnknownRevision
from coalition.sources.trees import RevisionTree
from coalition.workflows import redlining
from coalition.workflows.editions.history import has
from coalition.workflows.reading import labels

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from datetime import datetime

    from coalition.campaign.model import Campaign
    from coalition.prose.model import Book
    from coalition.prose.pandoc import Pandoc
    from coalition.prose.redlined import Tally
    from coalition.sources.git import Repository


@dataclass(frozen=True, slots=True)
class Thing:
    """What of one thing counts as a change."""

    title: LocalText
    content: object
    """Equal where nothing changed."""


def before(repository: Repository, campaign: Campaign, corrects: Collection[str]) -> Edition | None:
    """The edition with which a new one is compared: the last that has its files; None where there is none.

    Never one from which something is withdrawn: what differs from it would tell where to look in copies of it. Nor,
    in a correction, one whose commit was taken out of the history for the same reason.
    """
    kept = [one for one in campaign.of(Edition) if one.withdrawn is None and one.edition not in corrects]
    if corrects and not repository.is_shallow():
        kept = [one for one in kept if has(repository, one.commit)]
    return max(kept, key=lambda one: (one.built, one.edition), default=None)


def known(repository: Repository, edition: Edition) -> str:
    """The commit of which an edition was made. Raises CoalitionError when it is not in this repository."""
    try:
        return repository.resolve(edition.commit)
    except UnknownRevision as error:
        if repository.is_shallow():
            raise ShallowClone(f"and the commit of edition {edition.edition} is not in it") from error
        raise CoalitionError(
            f"Edition {edition.edition} was made of commit {edition.commit[:12]}, which this repository does not have: "
            "its history was rewritten since, or that part of it was not fetched.",
            "Fetch it with: git fetch --tags origin. If the history was rewritten by mistake, work in a clone from before "
            "that; if something had to go from it, list no changes: --without-changes.",
        ) from error


def since(  # noqa: PLR0913 -- two states, and what both are read with
    repository: Repository, before: Edition | None, campaign: Campaign, commit: str, instant: datetime, pandoc: Pandoc
) -> EditionChanges:
    """What changed from an edition to a commit; of the first edition, nothing is listed.

    Law: who is not named in public is in no list.
    """
    report = campaign.settings.report
    name = report.edition if report else ""
    if before is None:
        return EditionChanges(version="1", edition=name)
    old_commit = known(repository, before)
    old = load(RevisionTree(repository, old_commit)).value
    if not old.settings_were_read:
        raise CoalitionError(f"Edition {before.edition} holds no campaign that can be read.")
    sides = [_things(one, when, pandoc) for one, when in ((old, before.built), (campaign, instant))]
    asked = redlining.Asked(old_commit, commit, language=campaign.settings.language)
    parts = redlining.compare(repository.folder, asked, instant).redline.parts
    tallies = {part.id: part.comparison.tally for part in parts}
    lists = {key: tuple(_compared(sides[0][key], sides[1][key], tallies)) for key in sides[1]}
    return EditionChanges(version="1", edition=name, since=before.edition, **lists)


def _compared(
    old: Mapping[str, Thing], new: Mapping[str, Thing], tallies: Mapping[str, Tally]
) -> Iterator[ChangedThing]:
    """What was added and changed in the order of the new, then what was removed."""
    for name, thing in (*new.items(), *((name, thing) for name, thing in old.items() if name not in new)):
        how = "added" if name not in old else "removed" if name not in new else "changed"
        if how == "changed" and old[name].content == thing.content:
            continue
        tally = tallies.get(name)
        # What moved to another chapter left this one all the same.
        counts = {"inserted": tally.inserted + tally.arrived, "deleted": tally.deleted + tally.left} if tally else {}
        yield ChangedThing(id=name, how=how, title=thing.title, **counts)


def _things(campaign: Campaign, instant: datetime, pandoc: Pandoc) -> dict[str, dict[str, Thing]]:
    """By list, everything public that it could name."""
    public = publish(campaign, day_of(instant))
    shown = public.campaign
    order = shown.settings.report.order if shown.settings.report else ()
    chapters = [name for name in order if name in shown.chapters]
    language = campaign.settings.language
    texts = manuscripts.book(campaign, language, drafts=False)
    book = prepare(texts, manuscripts.bibliography(campaign, language), pandoc=pandoc, labels=labels()).value
    day = day_of(instant)
    return {
        "chapters": {name: _chapter(campaign, name) for name in chapters},
        "members": {
            name: Thing(LocalText(member.name), member.name)
            for name, member in sorted(public.members.items())
            if member.active_on(day)
        },
        "recommendations": dict(_recommendations(book, chapters)),
        "sources": {_key(source): Thing(_cited(source), source.entry.digest) for source in shown.of(Source)},
    }


def _chapter(campaign: Campaign, name: str) -> Thing:
    texts = [text for text in campaign.of(Chapter) if text.id == name]
    default = campaign.settings.language
    titles = {text.language: text.title.text(text.language, default) for text in texts}
    return Thing(LocalText(titles), tuple(sorted((one, chapter_digest(campaign, name, one)) for one in titles)))


def _recommendations(book: Book, chapters: list[str]) -> Iterator[tuple[str, Thing]]:
    for name in chapters:
        for passage in book.section(name).passages if book.has(name) else ():
            if passage.kind in ("recommendation", "demand") and passage.text.strip():
                own = passage.id.removeprefix(f"{name}-")
                yield f"{name}/{own}", Thing(LocalText(passage.text), (passage.text, passage.attribute("to")))


def _key(source: Source) -> str:
    return f"{source.chapter}/{source.key}" if source.chapter else source.key


def _cited(source: Source) -> LocalText:
    words = [source.authors, f"({source.year})" if source.year else "", source.title]
    return LocalText(" ".join(word for word in words if word) or source.key)
