"""The board for a terminal: how far the campaign is and who is waited for, at 80 columns."""

from __future__ import annotations

import textwrap
from itertools import groupby
from typing import TYPE_CHECKING

from coalition.outputs.verdict import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date, datetime, timedelta

    from coalition.outputs.verdict import Paint
    from coalition.standing.board import Board, ChapterState, StatementState
    from coalition.standing.owing import Awaited, Debt

_NAME = 26
"""Columns of a name; a longer one stands on a line of its own."""
_REMARK = 300
"""Characters of a remark."""
_SHOWN = 12
"""How many members are waited for by name; the others are in the formats for programs."""


def _plain(text: str, _role: str) -> str:
    return text


def table(board: Board, waiting: Sequence[Awaited], paint: Paint = _plain, *, width: int = 80) -> str:
    """The whole board. Law: no line is wider than `width` but for a word that is."""
    blocks = (
        _block("Chapters", _chapters(board, paint, width), paint),
        _block("Statements", _statements(board, paint, width), paint),
        _block("Translations that lag", _lags(board, width), paint),
        _block("Contacts of which nobody has made sure for a year", _contacts(board, width), paint),
        _block("Who is waited for", _waiting(waiting, paint, width), paint),
    )
    when = f"{board.instant:%Y-%m-%d %H:%M} UTC"
    head = f"{paint(visible(board.campaign), 'place')}\n{when}\n"
    rest = "\n".join(block for block in blocks if block)
    return f"{head}\n{rest}" if rest else f"{head}\nNothing is there yet, and nobody is waited for.\n"


def of_member(member: str, waiting: Iterable[Awaited], paint: Paint = _plain, *, width: int = 80) -> str:
    """What one member owes, each with the command that does it."""
    own = next((one for one in waiting if one.member == member), None)
    if own is None:
        return paint(f"Nothing is waited for from {member}.", "good") + "\n"
    lines = [paint(f"{member} is waited for:", "place")]
    for debt in own.debts:
        lines += _wrapped(f"- {sentence(debt)}", width, "  ")
        lines += [paint(f"      {command}", "hint") for command in commands(debt)]
    return "".join(f"{line}\n" for line in lines)


def _block(title: str, lines: Iterator[str], paint: Paint) -> str:
    found = list(lines)
    return "".join(f"{line}\n" for line in (paint(title, "place"), *found)) if found else ""


def _row(name: str, cells: str, paint: Paint, role: str = "") -> Iterator[str]:
    """A name and what is said of it; below it, where the name is long."""
    shown = visible(name)
    if len(shown) > _NAME:
        yield f"  {shown}"
        shown = ""
    yield f"  {shown:{_NAME}}  {paint(cells, role) if role else cells}".rstrip()


def _chapters(board: Board, paint: Paint, width: int) -> Iterator[str]:
    main = {chapter.id: chapter.language for chapter in reversed(board.chapters)}
    for chapter in board.chapters:
        found = chapter.approvals
        name = chapter.id if main[chapter.id] == chapter.language else f"{chapter.id} ({chapter.language})"
        given = len(found.required) - len(found.outstanding)
        approved = "approved" if found.approved else f"{given} of {len(found.required)} approve"
        cells = f"{chapter.status:8} {chapter.words:>7,} words   {approved if chapter.asks else 'not yet to approve'}"
        yield from _row(name, cells, paint, "good" if found.approved else "")
        for label, words, role in _of_chapter(chapter):
            if words:
                for line in _wrapped(f"{label}: {words}", width, "      ", first="    "):
                    yield paint(line, role) if role else line


def _of_chapter(chapter: ChapterState) -> Iterator[tuple[str, str, str]]:
    found = chapter.approvals
    yield "lead", chapter.lead, ""
    lacks = (
        _counted(chapter.missing_alt, "alternative text") if chapter.missing_alt else "",
        _counted(chapter.missing_sources, "source") if chapter.missing_sources else "",
    )
    yield "lacks", ", ".join(filter(None, lacks)), "warning"
    yield "approved by", ", ".join(f"{one.member} ({one.strength})" for one in found.given), "good"
    yield "missing", ", ".join(found.missing) if chapter.asks else "", "warning"
    for approval in found.stale:
        since = ", ".join(chapter.changed.get(approval.path, ()))
        yield (
            "stale",
            f"{approval.member}, of {approval.on}" + (f"; changed since: {since}" if since else ""),
            "warning",
        )
    for approval in found.objections:
        said = " ".join(approval.remark.split())
        yield (
            "objects",
            approval.member + (f': "{said[:_REMARK]}{"…" if len(said) > _REMARK else ""}"' if said else ""),
            "error",
        )
    yield "not yet confirmed", ", ".join(one.member for one in found.unproven), ""


