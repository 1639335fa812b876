"""What the objects of a PDF may be: nothing that runs, opens, fetches or carries a file."""

# ruff: noqa: SIM905 -- lists of words are read as words

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import inspect_markup
import inspect_pictures
import pikepdf
import pypdfium2

if TYPE_CHECKING:
    from collections.abc import Iterator

_CATALOG = frozenset(
    "/Type /Pages /Lang /Outlines /ViewerPreferences /Names /MarkInfo /StructTreeRoot /OutputIntents /Metadata /PageLabels "
    "/PageMode /PageLayout /Version /Extensions".split()
)
_ACTIONS = frozenset(
    "/GoTo /GoToR /GoToE /GoToDp /Launch /Thread /URI /Sound /Movie /Hide /Named /SubmitForm /ResetForm /ImportData "
    "/SetOCGState /Rendition /Trans /GoTo3DView /JavaScript /RichMediaExecute".split()
)
_ALLOWED_ACTIONS = frozenset({"/GoTo", "/URI"})
_ANNOTATIONS = frozenset({"/Link"})
_NEVER = frozenset(
    "/JS /JavaScript /AA /OpenAction /EmbeddedFile /EmbeddedFiles /EF /AF /UF /RichMediaContent /RichMediaSettings /XFA "
    "/AcroForm /FFilter /FDecodeParms /OPI /Collection /Rendition /Sound /Movie /JBIG2Globals".split()
)
_IMAGES = frozenset({"/FlateDecode", "/DCTDecode"})
LINKS = frozenset({"http", "https", "mailto"})


def pdf(content: bytes) -> Iterator[str]:
    """Every object, key, action and address in a PDF that is not on the list."""
    with pikepdf.open(io.BytesIO(content)) as document:
        if document.is_encrypted:
            yield "is encrypted"
        yield from (f"has {key} in its catalogue" for key in document.Root if key not in _CATALOG)
        names = document.Root.get("/Names")
        yield from (
            f"has {key} among its names" for key in (names.keys() if names is not None else ()) if key != "/Dests"
        )
        for item in document.objects:
            yield from _inside(item)
        inspect_markup.xml(document.Root.Metadata.read_bytes())
    tail = content.rstrip(b"\r\n").rpartition(b"%%EOF")[2]
    if not content.startswith(b"%PDF-") or tail:
        yield "begins or ends as something else"


def _inside(item: Any) -> Iterator[str]:
    stack = [item]
    while stack:
        one = stack.pop()
        if isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            yield from _dictionary(one)
            stack += [value for value in (one[key] for key in one) if _is_direct(value)]
        elif isinstance(one, pikepdf.Array):
            stack += [value for value in one if _is_direct(value)]


def _is_direct(value: Any) -> bool:
    return isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect


def _dictionary(one: Any) -> Iterator[str]:
    keys = set(one.keys())
    yield from (f"has the key {key}" for key in sorted(keys & _NEVER))
    kind, subtype, action = (str(one.get(name)) for name in ("/Type", "/Subtype", "/S"))
    if action in _ACTIONS - _ALLOWED_ACTIONS:
        yield f"has the action {action}"
    if (kind == "/Annot" or "/Rect" in keys) and subtype not in _ANNOTATIONS:
        yield f"has an annotation {subtype}"
    if "/URI" in keys:
        yield from inspect_markup.address(str(one.URI), LINKS)
    if kind == "/Filespec":
        yield "names a file"
    if subtype == "/Image":
        yield from _image(one)


def _image(one: Any) -> Iterator[str]:
    used = one.get("/Filter")
    filters = {str(name) for name in used} if isinstance(used, pikepdf.Array) else {str(used)}
    yield from (f"has a picture packed by {name}" for name in sorted(filters - _IMAGES))
    if filters == {"/DCTDecode"}:
        yield from inspect_pictures.picture(one.read_raw_bytes())


def words(content: bytes) -> str:
    """What a reader of the PDF sees, and what its properties say."""
    with pypdfium2.PdfDocument(content) as document:
        shown = [page.get_textpage().get_text_range() for page in document]
        told = [*document.get_metadata_dict().values(), *(entry.get_title() for entry in document.get_toc())]
    return " ".join([*shown, *told])
