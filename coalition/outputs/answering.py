"""What is said of the answers to a statement, in one language: the same sentences on its page, in its files, in feeds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from coalition.outputs.answers import AnswersView, AnswerView
    from coalition.outputs.words import Words


def totals(words: Words, answers: AnswersView) -> str:
    """How many signed, and how many of them in which way."""
    known = answers.totals
    if not known.counted:
        return words("answers.none")
    parts = [
        words.count(f"answers.part.{name}", number)
        for name, number in (("signed", known.signed), ("attested", known.attested))
        if number
    ]
    said = words.count("answers.total", known.counted)
    if known.counted == known.signed == 1:
        return said
    return f"{said} {words('answers.parts', parts=words.joined(parts))}"


def adoption(words: Words, answers: AnswersView, instant: datetime | None) -> tuple[str, ...]:
    """By which rule the campaign adopts the statement, and whether it has."""
    return tuple(_adoption(words, answers, instant))


def _adoption(words: Words, answers: AnswersView, instant: datetime | None) -> Iterator[str]:
    known, signed = answers.adoption, answers.totals.counted
    minimum = words.number(known.minimum or 0)
    yield words(f"adoption.rule.{known.rule}", minimum=minimum)
    if known.rule == "none":
        return
    if known.adopted:
        yield words("adoption.adopted")
    elif answers.totals.objected and known.rule != "threshold":
        yield words.count("adoption.objected", answers.totals.objected)
    elif known.until and instant and known.until > instant:
        yield words("adoption.until", when=words.instant(known.until))
    elif known.rule == "threshold":
        yield words("adoption.missing", number=words.number(signed), minimum=minimum)
    else:
        yield words("adoption.not-yet")


def proof(words: Words, answer: AnswerView) -> str:
    """How strongly an answer is proven, or why it does not count."""
    if answer.proof == "signed" and answer.action != "endorse":
        return words("answer.proof.signed-answer")
    return words(f"answer.proof.{answer.proof}", version=words.number(answer.version))


def extent(words: Words, answer: AnswerView) -> str:
    """For what an answer speaks, where that is not the whole text."""
    return words("answer.sections", sections=words.joined(answer.sections)) if answer.sections else ""


def arrival(words: Words, answer: AnswerView) -> str:
    """The day of its arrival record, alone; nothing where nothing proves when it was there."""
    return words.date(answer.arrived.date()) if answer.arrived else ""


def record(words: Words, answer: AnswerView) -> str:
    """Since when the answer is known to be there; nothing where nothing proves it."""
    return words("answer.record", day=words.date(answer.arrived.date())) if answer.arrived else ""
