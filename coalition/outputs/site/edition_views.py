"""What the site shows of editions: which there are, what became of each, its files with their digests."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.kinds.edition import MANIFEST, Edition, EditionChanges, tag_of
from coalition.kinds.words import day_of
from coalition.outputs import editions
from coalition.outputs.report.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coalition.outputs.site.material import Material

_DIGITS = 12
"""Of a commit's id, that are shown."""


@dataclass(frozen=True, slots=True)
class EditionFile:
    """A file of an edition."""

    path: str
    """From the root of what is published; empty where it is offered no longer."""
    name: str
    size: int
    sha256: str
    format: str = ""
    """Of the report: `pdf`, `docx`, `epub`, `html`."""
    language: str = ""


@dataclass(frozen=True, slots=True)
class EditionView:
    """An edition of the report that was released."""

    name: str
    released: date
    commit: str
    tag: str
    manifest_sha256: str
    """By which every file can be verified; empty where the manifest was not read."""
    files: tuple[EditionFile, ...]
    """The reports first, those in the page's language before others."""
    current: bool = False
    superseded_by: str = ""
    """The current edition, where this is an earlier one."""
    corrected_by: str = ""
    """The edition in its place, where something was withdrawn from this one."""
    held: bool = False
    """Whether its files are not offered until it is issued anew."""
    corrects: tuple[str, ...] = ()
    first: bool = False
    since: str = ""
    """The edition with which the changes compare."""
    changes: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """By list (chapters, members, …), a sentence for each thing that is not what it was."""

    @property
    def path(self) -> str:
        """Its page, within the language's site."""
        return editions.published(self.name)


def views(material: Material) -> tuple[EditionView, ...]:
    """All editions, the latest first."""
    found = sorted(
        material.public.campaign.of(Edition), key=lambda edition: (edition.built, edition.edition), reverse=True
    )
    current = next((edition.edition for edition in found if edition.withdrawn is None), "")
    return tuple(_view(material, edition, current, is_first=edition is found[-1]) for edition in found)


def _view(material: Material, edition: Edition, current: str, *, is_first: bool) -> EditionView:
    campaign = material.public.campaign
    changed = next((one for one in campaign.of(EditionChanges) if one.edition == edition.edition), None)
    withdrawn = edition.withdrawn.corrected_by if edition.withdrawn else ""
    held = not withdrawn and edition.edition in material.held
    languages = sorted(edition.languages, key=lambda one: one != material.language)
    reports = {editions.report_name(one, form): (form, one) for one in languages for form in FORMATS}
    order = [*reports, *(file.path for file in edition.files)]
    return EditionView(
        name=edition.edition,
        released=day_of(edition.built),
        commit=edition.commit[:_DIGITS],
        tag=tag_of(edition.edition),
        manifest_sha256=campaign.digests.get(f"{edition.folder}/{MANIFEST}", ""),
        files=tuple(
            EditionFile(
                "" if withdrawn or held else f"{editions.published(edition.edition)}{file.path}",
                file.path,
                file.size,
                file.sha256,
                *reports.get(file.path, ("", "")),
            )
            for file in sorted(edition.files, key=lambda file: order.index(file.path))
        ),
        current=edition.edition == current,
        superseded_by="" if withdrawn or edition.edition == current else current,
        corrected_by=withdrawn,
        held=held,
        corrects=edition.corrects,
        first=changed is not None and changed.since is None and not held and is_first,
        since=(changed.since if changed and not held else None) or "",
        changes=tuple(_changes(material, changed)) if changed and not held else (),
    )


def _changes(material: Material, changed: EditionChanges) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name in editions.LISTS:
        things = getattr(changed, name)
        if things:
            yield name, tuple(editions.sentence(thing, material.words) for thing in things)
