"""Rules over statements and their texts: versions, translations, frozen bytes, venues, times."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from coalition.checks.advice import instead
from coalition.checks.registry import Finding, rule
from coalition.kinds.meeting import Meeting
from coalition.kinds.settings import VENUES, Venue
from coalition.kinds.statement import Statement, StatementText
from coalition.problems import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.campaign.model import Campaign
    from coalition.checks.examined import Examined

_TEXT = re.compile(r"statements/([^/]+)/v([0-9]+)/[^/]+\.md")
_NEEDS_STATUS = frozenset({"hrc-written-statement", "ecosoc-written-statement"})
"""Venues of every campaign that take statements from organisations in consultative status alone."""


@rule("statement-without-text")
def statement_without_text(examined: Examined) -> Iterator[Finding]:
    """A statement's current version has a text in its normative language, and so have the versions that it corrects.

    Bad:  `current_version: 2`, and no file in v2/
    Good: v2/en.md
    """
    campaign = examined.campaign
    files = Counter((found[1], int(found[2])) for found in map(_TEXT.fullmatch, campaign.paths) if found)
    for statement in campaign.of(Statement):
        wanted = [(statement.place("current_version"), statement.current_version)]
        for version, correction in statement.corrections.items():
            wanted += [
                (statement.place("corrections", str(version)), version),
                (statement.place("corrections", str(version), "of"), correction.of),
            ]
        for place, version in wanted:
            # A text that cannot be read is another problem.
            texts = campaign.versions(statement.id, version)
            if all(text.translates for text in texts) and len(texts) == files[statement.id, version]:
                message = f"Version {version} has no text that is not a translation."
                hint = f"Write statements/{statement.id}/v{version}/{campaign.settings.language}.md."
                yield Finding(place, message, hint)


@rule("text-without-statement")
def text_without_statement(examined: Examined) -> Iterator[Finding]:
    """Every text of a statement has the statement beside it.

    Bad:  statements/imrf-2026/v1/en.md without statements/imrf-2026/statement.yaml
    Good: both
    """
    for text in examined.campaign.of(StatementText):
        path = f"statements/{text.id}/statement.yaml"
        if path not in examined.campaign.paths:
            yield Finding(
                text.place(), f"There is no {path}.", 'Write it; "coalition schema statement" says what it holds.'
            )


@rule("two-normative-texts")
def two_normative_texts(examined: Examined) -> Iterator[Finding]:
    """A version has one normative text; the others say which text they translate.

    Bad:  v1/en.md and v1/es.md, both without `translates:`
    Good: v1/es.md with `translates:` and the SHA-256 of v1/en.md
    """
    campaign = examined.campaign
    by_version: dict[tuple[str, int], list[StatementText]] = defaultdict(list)
    for text in campaign.of(StatementText):
        if text.translates is None:
            by_version[text.id, text.version].append(text)
    for texts in by_version.values():
        first, *others = sorted(texts, key=lambda text: (text.language != campaign.settings.language, text.language))
        for text in others:
            hint = f"Write translates: {campaign.digests[first.path]} in this one's front matter."
            yield Finding(text.place(), f"Both {first.path} and this text are normative.", hint)


@rule("translation-of-other-bytes", Severity.WARNING)
def translation_of_other_bytes(examined: Examined) -> Iterator[Finding]:
    """A translation names the exact text that it translates; one of other bytes tells its readers so.

    Bad:  `translates:` holds the digest of the text before its last change
    Good: the digest of the text as it is now, after the translation was brought up to date
    """
    for text in examined.campaign.of(StatementText):
        if text.translates is not None:
            digests = _normative(examined.campaign, text)
            if not digests:
                hint = "Write the text of which it is a translation, or take translates: out."
                yield Finding(text.place("translates"), "There is no normative text beside this translation.", hint)
            elif text.translates not in digests:
                message = "The text that this translates has changed since, or is another."
                hint = f"Bring the translation up to date, then write translates: {min(digests)}."
                yield Finding(text.place("translates"), message, hint)


def _normative(campaign: Campaign, text: StatementText) -> set[str]:
    """Digests of the texts of that version that are no translations."""
    texts = campaign.versions(text.id, text.version)
    return {campaign.digests[other.path] for other in texts if other.translates is None}


@rule("unknown-meeting")
def unknown_meeting(examined: Examined) -> Iterator[Finding]:
    """A statement names a meeting that exists, or none.

    Bad:  `meeting: geneva-2026`
    Good: `meeting: geneva-dialogue-2026`
    """
    known = {meeting.id for meeting in examined.campaign.of(Meeting)}
    for statement in examined.campaign.of(Statement):
        is_there = f"meetings/{statement.meeting}.md" in examined.campaign.paths
        if statement.meeting and statement.meeting not in known and not is_there:
            hint = instead(statement.meeting, known, "Meetings are", "Write it, or leave meeting: out.")
            yield Finding(statement.place("meeting"), f'There is no meeting "{statement.meeting}".', hint)


@rule("unknown-venue")
def unknown_venue(examined: Examined) -> Iterator[Finding]:
    """A statement goes to a venue that every campaign has, or that stands in coalition.yaml.

    Bad:  `venue: hrc-statement`
    Good: `venue: hrc-written-statement`
    """
    known = {*VENUES, *examined.campaign.settings.venues}
    for statement in examined.campaign.of(Statement) if examined.campaign.settings_were_read else ():
        if statement.venue not in known:
            hint = instead(statement.venue, known, "Venues are", "Add it to venues: in coalition.yaml.")
            yield Finding(statement.place("venue"), f'There is no venue "{statement.venue}".', hint)


@rule("unfit-for-venue")
def unfit_for_venue(examined: Examined) -> Iterator[Finding]:
    """A statement keeps to the length and the languages of its venue, and comes from a member that may send it there.

    Bad:  1,620 words, where the venue takes 1,500
    Good: a text of at most 1,500 words
    """
    campaign = examined.campaign
    for statement in campaign.of(Statement):
        venue = campaign.settings.venues.get(statement.venue)
        for text in campaign.versions(statement.id, statement.current_version) if venue else ():
            yield from _text_unfit(text, venue) if venue else ()
        sender = campaign.members.get(statement.submitted_by)
        needs = venue.signatories == ("consultative-status",) if venue else statement.venue in _NEEDS_STATUS
        if sender and needs and sender.consultative_status is None:
            message = f'"{sender.id}" has no consultative status, and the venue takes nothing from others.'
            hint = "Name a member with consultative_status: as submitted_by:, or record its status in the registry."
            yield Finding(statement.place("submitted_by"), message, hint)


def _text_unfit(text: StatementText, venue: Venue) -> Iterator[Finding]:
    words = len(text.body.split())
    if venue.max_words and words > venue.max_words:
        message = f"The text has {words:,} words; the venue takes {venue.max_words:,}."
        yield Finding(Place(text.path, text.body_line), message, "Shorten it.")
    if venue.languages and text.translates is None and text.language not in venue.languages:
        message = f'The venue does not take the language "{text.language}".'
        yield Finding(text.place(), message, f"It takes {', '.join(venue.languages)}.")
