"""The measures that were asked for, each a function from a workshop to figures."""

from __future__ import annotations

import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from bench import timing
from bench.editions import redline, report
from bench.figures import Figure
from bench.many import many
from bench.proposals import proposals
from bench.scale import scale
from bench.signatures import signatures
from bench.workshop import COALITION, Workshop

if TYPE_CHECKING:
    from collections.abc import Callable

NOTHING = [sys.executable, "-c", "pass"]
"""The interpreter's start."""
PATIENCE = 180.0
"""Seconds after which a page that is not served never will be."""
_ADDRESS = re.compile(r"http://[0-9a-z.:\[\]]+:[0-9]+")


def cold(workshop: Workshop) -> tuple[Figure, ...]:
    """A cold build of everything against the bare tools."""
    workshop.cold()  # so that every module is compiled, and the bare tools have the same pages to make
    bare = workshop.bare
    ours, theirs = timing.alternating(workshop.runs, workshop.cold, bare.run)
    steps = ", ".join(f"{name} {taken:.1f} s" for name, taken in bare.steps.items())
    details = (
        f"`coalition build` with an empty cache, from reading to published: {ours:.1f} s.",
        (
            f"The bare tools, one after another: {theirs:.1f} s ({steps}; {bare.pages} pages with the same text, out of the "
            "navigation as ours are)."
        ),
        f"Medians of {workshop.runs}, in turns.",
    )
    return (
        Figure("Cold build of everything, against the bare tools by hand", ours / theirs, limit=0.7, details=details),
    )


def unchanged(workshop: Workshop) -> tuple[Figure, ...]:
    """A build when nothing has changed, beyond the interpreter's start."""
    timing.output(workshop.build)
    ours, start = timing.alternating(5, lambda: timing.seconds(workshop.build), lambda: timing.seconds(NOTHING))
    details = (
        f"{ours:.2f} s, of which `python -c pass` is {start:.3f} s: {ours / start:.0f} times as long. Medians of 5.",
    )
    return (Figure("Build when nothing has changed, beyond the interpreter's start", ours - start, "s", 0.5, details),)


def edited(workshop: Workshop) -> tuple[Figure, ...]:
    """A chapter edited: its page served, and everything rebuilt, against the cold build."""

    def again() -> float:
        workshop.edit(commit=True)
        return timing.seconds(workshop.build)

    whole, everything = timing.alternating(workshop.runs, workshop.cold, again)
    page = _served(workshop, max(whole, 2.0))
    return (
        Figure(
            "A chapter edited, its page served, against the cold build",
            page / whole,
            limit=0.15,
            details=(
                f"From saving the file to the page with the new word from `coalition serve`: {page:.2f} s. Median of {workshop.runs}.",
            ),
        ),
        Figure(
            "A chapter edited, everything rebuilt, against the cold build",
            everything / whole,
            limit=0.6,
            details=(
                (
                    f"{everything:.1f} s against {whole:.1f} s. The edit is a new commit, so its date and name change in every "
                    f"format. Median of {workshop.runs}, another chapter each time, in turns with cold builds."
                ),
            ),
        ),
    )


def _served(workshop: Workshop, rest: float) -> float:
    """Seconds from an edit to the page that shows it; `rest` seconds between edits, for what is made after the page."""
    command = [str(COALITION), "-C", str(workshop.repository), "serve", "--port", "0"]
    process = subprocess.Popen(
        command, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, env=timing.environment()
    )
    try:
        address = next(found[0] for line in process.stderr or () if (found := _ADDRESS.search(line)))
        _drain(process)

        def once() -> float:
            """Seconds from one edit to its page."""
            time.sleep(rest)
            chapter, word = workshop.edit(commit=False)
            began = time.perf_counter()
            _until(f"{address}/report/{chapter}/", word)
            return time.perf_counter() - began

        _until(f"{address}/", "<html")
        return timing.alternating(workshop.runs, once)[0]
    finally:
        timing.stop(process)


def _drain(process: subprocess.Popen[str]) -> None:
    """Read what it goes on to say, so that it never waits for a reader."""
    import threading

    threading.Thread(target=lambda: process.stderr.read() if process.stderr else "", daemon=True).start()


def _until(address: str, word: str) -> None:
    """Ask for a page until it holds the word. Raises Failed, with what went wrong last, when it never does."""
    end = time.perf_counter() + PATIENCE
    last = "the page came without it"
    while time.perf_counter() < end:
        try:
            with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 -- our own server
                if word in answer.read().decode():
                    return
        except urllib.error.HTTPError as error:
            # A page that is not there yet; whatever else the server answers will not mend itself.
            if error.code != HTTPStatus.NOT_FOUND:
                raise timing.Failed(f"{address} answered {error}") from error
            last = str(error)
        except (urllib.error.URLError, ConnectionError) as error:
            last = str(error)
        time.sleep(0.01)
    raise timing.Failed(f"{address} did not show {word} within {PATIENCE:.0f} s: {last}")


