"""Reading a tree into a campaign."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar, cast

from coalition.campaign.model import CHAPTER_FILE, Campaign
from coalition.kinds import KINDS
from coalition.kinds.record import Files, Record
from coalition.kinds.settings import PATH as SETTINGS
from coalition.kinds.settings import CampaignSettings, Settings
from coalition.kinds.site import SiteSettings
from coalition.kinds.words import LocalText
from coalition.parsing import text as decoding
from coalition.problems import Parsed, Place, Problem
from coalition.sources.trees import Entry, EntryKind, Tree

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

V = TypeVar("V")

TEXT_FILE = re.compile(
    r"(?!editions/).*\.(md|yaml|yml|bib|csv|txt|sig|log|csl|css)|(.*/)?SHA256SUMS|\.gitattributes"
    r"|editions/[^/]+/(manifest|changes|consents)\.json",
    re.DOTALL,
)
TEXT_LIMIT = 20_000_000
"""Bytes: a registry of 30,000 members is smaller."""
FILE_LIMIT = 25_000_000
"""Bytes of a picture or another file."""
DIGESTED = re.compile(rf"{CHAPTER_FILE.pattern}|editions/")
"""How the path of a file that is no text and yet has a digest begins."""
_POINTER = b"version https://git-lfs.github.com/spec/"
_POINTER_LIMIT = 1024
"""Bytes: Git LFS writes no longer pointers."""


def load(tree: Tree) -> Parsed[Campaign]:
    """Read everything that a tree holds.

    Never raises for content: what cannot be read is a problem, and the rest is there.
    """
    shelf = _Shelf(tree)
    for entry in tree.entries():
        if entry.kind is EntryKind.FILE:
            shelf.take(entry)
    campaign, problems = _assemble(shelf)
    return Parsed(campaign, tuple(sorted({*shelf.problems, *problems})))


def load_beside(other: Parsed[Campaign], tree: Tree, differing: Collection[str]) -> Parsed[Campaign]:
    """Read a tree that differs from the one of a known campaign in these files alone: what is the same is not read again.

    Law: it holds the same as what `load` makes of the tree, and as many problems; records of a kind come in order of path.
    """
    if SETTINGS in differing:
        return load(tree)  # in another language, every text would be another
    known = other.value
    shelf = _Shelf(tree)
    for entry in tree.entries():
        if entry.kind is EntryKind.FILE and entry.path in differing:
            shelf.take(entry)
    lists = {
        path: (known.texts[path], tuple(record for record in known.of(kind.model) if record.path == path))
        for kind in KINDS
        for path in shelf.texts
        if kind.list_key and path in known.texts and re.fullmatch("|".join(kind.claims), path)
    }
    files = Files(shelf.texts, tuple(sorted(shelf.texts)), known.settings.language, lists)
    records: dict[type[Record], tuple[Record, ...]] = {}
    problems = {*shelf.problems, *(problem for problem in other.problems if problem.place.path not in differing)}
    for kind in KINDS:
        records[kind.model] = known.of(kind.model)
        if any(re.fullmatch(claim, path, re.DOTALL) for claim in kind.claims for path in differing):
            same = [record for record in known.of(kind.model) if record.path not in differing]
            parsed = kind.parse(files)
            records[kind.model] = tuple(sorted((*same, *parsed.value), key=lambda record: record.path))
            problems.update(parsed.problems)
    sites = cast("tuple[SiteSettings, ...]", records[SiteSettings])
    campaign = replace(
        known,
        site=sites[0] if sites else SiteSettings(site_name=known.settings.campaign.name.text(known.settings.language)),
        records=records,
        entries=tree.entries(),
        texts=_laid(known.texts, shelf.texts, differing),
        digests=_laid(known.digests, shelf.digests, differing),
        raw=_laid(known.raw, shelf.raw, differing),
        windows=frozenset(known.windows.difference(differing) | shelf.windows),
        unread=frozenset(known.unread.difference(differing) | shelf.unread),
    )
    return Parsed(campaign, tuple(sorted(problems)))


def load_texts(known: Campaign, tree: Tree) -> Campaign:
    """The texts of a tree alone, with the settings of a known campaign: enough to be compared, and nothing was parsed."""
    shelf = _Shelf(tree)
    for entry in tree.entries():
        shelf.take(entry)
    return Campaign(known.settings, known.site, {}, tree.entries(), shelf.texts, shelf.digests, shelf.raw)


def _laid(known: Mapping[str, V], other: Mapping[str, V], differing: Collection[str]) -> dict[str, V]:
    kept = {path: value for path, value in known.items() if path not in differing}
    return dict(sorted({**kept, **other}.items()))


class _Shelf:
    """The files of a tree, as far as they can be read."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.texts: dict[str, str] = {}
        self.digests: dict[str, str] = {}
        self.raw: dict[str, bytes] = {}
        self.windows: set[str] = set()
        self.unread: set[str] = set()
        self.problems: list[Problem] = []

    def take(self, entry: Entry) -> None:
        """Read one file: its text, or why there is none."""
        is_text = TEXT_FILE.fullmatch(entry.path) is not None
        limit = TEXT_LIMIT if is_text else FILE_LIMIT
        if entry.size > limit:
            message = f"The file has {entry.size / 1e6:.1f} MB; at most {limit // 1_000_000} MB are read."
            hint = "Make it smaller, or publish it elsewhere and link to it."
            self._refuse(Problem(Place(entry.path), "oversized-file", message, hint))
        elif is_text or entry.size <= _POINTER_LIMIT or DIGESTED.match(entry.path):
            raw = self.tree.read(entry.path)
            if raw.startswith(_POINTER):
                message = "This is a pointer to a file in Git LFS; its content is not here."
                self._refuse(Problem(Place(entry.path), "git-lfs-pointer", message, "Commit the file itself."))
            elif is_text:
                self._keep(entry.path, raw)
            elif DIGESTED.match(entry.path):
                self.digests[entry.path] = hashlib.sha256(raw).hexdigest()

    def _refuse(self, problem: Problem) -> None:
        self.unread.add(problem.place.path)
        self.problems.append(problem)

    def _keep(self, path: str, raw: bytes) -> None:
        decoded = decoding.decode(path, raw)
        self.texts[path] = decoded.value
        self.digests[path] = hashlib.sha256(raw).hexdigest()
        self.problems += decoded.problems
        if decoded.value.encode("utf-8", "surrogatepass") != raw:
            self.raw[path] = raw
        if b"\r" in raw:
            self.windows.add(path)


