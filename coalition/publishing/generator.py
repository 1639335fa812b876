"""The generator: the only module that knows mkdocs and, with `theme` and `searching`, its theme.

Each language is a complete project of its own making in the staging folder (pages, templates, `mkdocs.yml`), built
by mkdocs in a child; what was built is then put together under one root. Nothing of the campaign's reaches mkdocs as
Markdown, as a template or as configuration that could run.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from typing import TYPE_CHECKING

from markupsafe import escape

from coalition.errors import CoalitionError
from coalition.outputs.site.page import site_path
from coalition.outputs.words import Words
from coalition.publishing import frames, searching, staged, theme
from coalition.publishing.project import NavItem
from coalition.sources import shell
from coalition.sources.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from coalition.publishing.project import LanguageSite, Project

_INDEX = "search/search_index.json"
LIMITS = shell.Limits(seconds=600, memory_mb=2048)
CURE = "Report this as a fault of coalition, with the line above: your texts are not the cause."
_COMPLAINT = re.compile(r"\s*(WARNING|ERROR|CRITICAL)\b|Traceback|\w*Error:")


def build(project: Project, staging: Path, output: Path, *, jobs: int = 2, cache: Cache | None = None) -> None:
    """Build the whole site into `output`, an empty or absent folder on the same filesystem as `staging`.

    Languages are built side by side. Law: the same project gives the same bytes, wherever the folders are and
    whatever the cache holds. Raises CoalitionError when the generator complains of anything.
    """
    store = cache or Cache(None)
    output.mkdir(parents=True, exist_ok=True)
    _no_collisions(project)
    specimens = [frames.specimens(site) for site in project.sites]
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        generated = [
            pool.submit(_frames, project, site, frozenset(models.values()), staging, store)
            for site, models in zip(project.sites, specimens, strict=True)
        ]
        bodies = [{page.path: staged.content(page) for page in site.pages} for site in project.sites]
        entries = [searching.entries(site, texts, store) for site, texts in zip(project.sites, bodies, strict=True)]
        made = [future.result() for future in generated]
    for site, models, texts, found, empty in zip(project.sites, specimens, bodies, entries, made, strict=True):
        target = output / site_path(site.language, project.default, "")
        for path, content in frames.complete(project, site, empty, models, texts):
            _write(target / path, content)
        _write(target / _INDEX, searching.filled(empty[_INDEX], found))
        for path in theme.search_scripts(_search_languages(project, site)):
            _write(target / path, empty[path])
    for path, content in (*theme.assets(), *project.files):
        _write(output / path, content)
    if project.url:
        _write(output / "sitemap.xml", _sitemap(project))
    _write(output / "robots.txt", _robots(project))


def expected(project: Project) -> tuple[str, ...]:
    """Every file that the built site must have, sorted."""
    found = {*project.paths(), *(path for path, _ in theme.assets()), "404.html", "robots.txt"}
    found |= {site_path(site.language, project.default, _INDEX) for site in project.sites}
    return tuple(sorted(found | ({"sitemap.xml"} if project.url else set())))


def _no_collisions(project: Project) -> None:
    """A page of the default language may not lie where another language's site does."""
    folders = {site_path(site.language, project.default, "") for site in project.sites} - {""}
    pages = (page for site in project.sites if site.language == project.default for page in site.pages)
    for page in pages:
        if page.path.partition("/")[0] + "/" in folders:
            message = f'The page "{page.path}" has the address of a whole language of the site.'
            raise CoalitionError(message, "Give it another name.")


def _frames(
    project: Project, site: LanguageSite, wanted: frozenset[str], staging: Path, cache: Cache
) -> dict[str, bytes]:
    """What the generator makes of these pages without their content, by path: remembered, since texts change oftener.

    With them are the page for a wrong address, the search's scripts and its index without entries.
    """
    project_files = dict(_stage(project, site, wanted))
    versions = [f"{name} {version(name)}" for name in ("mkdocs", "mkdocs-material", "Markdown", "Jinja2")]
    key = cache.key("frames/1", *versions, *(part for item in sorted(project_files.items()) for part in item))
    kept = cache.get(key)
    if kept is None:
        folder = staging / f"site-{site.language.lower()}"
        if folder.exists():
            shutil.rmtree(folder)
        for path, content in project_files.items():
            _write(folder / path, content)
        _generate(folder)
        files = _worth_keeping(folder / "built", theme.search_scripts(_search_languages(project, site)))
        kept = json.dumps({path: content.decode() for path, content in files}).encode()
        cache.put(key, kept)
    return {path: content.encode() for path, content in json.loads(kept).items()}


