"""Rules over statements, their texts and answers, and over practices, meetings and pages."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator

from coalition.campaign.model import Campaign
from coalition.checks.registry import Finding, rule
from coalition.kinds.answers import Approval, Endorsement
from coalition.kinds.meeting import Meeting
from coalition.kinds.page import Page
from coalition.kinds.record import Text
from coalition.kinds.site import PATH as SITE
from coalition.kinds.site import NavigationEntry
from coalition.kinds.statement import Statement, StatementText
from coalition.kinds.words import instant_of
from coalition.parsing import yaml
from coalition.problems import Place, Severity, suggest
from coalition.standing import Standing

BUILT_IN_VENUES = ("general-letter", "hrc-written-statement", "ecosoc-written-statement", "regional-dialogue")
SECTIONS = ("report/", "statements/", "members/", "practices/", "meetings/", "recommendations/", "themes/", "countries/")
"""Pages that the site makes by itself and that the navigation may name."""


@rule("statement-without-text")
def statement_without_text(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A statement's current version has a text in its normative language.

    Bad:  `current_version: 2`, and no file in v2/
    Good: v2/en.md
    """
    for statement in campaign.of(Statement):
        texts = campaign.versions(statement.id, statement.current_version)
        if not any(text.translates is None for text in texts):
            message = f"Version {statement.current_version} has no text that is not a translation."
            hint = f"Write statements/{statement.id}/v{statement.current_version}/{campaign.settings.language}.md."
            yield Finding(statement.place("current_version"), message, hint)


