"""What a page, a fragment of one, or a style sheet may hold: lists of what is allowed, by element."""

# ruff: noqa: SIM905 -- lists of words are read as words

from __future__ import annotations

import re
from base64 import b64decode
from typing import TYPE_CHECKING
from xml.etree.ElementTree import fromstring

import html5lib
from inspect_drawings import drawing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

HTML, SVG, EPUB, XLINK, XML, XMLNS = (
    "http://www.w3.org/1999/xhtml",
    "http://www.w3.org/2000/svg",
    "http://www.idpf.org/2007/ops",
    "http://www.w3.org/1999/xlink",
    "http://www.w3.org/XML/1998/namespace",
    "http://www.w3.org/2000/xmlns/",
)

_ANYWHERE = frozenset(
    [
        "id",
        "class",
        "lang",
        "dir",
        "role",
        "tabindex",
        "hidden",
        "data-search-exclude",
        f"{{{EPUB}}}type",
        f"{{{XML}}}lang",
    ]
)
_PLAIN = (
    "article aside blockquote body br caption cite code colgroup dd del details dfn div dl dt em figcaption figure footer "
    "h1 h2 h3 h4 h5 h6 head header hr i ins kbd li main mark nav ol p pre s section small span strong sub summary sup table "
    "tbody tfoot thead title tr u ul noscript b wbr"
).split()
ELEMENTS: dict[str, frozenset[str]] = {
    **{name: frozenset[str]() for name in _PLAIN},
    "html": frozenset({"data-accent", "data-scheme"}),
    "div": frozenset({"data-to", "data-practice"}),
    "a": frozenset({"href", "title", "rel", "hreflang", "download"}),
    "img": frozenset({"src", "alt", "width", "height", "loading", "style"}),
    "time": frozenset({"datetime"}),
    "ol": frozenset({"start", "type"}),
    "col": frozenset({"style"}),
    "th": frozenset({"scope", "colspan", "rowspan", "style"}),
    "td": frozenset({"colspan", "rowspan", "style"}),
    "meta": frozenset({"charset", "name", "content", "http-equiv", "property"}),
    "link": frozenset({"rel", "href", "type", "title", "hreflang"}),
    "form": frozenset(),
    "label": frozenset({"for"}),
    "input": frozenset({"type", "name", "autocomplete", "autocapitalize", "spellcheck"}),
    "script": frozenset({"src", "type"}),
    "style": frozenset(),
    f"{{{SVG}}}svg": frozenset(
        {"viewBox", "preserveAspectRatio", "focusable", "width", "height", "version", f"{{{XMLNS}}}xmlns"}
    ),
    f"{{{SVG}}}rect": frozenset({"x", "y", "width", "height", "fill"}),
    f"{{{SVG}}}image": frozenset({"width", "height", f"{{{XLINK}}}href"}),
}
"""Attributes by element, beside those that may stand anywhere and `aria-…`."""

_SCRIPTED = re.compile(r"(.*/)?search/index\.html")
_SCRIPT = re.compile(r"(\.\./)*assets/search-[0-9a-f]{8}\.js")
_MARK = re.compile(r"/?[a-z]+")
"""A comment of ours: one word, where the site puts new content between two of them."""
_STYLE = re.compile(r"(\s*(width|text-align)\s*:\s*[a-z0-9.]+%?\s*;?)*")
_EMBEDDED = re.compile(r"data:image/(png|jpeg);base64,[A-Za-z0-9+/]+=*")
_DRAWN = re.compile(r"data:image/svg\+xml;base64,[A-Za-z0-9+/]+=*")
_FONT = re.compile(r"data:font/woff2;base64,[A-Za-z0-9+/]+=*|fonts/[a-z0-9-]+\.woff2")
_URL = re.compile(r"url\(\s*[\"']?(.*?)[\"']?\s*\)", re.IGNORECASE | re.DOTALL)
_CSS_HARM = re.compile(
    r"@import|expression\s*\(|-moz-binding|behavior\s*:|image-set|src\s*\(|@charset|\\", re.IGNORECASE
)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_IGNORED_BY_BROWSERS = re.compile(r"^[\x00-\x20]+|[\t\n\r]")
_WORD = re.compile(r"[\w ./:;,#&()'%+?!@\u2019\u2013·…-]*")
META = frozenset({"viewport", "referrer", "description", "generator", "author", "color-scheme", "citation", "keywords",
                  "dcterms.date", "dcterms.rights", "theme-color", "date"})  # fmt: skip
FETCHED = frozenset({"stylesheet", "icon"})
TOLD = frozenset({"canonical", "alternate", "license"})
LINKS = frozenset({"http", "https", "mailto", "tel"})
SEARCHED = frozenset(
    "p ul ol li h1 h2 h3 h4 h5 h6 table thead tbody tr th td dl dt dd blockquote pre code div hr br sub sup em strong del mark s u".split()
)


def xml(content: bytes) -> Element:
    """The tree of a document; raises ParseError where it is none."""
    return fromstring(content)  # noqa: S314 -- files of our own making; what declares an entity is a violation before


