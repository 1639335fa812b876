"""A program of its own: reads texts in one place of a campaign, each in a child of its own, and tells what that took.

On standard input it takes JSON: a place (see `bombs.PLACES`, `PARSERS`) and texts, each a list of pieces with how often
each stands there. On standard output it gives, for each text, seconds of the processor and megabytes at most, of the
child and of the programs that it started, and how it ended: nothing, if it ended well.
"""

from __future__ import annotations

import json
import os
import resource
import signal
import sys
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
SECONDS, MEGABYTES = 10, 512
"""What a text of a hundred kilobytes may take."""
_PATIENCE, _ROOM = 30, 4 << 30
"""Seconds by the clock, and bytes, at which the child is ended: it has long broken the law."""


def reader(place: str) -> Callable[[bytes], object]:
    """How a text is read in that place: by one parser, or with the whole campaign around it."""
    from coalition.parsing import bibtex, csv, frontmatter, markdown, records, text, yaml

    parsers: dict[str, Callable[[str, str], object]] = {
        "yaml": yaml.parse,
        "frontmatter": frontmatter.split,
        "markdown": markdown.scan,
        "bibtex": bibtex.parse,
        "csv": csv.parse,
        "record": records.parse,
    }
    if place in parsers:
        return lambda given: parsers[place]("a", text.decode("a", given).value)
    return (lambda given: text.decode("a", given)) if place == "text" else checked(place)


def checked(place: str) -> Callable[[bytes], object]:
    """The whole check of a small campaign in which a file holds the text."""
    import bombs

    from coalition.prose.pandoc import Pandoc
    from coalition.sources.cache import Cache
    from coalition.sources.trees import MemoryTree
    from coalition.workflows.check import examine_tree

    pandoc = Pandoc(Cache(None))

    def read(given: bytes) -> object:
        return examine_tree(MemoryTree(bombs.campaign(place, given)), bombs.NOW, pandoc)

    read(b"")  # what does not depend on the text is in the cache, and every module is there
    return read


def took(read: Callable[[bytes], object], given: bytes) -> tuple[float, int, str]:
    """Seconds, megabytes, and how it ended."""
    heard, said = os.pipe()
    child = os.fork()
    if not child:
        os.setpgid(0, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS + 1, SECONDS + 2))
        resource.setrlimit(resource.RLIMIT_DATA, (_ROOM, _ROOM))
        os._exit(_measured(read, given, said))
    os.close(said)
    signal.signal(signal.SIGALRM, lambda *_: os.killpg(child, signal.SIGKILL))
    signal.alarm(_PATIENCE)
    with os.fdopen(heard, "rb") as pipe:
        told = pipe.read()
    _, ended, usage = os.wait4(child, 0)
    signal.alarm(0)
    if told and not ended:
        seconds, kilobytes = json.loads(told)
        return round(seconds, 2), kilobytes >> 10, ""
    why = told.decode() or f"ended by signal {os.WTERMSIG(ended)} ({signal.SIGXCPU.value}: after {SECONDS + 1} seconds)"
    return round(usage.ru_utime + usage.ru_stime, 2), usage.ru_maxrss >> 10, why


def _measured(read: Callable[[bytes], object], given: bytes, said: int) -> int:
    """What the child does: exit status 0 and its figures, or 1 and what went wrong."""
    try:
        read(given)
    except BaseException:  # noqa: BLE001 -- whatever it is, it is what is looked for
        os.write(said, traceback.format_exc()[-2000:].encode())
        return 1
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    os.write(said, json.dumps([seconds, own.ru_maxrss + others.ru_maxrss]).encode())
    return 0


def main() -> None:
    sys.path[:0] = [str(HERE), str(HERE.parent / "checks")]
    place, texts = json.load(sys.stdin)
    read = reader(place)
    for pieces in texts:
        given = "".join(piece * times for piece, times in pieces).encode("utf-8", "surrogateescape")
        print(json.dumps(took(read, given)), flush=True)  # noqa: T201 -- its output is what it is for


def measure(place: str, texts: list[Any], *, timeout: float = 1800) -> list[tuple[float, int, str]]:
    """What each of the texts took. Raises CalledProcessError when the program itself fails."""
    import subprocess

    done = subprocess.run(
        [sys.executable, __file__],
        input=json.dumps([place, texts]),
        capture_output=True,
        text=True,
        check=True,
        timeout=timeout,
    )
    return [tuple(json.loads(line)) for line in done.stdout.splitlines()]


if __name__ == "__main__":
    main()
