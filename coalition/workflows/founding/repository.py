"""The new campaign as a git repository with a first commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.sources.git import Repository
from coalition.sources.gitcommand import GitCommand

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from coalition.workflows.desk import Sheet

BRANCH = "main"
MESSAGE = "A new campaign"


def record(folder: Path, sheets: Sequence[Sheet]) -> str:
    """Make a repository of the folder where there is none, and a first commit of the files; what came of it, in words.

    Nothing is committed into a repository that has commits, nor without a name and an e-mail address that the user
    gave to git: those of a machine would stand in the history for ever.
    """
    command = GitCommand(folder)
    if Repository.open(folder) is None:
        made = command.ask("init", "--quiet", f"--initial-branch={BRANCH}")
        if made.status:
            return f"git could not make a repository: {made.complaint.strip()}"
    repository = Repository.open(folder)
    if repository is None:
        return "The files are in no repository."
    if repository.head() is not None:
        return 'They are not committed yet, since the repository has commits of its own: "git add --all", "git commit".'
    if not _has_identity(command):
        return _NO_IDENTITY
    return _committed(command, sheets)


_NO_IDENTITY = """\
They are not committed yet, since git does not know who you are. Say it, then commit:
  git config --global user.name "Your office"
  git config --global user.email office@your-organisation.example
  git add --all
  git commit --message "A new campaign\""""


def _has_identity(command: GitCommand) -> bool:
    names = (command.ask("config", "--get", name) for name in ("user.name", "user.email"))
    return all(answer.status == 0 and answer.output.strip() for answer in names)


def _committed(command: GitCommand, sheets: Sequence[Sheet]) -> str:
    paths = b"".join(sheet.path.encode("utf-8") + b"\0" for sheet in sheets)
    added = command.ask("add", "--pathspec-from-file=-", "--pathspec-file-nul", stdin=paths)
    done = added if added.status else command.ask("commit", "--quiet", f"--message={MESSAGE}")
    if done.status:
        return f'They are not committed yet: git says "{done.complaint.strip()}".'
    return "They are in a git repository, with a first commit."
