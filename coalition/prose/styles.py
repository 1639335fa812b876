"""Citation styles: those that every campaign has, and how one is chosen.

A style is a file of the Citation Style Language (CSL). Most journals' files hold nothing but the name of another, their
parent, whose rules they follow.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coalition.prose.csl import Head

DEFAULT = "chicago-author-date"
SHIPPED = (
    DEFAULT,
    "chicago-notes-bibliography",
    "apa",
    "harvard-cite-them-right",
    "iso690-author-date-en",
    "iso690-author-date-es",
    "iso690-author-date-fr",
    "iso690-numeric-en",
    "mhra-notes",
    "modern-language-association",
    "nlm-citation-sequence",
    "oscola",
    "united-nations-conference-on-trade-and-development",
)
"""Styles that need no file of the campaign, by the names that the CSL project gave them."""


@dataclass(frozen=True, slots=True)
class Style:
    """A style that works can be cited in."""

    text: str
    """The rules: of the style itself, or of its parent."""
    head: Head
    """What it says of itself."""
    parent: Head | None = None
    """What its parent says of itself."""

    @property
    def in_notes(self) -> bool:
        """Whether works are cited in footnotes."""
        return (self.parent or self.head).in_notes

    @property
    def lists(self) -> bool:
        """Whether it has a list of works."""
        return (self.parent or self.head).lists

    def language(self, wanted: str) -> str:
        """The language in which it is to speak: its own where that is a variety of the one that is wanted.

        British law is cited with British dates and quotation marks in every English text.
        """
        own = self.head.locale or (self.parent.locale if self.parent else "")
        return own if wanted.lower() == own.partition("-")[0].lower() else wanted


@functools.cache
def shipped(name: str) -> Style:
    """A style of ours."""
    from coalition.prose import csl

    text = files("coalition").joinpath("assets", "citation-styles", f"{name}.csl").read_text("utf-8")
    return Style(text, csl.head(text))


def is_own(name: str) -> bool:
    """Whether a name is the path of a style of the campaign's own."""
    return name.startswith("styles/") and name.endswith(".csl")


def choose(name: str, texts: Mapping[str, str]) -> Style | None:
    """The style of that name, or of that path among the campaign's texts; None where it cannot be used."""
    from coalition.prose import csl

    if name in SHIPPED:
        return shipped(name)
    if not is_own(name) or name not in texts or csl.faults(texts[name]):
        return None
    head = csl.head(texts[name])
    if not head.parent:
        return Style(texts[name], head)
    parent = parent_of(head, texts)
    return Style(parent.text, head, parent.head) if parent else None


def parent_of(head: Head, texts: Mapping[str, str]) -> Style | None:
    """The style whose rules a style follows: one of ours, or a file of the campaign's that bears its name."""
    from coalition.prose import csl

    if head.parent in SHIPPED:
        return shipped(head.parent)
    for path in sorted(path for path in texts if is_own(path)):
        if not csl.faults(texts[path]):
            found = csl.head(texts[path])
            if not found.parent and head.parent in (found.id, path.removeprefix("styles/").removesuffix(".csl")):
                return Style(texts[path], found)
    return None
