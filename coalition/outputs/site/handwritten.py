"""The campaign's own pages, and the site's: search and data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.kinds.page import address
from coalition.outputs import data
from coalition.outputs.site.page import Page, site_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.site.sheet import Site


def pages(site: Site) -> Iterator[Page]:
    """Every page of `pages/` but the first, which is home."""
    for page in site.view.handwritten:
        if page.id == "index":
            continue
        sheet = site.sheet(address(page.id))
        yield sheet.page(
            page.title,
            sheet.notice(page.text),
            sheet.text(page.text),
            description=page.description,
            layout="text",
            title_language=sheet.foreign(page.text),
        )


def search(site: Site) -> Iterator[Page]:
    """The search: the theme's own, on a page of its own, so that no other page loads a script or its index."""
    sheet = site.sheet("search/")
    yield sheet.page(site.words("search.title"), sheet.parts("search"), search=False, layout="search")


def downloads(site: Site) -> Iterator[Page]:
    """What is there for machines: tables, feeds, calendar."""
    sheet, view = site.sheet("data/"), site.view
    tables = [
        (
            name,
            site.words(f"data.{name}"),
            [(form, site_path(view.language, view.default, path)) for form, path in forms],
        )
        for name, forms in data.offered(view)
    ]
    body = sheet.parts("data", tables=tables)
    yield sheet.page(site.words("data.title"), body, description=site.words("data.deck"), search=False)
