"""What the parts of a Word document and of an e-book may be."""

# ruff: noqa: SIM905 -- lists of words are read as words

from __future__ import annotations

import io
import re
import zipfile
from typing import TYPE_CHECKING

import inspect_drawings
import inspect_markup
import inspect_pictures
from inspect_markup import address

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_RULE = "{urn:schemas-microsoft-com:vml}rect"
"""A line across the page; nothing else is drawn in that old language."""
_OPF = "{http://www.idpf.org/2007/opf}"
_DOCX_PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|custom|app)\.xml|word/theme/theme1\.xml"
    r"|word/(document|numbering|styles|footnotes|comments|settings|fontTable|webSettings|header\d|footer\d)\.xml"
    r"|word/_rels/(document|footnotes|header\d|footer\d)\.xml\.rels|word/media/[A-Za-z0-9]+\.(png|jpg)"
)
_EPUB_PARTS = re.compile(
    r"mimetype|META-INF/(container|com\.apple\.ibooks\.display-options)\.xml|EPUB/(content\.opf|toc\.ncx|nav\.xhtml)"
    r"|EPUB/text/(title_page|cover|ch\d{3})\.xhtml|EPUB/styles/stylesheet1\.css|EPUB/media/file\d+\.(png|jpg|svg)"
)
_RELATIONS = frozenset(
    "officeDocument extended-properties core-properties custom-properties numbering styles settings webSettings fontTable "
    "theme footnotes comments header footer image hyperlink".split()
)
_NAMESPACES = frozenset(
    {
        *(
            f"http://schemas.openxmlformats.org/{name}"
            for name in (
                "wordprocessingml/2006/main",
                "drawingml/2006/main",
                "drawingml/2006/picture",
                "drawingml/2006/wordprocessingDrawing",
                "officeDocument/2006/custom-properties",
                "officeDocument/2006/docPropsVTypes",
                "officeDocument/2006/extended-properties",
                "package/2006/content-types",
                "package/2006/metadata/core-properties",
                "package/2006/relationships",
            )
        ),
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
        "http://schemas.microsoft.com/office/thememl/2012/main",
    }
)  # fmt: skip -- a table
_NEVER = frozenset(
    "altChunk object control OLEObject subDoc fldSimple movie hlinkClick hlinkHover attachedTemplate mailMerge "
    "dataSource frameset externalLink permStart sdt customXml smartTag ffData script contentPart".split()
)
"""Elements of Word that fetch, run, embed or ask."""
_FIELDS = re.compile(
    r"(TOC \\o \"1-[23]\" \\h \\z \\u|TOC \\h \\z \\c \"(Figure|Table)\"|PAGE|NUMPAGES|STYLEREF [\w\\\" ]+"
    r"|SEQ (Figure|Table) \\\* ARABIC( \\r \d+)?)"
)
_CONTENT_TYPES = re.compile(
    r"application/(xml|vnd\.openxmlformats-(package|officedocument)\.[a-z.+-]+)|image/(png|jpeg)", re.IGNORECASE
)
_EPUB_TYPES = frozenset(
    ["application/x-dtbncx+xml", "application/xhtml+xml", "text/css", "image/png", "image/jpeg", "image/svg+xml"]
)
LINKS = frozenset({"http", "https", "mailto"})


def docx(content: bytes) -> Iterator[str]:
    """Every part, relation, field and element of a Word document that is not on the list."""
    for name, part in _parts(content, _DOCX_PARTS):
        if name.endswith((".xml", ".rels")):
            yield from (f"{name}: {said}" for said in _xml(name, part))
        elif name != "word/media/image1.png":  # the drawing of our own reference document
            yield from (f"{name}: {said}" for said in inspect_pictures.picture(part))
    yield from _strangers(content, _DOCX_PARTS)


def epub(content: bytes) -> Iterator[str]:
    """Every part, element and item of an e-book that is not on the list."""
    known = set(zipfile.ZipFile(io.BytesIO(content)).namelist())
    for name, part in _parts(content, _EPUB_PARTS):
        yield from (f"{name}: {said}" for said in _epub_part(name, part, known))
    yield from _strangers(content, _EPUB_PARTS)


def _parts(content: bytes, known: re.Pattern[str]) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if known.fullmatch(name):
                yield name, archive.read(name)


def _strangers(content: bytes, known: re.Pattern[str]) -> Iterator[str]:
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    yield from (f"has the part {name!r}" for name in names if not known.fullmatch(name))
    if len(names) != len(set(names)):
        yield "has two parts of one name"


def _parsed(part: bytes) -> Iterator[Element | str]:
    if b"<!DOCTYPE" in part.replace(b"<!DOCTYPE html>", b"") or b"<!ENTITY" in part:
        yield "declares entities"
    yield from inspect_markup.xml(part).iter()


def _xml(name: str, part: bytes) -> Iterator[str]:
    for element in _parsed(part):
        if isinstance(element, str):
            yield element
            continue
        namespace, _, tag = element.tag[1:].partition("}")
        if element.tag != _RULE and (namespace not in _NAMESPACES or tag in _NEVER):
            yield f"holds <{element.tag}>"
        if element.tag == f"{_W}instrText" and not _FIELDS.fullmatch((element.text or "").strip()):
            yield f"computes the field {element.text!r}"
        if name.endswith(".rels") and tag == "Relationship":
            yield from _relation(element)
        kind = element.get("ContentType")
        if kind is not None and (not _CONTENT_TYPES.fullmatch(kind) or "macro" in kind.lower()):
            yield f"is of the type {kind}"


def _relation(element: Element) -> Iterator[str]:
    kind = element.get("Type", "").rpartition("/")[2]
    target = element.get("Target", "")
    if kind not in _RELATIONS:
        yield f"has a relation {kind!r}"
    if element.get("TargetMode") == "External":
        if kind != "hyperlink":
            yield f"fetches {target!r}"
        yield from address(target, LINKS)
    elif ".." in target or "://" in target:
        yield f"relates to {target!r}"


def _epub_part(name: str, part: bytes, known: set[str]) -> Iterator[str]:
    if name.endswith(".xhtml"):
        yield from inspect_markup.tree(name, inspect_markup.xml(part))
    elif name.endswith(".css"):
        yield from inspect_markup.style(part.decode())
    elif name.endswith((".png", ".jpg")):
        yield from inspect_pictures.picture(part)
    elif name.endswith(".svg"):
        yield from inspect_drawings.drawing(part)
    elif name.endswith(".opf"):
        yield from _manifest(part, known)
    elif name.endswith((".xml", ".ncx")):
        yield from (said for said in _parsed(part) if isinstance(said, str))


def _manifest(part: bytes, known: set[str]) -> Iterator[str]:
    for element in _parsed(part):
        if isinstance(element, str):
            yield element
        elif element.tag == f"{_OPF}item":
            if element.get("media-type") not in _EPUB_TYPES or f"EPUB/{element.get('href')}" not in known:
                yield f"lists {element.attrib}"
            if set((element.get("properties") or "").split()) - {"nav", "svg", "cover-image"}:
                yield f"says that a part has {element.get('properties')!r}"
        elif element.tag in {f"{_OPF}bindings", f"{_OPF}link", f"{_OPF}collection"}:
            yield f"holds <{element.tag}>"


def words(content: bytes) -> str:
    """What a reader sees, and what the properties say."""
    texts = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".xhtml", ".opf", ".ncx")):
                texts += list(inspect_markup.xml(archive.read(name)).itertext())
    return " ".join(texts)