_LOAD = "import yaml\nwith open({path!r}, 'rb') as file: text = file.read()\n"
_INSIDE_YAML = (
    _LOAD
    + "import time; began = time.perf_counter()\nyaml.load(text, Loader=yaml.CSafeLoader)\nprint(time.perf_counter() - began)"
)
_INSIDE_CHECK = """\
import datetime, pathlib, time
from coalition.outputs import verdict
from coalition.checks.registry import all_rules
from coalition.prose import book
from coalition.workflows import check
all_rules()
began = time.perf_counter()
found = check.check(pathlib.Path({folder!r}), instant=datetime.datetime(2026, 11, 5, tzinfo=datetime.UTC))
verdict.text(found)
print(time.perf_counter() - began)
"""


def registry(workshop: Workshop) -> tuple[Figure, ...]:
    """`check` of a large registry against yaml.load of the same file, as processes and inside them."""
    folder = workshop.registry_alone
    path = str(folder / "members.yaml")
    load = [sys.executable, "-c", _LOAD.format(path=path) + "yaml.load(text, Loader=yaml.CSafeLoader)"]
    whole, loaded = timing.alternating(workshop.runs, lambda: workshop.cold_check(folder), lambda: timing.seconds(load))

    def inside(script: str) -> Callable[[], float]:
        """Seconds that a script itself says it took, with nothing remembered from before."""

        def run() -> float:
            workshop.forget(folder)
            return float(timing.output([sys.executable, "-c", script]))

        return run

    scripts = (_INSIDE_CHECK.format(folder=str(folder)), _INSIDE_YAML.format(path=path))
    ours, theirs = timing.alternating(workshop.runs, *map(inside, scripts))
    size = Path(path).stat().st_size / 1_000_000
    return (
        Figure(
            f"Check of {workshop.registry:,} members, against PyYAML's C loader, whole processes",
            whole / loaded,
            limit=2.0,
            details=(
                (
                    f"`coalition check` with an empty cache: {whole:.2f} s; `yaml.load(text, CSafeLoader)` in a fresh interpreter: "
                    f"{loaded:.2f} s, for the same {size:.1f} MB. Both with the interpreter's start and every import. Medians of {workshop.runs}."
                ),
            ),
        ),
        Figure(
            f"Check of {workshop.registry:,} members, against PyYAML's C loader, without start and imports",
            ours / theirs,
            limit=2.0,
            details=(
                (
                    f"The call alone in a fresh process, its modules imported before the clock starts: {ours:.2f} s against "
                    f"{theirs:.2f} s. Medians of {workshop.runs}."
                ),
            ),
        ),
    )


def check(workshop: Workshop) -> tuple[Figure, ...]:
    """`check` of the reference campaign."""
    folder = workshop.repository
    first, start = timing.alternating(
        workshop.runs, lambda: workshop.cold_check(folder), lambda: timing.seconds(NOTHING)
    )
    (again,) = timing.alternating(workshop.runs, lambda: timing.seconds(workshop.check(folder)))
    details = (
        (
            f"With an empty cache; {first / start:.0f} times the interpreter's start. Everything is looked at that a build looks at: "
            f"prose, citations, pictures, {workshop.size.statements * workshop.size.answers:,} answers (signatures are not verified)."
        ),
    )
    return (
        Figure("Check of the reference campaign, without signatures", first, "s", 3.0, details),
        Figure("The same when it was checked before", again, "s"),
    )


def command(workshop: Workshop) -> tuple[Figure, ...]:
    """`coalition --help`."""
    del workshop
    ours, start = timing.alternating(15, lambda: timing.seconds([COALITION, "--help"]), lambda: timing.seconds(NOTHING))
    details = (f"{ours / start:.1f} times the interpreter's start. Medians of 15.",)
    return (Figure("`coalition --help`", ours, "s", 0.2, details),)


def memory(workshop: Workshop) -> tuple[Figure, ...]:
    """The most memory of the whole process tree during a cold build."""
    workshop.cold()
    workshop.forget(workshop.repository)
    most = timing.peak_memory(workshop.build) / 1_000_000
    details = (
        (
            f"Proportional set size of the command and every process that it started, together, looked at every "
            f"{timing.SAMPLE * 1000:.0f} ms."
        ),
    )
    return (Figure("Peak memory of a cold build, all processes together", most, "MB", 1000.0, details),)


MEASURES: dict[str, Callable[[Workshop], tuple[Figure, ...]]] = {
    "cold": cold,
    "unchanged": unchanged,
    "edited": edited,
    "registry": registry,
    "check": check,
    "help": command,
    "memory": memory,
    "scale": scale,
    "many": many,
    "signatures": signatures,
    "proposals": proposals,
    "report": report,
    "redline": redline,
}
"""By the name that --only takes, in the order of the page."""
