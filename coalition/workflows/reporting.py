"""The files of the report and of statements in the making: several at a time, while the site is written around them.

Pages say how large the files are that they offer. While a file is being made its size is a *place* in the page, which
is filled when the file is there; so neither waits for the other.
"""

from __future__ import annotations

import re
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import TracebackType

    from coalition.outputs.report.model import Report
    from coalition.prose.pandoc import Pandoc
    from coalition.publishing.gates import Examined
    from coalition.workflows.making import Workshop


@dataclass(frozen=True, slots=True)
class Task:
    """Files that are made together."""

    paths: tuple[str, ...]
    make: Callable[[], Sequence[bytes]]
    """Gives their contents in the same order."""


COVER = "report/cover.png"
_PLACE = re.compile("\u27e6size:([A-Za-z-]+):([a-z0-9./-]+)\u27e7".encode())
"""Brackets that no report writes around such words, the language of the page, and the file's path."""


@dataclass(frozen=True, slots=True)
class Offer:
    """What pages say of the files that they offer, by their path from the root of what is published."""

    sizes: Mapping[str, int | str] = field(default_factory=dict)
    """Bytes, or a place that is filled later."""
    covers: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Width and height in pixels."""


def offer(files: Mapping[str, bytes]) -> Offer:
    """What can be said of finished files."""
    sizes: dict[str, int | str] = {path: len(content) for path, content in files.items()}
    return Offer(sizes, {path: png_size(content) for path, content in files.items() if path.endswith(COVER)})


def png_size(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels, from its header."""
    return int.from_bytes(content[16:20], "big"), int.from_bytes(content[20:24], "big")


class Reporting:
    """Files, each being made and looked through; used in a `with`, which waits for what runs.

    Some are made at once, the others when the site leaves time: when `go_on` is called, or the files are asked for.
    Law: every path that is promised is delivered, or `files` raises what went wrong.
    """

    def __init__(
        self,
        tasks: Sequence[Task],
        look: Callable[[Mapping[str, bytes]], Examined],
        at_once: int,
        later: Sequence[Task] = (),
    ) -> None:
        self._look = look
        self._pool = ThreadPoolExecutor(max_workers=at_once)
        self._running: dict[tuple[str, ...], Future[Examined]] = {}
        self._later = tuple(later)
        self._promised = tuple(path for task in (*tasks, *later) for path in task.paths)
        self._begin(tasks)

    def _begin(self, tasks: Sequence[Task]) -> None:
        for task in tasks:
            self._running[task.paths] = self._pool.submit(self._made, task)

    def _made(self, task: Task) -> Examined:
        return self._look(dict(zip(task.paths, task.make(), strict=True)))

    def go_on(self) -> None:
        """Begin with the files that were left for later."""
        later, self._later = self._later, ()
        self._begin(later)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)

    def offer(self, language: str) -> Offer:
        """What pages in a language can say before the files are there: waits for nothing but the covers."""
        sizes: dict[str, int | str] = {path: f"\u27e6size:{language}:{path}\u27e7" for path in self._promised}
        made = [future.result() for paths, future in self._running.items() if any(map(_is_cover, paths))]
        covers = {path: png_size(content) for one in made for path, content in one.files.items() if _is_cover(path)}
        return Offer(sizes, covers)

    def files(self) -> dict[str, bytes]:
        """All files by path, when all are there. Raises what any of them raised."""
        self.go_on()
        return dict(self.examined().files)

    def examined(self) -> Examined:
        """What was found in them."""
        from coalition.publishing.gates import Examined

        seen = [future.result() for future in self._running.values()]
        files = {path: content for one in seen for path, content in one.files.items()}
        return Examined(files, tuple(breach for one in seen for breach in one.breaches))


def _is_cover(path: str) -> bool:
    return path.endswith(COVER)


def waits(page: bytes) -> bool:
    """Whether a size is still to be filled in."""
    return _PLACE.search(page) is not None


def fill(page: bytes, files: Mapping[str, bytes]) -> bytes:
    """A page with the sizes of the files that it offers."""
    from coalition.outputs.words import Words

    def size(found: re.Match[bytes]) -> bytes:
        return Words(found[1].decode()).size(len(files[found[2].decode()])).encode()

    return _PLACE.sub(size, page)


def start(
    workshop: Workshop,
    formats: tuple[str, ...],
    look: Callable[[Mapping[str, bytes]], Examined],
    say: Callable[[str], None],
    later: Sequence[Task] = (),
) -> Reporting:
    """Begin to make the report in these formats and in every language that has it; none when there is no format.

    `later` are further files, which are made when the report's are on their way.
    """
    from coalition.outputs.site.page import site_path

    writers = _writers()
    now: list[Task] = []
    after: list[Task] = []
    for language in workshop.report_languages() if formats else ():
        report = workshop.report(language)
        cover = site_path(language, workshop.default, COVER)
        now.append(Task((cover,), _job(_cover, report, workshop.pandoc, "Report: cover", say)))
        for form in formats:
            path = site_path(language, workshop.default, f"report/report.{form}")
            # Typesetting takes longest, in a process of its own; the others would keep the site's pages waiting.
            tasks = now if form == "pdf" else after
            tasks.append(Task((path,), _job(writers[form], report, workshop.pandoc, f"Report: {form.upper()}", say)))
    return Reporting(now, look, workshop.pandoc.jobs, (*after, *later))


def _writers() -> Mapping[str, Callable[..., bytes]]:
    from coalition.outputs.report import docx, epub, html, pdf

    return {"pdf": pdf.render, "docx": docx.render, "epub": epub.render, "html": html.render}


def _cover(report: Report, *, pandoc: Pandoc) -> bytes:
    from coalition.outputs.report.pdf import cover_picture

    return cover_picture(report, pandoc=pandoc)


def _job(
    writer: Callable[..., bytes], report: Report, pandoc: Pandoc, name: str, say: Callable[[str], None]
) -> Callable[[], Sequence[bytes]]:
    def job() -> Sequence[bytes]:
        say(name)
        return (writer(report, pandoc=pandoc),)

    return job
