"""How a statement's view and its prepared text become a `Letter`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.outputs import answering
from coalition.outputs.answers import by_capacity, by_proof
from coalition.outputs.letters.model import Group, Letter, Name, Part, Reservation, Row, Share
from coalition.outputs.site.page import site_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coalition.outputs.answers import AnswerView
    from coalition.outputs.site.views import CampaignView, StatementView
    from coalition.outputs.words import Words
    from coalition.prose.model import Picture, Section

OPEN = ("consultation", "final", "open")
"""States in which members can still answer."""


@dataclass(frozen=True, slots=True)
class Edition:
    """The state of the content that a letter is made from."""

    campaign: CampaignView
    words: Words
    commit: str = ""
    draft: bool = False


def compose(statement: StatementView, text: Section, pictures: Mapping[str, Picture], edition: Edition) -> Letter:
    """The letter of a statement's current text; `pictures` are by the campaign's path."""
    words, view = edition.words, edition.campaign
    stamp = view.stamp
    assert stamp is not None  # noqa: S101 -- only a sample of pages has no instant
    draft = " · ".join(part for part in (words("site.draft"), words.date(stamp.date()), edition.commit[:12]) if part)
    return Letter(
        id=statement.id,
        kind=words("statement.kicker"),
        title=statement.title,
        occasion=statement.occasion,
        campaign=view.name,
        language=words.language,
        day=stamp.date(),
        head=tuple(_head(words, statement)),
        remarks=tuple(_remarks(words, statement)),
        text=text,
        parts=tuple(_parts(statement, edition)),
        columns=(words("report.organisation"), words("report.country")),
        running=words("letter.running", title=statement.title, version=words.number(statement.version)),
        draft=draft if edition.draft else "",
        draft_note=words("letter.draft-note") if edition.draft else "",
        pictures=tuple(pictures[path] for path in dict.fromkeys(text.images) if path in pictures),
    )


def _head(words: Words, statement: StatementView) -> Iterator[Row]:
    def named(name: str, country: str) -> str:
        return f"{name} ({words.country(country)})" if country else name

    yield Row(words("statement.fact.to"), tuple(named(to.name, to.country) for to in statement.addressees))
    yield Row(words("statement.fact.occasion"), (statement.occasion,))
    if statement.venue:
        yield Row(words("statement.fact.venue"), (statement.venue,))
    if statement.submitted_on:
        yield Row(words("statement.fact.submitted"), (words.date(statement.submitted_on),))
    if statement.reference:
        yield Row(words("statement.fact.reference"), (statement.reference,))
    yield Row(words("letter.state"), (_state(words, statement),))
    if statement.answers.totals.counted:
        yield Row(words("statement.answers"), (answering.totals(words, statement.answers),))


def _state(words: Words, statement: StatementView) -> str:
    """In words, with the time until which members can answer."""
    state = words(f"statement.status.{statement.status}.long")
    over = "deadline-over" if statement.over else "answer-until"
    if statement.status in OPEN and statement.closes:
        return f"{state} {words(f'statement.{over}', when=words.instant(statement.closes))}"
    if statement.status in OPEN and statement.closes_on:
        return f"{state} {words(f'statement.{over}-earth', when=words.date(statement.closes_on))}"
    return state


def _remarks(words: Words, statement: StatementView) -> Iterator[str]:
    normative = words.language_name(statement.normative)
    if statement.lagging:
        yield words("statement.lagging", language=normative)
    elif statement.text.language != statement.normative:
        yield words("statement.translation", language=normative)


def _parts(statement: StatementView, edition: Edition) -> Iterator[Part]:
    words, answers = edition.words, statement.answers
    unnamed = answers.totals.unnamed
    yield Part(
        words("statement.answers"),
        sentences=(
            answering.totals(words, answers),
            *([words.count("answers.unnamed", unnamed)] if unnamed else []),
            " ".join(answering.adoption(words, answers, edition.campaign.stamp)),
        ),
        groups=tuple(_groups(words, answers.signatories)),
    )
    if answers.late:
        groups = _groups(words, answers.late, dated=True)
        yield Part(words("answers.late"), sentences=(words("answers.late.note"),), groups=tuple(groups))
    reserved = tuple(answer for answer in (*answers.signatories, *answers.late) if answer.reservation)
    if reserved:
        said = tuple(Reservation(answer.name, answer.reservation) for answer in reserved)
        yield Part(words("answers.reservations"), reservations=said)
    yield Part(words("letter.about"), rows=tuple(_about(statement, edition)))


def _groups(words: Words, answers: Iterable[AnswerView], *, dated: bool = False) -> Iterator[Group]:
    for capacity, found in by_capacity(answers):
        title = f"{words(f'answers.capacity.{capacity}')} ({words.number(len(found))})"
        shares = (
            Share(_sentence(answering.proof(words, share[0])), tuple(_name(words, one, dated=dated) for one in share))
            for _, share in by_proof(found)
        )
        yield Group(title, tuple(shares))


def _sentence(said: str) -> str:
    """With a capital, as it stands alone."""
    return said[:1].upper() + said[1:]


def _name(words: Words, answer: AnswerView, *, dated: bool) -> Name:
    notes = (
        words("answers.with-reservation") if answer.reservation else "",
        answering.extent(words, answer),
        answering.record(words, answer) if dated else "",
    )
    country = words.country(answer.country) if answer.country else ""
    return Name(answer.name, country, ", ".join(note for note in notes if note))


def _about(statement: StatementView, edition: Edition) -> Iterator[Row]:
    words, view = edition.words, edition.campaign
    stamp = view.stamp
    assert stamp is not None  # noqa: S101 -- as above
    version = words("statement.version", number=words.number(statement.version))
    language = words.language_name(statement.normative)
    made = words.date(stamp.date())
    if edition.commit:
        made = words("letter.commit", date=made, commit=edition.commit[:12])
    yield Row(words("statement.fact.version"), (version,))
    yield Row(words("letter.text-of"), (made,))
    yield Row(words("statement.answers"), (words("answers.as-of", when=words.instant(stamp)),))
    if view.url:
        page = view.url + site_path(view.language, view.default, f"statements/{statement.id}/")
        yield Row(words("letter.online"), (page,), page)
    checked = words("statement.check.text", version=words.number(statement.version), language=language)
    yield Row(words("letter.check"), (checked, f"coalition statement verify {statement.id}"))
    yield Row(words("statement.check.file"), (statement.source,))
    yield Row(words("statement.check.digest"), (statement.digest,))
