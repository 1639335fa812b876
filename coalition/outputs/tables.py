"""What the site shows, for programs: tables as JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from coalition.outputs.site.page import site_path

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coalition.outputs.answers import AnswerView
    from coalition.outputs.crediting import Credited
    from coalition.outputs.site.statement_views import StatementView
    from coalition.outputs.site.views import AnswerToView, CampaignView

Cell = str | int | None
Row = Mapping[str, Cell | Sequence[str]]

_BEGINS = r"(^|[;\t\r\n])(\s*)"
_MARKS = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
FORMULA = re.compile(rf"{_BEGINS}(?={_MARKS})")
"""Where a spreadsheet would begin a formula: at the beginning of a cell, also of one that it begins itself, since in
half of the world it parts cells at semicolons, whatever stands in quotes."""
_GUARDED = re.compile(rf"{_BEGINS}(?='*{_MARKS})")
_GUARD = re.compile(rf"{_BEGINS}'(?='*{_MARKS})")
_INERT = re.compile(r"(?:[^\s';=+\-@\uff1d\uff0b\uff0d\uff20][^;\t\r\n]*)?")
"""A cell that begins with none of that, and no other in it: to see this is quicker than to look for a beginning."""
_ENCODE = json.JSONEncoder(ensure_ascii=False).encode


def tables(view: CampaignView) -> dict[str, list[Row]]:
    """Every table by name; a table without rows is there too."""
    return {name: list(rows(view)) for name, rows in _TABLES.items()}


def filled(view: CampaignView) -> tuple[str, ...]:
    """The names of those tables that have a row."""
    return tuple(name for name, rows in _TABLES.items() if next(rows(view), None) is not None)


def as_json(name: str, rows: Sequence[Row], language: str) -> bytes:
    """A table as JSON: an object with its version, its language and its rows.

    It is what `json.dumps` makes with an indent of 1, in a third of the time.
    """
    head = f'{{\n "version": 1,\n "language": {_ENCODE(language)},\n {_ENCODE(name)}: '
    written = ",\n  ".join(map(_row, rows))
    return (f"{head}[\n  {written}\n ]\n}}\n" if rows else f"{head}[]\n}}\n").encode()


def _row(row: Row) -> str:
    cells = ",\n   ".join([f"{_ENCODE(key)}: {_value(value)}" for key, value in row.items()])
    return f"{{\n   {cells}\n  }}"


def _value(value: Cell | Sequence[str]) -> str:
    if value is None or isinstance(value, str | int):
        return _ENCODE(value)
    items = ",\n    ".join(map(_ENCODE, value))
    return f"[\n    {items}\n   ]" if items else "[]"


def as_csv(rows: Sequence[Row]) -> bytes:
    """A table as CSV (RFC 4180, UTF-8 with its mark, so that spreadsheets read it); lists are joined with semicolons.

    Law: no cell is a formula to a spreadsheet: see `inert`.
    """
    text = io.StringIO()
    if rows:
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow(rows[0])
        writer.writerows([[_cell(value) for value in row.values()] for row in rows])
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _cell(value: Cell | Sequence[str]) -> str:
    shown = "" if value is None else str(value) if isinstance(value, str | int) else "; ".join(value)
    return shown if _INERT.fullmatch(shown) else inert(shown)


def inert(cell: str) -> str:
    """A cell as text that no spreadsheet computes: where a formula would begin stands an apostrophe.

    Where one stands already another is put before it, so that `as_written` gives the text back.

    >>> inert("=1+1"), inert("Harbour;=1+1"), inert("1-2"), inert("'=1+1")
    ("'=1+1", "Harbour;'=1+1", '1-2', "''=1+1")
    """
    return _GUARDED.sub(r"\1\2'", cell)


def as_written(cell: str) -> str:
    """The text of a cell that `inert` wrote, or a spreadsheet, where people mark text with an apostrophe.

    Law: `as_written(inert(text)) == text`.
    """
    return _GUARD.sub(r"\1\2", cell)


def _page(view: CampaignView, path: str) -> str:
    return view.url + site_path(view.language, view.default, path)


def _members(view: CampaignView) -> Iterator[Row]:
    return (
        {
            "id": member.id,
            "name": member.name,
            "type": member.type,
            "country": member.country,
            "areas_served": member.areas,
            "themes": member.themes,
            "languages": member.languages,
            "website": member.website,
            "active": "yes" if member.active else "no",
            "member_since": member.since.isoformat() if member.since else "",
            "public_contacts": [contact.value for contact in member.contacts],
            "page": _page(view, f"members/{member.id}/"),
        }
        for member in view.members
    )


def _chapters(view: CampaignView) -> Iterator[Row]:
    return (
        {
            "id": chapter.id,
            "number": chapter.number,
            "title": chapter.title,
            "language": chapter.text.language,
            "theme": chapter.theme,
            "lead": _named(view, (chapter.lead,)),
            "contributors": _named(view, chapter.contributors),
            "reviewers": _named(view, chapter.reviewers),
            "people": [_person(one) for one in chapter.people],
            "status": chapter.status,
            "abstract": chapter.abstract,
            "page": _page(view, f"report/{chapter.id}/"),
        }
        for chapter in view.chapters
    )


def _person(person: Credited) -> str:
    """Somebody named for a chapter, with words of CRediT: `A. Person (investigation, validation) https://orcid.org/…`."""
    return f"{person.name} ({', '.join(person.roles)}) {person.address}".rstrip()


def _recommendations(view: CampaignView) -> Iterator[Row]:
    return (
        {
            "id": item.name,
            "kind": item.kind,
            "number": item.number,
            "text": item.text,
            "addressees": [term.id for term in item.addressees],
            "themes": item.themes,
            "countries": item.countries,
            "from": item.source_title,
            "language": item.language,
            "answers": [_said(answer) for answer in item.answers],
            "page": f"{_page(view, item.page)}#{item.anchor}",
        }
        for item in view.recommendations
    )


def _said(answer: AnswerToView) -> str:
    """Who answered when and what, in one line, with its source."""
    source = f" ({answer.source})" if answer.source else ""
    return f"{answer.sender}, {answer.on.isoformat()}: {answer.state}. {answer.summary}{source}"


def _statements(view: CampaignView) -> Iterator[Row]:
    return (_statement(view, statement) for statement in view.statements)


def _statement(view: CampaignView, statement: StatementView) -> Row:
    totals, adoption = statement.answers.totals, statement.answers.adoption
    closes = statement.closes or statement.closes_on
    return {
        "id": statement.id,
        "title": statement.title,
        "occasion": statement.occasion,
        "addressed_to": [addressee.name for addressee in statement.addressees],
        "themes": statement.themes,
        "status": statement.status,
        "version": statement.version,
        "normative_language": statement.normative,
        "languages": statement.languages,
        "file": statement.source,
        "sha256": statement.digest,
        "drafters": _named(view, statement.drafters),
        "closes": closes.isoformat() if closes else "",
        "closes_anywhere_on_earth": "yes" if statement.closes_on else "",
        "counted": totals.counted,
        "signed": totals.signed,
        "attested": totals.attested,
        "unnamed": totals.unnamed,
        "declined": totals.declined,
        "abstained": totals.abstained,
        "objected": totals.objected,
        "withdrawn": totals.withdrawn,
        "adoption_rule": adoption.rule,
        "adopted": ("yes" if adoption.adopted else "no") if adoption.rule != "none" else "",
        "page": _page(view, f"statements/{statement.id}/"),
        "files": [view.url + file.path for file in statement.downloads],
    }


def _answers(view: CampaignView) -> Iterator[Row]:
    """A row an answer that may be shown; those that are not named are in the statements' totals alone."""
    for statement in view.statements:
        counted = len(statement.answers.signatories)
        for place, answer in enumerate(statement.answers.all):
            yield _answer(statement.id, answer, counts=place < counted)


def _answer(statement: str, answer: AnswerView, *, counts: bool) -> Row:
    return {
        "statement": statement,
        "version": answer.version,
        "member": answer.member,
        "name": answer.name,
        "country": answer.country,
        "action": answer.action,
        "capacity": answer.capacity if answer.action == "endorse" else "",
        "proof": answer.proof,
        "counts": "yes" if counts else "no",
        "date": answer.on.isoformat() if answer.on else "",
        "arrived": answer.arrived.isoformat() if answer.arrived else "",
        "sections": answer.sections,
        "reservation": "\n\n".join(answer.reservation),
    }


def _named(view: CampaignView, ids: Sequence[str]) -> list[str]:
    """Ids of members that may be named; the others are left out."""
    return [id for id in ids if view.member(id) is not None]  # noqa: A001 -- the field's own word


_TABLES: dict[str, Callable[[CampaignView], Iterator[Row]]] = {
    "members": _members,
    "chapters": _chapters,
    "recommendations": _recommendations,
    "statements": _statements,
    "answers": _answers,
}
