"""A site as the generator takes it: pages by language, navigation, look, files."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds.site import SECTIONS
from coalition.outputs.site.page import Page, site_path
from coalition.outputs.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coalition.kinds.site import NavigationEntry, SiteSettings

MENU = ("report", "statements", "members", "recommendations", "practices", "meetings")
"""Generated sections that the navigation shows where the campaign has not written one, in this order."""
NAMED = frozenset({section.rstrip("/") for section in SECTIONS} | {"data", "search"})
"""Generated sections, each of which has a short name in every language."""
FEATURES = frozenset({"search.suggest", "search.highlight", "search.share"})
"""Features of the theme that mean something here: the rest arranges a page that is arranged already."""
ACCENT = "teal"


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the navigation: a page, another site, or a title over further entries."""

    title: str
    target: str = ""
    """A page's path within the language's site (home is `/`), or a whole address."""
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What the campaign chose of the site's look."""

    accent: str = ACCENT
    """A colour of the theme's list; the style sheet has a light and a dark shade of each."""
    scheme: str = ""
    """`dark` for a site that is always dark; otherwise it follows the reader's system."""
    logo: str = ""
    favicon: str = ""
    stylesheets: tuple[str, ...] = ()
    """Paths of files of the project, as are `logo` and `favicon`."""
    features: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LanguageSite:
    """One language's site."""

    language: str
    name: str
    pages: tuple[Page, ...]
    navigation: tuple[NavItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """The whole site.

    Law: equal projects are built to equal bytes.
    """

    sites: tuple[LanguageSite, ...]
    default: str
    """The language whose site stands at the root."""
    url: str = ""
    """With a slash at its end; empty when nobody knows where it will be published."""
    copyright: str = ""
    look: Look = Look()
    social: tuple[tuple[str, str], ...] = ()
    """Address and name of links in the foot of every page."""
    files: tuple[tuple[str, bytes], ...] = ()
    """Path from the root of what is published, and content: pictures, tables, feeds, the campaign's style sheets."""
    draft: bool = False
    commit: str = ""

    def paths(self) -> Iterator[str]:
        """Every file of the project from the root of what is published: pages, then files."""
        for site in self.sites:
            yield from (site_path(site.language, self.default, page.path) + "index.html" for page in site.pages)
        yield from (path for path, _ in self.files)


def look(settings: SiteSettings, published: Mapping[str, str]) -> Look:
    """What `mkdocs.yml` says of the look; `published` are the paths of the files that it names, as it names them.

    A file that could not be published is left out.
    """
    theme = settings.theme
    palettes = theme.palette if isinstance(theme.palette, tuple) else (theme.palette,)
    schemes = {palette.scheme for palette in palettes}
    return Look(
        accent=next((palette.primary for palette in palettes if palette.primary), ACCENT),
        scheme="dark" if schemes == {"slate"} else "",
        logo=published.get(theme.logo or "", ""),
        favicon=published.get(theme.favicon or "", ""),
        stylesheets=tuple(published[path] for path in settings.extra_css if path in published),
        features=tuple(sorted(FEATURES.intersection(theme.features))),
    )


def navigation(settings: SiteSettings, site: LanguageSite, default: str) -> tuple[NavItem, ...]:
    """The campaign's navigation in one language, or one of our own where it has written none.

    In another language than the first, entries bear the names that this language has for them. An entry for a section
    that the campaign has nothing for yet is left out; any other path without a page is a failure, since `check` has
    reported it.
    """
    pages = {page.path: page for page in site.pages}
    words = Words(site.language)
    if settings.nav:
        written = site.language == default
        return tuple(_entries(settings.nav, pages, words, written=written))
    sections = [_item("", f"{name}/", pages, words, written=False) for name in MENU if f"{name}/" in pages]
    others = [page for page in site.pages if page.path.count("/") == 1 and page.path.rstrip("/") not in NAMED]
    own = [NavItem(page.title, page.path) for page in sorted(others, key=lambda page: page.path)]
    return (NavItem(words("site.home"), "/"), *sections, *own)


def _entries(
    entries: Iterable[NavigationEntry], pages: Mapping[str, Page], words: Words, *, written: bool
) -> Iterator[NavItem]:
    for entry in entries:
        pairs = [("", entry.root)] if isinstance(entry.root, str) else list(entry.root.items())
        for title, target in pairs:
            if not isinstance(target, str):
                children = tuple(_entries(target, pages, words, written=written))
                if children:
                    yield NavItem(title, children=children)
            elif target.startswith(("https://", "http://")):
                yield NavItem(title or target, target)
            elif (path := _page_path(target)) in pages:
                yield _item(title, path, pages, words, written=written)
            elif path.rstrip("/") not in NAMED:
                message = f'The navigation leads to "{target}", and there is no such page.'
                raise CoalitionError(message, "Correct the path in mkdocs.yml, or add the page to pages/.")


def _page_path(target: str) -> str:
    """`about.md` as `about/`, `index.md` as home, `report/` as it is."""
    path = target.removesuffix(".md").removesuffix("index").strip("/")
    return f"{path}/" if path else ""


def _item(title: str, path: str, pages: Mapping[str, Page], words: Words, *, written: bool) -> NavItem:
    if title and written:
        return NavItem(title, path or "/")
    name = path.rstrip("/")
    if not name:
        return NavItem(words("site.home"), "/")
    return NavItem(words(f"nav.{name}") if name in NAMED else pages[path].title, path)
