"""Writing single files into a folder: whole or not at all, through no link, and over nothing that must stay."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import os
import secrets
import stat
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

ASIDE = ".part"
"""The end of the name of a file that is being written; one that was killed leaves it, and `check` names it."""


class AlreadyThere(CoalitionError):
    """A file that was to be new is there."""


class ChangedMeanwhile(CoalitionError):
    """A file is no longer what it was when it was read."""


@contextlib.contextmanager
def hold(folder: Path) -> Iterator[None]:
    """Nobody else who asks writes into the folder until the end of the `with`; waits for those who do.

    The kernel gives the lock back, however its holder ends.
    """
    with _explained(str(folder)):
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with _explained(str(folder)):
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def read(folder: Path, path: str) -> bytes:
    """The content of a file below `folder`, which no link leads to; raises CoalitionError."""
    with _explained(path, "read"), _home(folder, path, make=False) as (home, name), _opened(home, name) as file:
        return file.read()


def create(folder: Path, path: str, content: bytes, mode: int = 0o666) -> None:
    """Write a new file below `folder`, and the folders on the way to it; `mode` is narrowed by the user's umask.

    Law: whoever reads sees no such file, or the whole of it. Raises AlreadyThere, also when it appeared meanwhile;
    CoalitionError for a way that leads through a link, a full disk, or a folder that may not be written.
    """
    with _explained(path), _home(folder, path) as (home, name):
        aside = _written(home, name, content, mode)
        try:
            _link(home, aside, name)
        except FileExistsError as error:
            raise AlreadyThere(f"{path} is there already, and is not written over.") from error
        finally:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(aside, dir_fd=home)
        os.fsync(home)


def replace(folder: Path, path: str, content: bytes, before: bytes) -> None:
    """Put another content in the place of `before`, which is what the file held when it was read.

    Law: whoever reads sees the old content or the new, whole. Raises ChangedMeanwhile when it holds something else by
    now; otherwise as `create`.
    """
    with _explained(path), _home(folder, path) as (home, name):
        with _opened(home, name) as file:
            status = os.fstat(file.fileno())
            if file.read() != before:
                raise ChangedMeanwhile(f"{path} was changed by somebody else meanwhile.", "Give the command again.")
        aside = _written(home, name, content, stat.S_IMODE(status.st_mode))
        try:
            os.rename(aside, name, src_dir_fd=home, dst_dir_fd=home)
        except OSError:
            os.unlink(aside, dir_fd=home)
            raise
        os.fsync(home)


def remove(folder: Path, path: str, before: bytes) -> None:
    """Take a file away that holds `before`, and the folder that it was the last in.

    Raises ChangedMeanwhile, and the file stays, when it holds something else by now; CoalitionError as `create`.
    """
    with _explained(path), _home(folder, path, make=False) as (home, name):
        with _opened(home, name) as file:
            if file.read() != before:
                raise ChangedMeanwhile(f"{path} was changed by somebody else meanwhile.", "Give the command again.")
        os.unlink(name, dir_fd=home)
        os.fsync(home)
    parent = path.rpartition("/")[0]
    if parent:
        with contextlib.suppress(OSError), _home(folder, parent, make=False) as (home, name):
            os.rmdir(name, dir_fd=home)


@contextlib.contextmanager
def _opened(home: int, name: str) -> Iterator[BinaryIO]:
    descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC, dir_fd=home)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is not a file")
    with os.fdopen(descriptor, "rb") as file:
        yield file


@contextlib.contextmanager
def _home(folder: Path, path: str, *, make: bool = True) -> Iterator[tuple[int, str]]:
    """The folder in which a path ends, opened, and the path's last name; folders that are missing are made, if asked."""
    *parents, name = path.split("/")
    if not all(word and word not in {".", ".."} and "\0" not in word for word in (*parents, name)):
        raise CoalitionError(f'"{path}" is no path below {folder}.')
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
    home = os.open(folder, flags)
    try:
        for parent in parents:
            if make:
                with contextlib.suppress(FileExistsError):
                    os.mkdir(parent, dir_fd=home)
            below = os.open(parent, flags | os.O_NOFOLLOW, dir_fd=home)
            os.close(home)
            home = below
        yield home, name
    finally:
        os.close(home)


def _written(home: int, name: str, content: bytes, mode: int) -> str:
    """The content, on the disk, in a new file beside the one that it is for."""
    aside = f"{name}.{secrets.token_hex(8)}{ASIDE}"
    descriptor = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, mode, dir_fd=home)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        os.unlink(aside, dir_fd=home)
        raise
    return aside


_NO_LINKS = {errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EMLINK}
"""What a file system says that knows one name for a file only."""


def _link(home: int, aside: str, name: str) -> None:
    """Give the file its name unless another has it. Raises FileExistsError."""
    try:
        os.link(aside, name, src_dir_fd=home, dst_dir_fd=home, follow_symlinks=False)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        os.close(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, dir_fd=home))
        os.rename(aside, name, src_dir_fd=home, dst_dir_fd=home)


@contextlib.contextmanager
def _explained(path: str, done: str = "written") -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.ENOTDIR, errno.EMLINK}:
            message = f"The way to {path} leads through a link or a file; no link is followed."
            raise CoalitionError(message, "Put a folder in its place.") from error
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise CoalitionError(
                f"The disk is full: {path} was not written.", "Free some space, then try again."
            ) from error
        message = f"{path} could not be {done}: {error.strerror}."
        raise CoalitionError(message, "Give yourself permission for it, then try again.") from error
