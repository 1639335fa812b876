"""What the text of a cell means in a campaign: one value, several, pairs of values."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from coalition.interchange import wording
from coalition.interchange.cells import Unusable, bare, parts, pieces, plain
from coalition.interchange.days import day
from coalition.interchange.names import Gazetteer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coalition.parsing.yaml_writing import Writable

_UNTIL = re.compile(r"(.+) \(until ([0-9]{4}-[0-9]{2}-[0-9]{2})\)")
_COLON = re.compile(r"\\.|(:)")


@dataclass(frozen=True)
class Lexicon:
    """What words mean in one campaign."""

    places: Gazetteer = field(default_factory=Gazetteer)
    themes: Mapping[str, str] = field(default_factory=dict)
    """Ids by the skeletons of titles and ids."""
    stages: Mapping[str, str] = field(default_factory=dict)
    members: Mapping[str, str] = field(default_factory=dict)


_FINER = (re.compile(","), re.compile(r"\s*[/&+]\s*"), re.compile(r"\s+(?:and|y|e|et|und|و)\s+"))
"""What parts values where a whole cell is none: a country can have a comma or an "and" in its name."""


def several(read: Callable[[str, Lexicon], str]) -> Callable[[str, Lexicon], Writable]:
    """Each value of a cell, once."""

    def every(text: str, lexicon: Lexicon) -> Writable:
        return list(dict.fromkeys(one for part in parts(text) for one in _each(part, read, lexicon)))

    return every


def _each(text: str, read: Callable[[str, Lexicon], str], lexicon: Lexicon, depth: int = 0) -> list[str]:
    """A value, or those that it is made of; the complaint is about the smallest piece that is none."""
    try:
        return [read(text, lexicon)]
    except Unusable:
        while depth < len(_FINER) and not _FINER[depth].search(text):
            depth += 1
        if depth == len(_FINER):
            raise
    pieces_of_it = (plain(piece) for piece in _FINER[depth].split(text))
    return [one for piece in pieces_of_it if piece for one in _each(piece, read, lexicon, depth + 1)]


def line(text: str, _: Lexicon) -> str:
    """A text of one line."""
    return " ".join(bare(text).split())


def website(text: str, _: Lexicon) -> str:
    """An address of the web; people leave its beginning out, or write it in capitals."""
    scheme, sign, rest = text.partition("://")
    return f"{scheme.lower()}{sign}{rest}" if sign else f"https://{text}"


def stages(text: str, lexicon: Lexicon) -> Writable:
    """`NP: origin, transit; JP: destination`."""
    found: dict[str, Writable] = {}
    for part in parts(text):
        area, colon, words = part.partition(":")
        if not colon:
            raise Unusable(f'"{part}" does not say where.', "Write the country before a colon: NP: origin, transit.")
        stages = [wording.pick(word.strip(), lexicon.stages, "stage") for word in words.split(",") if word.strip()]
        found[lexicon.places.area(area.strip())] = stages
    return found


def former(text: str, _: Lexicon) -> Writable:
    """`Harbour Group (until 2019-05-01)`."""
    names: list[Writable] = []
    for part in parts(text):
        found = _UNTIL.fullmatch(part)
        if found is None:
            hint = (
                "Write it as: Harbour Group (until 2019-05-01). A name without an end goes to the column other_names."
            )
            raise Unusable(f'"{part}" does not say until when it was the name.', hint)
        names.append({"name": found[1], "until": day(found[2])})
    return names


def identifiers(text: str, _: Lexicon) -> Writable:
    r"""`ECOSOC: 12345`; in the scheme, `\:` is a colon."""
    found: list[Writable] = []
    for piece in pieces(text):
        if not plain(piece):
            continue
        colon = next((mark.start(1) for mark in _COLON.finditer(piece) if mark[1]), -1)
        scheme, number = (plain(piece[:colon].strip()), plain(piece[colon + 1 :].strip())) if colon > 0 else ("", "")
        if not (scheme and number):
            hint = "Write the register before a colon: ECOSOC: 12345."
            raise Unusable(f'"{piece}" does not say in which register.', hint)
        found.append({"scheme": scheme, "id": number})
    return found


def theme(text: str, lexicon: Lexicon) -> str:
    """A theme of the campaign, by its id or title."""
    return wording.pick(text, lexicon.themes, "theme")


def network(text: str, lexicon: Lexicon) -> str:
    """A member of the registry, by its id or name."""
    return wording.pick(text, lexicon.members, "member")
