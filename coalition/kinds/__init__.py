"""The kinds of things that a campaign holds. `KINDS` is the only list of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coalition.kinds import (
    answers,
    chapter,
    consent,
    dataset,
    edition,
    edition_consents,
    meeting,
    member,
    page,
    person,
    practice,
    receipts,
    reference,
    settings,
    site,
    source,
    statement,
    unnamed,
)

if TYPE_CHECKING:
    from coalition.kinds.record import Kind

KINDS: tuple[Kind[Any], ...] = (
    settings.KIND,
    member.KIND,
    statement.KIND,
    statement.TEXT_KIND,
    answers.ENDORSEMENT,
    answers.ATTESTATION,
    unnamed.KIND,
    chapter.KIND,
    answers.APPROVAL,
    page.REPORT_TEXT,
    source.KIND,
    dataset.KIND,
    reference.TERM,
    reference.INSTRUMENT,
    person.KIND,
    reference.ANSWER,
    consent.KIND,
    practice.KIND,
    meeting.KIND,
    page.KIND,
    answers.KEY_CHANGE,
    receipts.KIND,
    edition.KIND,
    edition.CHANGES_KIND,
    edition_consents.KIND,
    site.KIND,
)
