"""What the documentation says is what is there: generated parts, links, commands and examples."""

from __future__ import annotations

import importlib
import itertools
import json
import re
import shlex
import sys
import tomllib
from pathlib import Path
from urllib.parse import unquote

import click
import pytest
from markdown_it import MarkdownIt

from coalition.cli.main import cli
from coalition.kinds import KINDS
from coalition.kinds.chapter import PASSAGES
from coalition.kinds.settings import VENUES
from coalition.kinds.site import RUNS_CODE
from coalition.kinds.vocabularies import ADDRESSEES, PRESETS
from coalition.outputs.verdict import Verdict, as_json
from coalition.problems import Place, Problem
from coalition.publishing import manifest
from coalition.sources.trees import SCOPE, DiskTree

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


@pytest.fixture(scope="module")
def docs():
    # tools/ belongs to the repository, not to the package: it is found from the root alone.
    sys.path.insert(0, str(ROOT))
    try:
        return importlib.import_module("tools.docs")
    finally:
        sys.path.remove(str(ROOT))


# What is generated


def test_what_is_generated_is_in_the_repository_as_it_would_be_written_now(docs):
    stale = [
        path
        for path, content in docs.generated(ROOT).items()
        if not (ROOT / path).is_file() or (ROOT / path).read_text(encoding="utf-8") != content
    ]
    assert stale == [], "run `make docs`"


def test_no_schema_is_left_of_a_kind_that_is_no_more(docs):
    assert docs.strays(ROOT, docs.generated(ROOT)) == []


def test_generated_files_are_written_once_and_old_schemas_taken_away(docs, tmp_path, capsys):
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas/bygone.json").write_text("{}", encoding="utf-8")
    docs.main(tmp_path)
    first = capsys.readouterr().out
    docs.main(tmp_path)
    assert "removed schemas/bygone.json" in first
    assert "wrote schemas/member.json" in first
    assert capsys.readouterr().out == ""


def test_every_kind_has_an_entry_with_its_example(docs):
    page = docs.kinds()
    for kind in KINDS:
        assert f"\n## {kind.name}\n" in page
        assert kind.example.rstrip() in page


def test_every_yaml_file_of_a_campaign_has_a_schema_in_the_editor(docs):
    mapping = docs.settings()["yaml.schemas"]
    globs = {glob: schema for schema, found in mapping.items() for glob in found}
    assert globs["members.yaml"] == "./schemas/member-list.json"
    assert globs["members/*.yaml"] == "./schemas/member.json"
    assert globs["statements/*/statement.yaml"] == "./schemas/statement.json"
    for schema in mapping:
        assert json.loads((ROOT / schema).read_text(encoding="utf-8"))["type"] == "object"
    assert all(any(path.match(glob) for glob in globs) for path in _yaml_of_this_campaign())


def _yaml_of_this_campaign():
    entries = DiskTree(ROOT).entries()
    return [Path(entry.path) for entry in entries if entry.path.endswith((".yaml", ".yml"))]


def test_decisions_are_numbered_once_and_have_a_heading(docs):
    names = [path.name for path in sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))]
    numbers = [name[:4] for name in names]
    assert len(numbers) == len(set(numbers))
    for name in names:
        assert (ROOT / "docs/decisions" / name).read_text(encoding="utf-8").startswith("# ")
        assert f"({name})" in docs.decisions(ROOT / "docs/decisions")


# Links


def _tokens(path):
    text = path.read_text(encoding="utf-8")
    return MarkdownIt("commonmark").enable("table").parse(re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL))


def _inline(path):
    return (child for token in _tokens(path) if token.type == "inline" for child in token.children)


def _anchors(path):
    """The ids that code hosts give to headings."""
    found, anchors = {}, set()
    tokens = _tokens(path)
    for opening, token in itertools.pairwise(tokens):
        if opening.type == "heading_open":
            words = "".join(child.content for child in token.children if child.type in {"text", "code_inline"})
            slug = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            anchors.add(f"{slug}-{found[slug]}" if slug in found else slug)
            found[slug] = found.get(slug, 0) + 1
    return anchors


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_to_a_file_or_a_heading(page):
    dead = []
    for child in _inline(page):
        target = child.attrGet("href") or child.attrGet("src")
        if target is None or re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = unquote(target).partition("#")
        file = (page.parent / path).resolve() if path else page
        outside = not file.is_relative_to(ROOT)
        if outside or not file.exists() or (anchor and anchor not in _anchors(file)):
            dead.append(target)
    assert dead == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_pictures_have_alternative_text(page):
    assert [child.attrGet("src") for child in _inline(page) if child.type == "image" and not child.content] == []


