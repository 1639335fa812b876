from __future__ import annotations

import enum
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any, Literal

import pytest
from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from coalition.parsing import yaml
from coalition.parsing.schema import build
from coalition.problems import Parsed, Place


class Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Colour(enum.StrEnum):
    RED = "red"
    GREEN = "green"


class Threshold(Part):
    rule: Literal["threshold"]
    minimum: int


class Consensus(Part):
    rule: Literal["consensus", "none"]


class Anywhere(Part):
    date: date
    zone: Literal["anywhere-on-earth"]


def _known(value: str) -> str:
    if value == "XX":
        raise PydanticCustomError("unknown-country", '"XX" is no country.', {"hint": "Use ISO 3166."})
    if value == "YY":
        raise ValueError("YY is not used", "Use YZ.")
    if value == "ZZ":
        raise ValueError("ZZ is not used")
    if value == "odd":
        raise PydanticCustomError("odd", "Odd value")
    return value


class Member(Part):
    id: str = Field(pattern=r"^[a-z][a-z0-9-]{1,62}$")
    name: str = Field(default="x", max_length=10, min_length=2, description="As it signs.")
    title: str | Mapping[str, str] = "x"
    areas: tuple[str, ...] = Field(default=(), max_length=2)
    kind: Literal["national-ngo", "regional-ngo"] = "national-ngo"
    colour: Colour = Colour.RED
    public: bool = False
    count: int = Field(default=0, ge=0, le=9)
    ratio: float = 0.5
    on: date | None = None
    at: datetime | None = None
    adoption: Threshold | Consensus | None = None
    tagged: Annotated[Threshold | Consensus | None, Field(discriminator="rule")] = None
    closes: Anywhere | datetime | None = None
    country: Annotated[str, AfterValidator(_known)] = "JP"
    numbers: dict[Literal["x", "y"], tuple[int, ...]] = {}
    deep: tuple[Threshold, ...] = ()
    code: str = Field(default="a", pattern="^[a-z]$", description="One letter.")
    valid_from: str = Field(default="", alias="valid-from")


def member(text: str) -> Parsed[Member | None]:
    return build(Member, yaml.parse("m.yaml", "id: harbour\n" + text).value)


def found(text: str) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in member(text).problems]


def told(text: str) -> tuple[str, str]:
    (problem,) = member(text).problems
    return problem.message, problem.hint


def test_strings_become_what_the_model_wants():
    text = "public: yes\ncount: 3\nratio: 0.25\non: 2026-01-31\nat: 2026-01-31T12:00:00Z\nareas: [NO, '035']\n"
    value = member(text + "numbers: {x: [1, 2]}\ndeep:\n- {rule: threshold, minimum: 2}\nvalid-from: now\n").value
    assert value is not None
    assert (value.public, value.count, value.ratio, value.on) == (True, 3, 0.25, date(2026, 1, 31))
    assert value.areas == ("NO", "035")
    assert value.deep[0].minimum == 2
    assert value.valid_from == "now"


def test_a_document_that_could_not_be_read_has_had_its_say():
    assert build(Member, yaml.parse("m.yaml", "a: b: c\n").value) == Parsed(None)


def test_an_empty_document_lacks_its_keys():
    (problem,) = build(Member, yaml.parse("m.yaml", "\n").value).problems
    assert (problem.code, problem.place, problem.message) == (
        "missing-key",
        Place("m.yaml", 1, 1),
        '"id" is missing here.',
    )


def test_a_part_of_a_document_is_built_alone():
    document = yaml.parse("m.yaml", "members:\n- id: a-b\n- id: ''\n  nam: x\n").value
    assert build(Member, document, ("members", 0)).problems == ()
    problems = build(Member, document, ("members", 1)).problems
    assert [(problem.code, problem.place.line, problem.place.column) for problem in problems] == [
        ("wrong-value", 3, 7),
        ("unknown-key", 4, 3),
    ]


def test_unknown_keys_propose_the_nearest():
    assert found("nmae: x\n") == [("unknown-key", 2, 1)]
    assert told("nmae: x\n")[1] == 'Did you mean "name"?'
    assert told("validfrom: x\n")[1] == 'Did you mean "valid-from"?'
    assert told("deep:\n- {rule: threshold, minimum: 1, zzzzzz: 1}\n")[1] == "The names are: minimum, rule."
    assert told("zzzzzz: 1\n")[1].startswith("The names are: adoption, areas, at,")


