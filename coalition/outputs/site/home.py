"""The first page: the campaign's own words, then the report, the latest statement, themes and members."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coalition.outputs.regions import REGIONS, region_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Site


def pages(site: Site) -> Iterator[Page]:
    """The home page. Without `pages/index.md` it bears the campaign's name and our blocks alone."""
    view, sheet = site.view, site.sheet("")
    own = next((page for page in view.handwritten if page.id == "index"), None)
    text = (*sheet.notice(own.text), *sheet.text(own.text)) if own else ()
    first = next((number for number, part in enumerate(text) if part.heading is not None), len(text))
    blocks = sheet.parts(
        "home_blocks",
        report=view.report,
        chapters=view.chapters,
        statement=view.statements[0] if view.statements else None,
    )
    yield sheet.page(
        own.title if own else view.name,
        text[:first],
        blocks if view.report or view.statements else (),
        text[first:],
        sheet.parts("home_end", themes=view.themes, regions=_regions(site)),
        description=own.description if own else "",
        layout="home",
        title_language=sheet.foreign(own.text) if own else "",
    )


def _regions(site: Site) -> tuple[tuple[str, int], ...]:
    """Active named members by part of the world, in the order of their number; unnamed ones are in none of them."""
    counts = Counter(region_of(member.country) for member in site.view.members if member.active)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], [*REGIONS, ""].index(item[0]))))
