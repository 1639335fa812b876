"""Rules over what records name: members, themes, words of the vocabulary, and what may not be named."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coalition.campaign.public import LOCAL
from coalition.campaign.secrets import Secrets, secrets
from coalition.checks.advice import instead
from coalition.checks.registry import Finding, rule
from coalition.kinds.answers import AnySigned, Endorsement
from coalition.kinds.answers import Approval as ApprovalRecord
from coalition.kinds.practice import Practice
from coalition.parsing.text import Places

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.checks.examined import Examined
    from coalition.standing.model import Answer, Approval

_PUBLISHED = re.compile(
    r"coalition\.yaml|mkdocs\.yml|recommendations\.yaml|people\.yaml|(.+/)?references\.bib|report/.+\.yaml"
    r"|(?!chapters/[^/]+/reviews/).+\.md|chapters/[^/]+/data/.+\.csv"
)
"""Text files that reach readers, whole or in part."""


_MOST_HINTS = 20
_ACTIVE = "Name a member that is active, or record its membership."
_ADD = "Write a word that coalition.yaml knows, or add this one to it."


@rule("unknown-member")
def unknown_member(examined: Examined) -> Iterator[Finding]:
    """Whoever leads, contributes, hosts, drafts or answers is a member of the registry.

    Bad:  `lead: harbor-network` (the registry has harbour-network)
    Good: `lead: harbour-network`
    """
    known = examined.campaign.members
    hints: dict[str, str] = {}
    for reference in examined.references:
        word = reference.member
        if word not in known and word not in examined.declared_members:
            if word not in hints:
                # Looking for the nearest of thousands takes long: whoever has more slips than that has another trouble.
                few = known if len(hints) < _MOST_HINTS else ()
                hints[word] = instead(word, few, "Members are", "Write the id of a member, or add it to the registry.")
            yield Finding(reference.place, f'No member is called "{word}".', hints[word])


@rule("unnamed-member-exposed")
def unnamed_member_exposed(examined: Examined) -> Iterator[Finding]:
    """A member that is not named in public stands nowhere that is published.

    Bad:  `contributors: [quiet-line]`, where quiet-line has `visibility: unnamed`
    Good: leave it out there, or ask the member whether it wants to be named
    """
    for reference in examined.references:
        member = examined.campaign.members.get(reference.member)
        if member and member.visibility != "public" and reference.published:
            message = f'"{member.id}" is {member.visibility} in public, and this would be published.'
            yield Finding(reference.place, message, "Leave it out here, or change its visibility with its consent.")


@rule("private-word")
def private_word(examined: Examined) -> Iterator[Finding]:
    """What a member keeps to itself stands in no text that is published: no name, no address, no key, no consent.

    Bad:  the e-mail address of a contact without `public: true` on the page pages/join.md
    Good: an address that is public, or `public: true` with the member's consent
    """
    private = secrets(examined.campaign)
    known = Secrets(private, _folded)
    excepted = examined.lines_that_name_members | {
        (mark.place.path, mark.place.line) for mark in examined.passages if mark.attribute("consent")
    }
    for path, text in examined.campaign.texts.items() if private else ():
        if _PUBLISHED.fullmatch(path):
            places = Places(path, text)
            for secret, begin in known.found(_folded(text)):
                place = places.at(begin)
                if (path, place.line) not in excepted:
                    # Messages end in logs that others read: enough to find it by, and not what it is.
                    message = f'What begins "{secret[:2]}…" here ({len(secret)} characters) is not public.'
                    yield Finding(place, message, "Take it out, or make it public with the member's consent.")


@rule("local-path")
def local_path(examined: Examined) -> Iterator[Finding]:
    r"""No text that is published names a file of somebody's machine: readers cannot open it, and it tells whose it is.

    Bad:  a page that says where a report lies: `C:\Users\Amina\report.docx`, `/home/amina/report.docx`
    Good: the report's address on the web
    """
    for path, text in examined.campaign.texts.items():
        if _PUBLISHED.fullmatch(path):
            places = Places(path, text)
            for found in LOCAL.finditer(text):
                message = f'"{found[0][:60]}" is a place on somebody\'s machine.'
                yield Finding(places.at(found.start()), message, "Write an address of the web, or leave it out.")


def _folded(text: str) -> str:
    """The text without case and line ends, of the same length."""
    line = text.replace("\n", " ")
    folded = line.lower()
    if len(folded) == len(line):
        return folded
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in line)


@rule("inactive-member")
def inactive_member(examined: Examined) -> Iterator[Finding]:
    """A member that leads, reviews, hosts or answers is active when it does.

    Bad:  `lead: fjord-forum`, whose membership lapsed in March
    Good: a lead that is active, or the member's new membership
    """
    for reference in examined.references:
        member = examined.campaign.members.get(reference.member)
        day = reference.day or examined.day
        if member and reference.acts and not member.active_on(day):
            change = member.status_on(day)
            state = f"{change.status} since {change.on}" if change else "not yet a member"
            message = f'"{member.id}" was not an active member on {day}: {state}.'
            yield Finding(reference.place, message, _ACTIVE)
    judged: tuple[Answer | Approval, ...] = (*examined.standing.answers, *examined.standing.approvals)
    inactive = {answer.path: answer.reason for answer in judged if answer.verdict == "inactive-member"}
    signed: tuple[AnySigned, ...] = (*examined.campaign.of(Endorsement), *examined.campaign.of(ApprovalRecord))
    for record in signed if inactive else ():
        if record.path in inactive:
            yield Finding(record.place("member"), inactive[record.path], _ACTIVE)


@rule("unknown-theme")
def unknown_theme(examined: Examined) -> Iterator[Finding]:
    """Themes are those of coalition.yaml.

    Bad:  `themes: [refugee]`
    Good: `themes: [refugees]`
    """
    known = examined.campaign.settings.themes
    for reference in examined.themes if examined.campaign.settings_were_read else ():
        if reference.theme not in known:
            hint = instead(reference.theme, known, "Themes are", _ADD)
            yield Finding(reference.place, f'"{reference.theme}" is not a theme of this campaign.', hint)


@rule("unknown-word")
def unknown_word(examined: Examined) -> Iterator[Finding]:
    """Stages, approaches, target groups and frameworks are words of the campaign's vocabulary.

    Bad:  `stages: {NP: [source]}`
    Good: `stages: {NP: [origin]}`
    """
    campaign = examined.campaign
    if not campaign.settings_were_read:
        return
    words = campaign.settings.words
    for member in campaign.members.values():
        for area, stages in member.stages.items():
            for index, stage in enumerate(stages):
                if stage not in words.stages:
                    hint = instead(stage, words.stages, "Stages are", _ADD)
                    place = member.place("stages", area, index)
                    yield Finding(place, f'"{stage}" is not among the stages of this campaign.', hint)
    for practice in campaign.of(Practice):
        for name, used, known in (
            ("stages", practice.stages, words.stages),
            ("approaches", practice.approaches, words.approaches),
            ("target_groups", practice.target_groups, words.target_groups),
            ("frameworks", practice.frameworks, words.frameworks),
        ):
            for index, word in enumerate(used):
                if word not in known:
                    message = f'"{word}" is not among the {name.replace("_", " ")} of this campaign.'
                    yield Finding(practice.place(name, index), message, instead(word, known, "They are", _ADD))
