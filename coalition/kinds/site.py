"""`mkdocs.yml` read as data: the site's name, look and navigation, and nothing that could run code."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, ConfigDict, RootModel, WithJsonSchema

from coalition.kinds.record import PICTURE, Files, Kind, Part, Record
from coalition.kinds.words import Line, WebAddress
from coalition.parsing import schema, yaml
from coalition.problems import Parsed, Problem
from coalition.prose.lexicon import MADE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.parsing.yaml import Route

PATH = "mkdocs.yml"
SECTIONS = (
    "report/",
    "statements/",
    "members/",
    "practices/",
    "meetings/",
    "recommendations/",
    "themes/",
    "countries/",
    "status/",
)
"""Pages that the site makes by itself: the navigation may name them, and hand-written pages may link to them."""
SOURCES, BY_NAME, BY_THEME = "sources", "by-name", "by-theme"
MADE_PAGES = {"report/": (*MADE, SOURCES), "members/": (BY_NAME,), "statements/": (BY_THEME,)}
"""Pages below a section that the site makes by itself: nothing of the section can have such an id."""
RESERVED = ("assets", "data", "search")
"""Folders of the site that hold what belongs to the program, and no page of the campaign."""

COLOURS = Literal[
    "red", "pink", "purple", "deep purple", "indigo", "blue", "light blue", "cyan", "teal", "green", "light green",
    "lime", "yellow", "amber", "orange", "deep orange", "brown", "grey", "blue grey", "black", "white",
]  # fmt: skip
FEATURES = Literal[
    "navigation.tabs", "navigation.tabs.sticky", "navigation.sections", "navigation.expand", "navigation.path",
    "navigation.indexes", "navigation.top", "navigation.footer", "navigation.prune", "toc.follow", "toc.integrate",
    "search.suggest", "search.highlight", "search.share", "header.autohide", "content.tooltips", "content.code.copy",
]  # fmt: skip
"""Features of the theme that ask nothing of another origin."""


def _one(value: dict[str, Any]) -> dict[str, Any]:
    if len(value) != 1:
        hint = 'Begin a line of its own with "- " for each entry of the navigation.'
        raise ValueError(f"One title belongs to one entry; here are {len(value)}.", hint)
    return value


def _style_sheet(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9/_.-]*\.css", value) or ".." in value:
        raise ValueError(
            f'"{value}" is not the path of a style sheet.', "Write it as it is below pages/: styles/own.css."
        )
    return value


def _picture(value: str) -> str:
    if not re.fullmatch(f".+{PICTURE}", value):
        raise ValueError(
            f'"{value}" is not the path of a picture.',
            "Write it as it is below pages/: images/logo.png (.png, .jpg, .webp or .gif).",
        )
    return value


_FETCHING = re.compile(
    r"url\s*\(|@(?:import|charset|namespace)|(?:-webkit-)?(?:image-set|image|cross-fade|element|paint|src)\s*\("
    r"|expression\s*\(|behavior\s*:|-moz-binding|\\|<!--|</",
    re.IGNORECASE,
)


def fetching(style_sheet: str) -> Iterator[re.Match[str]]:
    """What in a style sheet would make a browser fetch another file, or hides that it does.

    It is looked for in the whole text, comments and quotations too: no two programs agree on where these end.
    """
    return _FETCHING.finditer(style_sheet)


class Toggle(Part):
    """The button that changes between light and dark."""

    icon: Line
    name: Line


class Palette(Part):
    """Colours for light or dark."""

    media: Line | None = None
    scheme: Literal["default", "slate"] = "default"
    primary: COLOURS | None = None
    accent: COLOURS | None = None
    toggle: Toggle | None = None


SitePicture: TypeAlias = Annotated[Line, AfterValidator(_picture)]


class Theme(Part):
    """The look of the site."""

    name: Literal["material"] = "material"
    font: Annotated[Literal["false"], WithJsonSchema({"enum": [False, "false"]})] | None = None
    """Fonts are served from the site itself, whatever stands here; editors read it as a truth value."""
    palette: Palette | tuple[Palette, ...] = ()
    logo: SitePicture | None = None
    favicon: SitePicture | None = None
    """Pictures below `pages/`; without them, the site bears its name alone, and an icon of ours."""
    language: Line | None = None
    features: tuple[FEATURES, ...] = ()


_Titled: TypeAlias = Annotated[dict[Line, "Line | tuple[NavigationEntry, ...]"], AfterValidator(_one)]


class NavigationEntry(RootModel[Line | _Titled]):
    """A path, or a title with a path or further entries."""

    model_config = ConfigDict(frozen=True)


class SocialLink(Part):
    """A link in the foot of every page."""

    icon: Line
    link: WebAddress
    name: Line | None = None


class Extra(Part):
    """Further values of the theme."""

    social: tuple[SocialLink, ...] = ()
    generator: bool = False


class SiteSettings(Record):
    """What the campaign says of its site. Keys that would run code or load plugins are refused."""

    site_name: Line
    site_url: WebAddress | None = None
    site_description: Line | None = None
    docs_dir: Literal["pages"] = "pages"
    nav: tuple[NavigationEntry, ...] = ()
    theme: Theme = Theme()
    copyright: Line | None = None
    extra_css: tuple[Annotated[Line, AfterValidator(_style_sheet)], ...] = ()
    """Style sheets below `pages/`."""
    extra: Extra = Extra()


RUNS_CODE = frozenset(
    {"hooks", "plugins", "markdown_extensions", "INHERIT", "extra_javascript", "extra_templates", "watch"}
)
"""Keys of mkdocs that name code to be run, or another file to be obeyed."""


def parse(files: Files) -> Parsed[tuple[SiteSettings, ...]]:
    """The site's settings, without the keys that would run code, each of which is a problem."""
    if PATH not in files.texts:
        return Parsed(())
    parsed = yaml.parse(PATH, files.texts[PATH])
    document, problems = parsed.value, list(parsed.problems)
    if isinstance(document.data, dict):
        refused: list[Route] = [(key,) for key in document.data if key in RUNS_CODE]
        theme = document.data.get("theme")
        refused += [("theme", key) for key in theme if key == "custom_dir"] if isinstance(theme, dict) else []
        problems += [_runs_code(document, route) for route in refused]
        kept = {key: value for key, value in document.data.items() if key not in RUNS_CODE}
        if isinstance(theme, dict):
            kept["theme"] = {key: value for key, value in theme.items() if key != "custom_dir"}
        document = replace(document, data=kept)
    built = schema.build(SiteSettings, document)
    found = () if built.value is None else (built.value.located(document),)
    return Parsed(found, (*problems, *built.problems))


def _runs_code(document: yaml.Document, route: Route) -> Problem:
    message = f'"{".".join(map(str, route))}" would run code, or load it, while the site is built.'
    hint = "Take it out: mkdocs.yml gives the site's name, look and navigation, and is read as data."
    return Problem(document.key_place(route), "site-runs-code", message, hint)


KIND = Kind(
    name="site",
    model=SiteSettings,
    summary="The site's name, look and navigation: data, never code.",
    claims=(r"mkdocs\.yml", r"pages/.+\.css", r"pages/assets/.+" + PICTURE),
    parse=parse,
    example="site_name: Fair Passage\nnav:\n  - Home: index.md\n",
    example_path=PATH,
)
