"""What members keep to themselves, and whether a text gives it away.

`check` looks through what people wrote, where each find has a place; the gates look through what was made of it.
Both look for the same words in the same way.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from coalition.kinds.consent import ConsentRecord

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from coalition.campaign.model import Campaign
    from coalition.kinds.member import Member

_WORD = re.compile(r"\w+")
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REMEMBERED = 100
"""Characters of the longest piece of text of which it is remembered what it holds: longer ones hardly come twice."""


class Secrets:
    """What may appear nowhere, arranged so that looking for thousands costs little more than looking for one.

    A value without blanks stands within one of the pieces of which blanks make a text, and each part of another does.
    Texts repeat each other's pieces, so that nearly all are known to hold nothing, and are passed over as a set.
    """

    def __init__(self, values: Iterable[str], fold: Callable[[str], str]) -> None:
        """`fold` gives the form in which values are compared with texts, such as that without case."""
        parts = {value: frozenset(filter(_WORD.search, value.split())) for value in sorted(set(map(fold, values)))}
        spread = Counter(part for found in parts.values() for part in found)
        self._by_part: dict[str, list[tuple[frozenset[str], str]]] = defaultdict(list)
        """Each value with its parts, by that of them which fewest others have."""
        for value, found in parts.items():
            if found:
                self._by_part[min(found, key=lambda part: (spread[part], part))].append((found, value))
        self._by_word: dict[str, list[str]] = defaultdict(list)
        """Parts of values by their longest word."""
        for part in sorted(spread):
            self._by_word[max(_WORD.findall(part), key=lambda word: (len(word), word))].append(part)
        self._clear: set[str] = set()
        """Pieces that hold no part of a value."""
        self._holding: dict[str, tuple[str, ...]] = {}
        """Pieces that do, with these parts."""

    def found(self, text: str) -> Iterator[tuple[str, int]]:
        """Each secret that a folded text holds as whole words, and where it begins, every time that it stands there."""
        present = self._present(text)
        for part in sorted(present & self._by_part.keys()):
            for parts, value in self._by_part[part]:
                if parts <= present and value in text:
                    yield from ((value, found.start()) for found in _alone(value).finditer(text))

    def _present(self, text: str) -> set[str]:
        """The parts of values that a text may hold."""
        present: set[str] = set()
        for piece in set(text.split()).difference(self._clear):
            parts = self._holding.get(piece)
            if parts is None:
                words = self._by_word.keys() & _WORD.findall(piece)
                parts = tuple(part for word in words for part in self._by_word[word] if part in piece)
                if len(piece) <= _REMEMBERED and parts:
                    self._holding[piece] = parts
                elif len(piece) <= _REMEMBERED:
                    self._clear.add(piece)
            present.update(parts)
        return present


def _alone(value: str) -> re.Pattern[str]:
    """The value as whole words; part of a longer name with hyphens is another name."""
    edge = r"[\w-]" if _NAME.fullmatch(value) else r"\w"
    return re.compile(f"(?<!{edge}){re.escape(value)}(?!{edge})")


def secrets(campaign: Campaign) -> tuple[str, ...]:
    """Every string that may appear nowhere in what is published: searched for by the gates.

    Names, ids, addresses, contacts, accounts and keys of members that are not public, and contacts that are not
    public of those that are; numbers of consents, and where these lie. A value that a public record also has is no
    secret, nor is one of three letters or less.
    """
    private = {word for record in campaign.of(ConsentRecord) for word in (record.id, record.kept) if word}
    shown: list[str] = []
    for member in campaign.members.values():
        hidden = member.visibility != "public"
        (private.update if hidden else shown.extend)(_words(member))
        for contact in member.contacts:
            (private.add if hidden or not contact.public else shown.append)(contact.value)
        if hidden:
            private.update(account.name for account in member.accounts)
    private.difference_update(shown)
    return tuple(sorted(word for word in private if len(word) > 3))


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
