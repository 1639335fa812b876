"""Editions whose finished files may be offered no longer, until they are issued anew: they are held back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from coalition.campaign import consents
from coalition.campaign.secrets import Secrets, secrets
from coalition.kinds.edition import Edition
from coalition.kinds.edition_consents import EditionConsents
from coalition.problems import Parsed, Place, Problem, Severity
from coalition.sources.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime
    from pathlib import Path

    from coalition.campaign.model import Campaign
    from coalition.kinds.consent import ConsentRecord
    from coalition.sources.trees import Tree

SEARCHED = (".html", ".txt", ".json")
"""Endings of the files that are searched for names: every format of the report says the same."""
_TOLD = "Edition {edition} tells a testimony that may be told no longer: its files are left out of what is built."
_NAMED = "Edition {edition} names somebody, or a contact, that may be named no longer: its files are left out of what is built."
_ANEW = (
    "Issue it anew without that: take it out of the texts, write the next edition's name into coalition.yaml, commit, "
    "and then: coalition report release NEXT {corrects}"
)


def held(
    tree: Tree, campaign: Campaign, day: date, newest: Iterable[ConsentRecord], cache: Cache
) -> Parsed[frozenset[str]]:
    """The names of editions that are held back on a day, and why.

    `newest` are the records of consent as they are now. Laws: no message says whose words or name it is; an edition
    from which something was withdrawn has nothing left to hold back.
    """
    kept = [edition for edition in campaign.of(Edition) if edition.withdrawn is None]
    if not kept:
        return Parsed(frozenset())
    told = {one.folder: one for one in campaign.of(EditionConsents)}
    records = tuple(newest)
    hidden = secrets(campaign)
    found = [
        (
            edition.edition,
            (
                *_telling(told.get(edition.folder), day, records),
                *_naming(tree, campaign, edition, hidden, cache),
            ),
        )
        for edition in kept
    ]
    shut = sorted({name for name, why in found if why})
    hint = _ANEW.format(corrects=" ".join(f"--corrects {one}" for one in shut))
    problems = (
        Problem(place, "edition-held-back", message.format(edition=name), hint, Severity.WARNING)
        for name, why in found
        for place, message in why
    )
    return Parsed(frozenset(shut), tuple(problems))


def on_disk(folder: Path, clock: datetime) -> dict[str, tuple[str, ...]]:
    """By the folder of each edition of a campaign that is held back, why, in sentences."""
    from coalition.campaign.loading import load
    from coalition.kinds.consent import ConsentRecord
    from coalition.kinds.words import day_of
    from coalition.sources.git import Repository
    from coalition.sources.trees import DiskTree
    from coalition.workflows.opening import open_cache

    tree = DiskTree(folder)
    campaign = load(tree).value
    cache = open_cache(folder, Repository.open(folder))
    found = held(tree, campaign, day_of(clock), campaign.of(ConsentRecord), cache).problems
    homes = {problem.place.path.rpartition("/")[0] for problem in found}
    return {
        home: tuple(
            dict.fromkeys(f"{one.message} {one.hint}" for one in found if one.place.path.startswith(f"{home}/"))
        )
        for home in homes
    }


def _telling(
    told: EditionConsents | None, day: date, records: tuple[ConsentRecord, ...]
) -> Iterator[tuple[Place, str]]:
    """What of it rests on a consent that has ended."""
    for place in consents.ended(told, day, records) if told else ():
        yield place, _TOLD


def _naming(
    tree: Tree, campaign: Campaign, edition: Edition, hidden: tuple[str, ...], cache: Cache
) -> Iterator[tuple[Place, str]]:
    """Files of it in which something private stands."""
    for index, file in enumerate(edition.files):
        path = f"{edition.folder}/{file.path}"
        # What is missing, or is not what was released, has a problem of its own.
        is_here = campaign.digests.get(path) == file.sha256
        if hidden and is_here and path.endswith(SEARCHED) and _holds(tree, path, file.sha256, hidden, cache):
            yield edition.place("files", index, "path"), _NAMED


def _holds(tree: Tree, path: str, digest: str, hidden: tuple[str, ...], cache: Cache) -> bool:
    """Whether a file holds a secret; remembered, since neither of the two changes often."""
    from coalition.publishing import extraction

    key = Cache.key("held-back/1", path.rpartition(".")[2], digest, *hidden)
    kept = cache.get(key)
    if kept is None:
        words = extraction.words(path, tree.read(path))
        found = next(Secrets(hidden, extraction.normal).found(words), None)
        kept = json.dumps(found is not None).encode()
        cache.put(key, kept)
    return bool(json.loads(kept))