@rule("text-without-statement")
def text_without_statement(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """Every text and answer belongs to a statement.

    Bad:  statements/imrf-2026/v1/en.md without statements/imrf-2026/statement.yaml
    Good: both
    """
    for text in campaign.of(StatementText):
        if text.id not in campaign.statements:
            hint = f"Write it; \"coalition schema statement\" says what it holds."
            yield Finding(text.place(), f"statements/{text.id}/statement.yaml is missing or unreadable.", hint)


@rule("two-normative-texts")
def two_normative_texts(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A version has one normative text; the others say which text they translate.

    Bad:  v1/en.md and v1/es.md, both without `translates:`
    Good: v1/es.md with `translates:` and the SHA-256 of v1/en.md
    """
    by_version: dict[tuple[str, int], list[StatementText]] = defaultdict(list)
    for text in campaign.of(StatementText):
        if text.translates is None:
            by_version[text.id, text.version].append(text)
    for texts in by_version.values():
        texts.sort(key=lambda text: (text.language != campaign.settings.language, text.language))
        for text in texts[1:]:
            message = f"Both {texts[0].path} and this text are normative."
            yield Finding(text.place(), message, f"Write translates: {_digest(campaign, texts[0])} in this one's front matter.")


@rule("translation-of-other-bytes")
def translation_of_other_bytes(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A translation names the exact text that it translates.

    Bad:  `translates:` holds the digest of the text before its last change
    Good: the digest of the text as it is now, after the translation was brought up to date
    """
    for text in campaign.of(StatementText):
        if text.translates is None:
            continue
        normative = [other for other in campaign.versions(text.id, text.version) if other.translates is None]
        digests = {_digest(campaign, other) for other in normative}
        if text.translates not in digests:
            message = "The text that this translates has changed since, or is another."
            hint = f"Bring the translation up to date, then write translates: {min(digests)}." if digests else "There is no normative text beside it."
            yield Finding(text.place("translates"), message, hint)


def _digest(campaign: Campaign, text: StatementText) -> str:
    return hashlib.sha256(campaign.texts[text.path].encode()).hexdigest()


@rule("altered-text")
def altered_text(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A text that was frozen keeps its bytes for ever.

    Bad:  a word changed in v1/en.md after v1/SHA256SUMS was written
    Good: the next version, v2/en.md
    """
    for path, sums in campaign.texts.items():
        if not re.fullmatch(r"statements/[^/]+/v[0-9]+/SHA256SUMS", path):
            continue
        folder = path.rpartition("/")[0]
        for number, line in enumerate(sums.splitlines(), 1):
            digest, _, name = line.partition("  ")
            target = f"{folder}/{name}"
            if not re.fullmatch(r"[0-9a-f]{64}", digest) or not name or "/" in name:
                yield Finding(Place(path, number), "This line is not what sha256sum writes.", "Restore the file from the commit that froze the text.")
            elif target not in campaign.texts:
                yield Finding(Place(path, number), f"{target} was frozen and is not there.", "Restore it: a frozen text is never deleted.")
            elif hashlib.sha256(campaign.texts[target].encode()).hexdigest() != digest:
                hint = "Restore the text, and make the next version for the change."
                yield Finding(Place(target), "The text was frozen, and its bytes have changed since.", hint)


@rule("answer-out-of-place")
def answer_out_of_place(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """An answer stands in the folder of the statement, version and member that it names.

    Bad:  endorsements/v1/open-gate.txt with the line `member: delta-women`
    Good: endorsements/v1/delta-women.txt with that line
    """
    for answer in campaign.of(Endorsement):
        home = f"statements/{answer.statement}/endorsements/v{answer.version}/{answer.member}"
        if not re.fullmatch(re.escape(home) + r"(\.[0-9]+)?\.txt", answer.path):
            yield Finding(answer.place(), f'The file says that it is the answer of "{answer.member}" to version {answer.version} of "{answer.statement}".', f"Such an answer is called {home}.txt.")
        elif answer.coalition != campaign.settings.campaign.domain and campaign.settings_were_read:
            yield Finding(Place(answer.path, 2), f'It was given to another coalition, "{answer.coalition}".', f"Answers here name {campaign.settings.campaign.domain}.")
    for approval in campaign.of(Approval):
        home = f"chapters/{approval.chapter}/approvals/{approval.member}"
        if not re.fullmatch(re.escape(home) + r"(\.[0-9]+)?\.txt", approval.path):
            yield Finding(approval.place(), f'The file says that it is the approval of "{approval.chapter}" by "{approval.member}".', f"Such an approval is called {home}.txt.")


@rule("unknown-meeting")
def unknown_meeting(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A statement names a meeting that exists, or none.

    Bad:  `meeting: geneva-2026`
    Good: `meeting: geneva-dialogue-2026`
    """
    known = {meeting.id for meeting in campaign.of(Meeting)}
    for statement in campaign.of(Statement):
        if statement.meeting and statement.meeting not in known:
            hint = suggest(statement.meeting, known, what="Meetings are")
            yield Finding(statement.place("meeting"), f'There is no meeting "{statement.meeting}".', hint)


@rule("unknown-venue")
def unknown_venue(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A statement goes to a venue that is built in or in coalition.yaml.

    Bad:  `venue: hrc-statement`
    Good: `venue: hrc-written-statement`
    """
    known = {*BUILT_IN_VENUES, *campaign.settings.venues}
    for statement in campaign.of(Statement):
        if statement.venue not in known and campaign.settings_were_read:
            yield Finding(statement.place("venue"), f'There is no venue "{statement.venue}".', suggest(statement.venue, known, what="Venues are"))


@rule("text-too-long")
def text_too_long(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A statement keeps to the length and languages of its venue.

    Bad:  1,620 words, where the venue takes 1,500
    Good: a text of at most 1,500 words
    """
    for statement in campaign.of(Statement):
        venue = campaign.settings.venues.get(statement.venue)
        for text in campaign.versions(statement.id, statement.current_version) if venue else ():
            words = len(text.body.split())
            if venue and venue.max_words and words > venue.max_words:
                message = f"The text has {words:,} words; {venue.title.text('en')} takes {venue.max_words:,}."
                yield Finding(Place(text.path, text.body_line), message, "Shorten it.")
            if venue and venue.languages and text.translates is None and text.language not in venue.languages:
                message = f'The venue does not take the language "{text.language}".'
                yield Finding(text.place(), message, f"It takes {', '.join(venue.languages)}.")


@rule("ends-before-it-starts")
def ends_before_it_starts(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """What ends does so after it began.

    Bad:  `starts: 2026-05-08T09:00:00Z` and `ends: 2026-05-04T17:00:00Z`
    Good: the earlier instant first
    """
    for meeting in campaign.of(Meeting):
        if meeting.ends and meeting.ends < meeting.starts:
            yield Finding(meeting.place("ends"), "The meeting ends before it starts.", "Exchange the two instants.")
    for statement in campaign.of(Statement):
        if statement.opens and statement.closes and instant_of(statement.closes) <= statement.opens:
            yield Finding(statement.place("closes"), "The statement closes before it opens.", "Give a later instant.")


@rule("translation-without-original")
def translation_without_original(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """A file with a language in its name has a language that the campaign publishes.

    Bad:  practices/desk.fr.md, and `languages: [en, es]` in coalition.yaml
    Good: practices/desk.es.md
    """
    languages = campaign.settings.campaign.languages
    for records in campaign.records.values():
        for text in records:
            if isinstance(text, Text) and not isinstance(text, StatementText) and campaign.settings_were_read:
                base = text.language.split("-")[0]
                named = text.path.count(".", text.path.rfind("/")) > 1
                if named and text.language not in languages and base not in languages:
                    message = f'The campaign does not publish in the language "{text.language}".'
                    yield Finding(text.place(), message, f"Its languages are {', '.join(languages)}.")


@rule("unknown-page")
def unknown_page(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """The navigation leads to pages that exist.

    Bad:  `- About: abuot.md`
    Good: `- About: about.md`
    """
    pages = {page.path.removeprefix("pages/") for page in campaign.of(Page)}
    for route, target in _targets(campaign.site.nav, ("nav",)):
        if target.startswith(("https://", "http://")) or target in SECTIONS or target in pages:
            continue
        message = f'The navigation leads to "{target}", and there is no such page.'
        yield Finding(campaign.site.place(*route), message, suggest(target, {*pages, *SECTIONS}))


def _targets(entries: tuple[NavigationEntry, ...], route: yaml.Route) -> Iterator[tuple[yaml.Route, str]]:
    for index, entry in enumerate(entries):
        if isinstance(entry.root, str):
            yield (*route, index), entry.root
            continue
        for title, target in entry.root.items():
            if isinstance(target, str):
                yield (*route, index, title), target
            else:
                yield from _targets(target, (*route, index, title))


@rule("no-home-page")
def no_home_page(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """The site has a home page.

    Bad:  a folder pages/ without index.md
    Good: pages/index.md
    """
    pages = campaign.of(Page)
    if pages and not any(page.id == "index" for page in pages):
        yield Finding(Place("pages/index.md"), "The site has no home page.", "Write pages/index.md.")


@rule("no-site-settings", Severity.WARNING)
def no_site_settings(campaign: Campaign, _standing: Standing) -> Iterator[Finding]:
    """The site's name and navigation are in mkdocs.yml.

    Bad:  no mkdocs.yml
    Good: mkdocs.yml with `site_name: Our campaign`
    """
    if SITE not in campaign.texts and campaign.settings_were_read:
        yield Finding(Place(SITE), "There is no mkdocs.yml.", "Write one with site_name: and nav:, or leave both to the campaign's name.")
