"""Reading a tree into a campaign."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from coalition.campaign.model import Campaign
from coalition.kinds import KINDS
from coalition.kinds.record import Files, Record
from coalition.kinds.settings import CampaignSettings, Settings
from coalition.kinds.site import SiteSettings
from coalition.kinds.words import LocalText
from coalition.parsing import text as decoding
from coalition.problems import Parsed, Place, Problem
from coalition.sources.trees import Entry, EntryKind, Tree

TEXT_FILE = re.compile(r".*\.(md|yaml|yml|bib|csv|txt|sig|log|csl|css)|(.*/)?SHA256SUMS|\.gitattributes", re.DOTALL)
TEXT_LIMIT = 20 * 1024 * 1024
"""Bytes: a registry of 30,000 members is smaller."""
FILE_LIMIT = 25 * 1024 * 1024
"""Bytes of a picture or another file."""


def load(tree: Tree) -> Parsed[Campaign]:
    """Read everything that a tree holds.

    Never raises for content: what cannot be read is a problem, and the rest is there.
    """
    entries = tree.entries()
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for entry in entries:
        if entry.kind is not EntryKind.FILE:
            continue
        problems += _oversized(entry)
        if TEXT_FILE.fullmatch(entry.path) and entry.size <= TEXT_LIMIT:
            decoded = decoding.decode(entry.path, tree.read(entry.path))
            texts[entry.path] = decoded.value
            problems += decoded.problems
    paths = tuple(sorted(entry.path for entry in entries if entry.kind is EntryKind.FILE))
    campaign, found = _assemble(Files(texts, paths), entries)
    return Parsed(campaign, tuple(sorted({*problems, *found})))


def _oversized(entry: Entry) -> Iterable[Problem]:
    limit = TEXT_LIMIT if TEXT_FILE.fullmatch(entry.path) else FILE_LIMIT
    if entry.size > limit:
        message = f"The file has {entry.size / 1_000_000:.1f} MB; at most {limit // 1_048_576} MiB are read."
        yield Problem(Place(entry.path), "oversized-file", message, "Make it smaller, or publish it elsewhere and link to it.")


def _assemble(files: Files, entries: tuple[Entry, ...]) -> tuple[Campaign, tuple[Problem, ...]]:
    problems: list[Problem] = []
    records: dict[type[Record], tuple[Record, ...]] = {}
    for kind in KINDS:
        parsed = kind.parse(files)
        records[kind.model] = parsed.value
        problems += parsed.problems
        if kind.model is Settings and parsed.value:
            files = Files(files.texts, files.paths, parsed.value[0].language)
    settings = cast("tuple[Settings, ...]", records[Settings])
    sites = cast("tuple[SiteSettings, ...]", records[SiteSettings])
    if not settings and "coalition.yaml" not in files.texts:
        hint = 'Go to the campaign\'s folder (or name it with -C), or make a campaign with "coalition init".'
        problems.append(Problem(Place("coalition.yaml"), "no-campaign", "There is no coalition.yaml here.", hint))
    stand_in = Settings(format="1", campaign=_NOBODY)
    campaign = Campaign(
        settings=settings[0] if settings else stand_in,
        site=sites[0] if sites else SiteSettings(site_name=(settings[0] if settings else stand_in).campaign.name.text("en")),
        records=records,
        entries=entries,
        texts=files.texts,
        settings_were_read=bool(settings),
    )
    return campaign, tuple(problems)


_NOBODY = CampaignSettings(
    id="campaign", name=LocalText("Campaign"), domain="campaign.invalid", secretariat="secretariat", languages=("en",)
)
