"""The rule over the letters of names: a word that mixes scripts looks like another word and is not."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from coalition.checks.registry import Finding, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined
    from coalition.kinds.member import Member
    from coalition.parsing.yaml import Route

_LIKE_EACH_OTHER = frozenset({"LATIN", "CYRILLIC", "GREEK"})
"""Scripts with letters that nobody can tell apart: Unicode names each letter with its script first."""
_WORD = re.compile(r"[^\W\d_]+")


@rule("mixed-scripts")
def mixed_scripts(examined: Examined) -> Iterator[Finding]:
    """A word of a member's name, and of its web site's, is written in the letters of one script.

    Bad:  `name: Hаrbour Network` with a Cyrillic а, which looks like another member's name and is none
    Good: `name: Harbour Network`; `name: Гавань (Harbour)`
    """  # noqa: RUF002 -- the letter is what it is about
    for member in examined.registry:
        for route, text in _names(member):
            for word in _WORD.findall(text):
                scripts = _scripts(word)
                if len(scripts) > 1:
                    listed = " and ".join(script.capitalize() for script in sorted(scripts))
                    message = f'"{word}" mixes {listed} letters.'
                    yield Finding(member.place(*route), message, "Type the word again with one keyboard.")


def _names(member: Member) -> Iterator[tuple[Route, str]]:
    yield ("name",), member.name
    for index, other in enumerate(member.other_names):
        yield ("other_names", index, "name"), other.name
    if member.website:
        yield ("website",), member.website.partition("//")[2].partition("/")[0]


@lru_cache(maxsize=65536)  # the words of thousands of names are few
def _scripts(word: str) -> frozenset[str]:
    if word.isascii():
        return frozenset({"LATIN"})
    return _LIKE_EACH_OTHER & {unicodedata.name(letter, "").partition(" ")[0] for letter in word}
