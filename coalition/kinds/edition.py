"""Editions: the report as it was released, with what was made, of what and with what: `editions/<edition>/`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import AfterValidator, WithJsonSchema

from coalition.kinds import reading
from coalition.kinds.record import Files, Kind, Part, Record
from coalition.kinds.words import Day, Id, Instant, Language, Line, LocalText, Sha256

if TYPE_CHECKING:
    from coalition.problems import Parsed

FOLDER = "editions"
MANIFEST = "manifest.json"
CHANGES = "changes.json"
TOLD = "consents.json"
"""Beside the files of an edition, and not among them: by whose consent it tells testimonies."""
TAG = "report/"
"""What the name of an edition's tag begins with."""
_NAME = re.compile(r"[0-9][0-9a-z]*([.-][0-9a-z]+)*")
_LONGEST = 40
"""Characters of an edition's name."""
_COMMIT = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def is_edition(value: str) -> bool:
    """Whether a word can name an edition: a folder, a tag and an address on every machine.

    Law: no id of a chapter, nor of anything else, can name one, since those begin with a letter.
    """
    return len(value) <= _LONGEST and _NAME.fullmatch(value) is not None


def tag_of(edition: str) -> str:
    """The tag of an edition: `report/2026`."""
    return f"{TAG}{edition}"


def folder_of(edition: str) -> str:
    """Where an edition's finished files are kept."""
    return f"{FOLDER}/{edition}"


def _edition(value: str) -> str:
    if not is_edition(value):
        raise ValueError(f'"{value}" cannot name an edition.', NAME_HINT)
    return value


def _commit(value: str) -> str:
    if not _COMMIT.fullmatch(value):
        raise ValueError(f'"{value}" is not the id of a commit.', "It has 40 digits and letters a to f.")
    return value


NAME_HINT = "Begin with the year; then small letters, digits, points and hyphens: 2026, 2026.1, 2026-spring."
EditionName = Annotated[
    str,
    AfterValidator(_edition),
    WithJsonSchema({"type": "string", "pattern": f"^{_NAME.pattern}$", "title": "Edition"}),
]
Commit = Annotated[
    str, AfterValidator(_commit), WithJsonSchema({"type": "string", "pattern": f"^({_COMMIT.pattern})$"})
]
Number = Annotated[int, WithJsonSchema({"type": "integer", "minimum": 0})]


class FinishedFile(Part):
    """A file of an edition."""

    path: Line
    """Within the edition's folder."""
    size: Number
    """Bytes."""
    sha256: Sha256


class FinishedChapter(Part):
    """A chapter of an edition in one language, and what its members approved."""

    id: Id
    language: Language
    content_sha256: Sha256
    """The chapter's digest, as in the approvals."""


class Withdrawn(Part):
    """That something was withdrawn from an edition, so that its files are kept no longer; never what."""

    on: Day
    corrected_by: EditionName
    """The edition that was issued in its place."""


class Edition(Record):
    """What `manifest.json` of an edition says."""

    version: Literal["1"]
    campaign: Id
    edition: EditionName
    commit: Commit
    """Of which the files were made; the tag points to it."""
    dirty: Literal["false"]
    """Files never differed from the commit."""
    inputs: Sha256
    """The fingerprint of the campaign's files."""
    tools: dict[Line, Line]
    """Name and version of everything that had a part in it."""
    built: Instant
    """The commit's time, which stands in the files."""
    languages: tuple[Language, ...]
    """In which it was made."""
    chapters: tuple[FinishedChapter, ...] = ()
    since: EditionName | None = None
    """The edition before, with which the changes compare."""
    corrects: tuple[EditionName, ...] = ()
    """The editions of which this one took the place because something was withdrawn from them."""
    withdrawn: Withdrawn | None = None
    files: tuple[FinishedFile, ...]

    @property
    def folder(self) -> str:
        """Where it is kept."""
        return self.path.rpartition("/")[0]


class ChangedThing(Part):
    """One chapter, member, recommendation or source that is not what it was in the edition before."""

    id: Line
    """A chapter's or member's id; `chapter/rec-x` for a recommendation; a source's key, behind its chapter's where it is that chapter's own."""
    how: Literal["added", "removed", "changed"]
    title: LocalText
    inserted: Number = 0
    """Words of a chapter, as readers see it."""
    deleted: Number = 0


class EditionChanges(Record):
    """What `changes.json` of an edition says: what changed since the edition before."""

    version: Literal["1"]
    edition: EditionName
    since: EditionName | None = None
    """None: it is the first, and nothing is listed."""
    chapters: tuple[ChangedThing, ...] = ()
    members: tuple[ChangedThing, ...] = ()
    recommendations: tuple[ChangedThing, ...] = ()
    sources: tuple[ChangedThing, ...] = ()


def parse(files: Files) -> Parsed[tuple[Edition, ...]]:
    """The manifest of every edition."""
    return reading.single(files, rf"{FOLDER}/[^/]+/manifest\.json", Edition)


def parse_changes(files: Files) -> Parsed[tuple[EditionChanges, ...]]:
    """The list of changes of every edition that has one."""
    return reading.single(files, rf"{FOLDER}/[^/]+/changes\.json", EditionChanges)


EXAMPLE = """\
{
 "version": 1,
 "campaign": "fair-passage",
 "edition": "2026",
 "commit": "7d3b1c2a9e8f7a6b5c4d3e2f1a0b9c8d7e6f5a4b",
 "dirty": false,
 "inputs": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
 "tools": {
  "coalition": "1.0.0",
  "typst": "0.15.2"
 },
 "built": "2026-11-21T12:00:00Z",
 "languages": [
  "en"
 ],
 "chapters": [
  {
   "id": "refugees",
   "language": "en",
   "content_sha256": "2cf96e4a9416c05543c69cf5d4afef9bb530b10c23ae97f2dcc08abca626bee8"
  }
 ],
 "since": null,
 "corrects": [],
 "files": [
  {
   "path": "report.en.pdf",
   "size": 1034201,
   "sha256": "5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9"
  }
 ]
}
"""

KIND = Kind(
    name="edition",
    model=Edition,
    summary="The manifest of a released report: its files, and of what and with what they were made.",
    claims=(rf"{FOLDER}/[^/]+/(?!(?:changes|consents)\.json$).+",),
    parse=parse,
    example=EXAMPLE,
    example_path="editions/2026/manifest.json",
)

CHANGES_EXAMPLE = """\
{
 "version": 1,
 "edition": "2026",
 "since": "2025",
 "chapters": [
  {
   "id": "refugees",
   "how": "changed",
   "title": {
    "en": "Refugee protection",
    "es": "Protección de refugiados"
   },
   "inserted": 214,
   "deleted": 60
  }
 ],
 "members": [],
 "recommendations": [],
 "sources": []
}
"""

CHANGES_KIND = Kind(
    name="edition-changes",
    model=EditionChanges,
    summary="What changed in a released report since the edition before.",
    claims=(rf"{FOLDER}/[^/]+/changes\.json",),
    parse=parse_changes,
    example=CHANGES_EXAMPLE,
    example_path="editions/2026/changes.json",
)
