"""`coalition.yaml`: the campaign, its languages, themes, vocabularies and the report's order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, WithJsonSchema

from coalition.kinds import reading
from coalition.kinds.record import Files, Kind, Part, Record
from coalition.kinds.vocabularies import PresetName, Vocabularies, in_force
from coalition.kinds.words import Count, Domain, Id, Language, Line, LocalText, Some
from coalition.prose.styles import DEFAULT, SHIPPED

if TYPE_CHECKING:
    from coalition.problems import Parsed

PATH = "coalition.yaml"
_STYLE = {"anyOf": [{"enum": list(SHIPPED)}, {"type": "string", "pattern": r"^styles/[^/]+\.csl$"}]}
VENUES = ("general-letter", "hrc-written-statement", "ecosoc-written-statement", "regional-dialogue")
"""Venues that every campaign has."""


class Charter(Part):
    """The document that members accept when they join."""

    version: Line
    page: Line
    """A path below `pages/`."""


class CampaignSettings(Part):
    """Who the campaign is."""

    id: Id
    name: LocalText
    domain: Domain
    """Names the namespaces of signatures; it need not be a web site."""
    secretariat: Id
    """The member that steers the campaign and attests what it received."""
    languages: Annotated[tuple[Language, ...], *Some]
    """The first is normative unless a text says otherwise."""
    charter: Charter | None = None


class Theme(Part):
    """An issue area of the report."""

    title: LocalText
    description: LocalText | None = None


class ReportPart(Part):
    """A part of the report: a title and its chapters in order."""

    title: LocalText
    chapters: tuple[Id, ...]


class ReportSettings(Part):
    """The joint report: its title, edition and order."""

    title: LocalText
    subtitle: LocalText | None = None
    edition: Line
    chapters: tuple[Id, ...] = ()
    parts: tuple[ReportPart, ...] = ()
    licence: Line = "CC-BY-4.0"
    citation_style: Annotated[Line, WithJsonSchema(_STYLE)] = DEFAULT
    """A style that every campaign has, or the path of a `.csl` file below `styles/`."""
    bibliography: Literal["whole", "by-chapter"] = "whole"
    numbered_paragraphs: bool = False
    """Whether the paragraphs of each chapter bear numbers, as in reports of the United Nations."""
    index: bool = False
    """Whether the report ends with an index of the countries and legal instruments that its chapters name."""

    @property
    def order(self) -> tuple[str, ...]:
        """Chapter ids in the order of the book, whether in parts or not."""
        return self.chapters + tuple(chapter for part in self.parts for chapter in part.chapters)


class Venue(Part):
    """Where a statement goes, with the rules that it brings."""

    title: LocalText
    max_words: Count | None = None
    languages: tuple[Language, ...] = ()
    """Languages that the venue accepts; empty: any."""
    signatories: tuple[Literal["member", "consultative-status"], ...] = ()
    form: Line | None = None


class Settings(Record):
    """The campaign's settings."""

    format: Annotated[Literal["1"], WithJsonSchema({"enum": [1, "1"], "title": "Format"})]
    """The version of the repository's format; editors read it as a number."""
    campaign: CampaignSettings
    themes: dict[Id, Theme] = Field(default_factory=dict)
    vocabularies: PresetName | Vocabularies = Vocabularies()
    report: ReportSettings | None = None
    venues: dict[Id, Venue] = Field(default_factory=dict)

    @property
    def language(self) -> str:
        """The campaign's first language."""
        return self.campaign.languages[0]

    @property
    def words(self) -> Vocabularies:
        """The vocabularies in force: a preset's, the campaign's own, or both."""
        return in_force(self.vocabularies)


def parse(files: Files) -> Parsed[tuple[Settings, ...]]:
    """The settings of a campaign; none when `coalition.yaml` is missing or says too little to go on."""
    return reading.single(files, r"coalition\.yaml", Settings)


EXAMPLE = """\
format: 1
campaign:
  id: fair-passage
  name: Fair Passage
  domain: fair-passage.example
  secretariat: harbour-network
  languages: [en]
themes:
  refugees: {title: Refugee protection}
report:
  title: Passage and protection
  edition: "2026"
  chapters: []
"""

KIND = Kind(
    name="campaign",
    model=Settings,
    summary="The campaign, its languages, themes, vocabularies and the report's order.",
    claims=(r"coalition\.yaml", r"\.gitattributes", r"styles/[^/]+\.csl"),
    parse=parse,
    example=EXAMPLE,
    example_path=PATH,
)
