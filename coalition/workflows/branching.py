"""Where a proposal begins, and on which branch it goes: so that it never takes back what others have done meanwhile.

Files on disk were made from the commit that is checked out, which may be older than the main branch. A commit that put
them on a newer one would undo, without a word, what others changed in them since.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.sources.entries import from_bytes
from coalition.sources.git import ShallowClone
from coalition.sources.worktree import USUAL

if TYPE_CHECKING:
    from collections.abc import Callable

    from coalition.sources.committing import Bench
    from coalition.sources.git import Repository
    from coalition.sources.remotes import Remote

SENT = "refs/coalition/proposals/"
"""Below it, names remember what was last proposed from this clone, whatever became of it."""
MEMBER = "Coalition-Member"
"""At the end of a commit's message: for which member it was made. By it a branch is known as a member's proposal."""
_MOST = 50
"""Branches of one thing that are tried."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What is known before anything is made."""

    repository: Repository
    bench: Bench
    wanted: Callable[[str], bool]
    """Whether a file is one of those that are proposed."""
    member: str
    pushed: Remote | None
    asked: Remote | None
    pulls: bool = True
    """Whether a branch of the name is at the other end; False where the host makes a pull request without one."""

    def same(self, one: str, other: str) -> bool:
        """Whether the files that are proposed are the same in two commits."""
        return not any(self.wanted(change.path) for change in self.bench.differences(one, other))


@dataclass(frozen=True, slots=True)
class Ground:
    """The main branch, and the commit of it that a proposal begins at."""

    target: str
    """The main branch's name."""
    main: str
    base: str


@dataclass(frozen=True, slots=True)
class Line:
    """The branch that a proposal goes on."""

    branch: str
    parents: tuple[str, ...]
    """The commits that it follows: where the branch is, and the main branch where that has gone on since."""
    notes: tuple[str, ...] = ()

    @property
    def start(self) -> str:
        """The commit whose other files it has: the main branch's, where it follows that."""
        return self.parents[-1]


def find_ground(scene: Scene, branch: str, wanted: str | None) -> Ground:
    """The commit of the main branch at which to begin.

    It is the last one, if nobody has changed these files since they were checked out; else the last that the files on
    disk are known to follow. Raises CoalitionError when there is no main branch, or nothing in common with it.
    """
    target, main = _main(scene, wanted)
    head = scene.repository.head()
    # What was proposed from here may have come to the main branch since, also as another commit.
    sent = [commit for ref, commit in scene.bench.below(SENT) if _is_one_of(ref.removeprefix(SENT), branch)]
    forks = [scene.bench.fork(commit, main) for commit in (*([head] if head else []), *sent)]
    known = [commit for commit in forks if commit is not None]
    if not known and head is not None:
        if scene.repository.is_shallow():
            raise ShallowClone
        hint = "Say which commit they began at with --base, or bring your files into a clone of the campaign."
        raise CoalitionError(f'What is checked out here has no commit in common with "{target}".', hint)
    if not known or any(scene.same(commit, main) for commit in (*known, *sent)):
        return Ground(target, main, main)
    begun = known[0]
    for commit in known[1:]:
        begun = commit if scene.bench.is_ancestor(begun, commit) else begun
    return Ground(target, main, begun)


def _is_one_of(name: str, branch: str) -> bool:
    """Whether a branch is that one or one of those with a number behind it."""
    return name == branch or (name.startswith(f"{branch}-") and name.removeprefix(f"{branch}-").isdecimal())


def _main(scene: Scene, wanted: str | None) -> tuple[str, str]:
    """The name of the main branch and where it is: at the other end, as far as that is known; else here."""
    bench, asked = scene.bench, scene.asked
    told = None
    if wanted is None and asked is not None:
        answer = bench.command.ask("symbolic-ref", "--quiet", "--short", f"refs/remotes/{asked.name}/HEAD")
        told = from_bytes(answer.output).strip().removeprefix(f"{asked.name}/") or None
    prefix = f"{asked.name}/" if asked else ""
    names = (wanted.removeprefix(prefix),) if wanted else (told,) if told else USUAL
    for home in ([f"refs/remotes/{asked.name}"] if asked else []) + ["refs/heads"]:
        for name in names:
            commit = bench.at(f"{home}/{name}")
            if commit is not None:
                return name, commit
    if wanted:
        return wanted, scene.repository.resolve(wanted)
    hint = "Name it with --base. A repository without a commit has none: let the secretariat push the campaign first."
    raise CoalitionError(f"There is no main branch here called {' or '.join(names)}.", hint)


def choose_line(scene: Scene, ground: Ground, branch: str) -> Line:
    """The branch of that name where it can be continued or begun; else the first with a number that can.

    Raises CoalitionError after fifty.
    """
    reasons: list[str] = []
    stem = _fitting(scene, branch)
    for number in range(1, _MOST + 1):
        name = stem if number == 1 else f"{stem}-{number}"
        found = _tried(scene, ground, name)
        if not isinstance(found, str):
            notes = (f"{reasons[0]} So this proposal is called {name}.",) if reasons else ()
            return Line(name, found, notes)
        reasons.append(found)
    raise CoalitionError(f"{reasons[0]} So do {_MOST} others like it.", "Name another with --branch.")


def _fitting(scene: Scene, branch: str) -> str:
    """The name, without its slashes where a branch is called like one of its beginnings: git cannot keep both."""
    words = branch.split("/")
    homes = ["refs/heads", *([f"refs/remotes/{scene.pushed.name}"] if scene.pushed else [])]
    beginnings = ("/".join(words[:count]) for count in range(1, len(words)))
    blocked = any(scene.bench.at(f"{home}/{name}") for name in beginnings for home in homes)
    return "-".join(words) if blocked else branch


def _tried(scene: Scene, ground: Ground, name: str) -> tuple[str, ...] | str:
    """The commits that the proposal follows on that branch, or why it cannot be used."""
    bench = scene.bench
    if bench.is_checked_out(name):
        return f"The branch {name} is checked out, and what is checked out is left alone."
    if bench.below(f"refs/heads/{name}/"):
        return f"There are branches whose names begin with {name}/."
    local, sent = bench.at(f"refs/heads/{name}"), bench.at(f"{SENT}{name}")
    there = bench.at(f"refs/remotes/{scene.pushed.name}/{name}") if scene.pushed and scene.pulls else None
    if scene.pushed and not scene.pulls and local == sent:
        there = local
    parents: tuple[str, ...] = (ground.base,)
    if there is not None and not bench.is_ancestor(there, ground.base):
        why = _foreign(scene, ground, name, there, [one for one in (sent, local) if one])
        if why:
            return why
        parents = (there,) if bench.is_ancestor(ground.base, there) else (there, ground.base)
    if local is not None and local != sent and not any(bench.is_ancestor(local, parent) for parent in parents):
        return f"The branch {name} holds commits of its own."
    return parents


def _foreign(scene: Scene, ground: Ground, name: str, there: str, mine: list[str]) -> str:
    """Why what is at the other end is not continued; empty when it can be."""
    head = scene.repository.head()
    if scene.bench.is_ancestor(there, ground.main) or scene.same(there, ground.main):
        return f"What was proposed on {name} has been taken over."
    if head and scene.bench.is_ancestor(there, head):
        return ""  # who has it checked out knows what others did
    if scene.bench.trailers(MEMBER, ground.main, there) != {scene.member}:
        return f"The branch {name} is there already, and holds what others have done."
    if not any(scene.bench.is_ancestor(there, one) for one in mine):
        return f"The branch {name} was changed from elsewhere since you proposed it."
    return ""
