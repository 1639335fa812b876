"""Where a campaign is founded: a folder in which nothing is in the way, and the files laid into it, all or none."""

from __future__ import annotations

import contextlib
import os
import re
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.sources import writing
from coalition.sources.git import Repository
from coalition.workflows.opening import MARK

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from coalition.workflows.desk import Sheet

_STAYS = re.compile(
    r"\.git|\.venv|venv|\.DS_Store|Thumbs\.db|desktop\.ini|(LICEN[CS]E|COPYING)([.-].*)?", re.IGNORECASE
)
"""What may be there already, and stays as it is: a repository, the program itself, a licence."""
STAGE = ".coalition-init"
"""The folder in which the files are written before they are put in their places."""
_SHOWN = 5


def refuse(folder: Path) -> None:
    """Raise CoalitionError when something is in the way in the folder, which need not be there."""
    if os.path.lexists(folder) and not folder.is_dir():
        raise CoalitionError(f"{folder} is a file, not a folder.", "Name another folder.")
    if not folder.is_dir():
        nearest = next(above for above in folder.parents if above.exists())
        _refuse_inside(folder, nearest)
        return
    if (folder / MARK).exists():
        raise CoalitionError(
            f"There is a campaign in {folder} already.",
            'Its files are left as they are. Begin there with "coalition check".',
        )
    _refuse_inside(folder, folder)
    with _explained(folder):
        there = sorted(entry.name for entry in os.scandir(folder) if not _STAYS.fullmatch(entry.name))
    if STAGE in there:
        message = f"An earlier init of {folder} was cut off, or another is at work."
        raise CoalitionError(message, f"If none is at work, delete everything in it, {STAGE} too, and begin again.")
    if there:
        more = f", and {len(there) - _SHOWN} more" if len(there) > _SHOWN else ""
        message = f"{folder} is not empty. In the way: {', '.join(there[:_SHOWN])}{more}."
        hint = "Name a new folder, or move these elsewhere first. A .git folder, a .venv and a licence may stay."
        raise CoalitionError(message, hint)


def _refuse_inside(folder: Path, nearest: Path) -> None:
    """A campaign is a repository of its own: its checks, history and rights are the repository's."""
    repository = Repository.open(nearest)
    if repository is not None and repository.top != folder:
        message = f"{folder} is inside another repository, {repository.top}."
        raise CoalitionError(message, "A campaign is a repository of its own: name a folder outside.")


def lay(folder: Path, sheets: Sequence[Sheet]) -> None:
    """Write the files into the folder, which is made when it is not there.

    Law: all of them are there afterwards, or none, whatever goes wrong or is pressed; what a kill cuts off is no
    campaign, since its settings come last, and is named by the next init. Raises CoalitionError.
    """
    made = _make(folder)
    stage = folder / STAGE
    with _explained(folder):
        stage.mkdir()  # by one alone, when two begin at once
    put: list[Path] = []
    try:
        for sheet in sheets:
            writing.create(stage, sheet.path, sheet.content)
        # What makes a campaign of the folder comes last.
        names = {sheet.path.partition("/")[0] for sheet in sheets}
        for name in sorted(names, key=lambda name: (name == MARK, name)):
            _put(stage / name, folder / name)
            put.append(folder / name)
        with _explained(folder):
            stage.rmdir()
    except BaseException:
        for path in (*put, stage):
            _remove(path)
        for path in made:
            with contextlib.suppress(OSError):
                path.rmdir()
        raise


def _put(source: Path, target: Path) -> None:
    if os.path.lexists(target):
        raise CoalitionError(f"{target} appeared meanwhile.", "Nothing was written over.")
    with _explained(target.parent):
        source.rename(target)


def _make(folder: Path) -> list[Path]:
    """Make the folder and those on the way to it; which were made, the innermost first."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    with _explained(folder):
        folder.mkdir(parents=True, exist_ok=True)
    return missing


def _remove(path: Path) -> None:
    import shutil

    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with contextlib.suppress(OSError):
            path.unlink()


@contextlib.contextmanager
def _explained(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CoalitionError(f"{folder} could not be written: {error.strerror}.", "Name another folder.") from error
