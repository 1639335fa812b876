"""What one answer is worth by itself: whether it is where it belongs, proven, about this text, by a member, in time."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from hashlib import sha256
from typing import TYPE_CHECKING

from coalition.kinds.statement import StatementText
from coalition.kinds.words import day_of, instant_of
from coalition.standing.evidence import inexact
from coalition.standing.judging import Judge, Judgement

if TYPE_CHECKING:
    from datetime import date

    from coalition.campaign.model import Campaign
    from coalition.kinds.answers import Approval, Endorsement
    from coalition.kinds.statement import Statement
    from coalition.standing.model import Verdict

_EARLIEST_ZONE = timedelta(hours=14)
"""There a day begins that long before it does in UTC."""


@dataclass(frozen=True, slots=True)
class Weighed:
    """An answer with what it is worth before others are looked at; `good` means that it can count."""

    answer: Endorsement
    found: Judgement

    @property
    def order(self) -> tuple[datetime, int, int]:
        """Which of a member's answers is later: that which arrived later; where nothing tells, by its date and number."""
        arrived = self.found.arrived or datetime.combine(self.answer.date, time(), UTC)
        return (arrived, self.found.line, number_of(self.answer.path))


def number_of(path: str) -> int:
    """Which of a member's answers a file is: 1 for `<member>.txt`, 2 for `<member>.2.txt`."""
    words = path.rpartition("/")[2].split(".")
    return int(words[1]) if words[1].isdigit() else 1


