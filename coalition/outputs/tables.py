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
    from coalition.outputs.answers import AnswerView
    from coalition.outputs.site.views import CampaignView, StatementView

Cell = str | int | None
Row = Mapping[str, Cell | Sequence[str]]

_BEGINS = r"(^|[;\t\r\n])(\s*)"
_MARKS = r"[=+\-@\uff1d\uff0b\uff0d\uff20]"
FORMULA = re.compile(rf"{_BEGINS}(?={_MARKS})")
"""Where a spreadsheet would begin a formula: at the beginning of a cell, also of one that it begins itself, since in
half of the world it parts cells at semicolons, whatever stands in quotes."""
_GUARDED = re.compile(rf"{_BEGINS}(?='*{_MARKS})")
_GUARD = re.compile(rf"{_BEGINS}'(?='*{_MARKS})")


def tables(view: CampaignView) -> dict[str, list[Row]]:
    """Every table by name; a table without rows is there too."""
    return {
        "members": _members(view),
        "chapters": _chapters(view),
        "recommendations": _recommendations(view),
        "statements": _statements(view),
        "answers": _answers(view),
    }


def as_json(name: str, rows: Sequence[Row], language: str) -> bytes:
    """A table as JSON: an object with its version, its language and its rows."""
    content = {"version": 1, "language": language, name: [dict(row) for row in rows]}
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


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
    return inert(shown)


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


def _members(view: CampaignView) -> list[Row]:
    return [
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
    ]


def _chapters(view: CampaignView) -> list[Row]:
    return [
        {
            "id": chapter.id,
            "number": chapter.number,
            "title": chapter.title,
            "language": chapter.text.language,
            "theme": chapter.theme,
            "lead": _named(view, (chapter.lead,)),
            "contributors": _named(view, chapter.contributors),
            "reviewers": _named(view, chapter.reviewers),
            "status": chapter.status,
            "abstract": chapter.abstract,
            "page": _page(view, f"report/{chapter.id}/"),
        }
        for chapter in view.chapters
    ]


def _recommendations(view: CampaignView) -> list[Row]:
    return [
        {
            "kind": item.kind,
            "number": item.number,
            "text": item.text,
            "addressees": [term.id for term in item.addressees],
            "themes": item.themes,
            "from": item.source_title,
            "answers": [f"{answer.sender}, {answer.on.isoformat()}: {answer.state}" for answer in item.answers],
            "page": f"{_page(view, item.page)}#{item.anchor}",
        }
        for item in view.recommendations
    ]


def _statements(view: CampaignView) -> list[Row]:
    return [_statement(view, statement) for statement in view.statements]


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


def _answers(view: CampaignView) -> list[Row]:
    """A row an answer that may be shown; those that are not named are in the statements' totals alone."""
    rows: list[Row] = []
    for statement in view.statements:
        counted = len(statement.answers.signatories)
        for place, answer in enumerate(statement.answers.all):
            rows.append(_answer(statement.id, answer, counts=place < counted))
    return rows


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
