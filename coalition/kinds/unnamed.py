"""The number of the members that answered a statement and are named nowhere, in the secretariat's signed word."""

from __future__ import annotations

from typing import Annotated

from coalition.kinds.answers import Moment, Number, Signed, reader, written
from coalition.kinds.record import Kind
from coalition.kinds.words import Domain, Id

_PATTERN = r"statements/[^/]+/unnamed/v[1-9][0-9]{0,3}\.txt"
Tally = Annotated[int, written(r"0|[1-9][0-9]{0,3}", "3")]


class Unnamed(Signed):
    """How many unnamed members answered a version of a statement, by what they answered.

    It is written anew, with its signature, whenever the number changes, as the receipt log is: there is nothing in it
    to be kept but its last state.
    """

    FORMAT = "coalition-unnamed/1"
    coalition: Domain
    statement: Id
    version: Number
    signed: Tally
    """Endorsements that count, each with its member's signature."""
    attested: Tally
    """Endorsements that count by the secretariat's attestation."""
    declined: Tally
    abstained: Tally
    objected: Tally
    objected_in_time: Tally
    """Of those that objected, how many stand in the way of adoption by consensus or without objection."""
    withdrawn: Tally
    instant: Moment
    """At which they were counted."""

    @property
    def numbers(self) -> tuple[int, ...]:
        """The numbers, in the order of the lines."""
        return (
            self.signed,
            self.attested,
            self.declined,
            self.abstained,
            self.objected,
            self.objected_in_time,
            self.withdrawn,
        )


def path_of(statement: str, version: int) -> str:
    """Where the number for a version of a statement lies."""
    return f"statements/{statement}/unnamed/v{version}.txt"


KIND = Kind(
    name="unnamed",
    model=Unnamed,
    summary="How many members that are named nowhere answered a statement, in the secretariat's signed word.",
    claims=(_PATTERN + r"(\.sig)?",),
    parse=reader(_PATTERN, Unnamed),
    example=(
        "coalition-unnamed/1\ncoalition: fair-passage.example\nstatement: first-review\nversion: 1\nsigned: 2\n"
        "attested: 1\ndeclined: 0\nabstained: 0\nobjected: 0\nobjected-in-time: 0\nwithdrawn: 0\n"
        "instant: 2026-11-21T12:00:00Z\n"
    ),
    example_path="statements/first-review/unnamed/v1.txt",
)
