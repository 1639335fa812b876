"""The git program through GitPython, running nothing that a contribution could have planted."""

from __future__ import annotations

import contextlib
import io
import os
import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from coalition.sources import shell
from coalition.sources.entries import from_bytes

# GitPython looks for git when it is imported; that none is there must be said by us, when git is needed.
_before = os.environ.get("GIT_PYTHON_REFRESH")
os.environ["GIT_PYTHON_REFRESH"] = "quiet"
try:
    from git.cmd import Git
    from git.exc import GitCommandError
finally:
    if _before is None:
        del os.environ["GIT_PYTHON_REFRESH"]
    else:
        os.environ["GIT_PYTHON_REFRESH"] = _before

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path
    from typing import BinaryIO

CONFIGURATION = (
    "safe.bareRepository=explicit",
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "log.showSignature=false",
    "log.showRoot=true",
)
"""Settings that hold whatever the repository or its user has set: some run programs, some change what is said."""

PASSED_ON = (
    "HOME",
    "XDG_CONFIG_HOME",
    "GIT_CONFIG_GLOBAL",
    "GIT_CONFIG_SYSTEM",
    "GIT_CONFIG_NOSYSTEM",
    "SUDO_UID",
)
"""What git sees of the caller's environment: where the caller's own settings are (`safe.directory` is one) and who the
caller is. Not GIT_DIR and its like, which a hook that starts us has set."""

LIMITS = shell.Limits(seconds=300, output_bytes=1 << 30)


@dataclass(frozen=True, slots=True)
class Answer:
    """What git said."""

    status: int
    output: bytes
    complaint: str


class GitCommand(Git):
    """`git` as GitPython builds its commands, with options that make it safe, through the one door to processes."""

    def __init__(
        self,
        top: Path,
        limits: shell.Limits = LIMITS,
        *,
        settings: Sequence[str] = (),
        extra: Mapping[str, str] | None = None,
        told: Callable[[str], None] | None = None,
    ) -> None:
        """`settings` and `extra` (variables of the environment) hold beside those of every command.

        `told` hears each command before it runs, as a person would write it.
        """
        super().__init__()
        self._limits = limits
        self._extra = dict(extra or {})
        self._told = told
        # Not GitPython's working_dir: that one expands "~" and "$NAME" in the path.
        self._top = top
        self.set_persistent_git_options(
            c=(*CONFIGURATION, *settings), no_optional_locks=True, no_replace_objects=True, literal_pathspecs=True
        )

    def ask(self, command: str, *arguments: str, stdin: bytes = b"") -> Answer:
        """Run one git command and return what it said, whatever its exit status.

        What comes from outside must stand behind `--end-of-options`, or go in by `stdin`.
        """
        if self._told is not None:
            self._told(shlex.join(("git", command, *arguments)))
        return Answer(
            *self._call_process(
                command,
                *arguments,
                istream=io.BytesIO(stdin),
                with_extended_output=True,
                with_exceptions=False,
                stdout_as_string=False,
                strip_newline_in_stdout=False,
            )
        )

    @contextlib.contextmanager
    def beside(self, extra: Mapping[str, str]) -> Iterator[None]:
        """Within the `with`, commands see these variables of the environment too."""
        before = self._extra
        self._extra = {**before, **extra}
        try:
            yield
        finally:
            self._extra = before

    # Of GitPython's options those that can be honoured; any other is refused with a TypeError.
    def execute(  # type: ignore[override] # noqa: PLR0913 - the names are GitPython's
        self,
        command: Sequence[str],
        istream: BinaryIO | None = None,
        *,
        with_extended_output: bool = False,
        with_exceptions: bool = True,
        stdout_as_string: bool = True,
        strip_newline_in_stdout: bool = True,
    ) -> Any:
        """GitPython's only way to start git, led through the door: its own passes the caller's environment on."""
        done = shell.run(
            command,
            stdin=istream.read() if istream else b"",
            folder=self._top,
            environment=self._surroundings(),
            limits=self._limits,
        )
        stderr = done.stderr.decode("utf-8", "replace")
        if with_exceptions and done.status:
            raise GitCommandError(list(command), done.status, stderr, done.stdout)
        stdout: str | bytes = done.stdout.removesuffix(b"\n") if strip_newline_in_stdout else done.stdout
        if stdout_as_string and isinstance(stdout, bytes):
            stdout = from_bytes(stdout)
        return (done.status, stdout, stderr) if with_extended_output else stdout

    def _surroundings(self) -> dict[str, str]:
        return {
            **{name: os.environ[name] for name in PASSED_ON if name in os.environ},
            # The repository is here or nowhere: what lies above is not looked at.
            "GIT_CEILING_DIRECTORIES": str(self._top.parent),
            "GIT_TERMINAL_PROMPT": "0",
            **self._extra,
        }
