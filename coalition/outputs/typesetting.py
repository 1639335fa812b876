"""Documents through the typesetter: Typst in a child process, several documents a child, each kept once made.

Titles, names and every other value reach Typst as data in a JSON file, never as source.
"""

from __future__ import annotations

import functools
import io
import json
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from coalition.errors import CoalitionError
from coalition.outputs import typeset as program
from coalition.outputs.streams import plain_ends
from coalition.sources.cache import Cache
from coalition.sources.shell import Limits, run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coalition.prose.model import Picture

VALUES = "values.json"
"""What `design.typ` reads of a document."""
SIGNATURES = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n"}
"""How a file of each form begins: a typesetter that succeeds with something else has failed."""
PASSAGES = '#import "/passages.typ": recommendation, demand, key-finding, case-study, testimony, case-data, works, work, source-line, fitted, named, went, came, went-blocks, came-blocks, went-noted, came-noted, said, noted, index\n'
"""Begins a file that holds a text: it sees the functions of passages and nothing else of ours."""
LIMITS = Limits(seconds=120, memory_mb=4096)
TOGETHER = 10
"""Documents at most that one child sets: starting it takes as long as setting two short ones."""
_TYPEFACES = Path(__file__).parents[1] / "assets" / "fonts"


class NotTypeset(CoalitionError):
    """Typst refused a document: a mistake that `check` has not found, or one of ours."""

    def __init__(self, said: str, name: str = "") -> None:
        what = f'The PDF of "{name}"' if name else "The PDF"
        super().__init__(
            f"{what} could not be typeset: {said.strip() or 'the typesetter ended without a word'}",
            "Run coalition check; if it finds nothing, report this with the message above.",
        )


@dataclass(frozen=True, slots=True)
class Document:
    """What one document is set from."""

    sources: Mapping[str, str]
    """Files of Typst markup by name; `main.typ` is where it begins."""
    values: Mapping[str, Any]
    """Plain values, which the templates read."""
    day: date
    """The date that the file bears."""
    pictures: Iterable[Picture] = field(default=())
    name: str = ""
    """What people call it, for messages."""

    def packed(self) -> dict[str, bytes]:
        """All its files by name, those of the templates too."""
        contents = dict(_templates()) | {name: source.encode() for name, source in self.sources.items()}
        contents[VALUES] = json.dumps(self.values, ensure_ascii=False).encode()
        contents["time"] = str(int(datetime.combine(self.day, time(), UTC).timestamp())).encode()
        return contents | {f"pictures/{picture.name}": picture.content for picture in self.pictures}


def typeset(
    documents: Sequence[Document], *, form: str = "pdf", cache: Cache | None = None, jobs: int = 1
) -> tuple[bytes, ...]:
    """Every document as PDF, or its first page as PNG: the same document gives the same bytes, whatever is beside it.

    Raises NotTypeset when one is refused; those that are not are kept in the cache all the same.
    """
    packed = [document.packed() for document in documents]
    keys = [_key(form, contents) for contents in packed]
    made = {key: kept for key in keys if cache and (kept := cache.get(key)) is not None}
    missing = {key: index for index, key in enumerate(keys) if key not in made}
    shares = [tuple(missing.values())[start : start + TOGETHER] for start in range(0, len(missing), TOGETHER)]
    refused: list[tuple[int, str]] = []
    with ThreadPoolExecutor(max_workers=max(1, jobs)) as pool:
        for results in pool.map(lambda share: _set({index: packed[index] for index in share}, form), shares):
            refused += [(index, said) for index, (_, said) in results.items() if said]
            for index, (content, _) in results.items():
                if content:
                    made[keys[index]] = plain_ends(content) if form == "pdf" else content
                    if cache:
                        cache.put(keys[index], made[keys[index]])
    for index, said in sorted(refused):
        raise NotTypeset(said, documents[index].name)
    return tuple(made[key] for key in keys)


def _set(packed: Mapping[int, Mapping[str, bytes]], form: str) -> dict[int, tuple[bytes, str]]:
    """Of each document what was made, or what was said against it. Raises NotTypeset when nothing came back."""
    command = [sys.executable, "-I", program.__file__, str(_TYPEFACES), form]
    done = run(command, stdin=_archive(packed), limits=LIMITS)
    try:
        with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
            found = {name: archive.read(name) for name in archive.namelist()}
    except zipfile.BadZipFile:
        raise NotTypeset(done.stderr.decode("utf-8", "replace")) from None
    results: dict[int, tuple[bytes, str]] = {}
    for index in packed:
        content = found.get(str(index), b"")
        said = found.get(f"{program.REFUSED}{index}", b"").decode("utf-8", "replace").strip()
        right = content.startswith(SIGNATURES[form])
        results[index] = (content, "") if right else (b"", said or "the typesetter gave something else")
    return results


def _archive(packed: Mapping[int, Mapping[str, bytes]]) -> bytes:
    """A zip with a folder for each document."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as archive:
        for index, contents in packed.items():
            for name, content in sorted(contents.items()):
                archive.writestr(zipfile.ZipInfo(f"{index}/{name}"), content)
    return out.getvalue()


def _key(form: str, contents: Mapping[str, bytes]) -> str:
    named = (part for name, content in sorted(contents.items()) for part in (name, content))
    return Cache.key("typeset", _tools(), form, *named)


@functools.cache
def _templates() -> tuple[tuple[str, bytes], ...]:
    folder = files("coalition.outputs").joinpath("templates")
    return tuple(sorted((one.name, one.read_bytes()) for one in folder.iterdir() if one.name.endswith(".typ")))


@functools.cache
def _tools() -> str:
    """What makes one PDF of two installations differ: Typst, the program around it, and the typefaces."""
    faces = sorted((face.name, face.stat().st_size) for face in _TYPEFACES.glob("*.ttf"))
    return f"{version('typst')} {faces} {Path(program.__file__).read_text(encoding='utf-8')}"
