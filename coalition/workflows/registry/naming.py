"""Ids of members: made from a name in any script, and never one that was ever used."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from coalition.checks.references import references
from coalition.kinds.member import LIST, ids_written
from coalition.sources.git import Repository
from coalition.sources.past import lines_ever

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from coalition.campaign.model import Campaign

LONGEST = 63
"""Characters of an id."""
_APOSTROPHES = re.compile("['\u2019\u02bc`]")
_OTHERS = re.compile("[^a-z0-9]+")


def slug(name: str, taken: Collection[str], kind: str = "member") -> str:
    """An id for a thing of that name, in whatever script it is written; `kind` stands before one that has no letters.

    Laws: it is an id, it is not in `taken`, and the same name and the same taken ids give the same id.

    >>> slug("Délta Women's Consortium", ()), slug("Harbour", {"harbour"}), slug("移民之家", ())
    ('delta-womens-consortium', 'harbour-2', 'yi-min-zhi-jia')
    """
    words = _OTHERS.sub("-", _latin(_APOSTROPHES.sub("", name)).lower()).strip("-")
    if not words[:1].isalpha() or len(words) < 2:
        words = f"{kind}-{words}".rstrip("-")
    if _shortened(words, LONGEST) not in taken:
        return _shortened(words, LONGEST)
    number = 2
    while (candidate := f"{_shortened(words, LONGEST - 1 - len(str(number)))}-{number}") in taken:
        number += 1
    return candidate


def _latin(name: str) -> str:
    """The name in Latin letters without accents; of scripts in which a sign is a syllable or a word, each by itself."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", name) if not unicodedata.combining(sign))
    if plain.isascii():
        return plain
    from anyascii import anyascii  # its tables are read when they are needed

    composed = unicodedata.normalize("NFKC", name)
    spelt = ((sign, anyascii(sign)) for sign in composed)
    return "".join(f"-{word}" if word[:1].isupper() and not sign.isupper() else word for sign, word in spelt)


def _shortened(words: str, longest: int) -> str:
    """At most so many characters, whole words where there are several."""
    if len(words) <= longest:
        return words
    head, hyphen, _ = words[: longest + 1].rpartition("-")
    return head.rstrip("-") if hyphen and len(head) > longest // 2 else words[:longest].rstrip("-")


def used(folder: Path, campaign: Campaign) -> frozenset[str]:
    """Every id that a member has, had, or is called by.

    Entries that cannot be read count, and so do ids that anything names: an answer of a member that somebody took out
    of the registry is not to become another's. Of the past, what git knows of it here.
    """
    repository = Repository.open(folder)
    past = lines_ever(repository, LIST, "members") if repository else ""
    named = {reference.member for reference in references(campaign)}
    return frozenset({*campaign.declared_members, *named, *ids_written(past)})
