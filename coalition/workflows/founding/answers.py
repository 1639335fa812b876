"""What a new campaign is asked, and what plain words mean as an answer. Every reader raises ValueError with the cure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.interchange.cells import Unusable
from coalition.interchange.names import Gazetteer, is_code
from coalition.kinds.vocabularies import PRESETS
from coalition.kinds.words import Domain, is_id, is_language
from coalition.parsing.text import decode
from coalition.prose.typefaces import uncovered
from coalition.workflows.registry.naming import slug

if TYPE_CHECKING:
    from collections.abc import Callable

OWN = "own"
"""The preset of a campaign that writes all its lists itself."""
CHOICES = (OWN, *PRESETS)
LONGEST = 200
"""Characters of a name: more do not fit a page's heading."""
RESERVED = frozenset(
    {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))}
)
"""Words that some systems take for a device, with any ending: no file of theirs can be named so."""
_EXAMPLE = ".example"
_NAMES = Gazetteer()


@dataclass(frozen=True, slots=True)
class Organisation:
    """The secretariat, as the registry will have it."""

    id: str
    name: str
    country: str
    """ISO 3166-1 alpha-2."""
    type: str
    accounts: tuple[tuple[str, str], ...] = ()
    """Host and name."""


@dataclass(frozen=True, slots=True)
class Answers:
    """All that a new campaign is made of."""

    name: str
    id: str
    domain: str
    languages: tuple[str, ...]
    """BCP 47; the first is normative."""
    preset: str
    """One of CHOICES."""
    secretariat: Organisation

    @property
    def has_site(self) -> bool:
        """Whether the domain is one that the site could have."""
        return not self.domain.endswith(_EXAMPLE)


def name(text: str) -> str:
    """A name on one line, of signs that can be seen."""
    line = " ".join(text.split())
    if not line:
        raise ValueError("Write a name.")
    if len(line) > LONGEST:
        raise ValueError(f"That has {len(line):,} characters; a name has at most {LONGEST}.")
    try:
        raw = line.encode("utf-8")
    except UnicodeEncodeError as error:
        raise ValueError("That is not text in UTF-8: write it anew.") from error
    for problem in decode("", raw).problems:
        raise ValueError(f"{problem.message} {problem.hint}".strip())
    if lacking := uncovered(line):
        raise ValueError(f'The report cannot draw "{"".join(lacking[:9])}": write the name in other letters.')
    if not any(sign.isalnum() for sign in line):
        raise ValueError("A name has letters or digits.")
    return line


def identity(text: str) -> tuple[str, str]:
    """The id and the domain, of an id or of a domain: `fair-winds`, or `fair-winds.org`."""
    word = text.strip()
    if "." not in word:
        return _id(word), f"{word}{_EXAMPLE}"
    whole = domain(word).removeprefix("www.")
    return proposed(whole.rpartition(".")[0]), whole


def domain(text: str) -> str:
    """A domain, without the web address around it."""
    word = text.strip()
    if not _is_domain(word):
        raise ValueError(f'"{word}" is not a domain. Write small letters and points, such as fair-winds.org.')
    return word


def _is_domain(word: str) -> bool:
    from pydantic import TypeAdapter, ValidationError

    try:
        TypeAdapter(Domain).validate_python(word)
    except ValidationError:
        return False
    return len(word) <= LONGEST


def identifier(text: str) -> str:
    """An id."""
    return _id(text.strip())


def _id(word: str) -> str:
    if word in RESERVED:
        raise ValueError(f'"{word}" means a device on some machines, which could not keep a file of that name.')
    if not is_id(word):
        raise ValueError(f'"{word}" cannot be an id. Use 2 to 63 small letters a to z, digits and hyphens.')
    return word


def proposed(text: str) -> str:
    """The id that a name suggests."""
    return slug(text, RESERVED)


def languages(text: str) -> tuple[str, ...]:
    """Languages by their tags or names, with commas or "and" between them, each once: `en, es`, `English and Spanish`."""
    words = [word.strip() for word in re.split(r"[,;\n]|\s+(?:and|y)\s+", text) if word.strip()]
    if not words:
        raise ValueError("Name at least one language.")
    found: list[str] = []
    for word in words:
        # "en es" is two tags; "Haitian Creole" is one name.
        parts = word.split()
        found += map(_language, parts if all(map(is_language, parts)) else [word])
    return tuple(dict.fromkeys(found))


def _language(word: str) -> str:
    tag = _meant(_NAMES.language, word)
    if not is_code(tag, "languages"):
        raise ValueError(f'"{word}" is not a language that is known here. Write its tag, such as en, es or pt-BR.')
    return tag


def _meant(convert: Callable[[str], str], word: str) -> str:
    try:
        return convert(word)
    except Unusable as error:
        raise ValueError(f"{error.message} {error.hint}".strip()) from error


def preset(text: str) -> str:
    """One of CHOICES."""
    word = text.strip().lower()
    if word not in CHOICES:
        raise ValueError(f'"{text.strip()}" is not one of: {", ".join(CHOICES)}.')
    return word


def country(text: str) -> str:
    """A country by its code or its name, in any language."""
    return _meant(_NAMES.country, text.strip())


def seated(text: str) -> tuple[str, str | None]:
    """An organisation and its country, where the text ends with one: `Harbour Network, Japan`."""
    head, comma, tail = text.rpartition(",")
    if comma and tail.strip():
        try:
            return name(head), country(tail)
        except ValueError:
            if tail.strip().isupper() and len(tail.strip()) == 2:
                raise
    return name(text), None


def account(text: str) -> tuple[str, str]:
    """An account of a code host: `github.com/harbour-bot`."""
    found = re.fullmatch(r"(?:https://)?([a-z0-9.-]+(?::[0-9]+)?)/@?([A-Za-z0-9][A-Za-z0-9._-]*)/?", text.strip())
    if not found:
        raise ValueError(
            f'"{text.strip()}" is not an account. Write the host, a slash and the name: codeberg.org/harbour.'
        )
    return found[1], found[2]
