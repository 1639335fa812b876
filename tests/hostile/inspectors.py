"""What no published file may hold, whoever wrote the text: each file is read as its readers' programs read it.

Lists say what is allowed, wherever a list can; what is not on it is a violation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import inspect_archives
import inspect_data
import inspect_markup
import inspect_pdf
import inspect_pictures
from inspect_drawings import drawing

if TYPE_CHECKING:
    from pathlib import Path

Inspector = Callable[[str, bytes], Iterator[str]]


@dataclass(frozen=True, order=True)
class Violation:
    """One thing in one published file that may not be there."""

    path: str
    what: str


def _nothing(path: str, content: bytes) -> Iterator[str]:
    return iter(())


BY_ENDING: dict[str, Inspector] = {
    "html": inspect_markup.page,
    "css": lambda _, content: inspect_markup.style(content.decode()),
    "js": _nothing,
    "woff2": _nothing,
    "svg": lambda path, content: _nothing(path, content) if path == "assets/favicon.svg" else drawing(content),
    "png": lambda _, content: inspect_pictures.picture(content),
    "jpg": lambda _, content: inspect_pictures.picture(content),
    "pdf": lambda _, content: inspect_pdf.pdf(content),
    "docx": lambda _, content: inspect_archives.docx(content),
    "epub": lambda _, content: inspect_archives.epub(content),
    **dict.fromkeys(("json", "csv", "ics", "xml", "txt", "bib", "ris", "cff"), inspect_data.data),
    **dict.fromkeys(("md", "log"), inspect_data.proof),
    "sh": inspect_data.script,
}

_WORDS: dict[str, Callable[[bytes], str]] = {
    "html": inspect_markup.words,
    "pdf": inspect_pdf.words,
    "docx": inspect_archives.words,
    "epub": inspect_archives.words,
    **dict.fromkeys(("json", "csv", "ics", "xml"), inspect_data.words),
}


def violations(folder: Path) -> tuple[Violation, ...]:
    """Everything in a published folder that may not be there."""
    found: list[Violation] = []
    for path, content in files(folder):
        found += [Violation(path, said) for said in inspect_data.name(path)]
        ending = path.rpartition(".")[2]
        if ending in BY_ENDING:
            found += [Violation(path, said) for said in BY_ENDING[ending](path, content)]
            # A divided word of a PDF has marks of its own.
            found += [Violation(path, said) for said in inspect_data.unseen(words(path, content)) if ending != "pdf"]
    found += [
        Violation(path.relative_to(folder).as_posix(), "is no file") for path in folder.rglob("*") if path.is_symlink()
    ]
    return tuple(sorted(set(found)))


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every published file by its path."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.is_symlink():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def words(path: str, content: bytes) -> str:
    """What people read in a file, or programs read out of it."""
    read = _WORDS.get(path.rpartition(".")[2])
    return " ".join(read(content).split()) if read else ""


def terminal(form: str, text: str) -> Iterator[str]:
    """What a line of the command's output would do to the terminal, or to what reads along; each format has its own."""
    if form != "json":
        yield from inspect_data.terminal(text)
    else:
        yield from inspect_data.unseen(text)
