"""Laying out what is published in the stage, and the gates through which it passes."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from coalition.campaign.public import secrets
from coalition.workflows import making

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coalition.publishing.exchange import Stage
    from coalition.publishing.project import Project
    from coalition.workflows.build import Order
    from coalition.workflows.making import Workshop


def lay_out(
    order: Order,
    workshop: Workshop,
    files: Mapping[str, bytes],
    stage: Stage,
    say: Callable[[str], None],
) -> None:
    """Write everything into the stage and let it pass the gates. Raises CoalitionError when a gate is shut."""
    from coalition.publishing import gates, generator

    expected = list(files)
    if "site" in order.only:
        say("Site: writing pages")
        project = site_project(workshop, files)
        say("Site: building")
        work = stage.folder.parent / f"{stage.folder.name}-work"
        try:
            generator.build(project, work, stage.folder, jobs=workshop.pandoc.jobs)
        finally:
            shutil.rmtree(work, ignore_errors=True)
        expected += generator.expected(project)
    for path, content in files.items():
        stage.write(path, content)
    say("Looking through what was made")
    gates.inspect(
        stage.folder,
        expected=tuple(sorted(expected)),
        secrets=secrets(workshop.reading.campaign),
        folders=(str(order.folder), str(stage.folder)),
    )


def site_project(workshop: Workshop, files: Mapping[str, bytes]) -> Project:
    """The site as the generator takes it."""
    from concurrent.futures import ThreadPoolExecutor

    from coalition.outputs import data
    from coalition.outputs.site import pages
    from coalition.publishing.project import LanguageSite, Project, look, navigation

    campaign = workshop.reading.campaign
    with ThreadPoolExecutor(max_workers=workshop.pandoc.jobs) as pool:
        views = tuple(pool.map(lambda language: making.site_view(workshop, language, files), workshop.languages))
    published: dict[str, bytes] = making.picture_files(workshop)
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
        look=look(campaign.site),
        social=tuple((link.link, link.name or link.link) for link in campaign.site.extra.social),
        files=tuple(sorted(published.items())),
        draft=workshop.draft,
        commit=workshop.commit,
    )
