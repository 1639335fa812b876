"""The words of a published file, whatever its format: what a reader, a search engine or a curious person would find.

Searching in a file's bytes finds nothing that is compressed, split between two tags or written with entities.
"""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

MARKUP = frozenset({".html", ".xhtml", ".xml", ".svg", ".opf", ".ncx", ".rels"})
PLAIN = frozenset({".csv", ".txt", ".css", ".md", ".webmanifest", ".log"})
ARCHIVES = frozenset({".docx", ".epub", ".odt", ".zip"})

_DATA = re.compile(r"data:[a-z/+.-]+;base64,[A-Za-z0-9+/=\s]+")
_ATTRIBUTE = re.compile(r"=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
_LOUD = re.compile(r"</?[\w:]*[A-Z]")


class Elements:
    """Finds tags of some elements, written in whatever case.

    All that we make is in small letters: looking for these takes a third of the time.
    """

    def __init__(self, opening: str, names: str, rest: str) -> None:
        """`names` are separated by blanks; `opening` and `rest` are patterns for what is before and after a name."""
        by_letter: dict[str, list[str]] = {}
        for name in names.split():
            by_letter.setdefault(name[0], []).append(name[1:])
        # By their first letters: in most places none of these comes.
        branches = "|".join(f"{letter}(?:{'|'.join(ends)})" for letter, ends in sorted(by_letter.items()))
        self._small = re.compile(f"{opening}({branches})\\b{rest}")
        self._any = re.compile(self._small.pattern, re.IGNORECASE)

    def within(self, text: str) -> re.Pattern[str]:
        """The pattern that finds all of them in this text; its first group is the name."""
        return self._any if _LOUD.search(text) else self._small


# Between two words these separate; all other tags may stand in the middle of one.
_SEPARATING = Elements(
    "</?",
    "address article aside blockquote body br caption dd details div dl dt entry figcaption figure footer h[1-6] "
    "head header hr item li link loc main meta nav ol option p pre section summary table tbody td text tfoot th thead "
    "title tr ul url w:p w:br w:tab w:tc w:tr",
    "[^>]*>",
)
_TAG = re.compile(r"<[^>]*>")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
# A word that a typesetter divided at the end of a line: a hyphen, as pdfium tells it.
_DIVIDED = re.compile(r"[\ufffe\x02]\s*|[-\u2010\u00ad]\r?\n\s*")
_STREAM = re.compile(rb"/Type\s*/(?:ObjStm|Metadata)\b.*?stream\r?\n(.*?)endstream", re.DOTALL)
_STREAMS = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_WORDLESS = re.compile(rb"^(?:\d+ \d+ obj|endobj|<<[^()\r\n]*>>)$", re.MULTILINE)
"""Of a tagged PDF's forty thousand objects, those in which nothing is said: texts stand in parentheses."""
_PDFIUM = Lock()
"""pdfium crashes the whole program when two threads are in it, even with a document each."""
_MEANINGFUL = re.compile(r"[ -~\u00a0-\uffff]{4,}")


def words(path: str, content: bytes) -> str:
    """All text of a file, ready to be searched: see `normal`; empty for pictures, typefaces and scripts.

    Of an archive, the names and words of its parts.
    """
    return normal("\n".join(_texts(_ending(path), content)))


def is_archive(path: str) -> bool:
    """Whether a file holds others: see `parts`."""
    return _ending(path) in ARCHIVES


def normal(text: str) -> str:
    """The form in which texts are compared: composed, without case, white space as one blank, nothing invisible.

    Law: normal(normal(text)) == normal(text).
    """
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).casefold().split())


def _ending(path: str) -> str:
    return f".{path.rpartition('.')[2].lower()}" if "." in path.rpartition("/")[2] else ""


def _texts(ending: str, content: bytes) -> Iterator[str]:
    if ending in MARKUP:
        yield from _markup(content.decode("utf-8", "replace"))
    elif ending == ".json":
        yield from _json(content)
    elif ending == ".ics":
        yield content.decode("utf-8", "replace").replace("\r\n ", "").replace("\\,", ",").replace("\\;", ";")
    elif ending in PLAIN:
        yield content.decode("utf-8-sig", "replace")
    elif ending == ".pdf":
        yield from _pdf(content)
    elif ending in ARCHIVES:
        for name, part in parts(content):
            yield from (name, *_texts(_ending(name), part))


def _markup(text: str) -> Iterator[str]:
    """What is shown, and apart from it what stands in attributes."""
    bare = _DATA.sub("", text)
    yield html.unescape(_TAG.sub("", _SEPARATING.within(bare).sub(" ", bare)))
    yield html.unescape("\n".join(a or b for a, b in _ATTRIBUTE.findall(bare)))


def _json(content: bytes) -> Iterator[str]:
    """Every key and value as it is meant; values of the search index hold HTML."""
    try:
        value = json.loads(content)
    except ValueError:
        yield content.decode("utf-8", "replace")
        return
    yield from _markup("\n".join(_leaves(value)))


def _leaves(value: Any) -> list[str]:
    """Keys and values in their order."""
    found: list[str] = []
    ahead = [value]
    while ahead:
        part = ahead.pop()
        if isinstance(part, str):
            found.append(part)
        elif isinstance(part, dict):
            for pair in reversed(part.items()):
                ahead += reversed(pair)
        elif isinstance(part, list):
            ahead += reversed(part)
        else:
            found.append(str(part))
    return found


def parts(content: bytes) -> Iterator[tuple[str, bytes]]:
    """Names and contents of an archive's parts; nothing of an archive that cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in sorted(archive.namelist()):
                yield name, archive.read(name)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError):
        return


def _pdf(content: bytes) -> Iterator[str]:
    """The text of its pages, as printed and with divided words joined; properties, outline, and links."""
    with _PDFIUM:
        shown = tuple(_shown(content))
    for text in shown:
        yield text
        if (whole := _DIVIDED.sub("", text)) != text:
            yield whole
    if shown:
        yield from _objects(content)


def _shown(content: bytes) -> Iterator[str]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError:
        return
    with document:
        yield from document.get_metadata_dict().values()
        yield from (entry.get_title() for entry in document.get_toc())
        for page in document:
            words = page.get_textpage()
            yield words.get_text_range()
            words.close()
            page.close()


def _objects(content: bytes) -> Iterator[str]:
    """Strings of a PDF's own objects: where links lead, what properties say."""
    for found in _STREAM.finditer(content):
        try:
            inflated = zlib.decompressobj().decompress(found[1])
        except zlib.error:
            inflated = found[1]
        yield from _markup(inflated.decode("utf-8", "replace"))
    yield from _MEANINGFUL.findall(_WORDLESS.sub(b"", _STREAMS.sub(b"", content)).decode("latin-1"))
