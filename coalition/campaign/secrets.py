"""What members keep to themselves, and whether a text gives it away.

`check` looks through what people wrote, where each find has a place; the gates look through what was made of it.
Both look for the same words in the same way.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from coalition.campaign.model import Campaign
    from coalition.kinds.member import Member

_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REMEMBERED = 100
"""Characters of the longest piece of text of which it is remembered what it holds: longer ones hardly come twice."""


class Secrets:
    """What may appear nowhere, arranged so that looking for thousands costs little more than looking for one."""

    def __init__(self, values: Iterable[str], fold: Callable[[str], str]) -> None:
        """`fold` gives the form in which values are compared with texts, such as that without case."""
        self._by_word: dict[str, list[_Secret]] = defaultdict(list)
        for value in sorted(set(map(fold, values))):
            pieces = tuple((_longest(words), piece) for piece in value.split() if (words := _WORD.findall(piece)))
            if pieces:
                self._by_word[_longest(_WORD.findall(value))].append(_Secret(value, pieces))
        known = (secret for found in self._by_word.values() for secret in found)
        self._words = frozenset(word for secret in known for word in _WORD.findall(secret.value))
        # Texts repeat each other's words, and to split at blanks and to subtract a set is quicker than to look for words.
        self._clear: set[str] = set()
        """What stands between two blanks somewhere and holds no word of a secret."""
        self._holding: dict[str, frozenset[str]] = {}
        """What does, with those words."""

    def found(self, text: str) -> Iterator[tuple[str, int]]:
        """Each secret that a folded text holds as whole words, and where it begins, every time that it stands there."""
        present = self._present(text)
        for word in sorted(present.keys() & self._by_word.keys()):
            for secret in self._by_word[word]:
                if secret.possible(present) and secret.value in text:
                    yield from ((secret.value, found.start()) for found in secret.alone().finditer(text))

    def _present(self, text: str) -> Mapping[str, Sequence[str]]:
        """Words of secrets in a text, with the pieces between blanks that hold them: no word goes on behind a blank."""
        present: dict[str, list[str]] = defaultdict(list)
        for piece in set(text.split()).difference(self._clear):
            words = self._holding.get(piece)
            if words is None:
                words = self._words.intersection(_WORD.findall(piece))
                if len(piece) <= _REMEMBERED and words:
                    self._holding[piece] = words
                elif len(piece) <= _REMEMBERED:
                    self._clear.add(piece)
            for word in words:
                present[word].append(piece)
        return present


@dataclass(frozen=True, slots=True)
class _Secret:
    value: str
    pieces: tuple[tuple[str, str], ...]
    """What stands between its blanks, each with its longest word."""

    def possible(self, present: Mapping[str, Sequence[str]]) -> bool:
        """Whether each of its pieces is somewhere in a text: a long list of organisations has the words of them all."""
        return all(any(piece in where for where in present.get(word, ())) for word, piece in self.pieces)

    def alone(self) -> re.Pattern[str]:
        """The value as whole words; part of a longer name with hyphens is another name."""
        edge = r"[\w-]" if _NAME.fullmatch(self.value) else r"\w"
        return re.compile(f"(?<!{edge}){re.escape(self.value)}(?!{edge})")


def _longest(words: Iterable[str]) -> str:
    return max(words, key=lambda word: (len(word), word))


def secrets(campaign: Campaign) -> tuple[str, ...]:
    """Every string that may appear nowhere in what is published: searched for by the gates.

    Names, ids, addresses, contacts, accounts and keys of members that are not public, and contacts that are not
    public of those that are. A value that a public record also has is no secret, nor is one of three letters or less.
    """
    private: set[str] = set()
    open_words: set[str] = set()
    for member in campaign.members.values():
        hidden = member.visibility != "public"
        (private if hidden else open_words).update(_words(member))
        for contact in member.contacts:
            (private if hidden or not contact.public else open_words).add(contact.value)
        if hidden:
            private.update(account.name for account in member.accounts)
    return tuple(sorted(word for word in private - open_words if len(word) > 3))


def _words(member: Member) -> Iterator[str]:
    """What tells readers who it is, whether they see it or search for it."""
    yield from (member.id, member.name)
    yield from (other.name for other in member.other_names)
    yield from (identifier.name_as_listed for identifier in member.identifiers if identifier.name_as_listed)
    yield from (key.key.split()[1] for key in member.keys)
    if member.website:
        address = member.website.partition("//")[2].rstrip("/")
        domain, _, path = address.partition("/")
        yield address
        if len(path) <= 5:  # a language at most: the domain is its own, and not that of a host of many
            yield domain
