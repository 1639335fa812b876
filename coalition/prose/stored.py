"""A prepared book as bytes for the cache, and back: JSON, which can hold nothing but values."""

from __future__ import annotations

import functools
import json
from dataclasses import asdict, astuple
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from coalition.problems import Parsed, Place, Problem, Severity
from coalition.prose.charting.model import Drawing
from coalition.prose.model import Bibliography, Book, Float, Heading, Manuscript, Passage, Section
from coalition.sources.cache import Cache

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coalition.prose.labels import Labels
    from coalition.prose.pandoc import Pandoc


def key(
    pandoc: Pandoc,
    code: str,
    manuscripts: Sequence[Manuscript],
    bibliography: Bibliography,
    labels: Mapping[str, Labels],
) -> str:
    """The name of everything that a book is made of."""
    texts = [
        [
            text.id,
            text.path,
            text.body,
            text.first_line,
            text.language,
            text.numbered,
            text.number,
            sorted(text.images),
            sorted(text.passages),
            sorted(text.told),
            text.cites,
            text.speaks,
            sorted(text.targets.items()),
            asdict(text.lexicon),
            text.made_of,
            [(path, text.data[path].header, text.data[path].rows) for path in sorted(text.data)],
            [[astuple(place) for place in text.data[path].places] for path in sorted(text.data)],
        ]
        for text in manuscripts
    ]
    words = {language: asdict(ours) for language, ours in labels.items()}
    material = json.dumps([texts, asdict(bibliography), words], sort_keys=True, default=str)
    return Cache.key("book", pandoc.version, str(pandoc.text_seconds), code, material)


@functools.cache
def code() -> str:
    """What this room's code is: a change in it makes every kept book stale."""
    folders = (files("coalition.prose"), files("coalition.prose.charting"))
    modules = [module for folder in folders for module in sorted(folder.iterdir(), key=lambda module: module.name)]
    return Cache.key(*(module.read_bytes() for module in modules if module.name.endswith(".py")))


def freeze(book: Parsed[Book]) -> bytes:
    """The book and its problems as JSON."""
    value = {"book": asdict(book.value), "problems": [asdict(problem) for problem in book.problems]}
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass")


def thaw(kept: bytes) -> Parsed[Book]:
    """What `freeze` was given."""
    value = json.loads(kept.decode("utf-8", "surrogatepass"))
    sections = tuple(_section(section) for section in value["book"]["sections"])
    problems = tuple(
        Problem(**{**one, "place": Place(**one["place"]), "severity": Severity(one["severity"])})
        for one in value["problems"]
    )
    return Parsed(Book(sections, value["book"]["bibliography"]), problems)


def _section(value: Mapping[str, Any]) -> Section:
    return Section(
        **{
            **value,
            "headings": tuple(Heading(**one) for one in value["headings"]),
            "floats": tuple(Float(**one) for one in value["floats"]),
            "passages": tuple(_passage(one) for one in value["passages"]),
            "images": tuple(value["images"]),
            "drawings": tuple(Drawing(**one) for one in value["drawings"]),
            "cited": tuple(value["cited"]),
            "anchors": tuple(value["anchors"]),
            "paragraphs": tuple(value["paragraphs"]),
            "told": tuple((number, language) for number, language in value["told"]),
        }
    )


def _passage(value: Mapping[str, Any]) -> Passage:
    attributes = tuple((name, text) for name, text in value["attributes"])
    return Passage(**{**value, "attributes": attributes, "place": Place(**value["place"])})
