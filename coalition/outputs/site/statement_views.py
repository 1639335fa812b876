"""Statements as views, and how they, their texts, versions and answers become these."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from coalition.campaign.manuscripts import manuscript_id
from coalition.kinds.words import EarthDate, day_of, instant_of
from coalition.outputs import answers
from coalition.outputs.answers import AnswersView
from coalition.outputs.site import changes, views
from coalition.outputs.site.material import Material, recommendations
from coalition.signing.signers import stamp

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from coalition.kinds.statement import Statement, StatementText


_ANSWER = re.compile(r"statements/[^/]+/endorsements/v[0-9]+/[^/.]+(\.[0-9]+)?\.txt")


@dataclass(frozen=True, slots=True)
class AddresseeView:
    """Someone whom a statement addresses."""

    name: str
    type: str
    country: str = ""


@dataclass(frozen=True, slots=True)
class VersionView:
    """A numbered version of a statement."""

    number: int
    current: bool
    languages: tuple[str, ...]
    corrects: int | None = None
    changes: str = ""
    """The page that shows what changed since another version; empty where there is none."""
    since: int = 0
    """That other version."""


@dataclass(frozen=True, slots=True)
class ResponseView:
    """What an addressee answered to a statement."""

    sender: str
    on: date
    summary: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class StatementView:
    """A joint statement with its current text."""

    id: str
    title: str
    occasion: str
    text: views.TextView
    status: str
    addressees: tuple[AddresseeView, ...]
    version: int = 1
    normative: str = "en"
    """The language of the text that is signed."""
    lagging: bool = False
    """Whether the text shown translates other bytes than those that are signed."""
    source: str = ""
    """The campaign's path of the text that is signed."""
    digest: str = ""
    """Its SHA-256, in hexadecimal."""
    languages: tuple[str, ...] = ()
    versions: tuple[VersionView, ...] = ()
    downloads: tuple[views.Download, ...] = ()
    venue: str = ""
    meeting: str = ""
    submitted_by: str = ""
    drafters: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    opens: datetime | None = None
    closes: datetime | None = None
    closes_on: date | None = None
    """A day that ends when it has ended everywhere on earth."""
    over: bool = False
    """Whether that time is over."""
    submitted_on: date | None = None
    reference: str = ""
    answers: AnswersView = field(default_factory=AnswersView)
    proof: views.ProofView | None = None
    """None: what proves its answers may not be published."""
    responses: tuple[ResponseView, ...] = ()
    updated: datetime | None = None
    published: datetime | None = None

    @property
    def adopted(self) -> bool:
        """Whether the campaign has adopted it, by a rule, and it is still in force."""
        known = self.answers.adoption
        return known.adopted and known.rule != "none" and self.status not in ("superseded", "withdrawn")


def statements(material: Material) -> Iterator[StatementView]:
    """Statements with a readable current text, the latest first."""
    known = material.public.campaign.statements.values()
    for statement in sorted(known, key=lambda one: (_opened(one), one.id), reverse=True):
        text = shown_text(material, statement)
        if text is not None:
            yield _statement(material, statement, text)


def _opened(statement: Statement) -> datetime:
    return statement.opens or datetime.min.replace(tzinfo=UTC)


def shown_text(material: Material, statement: Statement) -> StatementText | None:
    """The current version in the site's language, or in its normative one."""
    texts = material.public.campaign.versions(statement.id, statement.current_version)
    known = [text for text in texts if material.texts.has(manuscript_id(text))]
    fitting = [text for text in known if text.language == material.language]
    return next(iter(fitting or known), None)


