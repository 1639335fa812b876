"""Names that are the same, or nearly: the skeleton of a name, and pairs that differ by a slip.

Pairs are found by blocking: only names that share a rare word are compared, never all with all, so the work grows
with the registry and not with its square.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

LOOK_ALIKES = str.maketrans(
    {
        "а": "a", "в": "b", "е": "e", "к": "k", "м": "m", "н": "h", "о": "o", "р": "p", "с": "c", "т": "t", "у": "y",
        "х": "x", "і": "i", "ѕ": "s", "ј": "j", "ԁ": "d", "һ": "h", "ԛ": "q", "ԝ": "w", "ɡ": "g", "α": "a", "β": "b",
        "ε": "e", "ι": "i", "κ": "k", "ν": "v", "ο": "o", "ρ": "p", "τ": "t", "υ": "u", "χ": "x", "ⅼ": "l", "0": "o",
        "1": "l", "ı": "i", "ø": "o", "đ": "d", "ł": "l", "æ": "ae", "œ": "oe",
    }  # fmt: skip
)
"""Letters of other scripts, and digits, that look like a Latin letter (from Unicode's confusables, small letters)."""
COMMONEST = 12
"""A word in more names than this says nothing about which two are one; such blocks are passed over."""
ALIKE = 0.9
_STOP = frozenset("the of for and de la el los las y para del des du et le les der die das und a an in on e o".split())


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """What is left of a name without case, accents, punctuation, blanks and look-alike letters.

    >>> skeleton("Hárbour  NETWORK.") == skeleton("harbour network")
    True
    """
    folded = unicodedata.normalize("NFKD", name).casefold().translate(LOOK_ALIKES)
    return "".join(character for character in folded if character.isalnum())


def _tokens(name: str) -> frozenset[str]:
    folded = unicodedata.normalize("NFKD", name).casefold().translate(LOOK_ALIKES)
    letters = "".join(character for character in folded if not unicodedata.combining(character))
    words = "".join(character if character.isalnum() else " " for character in letters).split()
    return frozenset(word for word in words if word not in _STOP)


def near_pairs(names: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Pairs of indexes, the smaller first, of names that are nearly and not wholly the same; in order."""
    skeletons = [skeleton(name) for name in names]
    blocks: dict[str, list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        for key in _block_keys(name):
            blocks[key].append(index)
    candidates = {
        (first, second)
        for members in blocks.values()
        if 1 < len(members) <= COMMONEST
        for position, first in enumerate(members)
        for second in members[position + 1 :]
    }
    for first, second in sorted(candidates):
        if skeletons[first] != skeletons[second] and _alike(skeletons[first], skeletons[second]):
            yield first, second


def _block_keys(name: str) -> Iterator[str]:
    """Words of the name and their sorted beginnings together, so that a slip in one word is met by another word."""
    tokens = sorted(_tokens(name))
    yield from (f"w:{token}" for token in tokens)
    yield "p:" + "|".join(token[:4] for token in tokens)


def _alike(one: str, other: str) -> bool:
    longer, shorter = max(len(one), len(other)), min(len(one), len(other))
    if shorter < 6 or shorter < longer * ALIKE - 2:
        return False
    digits = "".join(filter(str.isdigit, one)), "".join(filter(str.isdigit, other))
    if digits[0] != digits[1]:
        return False
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE
