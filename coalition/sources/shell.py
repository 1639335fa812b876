"""The only door to child processes: bounded, in a session of their own, in an environment of our making."""

from __future__ import annotations

import contextlib
import math
import os
import selectors
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

CURES = {
    "git": "Install git (Debian and Ubuntu: sudo apt install git; macOS: xcode-select --install) and try again.",
    "ssh-keygen": "Install OpenSSH (Debian and Ubuntu: sudo apt install openssh-client) and try again.",
}
"""What to do about a program that is not there, by its name."""

NOWHERE = "/dev/null/nowhere"
"""The home of a child that has none: below a file, so that nobody, not even root, can put anything there."""

DEAD_PROXY = "http://127.0.0.1:9"
"""Nothing listens there: a program that obeys proxies reaches nobody."""

_PERSONAL = (
    "DISPLAY",
    "SSH_ASKPASS",
    "SSH_ASKPASS_REQUIRE",
    "SSH_AUTH_SOCK",
    "SSH_SK_PROVIDER",
    "TERM",
    "WAYLAND_DISPLAY",
)
"""Through these a program finds the person who uses it."""

# A limit set between fork and exec by Python can deadlock where other threads run; a shell that becomes the program
# cannot. A limit that the machine has already set lower stays as it is. The limit of CPU seconds ends a child whose
# parent was killed and can no longer watch the clock.
_LIMITED = (
    "ulimit -c 0 2>/dev/null || :; "
    'ulimit -S -t "$1" 2>/dev/null || :; ulimit -H -t "$(($1 + 1))" 2>/dev/null || :; '
    '[ -z "$2" ] || ulimit -v "$2" 2>/dev/null || :; '
    'shift 2; exec "$@"'
)

_CHUNK = 1 << 16


class ToolFailed(CoalitionError):
    """A program from outside did not do what it was asked."""

    def __init__(self, tool: str, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.tool = tool


class ToolMissing(ToolFailed):
    """A program that is needed is not there."""

    def __init__(self, tool: str) -> None:
        hint = CURES.get(tool, f"Install {tool} so that it is found on the PATH, and try again.")
        super().__init__(tool, f'The program "{tool}" is needed and was not found.', hint)


class ToolTimedOut(ToolFailed):
    """A program ran longer than it may, and was stopped."""

    def __init__(self, tool: str, seconds: float) -> None:
        super().__init__(tool, f'The program "{tool}" did not finish within {seconds:g} seconds and was stopped.')


class ToolOverflowed(ToolFailed):
    """A program wrote more than it may, and was stopped."""

    def __init__(self, tool: str, output_bytes: int) -> None:
        super().__init__(tool, f'The program "{tool}" wrote more than {output_bytes:,} bytes and was stopped.')


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a child may take before it is stopped."""

    seconds: float = 60
    """By the clock on the wall, from start to end."""
    cpu_seconds: int | None = None
    """Of the processor: what a busy machine does not change. None: whatever can be had by the clock."""
    memory_mb: int | None = None
    """Address space in MiB (RLIMIT_AS), where the platform keeps such a limit. None for programs that reserve far
    more than they use, such as everything built with GHC."""
    output_bytes: int = 256 << 20
    """Standard output and standard error together."""


@dataclass(frozen=True, slots=True)
class Completed:
    """How a child ended and what it said."""

    status: int
    """0 for success; negative: the signal that ended it."""
    stdout: bytes
    stderr: bytes


def run(
    command: Sequence[str],
    *,
    stdin: bytes = b"",
    folder: Path | None = None,
    environment: Mapping[str, str] | None = None,
    limits: Limits = Limits(),
) -> Completed:
    """Run a program to its end and return what it said, whatever its exit status.

    `environment` is added to the clean one: PATH (absolute folders only), LANG, a HOME that is empty, UTC, a dead
    proxy. Law: when this returns or raises, the child and all that it started in its group have ended or have closed
    their outputs. Raises ToolMissing, ToolTimedOut, ToolOverflowed, ToolFailed.
    """
    bounds = _Bounds(Path(command[0]).name, limits, time.monotonic() + limits.seconds)
    surroundings = {**clean_environment(), **(environment or {})}
    program = shutil.which(command[0], path=surroundings["PATH"])
    if program is None:
        raise ToolMissing(bounds.tool)
    if folder is not None and not folder.is_dir():
        raise CoalitionError(f"There is no folder {folder}.")
    with _start([program, *command[1:]], stdin, folder, surroundings, limits) as process:
        try:
            stdout, stderr = _converse(process, stdin, bounds)
            status = _await(process, bounds)
        except BaseException:
            # Also on KeyboardInterrupt: the child has a session of its own, so that Ctrl-C did not reach it.
            _kill(process)
            raise
    if status == -signal.SIGXCPU:
        raise ToolTimedOut(bounds.tool, _cpu_seconds(limits))
    return Completed(status, stdout, stderr)


def _cpu_seconds(limits: Limits) -> int:
    """What all cores together can give by the clock, and a second for the program to start, where nothing is said."""
    return limits.cpu_seconds or math.ceil(limits.seconds) * (os.cpu_count() or 1) + 1


def run_at_terminal(command: Sequence[str]) -> int:
    """Run a program that may ask the person at the terminal something (a passphrase), and return its exit status.

    What it says goes where our own messages go. It has no limits and stays in our group: whoever sits there can end it
    with Ctrl-C. Beside the clean environment it sees where the person's agent, security keys and dialogues are.
    Raises ToolMissing, ToolFailed.
    """
    tool = Path(command[0]).name
    surroundings = clean_environment() | {name: os.environ[name] for name in _PERSONAL if name in os.environ}
    program = shutil.which(command[0], path=surroundings["PATH"])
    if program is None:
        raise ToolMissing(tool)
    try:
        done = subprocess.run([program, *command[1:]], stdout=subprocess.DEVNULL, env=surroundings, check=False)
    except OSError as error:
        raise ToolFailed(tool, f'The program "{tool}" could not be started: {error.strerror}.') from error
    return done.returncode


def clean_environment() -> dict[str, str]:
    """What every child sees: nothing of the caller's but where programs and temporary files are."""
    path = os.environ.get("PATH", os.defpath).split(os.pathsep)
    environment = {
        # A relative folder in PATH would find programs in a contribution.
        "PATH": os.pathsep.join(folder for folder in path if Path(folder).is_absolute()),
        "LANG": "C.UTF-8",
        "HOME": NOWHERE,
        "TZ": "UTC",
    }
    for name in ("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"):
        environment[name] = environment[name.upper()] = DEAD_PROXY
    if "TMPDIR" in os.environ:
        environment["TMPDIR"] = os.environ["TMPDIR"]
    return environment


@dataclass(frozen=True, slots=True)
class _Bounds:
    """What is left to one child."""

    tool: str
    limits: Limits
    deadline: float

    def remaining(self) -> float:
        """Seconds; raises ToolTimedOut when none are left."""
        seconds = self.deadline - time.monotonic()
        if seconds <= 0:
            raise ToolTimedOut(self.tool, self.limits.seconds)
        return seconds


def _start(
    command: list[str], stdin: bytes, folder: Path | None, surroundings: Mapping[str, str], limits: Limits
) -> subprocess.Popen[bytes]:
    memory_kb = "" if limits.memory_mb is None else str(limits.memory_mb * 1024)
    try:
        return subprocess.Popen(
            ["/bin/sh", "-c", _LIMITED, "sh", str(_cpu_seconds(limits)), memory_kb, *command],
            stdin=subprocess.PIPE if stdin else subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            cwd=folder,
            env=surroundings,
            start_new_session=True,
        )
    except OSError as error:
        tool = Path(command[0]).name
        raise ToolFailed(tool, f'The program "{tool}" could not be started: {error.strerror}.') from error


def _converse(process: subprocess.Popen[bytes], stdin: bytes, bounds: _Bounds) -> tuple[bytes, bytes]:
    """Feed and drain at the same time, so that neither side ever waits for the other in vain."""
    stdout, stderr = bytearray(), bytearray()
    unsaid = memoryview(stdin)
    with selectors.DefaultSelector() as selector:
        if process.stdin is not None:
            os.set_blocking(process.stdin.fileno(), False)
            selector.register(process.stdin, selectors.EVENT_WRITE)
        for stream, heard in ((process.stdout, stdout), (process.stderr, stderr)):
            if stream is not None:  # pragma: no branch - both are pipes, which the type cannot tell
                selector.register(stream, selectors.EVENT_READ, heard)
        for key in _ready(selector, bounds):
            if key.fileobj is process.stdin:
                unsaid = unsaid[_feed(key.fd, unsaid) :]
                if not unsaid:
                    selector.unregister(process.stdin)
                    process.stdin.close()
            elif said := os.read(key.fd, _CHUNK):
                key.data.extend(said)
                if len(stdout) + len(stderr) > bounds.limits.output_bytes:
                    raise ToolOverflowed(bounds.tool, bounds.limits.output_bytes)
            else:
                selector.unregister(key.fileobj)
    return bytes(stdout), bytes(stderr)


def _ready(selector: selectors.BaseSelector, bounds: _Bounds) -> Iterator[selectors.SelectorKey]:
    """The streams that can be read or written, until none is left or time is up."""
    while selector.get_map():
        for key, _ in selector.select(bounds.remaining()):
            yield key


def _feed(descriptor: int, unsaid: memoryview) -> int:
    """How many bytes need not be offered again: those taken, or all when the child stopped listening."""
    try:
        return os.write(descriptor, unsaid[:_CHUNK])
    except BrokenPipeError:
        return len(unsaid)


def _await(process: subprocess.Popen[bytes], bounds: _Bounds) -> int:
    try:
        return process.wait(bounds.remaining())
    except subprocess.TimeoutExpired as error:
        raise ToolTimedOut(bounds.tool, bounds.limits.seconds) from error


def _kill(process: subprocess.Popen[bytes]) -> None:
    """End the child and everything in its group. Only while it is not reaped: its number is its own until then."""
    if process.returncode is None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
