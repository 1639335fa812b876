"""Making the finished files of an edition: the report's formats in every language, the list of changes, the manifest."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.campaign.digests import chapter_digest
from coalition.campaign.secrets import secrets
from coalition.kinds.chapter import Chapter
from coalition.kinds.edition import CHANGES, MANIFEST, TOLD, Edition
from coalition.outputs import editions
from coalition.outputs.report.formats import FORMATS
from coalition.outputs.words import Words
from coalition.publishing import gates, manifest
from coalition.sources import writing
from coalition.workflows import making, reporting
from coalition.workflows.editions import changes
from coalition.workflows.tools import versions

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from coalition.prose.pandoc import Pandoc
    from coalition.publishing.exchange import Stage
    from coalition.sources.git import Repository
    from coalition.workflows.reading import Reading


@dataclass(frozen=True, slots=True)
class Content:
    """Of what an edition is made."""

    repository: Repository
    commit: str
    reading: Reading
    """Of that commit, at the instant."""
    inputs: str
    """The fingerprint of the commit's files."""
    instant: datetime
    """The commit's time."""
    pandoc: Pandoc


def workshop(reading: Reading, pandoc: Pandoc, instant: datetime, commit: str) -> making.Workshop:
    """What the report of a commit is made with, in all its languages."""
    return making.Workshop(
        reading=reading,
        pandoc=pandoc,
        instant=instant,
        commit=commit,
        draft=False,
        drafts=False,
        history={},
        languages=reading.campaign.settings.campaign.languages,
        proofs=False,
    )


def fill(
    stage: Stage, content: Content, corrects: tuple[str, ...], say: Callable[[str], None], *, compared: bool = True
) -> bytes:
    """Write all files of the edition into the stage, let them pass the gates, and put the manifest beside them.

    With it, and not in it, stands by whose consent testimonies are told.

    Law: the same content gives the same bytes. Gives the manifest's. Raises CoalitionError when a gate is shut.
    """
    campaign, folder = content.reading.campaign, content.repository.folder
    settings = campaign.settings
    report = settings.report
    assert report is not None  # noqa: S101 -- who asks has made sure
    shop = workshop(content.reading, content.pandoc, content.instant, content.commit)
    languages = shop.report_languages()
    for name, made in _formats(shop, say).items():
        stage.write(name, made)
    say("Comparing with the edition before")
    before = changes.before(content.repository, campaign, corrects) if compared else None
    is_first = not corrects and not campaign.of(Edition)
    changed = changes.since(content.repository, before, campaign, content.commit, content.instant, content.pandoc)
    stage.write(CHANGES, editions.as_json(changed))
    for language in languages:
        title = report.title.text(language, settings.language)
        stage.write(
            editions.changes_name(language),
            editions.as_text(changed, title, Words(language), corrects, is_first=is_first),
        )
    say("Looking through what was made")
    _inspect(stage, content, folder)
    origin = manifest.Origin(
        settings.campaign.id,
        report.edition,
        content.commit,
        dirty=False,
        inputs=content.inputs,
        tools=versions(),
        built=content.instant,
    )
    order = [name for name in report.order if name in campaign.chapters]
    chapters = [(name, one, chapter_digest(campaign, name, one)) for name in order for one in languages]
    known = [(name, one, digest) for name, one, digest in chapters if campaign.translation(Chapter, name, one)]
    written = editions.manifest_json(
        manifest.render(manifest.describe(stage.folder, origin)), languages, known, changed.since, corrects
    ).encode()
    stage.write(manifest.NAME, written)
    told = (
        one for language in languages for section in content.reading.files[language].sections for one in section.told
    )
    stage.write(TOLD, editions.consents_json(report.edition, told).encode())
    return written


def _formats(shop: making.Workshop, say: Callable[[str], None]) -> dict[str, bytes]:
    """The report's files, by the names that they have in an edition."""
    from coalition.outputs.site.page import site_path

    names = {
        site_path(language, shop.default, f"report/report.{form}"): editions.report_name(language, form)
        for language in shop.report_languages()
        for form in FORMATS
    }
    with reporting.start(shop, FORMATS, gates.Examined, say) as report:
        made = report.files()
    return {name: made[path] for path, name in names.items()}


def _inspect(stage: Stage, content: Content, folder: Path) -> None:
    gate = gates.Gate(secrets(content.reading.campaign), (str(folder), str(stage.folder)))
    gates.inspect(stage.folder, gate, expected=())


def withdrawn(before: bytes, on: str, corrected_by: str) -> bytes:
    """The manifest of an edition, saying that something was withdrawn from it. Law: `original` gives `before` back."""
    said = json.loads(before)
    files = said.pop("files")
    return editions.dumped({**said, "withdrawn": {"on": on, "corrected_by": corrected_by}, "files": files}).encode()


def original(content: bytes) -> bytes:
    """A manifest as it was released, before anything was withdrawn."""
    said = json.loads(content)
    if "withdrawn" not in said:
        return content
    del said["withdrawn"]
    return editions.dumped(said).encode()


def withdraw(root: Path, home: str, old: Mapping[str, bytes | None], left: bytes) -> None:
    """Leave of an edition what says that something was withdrawn; what is gone already stays gone."""
    before = writing.read(root, f"{home}/{MANIFEST}")
    if before != left:
        writing.replace(root, f"{home}/{MANIFEST}", left, before)
    for name in old:
        path = f"{home}/{name}"
        if name != MANIFEST and (root / path).is_file():
            writing.remove(root, path, writing.read(root, path))
