"""Which testimonies may be told: the law that everything which is built goes by.

Pure: it knows records of consent and a day, and nothing of what is built.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Literal

from coalition.kinds.consent import ConsentRecord

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from coalition.campaign.model import Campaign
    from coalition.kinds.edition_consents import EditionConsents
    from coalition.problems import Place

Use = Literal["site", "report"]
"""For what a text is prepared: the site's pages, with search, feeds and data; or the report's files."""
MEDIA: dict[Use, frozenset[str]] = {"site": frozenset({"web"}), "report": frozenset({"web", "print"})}
"""The report's files lie on the web, and are made to be printed and handed on."""
Told = frozenset[tuple[str, str]]
"""Numbers of consents, each with a language in small letters in which its testimony may be told."""
Reason = Literal["unknown", "withdrawn", "over", "not-yet", "language", "use"]


def told(own: Iterable[ConsentRecord], day: date, use: Use, also: Iterable[ConsentRecord] = ()) -> Told:
    """What may be told on a day, in one use, by the records of the campaign that is built.

    `also` are records known elsewhere, such as the newest ones where an old commit is built. Laws: a testimony needs
    a record of its own campaign; every record of its number has to allow it, so that knowing more never tells more.
    """
    mine = list(own)
    known = _by_number([*mine, *also])
    return frozenset(
        (record.id, language.lower())
        for record in mine
        for language in record.languages
        if all(_covers(one, day, use, language) for one in known[record.id])
    )


def written(campaign: Campaign) -> Told:
    """Everything that records speak of, whether they hold or not: to count the words that somebody changes.

    For nothing that shows words to anybody.
    """
    records = campaign.of(ConsentRecord)
    return frozenset((record.id, language.lower()) for record in records for language in record.languages)


def withheld(campaign: Campaign, number: str, language: str, day: date) -> Reason | None:
    """Why a testimony with that number of consent is told nowhere; None where it is told somewhere."""
    records = [record for record in campaign.of(ConsentRecord) if record.id == number]
    if not records:
        return "unknown"
    if any(record.withdrawn is not None for record in records):
        return "withdrawn"
    if any(day > record.until for record in records):
        return "over"
    if any(day < record.on for record in records):
        return "not-yet"
    if not all(_speaks(record.languages, language) for record in records):
        return "language"
    return None if any(tells(told(records, day, use), number, language) for use in MEDIA) else "use"


def ended(edition: EditionConsents, now: date, newest: Iterable[ConsentRecord]) -> tuple[Place, ...]:
    """Testimonies that the files of an edition tell, and that may be told in them no more: it has to be issued anew.

    `newest` are the records as they are now. Law: a consent of which there is no record any more is none.
    """
    records = tuple(newest)
    today = told(records, now, "report", records)
    return tuple(
        edition.place("testimonies", index, "consent")
        for index, one in enumerate(edition.testimonies)
        if not tells(today, one.consent, one.language)
    )


def tells(allowed: Collection[tuple[str, str]], number: str, language: str) -> bool:
    """Whether a testimony may be told in a language: `es` allows `es-MX`, and not the other way round."""
    wanted = language.lower()
    return any((number, tag) in allowed for tag in (wanted, wanted.partition("-")[0]))


def _covers(record: ConsentRecord, day: date, use: Use, language: str) -> bool:
    return (
        record.holds_on(day)
        and use in record.scope
        and MEDIA[use].issubset(record.media)
        and _speaks(record.languages, language)
    )


def _speaks(languages: Iterable[str], wanted: str) -> bool:
    return bool({wanted.lower(), wanted.lower().partition("-")[0]} & {language.lower() for language in languages})


def _by_number(records: Iterable[ConsentRecord]) -> dict[str, list[ConsentRecord]]:
    found: dict[str, list[ConsentRecord]] = defaultdict(list)
    for record in records:
        found[record.id].append(record)
    return found
