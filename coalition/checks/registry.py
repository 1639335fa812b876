"""The register of rules: each a documented function, or the documentation of what reading and prose report.

A rule's docstring is its manual page: a sentence that states the rule, then `Bad:` and `Good:`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from coalition.campaign.model import Campaign
from coalition.problems import Place, Problem, Severity
from coalition.standing import Standing


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found; the register adds the rule's code and severity."""

    place: Place
    message: str
    hint: str = ""


RuleFunction = Callable[[Campaign, Standing], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule of the catalogue."""

    code: str
    severity: Severity
    summary: str
    bad: str
    good: str
    function: RuleFunction | None
    """None: the rule is applied where the text is read, or where prose passes the allow-list."""

    def problems(self, campaign: Campaign, standing: Standing) -> Iterator[Problem]:
        """Everything that the rule finds, as problems."""
        if self.function is not None:
            for finding in self.function(campaign, standing):
                yield Problem(finding.place, self.code, finding.message, finding.hint, self.severity)


_rules: dict[str, Rule] = {}


def rule(code: str, severity: Severity = Severity.ERROR) -> Callable[[RuleFunction], RuleFunction]:
    """Register a rule under a code that no other has."""

    def register(function: RuleFunction) -> RuleFunction:
        describe(code, inspect.getdoc(function) or "", severity, function)
        return function

    return register


def describe(code: str, text: str, severity: Severity = Severity.ERROR, function: RuleFunction | None = None) -> None:
    """Enter a rule into the catalogue from its manual text."""
    if code in _rules:
        raise ValueError(f"two rules are called {code}")
    summary, _, rest = inspect.cleandoc(text).partition("\n")
    before, _, good = rest.partition("Good:")
    more, _, bad = before.partition("Bad:")
    if not (summary and bad and good):
        raise ValueError(f"the rule {code} needs a sentence, Bad: and Good:")
    whole = " ".join((summary + " " + more).split())
    _rules[code] = Rule(code, severity, whole, inspect.cleandoc(bad), inspect.cleandoc(good), function)


def all_rules() -> tuple[Rule, ...]:
    """The catalogue, by code."""
    from coalition.checks import catalogue  # the modules of rules register themselves when they are read

    catalogue.load()
    return tuple(_rules[code] for code in sorted(_rules))


def examine(campaign: Campaign, standing: Standing) -> tuple[Problem, ...]:
    """Everything that the rules over a whole campaign find, sorted."""
    return tuple(sorted({problem for rule in all_rules() for problem in rule.problems(campaign, standing)}))
