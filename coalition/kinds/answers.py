"""Signed files as records: endorsements, approvals, attestations, changes of keys.

What they say is read here; whether it is true is for `signing` and `standing` to find.
"""

from __future__ import annotations

import unicodedata
from datetime import date
from typing import Annotated, Any, Literal, TypeVar

from pydantic import AfterValidator, StringConstraints, ValidationError

from coalition.kinds.record import Files, Kind, Record
from coalition.kinds.words import Domain, Id, Instant, Language, Sha256
from coalition.parsing import records
from coalition.problems import Parsed, Place, Problem, suggest

Nonce = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
S = TypeVar("S", bound="Signed")


def _single_blank(value: str) -> str:
    if value != " ".join(value.split()) or unicodedata.normalize("NFC", value) != value:
        message = f'"{value}" has blanks at its ends, two in a row, or letters that are not in their composed form'
        raise ValueError(message)
    return value


Word = Annotated[str, AfterValidator(_single_blank)]


class Signed(Record):
    """A file of `name: value` lines that somebody signed, or may have."""

    remark: str = ""
    """What follows after an empty line: a reservation, or a remark."""

    @property
    def stem(self) -> str:
        """The file's name without `.txt`: the member's id, perhaps with `.2` for a later answer."""
        return self.path.rpartition("/")[2].removesuffix(".txt")

    @property
    def folder_words(self) -> tuple[str, ...]:
        """The names of its folders, outermost first."""
        return tuple(self.path.split("/")[:-1])


class Endorsement(Signed):
    """A member's answer to one version of a statement."""

    coalition: Domain
    statement: Id
    version: int
    language: Language
    text_sha256: Sha256
    member: Id
    action: Literal["endorse", "decline", "abstain", "object", "withdraw"]
    capacity: Literal["drafter", "co-sponsor", "supporter"]
    mandate: Literal["exact", "editorial"]
    scope: Word
    date: date
    nonce: Nonce


class Approval(Signed):
    """A member's yes, or no, to a chapter's exact content."""

    coalition: Domain
    chapter: Id
    language: Language
    content_sha256: Sha256
    member: Id
    capacity: Literal["lead", "contributor", "reviewer"]
    action: Literal["approve", "object"]
    date: date
    nonce: Nonce


class Attestation(Signed):
    """The secretariat's word that it received an answer by other means."""

    coalition: Domain
    of_sha256: Sha256
    member: Id
    evidence: Literal["e-mail", "letter", "minutes", "form"]
    evidence_sha256: Sha256
    received: Instant
    by: Id


class KeyChange(Signed):
    """A member's new key, the end of an old one, or both."""

    coalition: Domain
    member: Id
    add: Word | None = None
    end: Word | None = None
    date: date
    nonce: Nonce


FORMATS: dict[str, type[Signed]] = {
    "coalition-endorsement/1": Endorsement,
    "coalition-approval/1": Approval,
    "coalition-attestation/1": Attestation,
    "coalition-key-change/1": KeyChange,
}
"""The first line of each signed format, and the model of the rest. The model's fields are in the order of the lines."""


def read(path: str, text: str, model: type[S]) -> Parsed[S | None]:
    """One signed file: its lines in the order given, optional ones left out, a remark after an empty line."""
    parsed = records.parse(path, text)
    if parsed.value is None:
        return Parsed(None, parsed.problems)
    fields = parsed.value
    expected = next(name for name, kind in FORMATS.items() if kind is model)
    if fields.first != expected:
        hint = f'A file in this folder begins with the line "{expected}".'
        return Parsed(None, (*parsed.problems, _malformed(Place(path), f'The first line is "{fields.first[:80]}".', hint)))
    order = [name.replace("_", "-") for name in model.model_fields if name != "remark"]
    problems = list(parsed.problems)
    for index, (name, _) in enumerate(fields.values):
        if name not in order:
            problems.append(_malformed(Place(path, index + 2), f'"{name}" is not a line of this format.', suggest(name, order)))
    names = [name for name, _ in fields.values if name in order]
    if not problems and names != sorted(names, key=order.index):
        hint = "The order is: " + ", ".join(order) + "."
        problems.append(_malformed(Place(path, 2), "The lines are not in their order.", hint))
    if problems:
        return Parsed(None, tuple(problems))
    return _validate(path, dict(fields.values), fields.rest, model, order)


