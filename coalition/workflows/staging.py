"""Laying out what is published in the stage, and the gates through which it passes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from coalition.campaign.secrets import secrets
from coalition.kinds.edition import MANIFEST, Edition
from coalition.outputs.editions import published
from coalition.workflows import lettering, making, reporting, tools

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coalition.publishing.exchange import Stage
    from coalition.publishing.gates import Gate
    from coalition.publishing.project import Project
    from coalition.workflows.build import Order
    from coalition.workflows.making import Workshop
    from coalition.workflows.reporting import Reporting


def lay_out(order: Order, workshop: Workshop, stage: Stage, say: Callable[[str], None]) -> None:
    """Make everything, write it into the stage and let it pass the gates.

    The report is made beside the site. Raises CoalitionError when something cannot be made or a gate is shut.
    """
    from coalition.publishing import gates

    hidden = _hidden(order, workshop)
    folders = (str(order.folder), str(stage.folder))
    formats = order.formats if "report" in order.only else ()
    letters = tuple(lettering.tasks(workshop, order.formats, say)) if "statements" in order.only else ()
    expected: tuple[str, ...] = ()

    # The stage's own name is drawn by lot each time.
    lasting = (str(order.folder), str(stage.folder.parent))
    gate = gates.Gate(hidden, folders, gates.Passed(workshop.pandoc.cache, tools.digest(), hidden, lasting))
    with reporting.start(workshop, formats, gate.examine, say, letters) as report:
        if "site" in order.only:
            expected = _site(workshop, report, stage, say)
        report.go_on()
        expected += (*_proofs(workshop, stage), *_editions(workshop, stage))
        _look(stage, gate)
        files = report.files()
    _fill(stage, files)
    say("Looking through what was made")
    gates.inspect(
        stage.folder,
        gate,
        expected=(*expected, *files),
        drafts=() if order.drafts else _unreleased(workshop),
        examined=report.examined(),
    )


def _look(stage: Stage, gate: Gate) -> None:
    """Let the gate look through what is there while the longest work goes on: in the end it knows nearly all."""
    for path in stage.folder.rglob("*"):
        if path.is_file() and not reporting.waits(content := path.read_bytes()):
            gate.examine({path.relative_to(stage.folder).as_posix(): content})


def _fill(stage: Stage, files: Mapping[str, bytes]) -> None:
    """Write the files, and into the pages that offer them how large they are."""
    # Nothing waits to be filled in where no files were made.
    for page in (*stage.folder.rglob("*.html"), *stage.folder.rglob("search_index.json")) if files else ():
        made = page.read_bytes()
        filled = reporting.fill(made, files)
        if filled != made:
            page.write_bytes(filled)
    for path, content in files.items():
        stage.write(path, content)


def _hidden(order: Order, workshop: Workshop) -> tuple[str, ...]:
    """What may appear nowhere: what is private in the content, and, where a commit is built, what is private now."""
    hidden = secrets(workshop.reading.campaign)
    if order.revision is None:
        return hidden
    from coalition.campaign.loading import load
    from coalition.sources.trees import DiskTree

    return tuple(sorted({*hidden, *secrets(load(DiskTree(order.folder)).value)}))


def _proofs(workshop: Workshop, stage: Stage) -> tuple[str, ...]:
    """Write what proves the statements; gives the paths."""
    from coalition.outputs.dossier import folder

    made = folder.published(workshop.public, workshop.reading.standing) if workshop.proofs else {}
    for path, content in made.items():
        stage.write(path, content)
    return tuple(made)


def _editions(workshop: Workshop, stage: Stage) -> tuple[str, ...]:
    """Copy the released editions into the stage, byte for byte, one file after the other; gives their paths.

    Of those that are held back, and of those from which something was withdrawn, only the manifest.
    """
    copied: list[str] = []
    read = workshop.finished
    if read is None:
        return ()
    for edition in workshop.public.campaign.of(Edition):
        gone = edition.withdrawn or edition.edition in workshop.reading.held
        names = () if gone else tuple(file.path for file in edition.files)
        for name in (MANIFEST, *names):
            path = f"{published(edition.edition)}{name}"
            stage.write(path, read(f"{edition.folder}/{name}"))
            copied.append(path)
    return tuple(copied)


def _unreleased(workshop: Workshop) -> tuple[str, ...]:
    """Where chapters and statements would be published that only drafts hold."""
    campaign = workshop.reading.campaign
    chapters = (f"report/{chapter.id}" for chapter in campaign.chapters.values() if not chapter.released)
    statements = (f"statements/{one.id}" for one in campaign.statements.values() if one.status == "draft")
    return (*chapters, *statements)


def _site(workshop: Workshop, report: Reporting, stage: Stage, say: Callable[[str], None]) -> tuple[str, ...]:
    """Build the site into the stage; gives the files that it must have."""
    from coalition.publishing import generator

    say("Site: writing pages")
    project = site_project(workshop, report)
    report.go_on()
    say("Site: building")
    work = stage.folder.parent / f"{stage.folder.name}-work"
    try:
        generator.build(project, work, stage.folder, jobs=workshop.pandoc.jobs, cache=workshop.pandoc.cache)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return generator.expected(project)


def site_project(workshop: Workshop, report: Reporting) -> Project:
    """The site as the generator takes it."""
    from concurrent.futures import ThreadPoolExecutor

    from coalition.outputs import data
    from coalition.outputs.site import pages
    from coalition.publishing.project import LanguageSite, Project, look, navigation

    campaign = workshop.reading.campaign
    with ThreadPoolExecutor(max_workers=workshop.pandoc.jobs) as pool:
        views = tuple(pool.map(lambda name: making.site_view(workshop, name, report.offer(name)), workshop.languages))
    named = making.look_files(workshop)
    published: dict[str, bytes] = making.picture_files(workshop) | dict(named.values())
    sites = []
    for view in views:
        name = campaign.settings.campaign.name.text(view.language, campaign.settings.language)
        bare = LanguageSite(view.language, name, pages.write(view))
        sites.append(LanguageSite(view.language, name, bare.pages, navigation(campaign.site, bare, workshop.default)))
        published |= data.files(view, campaign.settings.campaign.domain)
    return Project(
        sites=tuple(sites),
        default=workshop.default,
        url=views[0].url,
        copyright=campaign.site.copyright or "",
        look=look(campaign.site, {name: path for name, (path, _) in named.items()}),
        social=tuple((link.link, link.name or link.link) for link in campaign.site.extra.social),
        files=tuple(sorted(published.items())),
        draft=workshop.draft,
        commit=workshop.commit,
    )
