"""From one whole publication to the next in one step: stage beside the output, then exchange, under a lock.

Beside the output, on its file system, lies a folder of ours, `.coalition/publish/<name of the output>/`:

- `lock`, held by the build at work; the kernel gives it back, however that build ends;
- `stage-…`, what a build writes, and after the exchange what was published before;
- `journal`, where two folders cannot be exchanged in one step: the stage that is taking the output's place.

Law: whoever reads the output finds one whole publication, at whatever moment and whatever was killed. (Where two
folders cannot be exchanged in one step there is a moment with none; a build killed in it is completed when the next
one starts.)
"""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import re
import secrets
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.publishing import manifest
from coalition.publishing.removal import remove

if TYPE_CHECKING:
    import ctypes
    from collections.abc import Iterator, Sequence

LITTER = frozenset({".DS_Store", "Thumbs.db", "desktop.ini"})
"""What desktops leave in every folder that they show; it may be lost."""

_STAGE = re.compile(r"stage-[0-9a-f]{16}")
_OLD = ".old"

_IN_ONE_STEP = {"linux": ("renameat2", -100, 2), "darwin": ("renameatx_np", -2, 2)}
"""By platform: the C function that exchanges two names, its AT_FDCWD, and its flag RENAME_EXCHANGE or RENAME_SWAP."""

_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP}
"""What that function says on a kernel or a file system that has no such exchange."""


@dataclass(frozen=True, slots=True)
class Stage:
    """A folder to fill, which then becomes the output."""

    folder: Path
    """Empty at first."""
    output: Path
    """What readers see; absolute, with no symlink in it."""

    def write(self, path: str, content: bytes | str) -> None:
        """Write a file (text as UTF-8), and the folders above it; `path` is relative, with forward slashes."""
        target = self.folder / manifest.inside(path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode() if isinstance(content, str) else content)

    def publish(self) -> None:
        """Make the stage the output. Everything must be in it, the manifest last; nothing is written to it after."""
        manifest.read(self.folder)
        refuse_foreign(self.output)
        to_disk(self.folder)
        workspace = self.folder.parent
        if not self.output.exists():
            self.folder.rename(self.output)
        elif not _exchange(self.folder, self.output):
            _exchange_by_journal(self.folder, self.output)
        _fsync(self.output.parent)
        _fsync(workspace)


@contextlib.contextmanager
def stage(output: Path) -> Iterator[Stage]:
    """Hold the output for one build: nobody else builds to it until the end of the `with`.

    What was left by builds that were killed is completed or swept. Whatever ends the `with`, what was staged and not
    published is gone, and the output is the old one or the new one. Raises CoalitionError when another build is at
    work, when the output holds what we did not put there, and when the disk is full or may not be written, also when
    that comes up inside the `with`.
    """
    output = Path(os.path.realpath(output))
    with _explained(output), _workspace(output) as workspace:
        if output.is_mount():
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(output))
        _complete(workspace, output)
        _sweep(workspace)
        refuse_foreign(output)
        folder = workspace / f"stage-{secrets.token_hex(8)}"
        folder.mkdir()
        try:
            yield Stage(folder, output)
        finally:
            _sweep(workspace)


def refuse_foreign(output: Path) -> None:
    """Raise CoalitionError when the output holds anything that a build did not put there, and would now lose."""
    if not output.exists():
        return
    if not output.is_dir():
        raise CoalitionError(f"{output} is a file, not a folder to publish in.", "Name a folder with --output.")
    names = sorted(path.name for path in output.iterdir() if path.name not in LITTER)
    if not names:
        return
    try:
        foreign = [path for path in manifest.added(output, manifest.read(output)) if Path(path).name not in LITTER]
    except manifest.UnreadableManifest as error:
        raise CoalitionError(
            f"{output} is not empty, and coalition did not make what is in it: {_some(names)}.",
            "Name another folder with --output, or empty this one.",
        ) from error
    if foreign:
        raise CoalitionError(
            f"{output} holds files that coalition did not make and would now delete: {_some(foreign)}.",
            "Move them elsewhere; what is to be published belongs in the campaign.",
        )


