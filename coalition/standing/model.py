"""Standing as values: what memberships, answers and approvals amount to at an instant.

Nothing here is computed twice: rules, outputs and commands read these values, and have no verdict of their own.
"""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from functools import cached_property
from itertools import groupby
from typing import TYPE_CHECKING, Literal

from coalition.kinds.words import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from coalition.signing.signers import Validity

Verdict = Literal[
    "good",
    "announced",
    "earlier",
    "carried-over",
    "superseded",
    "withdrawn",
    "not-yet-received",
    "late",
    "altered-text",
    "bad-signature",
    "wrong-namespace",
    "wrong-member",
    "wrong-statement",
    "wrong-version",
    "wrong-coalition",
    "unknown-key",
    "key-not-valid-then",
    "key-revoked",
    "weak-key",
    "unknown-member",
    "inactive-member",
    "malformed",
]
"""What an answer is worth; docs/verification.md says when each is given, and which comes before which."""
Strength = Literal["signed", "attested", "announced"]
"""How an answer is proven: by the member's signature, by the secretariat's word, or not."""

VALID: frozenset[Verdict] = frozenset({"good", "earlier", "carried-over", "superseded", "withdrawn"})
"""Verdicts on answers that were genuine and in time when they arrived, whatever became of them."""
WAITING: frozenset[Verdict] = frozenset({"announced", "not-yet-received"})
"""Verdicts on answers to which nothing is wrong but that a step is missing."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A member's answer to a version of a statement, and what it is worth."""

    path: str
    """Of the answer's file."""
    statement: str
    version: int
    member: str
    name: str
    """The name that the member bore on the day that the answer states; its id where it is unknown."""
    action: str
    """endorse, decline, abstain, object, withdraw; empty where the file could not be read."""
    capacity: str
    verdict: Verdict
    counts: bool
    """Whether it is one of those that the statement's total counts."""
    on: date | None
    """The day that the answer states; None where the file could not be read."""
    strength: Strength = "announced"
    reason: str = ""
    """Why it has that verdict: one sentence, in plain words."""
    language: str = ""
    """In which the member read the text."""
    mandate: str = ""
    scope: str = ""
    arrived: datetime | None = None
    """When it was received, by the receipt log, or by the secretariat's attestation; None: nothing proves when."""
    reservation: str = ""
    attestation: str = ""
    """With `attested`: the kind of evidence that the secretariat has (e-mail, letter, minutes, form)."""
    named: bool = True
    """Whether the member may be named in public."""


@dataclass(frozen=True, slots=True)
class Totals:
    """How many members answered a statement's current version. Law: an organisation is counted once."""

    counted: int = 0
    """Endorsements that count, signed or attested, carried over or not."""
    signed: int = 0
    attested: int = 0
    declined: int = 0
    abstained: int = 0
    objected: int = 0
    withdrawn: int = 0
    unnamed: int = 0
    """Of those counted, how many are named nowhere."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """Whether the coalition has adopted a statement."""

    rule: Literal["threshold", "consensus", "no-objection", "none"] = "none"
    adopted: bool = False
    minimum: int | None = None
    """With `threshold`: how many endorsements it takes."""
    until: datetime | None = None
    """With `consensus` and `no-objection`: the first instant at which an objection no longer stands in the way."""
    reason: str = ""
    """Why, in one sentence."""


@dataclass(frozen=True, slots=True)
class Unnamed:
    """What the answers of members that are named nowhere come to: numbers, since that is all that is told of them."""

    signed: int = 0
    attested: int = 0
    declined: int = 0
    abstained: int = 0
    objected: int = 0
    objected_in_time: int = 0
    """Of those that objected, how many stand in the way of adoption."""
    withdrawn: int = 0

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers, in the order of a `coalition-unnamed` file."""
        return astuple(self)


NOBODY = Unnamed()


@dataclass(frozen=True)
class StatementStanding:
    """A statement's answers and what they come to."""

    statement: str
    current_version: int
    answers: tuple[Answer, ...] = ()
    """In order of version, member, and the number of the member's answer."""
    totals: Totals = Totals()
    adoption: Adoption = Adoption()
    unnamed: Unnamed = NOBODY
    """What of the totals is of members that are named nowhere."""
    unnamed_are_proven: bool = True
    """Whether the secretariat has signed these very numbers; where nobody is unnamed, it need not."""

    @cached_property
    def signatories(self) -> tuple[Answer, ...]:
        """The endorsements that count and may be named, by the name that the member then bore."""
        named = (answer for answer in self.answers if answer.counts and answer.named)
        return tuple(sorted(named, key=lambda answer: (answer.name.casefold(), answer.member)))

    @property
    def earlier(self) -> tuple[Answer, ...]:
        """Those who signed an earlier text and have not answered this one: shown, not counted."""
        return self._with("earlier")

    @property
    def late(self) -> tuple[Answer, ...]:
        """Endorsements that arrived after the deadline: a list of their own, where the statement allows it."""
        return self._with("late")

    @property
    def not_yet_confirmed(self) -> tuple[Answer, ...]:
        """Answers that nothing proves yet: neither signature nor attestation, or not entered in the receipt log."""
        return tuple(answer for answer in self.answers if answer.verdict in WAITING and answer.named)

    def _with(self, verdict: Verdict) -> tuple[Answer, ...]:
        """Endorsements of that verdict that may be named."""
        kept = (answer for answer in self.answers if answer.verdict == verdict and answer.action == "endorse")
        return tuple(answer for answer in kept if answer.named)


