"""Fetching from the other end of a repository and pushing to it, with the user's own means of saying who they are."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from coalition.errors import CoalitionError
from coalition.sources.entries import from_bytes
from coalition.sources.gitcommand import GitCommand
from coalition.sources.hosts import redacted, scheme
from coalition.sources.shell import ToolFailed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coalition.sources.git import Repository

CARRIERS = ("https", "http", "ssh", "file")
"""How another repository may be reached. Not `ext::` and its like, which run what the address says."""

SETTINGS = (
    "protocol.allow=never",
    *(f"protocol.{carrier}.allow=always" for carrier in CARRIERS),
    "push.recurseSubmodules=no",
    "fetch.recurseSubmodules=false",
    "push.followTags=false",
    "push.gpgSign=false",
    "fetch.writeCommitGraph=false",
    "gc.auto=0",
    "maintenance.auto=false",
)
"""Settings that hold for the way to the other end, whatever else is set."""

WHO = (
    "SSH_AUTH_SOCK",
    "SSH_ASKPASS",
    "SSH_ASKPASS_REQUIRE",
    "SSH_SK_PROVIDER",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
    "GIT_ASKPASS",
    "GIT_SSH",
    "GIT_SSH_COMMAND",
    "GIT_SSL_CAINFO",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
)
"""Beside what every command of git sees: agents, key rings and dialogues through which the user says who they are."""
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")

_STATUS = re.compile(r"(?P<flag>[ +*!=-])\t[^\t]*\t(?P<reason>.*)")
_NO_OPTIONS = "does not support push options"


@dataclass(frozen=True, slots=True)
class Remote:
    """A place that a repository is pushed to."""

    name: str
    url: str
    """As it is set, with credentials if somebody put some there: never shown."""


@dataclass(frozen=True, slots=True)
class Pushed:
    """It is there."""

    said: tuple[str, ...]
    """What the other end said, without credentials; not yet made safe for a terminal."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The other end was reached, and said no to this change."""

    reason: str
    said: tuple[str, ...]
    moved: bool
    """Because the branch there has moved meanwhile."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """There is no way to the other end, or no right to write there."""

    reason: str


def remotes(repository: Repository) -> tuple[Remote, ...]:
    """Every remote, sorted by name."""
    names = from_bytes(repository.command.ask("remote").output).splitlines()
    # A name that begins with a hyphen could be an option.
    found = ((name, _addresses(repository, name, "--push")) for name in sorted(names) if not name.startswith("-"))
    return tuple(Remote(name, urls[0]) for name, urls in found if urls)


def _addresses(repository: Repository, name: str, *options: str) -> list[str]:
    answer = repository.command.ask("remote", "get-url", "--all", *options, name)
    return from_bytes(answer.output).splitlines() if answer.status == 0 else []


def choose(repository: Repository, wanted: str | None) -> Remote | None:
    """The remote to push to: the one wanted; else as git is told (`remote.pushDefault`), `origin`, or the only one.

    Raises CoalitionError for one that is not there or is not to be trusted.
    """
    known = {remote.name: remote for remote in remotes(repository)}
    if wanted is not None and wanted not in known:
        hint = f"There are: {', '.join(known)}." if known else "There is none: leave --remote out, and mail the patch."
        raise CoalitionError(f'This repository has no remote "{wanted}".', hint)
    told = from_bytes(repository.command.ask("config", "--get", "remote.pushDefault").output).strip()
    for name in (wanted, told, "origin"):
        if name and name in known:
            return trusted(repository, known[name])
    if len(known) > 1:
        raise CoalitionError("This repository has several remotes.", f"Say --remote with one of: {', '.join(known)}.")
    return trusted(repository, next(iter(known.values()))) if known else None


def trusted(repository: Repository, remote: Remote) -> Remote:
    """The same. Raises CoalitionError when reaching it would run a program that the address or a contribution names."""
    for url in (*_addresses(repository, remote.name), *_addresses(repository, remote.name, "--push")):
        carrier = scheme(url)
        if carrier not in CARRIERS:
            message = (
                f'The remote "{remote.name}" is reached by "{carrier}", which is not used: it could run any program.'
            )
            hint = f"Set an address with https: or ssh: git remote set-url {remote.name} ADDRESS"
            raise CoalitionError(message, hint)
        path = unquote(urlsplit(url).path) if "://" in url else url
        if carrier == "file" and (repository.top / path).resolve().is_relative_to(repository.top):
            message = (
                f'The remote "{remote.name}" is a folder within this one, which a contribution could have put there.'
            )
            raise CoalitionError(message, "Its hooks would run here. Keep it elsewhere.")
    return remote


def network(repository: Repository, told: Callable[[str], None] | None = None) -> GitCommand:
    """Git with the user's own means to say who they are."""
    extra = {name: os.environ[name] for name in WHO if name in os.environ}
    for name in PROXIES:
        extra |= {word: os.environ.get(word, "") for word in (name, name.upper())}
    return GitCommand(repository.top, settings=SETTINGS, extra=extra, told=told)