def page(path: str, content: bytes) -> Iterator[str]:
    """Everything in a page that is not on the list."""
    document = html5lib.parse(content, treebuilder="etree", namespaceHTMLElements=False, transport_encoding="utf-8")
    yield from tree(path, document)


def fragment(text: str) -> Iterator[str]:
    """Everything in a piece of the search index that is more than a bare element."""
    for element in html5lib.parseFragment(text, treebuilder="etree", namespaceHTMLElements=False).iter():
        if element.tag != "DOCUMENT_FRAGMENT" and (element.tag not in SEARCHED or element.attrib):
            yield f"holds <{element.tag}> with {sorted(element.attrib)}"


def tree(path: str, document: Element) -> Iterator[str]:
    """The same for a tree that is parsed already."""
    for element in document.iter():
        if not isinstance(element.tag, str):
            yield from _comment(element)
            continue
        name = element.tag.removeprefix(f"{{{HTML}}}")
        if name not in ELEMENTS:
            yield f"holds the element <{name}>"
            continue
        yield from (f"<{name}> {said}" for said in _element(path, name, element))


def _comment(element: Element) -> Iterator[str]:
    if not _MARK.fullmatch((element.text or "").strip()):
        yield f"holds the comment {element.text!r}"


def _element(path: str, name: str, element: Element) -> Iterator[str]:
    allowed = ELEMENTS[name] | _ANYWHERE
    for attribute, value in element.attrib.items():
        told = attribute.startswith("aria-") or (name == "script" and re.fullmatch(r"data-[a-z]+", attribute))
        if attribute not in allowed and not told:
            yield f"has the attribute {attribute}={value[:60]!r}"
    values = dict(element.attrib)
    if "href" in values and name == "a":
        yield from address(values["href"], LINKS)
    if not _STYLE.fullmatch(values.get("style", "")):
        yield f"has the style {values['style']!r}"
    source = values.get("src", values.get(f"{{{XLINK}}}href"))
    if source is not None and name == "img" and _DRAWN.fullmatch(source):
        yield from drawing(b64decode(source.partition(",")[2]))
    elif source is not None and not (name == "img" and _EMBEDDED.fullmatch(source)):
        yield from address(source, frozenset())
    yield from _special(path, name, values, element.text or "")


def _special(path: str, name: str, values: dict[str, str], text: str) -> Iterator[str]:
    if name == "script" and values.get("type") == "application/ld+json":
        yield from _data(values, text)
    elif name == "script" and not (
        _SCRIPTED.fullmatch(path) and _SCRIPT.fullmatch(values.get("src", "")) and not text.strip()
    ):
        yield f"is a program: {values} {text[:60]!r}"
    if name == "meta":
        yield from _meta(values)
    if name == "link":
        relations = set(values.get("rel", "").split())
        if not relations or relations - FETCHED - TOLD:
            yield f"has the relation {values.get('rel')!r}"
        yield from address(values.get("href", ""), LINKS if relations <= TOLD else frozenset())
    if name == "style":
        yield from style(text)
    if name == "input" and values.get("type") not in {"search", "checkbox"}:
        yield f"asks for {values}"


def _data(values: dict[str, str], text: str) -> Iterator[str]:
    """A block of data runs nothing; it may hold no sign that ends the element, and names nothing to be fetched but schema.org."""
    if set(values) != {"type"} or re.search(r"[<>&]", text):
        yield f"is no plain data: {values} {text[:60]!r}"
    for found in re.findall(r'"(?:@context|url|license)": "([^"]*)"', text):
        yield from address(found, LINKS)


def _meta(values: dict[str, str]) -> Iterator[str]:
    if "http-equiv" in values:
        policy = values["http-equiv"] == "Content-Security-Policy" and values.get("content", "").startswith(
            "default-src 'none'"
        )
        if not policy:
            yield f"orders {values}"
    elif not (
        "charset" in values
        or values.get("name") in META
        or values.get("name", "").startswith("citation_")
        or values.get("property", "").startswith("og:")
    ):
        yield f"says {values}"


def address(written: str, schemes: frozenset[str]) -> Iterator[str]:
    """What is wrong with an address: it leads elsewhere than to this site or along one of the schemes."""
    seen = _IGNORED_BY_BROWSERS.sub("", written).replace("\\", "/")
    scheme = _SCHEME.match(seen)
    if scheme is not None:
        if scheme[1].lower() not in schemes:
            yield f"leads to {written[:80]!r}"
    elif seen.startswith("//") or seen != written:
        yield f"leads to {written[:80]!r}"


def style(text: str) -> Iterator[str]:
    """What a style sheet would fetch or run."""
    for target in _URL.findall(text):
        if not _FONT.fullmatch(target):
            yield f"fetches {target[:80]!r}"
    found = _CSS_HARM.search(_URL.sub("", text))
    if found:
        yield f"holds {found[0]!r}"


def words(content: bytes) -> str:
    """What a reader of a page sees or hears."""
    document = html5lib.parse(content, treebuilder="etree", namespaceHTMLElements=False, transport_encoding="utf-8")
    told = [
        value
        for element in document.iter()
        for key in ("alt", "content", "title", "aria-label")
        if (value := element.get(key))
    ]
    return " ".join([*document.itertext(), *told])