def _assemble(shelf: _Shelf) -> tuple[Campaign, tuple[Problem, ...]]:
    entries = shelf.tree.entries()
    files = Files(shelf.texts, tuple(sorted(entry.path for entry in entries if entry.kind is EntryKind.FILE)))
    problems: list[Problem] = []
    records: dict[type[Record], tuple[Record, ...]] = {}
    for kind in KINDS:
        parsed = kind.parse(files)
        records[kind.model] = parsed.value
        problems += parsed.problems
        if kind.model is Settings and parsed.value:
            files = Files(files.texts, files.paths, parsed.value[0].language)
    found = cast("tuple[Settings, ...]", records[Settings])
    sites = cast("tuple[SiteSettings, ...]", records[SiteSettings])
    if not found and "coalition.yaml" not in files.paths:
        hint = "Go to the campaign's folder, or name it: coalition -C DIR check."
        problems.append(Problem(Place("coalition.yaml"), "no-campaign", "There is no coalition.yaml here.", hint))
    settings = found[0] if found else Settings(format="1", campaign=_NOBODY)
    campaign = Campaign(
        settings=settings,
        site=sites[0] if sites else SiteSettings(site_name=settings.campaign.name.text(settings.language)),
        records=records,
        entries=entries,
        texts=shelf.texts,
        digests=shelf.digests,
        raw=shelf.raw,
        windows=frozenset(shelf.windows),
        unread=frozenset(shelf.unread),
        settings_were_read=bool(found),
    )
    return campaign, tuple(problems)


_NOBODY = CampaignSettings(
    id="campaign", name=LocalText("Campaign"), domain="campaign.invalid", secretariat="secretariat", languages=("en",)
)