@dataclass(frozen=True, slots=True)
class Approval:
    """A member's word on a chapter, and whether it is genuine."""

    path: str
    chapter: str
    member: str
    language: str
    action: str
    """approve, object."""
    capacity: str
    content_sha256: str
    """The digest of the content that it is of."""
    verdict: Verdict
    strength: Strength = "announced"
    reason: str = ""
    on: date | None = None
    arrived: datetime | None = None
    name: str = ""
    """That the member bore on that day; its id where it is unknown."""
    remark: str = ""
    named: bool = True


@dataclass(frozen=True, slots=True)
class ChapterStanding:
    """A chapter's approvals in one language, and what they come to.

    Laws: a member is in one of given, stale and objections at most; of `required` each is in given, stale, objections
    or missing.
    """

    chapter: str
    language: str
    digest: str = ""
    """Of its content; empty where a file of it cannot be read: then nothing approves it."""
    required: tuple[str, ...] = ()
    """Who has to approve: the lead, then the reviewers. Contributors may."""
    given: tuple[Approval, ...] = ()
    """Approvals of this very content that are signed or attested, in order of member."""
    stale: tuple[Approval, ...] = ()
    """Last words, approvals or objections, on content that has changed since."""
    objections: tuple[Approval, ...] = ()
    missing: tuple[str, ...] = ()
    """Of those required, who has said nothing that counts."""
    unproven: tuple[Approval, ...] = ()
    """What waits for a signature, an attestation or its receipt."""

    @property
    def outstanding(self) -> tuple[str, ...]:
        """Of those required, who has not approved this content, in the order of `required`."""
        given = {approval.member for approval in self.given}
        return tuple(member for member in self.required if member not in given)

    @property
    def approved(self) -> bool:
        """Whether everybody who has to has approved this very content, and nobody objects to it."""
        return bool(self.digest and self.required) and not self.outstanding and not self.objections


@dataclass(frozen=True, slots=True)
class Paper:
    """A signed file that answers nothing itself: an attestation, a key change, a number of members, the receipt log."""

    path: str
    verdict: Verdict
    reason: str = ""


@dataclass(frozen=True)
class Standing:
    """The state of a campaign at an instant.

    Law: the same campaign, instant and proofs give the same standing, whatever the clock says.
    """

    instant: datetime
    active: frozenset[str]
    """Ids of members that are active."""
    statements: Mapping[str, StatementStanding] = field(default_factory=dict)
    """By id, of every statement that there is or that somebody answered."""
    approvals: tuple[Approval, ...] = ()
    chapters: Mapping[tuple[str, str], ChapterStanding] = field(default_factory=dict)
    """By id and language, of every chapter's text that there is."""
    papers: tuple[Paper, ...] = ()
    """In order of path."""
    keys: Mapping[str, tuple[Validity, ...]] = field(default_factory=dict)
    """By member: the keys that are proven to be its, and when each may speak."""
    keeps_receipts: bool = False
    """Whether there is a receipt log: then what is not in it has not arrived."""

    @property
    def day(self) -> date:
        """The day of the instant."""
        return day_of(self.instant)

    @cached_property
    def answers(self) -> tuple[Answer, ...]:
        """Every answer, in order of statement, version, member and number."""
        return tuple(answer for name in sorted(self.statements) for answer in self.statements[name].answers)

    def of_statement(self, statement: str) -> StatementStanding:
        """What the answers to a statement come to; nothing for one that is not there."""
        return self.statements.get(statement) or StatementStanding(statement, 1)

    def of_chapter(self, chapter: str, language: str) -> ChapterStanding:
        """What the approvals of a chapter come to in that language; nothing for one that is not there."""
        return self.chapters.get((chapter, language)) or ChapterStanding(chapter, language)

    def of_member(self, member: str) -> tuple[Answer, ...]:
        """A member's answers, in order of statement, version and number."""
        return self._by_member.get(member, ())

    @cached_property
    def _by_member(self) -> dict[str, tuple[Answer, ...]]:
        ordered = sorted(self.answers, key=lambda answer: answer.member)
        return {name: tuple(found) for name, found in groupby(ordered, key=lambda answer: answer.member)}
