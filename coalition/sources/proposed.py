"""What git knows of a range of commits that is proposed: where it began, what it changes, and each of its steps."""

from __future__ import annotations

import hashlib
import os.path
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from coalition.errors import CoalitionError
from coalition.sources.differing import Difference
from coalition.sources.entries import EntryKind, from_bytes, in_scope
from coalition.sources.git import GitFailed, ShallowClone

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from coalition.sources.entries import Entry
    from coalition.sources.git import Repository
    from coalition.sources.trees import Tree

MOST_STEPS = 2_000
_NOTHING = "000000"
_EXECUTABLE = "100755"
_RAW = ("--raw", "-z", "--no-renames", "--no-abbrev")


class UnrelatedHistories(CoalitionError):
    """Two revisions that have no commit in common."""

    def __init__(self, base: str, head: str) -> None:
        super().__init__(
            f'"{base}" and "{head}" have no commit in common, so nobody can tell what the one changes in the other.',
            "Begin a branch from the main branch (git switch --create NAME origin/main), and bring your changes there.",
        )


@dataclass(frozen=True, slots=True)
class Step:
    """One commit of a range, and what it changes that came from none of the commits before it."""

    commit: str
    differences: tuple[Difference, ...]


def beginning(repository: Repository, base: str, head: str) -> str:
    """The commit at which the history of `head` left that of `base`. Raises UnrelatedHistories and ShallowClone."""
    if repository.is_shallow():
        raise ShallowClone("so that nobody can tell where the proposal began")
    answer = repository.command.ask("merge-base", repository.resolve(base), repository.resolve(head))
    if answer.status:
        raise UnrelatedHistories(base, head)
    return from_bytes(answer.output).strip()


def between(repository: Repository, old: str, new: str) -> tuple[Difference, ...]:
    """The files in which two commits differ, in the whole repository, sorted."""
    said = _said(repository, "diff-tree", "-r", *_RAW, old, new)
    return tuple(sorted(_differences(repository, said)))


def on_disk(repository: Repository, old: str, tree: Tree) -> tuple[Difference, ...]:
    """The files in which those on disk differ from a commit: all of the campaign's, and outside those that git knows."""
    said = _said(
        repository, "diff", *_RAW, "--no-ext-diff", "--no-textconv", "--no-relative", "--ignore-submodules=dirty", old
    )
    tracked = tuple(_differences(repository, said))
    # Ignored files too: the campaign on disk has them.
    untracked = _said(repository, "ls-files", "--others", "--full-name", "-z", "--", *repository.scope())
    paths = {_own(repository, path): "" for path in untracked.split(b"\0")[:-1]}
    paths |= {one.path: one.old for one in tracked if in_scope(one.path)}
    present = {entry.path: entry for entry in tree.entries() if entry.path in paths}
    make = hashlib.sha256 if len(old) == _SHA256 else hashlib.sha1
    found = [one for one in tracked if not in_scope(one.path)]
    for path, before in paths.items():
        now = _on_disk(tree, present[path], make) if path in present else ""
        if before != now:
            found.append(Difference(path, before, now))
    return tuple(sorted(found))


def _on_disk(tree: Tree, entry: Entry, make: Callable[[bytes], _Hash]) -> str:
    """The name that git would give to what lies there; of what has no content, what it is."""
    if entry.kind is not EntryKind.FILE:
        return f"{entry.kind.value}:"
    content = tree.read(entry.path)
    return make(b"blob %d\0" % len(content) + content).hexdigest()


class _Hash(Protocol):
    def hexdigest(self) -> str: ...


_SHA256 = 64
"""Letters in the id of a commit where git names objects by SHA-256."""


def steps(repository: Repository, base: str, head: str) -> tuple[Step, ...]:
    """The commits that `head` has and `base` has not, the oldest first.

    Of a commit that joins two histories, only what came from neither. Raises GitFailed for more than 2,000.
    """
    said = _said(
        repository,
        "log",
        "--format=%H",
        *_RAW,
        "-c",
        "--no-notes",
        "--reverse",
        f"--max-count={MOST_STEPS + 1}",
        f"^{base}",
        head,
    )
    found = tuple(_steps(repository, said))
    if len(found) > MOST_STEPS:
        message = f"The proposal has more than {MOST_STEPS:,} commits."
        raise GitFailed(message, "Make one commit of them: git reset --soft BASE, then git commit.")
    return found


def contents(repository: Repository, names: Iterable[str]) -> dict[str, bytes]:
    """The bytes of each content by its name in a difference, all in one go; of links and submodules there are none."""
    wanted = [name for name in dict.fromkeys(names) if name and ":" not in name]
    if not wanted:
        return {}
    return dict(zip(wanted, repository.objects(wanted), strict=True))


def _steps(repository: Repository, said: bytes) -> Iterator[Step]:
    commit, found = "", bytearray()
    tokens = iter(said.split(b"\0")[:-1])
    for token in tokens:
        if token.lstrip(b"\n").startswith(b":"):
            found += token.lstrip(b"\n") + b"\0" + next(tokens) + b"\0"
        elif token.strip():
            if commit:
                yield Step(commit, tuple(sorted(_differences(repository, bytes(found)))))
            commit, found = from_bytes(token).strip(), bytearray()
    if commit:
        yield Step(commit, tuple(sorted(_differences(repository, bytes(found)))))


def _differences(repository: Repository, raw: bytes) -> Iterator[Difference]:
    """Those of git's raw listing. Of a commit with several parents, the first tells what was before."""
    tokens = iter(raw.split(b"\0")[:-1])
    for token in tokens:
        path = _own(repository, next(tokens))
        parents = len(token) - len(token.lstrip(b":"))
        words: Sequence[str] = token.lstrip(b":").decode("ascii").split()
        inside = in_scope(path)
        old = _name(words[0], words[parents + 1], inside=inside)
        new = _name(words[parents], words[2 * parents + 1], inside=inside)
        if old != new or not inside:
            yield Difference(path, old, new)


def _name(mode: str, object_id: str, *, inside: bool) -> str:
    """What stands for a content: the object's id; with its mode where it is no file, or could be run."""
    if mode == _NOTHING:
        return ""
    if mode.startswith("120"):
        return f"{EntryKind.SYMLINK.value}:{object_id}"
    if mode.startswith("160"):
        return f"{EntryKind.SUBMODULE.value}:{object_id}"
    return f"{mode}:{object_id}" if mode == _EXECUTABLE and not inside else object_id


def _own(repository: Repository, path: bytes) -> str:
    """From the campaign's folder, which may lie below the top."""
    whole = from_bytes(path)
    if repository.prefix and not whole.startswith(repository.prefix):
        return os.path.relpath(whole, repository.prefix)
    return whole.removeprefix(repository.prefix)


def _said(repository: Repository, command: str, *arguments: str) -> bytes:
    answer = repository.command.ask(command, *arguments)
    if answer.status:
        raise GitFailed(f"git {command} failed: {answer.complaint.strip()[:200]}")
    return answer.output
