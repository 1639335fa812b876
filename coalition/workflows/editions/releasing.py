"""Releasing an edition: the gates, the finished files, one commit, and at last the tag.

In this order: the folder appears under its name in one step; it is staged; the branch moves to the commit that holds
it, in one step; the tag is made. Killed before the branch moves, it left nothing but files that git does not know yet,
and the next run makes them anew. Killed after that, everything is in the commit, and the next run makes the tag. The
tag is last, since it is what others fetch and believe: where there is one, there is a whole edition.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds.edition import FOLDER, MANIFEST, TOLD, folder_of, tag_of
from coalition.kinds.words import day_of
from coalition.sources import tagging
from coalition.sources.committing import bench
from coalition.sources.git import Repository, UnknownRevision
from coalition.sources.trees import RevisionTree
from coalition.workflows.editions import gates
from coalition.workflows.opening import need_campaign, open_cache

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from coalition.outputs.verdict import Verdict
    from coalition.publishing.exchange import Stage

WORK = ".coalition/release"
"""Where an edition is made before it stands in its place: on the same disk, and out of the campaign."""
WHY = "coalition report release"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be released."""

    folder: Path
    edition: str
    clock: datetime
    """At which the content has to be without a problem, and which the tag bears."""
    now: datetime | None = None
    """As given with --now: the files bear it instead of the commit's time."""
    key: Path | None = None
    """With which the tag is signed; None: the one with which git signs, if that is one of ssh."""
    corrects: tuple[str, ...] = ()
    """Editions in whose place it is issued, since something is withdrawn from them."""
    compared: bool = True
    """Whether what changed since the edition before is listed."""
    dry: bool = False


@dataclass(frozen=True, slots=True)
class Released:
    """What came of it."""

    edition: str
    files: tuple[tuple[str, int], ...] = ()
    """Paths and bytes."""
    commit: str = ""
    """That holds the files."""
    made_of: str = ""
    signed: bool = False
    completed: bool = False
    """Whether only the tag was missing."""
    verdict: Verdict | None = None
    """What stands against it; then nothing was released."""


def release(asked: Asked, say: Callable[[str], None]) -> Released:
    """Release an edition, or complete a release that was interrupted.

    Law: whatever kills it, the same command run again ends as if it had not been killed. Raises CoalitionError when
    it cannot be released, with what to do about that.
    """
    gates.need_name(asked.edition)
    need_campaign(asked.folder)
    repository = Repository.open(asked.folder)
    if repository is None:
        raise CoalitionError("The campaign is in no git repository, and an edition is a tag in one.", "git init")
    onto = gates.need_branch(repository)
    gates.need_room(repository, asked.edition)
    commit = repository.head()
    if commit is None:
        raise CoalitionError("Nothing is committed yet.", "Commit the campaign first: git add --all, git commit")
    tag = tagging.find(repository, tag_of(asked.edition))
    committed = _committed(repository, commit, asked.edition)
    if committed is None and tag is not None:
        raise CoalitionError(
            f"There is a tag {tag.name} (of commit {tag.commit[:12]}), and this branch has no {folder_of(asked.edition)}.",
            f"Merge the branch on which it was released. If it was a mistake: git tag --delete {tag.name}",
        )
    if committed is not None and tag is not None:
        raise CoalitionError(
            f"Edition {asked.edition} has been released, and an edition never changes.",
            f"Write the next edition's name into coalition.yaml, commit it and release that. Where something has to be "
            f"withdrawn: coalition report release NEXT --corrects {asked.edition}",
        )
    if committed is not None:
        return _complete(repository, asked, committed)
    return _make(repository, asked, onto, commit, say)


def _committed(repository: Repository, commit: str, edition: str) -> bytes | None:
    """The manifest of the edition in that commit; None where it has none."""
    path = f"{folder_of(edition)}/{MANIFEST}"
    known = {entry.path for entry in repository.listing(commit)}
    return repository.blobs(commit, [path])[path] if path in known else None