def _stage(project: Project, site: LanguageSite, wanted: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """One language's project by path, with these of its pages."""
    alternates = frames.Alternates(project)
    for page in site.pages:
        if page.path in wanted:
            blank = frames.blank(page)
            text = staged.markdown(blank, site.name, alternates.of(blank))
            yield f"docs/{_source(page.path)}", text.encode()
    yield from ((f"theme/{name}", content) for name, content in theme.templates())
    # JSON is YAML: nothing in a value can become a key, a tag or a reference.
    yield "mkdocs.yml", json.dumps(_configuration(project, site), ensure_ascii=False, indent=1).encode()


def _configuration(project: Project, site: LanguageSite) -> dict[str, object]:
    """`mkdocs.yml`: every key of our own making."""
    default = site.language == project.default
    address = project.url + site_path(site.language, project.default, "") if project.url else ""
    return {
        "site_name": site.name,
        "site_url": address,
        "docs_dir": "docs",
        "site_dir": "built",
        "use_directory_urls": True,
        "copyright": project.copyright,
        "nav": [_nav(item) for item in site.navigation or (NavItem(site.name, "/"),)],
        "validation": {"nav": {"omitted_files": "ignore", "absolute_links": "ignore"}},
        "theme": {
            "name": "material",
            "custom_dir": "theme",
            "language": theme.language(site.language),
            "font": False,
            "favicon": "assets/favicon.svg",
            "features": list(project.look.features),
        },
        "plugins": [{"search": {"lang": list(_search_languages(project, site))}}],
        "markdown_extensions": ["attr_list"],
        "extra": {
            "language": site.language,
            "direction": Words(site.language).direction,
            "up": "" if default else "../" * (site_path(site.language, project.default, "").count("/")),
            "address": address,
            "accent": project.look.accent,
            "scheme": project.look.scheme,
            "features": list(project.look.features),
            "logo": project.look.logo,
            "favicon": project.look.favicon or "assets/favicon.svg",
            "stylesheets": [theme.stylesheet(), *project.look.stylesheets],
            "social": [list(link) for link in project.social],
            "draft": project.draft,
            "words": _words(site),
            "missing": [_missing(project, other) for other in project.sites if other is not site],
            "search": {"script": theme.search_script(), "worker": theme.worker()},
        },
    }


def _nav(item: NavItem) -> dict[str, object]:
    if item.children:
        return {item.title: [_nav(child) for child in item.children]}
    if "://" in item.target:
        return {item.title: item.target}
    return {item.title: _source(item.target.lstrip("/"))}


def _source(path: str) -> str:
    """The file of the page at an address: `members/open-gate.md` for `members/open-gate/`.

    A folder of its own for each of a thousand pages would take longer to make and remove than the page takes. mkdocs
    takes index.md and README.md for the page of their folder, so pages of that name have one.
    """
    name = path.rstrip("/").rpartition("/")[2].lower()
    return f"{path}index.md" if name in {"", "index", "readme"} else f"{path.rstrip('/')}.md"


def _words(site: LanguageSite) -> dict[str, str]:
    """What the template says."""
    words = Words(site.language)
    keys = {name: f"site.{name}" for name in ("skip", "menu", "navigation", "footer", "privacy", "top", "draft")}
    keys |= {f"search_{name}": f"search.{name}" for name in ("private", "loading", "found", "none", "failed")}
    keys |= {"search": "search.title", "data": "data.title"}
    keys |= {f"missing_{name}": f"missing.{name}" for name in ("title", "text", "home")}
    # A number that only the reader's browser knows stays a place to be filled.
    return {name: words(key, number="{number}") for name, key in keys.items()}


def _missing(project: Project, site: LanguageSite) -> list[str]:
    """What the page for a wrong address says in another language."""
    words = Words(site.language)
    said = [words(f"missing.{name}") for name in ("title", "text", "home")]
    return [site.language, words.direction, *said, site_path(site.language, project.default, "")]


def _generate(folder: Path) -> None:
    """Run mkdocs on a staged project; whatever it complains of is a failure."""
    command = [sys.executable, "-P", "-m", "mkdocs", "build", "--config-file", "mkdocs.yml"]
    surroundings = {"NO_MKDOCS_2_WARNING": "1", "SOURCE_DATE_EPOCH": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    done = shell.run(command, folder=folder, environment=surroundings, limits=LIMITS)
    said = done.stderr.decode("utf-8", "replace").replace(f"{folder}/", "").splitlines()
    complaints = [line.strip() for line in said if _COMPLAINT.match(line)]
    if done.status or complaints or not (folder / "built" / "index.html").is_file():
        language = folder.name.removeprefix("site-")
        line = complaints[-1] if complaints else f"status {done.status}"
        for full in (errno.ENOSPC, errno.EDQUOT):
            # Said as the system says it, so that whoever holds the output can tell the cure.
            if os.strerror(full) in done.stderr.decode("utf-8", "replace"):
                raise OSError(full, os.strerror(full), str(folder))
        raise CoalitionError(f'The pages in "{language}" could not be generated: {line}', CURE)


def _worth_keeping(built: Path, scripts: frozenset[str]) -> Iterator[tuple[str, bytes]]:
    """Of what was built, what pages use: the theme's own files are many, and its maps name the day."""
    for path in sorted(built.rglob("*")):
        name = path.relative_to(built).as_posix()
        if path.is_file() and (name.endswith(".html") or name in {_INDEX, *scripts}):
            yield name, path.read_bytes()


def _search_languages(project: Project, site: LanguageSite) -> tuple[str, ...]:
    """The site's own language first; texts that are not translated are in the default one."""
    return theme.search_languages((site.language, project.default))


def _sitemap(project: Project) -> bytes:
    """Every page that the search may find; no dates, since a page's is not that of its file."""
    paths = [
        site_path(site.language, project.default, page.path)
        for site in project.sites
        for page in site.pages
        if page.search
    ]
    lines = ['<?xml version="1.0" encoding="utf-8"?>', '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">']
    lines += [f"<url><loc>{escape(project.url + path)}</loc></url>" for path in sorted(paths)]
    return ("\n".join([*lines, "</urlset>"]) + "\n").encode()


def _robots(project: Project) -> bytes:
    """Everyone may read everything."""
    where = f"Sitemap: {project.url}sitemap.xml\n" if project.url else ""
    return f"User-agent: *\nDisallow:\n{where}".encode()


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
