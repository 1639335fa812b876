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

    Without a repository there is nowhere to keep a secret that a contribution cannot write: then in memory only.
    """
    from coalition.workflows.tools import digest

    return Cache(None) if repository is None else Cache(folder / CACHE, repository.secret() + digest().encode())