def _complete(repository: Repository, asked: Asked, content: bytes) -> Released:
    """Make the tag of an edition that is committed whole."""
    from coalition.publishing import manifest

    found = manifest.parse(content.decode("utf-8", "replace"))
    head = repository.head() or ""
    paths = {f"{folder_of(asked.edition)}/{file.path}": file for file in found.files}
    listed = {entry.path for entry in repository.listing(head)}
    blobs = repository.blobs(head, [path for path in paths if path in listed])
    damaged = [path for path, file in paths.items() if hashlib.sha256(blobs.get(path, b"")).hexdigest() != file.sha256]
    made_of = found.origin.commit or ""
    with bench(repository) as desk:
        try:
            stands = not damaged and desk.is_ancestor(repository.resolve(made_of), head)
        except UnknownRevision:
            stands = False
        if not stands:
            raise CoalitionError(
                f"{folder_of(asked.edition)} is committed and has no tag, and it is not as it was released.",
                "If it has a tag elsewhere: git fetch --tags origin. Otherwise take the folder out (git rm -r), commit, "
                "and release again.",
            )
        message = _message(asked.edition, content)
        payload = tagging.payload(tag_of(asked.edition), made_of, desk.committer(), asked.clock, message)
    signature = _signature(repository, asked, payload)
    if not asked.dry:
        tagging.make(repository, tag_of(asked.edition), payload + signature)
    return Released(asked.edition, (), head, made_of, bool(signature), completed=True)


def _message(edition: str, manifest: bytes) -> str:
    return f"Edition {edition} of the report\n\n{DIGEST} {hashlib.sha256(manifest).hexdigest()}\n"


DIGEST = "manifest-sha256:"
"""In the tag's message, before the digest of the manifest: who signs the tag signs every file by it."""


def _signature(repository: Repository, asked: Asked, payload: bytes) -> bytes:
    from coalition.signing import openssh

    key = asked.key or tagging.signing_key(repository)
    return openssh.sign(payload, key, tagging.NAMESPACE) if key and not asked.dry else b""


def _make(repository: Repository, asked: Asked, onto: str, commit: str, say: Callable[[str], None]) -> Released:
    from coalition.publishing import exchange

    old = {edition: _corrected(repository, commit, edition) for edition in asked.corrects}
    gates.need_clean(repository, map(folder_of, (asked.edition, *asked.corrects)))
    with bench(repository) as desk:
        desk.committer()  # who nobody knows is told so before the work
    with exchange.stage(asked.folder / WORK / asked.edition) as stage:
        verdict, manifest = _filled(repository, asked, commit, stage, say)
        if verdict is not None:
            return Released(asked.edition, verdict=verdict)
        names = sorted(path.name for path in stage.folder.iterdir())
        gates.need_bytes_kept(repository, asked.edition, names)
        files = tuple((f"{folder_of(asked.edition)}/{name}", (stage.folder / name).stat().st_size) for name in names)
        if asked.dry:
            return Released(asked.edition, files, "", commit)
        return _record(repository, asked, onto, commit, Finished(stage, manifest, names, files, old))


@dataclass(frozen=True, slots=True)
class Finished:
    """An edition that waits to be recorded."""

    stage: Stage
    manifest: bytes
    names: list[str]
    files: tuple[tuple[str, int], ...]
    old: Mapping[str, Mapping[str, bytes | None]]
    """By edition from which something is withdrawn, what becomes of each of its files; None: it goes."""


def _corrected(repository: Repository, commit: str, edition: str) -> dict[str, bytes | None]:
    """By name, what is left of that edition's files, when something is withdrawn from it: the manifest alone."""
    gates.need_name(edition)
    content = _committed(repository, commit, edition)
    if content is None:
        raise CoalitionError(f"There is no edition {edition} to correct.", f"The editions are in {FOLDER}/.")
    said = json.loads(content)
    if said.get("withdrawn"):
        by = said["withdrawn"]["corrected_by"]
        raise CoalitionError(
            f"Edition {edition} has been corrected, by edition {by}.", f"Correct that: --corrects {by}"
        )
    names = [str(file["path"]) for file in said["files"]]
    known = {entry.path for entry in repository.listing(commit)}
    told = [TOLD] if f"{folder_of(edition)}/{TOLD}" in known else []
    return {MANIFEST: content, **dict.fromkeys((*names, *told))}