def _statement(material: Material, statement: Statement, text: StatementText) -> StatementView:
    campaign = material.public.campaign
    texts = campaign.versions(statement.id, statement.current_version)
    normative = next((other for other in texts if other.translates is None), text)
    venue = material.settings.venues.get(statement.venue)
    first, last = material.dates(text.path)
    closes = statement.closes
    submission = statement.submission
    return StatementView(
        id=statement.id,
        title=text.title,
        occasion=text.occasion,
        text=material.text(text, f"statements/{statement.id}/"),
        status=statement.status,
        addressees=tuple(AddresseeView(to.name, to.type, to.country or "") for to in text.addressed_to),
        version=statement.current_version,
        normative=normative.language,
        source=normative.path,
        digest=campaign.digests[normative.path],
        lagging=text.translates not in (None, campaign.digests[normative.path]),
        languages=tuple(other.language for other in texts),
        versions=tuple(_versions(material, statement)),
        downloads=material.letters.get(statement.id, ()),
        venue=material.local(venue.title) if venue else "",
        meeting=statement.meeting or "",
        submitted_by=statement.submitted_by,
        drafters=statement.drafters,
        themes=statement.themes,
        opens=statement.opens,
        closes=closes if isinstance(closes, datetime) else None,
        closes_on=closes.date if isinstance(closes, EarthDate) else None,
        over=closes is not None and instant_of(closes) <= material.standing.instant,
        submitted_on=day_of(submission.on) if submission else None,
        reference=(submission.reference or "") if submission else "",
        answers=_answers(material, statement),
        proof=_proof(material, statement),
        responses=tuple(
            ResponseView(response.sender, response.on, material.local(response.summary), response.link or "")
            for response in statement.responses
        ),
        updated=last,
        published=first,
    )


def _versions(material: Material, statement: Statement) -> Iterator[VersionView]:
    texts, shown = material.public.campaign.versions(statement.id), changes.compared(material, statement)
    for number in sorted({text.version for text in texts}):
        correction = statement.corrections.get(number)
        yield VersionView(
            number=number,
            current=number == statement.current_version,
            languages=tuple(text.language for text in texts if text.version == number),
            corrects=correction.of if correction else None,
            changes=changes.address(statement.id, number) if number in shown else "",
            since=changes.before(material, statement, number),
        )


def _answers(material: Material, statement: Statement) -> AnswersView:
    """Who answered, each as worth what the standing says."""
    return answers.view(
        material.standing.of_statement(statement.id),
        material.public.members,
        lambda version, section: _section(material, statement, version, section),
        late=statement.late_signatures,
        active=len(material.standing.active),
    )


def _proof(material: Material, statement: Statement) -> views.ProofView | None:
    papers = material.public.papers.get(statement.id)
    if papers is None or not material.proofs:
        return None
    home = f"statements/{statement.id}/"
    kept = tuple(path.removeprefix(home) for path in papers if _ANSWER.fullmatch(path))
    state = material.standing.of_statement(statement.id)
    domain = material.settings.campaign.domain
    signed = [one for one in state.signatories if one.strength == "signed" and one.path in papers]
    if not signed:
        return views.ProofView(kept, domain=domain)
    moment = stamp(signed[0].arrived or material.standing.instant)
    return views.ProofView(kept, signed[0].member, signed[0].path.removeprefix(home), moment, domain)


def _section(material: Material, statement: Statement, version: int, name: str) -> str:
    """The title of a section of a version, in the site's language where that is there; its id where it has none."""
    texts = material.public.campaign.versions(statement.id, version)
    for text in sorted(texts, key=lambda text: text.language != material.language):
        if material.texts.has(manuscript_id(text)):
            prefix = manuscript_id(text)
            for heading in material.texts.section(prefix).headings:
                if heading.id == f"{prefix}-{name}":
                    return heading.text
    return name


def demands(material: Material) -> Iterator[views.RecommendationView]:
    """Marked passages of the statements' current texts."""
    for statement in material.public.campaign.statements.values():
        text = shown_text(material, statement)
        if text is not None:
            section = material.texts.section(manuscript_id(text))
            page = f"statements/{statement.id}/"
            yield from recommendations(material, section, page, text.title, statement.themes, text.countries)