def fetch_words(remote: Remote) -> tuple[str, ...]:
    """The command that fetches the remote's branches, and changes nothing but what is known of them."""
    quiet = (
        "--no-tags",
        "--no-recurse-submodules",
        "--no-write-fetch-head",
        "--no-auto-gc",
        "--upload-pack=git-upload-pack",
    )
    return ("fetch", *quiet, "--", remote.name, f"+refs/heads/*:refs/remotes/{remote.name}/*")


def fetch(git: GitCommand, remote: Remote) -> str:
    """Learn of the remote's branches; what went wrong, or nothing."""
    try:
        answer = git.ask(*fetch_words(remote))
    except ToolFailed as error:
        return error.message
    return "" if answer.status == 0 else _why(answer.complaint)


def push_words(remote: Remote, commit: str, destination: str, options: Sequence[str]) -> tuple[str, ...]:
    """The command that pushes one commit to one name: nothing is forced, and no hook of this repository runs."""
    safe = (
        "--porcelain",
        "--no-verify",
        "--no-recurse-submodules",
        "--no-follow-tags",
        "--receive-pack=git-receive-pack",
    )
    told = (f"--push-option={option}" for option in options)
    return ("push", *safe, *told, "--", remote.name, f"{commit}:{destination}")


def push(
    git: GitCommand, remote: Remote, commit: str, destination: str, options: Sequence[str]
) -> Pushed | Refused | Unreached:
    """Push one commit. Never raises for what the other end says, nor for a way that is closed."""
    try:
        answer = git.ask(*push_words(remote, commit, destination, options))
        if answer.status and options and _NO_OPTIONS in answer.complaint:
            answer = git.ask(*push_words(remote, commit, destination, ()))
    except ToolFailed as error:
        return Unreached(error.message)
    said = tuple(_remote_lines(answer.complaint))
    statuses = [found for found in map(_STATUS.fullmatch, from_bytes(answer.output).splitlines()) if found]
    if answer.status == 0:
        return Pushed(said)
    for found in statuses:
        if found["flag"] == "!":
            reason = redacted(found["reason"])
            return Refused(reason, said, moved="[rejected]" in reason)
    return Unreached(_why(answer.complaint))


def _remote_lines(complaint: str) -> list[str]:
    lines = [line.removeprefix("remote:").strip() for line in complaint.splitlines() if line.startswith("remote:")]
    return [redacted(line) for line in lines]


_REASONS = (
    (("terminal prompts disabled", "could not read Username", "could not read Password"), "the host asks who you are"),
    (
        ("Authentication failed", "invalid credentials", "Permission denied (", "returned error: 401"),
        "the host does not know you",
    ),
    (
        (
            "returned error: 403",
            "Permission to",
            "permission denied",
            "not allowed to push",
            "denied to",
            "access denied",
            "Unauthorized",
        ),
        "you may not write there",
    ),
    (
        ("Host key verification failed",),
        "ssh does not know the host; connect once by hand, and look at its fingerprint",
    ),
    (
        (
            "Could not resolve host",
            "Could not resolve hostname",
            "Network is unreachable",
            "Failed to connect",
            "Couldn't connect",
            "Connection refused",
            "Connection timed out",
            "Connection reset",
            "No route to host",
        ),
        "the host cannot be reached",
    ),
    (
        ("not found", "does not exist", "does not appear to be a git repository", "No such file or directory"),
        "there is no repository at that address, or you may not see it",
    ),
    (("not allowed",), "git does not use such an address"),
)
"""What git or a host says, and what that means."""


def _why(complaint: str) -> str:
    """What a complaint means, in plain words; else its first line."""
    for signs, meaning in _REASONS:
        if any(sign.lower() in complaint.lower() for sign in signs):
            return meaning
    lines = [
        line for line in complaint.splitlines() if line.startswith(("fatal: ", "error: "))
    ] or complaint.splitlines()
    return redacted(lines[0].partition(": ")[2] or lines[0]) if lines else "git did not say why"
