"""What a file would make a browser or reader ask of another site, before anybody taps anything.

A link that people follow is no request. Scripts are not looked into: the site's are the theme's own, and the pages'
content security policy lets them ask nobody else.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from coalition.publishing import extraction

if TYPE_CHECKING:
    from collections.abc import Iterator

_FOREIGN = re.compile(r"\s*(?:(?:https?|ftp|wss?):)?//", re.IGNORECASE)
_LOADING = extraction.Elements(
    "<",
    "link script img image iframe frame source video audio track embed object input use feimage body table td base "
    "form button portal meta",
    "((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>",
)
_ATTRIBUTE = re.compile(r"([a-zA-Z:_-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_SOURCES = frozenset(
    {"src", "srcset", "imagesrcset", "poster", "data", "background", "action", "formaction", "manifest"}
)
_LINKED = frozenset({"link", "use", "image", "feimage", "base"})
"""Elements whose `href` is fetched."""
_HARMLESS = frozenset(
    {"canonical", "alternate", "license", "author", "next", "prev", "me", "help", "search", "bookmark"}
)
"""Relations of `<link>` that are told and not fetched."""
_STYLE = re.compile(r"url\(\s*[\"']?([^\"')\s]+)|@import\s+[\"']([^\"']+)", re.IGNORECASE)
_STYLED = re.compile(r"<style\b[^>]*>(.*?)</style>|\sstyle=\"([^\"]*)\"", re.IGNORECASE | re.DOTALL)
_STYLING = ("<style", "style=")
"""Without one of these there is no style: to look for words is far quicker than to look for patterns."""
_RELATION = re.compile(r"<Relationship\b[^>]*>")
_REFRESH = re.compile(r"url\s*=\s*(\S+)", re.IGNORECASE)


def foreign(path: str, content: bytes) -> Iterator[str]:
    """Addresses on other sites that the file makes its reader's program fetch."""
    ending = path.rpartition(".")[2].lower()
    if ending == "css":
        yield from _style(content.decode("utf-8", "replace"))
    elif ending in {"html", "xhtml", "svg"}:
        yield from _markup(content.decode("utf-8", "replace"))
    elif ending == "rels":
        yield from _relations(content.decode("utf-8", "replace"))


def _style(text: str) -> Iterator[str]:
    for target, imported in _STYLE.findall(text):
        if _FOREIGN.match(target or imported):
            yield target or imported


def _markup(text: str) -> Iterator[str]:
    for found in _LOADING.within(text).finditer(text):
        name = found[1].lower()
        values = {key.lower(): html.unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(found[2])}
        yield from (address for address in _loaded(name, values) if _FOREIGN.match(address))
    small = text.lower()
    for block, attribute in _STYLED.findall(text) if any(sign in small for sign in _STYLING) else ():
        yield from _style(html.unescape(block or attribute))


def _loaded(name: str, values: dict[str, str]) -> Iterator[str]:
    """Every address that the element has its browser fetch."""
    for key in sorted(_SOURCES & values.keys()):
        yield from (part.strip() for part in values[key].split(",")) if "srcset" in key else (values[key],)
    relations = frozenset(values.get("rel", "").lower().split())
    if name in _LINKED and not (name == "link" and relations and relations <= _HARMLESS):
        yield from (values[key] for key in ("href", "xlink:href") if key in values)
    if name == "meta" and values.get("http-equiv", "").lower() == "refresh":
        yield from _REFRESH.findall(values.get("content", ""))


def _relations(text: str) -> Iterator[str]:
    """Of a Word document: what it fetches when it is opened. Links that readers follow are external too."""
    for found in _RELATION.findall(text):
        values = {key: html.unescape(a or b or c) for key, a, b, c in _ATTRIBUTE.findall(found)}
        external = values.get("TargetMode") == "External"
        if external and not values.get("Type", "").endswith("/hyperlink"):
            yield values.get("Target", "")
