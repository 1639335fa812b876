"""What a member proposes, made ready: its files in a commit of their own, on a branch of their own.

Nothing that is checked out, staged or edited is touched. A *thing* is a chapter, a statement, a practice, a meeting or
a member's entry, with all files that make it up.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.problems import suggest
from coalition.sources import committing, hosts, remotes
from coalition.sources.committing import Identity
from coalition.sources.git import Repository
from coalition.workflows.beginning import ids_of, kind_called
from coalition.workflows.branching import MEMBER, SENT, Ground, Line, Scene, choose_line, find_ground
from coalition.workflows.desk import open_campaign, the_member

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from coalition.kinds.member import Member
    from coalition.sources.committing import Bench, Changed
    from coalition.sources.remotes import Remote


def need_repository(folder: Path) -> Repository:
    """The repository that the campaign is in. Raises CoalitionError when it is in none."""
    repository = Repository.open(folder)
    if repository is None:
        hint = "Clone the campaign (git clone ADDRESS), put your files there, and give the command there."
        raise CoalitionError(f"{folder} is not in a git repository.", hint)
    return repository


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be proposed."""

    kind: str
    id: str
    member: str
    also: tuple[str, ...] = ()
    """Other files of the campaign that go with it."""
    title: str | None = None
    branch: str | None = None
    base: str | None = None
    """None: the main branch."""
    remote: str | None = None
    committer: Identity | None = None
    """None: who the user is, as git was told."""
    draft: bool = False


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal that is ready to be looked through, and sent."""

    member: str
    request: hosts.Request
    ground: Ground
    commit: str
    is_new: bool
    """False: it is on its branch already as it is."""
    changes: tuple[Changed, ...]
    """What differs from where it began."""
    notes: tuple[str, ...]
    """What the member should know."""
    remote: Remote | None
    """Where it is pushed to."""
    asked: Remote | None
    """Whose main branch it is for: the same, but for a fork."""
    host: hosts.Host
    closed: str
    """Why the other end is not reached; empty when it was."""
    secretariat: str
    """The address to which a patch is mailed; empty where it made none public."""

    @property
    def remembered(self) -> str:
        """The name that remembers it, whatever becomes of it."""
        return f"{SENT}{self.request.branch}"


def prepare(
    folder: Path, wish: Wish, instant: datetime, *, dry: bool = False, told: Callable[[str], None] | None = None
) -> Offer:
    """A commit of what the member changed in the thing, that no name points to yet.

    `dry` learns nothing from the other end; `told` hears every command of git. Raises CoalitionError: nothing changed,
    nothing known by the id, no identity, a merge that is not finished, links or repositories among the files.
    """
    repository = need_repository(folder)
    work = _Work(repository, folder, wish)
    closed = "" if dry else work.learn(told)
    with committing.bench(repository, told) as bench:
        return work.made(bench, instant, closed)


class _Work:
    """One wish, with what it is about looked up."""

    def __init__(self, repository: Repository, folder: Path, wish: Wish) -> None:
        self.repository, self.folder, self.wish = repository, folder, wish
        self.campaign = open_campaign(folder)
        self.member: Member = the_member(self.campaign, wish.member)
        self.kind = kind_called(wish.kind)
        self.pushed = remotes.choose(repository, wish.remote)
        upstream = [remote for remote in remotes.remotes(repository) if remote.name == "upstream"]
        # Who pushes to a fork has the campaign's own repository as `upstream`, by the custom of all hosts.
        self.asked = remotes.trusted(repository, upstream[0]) if upstream and not wish.remote else self.pushed
        served = [path for path, _ in hosts.BY_FILES if (repository.top / path).exists()]
        self.host = hosts.host_of(self.asked.url, served) if self.asked else hosts.Host.OTHER
        if self.host is hosts.Host.FORGEJO:
            self.pushed = self.asked

    def learn(self, told: Callable[[str], None] | None) -> str:
        """Fetch what the other end has; why that was not possible, or nothing."""
        git = remotes.network(self.repository, told)
        why = remotes.fetch(git, self.asked) if self.asked else ""
        if not why and self.pushed and self.pushed != self.asked:
            why = remotes.fetch(git, self.pushed)
        return why

    def made(self, bench: Bench, instant: datetime, closed: str) -> Offer:
        """The commit, with all that is to be known of it."""
        maker = self.wish.committer or bench.committer()
        scene, branch = self.scene(bench), self.branch(bench)
        ground = find_ground(scene, branch, self.wish.base)
        line = choose_line(scene, ground, branch)
        tree = bench.tree(line.start, self.files(bench, line.start))
        commit, is_new = line.parents[0], self.is_new(bench, tree, ground, line)
        if is_new:
            message = f"{self.title}\n\n{MEMBER}: {self.member.id}\n"
            commit = bench.commit(tree, line.parents, self.author, maker, message, instant)
        changes = bench.differences(ground.base, commit)
        return Offer(
            member=self.member.id,
            request=hosts.Request(self.title, ground.target, line.branch, self.wish.draft),
            ground=ground,
            commit=commit,
            is_new=is_new,
            changes=changes,
            notes=(*line.notes, *_meanwhile(bench, ground, changes), *self.left_out(bench)),
            remote=self.pushed,
            asked=self.asked,
            host=self.host,
            closed=closed,
            secretariat=self.secretariat,
        )

    def scene(self, bench: Bench) -> Scene:
        """What is known, for who looks for the ground and the branch."""
        pulls = self.host is not hosts.Host.FORGEJO
        return Scene(self.repository, bench, self.is_wanted, self.member.id, self.pushed, self.asked, pulls)

    def is_wanted(self, path: str) -> bool:
        """Whether a file goes with the proposal."""
        return self.kind.is_of(path, self.wish.id) or path in self.wish.also

    def branch(self, bench: Bench) -> str:
        """The name that the branch should have."""
        name = self.wish.branch or f"{self.member.id}/{self.kind.name}-{self.wish.id}"
        if not bench.is_name(name):
            raise CoalitionError(
                f'"{name}" cannot be the name of a branch.', "Use letters, digits, hyphens and slashes."
            )
        return name

    def files(self, bench: Bench, parent: str) -> tuple[str, ...]:
        """The files that go with it, on disk or deleted there. Raises CoalitionError for what is in the way."""
        files = [path for path in bench.candidates(parent) if self.is_wanted(path)]
        for path in self.wish.also:
            if path not in files:
                raise CoalitionError(f'There is no file "{path}" to go with it.', "Name a file of the campaign.")
        if not any(self.kind.is_of(path, self.wish.id) for path in files):
            raise self._unknown(bench)
        for path in files:
            if path.endswith("/"):
                message = f"{path} is a repository of its own, and cannot be a part of a proposal."
                raise CoalitionError(message, "Copy its files here, without the folder .git.")
        torn = sorted(bench.unmerged(self.repository).intersection(files))
        if torn:
            message = f"A merge is not finished: {torn[0]} holds what two sides wrote."
            raise CoalitionError(message, "Finish it (git add, then git commit), or give it up: git merge --abort")
        gone = {path for path in files if not os.path.lexists(self.folder / path)}
        # Not checked out is not deleted: before the first commit nothing is, in a sparse checkout not all.
        kept = gone if self.repository.head() is None else gone & bench.absent(self.repository)
        return tuple(path for path in files if path not in kept)

    def _unknown(self, bench: Bench) -> CoalitionError:
        name, wanted = self.kind.name, self.wish.id
        ignored = [path for path in bench.ignored() if self.is_wanted(path)]
        if ignored:
            return CoalitionError(f"Git ignores {ignored[0]}, so it cannot be proposed.", "Look into .gitignore.")
        known = {found for path in self.campaign.paths for found in ids_of(self.kind, path)}
        hint = suggest(wanted, known) or f'"coalition {name} list" shows all.'
        return CoalitionError(f'There is no {name} "{wanted}".', hint)

    def is_new(self, bench: Bench, tree: str, ground: Ground, line: Line) -> bool:
        """Whether there is anything that the branch does not hold. Raises CoalitionError for nothing at all, and links."""
        changes = [change for change in bench.differences(line.parents[0], tree) if self.is_wanted(change.path)]
        for change in changes:
            if not change.is_file:
                message = f"{change.path} is a link or a repository of its own, and a proposal holds files alone."
                raise CoalitionError(message, "Put the file itself in its place.")
        if not changes and line.parents == (ground.base,):
            others = [path for path in self.repository.changed_paths() if not self.is_wanted(path)]
            hint = f"What you have changed here is: {', '.join(others[:5])}." if others else "Save your changes first."
            what = f"{self.kind.name} {self.wish.id}"
            raise CoalitionError(f"There is nothing to propose: {what} is as it is on {ground.target}.", hint)
        return bool(changes)

    def left_out(self, bench: Bench) -> tuple[str, ...]:
        """What belongs to it and does not go with it."""
        found = [path for path in bench.ignored() if self.kind.is_of(path, self.wish.id)]
        return tuple(f"{path} is ignored by git, and does not go with it." for path in found[:5])

    @property
    def title(self) -> str:
        """What the proposal is called."""
        if self.wish.title:
            return " ".join(self.wish.title.split())
        return f"{self.kind.name.capitalize()} {self.wish.id}, by {self.author.name}"

    @cached_property
    def author(self) -> Identity:
        """The organisation, with the address that it made public, or one that nobody reads.

        One that is not named in public goes by its id: a history is copied, and what it holds cannot be taken back.
        """
        member = self.member
        domain = self.campaign.settings.campaign.domain
        nobody = f"{member.id}@noreply.{domain}"
        if member.visibility != "public":
            return Identity(member.id, nobody)
        public = (one.value for one in member.contacts if one.type == "email" and one.public)
        # Git takes these signs out, and refuses a name of which nothing is left.
        name = member.name.translate({ord("<"): None, ord(">"): None}).strip(" .,:;\"'")
        return Identity(name or member.id, next(public, nobody))

    @property
    def secretariat(self) -> str:
        """The secretariat's public address, or nothing."""
        member = self.campaign.members.get(self.campaign.settings.campaign.secretariat)
        contacts = member.contacts if member else ()
        return next((one.value for one in contacts if one.type == "email" and one.public), "")


def _meanwhile(bench: Bench, ground: Ground, changes: Sequence[Changed]) -> tuple[str, ...]:
    """What there is to say when the main branch has gone on, and others have changed the same files there."""
    theirs = {change.path for change in bench.differences(ground.base, ground.main)}
    shared = [change.path for change in changes if change.path in theirs]
    if not shared:
        return ()
    note = f"Others have changed {shared[0]} on {ground.target} since you fetched it; the host puts both together, or asks."
    return (note,)
