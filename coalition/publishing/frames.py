"""Which pages the generator makes, empty, and how all pages are put into the frames of these.

What the generator makes depends on no text of the campaign's but its navigation and foot, so that it can be remembered.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup

from coalition.outputs.site.page import Page, relative, site_path
from coalition.outputs.words import Words, endonym
from coalition.publishing import staged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coalition.publishing.project import LanguageSite, NavItem, Project

_COMMIT = "<!--commit-->"
"""Where the theme's page has the line that tells the commit."""
_MISSING = "404.html"


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


def blank(page: Page) -> Page:
    """A page in the same place and layout that says nothing."""
    return Page(page.path, "…", (), page.language, search=page.search, layout=page.layout)


def complete(
    project: Project,
    site: LanguageSite,
    empty: Mapping[str, bytes],
    models: Mapping[str, str],
    texts: Mapping[str, str],
) -> Iterator[tuple[str, bytes]]:
    """Path and content of every page, each in the frame that was generated for its like, and of that for no page."""
    alternates = Alternates(project)
    known: dict[str, staged.Frame] = {}
    commit = _commit(project, site)
    for page in site.pages:
        model = models[page.path]
        if model not in known:
            known[model] = staged.Frame(_told(empty[f"{model}index.html"], commit))
        made = known[model].fill(page, texts[page.path], site.name, alternates.of(page))
        yield f"{page.path}index.html", made.encode()
    yield _MISSING, _told(empty[_MISSING], commit).encode()


def _told(frame: bytes, commit: str) -> str:
    return frame.decode().replace(_COMMIT, commit)


def _commit(project: Project, site: LanguageSite) -> str:
    """What the foot of each page says of the state of the content: it changes with every edit, so no frame holds it."""
    if not project.commit:
        return ""
    return Markup("<p>{}</p>").format(Words(site.language)("site.commit", commit=project.commit[:12]))
