"""What the answers to one statement come to together: which of a member's counts, the totals, the adoption."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from coalition.standing.model import Adoption, Answer, StatementStanding, Totals, Unnamed
from coalition.standing.weighing import deadline, number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from coalition.kinds.member import Member
    from coalition.kinds.statement import Statement
    from coalition.standing.model import Verdict
    from coalition.standing.weighing import Weighed

_OPEN = frozenset({"open", "closed", "submitted", "published", "answered", "superseded"})
"""Stages of a statement in which it can have been adopted."""
_LONGEST = 36_500
"""Days: whoever writes more means for ever, and for ever has no end to compute."""
_CLOSED = frozenset({"closed", "submitted", "published", "answered", "superseded"})


@dataclass(frozen=True)
class Ballot:
    """A statement's answers that are good by themselves, and whose each is."""

    statement: Statement | None
    members: Mapping[str, Member]
    instant: datetime

    @property
    def current(self) -> int:
        """The version that is counted."""
        return self.statement.current_version if self.statement else 1

    def count(self, name: str, weighed: Iterable[Weighed], unread: Iterable[Answer]) -> StatementStanding:
        """The standing of the statement of that id.

        Law: an organisation is counted once at most, whatever the number of its answers, keys and languages; nobody's
        answer counts for another.
        """
        by_member: dict[str, list[Weighed]] = defaultdict(list)
        for one in weighed:
            by_member[one.answer.member].append(one)
        answers = [*unread]
        for own in by_member.values():
            answers += self._settled(own)
        answers.sort(key=lambda answer: (answer.version, answer.member, number_of(answer.path), answer.path))
        totals = self._totals(answers)
        adoption, unnamed = self._adoption(answers, totals), self._unnamed(answers)
        return StatementStanding(name, self.current, tuple(answers), totals, adoption, unnamed)

    def _settled(self, own: list[Weighed]) -> list[Answer]:
        """One member's answers, each with its last verdict."""
        good = sorted((one for one in own if one.found.verdict == "good"), key=lambda one: one.order)
        latest = {one.answer.version: one for one in good}  # of those on one version the last
        return [self._answer(one, *self._verdict(one, latest)) for one in own]

    def _verdict(self, one: Weighed, latest: Mapping[int, Weighed]) -> tuple[Verdict, str]:
        """What became of an answer, with what its member answered besides."""
        answer, found = one.answer, one.found
        last = latest.get(answer.version)
        if found.verdict == "announced" and last is not None and one.order < last.order:
            return "superseded", f"{answer.member} has answered since, with proof."
        if found.verdict != "good":
            return found.verdict, found.reason
        later = next((latest[version] for version in sorted(latest) if answer.version < version <= self.current), None)
        for other in (last, later):
            if other is not None and other is not one:
                return _replaced(answer.action, other)
        if answer.action == "withdraw" or answer.version == self.current:
            return "good", found.reason
        if answer.version > self.current:
            return "good", f"{found.reason} Version {answer.version} is not the current one yet."
        return self._of_earlier(answer.action, answer.mandate, answer.version)

    def _of_earlier(self, action: str, mandate: str, version: int) -> tuple[Verdict, str]:
        """An answer to a version that is no longer current, whose member has not answered since."""
        over = self._corrected(version)
        if action != "endorse" or over is None:
            return "earlier", f"It answers version {version}, and version {self.current} is current."
        if mandate != "editorial":
            return "earlier", f"It holds for version {version} exactly; version {self.current} corrects that."
        if self.instant < over:
            return "earlier", f"Objections to the correction are heard until {over:%Y-%m-%dT%H:%M:%SZ}."
        return "carried-over", f"Its mandate covers editorial corrections, as version {self.current} is of {version}."

    def _corrected(self, version: int) -> datetime | None:
        """When the time for objections ends, if the current version is a correction of that one, or of one of it."""
        corrections = self.statement.corrections if self.statement else {}
        at, ends = self.current, []
        while at > version and at in corrections and corrections[at].of < at:
            ends.append(corrections[at].objections_until)
            at = corrections[at].of
        return max(ends) if ends and at == version else None

    def _answer(self, one: Weighed, verdict: Verdict, reason: str) -> Answer:
        answer, found = one.answer, one.found
        member = self.members.get(answer.member)
        is_current = answer.version == self.current or verdict == "carried-over"
        is_counted = verdict in {"good", "carried-over"} and answer.action == "endorse" and is_current
        is_hidden = member is not None and member.visibility == "hidden"
        return Answer(
            path=answer.path,
            statement=answer.statement,
            version=answer.version,
            member=answer.member,
            name=member.name_on(answer.date) if member else answer.member,
            action=answer.action,
            capacity=answer.capacity,
            verdict=verdict,
            counts=is_counted and not is_hidden,
            on=answer.date,
            strength=found.strength,
            reason=f"{reason} Hidden members are not counted." if is_counted and is_hidden else reason,
            language=answer.language,
            mandate=answer.mandate,
            scope=answer.scope,
            arrived=found.arrived,
            reservation=answer.remark,
            attestation=found.evidence,
            named=member is None or member.visibility == "public",
        )

    def _totals(self, answers: Iterable[Answer]) -> Totals:
        counted = [answer for answer in answers if answer.counts]
        strengths = Counter(answer.strength for answer in counted)
        others = Counter(answer.action for answer in answers if self._is_in_force(answer))
        return Totals(
            counted=len(counted),
            signed=strengths["signed"],
            attested=strengths["attested"],
            declined=others["decline"],
            abstained=others["abstain"],
            objected=others["object"],
            withdrawn=others["withdraw"],
            unnamed=sum(not answer.named for answer in counted),
        )

    def _unnamed(self, answers: Iterable[Answer]) -> Unnamed:
        own = [answer for answer in answers if not answer.named]
        totals, against = self._totals(own), self._against(own)
        return Unnamed(
            signed=totals.signed,
            attested=totals.attested,
            declined=totals.declined,
            abstained=totals.abstained,
            objected=totals.objected,
            objected_in_time=len(against),
            withdrawn=totals.withdrawn,
        )

    def _is_in_force(self, answer: Answer) -> bool:
        """Whether an answer is its member's last word on the current version; a withdrawal is, of any version."""
        member = self.members.get(answer.member)
        is_of_it = answer.version == self.current or (answer.action == "withdraw" and answer.version < self.current)
        return answer.verdict == "good" and is_of_it and member is not None and member.visibility != "hidden"

    def _adoption(self, answers: Iterable[Answer], totals: Totals) -> Adoption:
        if self.statement is None:
            return Adoption()
        wanted = self.statement.adoption
        against, until = self._against(answers), self._until(self.statement)
        is_adopted, reason = self._decided(self.statement, totals, len(against), until)
        if wanted.rule != "none" and self.statement.status not in _OPEN:
            is_adopted, reason = False, f'It is "{self.statement.status}".'
        return Adoption(wanted.rule, is_adopted, wanted.minimum, until, reason)

    def _decided(self, statement: Statement, totals: Totals, against: int, until: datetime | None) -> tuple[bool, str]:
        """Whether it is adopted by its rule, and why; `against` is the number of objections that stand in its way."""
        rule, minimum = statement.adoption.rule, statement.adoption.minimum or 1
        if rule == "none":
            return False, "It speaks for those who signed it; nothing is adopted."
        if rule == "threshold":
            return (
                totals.counted >= minimum,
                f"It takes {minimum}; {totals.counted} {'counts' if totals.counted == 1 else 'count'}.",
            )
        is_heard = until is not None and self.instant < until and statement.status not in _CLOSED
        obstacles = (
            (bool(against), f"{against} objected."),
            (rule == "consensus" and not totals.counted, "Nobody has endorsed it."),
            (rule == "no-objection" and until is None, "It has no day of opening, from which the days are counted."),
            (is_heard, f"Objections are heard until {until:%Y-%m-%dT%H:%M:%SZ}." if until else ""),
        )
        reason = next((reason for stands, reason in obstacles if stands), "")
        return not reason, reason or "Nobody objected in time."

    def _against(self, answers: Iterable[Answer]) -> list[Answer]:
        """The objections in force that came while objections were heard."""
        until = self._until(self.statement) if self.statement else None
        objections = [answer for answer in answers if answer.action == "object" and self._is_in_force(answer)]
        return [one for one in objections if until is None or one.arrived is None or one.arrived < until]

    @staticmethod
    def _until(statement: Statement) -> datetime | None:
        """The first instant at which an objection no longer stands in the way of adoption."""
        wanted = statement.adoption
        if wanted.rule == "no-objection" and statement.opens and wanted.days:
            return statement.opens + timedelta(days=min(wanted.days, _LONGEST))
        return deadline(statement) if wanted.rule == "consensus" else None


def _replaced(action: str, other: Weighed) -> tuple[Verdict, str]:
    """The verdict on an answer that another of its member replaced."""
    if other.answer.action == "withdraw" and action != "withdraw":
        return "withdrawn", f"{other.answer.member} withdrew it."
    return "superseded", f"{other.answer.member} answered again, in {other.answer.path.rpartition('/')[2]}."
