"""The index of the site's search: the theme's script reads it, and finds pages and sections by it."""

from __future__ import annotations

import html as entities
import json
import re
from importlib.metadata import version
from types import SimpleNamespace
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import escape

from coalition.publishing import staged

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from html.parser import HTMLParser

    from coalition.outputs.site.page import Page
    from coalition.publishing.project import LanguageSite
    from coalition.sources.cache import Cache


_EXCLUDED = re.compile(r"<([a-z][a-z0-9]*)\b[^>]*\sdata-search-exclude(?=[\s=>])[^>]*>")
_TOKEN = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*)((?:[^>\"']|\"[^\"]*\"|'[^']*')*?)(/?)>|<!--.*?-->", re.DOTALL)
_ATTRIBUTE = re.compile(r"([^\s\"'>/=]+)(?:=\"([^\"]*)\")?")
Entry = dict[str, str]
"""Of one page or section: its `location`, `title` and `text`."""


def entries(site: LanguageSite, texts: Mapping[str, str], cache: Cache) -> list[Entry]:
    """What the search's index says of each page and section, as the theme's own plugin would say it.

    Law: the cache changes nothing but the time that it takes.
    """
    key = cache.key("search-entries/1", version("mkdocs-material"), site.language)
    known: dict[str, list[Entry]] = json.loads(cache.get(key) or b"{}")
    used: dict[str, list[Entry]] = {}
    for page in site.pages:
        if page.search:
            name = cache.key(page.path, page.title, texts[page.path])
            used[name] = known[name] if name in known else _of_page(page, texts[page.path])
    if used.keys() != known.keys():
        cache.put(key, json.dumps(used).encode())
    return [entry for found in used.values() for entry in found]


def _of_page(page: Page, text: str) -> list[Entry]:
    from material.plugins.search.plugin import Parser, SearchIndex

    parser, index = Parser(), SearchIndex()
    _feed(parser, _sought(text))
    title = {"title": str(escape(page.title))}
    shown = SimpleNamespace(meta=title, url=quote(page.path), title=page.title)
    for section in parser.data:
        if not section.is_excluded():
            index.create_entry_for_section(section, (), shown.url, shown)
    found: list[Entry] = index.entries
    return found


def _feed(parser: HTMLParser, html: str) -> None:
    """Tell a parser what is in HTML that is well formed, as its own `feed` would, in half the time."""
    end = 0
    for token in _TOKEN.finditer(html):
        if token.start() > end:
            parser.handle_data(entities.unescape(html[end : token.start()]))
        end = token.end()
        closing, name, attributes, single = token.groups()
        if name is None:
            continue
        if closing:
            parser.handle_endtag(name)
            continue
        parser.handle_starttag(
            name,
            [(key, entities.unescape(value)) for key, value in _ATTRIBUTE.findall(attributes)] if attributes else [],
        )
        if single:
            parser.handle_endtag(name)
    if end < len(html):
        parser.handle_data(entities.unescape(html[end:]))


def _sought(html: str) -> str:
    """The HTML, well formed, without the elements that say they are not to be found.

    Law: the plugin, which passes over them, makes the same of it, but for entries without text that it makes of headings
    in them. It takes as long for them as for the rest, and long lists, which are found elsewhere, are most of a page.
    """
    kept, end = [], 0
    for opening in _EXCLUDED.finditer(html):
        if opening.start() < end:
            continue
        kept.append(html[end : opening.start()])
        depth, end = 1, opening.end()
        for tag in re.compile(rf"<(/?){opening[1]}\b[^>]*>").finditer(html, opening.end()):
            depth += -1 if tag[1] else 1
            if not depth:
                end = tag.end()
                break
    return "".join((*kept, html[end:]))


def filled(content: bytes, found: Sequence[Entry]) -> bytes:
    """The search's index with one entry for each page and section, whether it was generated or not.

    What stands above a page's title makes an empty entry of its own; the title's takes its place.
    """
    index = json.loads(content)
    mark = f"#{staged.TITLE_ID}"
    titled = {doc["location"].removesuffix(mark) for doc in found if doc["location"].endswith(mark)}
    index["docs"] = [
        {**doc, "location": doc["location"].removesuffix(mark)} for doc in found if doc["location"] not in titled
    ]
    return json.dumps(index, ensure_ascii=False, separators=(",", ":")).encode()
