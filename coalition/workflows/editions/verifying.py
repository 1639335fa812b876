"""Verifying editions: their bytes always; their tag and history, where these are; their making, where it can be repeated."""

from __future__ import annotations

import hashlib
import tempfile
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.kinds.edition import FOLDER, MANIFEST, TOLD, Edition, is_edition, tag_of
from coalition.kinds.edition import parse as parse_editions
from coalition.kinds.record import Files
from coalition.problems import suggest
from coalition.publishing import manifest
from coalition.publishing.manifest import Change, Difference
from coalition.sources import tagging
from coalition.sources.git import Repository, ShallowClone
from coalition.workflows.editions import history, holding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from coalition.publishing.manifest import Manifest

BESIDE = ("index.html", TOLD)
"""What lies beside an edition's files and is none of them: its page on the site, its consents in the repository."""


@dataclass(frozen=True, slots=True)
class Version:
    """Something that made an edition and is here in another version, or not at all."""

    name: str
    then: str
    now: str
    """Empty: it is not here."""


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """Whether making it again gives the same."""

    state: str
    """same, different, other-versions, not-tried."""
    files: tuple[str, ...] = ()
    """Those that differ."""
    versions: tuple[Version, ...] = ()
    reason: str = ""
    """Why it was not tried."""


@dataclass(frozen=True)
class Verified:
    """What verifying one edition found."""

    edition: str
    folder: str
    """As it was named."""
    commit: str
    files: int
    differences: tuple[Difference, ...] = ()
    """Files that are not as they were released."""
    origin: tuple[str, ...] = ()
    """What is wrong with its tag or with the history."""
    tag: str = ""
    """missing, found; empty where no repository was asked."""
    unproven: tuple[str, ...] = ()
    """Why the history does not prove it, which says nothing against its files: it was rewritten, or the tag is missing."""
    signer: str = ""
    """Who signed the tag: a member's id, or a key's fingerprint; empty where it is not signed."""
    corrected_by: str = ""
    """With a withdrawn edition, the one in its place."""
    held: tuple[str, ...] = ()
    """Why its files are left out of what is built, until it is issued anew."""
    rebuilt: Rebuilt = field(default_factory=lambda: Rebuilt("not-tried"))

    @property
    def is_original(self) -> bool:
        """Whether nothing speaks against its being what was released."""
        return not (self.differences or self.origin) and self.rebuilt.state != "different"

    @property
    def good(self) -> bool:
        """Whether nothing speaks against it."""
        return self.is_original and not self.unproven and not self.held


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be verified."""

    folder: Path
    """The campaign's."""
    standing: Path
    """Where paths begin."""
    what: str | None = None
    """An edition, or a folder that holds one; None: all editions of the campaign."""
    only_digests: bool = False
    clock: datetime | None = None
    """By which consents have to hold; None: they are not asked."""


def verify(asked: Asked, say: Callable[[str], None]) -> tuple[Verified, ...]:
    """Verify one edition, or all. Raises CoalitionError when there is none, or the history that it takes is not here."""
    places = _places(asked)
    repository = None if asked.only_digests else Repository.open(asked.folder)
    ours = asked.clock is not None and any(place.parent == asked.folder / FOLDER for place, _ in places)
    held = holding.on_disk(asked.folder, asked.clock) if ours and asked.clock else {}
    return tuple(
        replace(_verified(asked, repository, place, label, say), held=held.get(f"{FOLDER}/{place.name}", ()))
        if place.parent == asked.folder / FOLDER
        else _verified(asked, repository, place, label, say)
        for place, label in places
    )


def _places(asked: Asked) -> list[tuple[Path, str]]:
    """The folders that are asked for, each with what it is called."""
    home = asked.folder / FOLDER
    names = sorted(path.name for path in home.iterdir() if (path / MANIFEST).is_file()) if home.is_dir() else []
    if asked.what is None:
        if not names:
            raise CoalitionError("The campaign has no edition yet.", "Make one with: coalition report release EDITION")
        return [(home / name, f"{FOLDER}/{name}") for name in names]
    if asked.what in names:
        return [(home / asked.what, f"{FOLDER}/{asked.what}")]
    place = asked.standing / asked.what
    if place.is_dir():
        return [(place, asked.what)]
    if is_edition(asked.what):
        _explain_absence(asked, asked.what)
    hint = suggest(asked.what, names, what="The editions are") or "Name an edition, or a folder that holds one."
    raise CoalitionError(f'There is no edition "{asked.what}", and no such folder.', hint)


def _explain_absence(asked: Asked, name: str) -> None:
    """Raise CoalitionError when there is a tag of the edition and nothing else of it."""
    repository = Repository.open(asked.folder)
    tag = tagging.find(repository, tag_of(name)) if repository else None
    if tag is not None:
        message = f"There is a tag {tag.name}, and the files of edition {name} are not in what is checked out."
        raise CoalitionError(message, "Switch to the branch on which it was released, or merge that.")


def _verified(
    asked: Asked, repository: Repository | None, place: Path, label: str, say: Callable[[str], None]
) -> Verified:
    found = manifest.read(place)
    content = (place / MANIFEST).read_bytes()
    edition = _edition(content)
    commit = found.origin.commit or ""
    by = edition.withdrawn.corrected_by if edition and edition.withdrawn else ""
    result = Verified(
        edition=found.origin.edition,
        folder=label,
        commit=commit,
        files=len(found.files),
        differences=tuple(_differences(place, found, withdrawn=bool(by))),
        corrected_by=by,
    )
    if edition is None:
        reason = "It is a whole publication, of which the digests alone are verified."
        return replace(result, rebuilt=Rebuilt("not-tried", reason=reason))
    if repository is None:
        reason = "" if asked.only_digests else "It takes a clone of the campaign's repository."
        return replace(result, rebuilt=Rebuilt("not-tried", reason=reason))
    tag, signer, origin = _origin(repository, edition, content)
    unproven = tuple(_unproven(repository, edition, is_tagged=tag == "found"))
    result = replace(result, tag=tag, unproven=unproven, signer=signer, origin=origin)
    return replace(result, rebuilt=_rebuilt(repository, place, result, found, edition, say))