# Commands


def _shown_commands():
    """Every line of a block of shell code that runs one of our commands."""
    for page in PAGES:
        for token in _tokens(page):
            if token.type == "fence" and token.info.strip() in {"sh", "bash", "shell"}:
                for line in token.content.splitlines():
                    command = re.split(r" (?:#|>|\|)", line)[0].strip()
                    if command.startswith(("coalition ", "make ")):
                        yield pytest.param(command, id=f"{page.relative_to(ROOT)}: {command}")


@pytest.mark.parametrize("shown", list(_shown_commands()))
def test_commands_that_are_shown_exist(shown):
    name, *arguments = shlex.split(shown)
    if name == "make":
        targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        assert set(arguments) <= set(targets)
        return
    command, context = cli, cli.make_context("coalition", arguments)
    while isinstance(command, click.Group):
        rest = [*context._protected_args, *context.args]
        word, command, rest = command.resolve_command(context, rest)
        context = command.make_context(word, list(rest), parent=context)


def test_the_readme_shows_the_two_commands_that_begin_everything():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make build" in readme
    assert "make test" in readme


def test_every_command_is_in_the_documentation(docs):
    page = docs.commands()
    for name, command in cli.commands.items():
        assert f"\n## coalition {name}\n" in page
        for inner in getattr(command, "commands", {}):
            assert f"\n### coalition {name} {inner}\n" in page


# Examples for those who write


def _members_page():
    return (ROOT / "docs/members.md").read_text(encoding="utf-8")


def test_the_examples_for_members_have_no_problem(docs):
    files = docs.members_page.examples(_members_page(), docs.members_page.GOOD)
    assert {"chapters/water/chapter.md", "chapters/water/references.bib", "practices/rope-pump.md"} <= set(files)
    assert [str(problem) for problem in docs.members_page.verdict(files).problems] == []


def test_the_mistaken_example_for_members_shows_what_check_says_of_it(docs):
    renewed = docs.members_page.renewed(_members_page())
    assert "chapters/water/chapter.md:3:8: error[unknown-theme]" in renewed
    assert re.search(r"\n[0-9]+ errors and [0-9]+ warnings? in [0-9]+ files\.\n```", renewed)


# Decisions


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    names = {re.split(r"[<>=!~\[ ]", requirement)[0] for requirement in wanted}
    reasons = (ROOT / "docs/decisions/0001-dependencies.md").read_text(encoding="utf-8")
    assert {name for name in names if f"`{name}`" not in reasons} == set()


# The contract


def _json_after(words):
    page = (ROOT / "docs/design.md").read_text(encoding="utf-8")
    return json.loads(re.search(rf"{re.escape(words)}.*?```json\n(.*?)```", page, re.DOTALL)[1])


def test_the_contract_shows_the_json_of_check_as_it_is():
    shown = _json_after("**`check --format json`**")
    one = shown["problems"][0]
    place = Place(one["path"], one["line"], one["column"])
    problem = Problem(place, one["code"], one["message"], one["hint"])
    assert json.loads(as_json(Verdict(shown["campaign"], (problem,), shown["summary"]["files"]))) == shown


def test_the_contract_shows_the_manifest_as_it_is():
    shown = _json_after("**`public/manifest.json`**")
    assert json.loads(manifest.render(manifest.parse(json.dumps(shown)))) == shown


def test_the_contract_names_every_word_that_the_code_has_a_list_of():
    page = (ROOT / "docs/design.md").read_text(encoding="utf-8")
    words = [*ADDRESSEES, *VENUES, *PASSAGES, *RUNS_CODE, *PRESETS, *(name for name in SCOPE if name != "members")]
    assert [word for word in words if not re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", page)] == []


def test_those_who_write_are_told_every_addressee_and_passage():
    page = _members_page()
    assert [word for word in (*ADDRESSEES, *PASSAGES) if word not in page] == []


def test_the_rooms_of_the_architecture_are_those_that_are_guarded():
    layers = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][
        0
    ]["layers"]
    page = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    drawn = re.search(r"```text\n(cli .*?)```", page, re.DOTALL)[1].splitlines()
    assert [re.split(r"  +", line)[0] for line in drawn] == [layer.replace("coalition.", "") for layer in layers]