@contextlib.contextmanager
def _workspace(output: Path) -> Iterator[Path]:
    """The folder of ours beside the output, locked."""
    if output.parent == output:
        raise CoalitionError(f"{output} cannot be published to.", "Name a folder with --output.")
    ours = output.parent / ".coalition"
    workspace = ours / "publish" / output.name
    try:
        workspace.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        raise CoalitionError(f"{error.filename} is in the way.", "Name another folder with --output.") from error
    if Path(os.path.realpath(workspace)) != workspace:
        raise CoalitionError(f"{ours} leads elsewhere by a symbolic link.", f"Remove {ours} and build again.")
    ignore = ours / ".gitignore"
    if not ignore.exists():
        ignore.write_text("*\n", encoding="utf-8")
    lock = os.open(workspace / "lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC | os.O_NOFOLLOW, 0o666)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(lock)
        raise CoalitionError(
            f"Another build is writing to {output}.", "Wait until it has finished, then build again."
        ) from error
    try:
        yield workspace
    finally:
        os.close(lock)


def _complete(workspace: Path, output: Path) -> None:
    """End the exchange in which a build was killed, if it took the old output away: with the new one if it is there."""
    journal = workspace / "journal"
    if not journal.is_file():
        return
    name = journal.read_text(encoding="utf-8", errors="replace")
    if _STAGE.fullmatch(name) and not output.exists():
        for left in (workspace / name, workspace / f"{name}{_OLD}"):
            if left.is_dir() and not output.exists():
                left.rename(output)
        _fsync(output.parent)
    journal.unlink()


def _sweep(workspace: Path) -> None:
    """Remove stages, what they replaced and what was made beside them (`stage-…-work`).

    What cannot be removed now is tried again at the next start.
    """
    for path in workspace.iterdir():
        if not _STAGE.match(path.name):
            continue
        if path.is_dir() and not path.is_symlink():
            remove(path)
        else:
            path.unlink()


def _exchange(one: Path, other: Path) -> bool:
    """Exchange two folders in one step; False where that cannot be done."""
    name, here, flag = _IN_ONE_STEP.get(sys.platform, ("", 0, 0))
    libc = _libc()
    if not hasattr(libc, name):
        return False
    if libc[name](here, os.fsencode(one), here, os.fsencode(other), flag) == 0:
        return True
    failure = _last_failure(other)
    if failure.errno in _CANNOT:
        return False
    raise failure


def _exchange_by_journal(staged: Path, output: Path) -> None:
    """Put the stage in the output's place in two steps that the next build completes if this one dies between."""
    journal = staged.with_name("journal")
    aside = staged.with_name("journal.new")
    aside.write_text(staged.name, encoding="utf-8")
    _fsync(aside)
    aside.rename(journal)
    _fsync(staged.parent)
    output.rename(staged.with_name(f"{staged.name}{_OLD}"))
    staged.rename(output)
    journal.unlink()


def to_disk(folder: Path) -> None:
    """Have everything in a folder on the disk: after a power cut, a name must not lead to an empty file."""
    libc = _libc()
    if hasattr(libc, "syncfs"):
        # One call for the file system takes a tenth of the time of one for each of 2,000 files.
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            if libc.syncfs(descriptor) != 0:
                raise _last_failure(folder)
        finally:
            os.close(descriptor)
        return
    for parent, _, names in os.walk(folder):
        for path in (*(Path(parent, name) for name in names), Path(parent)):
            _fsync(path)


def _fsync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@cache
def _libc() -> ctypes.CDLL:
    import ctypes

    return ctypes.CDLL(None, use_errno=True)


def _last_failure(path: Path) -> OSError:
    import ctypes

    number = ctypes.get_errno()
    return OSError(number, os.strerror(number), str(path))


@contextlib.contextmanager
def _explained(output: Path) -> Iterator[None]:
    """What goes wrong with the disk, said to whoever has to put it right."""
    try:
        yield
    except OSError as error:
        what = Path(os.fsdecode(error.filename or output))
        match error.errno:
            case errno.ENOSPC | errno.EDQUOT:
                message = f"The disk is full: {output} could not be written, and is as it was before."
                hint = f"Free some space on the disk that holds {output.parent}, then build again."
            case errno.EACCES | errno.EPERM | errno.EROFS if what.is_relative_to(output.parent):
                message = f"{what} may not be written: {error.strerror}."
                hint = f"Give yourself permission to write in {output.parent}, or name another folder with --output."
            case errno.EBUSY | errno.EXDEV:
                message = f"{output} is a disk of its own, which cannot be exchanged for another folder."
                hint = f"Name a folder in it: --output {output / 'public'}"
            case errno.ENOLCK:
                message = f"The disk that holds {output.parent} cannot lock files, so that two builds could collide."
                hint = "Name a folder on another disk with --output, and copy it from there."
            case _:
                raise
        raise CoalitionError(message, hint) from error


def _some(names: Sequence[str]) -> str:
    """The first few of a list of names."""
    few = ", ".join(names[:3])
    return few if len(names) <= 3 else f"{few} and {len(names) - 3} more"
