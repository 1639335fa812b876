"""How a statement's view and its prepared text become a `Letter`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date
from typing import TYPE_CHECKING

from coalition.campaign.manuscripts import SITE
from coalition.outputs import answering
from coalition.outputs.answers import by_capacity, by_proof
from coalition.outputs.letters.model import Group, Letter, Name, Part, Reservation, Row, Share
from coalition.outputs.site.page import site_path
from coalition.prose import ast
from coalition.prose.typefaces import uncovered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coalition.outputs.answers import AnswerView
    from coalition.outputs.site.statement_views import StatementView
    from coalition.outputs.site.views import CampaignView
    from coalition.outputs.words import Words
    from coalition.prose.model import Picture, Section

UNDATED = date(1980, 1, 1)
"""The first day that an archive can bear."""
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
    day = _latest(statement)
    draft = " · ".join(part for part in (words("site.draft"), edition.commit[:12]) if part)
    return Letter(
        id=statement.id,
        kind=words("statement.kicker"),
        title=statement.title,
        occasion=statement.occasion,
        campaign=view.name,
        language=words.language,
        day=day,
        head=tuple(_head(words, statement)),
        remarks=tuple(_remarks(words, statement)),
        text=replace(text, ast=_linked(text.ast, view)),
        parts=tuple(_parts(statement, edition)),
        columns=(words("report.organisation"), words("report.country")),
        running=words("letter.running", title=statement.title, version=words.number(statement.version)),
        draft=draft if edition.draft else "",
        draft_note=words("letter.draft-note") if edition.draft else "",
        pictures=tuple(pictures[path] for path in dict.fromkeys(text.images) if path in pictures),
    )


def _answered(statement: StatementView) -> date | None:
    """The day of the latest signature; None where none is dated."""
    answers = (*statement.answers.signatories, *statement.answers.late)
    days = [answer.on for answer in answers if answer.on]
    days += [answer.arrived.astimezone(UTC).date() for answer in answers if answer.arrived]
    return max(days, default=None)


def _latest(statement: StatementView) -> date:
    """The day of the latest thing that the letter tells: its text, a signature, its being sent; long ago where none is."""
    written = statement.updated.astimezone(UTC).date() if statement.updated else None
    days = [day for day in (_answered(statement), statement.submitted_on, written) if day]
    return max(days, default=UNDATED)


def _linked(document: str, view: CampaignView) -> str:
    """The text with its links to places of the site as whole addresses; without the links where nobody knows these."""
    if f'"#{SITE}' not in document:
        return document
    blocks = ast.blocks_of(document)
    for node in ast.walk(blocks):
        if node["t"] == "Link" and node["c"][2][0].startswith(f"#{SITE}"):
            place = node["c"][2][0].removeprefix(f"#{SITE}")
            if view.url:
                node["c"][2][0] = view.url + site_path(view.language, view.default, place)
            else:
                node["t"], node["c"] = "Span", [ast.attr(), node["c"][1]]
    return ast.document(blocks)


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
        groups=tuple(_groups(edition, answers.signatories)),
    )
    if answers.late:
        groups = _groups(edition, answers.late, dated=True)
        yield Part(words("answers.late"), sentences=(words("answers.late.note"),), groups=tuple(groups))
    reserved = tuple(answer for answer in (*answers.signatories, *answers.late) if answer.reservation)
    if reserved:
        said = tuple(_reservation(answer, edition) for answer in reserved)
        yield Part(words("answers.reservations"), reservations=said)
    yield Part(words("letter.about"), rows=tuple(_about(statement, edition)))


def _groups(edition: Edition, answers: Iterable[AnswerView], *, dated: bool = False) -> Iterator[Group]:
    words = edition.words
    for capacity, found in by_capacity(answers):
        title = f"{words(f'answers.capacity.{capacity}')} ({words.number(len(found))})"
        shares = (
            Share(_sentence(answering.proof(words, share[0])), tuple(_name(one, edition, dated=dated) for one in share))
            for _, share in by_proof(found)
        )
        yield Group(title, tuple(shares))


def _sentence(said: str) -> str:
    """With a capital, as it stands alone."""
    return said[:1].upper() + said[1:]


def _name(answer: AnswerView, edition: Edition, *, dated: bool = False) -> Name:
    words = edition.words
    notes = (
        words("answers.with-reservation") if answer.reservation else "",
        answering.extent(words, answer),
        answering.record(words, answer) if dated else "",
    )
    country = words.country(answer.country) if answer.country else ""
    return Name(answer.name, country, ", ".join(note for note in notes if note), _other_name(answer, edition))


def _other_name(answer: AnswerView, edition: Edition) -> str:
    """A name of the member's that typefaces can draw, else its id; nothing where they can draw the one it signed under."""
    if not uncovered(answer.name):
        return ""
    member = edition.campaign.member(answer.member)
    names = (other.name for other in member.other_names) if member else ()
    return next((name for name in names if not uncovered(name)), answer.member)


def _reservation(answer: AnswerView, edition: Edition) -> Reservation:
    lost = any(map(uncovered, answer.reservation))
    other = edition.words("letter.undrawable") if lost else ""
    language = answer.language if answer.language != edition.words.language else ""
    return Reservation(Name(answer.name, other=_other_name(answer, edition)), answer.reservation, other, language)


def _about(statement: StatementView, edition: Edition) -> Iterator[Row]:
    words, view = edition.words, edition.campaign
    version, language = words.number(statement.version), words.language_name(statement.normative)
    shown = words("statement.version", number=version)
    if statement.updated:
        shown = words("letter.version", version=version, day=words.date(statement.updated.astimezone(UTC).date()))
    yield Row(words("statement.fact.version"), (shown,))
    answered = _answered(statement)
    if answered:
        yield Row(words("statement.answers"), (words("letter.answers", day=words.date(answered)),))
    if view.url:
        page = view.url + site_path(view.language, view.default, f"statements/{statement.id}/")
        yield Row(words("letter.online"), (page,), page)
    checked = words("statement.check.text", version=version, language=language)
    proof = (f"{view.url}statements/{statement.id}/verify/",) if view.url else ()
    yield Row(words("letter.check"), (checked, f"coalition statement verify {statement.id}", *proof))
    yield Row(words("statement.check.file"), (statement.source,))
    yield Row(words("statement.check.digest"), (statement.digest,))
