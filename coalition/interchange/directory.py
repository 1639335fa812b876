"""Members as a table, for spreadsheets and programs: what `member import` reads again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coalition.interchange.fields import FIELDS
from coalition.outputs.tables import as_csv
from coalition.outputs.verdict import dump

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from coalition.interchange.fields import Written
    from coalition.kinds.member import Member


def row(member: Member, day: date, *, private: bool = False) -> dict[str, Written]:
    """What each column says of a member on a day."""
    return {field.name: field.write(member, day) for field in FIELDS if private or not field.private}


def table(members: Iterable[Member], day: date, *, private: bool = False) -> bytes:
    """The members as CSV, without any cell that a spreadsheet would compute.

    Law: importing it gives entries with the same values in every column; the history of a membership is none.
    """
    return as_csv([row(member, day, private=private) for member in members])


def listing(members: Iterable[Member], campaign: str, day: date) -> bytes:
    """The members as JSON: whole, as the schema has them, without what says nothing."""
    content = {
        "version": 1,
        "campaign": campaign,
        "as_of": day.isoformat(),
        "members": [
            {
                **member.model_dump(mode="json", by_alias=True, exclude_defaults=True),
                "name": member.name_on(day),
                "status": change.status if (change := member.status_on(day)) else None,
            }
            for member in members
        ],
    }
    return dump(content).encode()