def _edition(content: bytes) -> Edition | None:
    """The manifest as that of an edition; None for that of another publication."""
    path = f"{FOLDER}/x/{MANIFEST}"
    parsed = parse_editions(Files({path: content.decode("utf-8", "replace")}, (path,)))
    return parsed.value[0] if parsed.value and not parsed.problems else None


def _differences(place: Path, found: Manifest, *, withdrawn: bool) -> list[Difference]:
    """What is not as it was released. Of a withdrawn edition nothing but the manifest may be there."""
    beside = BESIDE[:1] if withdrawn else BESIDE
    differences = [one for one in manifest.verify(place) if one.change is not Change.ADDED or one.path not in beside]
    if not withdrawn:
        return differences
    gone = {one.path for one in differences if one.change is Change.MISSING}
    left = [Difference(file.path, Change.ADDED) for file in found.files if file.path not in gone]
    return [*left, *(one for one in differences if one.change is Change.ADDED)]


def _origin(repository: Repository, edition: Edition, content: bytes) -> tuple[str, str, tuple[str, ...]]:
    """Whether there is a tag, who signed it, and what is wrong with it."""
    from coalition.workflows.editions.making import original
    from coalition.workflows.editions.releasing import DIGEST

    if repository.is_shallow():
        raise ShallowClone("so that nobody can tell of what an edition was made; --digests compares digests alone")
    name, wrong = tag_of(edition.edition), []
    tag = tagging.find(repository, name)
    if tag is None:
        return "missing", "", ()
    if tag.commit != edition.commit:
        wrong.append(_MOVED.format(tag=name, there=tag.commit[:12], commit=edition.commit[:12]))
    digest = hashlib.sha256(original(content)).hexdigest()
    if f"{DIGEST} {digest}" not in tag.message.splitlines():
        wrong.append(_OTHER.format(tag=name))
    signer, bad = history.signer(repository, tag)
    return "found", signer, (*wrong, *bad)


def _unproven(repository: Repository, edition: Edition, *, is_tagged: bool) -> Iterator[str]:
    if not history.holds(repository, edition.commit, repository.head() or ""):
        yield _REWRITTEN.format(commit=edition.commit[:12])
    if not is_tagged:
        yield _UNTAGGED.format(tag=tag_of(edition.edition), edition=edition.edition)


_REWRITTEN = (
    "Commit {commit}, of which it was made, is not in the history of what is checked out: the history was rewritten "
    "since, or another branch is checked out."
)
_UNTAGGED = (
    "There is no tag {tag}. Fetch it (git fetch --tags origin); if its release was interrupted, coalition report "
    "release {edition} completes it."
)
_MOVED = "The tag {tag} points to commit {there}, and the edition was made of {commit}: the tag was moved."
_OTHER = "The manifest is not the one for which the tag {tag} stands: one of the two was changed since."


def _rebuilt(  # noqa: PLR0913 -- what was found until then, and where
    repository: Repository, place: Path, result: Verified, found: Manifest, edition: Edition, say: Callable[[str], None]
) -> Rebuilt:
    """The edition made again, where that can be."""
    from coalition.workflows.tools import versions

    if result.corrected_by:
        return Rebuilt("not-tried", reason="Something was withdrawn from it.")
    if result.origin or not history.has(repository, edition.commit):
        return Rebuilt("not-tried", reason="It is not known of what it would have to be made.")
    here = dict(versions())
    others = tuple(
        Version(name, then, here.get(name, "")) for name, then in found.origin.tools if here.get(name) != then
    )
    if others:
        return Rebuilt("other-versions", versions=others)
    say(f"Edition {result.edition}: making it again")
    made = _again(repository, edition, say)
    wanted = {file.path: file.sha256 for file in found.files}
    if (place / TOLD).is_file():  # in no manifest, since nothing of it is published
        wanted[TOLD] = hashlib.sha256((place / TOLD).read_bytes()).hexdigest()
    differ = [path for path, digest in wanted.items() if made.get(path) != digest]
    return Rebuilt("different", tuple(differ)) if differ else Rebuilt("same")


def _again(repository: Repository, edition: Edition, say: Callable[[str], None]) -> dict[str, str]:
    """By name, the digests of the files that its commit gives here. Nothing comes from a cache."""
    from coalition.prose.pandoc import Pandoc
    from coalition.publishing.exchange import Stage
    from coalition.sources.cache import Cache
    from coalition.sources.trees import RevisionTree
    from coalition.workflows.editions.making import Content, fill
    from coalition.workflows.reading import read

    tree = RevisionTree(repository, edition.commit)
    pandoc = Pandoc(Cache(None))
    reading = read(tree, edition.built, pandoc)
    with tempfile.TemporaryDirectory(prefix="coalition-") as home:
        folder = Path(home, "edition")
        folder.mkdir()
        content = Content(repository, edition.commit, reading, tree.fingerprint(), edition.built, pandoc)
        fill(Stage(folder, folder), content, edition.corrects, say, compared=edition.since is not None)
        return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
