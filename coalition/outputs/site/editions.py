"""The page of each edition: its files with their digests, what changed, and whether another took its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.site.edition_views import EditionView
    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Site
    from coalition.outputs.site.views import ReportView


def pages(site: Site) -> Iterator[Page]:
    """One for each edition that was released."""
    report = site.view.report
    if report is None:
        return
    for edition in report.editions:
        yield _page(site, report, edition)


def _page(site: Site, report: ReportView, edition: EditionView) -> Page:
    sheet, words = site.sheet(edition.path), site.words
    body = sheet.parts(
        "edition",
        edition=edition,
        commands="\n".join(("coalition report verify FOLDER", f"coalition report verify {edition.name}")),
        manifest=f"{edition.path}manifest.json",
    )
    return sheet.page(
        words("edition.title", edition=edition.name),
        body,
        description=words("edition.description"),
        trail=((report.title, "report/"),),
        kicker=words("editions.title"),
    )
