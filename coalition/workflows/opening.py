"""Opening what a command works on: the files, and the store of finished pieces. Quick to import."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.sources.cache import Cache
from coalition.sources.git import Repository
from coalition.sources.trees import DiskTree, RevisionTree

if TYPE_CHECKING:
    from coalition.sources.trees import Tree

CACHE = Path(".coalition/cache")
MARK = "coalition.yaml"


def campaign_folder(start: Path) -> Path:
    """The campaign that a folder is in: the nearest folder above with a coalition.yaml; `start` when there is none."""
    return next((folder for folder in (start, *start.parents) if (folder / MARK).is_file()), start)


def need_campaign(folder: Path) -> None:
    """Raise CoalitionError unless the folder holds a campaign."""
    if not (folder / MARK).is_file():
        hint = "Go to the campaign's folder, or name it: coalition -C DIR ..."
        raise CoalitionError(f"There is no campaign in {folder}: no {MARK} here, nor in a folder above.", hint)


def open_tree(folder: Path, revision: str | None) -> Tree:
    """The files on disk, or those of a commit.

    Raises CoalitionError when there is no such folder, repository or commit.
    """
    if revision is None:
        return DiskTree(folder)
    repository = Repository.open(folder)
    if repository is None:
        raise CoalitionError(f"{folder} is not in a git repository, so it has no {revision}.", "Leave --rev out.")
    return RevisionTree(repository, revision)


def open_cache(folder: Path, repository: Repository | None) -> Cache:
    """The campaign's cache of finished pieces, sealed for this clone and this version of the program.

    In memory only where there is no campaign to keep it in, and without a repository: then there is nowhere to keep a
    secret that a contribution cannot write.
    """
    from coalition.workflows.tools import digest

    if repository is None or not (folder / MARK).is_file():
        return Cache(None)
    return Cache(folder / CACHE, repository.secret() + digest().encode())