def test_a_slip_in_a_name_is_one_mistake_and_not_two():
    assert found("deep:\n- {rule: threshold, minimun: 1}\n") == [("unknown-key", 3, 21)]


def test_a_missing_key_has_the_place_of_what_lacks_it():
    assert found("deep:\n- rule: threshold\n") == [("missing-key", 3, 3)]


@pytest.mark.parametrize("value", ["on", "1", "t", "maybe", "True"])
def test_one_form_of_true_and_false(value: str):
    assert found(f"public: {value}\n") == [("wrong-value", 2, 9)]
    assert told(f"public: {value}\n") == (
        f'Here stands "{value}"; it should be true or false.',
        "Write true or false.",
    )


@pytest.mark.parametrize(
    ("line", "noun"),
    [
        ("count: 0_1", "a whole number"),
        ("count: 3.0", "a whole number"),
        ("count: many", "a whole number"),
        ("ratio: 1e1", "a number"),
        ("ratio: half", "a number"),
        ("on: 0", "a date"),
        ("on: 2024", "a date"),
        ("on: 31.1.2026", "a date"),
        ("on: 2026-02-31", "a date"),
        ("at: 1700000000", "a date with a time"),
        ("at: tomorrow", "a date with a time"),
        ("deep: [{rule: threshold, minimum: 1_0}]", "a whole number"),
        ("numbers: {x: [1_0]}", "a whole number"),
    ],
)
def test_one_form_of_numbers_and_dates(line: str, noun: str):
    message, hint = told(f"{line}\n")
    assert message.endswith(f"it should be {noun}.")
    assert hint


def test_words_of_a_list_are_proposed_or_listed():
    assert told("kind: national_ngo\n") == (
        '"national_ngo" is not a word that can stand here.',
        'Did you mean "national-ngo"?',
    )
    assert told("colour: blue\n")[1] == "Use one of: green, red."
    assert told("numbers: {z: [1]}\n")[1] == "Use one of: x, y."
    assert found("numbers: {z: [1]}\n") == [("wrong-value", 2, 11)]


def test_something_of_another_shape():
    assert told("areas: JP\n") == (
        'Here stands "JP"; it should be a list.',
        'Write it as [one, two], or one on each line below, beginning with "- ".',
    )
    assert told("deep: [x]\n")[0] == 'Here stands "x"; it should be lines of "name: value".'
    assert told("name: [a]\n")[0] == "Here stands a list; it should be a text."
    assert told("country: {a: b}\n")[0] == 'Here stands lines of "name: value"; it should be a text.'


def test_a_key_without_a_value():
    assert told("name:\n") == ("Nothing stands after this colon.", "Write the value, or delete the line.")
    assert told("areas:\n")[0] == "Nothing stands after this colon."
    assert told("title:\n")[0] == "Nothing stands after this colon."


def test_a_whole_document_of_another_shape():
    document = yaml.parse("m.yaml", "just text\n").value
    assert (
        build(Member, document).problems[0].message == 'Here stands "just text"; it should be lines of "name: value".'
    )


def test_limits():
    assert told("areas: [a, b, c]\n")[0] == "This list has 3 entries; it may have at most 2."
    assert told("name: much longer than that\n") == ("This text has more than 10 characters.", "As it signs.")
    assert told("name: a\n")[0] == "This text has fewer than 2 characters."
    assert told("count: 12\n")[0] == '"12" is too large: it must be at most 9.'
    assert told("count: -1\n")[0] == '"-1" is too small: it must be at least 0.'


def test_forms():
    document = yaml.parse("m.yaml", "id: Zürich Réseau 2\n").value
    assert build(Member, document).problems[0].hint.endswith('For example "zurich-reseau".')
    assert build(Member, yaml.parse("m.yaml", "id: '1'\n").value).problems[0].hint.endswith("beginning with a letter.")
    assert told("code: AB\n") == ('"AB" is not in the form expected here.', "One letter.")


def test_validators_speak_for_themselves():
    assert told("country: XX\n") == ('"XX" is no country.', "Use ISO 3166.")
    assert found("country: XX\n") == [("unknown-country", 2, 10)]
    assert told("country: YY\n") == ("YY is not used", "Use YZ.")
    assert told("country: ZZ\n") == ("ZZ is not used", "")
    assert told("country: odd\n")[0] == '"odd" cannot stand here: odd value.'


