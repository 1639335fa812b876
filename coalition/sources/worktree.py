"""What git knows of a work tree: which branch is checked out, which is the main one, when files came, what it ignores."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.sources.entries import from_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from coalition.sources.git import Repository

USUAL = ("main", "master", "trunk")
"""What main branches are called where the repository does not say it."""


def branch(repository: Repository) -> str | None:
    """The branch that is checked out; None when a commit is, and no branch."""
    answer = repository.command.ask("symbolic-ref", "--quiet", "--short", "HEAD")
    return from_bytes(answer.output).removesuffix("\n") if answer.status == 0 else None


def main_branches(repository: Repository) -> tuple[str, ...]:
    """What the main branch is called: as the place says from which the repository was cloned, else as usual."""
    answer = repository.command.ask("symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    told = from_bytes(answer.output).removesuffix("\n").removeprefix("origin/")
    return (told,) if answer.status == 0 and told else USUAL


def commits_of(repository: Repository, path: str) -> tuple[str, ...]:
    """The commits in which a file of the campaign came or changed, the latest first."""
    commit = repository.head()
    if commit is None:
        return ()
    below = repository.folder.relative_to(repository.top).as_posix()
    within = path if below == "." else f"{below}/{path}"
    answer = repository.command.ask("log", "--format=%H", "--no-renames", "--full-history", commit, "--", within)
    return tuple(answer.output.decode("ascii").split()) if answer.status == 0 else ()


def is_published(repository: Repository, path: Path) -> bool:
    """Whether a file lies where a commit could take it up: in the work tree, and not ignored."""
    whole = path.resolve()
    if not whole.is_relative_to(repository.top):
        return False
    # This one command refuses literal pathspecs; behind "./" no name is taken for a pattern.
    name = b"./" + str(whole.relative_to(repository.top)).encode("utf-8", "surrogateescape") + b"\0"
    answer = repository.command.ask("--no-literal-pathspecs", "check-ignore", "-z", "--stdin", stdin=name)
    return answer.status != 0
