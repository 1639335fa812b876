"""What a proposal does, in sentences: for those who have to say yes to it, and read no files."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from coalition.kinds import KINDS
from coalition.kinds.answers import Endorsement
from coalition.kinds.record import Text
from coalition.kinds.statement import StatementText
from coalition.outputs.proposal import answers, members
from coalition.outputs.proposal.entries import entries
from coalition.outputs.proposal.names import Names, counted, number, quoted, sentence, short, some
from coalition.outputs.redlines import summary
from coalition.prose.redlined import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from coalition.campaign.changes import Action, Change
    from coalition.standing.model import Approval
    from coalition.standing.proposal import Proposal

_COMMENTS = "#"
"""Among the fields of a change: comments that stood with the thing are gone."""
MANY = 5
"""More things of one kind to which the same is done are told in one sentence."""
FILE = "file"
NOUNS: Mapping[str, tuple[str, str]] = {
    "campaign": ("the settings of the campaign", "settings"),
    "member": ("the member", "members"),
    "statement": ("the process of the statement", "statements"),
    "statement-text": ("the statement", "texts of statements"),
    "endorsement": ("the answer", "answers"),
    "attestation": ("the secretariat's confirmation", "confirmations by the secretariat"),
    "unnamed": ("the number of unnamed members", "numbers of unnamed members"),
    "chapter": ("the chapter", "chapters"),
    "approval": ("the approval", "approvals"),
    "report-text": ("the part of the report", "parts of the report"),
    "source": ("the source", "sources"),
    "dataset": ("the table", "tables"),
    "term": ("the term", "terms"),
    "instrument": ("the legal instrument", "legal instruments"),
    "person": ("the person", "persons"),
    "answer": ("the answer to the recommendation", "answers to recommendations"),
    "consent": ("the record of consent", "records of consent"),
    "practice": ("the experience or project", "experiences and projects"),
    "meeting": ("the meeting", "meetings"),
    "page": ("the page", "pages"),
    "key-change": ("the change of keys", "changes of keys"),
    "receipt-log": ("the arrival records", "arrival records"),
    "edition": ("the edition's record", "records of editions"),
    "edition-changes": ("the edition's list of changes", "lists of changes of editions"),
    "edition-consents": ("the consents on which the edition rests", "lists of consents of editions"),
    "site": ("the look and navigation of the site", "settings of the site"),
    FILE: ("the file", "files"),
}
"""What people call one of a kind, and several."""
_ENTRIES = frozenset({"member", "source"})
"""Kinds of which one that cannot be read is still told as what it is: several stand in a file."""
_ALONE = frozenset({"campaign", "unnamed", "receipt-log", "site"})
"""Kinds of which there is one, which needs no name."""
_VERBS: Mapping[Action, str] = {
    "removed": "removes",
    "moved": "moves",
    "reordered": "puts in another order",
    "changed": "changes",
    "added": "adds",
}
_RANK = {name: rank for rank, name in enumerate([*(kind.name for kind in KINDS), FILE])}
_TOLD_AS_VALUES = frozenset({"status", "current_version"})


def deeds(proposal: Proposal, tallies: Mapping[str, Tally]) -> tuple[str, ...]:
    """Everything that a proposal does, a sentence each, in the order of kinds.

    `tallies` has, by the path of a text, how much differs in it. Laws: every change is told in one sentence, a
    signature with what it signs; no text of a proposal is longer here than a line.
    """
    teller = _Teller(proposal, tallies)
    return tuple(sentence(told) for told in teller.all())


class _Teller:
    def __init__(self, proposal: Proposal, tallies: Mapping[str, Tally]) -> None:
        self.proposal = proposal
        self.names = Names(proposal)
        self.tallies = tallies
        self.stale = _become_stale(proposal)

    def all(self) -> Iterator[str]:
        """Every sentence, in the order of what changed; then the approvals that it makes stale."""
        changes = [one for change in self.proposal.changes for one in entries(change, self.proposal)]
        for group in _together(changes):
            if len(group) > (1 if group[0].kind == "source" else MANY):
                yield self._many(group)
            else:
                yield from map(self._one, group)
        yield from (self._stale(chapter, language) for chapter, language in sorted(self.stale))

    def _one(self, change: Change) -> str:
        kind = _told_as(change)
        if change.action == "reordered":
            return f"puts the {NOUNS[kind][1]} in {change.path} in another order"
        if change.action == "moved":
            old = self.noun(replace(change, path=change.origin, after=None))
            return f"moves {old}{'' if kind == FILE else f' from {short(change.origin)}'} to {short(change.path)}"
        if change.id == change.path and kind in _ENTRIES and change.action == "changed":
            whole = "takes comments out of" if _COMMENTS in change.fields else "breaks the form of"
            return f"{whole} the file {short(change.path)}"
        own = _OWN.get((kind, change.action))
        if own is not None:
            return own(change, self.names)
        if kind in answers.NOUNS:
            return f"{_VERBS[change.action]} {answers.noun(change, self.names)}"
        record = change.after or change.before
        return self._text(change) if isinstance(record, Text) else self._plain(change)

    def _plain(self, change: Change) -> str:
        what = f"{_VERBS[change.action]} {self.noun(change)}"
        fields = _fields(change)
        return f"{what}: {self.names.say.joined(fields)}" if fields else what

    def _text(self, change: Change) -> str:
        """A text, with how many words came or changed."""
        tally = self.tallies.get(change.path, Tally())
        noun, verb = self.noun(change), _VERBS[change.action]
        words = counted(tally.words, "word", "words") if tally.words else ""
        more = _fields(change)
        others = replace(tally, words=0, deleted=0, inserted=0, places=0)
        if not others.nothing and change.action == "changed":
            more.append(summary(others, self.names.say))
        said = f"{verb} {words} in {noun}" if words and change.action == "changed" else f"{verb} {noun}"
        if words and change.action == "added":
            more = [words]
        said = f"{said}: {self.names.say.joined(more)}" if more else said
        return f"{said}; {self._becoming(change)}" if self._is_of_stale(change) else said

    def _is_of_stale(self, change: Change) -> bool:
        return _told_as(change) == "chapter" and (change.id, _language(change)) in self.stale

    def _becoming(self, change: Change) -> str:
        return _approvals(self.stale.pop((change.id, _language(change))), self.names)

    def _stale(self, chapter: str, language: str) -> str:
        translation = "" if language == self.names.language else f" in {self.names.say.language_name(language)}"
        found = _approvals(self.stale[chapter, language], self.names)
        return f"of the chapter {self.names.chapter(chapter)}{translation}, {found}"

    def _many(self, changes: list[Change]) -> str:
        """`adds 300 members: A, B, C and 297 more`."""
        kind, action = _told_as(changes[0]), changes[0].action
        noun = f"{number(len(changes))} {NOUNS[kind][1]}{self._of_statement(changes[0])}"
        words = sum(self.tallies[change.path].words for change in changes if change.path in self.tallies)
        what = f"{counted(words, 'word', 'words')} in {noun}" if words and action == "changed" else noun
        labels = [short(change.path) if kind == FILE else self.names.label(change) for change in changes]
        return f"{_VERBS[action]} {what}: {some(labels, self.names.say)}"

    def _of_statement(self, change: Change) -> str:
        record = change.after or change.before
        return f" to {self.names.statement(record.statement)}" if isinstance(record, Endorsement) else ""

    def noun(self, change: Change) -> str:
        """`the chapter "Work at sea" in Spanish`."""
        kind = _told_as(change)
        one = NOUNS[kind][0]
        if kind == FILE:
            return f"{one} {short(change.path)}"
        if kind == "member":
            return f"the entry of {self.names.label(change)}"
        if kind in answers.NOUNS:
            return answers.noun(change, self.names)
        if kind in _ALONE:
            return f"{one} ({short(change.path)})"
        if kind == "statement":
            return f"{one} {self.names.statement(change.id)}"
        return f"{one} {self.names.label(change)}{self._which(change)}"

    def _which(self, change: Change) -> str:
        """The version and the language, where these are not the only ones."""
        record = change.after or change.before
        if not isinstance(record, Text):
            return ""
        version = f", version {record.version}" if isinstance(record, StatementText) else ""
        other = record.language != self.names.language
        return f"{version}{',' if version and other else ''}" + (
            f" in {self.names.say.language_name(record.language)}" if other else ""
        )


def _together(changes: Iterable[Change]) -> Iterator[list[Change]]:
    """Changes of one kind to which the same is done, in order; a signature is told with what it signs."""
    known = {(change.path, change.action) for change in changes}
    told = [
        change
        for change in changes
        if not (change.path.endswith(".sig") and (change.path.removesuffix(".sig"), change.action) in known)
    ]
    for _, group in groupby(sorted(told, key=lambda one: (*_class(one), one.path, one.place, one.id)), key=_class):
        yield list(group)


def _class(change: Change) -> tuple[int, int, str]:
    record = change.after or change.before
    statement = record.statement if isinstance(record, Endorsement) else ""
    return _RANK[_told_as(change)], list(_VERBS).index(change.action), statement


def _told_as(change: Change) -> str:
    """The kind as which a change is told: what is no record, such as a picture of a chapter, is told as a file."""
    is_entry = change.before is not None or change.after is not None or change.action == "reordered"
    is_whole = change.id == change.path and change.action != "changed"
    return change.kind if is_entry or (change.kind in _ENTRIES and not is_whole) else FILE


def _language(change: Change) -> str:
    record = change.after or change.before
    return record.language if isinstance(record, Text) else ""


def _fields(change: Change) -> list[str]:
    """What of a thing's values changed; of a state, from which to which."""
    if change.action != "changed":
        return []
    found = []
    for field in change.fields or _differing(change):
        old, new = getattr(change.before, field, None), getattr(change.after, field, None)
        if field in _TOLD_AS_VALUES and old is not None and new is not None:
            found.append(f"{field.replace('_', ' ')} from {quoted(str(old))} to {quoted(str(new))}")
        elif field != "text":
            found.append("comments" if field == _COMMENTS else short(field.replace("_", " ")))
    return found


def _differing(change: Change) -> list[str]:
    """Of a file that is compared byte by byte: which of the values in it differ."""
    old, new = change.before, change.after
    if old is None or new is None or type(old) is not type(new):
        return []
    return [field for field in type(new).model_fields if getattr(old, field) != getattr(new, field)]


def _become_stale(proposal: Proposal) -> dict[tuple[str, str], tuple[Approval, ...]]:
    """By chapter and language: the approvals that were of its content before, and are not after."""
    found: dict[tuple[str, str], tuple[Approval, ...]] = {}
    for key, standing in proposal.standing_after.chapters.items():
        if not standing.stale:
            continue
        before = {approval.path for approval in proposal.standing_before.of_chapter(*key).given}
        stale = tuple(approval for approval in standing.stale if approval.path in before)
        if stale:
            found[key] = stale
    return found


def _approvals(stale: tuple[Approval, ...], names: Names) -> str:
    become = "approval becomes" if len(stale) == 1 else "approvals become"
    return f"{number(len(stale))} {become} stale: {names.members(approval.member for approval in stale)}"


_OWN: Mapping[tuple[str, Action], Callable[[Change, Names], str]] = {
    ("member", "added"): members.added,
    ("member", "changed"): members.changed,
}
"""What has words of its own."""
