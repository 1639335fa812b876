"""Verifying: the signatures of a campaign, each asked of ssh-keygen once, and the standing that they give."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from coalition.campaign.loading import load
from coalition.errors import CoalitionError
from coalition.problems import suggest
from coalition.signing import openssh
from coalition.sources.cache import Cache
from coalition.sources.git import Repository
from coalition.standing.computing import compute
from coalition.standing.evidence import gather
from coalition.standing.model import VALID, WAITING
from coalition.workflows.opening import need_campaign, open_cache, open_tree

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from coalition.campaign.model import Campaign
    from coalition.problems import Problem
    from coalition.signing.openssh import Check
    from coalition.standing.evidence import Seal
    from coalition.standing.model import Standing, StatementStanding

_KEPT = 200_000
"""Verdicts that are remembered at most: 33 bytes each."""
_DIGEST = 32
_GOOD, _BAD = b"\x01", b"\x00"


@dataclass(frozen=True, slots=True)
class Verified:
    """What `statement verify` found."""

    standing: Standing
    statements: tuple[StatementStanding, ...]
    """Those that were asked for, by id."""
    problems: tuple[Problem, ...]
    """Of the receipt log's chain."""

    @property
    def failed(self) -> bool:
        """Whether something is not what it claims to be: neither good, nor late, nor only waiting for a step."""
        answers = (answer.verdict for statement in self.statements for answer in statement.answers)
        papers = (paper.verdict for paper in self.standing.papers)
        return bool(self.problems) or any(verdict not in _SOUND for verdict in (*answers, *papers))


_SOUND = VALID | WAITING | {"late"}


def verify(folder: Path, instant: datetime, name: str | None, *, revision: str | None = None) -> Verified:
    """Every answer to a statement, or to all, with its signature verified.

    Raises CoalitionError when there is no campaign, no such statement, or no ssh-keygen where it is needed.
    """
    if revision is None:
        need_campaign(folder)
    loaded = load(open_tree(folder, revision))
    campaign = loaded.value
    if not campaign.settings_were_read:
        raise CoalitionError(f"{folder} holds no campaign that can be read.", 'Run "coalition check" to see why.')
    found = standing(campaign, instant, open_cache(folder, Repository.open(folder)))
    if name is not None and name not in found.statements:
        hint = suggest(name, found.statements) or '"coalition statement list" shows all.'
        raise CoalitionError(f'There is no statement "{name}".', hint)
    kept = tuple(found.statements[one] for one in sorted(found.statements) if name in {None, one})
    chain = tuple(problem for problem in loaded.problems if problem.code == "broken-receipts")
    return Verified(found, kept, chain)


def standing(campaign: Campaign, instant: datetime, cache: Cache) -> Standing:
    """The standing of a campaign, its signatures verified.

    Raises CoalitionError where something is signed and ssh-keygen is missing, or is not that of OpenSSH.
    """
    evidence = gather(campaign, instant)
    requests = evidence.requests
    return compute(campaign, instant, evidence.proven(prove(requests, cache)) if requests else evidence)


def prove(seals: Sequence[Seal], cache: Cache) -> Mapping[str, bool]:
    """By path, whether each signature is good, as ssh-keygen said now or when it was asked before.

    Law: what is remembered depends on the bytes of file and signature, the namespace, the member, the allowed signers
    and the program alone. It does not depend on the instant: only lines that hold then are among a seal's signers.
    """
    store = cache.key("signatures", _program())
    known = _thawed(cache.get(store) or b"")
    asked = {seal.path: (_digest(seal.check), seal.check) for seal in seals if seal.check is not None}
    new = {digest: check for digest, check in asked.values() if digest not in known}
    if new:
        proofs = openssh.verify(tuple(new.values()))
        found = {digest: proof.good for digest, proof in zip(new, proofs, strict=True)}
        known = {**found, **known}
        cache.put(store, _frozen(known))
    return {path: known[digest] for path, (digest, _) in asked.items()}


def _program() -> str:
    """Which ssh-keygen it is: another one is asked again."""
    found = Path(openssh.find())
    status = found.stat()
    return f"{found} {status.st_size} {status.st_mtime_ns}"


def _digest(check: Check) -> bytes:
    return bytes.fromhex(Cache.key(check.namespace, check.principal, check.signers, check.raw, check.signature))


def _frozen(known: Mapping[bytes, bool]) -> bytes:
    """A digest and a byte for each, those found last at the beginning."""
    return b"".join(digest + (_GOOD if good else _BAD) for digest, good in list(known.items())[:_KEPT])


def _thawed(kept: bytes) -> dict[bytes, bool]:
    size = _DIGEST + 1
    parts = (kept[at : at + size] for at in range(0, len(kept), size))
    return {part[:_DIGEST]: part[_DIGEST:] == _GOOD for part in parts}
