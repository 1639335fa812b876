"""Signed files as records: endorsements, approvals, attestations, changes of keys.

What they say is read here; whether it is true is for `signing` and `standing` to find.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal, Self, TypeAlias, TypeVar

from pydantic import AfterValidator, BeforeValidator, PrivateAttr, ValidationError, model_validator

from coalition.kinds.keys import PublicKey
from coalition.kinds.record import Files, Kind, Record
from coalition.kinds.words import Day, Domain, Id, Instant, Language, Sha256
from coalition.parsing import records
from coalition.problems import Parsed, Place, Problem, suggest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

S = TypeVar("S", bound="Signed")


def written(pattern: str, example: str) -> BeforeValidator:
    """A value has one form only, since the bytes are what is signed: pydantic alone would take `1_0` for ten."""

    def check(value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise ValueError(f'"{value}" is not in the form expected here.', f"Write it as {example}.")
        return value

    return BeforeValidator(check)


def _blanks(value: str) -> str:
    if value != " ".join(value.split()):
        raise ValueError(f'"{value}" has more than one blank between two words.', "Write one blank.")
    return value


Number = Annotated[int, written(r"[1-9][0-9]{0,3}", "1")]
Date = Annotated[Day, written(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}", "2026-11-03")]
Moment = Annotated[Instant, written(r"[0-9-]{10}T[0-9:]{8}Z", "2026-11-03T10:00:00Z")]
Nonce = Annotated[str, written(r"[0-9a-f]{32}", "32 of the digits 0 to 9 and letters a to f")]
Word = Annotated[str, AfterValidator(_blanks)]


ATTESTED = ".attestation.txt"
"""How the name of an attestation ends, where that of its answer ends in .txt."""


class Signed(Record):
    """A file of `name: value` lines that somebody signed, or may have. Its fields are in the order of its lines."""

    FORMAT: ClassVar[str] = ""
    """Its first line."""
    remark: str = ""
    """What follows after an empty line: a reservation, or a remark."""
    _fields: records.Fields | None = PrivateAttr(default=None)

    def place(self, *route: str | int) -> Place:
        """Where the line of that field is."""
        found = self._fields.place(str(route[0]).replace("_", "-")) if self._fields and route else None
        return found or Place(self.path)

    @classmethod
    def lines(cls) -> tuple[str, ...]:
        """The names of its lines, in their order."""
        return tuple(name.replace("_", "-") for name in cls.model_fields if name != "remark")


class Endorsement(Signed):
    """A member's answer to one version of a statement."""

    FORMAT = "coalition-endorsement/1"
    coalition: Domain
    statement: Id
    version: Number
    language: Language
    text_sha256: Sha256
    member: Id
    action: Literal["endorse", "decline", "abstain", "object", "withdraw"]
    capacity: Literal["drafter", "co-sponsor", "supporter"]
    mandate: Literal["exact", "editorial"]
    scope: Word
    """`whole`, or the ids of sections with commas between them."""
    date: Date
    nonce: Nonce


class Approval(Signed):
    """A member's yes, or no, to a chapter's exact content."""

    FORMAT = "coalition-approval/1"
    coalition: Domain
    chapter: Id
    language: Language
    content_sha256: Sha256
    member: Id
    capacity: Literal["lead", "contributor", "reviewer"]
    action: Literal["approve", "object"]
    date: Date
    nonce: Nonce


class Attestation(Signed):
    """The secretariat's word that it received an answer by other means."""

    FORMAT = "coalition-attestation/1"
    coalition: Domain
    of_sha256: Sha256
    member: Id
    evidence: Literal["e-mail", "letter", "minutes", "form"]
    evidence_sha256: Sha256
    received: Moment
    by: Id

    @property
    def answer(self) -> str:
        """The path of the file that it stands beside."""
        return self.path.removesuffix(ATTESTED) + ".txt"


class KeyChange(Signed):
    """A member's new key, the end of an old one, or both."""

    FORMAT = "coalition-key-change/1"
    coalition: Domain
    member: Id
    add: PublicKey | None = None
    end: Annotated[str, written(r"SHA256:[A-Za-z0-9+/]{43}", "ssh-keygen -l prints it: SHA256:…")] | None = None
    date: Date
    nonce: Nonce

    @model_validator(mode="after")
    def _changes(self) -> Self:
        if self.add is None and self.end is None:
            raise ValueError("It changes nothing.", "Write a line add: with the new key, or end: with the old one's.")
        return self


AnySigned: TypeAlias = Endorsement | Approval | Attestation | KeyChange


def read(path: str, text: str, model: type[S]) -> Parsed[S | None]:
    """One signed file: its lines in the order given, optional ones left out, a remark after an empty line."""
    parsed = records.parse(path, text)
    if parsed.value is None:
        return Parsed(None, parsed.problems)
    fields = parsed.value
    if fields.first != model.FORMAT:
        hint = f'A file in this folder begins with the line "{model.FORMAT}".'
        message = f'The first line is "{fields.first[:80]}".'
        return Parsed(None, (*parsed.problems, _malformed(Place(path), message, hint)))
    problems = (*parsed.problems, *_misplaced(fields, model))
    return Parsed(None, problems) if problems else _validate(path, fields, model)


def _misplaced(fields: records.Fields, model: type[Signed]) -> list[Problem]:
    """Lines that the format does not have, else lines that are not in its order."""
    order = model.lines()
    strangers = [
        _malformed(
            place,
            f'"{name}" is not a line of this format.',
            suggest(name, order) or f"The lines are: {', '.join(order)}.",
        )
        for (name, _), place in zip(fields.values, fields.places, strict=True)
        if name not in order
    ]
    names = [name for name, _ in fields.values]
    if strangers or names == sorted(names, key=order.index):
        return strangers
    at = next(index for index in range(1, len(names)) if order.index(names[index]) < order.index(names[index - 1]))
    return [_malformed(fields.places[at], f'"{names[at]}" stands too low.', f"The order is: {', '.join(order)}.")]


