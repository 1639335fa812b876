"""Laws over all kinds: whatever is added to KINDS has an example, a schema and a home of its own."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from coalition.kinds import KINDS
from coalition.kinds.record import Files, Kind
from coalition.sources.trees import SCOPE

ROOT = Path(__file__).parents[2]
ALL = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def files(**texts: str) -> Files:
    return Files(texts, tuple(sorted(texts)))


@ALL
def test_the_example_is_one_record_without_a_problem(kind: Kind):
    parsed = kind.parse(files(**{kind.example_path: kind.example}))

    assert parsed.problems == ()
    assert len(parsed.value) == 1
    assert isinstance(parsed.value[0], kind.model)


@ALL
def test_the_record_knows_the_file_that_it_was_read_from(kind: Kind):
    (record,) = kind.parse(files(**{kind.example_path: kind.example})).value

    assert record.path == kind.example_path
    for name, field in kind.model.model_fields.items():
        place = record.place(field.alias or name)
        assert place.path == kind.example_path
        assert place.line <= kind.example.count("\n") + 1


@ALL
def test_the_path_of_the_example_belongs_to_the_kind_and_to_no_other(kind: Kind):
    claiming = [other.name for other in KINDS if any(re.fullmatch(claim, kind.example_path) for claim in other.claims)]

    assert claiming == [kind.name]


@ALL
def test_another_files_text_is_not_read(kind: Kind):
    assert kind.parse(files(**{"elsewhere/file.txt": kind.example})).value == ()


@ALL
def test_no_text_makes_a_kind_raise(kind: Kind):
    for text in (
        "",
        "\n",
        "---\n",
        "---\n---\n",
        "- \n",
        "x",
        ": [",
        "{}",
        "[]",
        "null",
        kind.example[: len(kind.example) // 2],
    ):
        parsed = kind.parse(files(**{kind.example_path: text}))
        assert all(problem.place.path == kind.example_path for problem in parsed.problems)


@ALL
def test_the_schema_tells_an_editor_what_can_stand_there(kind: Kind):
    schema = kind.schema()

    assert schema["type"] == "object"
    assert schema["title"] == kind.model.__name__
    assert schema["properties"]
    assert schema["additionalProperties"] is False
    assert schema["description"]
    names = {field.alias or name for name, field in kind.model.model_fields.items()}
    assert schema["properties"].keys() == names
    Draft202012Validator.check_schema(schema)


def test_the_schema_says_of_a_field_what_its_docstring_says():
    (member,) = (kind for kind in KINDS if kind.name == "member")
    schema = member.schema()

    assert schema["properties"]["name"]["description"] == "As it signs."
    assert schema["$defs"]["MembershipChange"]["properties"]["into"]["description"].startswith("With `merged`:")


class EditorsLoader(yaml.SafeLoader):
    """YAML 1.2 as editors read it: numbers, true and false; `on`, `NO` and dates are texts."""


EditorsLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in known if not tag.endswith((":timestamp", ":bool"))]
    for letter, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
EditorsLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("true|false"), ["t", "f"])


def in_editor(path: str, text: str) -> Any:
    """What an editor holds against the schema: the whole file, its front matter, or the entries of its list."""
    data = yaml.load(text.split("---\n")[1] if path.endswith(".md") else text, EditorsLoader)  # noqa: S506 -- safe
    (_, entries), *others = data.items()
    is_list = not others and isinstance(entries, list)
    return entries if is_list else [data]


@pytest.mark.parametrize(
    "kind", [kind for kind in KINDS if kind.example_path.endswith((".yaml", ".yml", ".md"))], ids=lambda kind: kind.name
)
def test_an_editor_finds_nothing_wrong_with_the_example_and_something_with_a_slip(kind: Kind):
    validator = Draft202012Validator(kind.schema())

    for entry in in_editor(kind.example_path, kind.example):
        assert [error.message for error in validator.iter_errors(entry)] == []
        assert list(validator.iter_errors({**entry, "contry": "JP"})) != []
        assert list(validator.iter_errors({})) != [] or not kind.schema().get("required")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_editor_finds_nothing_wrong_with_the_project_s_own_campaign(kind: Kind):
    validator = Draft202012Validator(kind.schema())
    patterns = [claim for claim in kind.claims if claim.endswith((r"\.yaml", r"\.yml", r"\.md"))]
    paths = [str(path.relative_to(ROOT)) for path in ROOT.glob("*.y*ml")]
    paths += [str(path.relative_to(ROOT)) for top in SCOPE for path in (ROOT / top).rglob("*.*")]

    for path in paths:
        if any(re.fullmatch(pattern, path) for pattern in patterns) and "/reviews/" not in path:
            for entry in in_editor(path, (ROOT / path).read_text("utf-8")):
                errors = [error.message for error in validator.iter_errors(entry)]
                assert errors == [], path


@ALL
def test_the_kind_says_what_it_is(kind: Kind):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", kind.name)
    assert re.fullmatch(r"[A-Z].+\.", kind.summary)


def test_kinds_have_names_and_models_of_their_own():
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert len({kind.model for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize(
    "path",
    [
        "coalition.yaml",
        ".gitattributes",
        "styles/ours.csl",
        "members.yaml",
        "members/harbour-network.yaml",
        "statements/imrf-2026/statement.yaml",
        "statements/imrf-2026/v1/en.md",
        "statements/imrf-2026/v12/pt-BR.md",
        "statements/imrf-2026/v1/SHA256SUMS",
        "statements/imrf-2026/endorsements/v1/harbour-network.txt",
        "statements/imrf-2026/endorsements/v1/harbour-network.txt.sig",
        "statements/imrf-2026/endorsements/v1/harbour-network.2.txt",
        "statements/imrf-2026/endorsements/v1/harbour-network.attestation.txt",
        "statements/imrf-2026/endorsements/v1/harbour-network.attestation.txt.sig",
        "chapters/hiv-aids/chapter.md",
        "chapters/hiv-aids/chapter.es.md",
        "chapters/hiv-aids/references.bib",
        "chapters/hiv-aids/figures/maps/asia.PNG",
        "chapters/hiv-aids/data/labour.csv",
        "chapters/hiv-aids/approvals/harbour-network.txt",
        "chapters/hiv-aids/approvals/harbour-network.attestation.txt.sig",
        "chapters/hiv-aids/reviews/one.md",
        "report/foreword.md",
        "report/foreword.es.md",
        "report/glossary.yaml",
        "report/instruments.yaml",
        "practices/desk.md",
        "practices/desk.es.md",
        "meetings/geneva.md",
        "references.bib",
        "recommendations.yaml",
        "people.yaml",
        "pages/join/how.es.md",
        "pages/images/logo.png",
        "trust/receipts.log",
        "trust/receipts.log.sig",
        "trust/keys/harbour-network.1.txt",
        "trust/keys/harbour-network.1.txt.sig",
        "mkdocs.yml",
    ],
)
def test_every_file_of_a_campaign_belongs_to_one_kind(path: str):
    claiming = [kind.name for kind in KINDS if any(re.fullmatch(claim, path) for claim in kind.claims)]

    assert len(claiming) == 1


@pytest.mark.parametrize(
    "path",
    [
        "coalition.yml",
        "members/asia/harbour.yaml",
        "statements/imrf-2026/v0/en.md",
        "statements/imrf-2026/v1/English.md",
        "statements/imrf-2026/endorsements/v1/Harbour.txt",
        "statements/imrf-2026/endorsements/v1/harbour.1.txt",
        "statements/imrf-2026/endorsements/harbour.txt",
        "chapters/hiv-aids/chapter.docx",
        "chapters/hiv-aids/figures/map.psd",
        "chapters/hiv-aids/data/labour.xlsx",
        "chapters/hiv-aids/notes/one.md",
        "practices/asia/desk.md",
        "pages/join.docx",
        "trust/keys/harbour-network.txt",
        "styles/deep/ours.csl",
    ],
)
def test_a_file_in_a_wrong_place_belongs_to_none(path: str):
    assert not any(re.fullmatch(claim, path) for kind in KINDS for claim in kind.claims)
