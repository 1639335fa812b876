"""CODEOWNERS: whom a code host asks about a change, out of the registry, in the way in which each host writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.kinds.chapter import Chapter
from coalition.kinds.member import FOLDER
from coalition.kinds.practice import Practice
from coalition.kinds.statement import Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from coalition.campaign.model import Campaign

HEAD = """\
# Whom to ask about a change. Written by "coalition member owners" from the registry: change that, not this file.
"""
_NOBODY = "# No active member has an account on this host yet.\n"
_ACCOUNT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True, slots=True)
class Rule:
    """Who is asked about a path."""

    path: str
    """From the campaign's root; a folder ends with a slash, and the empty path is everything."""
    accounts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Style:
    """How a family of hosts writes the file."""

    path: str
    write: Callable[[Rule], str]


def _glob(rule: Rule) -> str:
    return f"{f'/{rule.path}' if rule.path else '*'} {_mentions(rule)}\n"


def _expression(rule: Rule) -> str:
    # Forgejo reads regular expressions, each of which has to fit the whole path; all that fit are asked.
    whole = f"{re.escape(rule.path)}.*" if rule.path.endswith("/") else re.escape(rule.path)
    return f"{whole if rule.path else '.*'} {_mentions(rule)}\n"


def _mentions(rule: Rule) -> str:
    return " ".join(f"@{account}" for account in rule.accounts)


STYLES: Mapping[str, Style] = {
    "github": Style(".github/CODEOWNERS", _glob),
    "gitlab": Style(".gitlab/CODEOWNERS", _glob),
    "forgejo": Style(".forgejo/CODEOWNERS", _expression),
}


def style_of(host: str) -> str | None:
    """The style of a host whose name tells it; None where it does not."""
    if host == "codeberg.org":
        return "forgejo"
    return next((name for name in STYLES if name in host), None)


def blank() -> dict[str, str]:
    """The files of a campaign in which nobody has an account yet."""
    return {style.path: HEAD + _NOBODY for style in STYLES.values()}


def hosts(campaign: Campaign, day: date) -> tuple[str, ...]:
    """The hosts on which active members have an account that day, sorted."""
    found = {host for name in campaign.members for host, _ in _accounts(campaign, name, day)}
    return tuple(sorted(found))


def render(campaign: Campaign, day: date, host: str, style: Style) -> str:
    """The whole file for one host."""
    lines = "".join(map(style.write, rules(campaign, day, host)))
    return HEAD + (lines or _NOBODY)


def rules(campaign: Campaign, day: date, host: str) -> Iterator[Rule]:
    """Everything is the secretariat's; chapters, drafts, practices and entries are their members' besides.

    The last rule that fits a path is the one that hosts take, so the general one comes first. Law: whoever is asked is
    an active member with an account on that host that day.
    """
    steering = campaign.settings.campaign.secretariat

    def asked(*members: str) -> tuple[str, ...]:
        names = (name for member in (*members, steering) for at, name in _accounts(campaign, member, day) if at == host)
        return tuple(dict.fromkeys(names))

    everything = asked()
    if everything:
        yield Rule("", everything)
    for path, members in sorted(_belongings(campaign)):
        accounts = asked(*members)
        if accounts and accounts != everything:
            yield Rule(path, accounts)


def _belongings(campaign: Campaign) -> set[tuple[str, tuple[str, ...]]]:
    chapters = {(f"{chapter.folder}/", (chapter.lead, *chapter.contributors)) for chapter in campaign.of(Chapter)}
    practices = {(practice.path, (practice.member,)) for practice in campaign.of(Practice)}
    drafts = {
        (f"statements/{statement.id}/", statement.drafters)
        for statement in campaign.of(Statement)
        if statement.status == "draft"
    }
    entries = {(member.path, (member.id,)) for member in campaign.members.values() if re.fullmatch(FOLDER, member.path)}
    return chapters | practices | drafts | entries


def _accounts(campaign: Campaign, name: str, day: date) -> Iterable[tuple[str, str]]:
    """Host and name of the accounts that act for a member that day; none while it is not active."""
    member = campaign.members.get(name)
    for account in member.accounts if member and member.active_on(day) else ():
        begun = account.since is None or account.since <= day
        ended = account.until is not None and account.until <= day
        if begun and not ended and _ACCOUNT.fullmatch(account.name):
            yield account.host, account.name