class Scales:
    """Weighs answers and approvals, one at a time."""

    def __init__(self, judge: Judge) -> None:
        self._judge = judge
        self._campaign: Campaign = judge.campaign
        self._instant = judge.evidence.instant
        self._keeps_log = judge.evidence.receipts.kept

    def weigh(self, answer: Endorsement) -> Weighed:
        """The verdict on an answer by itself. Law: it depends on no other answer."""
        fault = self._misplaced(answer) or self._stranger(answer)
        if fault is not None:
            return Weighed(answer, Judgement(*fault))
        found = self._judge.proof(answer.path, answer.member)
        if found.verdict not in {"good", "announced"}:
            return Weighed(answer, found)
        fault = self._altered(answer) or self._inactive(answer, found)
        if fault is not None:
            return Weighed(answer, replace(found, verdict=fault[0], reason=fault[1]))
        if found.verdict == "announced":
            return Weighed(answer, found)
        fault = self._unreceived(answer.date, found) or self._late(answer, found)
        return Weighed(answer, replace(found, verdict=fault[0], reason=fault[1]) if fault else found)

    def approve(self, approval: Approval) -> Judgement:
        """The verdict on an approval, whatever became of the content that it approves."""
        fault = self._misplaced_approval(approval) or self._stranger(approval)
        if fault is not None:
            return Judgement(*fault)
        found = self._judge.proof(approval.path, approval.member)
        if found.verdict not in {"good", "announced"}:
            return found
        fault = self._inactive(approval, found)
        if fault is None and found.verdict == "good":
            fault = self._unreceived(approval.date, found)
        return replace(found, verdict=fault[0], reason=fault[1]) if fault else found

    def _misplaced(self, answer: Endorsement) -> tuple[Verdict, str] | None:
        """Whether it was copied to where it does not belong."""
        _, statement, _, folder, name = answer.path.split("/")
        process = f"statements/{statement}/statement.yaml"
        return self._strange(answer) or _first(
            (answer.statement != statement, "wrong-statement", f'It answers another statement, "{answer.statement}".'),
            (process not in self._campaign.paths, "wrong-statement", f'There is no statement "{statement}".'),
            (folder != f"v{answer.version}", "wrong-version", f"It answers version {answer.version}."),
            (
                (statement, answer.version) not in self._texts,
                "wrong-version",
                f"The statement has no text of version {answer.version}.",
            ),
            (name.partition(".")[0] != answer.member, "wrong-member", f"It is the answer of {answer.member}."),
        )

    def _misplaced_approval(self, approval: Approval) -> tuple[Verdict, str] | None:
        _, chapter, _, name = approval.path.split("/")
        return self._strange(approval) or _first(
            (approval.chapter != chapter, "wrong-statement", f'It is of another chapter, "{approval.chapter}".'),
            (name.partition(".")[0] != approval.member, "wrong-member", f"It is of {approval.member}."),
        )

    def _strange(self, answer: Endorsement | Approval) -> tuple[Verdict, str] | None:
        """Whether its bytes are not those of any answer, or it was given elsewhere."""
        settings = self._campaign.settings
        beside = inexact(self._campaign, answer.path)
        is_foreign = self._campaign.settings_were_read and answer.coalition != settings.campaign.domain
        return _first(
            (bool(beside), "malformed", beside),
            (is_foreign, "wrong-coalition", f'It was given to another coalition, "{answer.coalition}".'),
        )

    def _stranger(self, answer: Endorsement | Approval) -> tuple[Verdict, str] | None:
        if answer.member in self._campaign.members:
            return None
        return "unknown-member", f"The registry has no member {answer.member}."

    def _altered(self, answer: Endorsement) -> tuple[Verdict, str] | None:
        """Whether the text has other bytes than those that were answered: the normative text's, or its language's."""
        texts = self._texts[answer.statement, answer.version]
        known = {digest for language, path, digest, normative in texts if normative or language == answer.language}
        if answer.text_sha256 in known:
            return None
        for _, path, _, _ in texts:
            folded = sha256(self._campaign.texts[path].encode("utf-8", "surrogatepass")).hexdigest()
            if path in self._campaign.windows and folded == answer.text_sha256:
                cure = "on checkout git changed them; .gitattributes has to say: statements/** -text"
                return "altered-text", f"The lines of {path} end as on Windows, and did not when it was signed: {cure}."
        folder = f"statements/{answer.statement}/v{answer.version}"
        return "altered-text", f"It is of other bytes than any text in {folder} that it can be of."

    @cached_property
    def _texts(self) -> dict[tuple[str, int], list[tuple[str, str, str, bool]]]:
        """By statement and version: language, path, digest of each text, and whether it is no translation."""
        found: dict[tuple[str, int], list[tuple[str, str, str, bool]]] = {}
        for text in self._campaign.of(StatementText):
            row = (text.language, text.path, self._campaign.digests[text.path], text.translates is None)
            found.setdefault((text.id, text.version), []).append(row)
        return found

    def _inactive(self, answer: Endorsement | Approval, found: Judgement) -> tuple[Verdict, str] | None:
        """Whether it was an active member when the answer arrived.

        Where nothing tells when that was, the day that the answer states is taken; what is signed and still has to be
        received arrives now at the earliest.
        """
        is_arriving = self._keeps_log and found.verdict == "good"
        unreceived = day_of(self._instant) if is_arriving else answer.date
        day = day_of(found.arrived) if found.arrived else unreceived
        if self._campaign.members[answer.member].active_on(day):
            return None
        return "inactive-member", f"{answer.member} was not an active member on {day}."

    def _unreceived(self, day: date, found: Judgement) -> tuple[Verdict, str] | None:
        """Whether the secretariat has not entered it in its log, or it is of a day that had not begun anywhere."""
        if self._keeps_log and not found.line:
            return "not-yet-received", "It is not in the receipt log."
        if self._judge.log is not None and self._judge.log.verdict != "good":
            return "not-yet-received", f"The receipt log proves nothing. {self._judge.log.reason}"
        if found.arrived is None and _earliest(day) > self._instant:
            return "not-yet-received", f"It is dated {day}."
        return None

    def _late(self, answer: Endorsement, found: Judgement) -> tuple[Verdict, str] | None:
        """Whether it came when the time was over. A member can withdraw at any time."""
        statement = self._campaign.statements.get(answer.statement)
        over = deadline(statement) if statement else None
        if over is None or answer.action == "withdraw":
            return None
        # Where nothing tells when it arrived, only a day that had nowhere begun by then is too late for sure.
        arrived = found.arrived or _earliest(answer.date)
        if arrived < over:
            return None
        when = arrived if found.arrived else answer.date
        return "late", f"It came on {when:%Y-%m-%d}; the statement had closed at {over:%Y-%m-%dT%H:%M:%SZ}."


def _earliest(day: date) -> datetime:
    """The instant at which a day begins in the first zone in which it does."""
    return datetime.combine(day, time(), UTC) - _EARLIEST_ZONE


def _first(*faults: tuple[bool, Verdict, str]) -> tuple[Verdict, str] | None:
    """The first fault that is one, as its verdict and reason."""
    return next(((verdict, reason) for is_one, verdict, reason in faults if is_one), None)


def deadline(statement: Statement) -> datetime | None:
    """The first instant at which an answer is late; None: there is none.

    Where `closes` is not given, it is when the statement was submitted: at the end of that day, if no hour is told.
    """
    if statement.closes is not None:
        return instant_of(statement.closes)
    if statement.submission is None:
        return None
    on = statement.submission.on
    return on.astimezone(UTC) if isinstance(on, datetime) else datetime.combine(on, time(), UTC) + timedelta(days=1)
