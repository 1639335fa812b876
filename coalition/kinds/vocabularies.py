"""Vocabularies: the words that a campaign sorts its members, practices and chapters by.

A preset gives a cause its usual words; a campaign may add to them, or write its own lists instead.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from pydantic import Field

from coalition.kinds.record import Part
from coalition.kinds.words import Id, LocalText
from coalition.parsing import schema, yaml

ADDRESSEES = (
    "origin-states",
    "transit-states",
    "destination-states",
    "all-states",
    "intergovernmental",
    "regional-bodies",
    "local-governments",
    "business",
    "media",
    "ngos",
)
"""To whom a recommendation or demand can be addressed."""

Terms = dict[Id, LocalText]
PresetName = Literal["migration", "climate", "disability"]
LISTS = ("stages", "approaches", "target_groups", "frameworks")
"""The lists that make up the vocabularies."""


class Vocabularies(Part):
    """Lists of words with what readers see."""

    stages: Terms = Field(default_factory=dict)
    """Where, on the way that the cause is about, a member works."""
    approaches: Terms = Field(default_factory=dict)
    target_groups: Terms = Field(default_factory=dict)
    frameworks: Terms = Field(default_factory=dict)
    """Objectives of an agreed framework that things can be filed under."""
    preset: PresetName | None = None
    """A preset to which these words are added; without one, they are all that there are."""


class PresetTheme(Part):
    """A theme that a preset proposes."""

    title: LocalText


class Preset(Vocabularies):
    """What a cause usually sorts by: the lists, and the themes that a new campaign begins with."""

    title: LocalText
    themes: dict[Id, PresetTheme]


PRESETS = get_args(PresetName)
"""Names of the presets; each is a file of this package, `presets/<name>.yaml`."""


@cache
def preset(name: str) -> Preset:
    """The preset of that name, one of `PRESETS`."""
    path = f"presets/{name}.yaml"
    parsed = yaml.parse(path, files("coalition.kinds").joinpath(path).read_text("utf-8"))
    built = schema.build(Preset, parsed.value)
    assert built.value is not None, built.problems  # noqa: S101 -- the package's own file
    return built.value


def in_force(named: str | Vocabularies) -> Vocabularies:
    """The lists that hold where `coalition.yaml` says that.

    Law: a campaign's own words stand behind those of its preset; one of the same id takes the preset's place.
    """
    if isinstance(named, str):
        return preset(named)
    base = preset(named.preset) if named.preset else Vocabularies()
    return Vocabularies(**{name: {**getattr(base, name), **getattr(named, name)} for name in LISTS})
