"""Which pages the generator makes, and how the others are put into the frames of these."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from coalition.outputs.site.page import Page, relative, site_path
from coalition.outputs.words import endonym
from coalition.publishing import staged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from coalition.publishing.project import LanguageSite, NavItem, Project


def specimens(site: LanguageSite) -> dict[str, str]:
    """By path of each page, that of the page which the generator makes in its stead.

    Pages of one folder and layout have the same frame, unless the navigation names them: one of them is made, and the
    others are put into its frame. Home, the search, and what the navigation or every page's foot names stand for
    themselves: a page's frame links to itself in another way.
    """
    alone = {"", "data/", *_targets(site.navigation)}
    first: dict[tuple[str, str], str] = {}
    found: dict[str, str] = {}
    for page in site.pages:
        folder = page.path.rstrip("/").rpartition("/")[0]
        own = page.path in alone or page.layout == "search"
        found[page.path] = page.path if own else first.setdefault((folder, page.layout), page.path)
    return found


def _targets(navigation: Iterable[NavItem]) -> Iterator[str]:
    for item in navigation:
        yield item.target.lstrip("/")
        yield from _targets(item.children)


class Alternates:
    """Knows in which languages a page is there."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._sites = [(site.language, {page.path for page in site.pages}) for site in project.sites]

    def of(self, page: Page) -> tuple[staged.Alternate, ...]:
        """The page in every language that has it, its own among them."""
        default, url = self._project.default, self._project.url
        here = site_path(page.language, default, page.path)
        paths = [(name, site_path(name, default, page.path)) for name, known in self._sites if page.path in known]
        return tuple(
            (name, endonym(name), relative(here, path), url + quote(path) if url else "") for name, path in paths
        )


def complete(
    project: Project, site: LanguageSite, built: Path, models: Mapping[str, str], texts: Mapping[str, str]
) -> None:
    """Put every page that was not generated into the frame of the one that was generated in its stead."""
    alternates = Alternates(project)
    frames: dict[str, staged.Frame] = {}
    for page in site.pages:
        model = models[page.path]
        if model == page.path:
            continue
        if model not in frames:
            frames[model] = staged.Frame((built / model / "index.html").read_text("utf-8"))
        made = frames[model].fill(page, texts[page.path], site.name, alternates.of(page))
        target = built / page.path / "index.html"
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made.encode())
