"""The parts of a Word document, so that one whose text is what it was need not be written again.

pandoc counts bookmarks, notes, links, pictures and lists through a whole document. A part that is kept counts its own
from 0; when parts are put together, all are counted on. Nothing here parses XML: every mark is one that pandoc's writer
makes, and none of them can come of words, in which `<` and `"` are written otherwise.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.prose.ast import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coalition.prose.ast import Blocks

_FIRST = 1000
"""From here on it is counted: above what pandoc and the reference document number themselves."""
_CHAPTER = re.compile('<w:pStyle w:val="Heading1" />')
_BEFORE = re.compile(r"(?:[ \t]*<w:bookmarkStart [^>]*/>\s*)*[ \t]*\Z")
"""What of the text before a heading belongs to it."""
_AROUND = 4000
_END = re.compile(r"[ \t]*<w:sectPr>")
_NUMBER = re.compile(
    r'(<w:(?:bookmarkStart|bookmarkEnd|footnoteReference|footnote)\b[^>]*? w:id="|<w:hyperlink r:id="rId'
    r'|<a:blip r:embed="rId|<(?:wp:docPr|pic:cNvPr)\b[^>]*? id=")(\d+)|(<w:(?:numId w:val|num w:numId)=")(\d+)'
)
"""What is counted: in groups 1 and 2 everything but lists, which stand in groups 3 and 4."""
_NOTE = re.compile(r'<w:footnote w:id="(\d+)">.*?</w:footnote>', re.DOTALL)
_CITED_NOTE = re.compile(r'<w:footnoteReference w:id="(\d+)"')
_RELATION = re.compile(r'<Relationship\b[^>]*\bId="rId(\d+)"[^>]*/>')
_KIND, _TARGET = re.compile(r'\bType="([^"]*)"'), re.compile(r'\bTarget="([^"]*)"')
_LIST = re.compile(r'<w:num w:numId="(\d+)">.*?</w:num>', re.DOTALL)
_LOOK = re.compile(r'<w:abstractNum w:abstractNumId="(\d+)">.*?</w:abstractNum>', re.DOTALL)
_OF_LOOK = re.compile(r'<w:abstractNumId w:val="(\d+)"')
_USED_LIST = re.compile(r'<w:numId w:val="(\d+)"')
_DRAWN = re.compile(r"word/media/rId\d+\.\w+")
_DRAWN_TYPE = re.compile(r'<Override PartName="/word/media/rId\d+\.\w+" ContentType="[^"]*" />')
_TYPES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
_DOCUMENT, _NOTES, _LISTS = "word/document.xml", "word/footnotes.xml", "word/numbering.xml"
_RELATIONS = ("word/_rels/document.xml.rels", "word/_rels/footnotes.xml.rels")


@dataclass(frozen=True, slots=True)
class Kept:
    """A part as it was written, everything in it counted from 0."""

    body: str
    notes: str
    links: tuple[tuple[int, str], ...]
    """Where each leads, as XML has it."""
    pictures: tuple[tuple[int, str], ...]
    """The name of each, as `shaping.Shown` gives it."""
    lists: str
    looks: tuple[tuple[int, str], ...]
    """Of lists, by pandoc's number of their kind."""
    count: int
    """How much is counted, but for lists."""
    lists_count: int

    def frozen(self) -> bytes:
        """As bytes for the cache."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def thawed(cls, kept: bytes) -> Kept:
        """What was frozen."""
        value = json.loads(kept)
        for name in ("links", "pictures", "looks"):
            value[name] = tuple((number, text) for number, text in value[name])
        return cls(**value)


class Document:
    """A Word document as pandoc has written it, and the pictures that may stand in it, by the names that `shaping.Shown` gives them."""

    def __init__(self, archive: bytes, pictures: Mapping[str, bytes]) -> None:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            self._content = {name: opened.read(name) for name in opened.namelist()}
        self._pictures = pictures
        names = {content: name for name, content in pictures.items()}
        self._targets: dict[str, tuple[str, str]] = {}
        """By pandoc's number of a link or picture, which of both it is, and where it leads or what is shown."""
        for found in _RELATION.finditer(self._text(_RELATIONS[0])):
            kind, target = _KIND.findall(found[0])[0].rpartition("/")[2], _TARGET.findall(found[0])[0]
            if kind == "image":
                target = names.get(self._content.get(f"word/{target}", b""), "")
            self._targets[found[1]] = (kind, target)
        self._notes = {found[1]: found[0] for found in _NOTE.finditer(self._text(_NOTES))}
        self._lists = {found[1]: found[0] for found in _LIST.finditer(self._text(_LISTS))}
        self._looks = {found[1]: found[0] for found in _LOOK.finditer(self._text(_LISTS))}

    def _text(self, name: str) -> str:
        return self._content[name].decode()

    def parts(self, written: Sequence[Blocks]) -> list[Kept]:
        """What came of the blocks of each part; to the first belongs what stands before it: the title."""
        text = self._text(_DOCUMENT)
        begins = [_beginning(text, found.start()) for found in _CHAPTER.finditer(text)]
        counts = [sum(node["t"] == "Header" and node["c"][0] == 1 for node in walk(blocks)) for blocks in written]
        if sum(counts) != len(begins):
            raise CoalitionError("The chapters of a Word document were not found.", "Please report this as a fault.")
        firsts = [sum(counts[:place]) for place in range(len(counts))]
        body = text.index("<w:body>") + len("<w:body>")
        end = [*_END.finditer(text)][-1].start()
        edges = [body, *(begins[first] for first in firsts[1:]), end]
        return [self._part(text[begin:until]) for begin, until in pairwise(edges)]

    def _part(self, body: str) -> Kept:
        notes = "".join(self._notes[number] for number in _CITED_NOTE.findall(body))
        used = dict.fromkeys(_USED_LIST.findall(body + notes))
        lists = "".join(self._lists[number] for number in used)
        counted: dict[str, int] = {}
        counted_lists: dict[str, int] = {}

        def own(found: re.Match[str]) -> str:
            if found[2]:
                return f"{found[1]}{counted.setdefault(found[2], len(counted))}"
            return f"{found[3]}{counted_lists.setdefault(found[4], len(counted_lists))}"

        body, notes, lists = (_NUMBER.sub(own, text) for text in (body, notes, lists))
        targets = [
            (own_number, *self._targets[number]) for number, own_number in counted.items() if number in self._targets
        ]
        return Kept(
            body=body,
            notes=notes,
            links=tuple((number, target) for number, kind, target in targets if kind == "hyperlink"),
            pictures=tuple((number, target) for number, kind, target in targets if kind == "image"),
            lists=lists,
            looks=tuple((int(look), self._looks[look]) for look in dict.fromkeys(_OF_LOOK.findall(lists))),
            count=len(counted),
            lists_count=len(counted_lists),
        )

    def joined(self, parts: Sequence[Kept]) -> bytes:
        """The document with these parts."""
        names = sorted({name for part in parts for _, name in part.pictures})
        made = {
            _DOCUMENT: self._with_bodies(parts),
            _NOTES: self._with_notes(parts),
            _LISTS: self._with_lists(parts),
            "[Content_Types].xml": self._with_types(names),
            **{name: self._with_relations(name, parts) for name in _RELATIONS},
        }
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in self._content.items():
                if not _DRAWN.fullmatch(name):
                    archive.writestr(zipfile.ZipInfo(name), made[name].encode() if name in made else content)
            for name in names:
                archive.writestr(zipfile.ZipInfo(f"word/media/{name}"), self._pictures[name])
        return out.getvalue()

    def _with_bodies(self, parts: Sequence[Kept]) -> str:
        text = self._text(_DOCUMENT)
        body, end = text.index("<w:body>") + len("<w:body>"), [*_END.finditer(text)][-1].start()
        return text[:body] + "".join(_counted(part.body, *at) for part, at in _places(parts)) + text[end:]

    def _with_notes(self, parts: Sequence[Kept]) -> str:
        bare = _opened(_NOTE.sub("", self._text(_NOTES)), "w:footnotes")
        return f"{bare}{''.join(_counted(part.notes, *at) for part, at in _places(parts))}</w:footnotes>"

    def _with_lists(self, parts: Sequence[Kept]) -> str:
        text = self._text(_LISTS)
        base = self._lists.get(str(_FIRST), "")
        looks = {int(look): self._looks[look] for look in _OF_LOOK.findall(base)}
        looks |= {look: xml for part in parts for look, xml in part.looks}
        bare = _opened(_LIST.sub("", _LOOK.sub("", text)), "w:numbering")
        lists = "".join(_counted(part.lists, *at) for part, at in _places(parts))
        return f"{bare}{''.join(looks[look] for look in sorted(looks))}{base}{lists}</w:numbering>"

    def _with_types(self, names: Sequence[str]) -> str:
        bare = _opened(_DRAWN_TYPE.sub("", self._text("[Content_Types].xml")), "Types")
        kinds = ((name, _TYPES[name.rpartition(".")[2].lower()]) for name in names)
        own = "".join(f'<Override PartName="/word/media/{name}" ContentType="{kind}" />' for name, kind in kinds)
        return f"{bare}{own}</Types>"

    def _with_relations(self, name: str, parts: Sequence[Kept]) -> str:
        def static(found: re.Match[str]) -> str:
            return "" if self._targets.get(found[1], ("", ""))[0] in ("hyperlink", "image") else found[0]

        bare = _opened(_RELATION.sub(static, self._text(name)), "Relationships")
        return f"{bare}{''.join(_relations(parts))}</Relationships>"