def _validate(path: str, fields: records.Fields, model: type[S]) -> Parsed[S | None]:
    given: dict[str, Any] = {name.replace("-", "_"): value for name, value in fields.values}
    try:
        record = model.model_validate({**given, "remark": fields.rest})
    except ValidationError as error:
        details = error.errors(include_url=False)
        return Parsed(None, tuple(_fault(path, fields, model, detail) for detail in details))
    record._path, record._fields = path, fields  # noqa: SLF001 -- a signed file has no YAML document to be located in
    return Parsed(record)


def _fault(path: str, fields: records.Fields, model: type[Signed], detail: ErrorDetails) -> Problem:
    name = str(detail["loc"][0]).replace("_", "-") if detail["loc"] else ""
    raised = detail.get("ctx", {}).get("error")
    if detail["type"] == "missing":
        message, hint = f'The line "{name}" is missing.', f"The lines are: {', '.join(model.lines())}."
    elif isinstance(raised, ValueError) and len(raised.args) > 1:
        message, hint = map(str, raised.args)
    else:
        message, hint = (
            f'"{detail["input"]}" cannot stand here.',
            detail["msg"].replace("Input should", "It should") + ".",
        )
    return _malformed(fields.place(name) or Place(path), message, hint)


def _malformed(place: Place, message: str, hint: str) -> Problem:
    return Problem(place, "malformed-record", message, hint)


def reader(pattern: str, model: type[S]) -> Any:
    """What reads every file of such a path."""

    def parse(files: Files) -> Parsed[tuple[S, ...]]:
        found = [read(path, files.texts[path], model) for path, _ in files.matching(pattern)]
        kept = tuple(parsed.value for parsed in found if parsed.value is not None)
        return Parsed(kept, tuple(problem for parsed in found for problem in parsed.problems))

    return parse


_STEM = r"[a-z][a-z0-9-]*(\.[2-9]|\.[1-9][0-9]+)?"
_ENDORSEMENTS = r"statements/[^/]+/endorsements/v[1-9][0-9]{0,3}/"
_APPROVALS = r"chapters/[^/]+/approvals/"
_CHANGES = r"trust/keys/[a-z][a-z0-9-]*\.[1-9][0-9]*"
_ATTESTED = (_ENDORSEMENTS + _STEM, _APPROVALS + _STEM, _CHANGES)

ENDORSEMENT = Kind(
    name="endorsement",
    model=Endorsement,
    summary="A member's recorded answer to one version of a statement.",
    claims=(_ENDORSEMENTS + _STEM + r"\.txt(\.sig)?",),
    parse=reader(_ENDORSEMENTS + _STEM + r"\.txt", Endorsement),
    example=(
        "coalition-endorsement/1\ncoalition: fair-passage.example\nstatement: first-review\nversion: 1\nlanguage: en\n"
        "text-sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\nmember: harbour-network\n"
        "action: endorse\ncapacity: co-sponsor\nmandate: exact\nscope: whole\ndate: 2026-11-03\n"
        "nonce: 00112233445566778899aabbccddeeff\n"
    ),
    example_path="statements/first-review/endorsements/v1/harbour-network.txt",
)

APPROVAL = Kind(
    name="approval",
    model=Approval,
    summary="A member's yes to a chapter's exact content.",
    claims=(_APPROVALS + _STEM + r"\.txt(\.sig)?",),
    parse=reader(_APPROVALS + _STEM + r"\.txt", Approval),
    example=(
        "coalition-approval/1\ncoalition: fair-passage.example\nchapter: refugees\nlanguage: en\n"
        "content-sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\nmember: harbour-network\n"
        "capacity: lead\naction: approve\ndate: 2026-11-03\nnonce: 00112233445566778899aabbccddeeff\n"
    ),
    example_path="chapters/refugees/approvals/harbour-network.txt",
)

ATTESTATION = Kind(
    name="attestation",
    model=Attestation,
    summary="The secretariat's word that it received an answer by other means.",
    claims=tuple(answer + r"\.attestation\.txt(\.sig)?" for answer in _ATTESTED),
    parse=reader(rf"({'|'.join(_ATTESTED)})\.attestation\.txt", Attestation),
    example=(
        "coalition-attestation/1\ncoalition: fair-passage.example\n"
        "of-sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\nmember: harbour-network\n"
        "evidence: e-mail\nevidence-sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n"
        "received: 2026-11-03T10:00:00Z\nby: harbour-network\n"
    ),
    example_path="statements/first-review/endorsements/v1/harbour-network.attestation.txt",
)

KEY_CHANGE = Kind(
    name="key-change",
    model=KeyChange,
    summary="A member's new key, or the end of an old one.",
    claims=(_CHANGES + r"\.txt(\.sig)?",),
    parse=reader(_CHANGES + r"\.txt", KeyChange),
    example=(
        "coalition-key-change/1\ncoalition: fair-passage.example\nmember: harbour-network\n"
        "end: SHA256:zQ0ABxGUR7b4vVtGS0nCqKmAcWPUmKo2FZgwFIvBqWc\ndate: 2026-11-03\n"
        "nonce: 00112233445566778899aabbccddeeff\n"
    ),
    example_path="trust/keys/harbour-network.1.txt",
)
