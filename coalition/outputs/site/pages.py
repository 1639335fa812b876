"""Every page of one language's site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.outputs.site import (
    changes,
    countries,
    editions,
    handwritten,
    home,
    meetings,
    members,
    practices,
    progress,
    proof,
    recommendations,
    report,
    statements,
    themes,
)
from coalition.outputs.site.sheet import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coalition.outputs.site.page import Page
    from coalition.outputs.site.views import CampaignView

WRITERS: tuple[Callable[[Site], Iterator[Page]], ...] = (
    home.pages,
    report.pages,
    editions.pages,
    statements.pages,
    proof.pages,
    changes.pages,
    members.pages,
    countries.pages,
    themes.pages,
    practices.pages,
    meetings.pages,
    recommendations.pages,
    progress.pages,
    handwritten.pages,
    handwritten.search,
    handwritten.downloads,
)


def write(view: CampaignView) -> tuple[Page, ...]:
    """All pages, sorted by path.

    A hand-written page at the path of a generated one takes its place: the campaign's own words come first.
    """
    site = Site.of(view)
    found: dict[str, Page] = {}
    for writer in WRITERS:
        for page in writer(site):
            if page.path not in found or writer is handwritten.pages:
                found[page.path] = page
    return tuple(found[path] for path in sorted(found))
