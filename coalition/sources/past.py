"""What stood in files once, by the history of a repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.sources.gitcommand import GitCommand
from coalition.sources.shell import Limits, ToolOverflowed, ToolTimedOut

if TYPE_CHECKING:
    from coalition.sources.git import Repository

PATIENCE = Limits(seconds=20, output_bytes=256 << 20)
"""A history for which that is not enough is not asked."""


def lines_ever(repository: Repository, *paths: str, at: str = "HEAD") -> str:
    """Every line that was ever in those files of the campaign, or in files of those folders; any order, any number.

    It is as much as the clone holds, up to the commit `at`, or to that checked out; nothing where the history is too long to be read in
    a moment.
    """
    below = repository.folder.relative_to(repository.top).as_posix()
    prefix = "" if below == "." else f"{below}/"
    command = GitCommand(repository.top, PATIENCE)
    options = ("--format=", "--patch", "--unified=0", "--no-renames", "--no-color", "--no-ext-diff", "--no-textconv")
    try:
        answer = command.ask("log", *options, at, "--", *(f"{prefix}{path}" for path in paths))
    except (ToolTimedOut, ToolOverflowed):
        return ""
    lines = answer.output.decode("utf-8", "replace").splitlines()
    # Before the first commit git complains; there is nothing to say then.
    return "\n".join(line[1:] for line in lines if line.startswith("+") and not line.startswith("+++ "))
