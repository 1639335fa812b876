"""What was published, from what, and how to tell that it is still whole: `manifest.json`."""

from __future__ import annotations

import enum
import hashlib
import json
import os
import stat
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, TypeVar

from coalition.errors import CoalitionError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

T = TypeVar("T")

NAME = "manifest.json"
"""The manifest's own name, at the top of what is published; it does not list itself."""

VERSION = 1


class UnreadableManifest(CoalitionError):
    """A manifest that is not there, is damaged, or is of a later format."""


@dataclass(frozen=True, slots=True)
class PublishedFile:
    """A file as it was published."""

    path: str
    """Relative to the output, with forward slashes."""
    size: int
    """Bytes."""
    sha256: str
    """64 hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Origin:
    """What a publication was made from. Law: the same origin gives the same files."""

    campaign: str
    """The campaign's id."""
    edition: str
    commit: str | None
    """The commit that was checked out, or None when there was none."""
    dirty: bool
    """Whether files differed from that commit: such a build is a draft."""
    inputs: str
    """The fingerprint of the campaign's files."""
    tools: tuple[tuple[str, str], ...]
    """Name and version of each program and library that has a part in it, sorted by name."""
    built: datetime
    """SOURCE_DATE_EPOCH or the commit's time, with a zone; never the time of day."""

    def __post_init__(self) -> None:
        if self.built.tzinfo is None:
            raise ValueError("an instant without a zone is a different one on every machine")


@dataclass(frozen=True, slots=True)
class Manifest:
    """A publication: where it came from and its files, sorted by path."""

    origin: Origin
    files: tuple[PublishedFile, ...]


class Change(enum.Enum):
    """How a published file can differ from its manifest."""

    MISSING = "is missing"
    CHANGED = "was changed"
    ADDED = "was added"


@dataclass(frozen=True, slots=True)
class Difference:
    """A file that is not as it was published."""

    path: str
    change: Change

    def __str__(self) -> str:
        return f"{self.path} {self.change.value}"


def describe(folder: Path, origin: Origin) -> Manifest:
    """The manifest of a folder as it now is; raises CoalitionError for anything in it that is not a file or folder."""
    files = []
    for path, status in _files(folder):
        if not stat.S_ISREG(status.st_mode):
            raise CoalitionError(f"{path} would be published, and is neither a file nor a folder.")
        files.append(PublishedFile(path, status.st_size, _sha256(folder / path)))
    return Manifest(origin, tuple(sorted(files, key=lambda file: file.path)))


def render(manifest: Manifest) -> str:
    """The manifest as JSON. Law: equal manifests give equal text, and `parse` gives the manifest back."""
    origin = manifest.origin
    content = {
        "version": VERSION,
        "campaign": origin.campaign,
        "edition": origin.edition,
        "commit": origin.commit,
        "dirty": origin.dirty,
        "inputs": origin.inputs,
        "tools": dict(sorted(origin.tools)),
        "built": origin.built.astimezone(UTC).isoformat().replace("+00:00", "Z"),
        "files": [{"path": file.path, "size": file.size, "sha256": file.sha256} for file in manifest.files],
    }
    return json.dumps(content, indent=1) + "\n"


def parse(text: str) -> Manifest:
    """Read what `render` wrote; raises UnreadableManifest."""
    try:
        content = json.loads(text)
        version = content["version"]
        if version != VERSION:
            raise UnreadableManifest(
                f"{NAME} is of format {version}, and this program knows format {VERSION}.",
                "Use a newer version of coalition.",
            )
        files = tuple(
            PublishedFile(inside(file["path"]), _typed(int, file["size"]), _typed(str, file["sha256"]))
            for file in _typed(list, content["files"])
        )
        return Manifest(_origin(content), files)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise UnreadableManifest(f"{NAME} is damaged: it is not as coalition writes it.") from error


