"""The catalogue knows every code that the source can give, and no other; the manual is what it says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from coalition.checks import catalogue, registry
from coalition.checks.changes import judging
from coalition.checks.registry import Rule, all_rules, describe
from coalition.problems import Severity

ROOT = Path(__file__).parents[2]
ROOMS = ("parsing", "signing", "kinds", "campaign", "prose", "checks", "outputs", "publishing", "workflows")
"""The rooms that can find problems: all that look at content."""
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+|submodule")
MAKER = re.compile(r"problem|drop|report|refuse|suspect|malformed|rule|failed", re.IGNORECASE)
"""What functions are called that make a problem, or hand its code on."""


def codes(source: str) -> set[str]:
    """The codes that a module hands to whatever makes problems, or keeps in a row with their message and hint."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            values = node.args if MAKER.search(name) else []
        elif isinstance(node, ast.Tuple):
            sentences = [one for one in node.elts if isinstance(one, ast.Constant) and " " in str(one.value)]
            values = node.elts if len(sentences) >= 2 else []
        else:
            values = []
        found |= {one.value for one in values if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return {code for code in found if CODE.fullmatch(code)}


def test_every_code_in_the_source_is_in_the_catalogue_and_every_code_of_the_catalogue_in_the_source():
    modules = [path for room in ROOMS for path in sorted((ROOT / "coalition" / room).rglob("*.py"))]
    emitted = {code: path.name for path in modules for code in codes(path.read_text("utf-8"))}

    assert emitted.keys() == {rule.code for rule in all_rules()}


def test_codes_are_found_however_they_are_handed_on():
    assert codes('Problem(place, "one-code", "message")') == {"one-code"}
    assert codes('self.report(place, "two-code", "message")') == {"two-code"}
    assert codes('rows = ((PATTERN, "three-code", "a message", "a hint"),)') == {"three-code"}
    assert codes('name = "no-code"; call(name, "no-code-either")') == set()


def test_every_module_of_rules_is_loaded():
    modules = {path.stem for path in (ROOT / "coalition/checks").glob("*.py") if "@rule(" in path.read_text("utf-8")}

    assert modules | {"changes.judging"} == set(catalogue.MODULES)


def test_every_rule_over_changes_is_asked():
    folder = ROOT / "coalition/checks/changes"
    written = "".join(path.read_text("utf-8") for path in folder.glob("*.py"))

    assert [rule.code for rule in judging.RULES] == list(dict.fromkeys(rule.code for rule in judging.RULES))
    assert {rule.code for rule in judging.RULES} == set(re.findall(r'@change_rule\("(.+)"\)', written))


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule_is_documented_for_people(rule: Rule):
    assert re.fullmatch(r"[A-Z`].+[.)]", rule.summary, re.DOTALL), rule.summary
    assert rule.bad
    assert rule.good
    assert rule.bad != rule.good
    assert rule.severity in set(Severity)


def test_the_manual_has_an_entry_for_every_rule_that_its_list_leads_to():
    manual = catalogue.manual()

    for rule in all_rules():
        assert f"- [`{rule.code}`](#{rule.code})\n" in manual
        assert f"\n## {rule.code}\n\n*{rule.severity}.* {rule.summary}\n" in manual


@pytest.fixture
def empty_register(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(registry, "_rules", {})


@pytest.mark.usefixtures("empty_register")
@pytest.mark.parametrize(
    "text",
    [
        "Only a sentence.",
        "A sentence.\n\nBad:  something\n",
        "A sentence.\n\nBad:\nGood: something else\n",
        "",
    ],
)
def test_a_rule_without_sentence_bad_or_good_is_refused(text: str):
    with pytest.raises(ValueError, match="needs a sentence"):
        describe("some-code", text)


@pytest.mark.usefixtures("empty_register")
def test_two_rules_with_one_code_are_refused():
    text = "A sentence\nover two lines.\n\nBad:  this\n      and this\nGood: that"
    describe("some-code", text)

    assert registry._rules["some-code"] == Rule(
        "some-code", Severity.ERROR, "A sentence over two lines.", "this\nand this", "that", None
    )
    with pytest.raises(ValueError, match="two rules are called some-code"):
        describe("some-code", text)
