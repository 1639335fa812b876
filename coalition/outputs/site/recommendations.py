"""The register of recommendations and demands: who is asked for what, and what they answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.outputs.site.page import Page
    from coalition.outputs.site.sheet import Site
    from coalition.outputs.site.views import RecommendationView, Term


def pages(site: Site) -> Iterator[Page]:
    """The register; nothing where nobody is asked for anything."""
    items = site.view.recommendations
    if not items:
        return
    sheet = site.sheet("recommendations/")
    body = sheet.parts("recommendations", groups=_groups(items))
    words = site.words
    yield sheet.page(words("recommendations.title"), body, description=words("recommendations.deck"), search=False)


def _groups(items: tuple[RecommendationView, ...]) -> list[tuple[Term, list[RecommendationView]]]:
    """By addressee, those who are asked most first; what is addressed to several stands under each."""
    groups: dict[str, tuple[Term, list[RecommendationView]]] = {}
    for item in items:
        for term in item.addressees:
            groups.setdefault(term.id, (term, []))[1].append(item)
    return sorted(groups.values(), key=lambda group: (-len(group[1]), group[0].label, group[0].id))