def _opened(text: str, name: str) -> str:
    """The XML of a part without the end of its outermost element, also where that is empty: `<Relationships … />`."""
    whole = text.rstrip()
    return whole.removesuffix(f"</{name}>") if whole.endswith(f"</{name}>") else f"{whole.removesuffix('/>').rstrip()}>"


def _beginning(text: str, style: int) -> int:
    """Where a heading begins of which the style stands there."""
    paragraph = text.rindex("<w:p>", 0, style)
    before = _BEFORE.search(text, max(0, paragraph - _AROUND), paragraph)
    return before.start() if before else paragraph


def _places(parts: Sequence[Kept]) -> Iterator[tuple[Kept, tuple[int, int]]]:
    """Each part with the numbers from which it counts on."""
    number, lists = _FIRST, _FIRST + 1
    for part in parts:
        yield part, (number, lists)
        number, lists = number + part.count, lists + part.lists_count


def _counted(text: str, number: int, lists: int) -> str:
    """A part's text, counted on."""

    def on(found: re.Match[str]) -> str:
        if found[2]:
            return f"{found[1]}{number + int(found[2])}"
        return f"{found[3]}{lists + int(found[4])}"

    return _NUMBER.sub(on, text)


def _relations(parts: Sequence[Kept]) -> Iterator[str]:
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    for part, (number, _) in _places(parts):
        for own, target in part.links:
            ends = f'Id="rId{number + own}" Target="{target}" TargetMode="External"'
            yield f'<Relationship Type="{kinds}/hyperlink" {ends} />'
        for own, name in part.pictures:
            yield f'<Relationship Type="{kinds}/image" Id="rId{number + own}" Target="media/{name}" />'
