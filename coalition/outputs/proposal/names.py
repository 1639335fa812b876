"""What the things that a proposal touches are called, and who of them may be named."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from coalition.kinds.answers import Approval, Attestation, Endorsement, KeyChange
from coalition.kinds.member import Member
from coalition.kinds.words import LocalText
from coalition.outputs.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coalition.campaign.changes import Change
    from coalition.standing import model
    from coalition.standing.proposal import Proposal

SHOWN = 3
"""How many of many are named."""
_LONGEST = 80
"""Characters of a name or title: one long name does not push the rest out."""
_SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
UNNAMED = "a member that is not named"
_ANSWERS = (Endorsement, Approval, Attestation, KeyChange)


class Names:
    """Titles as they stand after a proposal, or before it where it takes something away; names of members as before it.

    Law: nobody proposes under a name that it gives itself, or takes something from another whom it has renamed.

    Law: a member that is unnamed or hidden, before or after, is named only where the proposal's own lines show it: when
    its entry, its answer, its approval or its key is among the changes.
    """

    def __init__(self, proposal: Proposal) -> None:
        """The names are those of both campaigns of the proposal."""
        self.proposal = proposal
        self.say = Words("en")
        self.language = proposal.after.settings.language

    def member(self, name: str) -> str:
        """The name of a member, its id where nobody knows it, or that it is not named."""
        if name in self._kept_back:
            return UNNAMED
        found = self.proposal.before.members.get(name) or self.proposal.after.members.get(name)
        return short(found.name) if found else short(name)

    def members(self, names: Iterable[str]) -> str:
        """`A, B and two members that are not named`."""
        wanted = sorted(set(names))
        known = [self.member(name) for name in wanted if name not in self._kept_back]
        rest = len(wanted) - len(known)
        if rest:
            known.append(UNNAMED if rest == 1 else f"{number(rest)} members that are not named")
        return some(known, self.say)

    def statement(self, name: str) -> str:
        """The title of a statement's last version in quotation marks; its id where there is none."""
        for campaign in (self.proposal.after, self.proposal.before):
            texts = [text for text in campaign.versions(name) if text.translates is None]
            if texts:
                return quoted(texts[-1].title)
        return quoted(name)

    def chapter(self, name: str) -> str:
        """The title of a chapter in quotation marks; its id where there is none."""
        found = self.proposal.after.chapters.get(name) or self.proposal.before.chapters.get(name)
        return quoted(found.title.text(self.language)) if found else quoted(name)

    def label(self, change: Change) -> str:
        """What a thing is called: by its title, its name, else its id."""
        record = change.after or change.before
        if isinstance(record, Member):
            return self.member(record.id)
        if isinstance(record, _ANSWERS):
            return self.member(record.member)
        for key in ("title", "term", "name"):
            value = getattr(record, key, None)
            if value:
                return quoted(value.text(self.language) if isinstance(value, LocalText) else str(value))
        return self._source(change.id) if change.kind == "source" else short(change.id)

    def _source(self, key: str) -> str:
        """The title of a shared source; its key where it has none."""
        campaigns = (self.proposal.after, self.proposal.before)
        found = next((one for each in campaigns for one in each.sources() if one.key == key and one.title), None)
        return quoted(found.title) if found else short(key)

    def masked(self, text: str) -> str:
        """A message that names no member that is to be kept back."""
        return self._kept_back_words.sub(UNNAMED, text) if self._kept_back else text

    @cached_property
    def answers(self) -> Mapping[str, model.Answer | model.Approval]:
        """Answers and approvals after the proposal, by path."""
        after = self.proposal.standing_after
        found: dict[str, model.Answer | model.Approval] = {answer.path: answer for answer in after.answers}
        return found | {approval.path: approval for approval in after.approvals}

    @cached_property
    def _kept_back(self) -> frozenset[str]:
        private = {
            member.id
            for campaign in (self.proposal.before, self.proposal.after)
            for member in campaign.of(Member)
            if member.visibility != "public"
        }
        return frozenset(private - {name for change in self.proposal.changes for name in _shown(change)})

    @cached_property
    def _kept_back_words(self) -> re.Pattern[str]:
        words = {*self._kept_back}
        for campaign in (self.proposal.before, self.proposal.after):
            words |= {campaign.members[name].name for name in self._kept_back & campaign.members.keys()}
        longest_first = sorted(words, key=lambda word: (-len(word), word))
        return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest_first))})(?![\w-])")


def _shown(change: Change) -> Iterable[str]:
    """The members whom the lines of a change name anyway."""
    for record in (change.before, change.after):
        if isinstance(record, Member):
            yield record.id
        elif isinstance(record, _ANSWERS):
            yield record.member


def short(text: str) -> str:
    """The text, of a very long one its beginning."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"


def quoted(text: str) -> str:
    """The text in quotation marks."""
    return f'"{short(text)}"'


def number(count: int) -> str:
    """`two`, `214`: small numbers as words."""
    return _SMALL[count] if count < len(_SMALL) else f"{count:,}"


def counted(count: int, one: str, many: str) -> str:
    """`one word`, `214 words`."""
    return f"{number(count)} {one if count == 1 else many}"


def some(labels: Sequence[str], say: Words) -> str:
    """`A, B and C`; of more than a few `A, B, C and 297 more`."""
    if len(labels) > SHOWN + 1:
        return f"{', '.join(labels[:SHOWN])} and {number(len(labels) - SHOWN)} more"
    return say.joined(labels)


def sentence(text: str) -> str:
    """With a capital letter and a full stop."""
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '…')) else '.'}"