def _validate(path: str, values: dict[str, str], rest: str, model: type[S], order: list[str]) -> Parsed[S | None]:
    given: dict[str, Any] = {name.replace("-", "_"): value for name, value in values.items()}
    try:
        record = model.model_validate({**given, "remark": rest})
    except ValidationError as error:
        lines = {name: number for number, name in enumerate(values, 2)}
        found = []
        for detail in error.errors(include_url=False, include_context=False):
            name = str(detail["loc"][0]).replace("_", "-") if detail["loc"] else ""
            said = detail["msg"].removeprefix("Value error, ")
            message = f'The line "{name}" is missing.' if detail["type"] == "missing" else f'"{name}" cannot be read: {said}.'
            found.append(_malformed(Place(path, lines.get(name, 1)), message, "The lines are: " + ", ".join(order) + "."))
        return Parsed(None, tuple(found))
    record._path = path  # noqa: SLF001 -- a record of a signed file has no YAML document to be located in
    return Parsed(record)


def _malformed(place: Place, message: str, hint: str) -> Problem:
    return Problem(place, "malformed-record", message, hint)


def _reader(pattern: str, model: type[S]) -> Any:  # noqa: ANN401 -- a parser of that model's kind
    def parse(files: Files) -> Parsed[tuple[S, ...]]:
        found = [read(path, files.texts[path], model) for path, _ in files.matching(pattern)]
        kept = tuple(parsed.value for parsed in found if parsed.value is not None)
        return Parsed(kept, tuple(problem for parsed in found for problem in parsed.problems))

    return parse


_STEM = r"[a-z][a-z0-9-]*(\.[2-9]|\.[1-9][0-9]+)?"
_ENDORSEMENTS = r"statements/[^/]+/endorsements/v[1-9][0-9]{0,3}/"

ENDORSEMENT = Kind(
    name="endorsement",
    model=Endorsement,
    summary="A member's recorded answer to one version of a statement.",
    claims=(_ENDORSEMENTS + _STEM + r"\.txt(\.sig)?",),
    parse=_reader(_ENDORSEMENTS + _STEM + r"\.txt", Endorsement),
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
    claims=(r"chapters/[^/]+/approvals/" + _STEM + r"\.txt(\.sig)?",),
    parse=_reader(r"chapters/[^/]+/approvals/" + _STEM + r"\.txt", Approval),
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
    claims=(r"(statements/[^/]+/endorsements/v[1-9][0-9]{0,3}|chapters/[^/]+/approvals)/" + _STEM + r"\.attestation\.txt(\.sig)?",),
    parse=_reader(
        r"(statements/[^/]+/endorsements/v[1-9][0-9]{0,3}|chapters/[^/]+/approvals)/" + _STEM + r"\.attestation\.txt",
        Attestation,
    ),
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
    claims=(r"trust/keys/" + r"[a-z][a-z0-9-]*\.[1-9][0-9]*\.txt(\.sig)?", r"trust/receipts\.log(\.sig)?"),
    parse=_reader(r"trust/keys/[a-z][a-z0-9-]*\.[1-9][0-9]*\.txt", KeyChange),
    example=(
        "coalition-key-change/1\ncoalition: fair-passage.example\nmember: harbour-network\n"
        "end: SHA256:zQ0ABxGUR7b4vVtGS0nCqKmAcWPUmKo2FZgwFIvBqWc\ndate: 2026-11-03\n"
        "nonce: 00112233445566778899aabbccddeeff\n"
    ),
    example_path="trust/keys/harbour-network.1.txt",
)
