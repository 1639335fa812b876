"""Sending a proposal: to the host, which opens a pull request or is told where; else as a file to be mailed."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.errors import CoalitionError
from coalition.sources import committing, hosts, remotes, writing
from coalition.sources.remotes import Pushed, Refused
from coalition.workflows.offering import need_repository

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from pathlib import Path

    from coalition.outputs.verdict import Paint
    from coalition.sources.committing import Bench
    from coalition.workflows.offering import Offer


@dataclass(frozen=True, slots=True)
class Sent:
    """It is at the host."""

    link: str | None
    """Where the pull request is opened or seen."""
    opened: bool
    """Whether the host was asked to open it."""
    said: tuple[str, ...]
    """What the host said; not yet made safe for a terminal."""


@dataclass(frozen=True, slots=True)
class Mailed:
    """It is a file, to be mailed."""

    path: Path
    why: str
    """Why it was not pushed; empty when nobody wanted that."""
    by_hand: str
    """The command that pushes it, where git can ask who one is; empty when there is nowhere to push to."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a proposal is found to be."""

    words: str
    """What it does and what is wrong with it, for a terminal."""
    has_errors: bool
    """Errors that were not there before, or things that its member may not do."""


def look_through(folder: Path, offer: Offer, instant: datetime, paint: Paint) -> Looked:
    """What it does, what would be wrong with it and was not before, and what its member may not do."""
    from coalition.outputs.proposal import page
    from coalition.workflows import check, proposal, telling

    made = proposal.propose(folder, proposal.Range(offer.ground.main, offer.commit), offer.member, instant)
    words = page.text(made, telling.counted(folder, made), paint)
    return Looked(words, check.failed(proposal.verdict_of(made), strict=False))


def send(folder: Path, offer: Offer, *, patch: Path | None = None) -> Sent | Mailed:
    """Push it and have it opened; where that is not possible, or `patch` names a file, write it there instead.

    What was proposed is remembered first, so that nothing is lost whatever happens. Raises CoalitionError when the host
    refuses it, with what the host says; then no branch has changed.
    """
    repository = need_repository(folder)
    with committing.bench(repository) as bench:
        bench.point(offer.remembered, offer.commit, bench.at(offer.remembered))
        why = offer.closed
        if patch is None and offer.remote is not None and not why:
            git = remotes.network(repository)
            answer = remotes.push(git, offer.remote, offer.commit, *_there(offer))
            if isinstance(answer, Refused):
                raise _refusal(answer, offer)
            if isinstance(answer, Pushed):
                _keep(bench, offer)
                return _sent(offer, answer)
            why = answer.reason
        _keep(bench, offer)
        return _mailed(folder, bench, offer, patch, why)


def commands(offer: Offer, *, mailed: bool) -> tuple[tuple[str, ...], ...]:
    """What `send` would have git do; `mailed` where nothing is to be pushed."""
    branch = f"refs/heads/{offer.request.branch}"
    sent: tuple[str, ...] = ("format-patch", "--stdout", f"{offer.ground.base}..{offer.commit}")
    if offer.remote is not None and not mailed:
        sent = remotes.push_words(offer.remote, offer.commit, *_there(offer))
    return (
        *([remotes.fetch_words(offer.asked)] if offer.asked else []),
        ("update-ref", offer.remembered, offer.commit),
        sent,
        ("update-ref", branch, offer.commit),
    )


def _there(offer: Offer) -> tuple[str, Sequence[str]]:
    project = ""
    if offer.asked and offer.remote and offer.asked != offer.remote:
        project = (hosts.page(offer.asked.url) or "").partition("://")[2].partition("/")[2]
    return hosts.destination(offer.host, offer.request), hosts.push_options(offer.host, offer.request, project)


def _keep(bench: Bench, offer: Offer) -> None:
    """Give the proposal its branch here."""
    ref = f"refs/heads/{offer.request.branch}"
    bench.point(ref, offer.commit, bench.at(ref))


def _sent(offer: Offer, answer: Pushed) -> Sent:
    pushed = hosts.page(offer.remote.url) if offer.remote else None
    asked = hosts.page(offer.asked.url) if offer.asked else None
    link = hosts.link(offer.host, pushed, asked, offer.request) if pushed and asked else None
    return Sent(link, offer.host in {hosts.Host.GITLAB, hosts.Host.FORGEJO}, answer.said)


def _refusal(answer: Refused, offer: Offer) -> CoalitionError:
    if answer.moved:
        message = f"The branch {offer.request.branch} was changed from elsewhere meanwhile; nothing was pushed."
        return CoalitionError(message, "Give the command again.")
    said = "".join(f"\n{line}" for line in answer.said if line)
    message = f"{_place(offer)} refused it: {answer.reason}{':' if said else ''}{said}"
    hint = (
        "Nothing is lost: your files are as they were, and the proposal is kept as\n"
        f"{offer.remembered}. Change what is named above, then give the command again."
    )
    return CoalitionError(message, hint)


def _place(offer: Offer) -> str:
    page = hosts.page(offer.remote.url) if offer.remote else None
    return page.partition("://")[2].partition("/")[0] if page else "The other repository"


def _mailed(folder: Path, bench: Bench, offer: Offer, patch: Path | None, why: str) -> Mailed:
    content = bench.patch(offer.ground.base, offer.commit)
    if patch is not None:
        writing.create(patch.parent, patch.name, content)
    else:
        patch = _fresh(folder, offer.request.branch.replace("/", "-"), content)
    destination, options = _there(offer)
    by_hand = ""
    if offer.remote is not None:
        told = [word for option in options for word in ("-o", option)]
        by_hand = shlex.join(("git", "push", *told, offer.remote.name, f"{offer.request.branch}:{destination}"))
    return Mailed(patch, why, by_hand)


def _fresh(folder: Path, name: str, content: bytes) -> Path:
    """The first file of that name, or of that name and a number, that is not there yet."""
    number = 1
    while True:
        path = f"{name}.patch" if number == 1 else f"{name}-{number}.patch"
        try:
            writing.create(folder, path, content)
        except writing.AlreadyThere:
            number += 1
        else:
            return folder / path
