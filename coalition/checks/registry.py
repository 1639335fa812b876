"""The register of rules: each a documented function, or the documentation of what reading and prose report.

A rule's docstring is its manual page: a sentence that states the rule, then `Bad:` and `Good:`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from coalition.checks.examined import Examined
from coalition.problems import Place, Problem, Severity

if TYPE_CHECKING:
    from coalition.campaign.model import Campaign
    from coalition.standing.model import Standing


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found; the register adds the rule's code and severity."""

    place: Place
    message: str
    hint: str = ""


RuleFunction = Callable[[Examined], Iterator[Finding]]


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

    def problems(self, examined: Examined) -> Iterator[Problem]:
        """Everything that the rule finds, as problems."""
        if self.function is not None:
            for finding in self.function(examined):
                yield Problem(finding.place, self.code, finding.message, finding.hint, self.severity)


_rules: dict[str, Rule] = {}


def rule(code: str, severity: Severity = Severity.ERROR) -> Callable[[RuleFunction], RuleFunction]:
    """Register a rule under a code that no other has."""

    def register(function: RuleFunction) -> RuleFunction:
        describe(code, inspect.getdoc(function) or "", severity, function)
        return function

    return register


def describe(code: str, text: str, severity: Severity = Severity.ERROR, function: RuleFunction | None = None) -> None:
    """Enter a rule into the catalogue from its manual text.

    Raises ValueError when the code is taken or the text lacks its sentence, `Bad:` or `Good:`: a bug of ours.
    """
    if code in _rules:
        raise ValueError(f"two rules are called {code}")
    summary, _, rest = inspect.cleandoc(text).partition("\n")
    before, _, good = rest.partition("Good:")
    more, _, bad = before.partition("Bad:")
    if not (summary and bad.strip() and good.strip()):
        raise ValueError(f"the rule {code} needs a sentence, Bad: and Good:")
    whole = " ".join((summary + " " + more).split())
    _rules[code] = Rule(code, severity, whole, inspect.cleandoc(bad), inspect.cleandoc(good), function)


def all_rules() -> tuple[Rule, ...]:
    """The catalogue, by code."""
    from coalition.checks.catalogue import load  # it reads the modules of rules, which register themselves

    load()
    return tuple(_rules[code] for code in sorted(_rules))


def examine(campaign: Campaign, standing: Standing, codes: Collection[str] | None = None) -> tuple[Problem, ...]:
    """Everything that the rules over a whole campaign find, sorted; with `codes`, the rules of these alone.

    Laws: the order of files changes nothing; a campaign that could be read in part only is examined as far as it was.
    """
    examined = Examined(campaign, standing)
    asked = [rule for rule in all_rules() if codes is None or rule.code in codes]
    return tuple(sorted({problem for rule in asked for problem in rule.problems(examined)}))


def is_of_whole(code: str) -> bool:
    """Whether `examine` alone finds what has that code; what else has one is found where texts are read."""
    all_rules()
    return code in _rules and _rules[code].function is not None