def _filled(
    repository: Repository, asked: Asked, commit: str, stage: Stage, say: Callable[[str], None]
) -> tuple[Verdict | None, bytes]:
    """Let the commit pass the gates and make the edition's files in the stage; what stands against it, else the manifest."""
    from dataclasses import replace

    from coalition.campaign.loading import load
    from coalition.prose.pandoc import Pandoc
    from coalition.workflows.build import Order, moment_of
    from coalition.workflows.check import examined, verdict_of
    from coalition.workflows.editions import making
    from coalition.workflows.reading import read

    tree = RevisionTree(repository, commit)
    campaign = load(tree).value
    if campaign.settings_were_read:
        gates.need_report(campaign, asked.edition)
    say("Reading the campaign")
    pandoc = Pandoc(open_cache(asked.folder, repository))
    found = examined(tree, asked.clock, pandoc)
    languages = making.workshop(found, pandoc, asked.clock, commit).report_languages()
    open_ones = gates.unapproved(found.campaign, found.standing, languages)
    # An edition that is held back is the reason for the next one, and nothing against it.
    own = (problem for problem in found.problems if problem.code != "edition-held-back")
    problems = tuple(sorted({*own, *open_ones}))
    if problems:
        return verdict_of(replace(found, problems=problems)), b""
    moment = moment_of(Order(asked.folder, stage.output, revision=commit, now=asked.now), repository)
    reading = read(tree, moment.instant, pandoc)
    content = making.Content(repository, commit, reading, tree.fingerprint(), moment.instant, pandoc)
    return None, making.fill(stage, content, asked.corrects, say, compared=asked.compared)


def _record(repository: Repository, asked: Asked, onto: str, commit: str, made: Finished) -> Released:
    """Put the files in their place, commit them, and make the tag."""
    from coalition.publishing import exchange
    from coalition.workflows.editions.making import withdraw, withdrawn

    with bench(repository) as desk:
        who = desk.committer()
        message = _message(asked.edition, made.manifest)
        payload = tagging.payload(tag_of(asked.edition), commit, who, asked.clock, message)
        content = payload + _signature(repository, asked, payload)
        folder = made.stage.folder
        exchange.to_disk(folder)
        ids: dict[str, str | None] = {
            f"{folder_of(asked.edition)}/{name}": one
            for name, one in tagging.stored(repository, folder, made.names).items()
        }
        day = day_of(asked.clock).isoformat()
        left = {name: withdrawn(old[MANIFEST] or b"", day, asked.edition) for name, old in made.old.items()}
        for name, old in made.old.items():
            aside = folder.with_name(f"{folder.name}-withdrawn-{name}")
            aside.mkdir()
            (aside / MANIFEST).write_bytes(left[name])
            ids |= {f"{folder_of(name)}/{file}": None for file in old}
            ids[f"{folder_of(name)}/{MANIFEST}"] = tagging.stored(repository, aside, [MANIFEST])[MANIFEST]
        made_tree = tagging.tree(desk, repository, commit, ids)
        after = desk.commit(made_tree, [commit], who, who, f"Edition {asked.edition} of the report\n", asked.clock)
        _place(asked.folder, folder, folder_of(asked.edition))
        for name, old in made.old.items():
            withdraw(asked.folder, folder_of(name), old, left[name])
        gone = {path: None for path in tagging.staged(repository, folder_of(asked.edition)) if path not in ids}
        tagging.stage(repository, {**gone, **ids})
        desk.point(f"refs/heads/{onto}", after, commit, WHY)
        tagging.make(repository, tag_of(asked.edition), content)
    return Released(asked.edition, made.files, after, commit, tagging.SIGNATURE in content)


def _place(root: Path, staged: Path, home: str) -> None:
    """Let the finished folder stand in its place; what an interrupted release left there goes.

    Raises CoalitionError when something else is there, which would be lost.
    """
    from coalition.publishing import manifest

    target = root / home
    target.parent.mkdir(exist_ok=True)
    if target.exists():
        try:
            foreign = [str(one) for one in manifest.verify(target) if one.path != TOLD]
        except manifest.UnreadableManifest:
            foreign = [home]
        if foreign:
            raise CoalitionError(
                f"{home} is there, is not committed, and is not what a release left: {foreign[0]}.",
                "Move it elsewhere, or delete it; then release again.",
            )
        target.rename(staged.with_name(f"{staged.name}-left"))
    staged.rename(target)