def _statements(board: Board, paint: Paint, width: int) -> Iterator[str]:
    for statement in board.statements:
        totals = statement.standing.totals
        adopted = ", adopted" if statement.standing.adoption.adopted else ""
        yield from _row(statement.id, f"{statement.status}{adopted}", paint)
        if statement.closes is not None:
            yield f"    {_until(statement.closes, statement)}"
        told = (
            (totals.signed, "signed"),
            (totals.attested, "attested"),
            (len(statement.standing.not_yet_confirmed), "not yet confirmed"),
            (totals.declined, "declined"),
            (totals.abstained, "abstained"),
            (totals.objected, "objected"),
            (totals.withdrawn, "withdrew"),
        )
        words = ", ".join(f"{number:,} {word}" for number, word in told if number) or "nobody has answered"
        yield from _wrapped(f"answers: {words}", width, "      ", first="    ")
        if statement.silent:
            names = _some(statement.silent)
            line = f"{len(statement.silent):,} {'has' if len(statement.silent) == 1 else 'have'} not answered: {names}"
            yield from (paint(text, "warning") for text in _wrapped(line, width, "      ", first="    "))


def _until(closes: datetime, statement: StatementState) -> str:
    when = _moment(closes, statement.closes_on)
    return f"until {when} ({remaining(statement.left)})" if statement.left is not None else f"over since {when}"


def _moment(instant: datetime, day: date | None) -> str:
    return f"{day} anywhere on earth" if day else f"{instant:%Y-%m-%d %H:%M} UTC"


def remaining(left: timedelta) -> str:
    """`19 days left`, `5 hours left`: whole ones."""
    hours = int(left.total_seconds() // 3600)
    return f"{_counted(hours // 24, 'day')} left" if hours >= 48 else f"{_counted(hours, 'hour')} left"


def _lags(board: Board, width: int) -> Iterator[str]:
    for lag in board.lags:
        when = f" of {lag.since:%Y-%m-%d}" if lag.since else ""
        yield from _wrapped(f"{lag.path}: not of {lag.original} as it is{when}", width, "      ", first="  ")


def _contacts(board: Board, width: int) -> Iterator[str]:
    by_member: dict[str, list[str]] = {}
    for contact in board.contacts:
        when = f"{contact.verified}" if contact.verified else "never"
        by_member.setdefault(contact.member, []).append(f"{contact.type} ({when})")
    for member, told in list(by_member.items())[:_SHOWN]:
        yield from _wrapped(f"{member}: {', '.join(told)}", width, "      ", first="  ")
    if len(by_member) > _SHOWN:
        yield f"  and {len(by_member) - _SHOWN:,} members more"


def _waiting(waiting: Sequence[Awaited], paint: Paint, width: int) -> Iterator[str]:
    """Member by member; those who are waited for in the same things, one after the other, together."""
    groups = [
        (told, [one.member for one in same])
        for told, same in groupby(waiting, key=lambda one: tuple(map(sentence, one.debts)))
    ]
    for told, members in groups[:_SHOWN]:
        yield from (paint(line, "place") for line in _wrapped(_some(members), width, "  ", first="  "))
        for text in told:
            yield from _wrapped(f"- {text}", width, "      ", first="    ")
    rest = sum(len(members) for _, members in groups[_SHOWN:])
    if rest:
        yield f"  and {_counted(rest, 'member')} more: coalition status --format csv"


def sentence(debt: Debt) -> str:
    """What is owed, in words."""
    text = f"{debt.subject} ({debt.language})" if debt.language else debt.subject
    because = ", ".join(debt.because)
    until = f" until {_moment(debt.due, debt.due_on)}" if debt.due else ""
    said = {
        "answer": f"answer the statement {text}{until}",
        "confirm": f"sign what it said on {text}, or have it attested{until}",
        "receive": f"enter in the receipt log what came for {text}{until}",
        "settle": f"settle the objection to the chapter {text} by {because}",
        "approve": f"read and approve the chapter {text}",
        "approve-again": f"approve the chapter {text} again, which changed" + (f": {because}" if because else " since"),
        "write": f"finish the chapter {text}",
        "mend": f"add what the chapter {text} lacks: alternative texts, sources",
        "translate": f"bring {debt.subject} up to date with {because}",
        "verify": f"make sure of its contact ({debt.subject}), and write the day in its entry: verified",
    }
    return said[debt.task]


def commands(debt: Debt) -> tuple[str, ...]:
    """What does it; nothing for what is done in a text."""
    noun = "chapter" if debt.language else "statement"
    language = f" --language {debt.language}" if debt.language else ""
    said = {
        "answer": f"coalition statement endorse {debt.subject} --as {debt.member} --key PATH",
        "confirm": f"coalition {noun} {'approve' if noun == 'chapter' else 'endorse'} {debt.subject} "
        f"--as {debt.member}{language} --key PATH",
        "receive": f"coalition {noun} receive {debt.subject} --key PATH",
        "approve": f"coalition chapter approve {debt.subject} --as {debt.member}{language} --key PATH",
        "approve-again": f"coalition chapter approve {debt.subject} --as {debt.member}{language} --key PATH",
    }
    return (said[debt.task],) if debt.task in said else ()


def _some(names: Sequence[str], shown: int = _SHOWN) -> str:
    more = f" and {len(names) - shown:,} more" if len(names) > shown else ""
    return ", ".join(names[:shown]) + more


def _wrapped(text: str, width: int, indent: str, *, first: str = "") -> list[str]:
    return textwrap.wrap(
        visible(text),
        width,
        initial_indent=first,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"
