"""What the theme below ours ships: its words by language, and the scripts of its search."""

from __future__ import annotations

import re
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

FONTS = re.compile(r'url\("([^"/]+\.woff2)"\)')
SEGMENTERS = {"ja": "tinyseg.js", "th": "wordcut.js", "hi": "wordcut.js"}
"""What the search needs besides its stemmers to cut a language into words."""
SUPPORT = ("lunr.stemmer.support.min.js", "lunr.multi.min.js")


def language(tag: str) -> str:
    """The theme's language file for a site's language: its own, its base language's, English."""
    folder = _templates().joinpath("partials", "languages")
    known = (name for name in (tag, tag.split("-", maxsplit=1)[0]) if folder.joinpath(f"{name}.html").is_file())
    return next(known, "en")


def search_languages(tags: tuple[str, ...]) -> tuple[str, ...]:
    """Languages whose words the search can bring to their stems; English when it knows none of them."""
    folder = _templates().joinpath("assets", "javascripts", "lunr", "min")
    bases = dict.fromkeys(tag.split("-")[0] for tag in tags)
    return tuple(base for base in bases if base == "en" or folder.joinpath(f"lunr.{base}.min.js").is_file()) or ("en",)


def search_scripts(languages: tuple[str, ...]) -> frozenset[str]:
    """Paths of every script that the search page loads, from the root of one language's site."""
    folder = "assets/javascripts/lunr"
    found = {worker()}
    stemmed = [name for name in languages if name != "en"]
    if stemmed:
        found |= {f"{folder}/min/{name}" for name in SUPPORT}
    found |= {f"{folder}/min/lunr.{name}.min.js" for name in stemmed}
    return frozenset(found | {f"{folder}/{SEGMENTERS[name]}" for name in stemmed if name in SEGMENTERS})


def worker() -> str:
    """The script that searches. Its name holds a digest that changes with its version."""
    folder = "assets/javascripts/workers"
    for entry in sorted(_templates().joinpath(*folder.split("/")).iterdir(), key=lambda entry: entry.name):
        if entry.name.startswith("search.") and entry.name.endswith(".js"):
            return f"{folder}/{entry.name}"
    raise CoalitionError("The theme of the site has lost its search.", "Install mkdocs-material anew.")


def templates() -> tuple[tuple[str, bytes], ...]:
    """Our templates, which stand before the theme's."""
    entries = sorted(_shipped("site", "theme").iterdir(), key=lambda entry: entry.name)
    return tuple((entry.name, entry.read_bytes()) for entry in entries if entry.name.endswith(".html"))


def stylesheet() -> str:
    """The path of the site's own style sheet: named by its content, so that no browser keeps an old one."""
    return f"assets/site-{sha256(_css()).hexdigest()[:8]}.css"


def search_script() -> str:
    """The path of the script of the search page, named likewise."""
    return f"assets/search-{sha256(_shipped('site', 'search.js').read_bytes()).hexdigest()[:8]}.js"


@cache
def assets() -> tuple[tuple[str, bytes], ...]:
    """Style sheet, typefaces and icon, by path from the root of what is published."""
    fonts = sorted(_shipped("fonts", "web").iterdir(), key=lambda entry: entry.name)
    kept = [entry for entry in fonts if entry.name.endswith((".woff2", ".txt"))]
    return (
        (stylesheet(), _css()),
        (search_script(), _shipped("site", "search.js").read_bytes()),
        ("assets/favicon.svg", _shipped("site", "favicon.svg").read_bytes()),
        *((f"assets/fonts/{entry.name}", entry.read_bytes()) for entry in kept),
    )


@cache
def _css() -> bytes:
    faces = FONTS.sub(r'url("fonts/\1")', _shipped("fonts", "web", "fonts.css").read_text("utf-8"))
    ours = (_shipped("site", name).read_text("utf-8") for name in ("site.css", "changes.css"))
    return "".join((faces, *ours)).encode()


def _templates() -> Traversable:
    return files("material").joinpath("templates")


def _shipped(*path: str) -> Traversable:
    return files("coalition").joinpath("assets", *path)
