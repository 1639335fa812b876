"""By whose consent an edition tells testimonies: `editions/<edition>/consents.json`. Nothing of it is ever published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coalition.kinds import reading
from coalition.kinds.edition import FOLDER, TOLD, EditionName
from coalition.kinds.record import Files, Kind, Part, Record
from coalition.kinds.words import Language, Line

if TYPE_CHECKING:
    from coalition.problems import Parsed


class ToldTestimony(Part):
    """A testimony that the files of an edition tell."""

    consent: Line
    """The number of the record."""
    language: Language
    """In which it is told."""


class EditionConsents(Record):
    """On whose consents an edition rests, as long as its files are offered; it names nobody and quotes nothing.

    Law: every edition that keeps its files has one, so that nobody has to ask the history.
    """

    version: Literal["1"]
    edition: EditionName
    testimonies: tuple[ToldTestimony, ...] = ()
    """Each once; empty where the edition tells none."""

    @property
    def folder(self) -> str:
        """Where the edition is kept."""
        return self.path.rpartition("/")[0]


def parse(files: Files) -> Parsed[tuple[EditionConsents, ...]]:
    """Those of every edition."""
    return reading.single(files, rf"{FOLDER}/[^/]+/{TOLD}", EditionConsents)


KIND = Kind(
    name="edition-consents",
    model=EditionConsents,
    summary="On whose consents a released edition rests that tells testimonies; nothing of it is ever published.",
    claims=(rf"{FOLDER}/[^/]+/consents\.json",),
    parse=parse,
    example="""\
{
 "version": 1,
 "edition": "2026",
 "testimonies": [
  {
   "consent": "2026-014",
   "language": "en"
  }
 ]
}
""",
    example_path=f"{FOLDER}/2026/{TOLD}",
)
