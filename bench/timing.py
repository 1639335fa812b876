"""Time and memory of programs, each in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

SAMPLE = 0.02
"""Seconds between two looks at the memory of a process and all that it started."""


class Failed(Exception):
    """A program that is measured did not do its work."""


def seconds(command: Sequence[str | Path], *, folder: Path | None = None) -> float:
    """How long a program takes from its start to its end. Raises Failed when it does not succeed."""
    began = time.perf_counter()
    output(command, folder=folder)
    return time.perf_counter() - began


def output(command: Sequence[str | Path], *, folder: Path | None = None) -> str:
    """What a program writes to standard output. Raises Failed when it does not succeed."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=folder, capture_output=True, text=True, env=environment(), check=False)
    if done.returncode:
        raise Failed(
            f"{' '.join(words[:6])} ended with status {done.returncode}:\n{done.stdout[-3000:]}\n{done.stderr[-3000:]}"
        )
    return done.stdout


def environment() -> dict[str, str]:
    """What measured programs are told: where programs are, and nothing that changes how Python works."""
    return {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "SOURCE_DATE", "GIT_", "COV"))
    }


def alternating(runs: int, *measured: Callable[[], float]) -> tuple[float, ...]:
    """The median of each, measured in turns, so that a busy moment of the machine falls on all of them."""
    taken: list[list[float]] = [[] for _ in measured]
    for _ in range(runs):
        for index, function in enumerate(measured):
            taken[index].append(function())
    return tuple(median(times) for times in taken)


def peak_memory(command: Sequence[str | Path]) -> int:
    """The most memory that a program and everything it started held at one moment, in bytes.

    Proportional set size: a page that several processes share counts once. Linux only, like /proc.
    """
    words = [str(word) for word in command]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment())
    errors: list[bytes] = []
    reader = threading.Thread(target=lambda: errors.append(process.stderr.read() if process.stderr else b""))
    reader.start()
    most = 0
    while process.poll() is None:
        most = max(most, sum(map(_held, _tree(process.pid))))
        time.sleep(SAMPLE)
    reader.join()
    if process.returncode:
        raise Failed(f"{' '.join(words[:6])} ended with status {process.returncode}:\n{errors[0].decode()[-3000:]}")
    return most


def _tree(root: int) -> list[int]:
    """A process and its descendants, also those in sessions of their own."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:  # it has ended meanwhile
                continue
            children.setdefault(parent, []).append(int(folder.name))
    found = [root]
    for process in found:
        found += children.get(process, [])
    return found


def _held(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def stop(process: subprocess.Popen[str]) -> None:
    """End a program that runs until it is told, as Ctrl-C does."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