def write(folder: Path, origin: Origin) -> Manifest:
    """Put the manifest of a finished folder into it, as the last file of all."""
    manifest = describe(folder, origin)
    (folder / NAME).write_text(render(manifest), encoding="utf-8")
    return manifest


def read(folder: Path) -> Manifest:
    """The manifest of a published folder; raises UnreadableManifest."""
    try:
        return parse((folder / NAME).read_bytes().decode("utf-8", "replace"))
    except OSError as error:
        raise UnreadableManifest(f"{folder} has no {NAME} that can be read: {error.strerror}.") from error


def verify(folder: Path) -> tuple[Difference, ...]:
    """Every file that is not as it was published, by its SHA-256, sorted by path; raises UnreadableManifest."""
    published = {file.path: file for file in read(folder).files}
    found = dict(_files(folder))
    differences = [Difference(path, Change.MISSING) for path in published.keys() - found.keys()]
    differences += [Difference(path, Change.ADDED) for path in found.keys() - published.keys()]
    differences += [
        Difference(path, Change.CHANGED)
        for path in published.keys() & found.keys()
        if not _is(published[path], folder, found[path])
    ]
    return tuple(sorted(differences, key=lambda difference: difference.path))


def intact(folder: Path) -> Manifest | None:
    """The manifest of a folder that seems to be as it was published, without reading the files; None of any other.

    Names and sizes are those of the manifest, and nothing was touched after the manifest was written. Law: what was
    changed by ordinary means is not intact; what was copied may not be either, and is only built again for nothing.
    """
    try:
        manifest = read(folder)
        written = (folder / NAME).stat().st_ctime_ns
        found = dict(_files(folder))
    except (UnreadableManifest, OSError):
        return None
    sizes = {path: status.st_size for path, status in found.items() if stat.S_ISREG(status.st_mode)}
    untouched = all(status.st_ctime_ns <= written for status in found.values())
    same = sizes == {file.path: file.size for file in manifest.files} and len(sizes) == len(found)
    return manifest if untouched and same else None


def added(folder: Path, manifest: Manifest) -> tuple[str, ...]:
    """What lies in a published folder and was not published, sorted."""
    published = {file.path for file in manifest.files}
    return tuple(sorted(path for path, _ in _files(folder) if path not in published))


def _files(folder: Path) -> Iterator[tuple[str, os.stat_result]]:
    """Everything below a folder that is no folder, by path, but for the manifest; no symlink followed."""
    waiting = [""]
    while waiting:
        prefix = waiting.pop()
        with os.scandir(folder / prefix) as found:
            for item in found:
                path = prefix + item.name
                status = item.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    waiting.append(f"{path}/")
                elif path != NAME:
                    yield path, status


def _is(file: PublishedFile, folder: Path, status: os.stat_result) -> bool:
    if not stat.S_ISREG(status.st_mode) or status.st_size != file.size:
        return False
    try:
        return _sha256(folder / file.path) == file.sha256
    except OSError as error:
        raise CoalitionError(f"{folder / file.path} cannot be read: {error.strerror}.") from error


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _origin(content: Mapping[str, Any]) -> Origin:
    commit = content["commit"]
    return Origin(
        campaign=_typed(str, content["campaign"]),
        edition=_typed(str, content["edition"]),
        commit=None if commit is None else _typed(str, commit),
        dirty=_typed(bool, content["dirty"]),
        inputs=_typed(str, content["inputs"]),
        tools=tuple((name, _typed(str, version)) for name, version in sorted(_typed(dict, content["tools"]).items())),
        built=datetime.fromisoformat(content["built"]),
    )


def _typed(expected: type[T], value: object) -> T:
    if type(value) is not expected:
        raise TypeError(f"{value!r} is not of type {expected.__name__}")
    return value


def inside(path: str) -> str:
    """A path that cannot lead out of the output, whoever wrote the manifest."""
    parts = {*path.split("/")}
    if path.startswith("/") or ".." in parts or parts <= {"", "."}:
        raise ValueError(f"{path!r} leads out of the output")
    return path
