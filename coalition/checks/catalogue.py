"""The catalogue of problems: every rule that there is, and the page of the manual that lists them."""

from __future__ import annotations

from functools import cache
from importlib import import_module

MODULES = (
    "answers",
    "approvals",
    "changes.judging",
    "characters",
    "editions",
    "files",
    "frozen",
    "guiding",
    "hidden",
    "joining",
    "members",
    "naming",
    "networks",
    "pages",
    "passages",
    "report",
    "scripts",
    "signatures",
    "sources",
    "statements",
    "styles",
    "times",
    "trust",
    "unnamed",
)
"""The modules of rules, whose rules register themselves when they are read."""

_HEAD = """\
# Problems

What `coalition check` can report. This page is generated from the rules (`make docs`).

An *error* keeps the campaign from being published; a *warning* does so with `--strict` and in releases alone. Each
line of the report says where, what is wrong, and what to write instead:

    chapters/refugees/chapter.md:3:7: error[unknown-member] No member is called "harbor-network".
        Did you mean "harbour-network"?

"""


@cache
def load() -> None:
    """Register every rule, once: those of the modules of rules, and what reading and prose report."""
    from coalition.checks.described_charts import CHARTS
    from coalition.checks.described_prose import PROSE
    from coalition.checks.described_reading import READING
    from coalition.checks.registry import describe

    for module in MODULES:
        import_module(f"coalition.checks.{module}")
    for code, severity, text in (*READING, *PROSE, *CHARTS):
        describe(code, text, severity)


def manual() -> str:
    """docs/problems.md: all rules by code, as Markdown."""
    from coalition.checks.registry import all_rules

    rules = all_rules()
    listed = "".join(f"- [`{rule.code}`](#{rule.code})\n" for rule in rules)
    return (
        _HEAD
        + listed
        + "".join(
            f"\n## {rule.code}\n\n*{rule.severity}.* {rule.summary}\n\n"
            f"- Bad: {_indented(rule.bad)}\n- Good: {_indented(rule.good)}\n"
            for rule in rules
        )
    )


def _indented(text: str) -> str:
    return text.replace("\n", "\n  ")