def test_of_a_union_the_branch_that_was_meant_has_its_say():
    assert found("adoption: {rule: thresold, minimum: 3}\n") == [("wrong-value", 2, 18)]
    assert told("adoption: {rule: thresold}\n")[1] == 'Did you mean "threshold"?'
    assert told("adoption: {rule: zzzzzz}\n")[1] == "Use one of: consensus, none, threshold."
    assert found("adoption: {rule: threshold, minimun: 3}\n") == [("unknown-key", 2, 29)]
    assert told("adoption: {rule: threshold, minimun: 3}\n")[1] == 'Did you mean "minimum"?'
    assert found("closes: {date: 2026-13-01, zone: anywhere}\n") == [("wrong-value", 2, 16), ("wrong-value", 2, 34)]
    assert told("closes: soon\n")[0] == 'Here stands "soon"; it should be a date with a time.'
    assert told("title: [a]\n")[0] == 'Here stands a list; it should be a text or lines of "name: value".'
    assert found("title: {en: [a]}\n") == [("wrong-value", 2, 13)]


class Nested(Part):
    members: Mapping[str, Threshold | tuple[Consensus, ...]] = {}
    held: Annotated[datetime, Field(description="When.")] | None = None
    since: AwareDatetime | None = None
    rules: tuple[Annotated[Threshold | Consensus, Field(discriminator="rule")], ...] = ()
    deep: str | Mapping[str, Mapping[str, Threshold]] = ""


@pytest.mark.parametrize(
    ("text", "line", "hint"),
    [
        ("members:\n  a: {rule: threshold, minimun: 1}\n", 2, 'Did you mean "minimum"?'),
        ("members:\n  a:\n  - {rule: none, rul: none}\n", 3, 'Did you mean "rule"?'),
        ("rules:\n- {rule: none, rul: none}\n", 2, 'Did you mean "rule"?'),
        ("deep:\n  a:\n    b: {rule: threshold, minimun: 1}\n", 3, 'Did you mean "minimum"?'),
        ("since: 2026-01-31T12:00:00\n", 1, "Write it with its time zone, such as 2026-01-31T12:00:00Z."),
        ("since: 2026-01-31 12:00Z\n", 0, ""),
    ],
)
def test_mistakes_deep_inside(text: str, line: int, hint: str):
    problems = build(Nested, yaml.parse("m.yaml", text).value).problems
    assert [(problem.place.line, problem.hint) for problem in problems] == ([(line, hint)] if line else [])


def test_a_value_that_a_validator_has_made_something_else_of_is_left_alone():
    class Folded(Part):
        words: Annotated[tuple[str, ...], BeforeValidator(lambda value: tuple(value.split()))] = ()
        pair: Annotated[tuple[int, ...], AfterValidator(lambda value: value + value)] = ()

    document = yaml.parse("m.yaml", "words: a b\npair: [1_0]\n").value
    assert build(Folded, document).value == Folded(words="a b", pair=(10,))


class Tree(Part):
    """A model that holds itself."""

    branches: tuple["Tree", ...] = ()
    open: bool = False
    free: Any = None


def test_values_deep_inside_a_model_that_holds_itself():
    document = yaml.parse("m.yaml", "branches:\n- branches:\n  - open: on\n").value
    assert [problem.place.line for problem in build(Tree, document).problems] == [3]
    assert build(Tree, yaml.parse("m.yaml", "free: on\n").value).value == Tree(free="on")
    assert build(Tree, yaml.parse("m.yaml", "free: {a: on}\n").value).value == Tree(free={"a": "on"})


def test_a_union_told_apart_by_a_word():
    assert told("tagged: {rule: thresold}\n") == (
        '"thresold" is not a word that can stand here.',
        'Did you mean "threshold"?',
    )
    assert found("tagged: {rule: threshold}\n") == [("missing-key", 2, 9)]
    assert told("tagged: {minimum: 1}\n")[0]


def test_all_mistakes_are_found_at_once():
    assert len(found("nmae: x\npublic: maybe\ncount: x\nkind: x\nareas: x\n")) == 5
