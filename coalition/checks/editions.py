"""Rules over editions: what was released stays as it was, byte for byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule
from coalition.kinds.edition import FOLDER, MANIFEST, TOLD, Edition
from coalition.kinds.edition_consents import EditionConsents
from coalition.problems import Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined


@rule("edition-file-changed")
def edition_file_changed(examined: Examined) -> Iterator[Finding]:
    """A file of a released edition is never edited: its digest is that of the edition's manifest.

    Bad:  editions/2026/report.en.html, in which a misprint was corrected
    Good: the file as it was released; the correction goes into the chapter, and into the next edition
    """
    digests = examined.campaign.digests
    for edition in _kept(examined):
        for file in edition.files:
            path = f"{edition.folder}/{file.path}"
            if path in digests and digests[path] != file.sha256:
                message = f"This file is not the one that was released with edition {edition.edition}."
                hint = f'Take it back from the commit that released it ("git log {edition.folder}" lists it).'
                yield Finding(Place(path), message, f"{hint} A correction goes into the next edition.")


@rule("edition-file-missing")
def edition_file_missing(examined: Examined) -> Iterator[Finding]:
    """Every file that an edition's manifest names is there.

    Bad:  editions/2026/manifest.json names report.en.pdf, and editions/2026 has no such file
    Good: the file; or an edition that says that something was withdrawn, which keeps none
    """
    for edition in _kept(examined):
        for index, file in enumerate(edition.files):
            path = f"{edition.folder}/{file.path}"
            if path not in examined.campaign.paths:
                message = f'Edition {edition.edition} was released with the file "{file.path}", which is not there.'
                hint = (
                    f'Take it back from the commit that released it ("git log {edition.folder}" lists it). To withdraw '
                    f"an edition: coalition report release NEXT --corrects {edition.edition}"
                )
                yield Finding(edition.place("files", index, "path"), message, hint)
        if f"{edition.folder}/{TOLD}" not in examined.campaign.paths:
            message = f"Edition {edition.edition} has no {TOLD}, which says on whose consents it rests."
            hint = f'Take it back from the commit that released it ("git log {edition.folder}" lists it).'
            yield Finding(edition.place(), message, hint)


@rule("edition-file-added")
def edition_file_added(examined: Examined) -> Iterator[Finding]:
    """An edition holds what was released and nothing else: what its manifest does not name is not vouched for.

    Bad:  editions/2026/poster.pdf, which no manifest names
    Good: the poster in pages/, or on the web
    """
    named = {edition.folder: edition for edition in examined.campaign.of(Edition)}
    for path in sorted(examined.campaign.paths):
        words = path.split("/", 2)
        if words[0] != FOLDER or len(words) < 3 or words[2] == MANIFEST:
            continue
        folder = f"{FOLDER}/{words[1]}"
        edition = named.get(folder)
        if edition is None and f"{folder}/{MANIFEST}" in examined.campaign.paths:
            continue  # it cannot be read, which is told where it was read
        if edition is None:
            message, hint = (
                f"{folder} has no {MANIFEST}, so that nothing says what this is.",
                "Take it out of editions/.",
            )
        elif edition.withdrawn:
            message = f"Edition {edition.edition} was withdrawn, and this file of it is still here."
            hint = "Take it out: it would be published."
        elif words[2] in {TOLD, *(file.path for file in edition.files)}:
            continue
        else:
            message = f"Edition {edition.edition} was released without this file."
            hint = "Take it out of editions/; what is new belongs in the next edition."
        yield Finding(Place(path), message, hint)


@rule("edition-out-of-place")
def edition_out_of_place(examined: Examined) -> Iterator[Finding]:
    """An edition lies in the folder of its name, is of this campaign, and the editions that it speaks of are there.

    Bad:  editions/2027/manifest.json, copied from editions/2026 with `"edition": "2026"` in it
    Good: `"edition": "2026"` in editions/2026/manifest.json
    """
    campaign = examined.campaign
    known = {edition.edition for edition in campaign.of(Edition)}
    for edition in campaign.of(Edition):
        name = edition.folder.rpartition("/")[2]
        if edition.edition != name:
            message = f'This is the manifest of edition "{edition.edition}", in the folder of "{name}".'
            yield Finding(edition.place("edition"), message, "Put the folder back as it was released.")
        if edition.campaign != campaign.settings.campaign.id and campaign.settings_were_read:
            message = f'This edition is of the campaign "{edition.campaign}".'
            yield Finding(edition.place("campaign"), message, "Keep each campaign's editions in its own repository.")
        others = (("since", edition.since), *(("corrects", other) for other in edition.corrects))
        withdrawn = edition.withdrawn.corrected_by if edition.withdrawn else None
        for key, other in (*others, ("withdrawn", withdrawn)):
            if other is not None and other not in known:
                message = f'It speaks of edition "{other}", which is not there.'
                yield Finding(edition.place(key), message, f"Put {FOLDER}/{other} back as it was released.")

    for told in campaign.of(EditionConsents):
        name = told.folder.rpartition("/")[2]
        if told.edition != name:
            message = f'These are the consents of edition "{told.edition}", in the folder of "{name}".'
            yield Finding(told.place("edition"), message, "Put the folder back as it was released.")


def _kept(examined: Examined) -> Iterator[Edition]:
    """Editions of which nothing was withdrawn."""
    return (edition for edition in examined.campaign.of(Edition) if edition.withdrawn is None)
