"""Names that are the same, or nearly: the skeleton of a name, and pairs that differ by a slip.

Pairs are found by blocking: only names that agree in all words but one, or in the beginnings or ends of all words, are
compared, never all with all, so the work grows with the registry and not with its square.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# From Unicode's confusables, small letters; letters that are easily confused are what this is about.
_LIKE = "авекмнорстухіѕјԁһԛԝɡαβεικνορτυχⅼ01ıøđł"  # noqa: RUF001 -- these letters are what it is about
_LATIN = "abekmhopctyxisjdhqwgabeikvoptuxloliodl"
LOOK_ALIKES = str.maketrans({**dict(zip(_LIKE, _LATIN, strict=True)), "æ": "ae", "œ": "oe"})
"""Letters of other scripts, and digits, to the Latin letters that they look like."""
_OTHERS = re.compile("[^a-z0-9]+")
_CROWD = 12
"""Names that share so much are compared with their nearest neighbours in the alphabet alone."""
_NEIGHBOURS = 2
_LONGEST = 200
"""Letters: what is longer is no name, and would take long to compare."""
_ALIKE = 0.9
_SHORTEST = 6
"""Letters: of shorter names a slip makes another word."""
_STOP = frozenset(["the", "of", "for", "and", "de", "la", "el", "los", "las", "y", "para", "del", "des", "du", "et", "le",
                   "les", "der", "die", "das", "und", "a", "an", "in", "on", "e", "o"])  # fmt: skip


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """What is left of a name without case, accents, punctuation, blanks and look-alike letters.

    >>> skeleton("Hárbour  NETWORK.") == skeleton("harbour network")
    True
    """
    folded = _folded(name)
    return _OTHERS.sub("", folded) if folded.isascii() else "".join(filter(_is_letter, folded))


def _folded(name: str) -> str:
    if name.isascii():
        return name.lower().replace("0", "o").replace("1", "l")
    return unicodedata.normalize("NFKD", name).casefold().translate(LOOK_ALIKES)


def _is_letter(character: str) -> bool:
    """Vowel signs, as Indic scripts and Thai have them, are letters; accents, Hebrew and Arabic points are not."""
    return character.isalnum() or (unicodedata.category(character) in {"Mn", "Mc"} and not _is_accent(character))


def _tokens(name: str) -> tuple[str, ...]:
    """The words of a name, sorted, without those that say nothing."""
    folded = _folded(name)
    if folded.isascii():
        words = _OTHERS.split(folded)
    else:
        letters = (character for character in folded if not _is_accent(character))
        words = "".join(character if _is_letter(character) else " " for character in letters).split()
    return tuple(sorted(word for word in words if word and word not in _STOP))


def _is_accent(character: str) -> bool:
    """By Unicode's combining classes: 10 to 36 are Hebrew, Arabic and Syriac points, from 200 on accents."""
    combining = unicodedata.combining(character)
    return 10 <= combining <= 36 or combining >= 200


def near_pairs(names: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Pairs of indexes, the smaller first, of names that are nearly and not wholly the same; in order.

    Law: the order of the names changes no pair.
    """
    skeletons = [skeleton(name) for name in names]
    candidates = {pair for block in _blocks(names) for pair in _pairs(block, skeletons, names)}
    yield from sorted(
        (first, second)
        for first, second in candidates
        # "Branch 2" and "Branch 3" differ on purpose.
        if _alike(skeletons[first], skeletons[second]) and _digits(names[first]) == _digits(names[second])
    )


def _digits(name: str) -> str:
    return "".join(filter(str.isdigit, name))


def _blocks(names: tuple[str, ...]) -> Iterable[list[int]]:
    """The indexes of names that share a key, of each key that more than one has: few of the many that there are."""
    first: dict[str, int] = {}
    blocks: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        for key in set(_keys(_tokens(name))) if len(name) <= _LONGEST else ():
            earlier = first.setdefault(key, index)
            if earlier != index:
                blocks.setdefault(key, [earlier]).append(index)
    return blocks.values()


def _keys(tokens: tuple[str, ...]) -> Iterator[str]:
    """All words but one, for each; the beginnings of all words; their ends."""
    if len(tokens) > 1:
        yield from ("-".join((*tokens[:at], *tokens[at + 1 :])) for at in range(len(tokens)))
    yield "begin " + "-".join(sorted(token[:4] for token in tokens))
    yield "end " + "-".join(sorted(token[-4:] for token in tokens))


def _pairs(block: list[int], skeletons: list[str], names: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    near = len(block) if len(block) <= _CROWD else _NEIGHBOURS
    ordered = sorted(block, key=lambda index: (skeletons[index], names[index]))
    for position, first in enumerate(ordered):
        for second in ordered[position + 1 : position + 1 + near]:
            yield min(first, second), max(first, second)


def _alike(one: str, other: str) -> bool:
    longer, shorter = max(len(one), len(other)), min(len(one), len(other))
    if one == other or shorter < _SHORTEST or 2 * shorter < _ALIKE * (longer + shorter):
        return False
    # Letters that one has and the other has not, then those that both have, in whatever order: the ratio is no higher
    # than these allow, and most pairs end here.
    letters = set(one)
    if longer + shorter - len(letters.symmetric_difference(other)) < _ALIKE * (longer + shorter):
        return False
    if 2 * sum(min(one.count(letter), other.count(letter)) for letter in letters) < _ALIKE * (longer + shorter):
        return False
    first, second = sorted((one, other))  # SequenceMatcher depends on which comes first
    return SequenceMatcher(None, first, second, autojunk=False).ratio() >= _ALIKE
