"""The parts of an e-book, so that one whose text is what it was need not be written again.

pandoc writes a file for each heading of level 1, and around them the package, the contents and the pictures. For a part
that is kept, it is given no more than these are made of: the *outline*, which is headings and pictures. What it makes
of that is replaced by the part's own files. These are kept without what the rest of the book lends them: names of files.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from coalition.prose.ast import Blocks, Node, para, walk

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coalition.prose.shaping import Shown

_LEVELS = 2
"""Of the headings that the contents list."""
_FILE = re.compile(r"EPUB/text/(ch\d+\.xhtml)")
_TITLE = re.compile(r"<title>ch\d+\.xhtml</title>")
_LINK = re.compile(r'<a href="(?:ch\d+\.xhtml)?#([^"]*)"(?! class="footnote-)')
"""Notes have the same ids in every file, and links to them never lead elsewhere."""
_PICTURE = re.compile(r'src="\.\./media/([^"]*)"')
_ID = re.compile(r'\sid="([^"]*)"')
_PLACE = re.compile(r'<title>file:</title>|<a href="id:([^"]*)"|src="picture:([^"]*)"')


@dataclass(frozen=True, slots=True)
class Kept:
    """A part as it was written, with places for what the rest of the book decides."""

    files: tuple[str, ...]
    headings: Blocks
    pictures: tuple[str, ...]
    """Names, in the order in which pandoc met them."""

    @property
    def whole(self) -> bool:
        """Whether it can stand anywhere: what begins without a heading belongs to the file before."""
        return bool(self.headings) and self.headings[0]["t"] == "Header" and self.headings[0]["c"][0] == 1

    def frozen(self) -> bytes:
        """As bytes for the cache."""
        return json.dumps(asdict(self), ensure_ascii=False).encode()

    @classmethod
    def thawed(cls, kept: bytes) -> Kept:
        """What was frozen."""
        value = json.loads(kept)
        return cls(tuple(value["files"]), value["headings"], tuple(value["pictures"]))

    def outline(self, shown: Shown) -> Blocks:
        """What the contents, the package and the other files need of it."""
        pictures: Blocks = [{"t": "Image", "c": [["", [], []], [], [name, ""]]} for name in self.pictures]
        for name in self.pictures:
            shown.use(name)
        first, *others = self.headings
        return [first, *([para(pictures)] if pictures else []), *others]


class Book:
    """An e-book as pandoc has written it, and the files that it was given by their names."""

    def __init__(self, archive: bytes, files: Mapping[str, bytes]) -> None:
        with zipfile.ZipFile(io.BytesIO(archive)) as opened:
            self._content = {name: opened.read(name) for name in opened.namelist()}
        self._texts = sorted(name for name in self._content if _FILE.fullmatch(name))
        names = {content: name for name, content in files.items()}
        self._pictures: dict[str, str] = {}
        """The name of each file of the archive that is a picture."""
        media = [name for name in self._content if name.startswith("EPUB/media/")]
        for path in sorted(media, key=lambda path: (len(path), path)):
            name = path.rpartition("/")[2]
            if self._content[path] in names:
                self._pictures[name] = names[self._content[path]]

    def parts(self, written: Sequence[Blocks]) -> list[Kept]:
        """What came of the blocks of each part."""
        found = []
        texts = list(self._texts)
        for place, blocks in enumerate(written):
            headings = [block for block in blocks if block["t"] == "Header" and block["c"][0] == 1]
            untitled = place == 0 and bool(blocks) and (not headings or blocks[0] is not headings[0])
            count = len(headings) + untitled
            files, texts = texts[:count], texts[count:]
            found.append(self._part([self._content[name].decode() for name in files], blocks))
        return found

    def _part(self, files: Sequence[str], blocks: Blocks) -> Kept:
        used = {name for text in files for name in _PICTURE.findall(text)}
        pictures = tuple(dict.fromkeys(name for file, name in self._pictures.items() if file in used))
        return Kept(tuple(map(self._bare, files)), _headings(blocks), pictures)

    def _bare(self, text: str) -> str:
        """A file without the names of files."""
        text = _TITLE.sub("<title>file:</title>", text)
        text = _LINK.sub(r'<a href="id:\1"', text)
        return _PICTURE.sub(lambda found: f'src="picture:{self._pictures[found[1]]}"', text)

    def joined(self, parts: Sequence[Kept]) -> bytes:
        """The book with these parts, in the order that pandoc has put its files in."""
        bare = dict(zip(self._texts, (text for part in parts for text in part.files), strict=True))
        homes = {found: name for name, text in bare.items() for found in _ID.findall(text)}
        media = {name: file for file, name in reversed(self._pictures.items())}
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, content in self._content.items():
                text = _filled(bare[name], name, homes, media).encode() if name in bare else content
                archive.writestr(zipfile.ZipInfo(name), text)
        return out.getvalue()


def _filled(text: str, name: str, homes: Mapping[str, str], media: Mapping[str, str]) -> str:
    def place(found: re.Match[str]) -> str:
        """What stands at one of the marks: the way to a picture, a title, a link into the file that holds its target."""
        target, picture = found.groups()
        if picture is not None:
            return f'src="../media/{media[picture]}"'
        if target is None:
            return f"<title>{_base(name)}</title>"
        home = _base(homes[target]) if target in homes else ""
        return f'<a href="{home}#{target}"'

    return _PLACE.sub(place, text)


def _base(path: str) -> str:
    return path.rpartition("/")[2]


def _headings(blocks: Blocks) -> Blocks:
    """The headings that the contents list, within the divs in which they stand."""
    made: Blocks = []
    for block in blocks:
        if block["t"] == "Header" and block["c"][0] <= _LEVELS:
            made.append(block)
        elif block["t"] == "Div" and any(node["t"] == "Header" for node in walk(block)):
            inner: Node = {"t": "Div", "c": [block["c"][0], _headings(block["c"][1])]}
            made.append(inner)
    return made
