"""The verdict of a check, as text for people and as formats for machines."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from coalition.problems import Place, Problem, Severity


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found."""

    campaign: str
    """The campaign's id."""
    problems: tuple[Problem, ...]
    """Sorted."""
    files: int
    """How many files were looked at."""
    summaries: tuple[tuple[str, str], ...] = ()
    """By code, the sentence that states the rule."""

    def count(self, severity: Severity) -> int:
        """How many problems are of that severity."""
        return sum(problem.severity is severity for problem in self.problems)

    @property
    def summary(self) -> str:
        """One sentence, such as `2 errors and 1 warning in 84 files`."""
        errors, warnings = self.count(Severity.ERROR), self.count(Severity.WARNING)
        files = _counted(self.files, "file")
        if not errors and not warnings:
            return f"No problem in {files}."
        return f"{_counted(errors, 'error')} and {_counted(warnings, 'warning')} in {files}."


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


_ORDER = re.compile(r"#(?=#\w*\[)|(?<!\S):(?=:[a-z])", re.IGNORECASE)
"""What begins an order to the runner of a CI that reads its log: `##[error]`, `##vso[`, `::stop-commands::`."""


def visible(text: str) -> str:
    """Text with every control, bidi and other invisible character written out, so that it cannot steer a terminal.

    Laws: the result holds no character of the Unicode categories Cc, Cf, Cs, Co, Cn, Zl, Zp; no word in it is an order
    to a program that reads along.
    """
    text = _ORDER.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    if text.isascii() and text.isprintable():
        return text
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return "".join(
        f"\\u{ord(character):04x}" if unicodedata.category(character) in hidden else character for character in text
    )


Paint = Callable[[str, str], str]
"""Gives a text a role's look: `error`, `warning`, `place`, `code`, `hint`, `good`."""


def _plain(text: str, _role: str) -> str:
    return text


def text(verdict: Verdict, paint: Paint = _plain) -> str:
    """For people: `path:line:column: error[code] message`, the hint below, and a summary."""
    lines: list[str] = []
    for problem in verdict.problems:
        severity = paint(str(problem.severity), str(problem.severity))
        place, code = paint(visible(str(problem.place)), "place"), paint(f"[{problem.code}]", "code")
        lines.append(f"{place}: {severity}{code} {visible(problem.message)}")
        if problem.hint:
            lines.append(paint(f"    {visible(problem.hint)}", "hint"))
    role = "error" if verdict.count(Severity.ERROR) else "warning" if verdict.problems else "good"
    lines.append(paint(verdict.summary, role))
    return "\n".join(lines) + "\n"


def as_json(verdict: Verdict) -> str:
    """Version 1 of the format for machines: docs/design.md, contracts."""
    return dump(
        {
            "version": 1,
            "campaign": verdict.campaign,
            "problems": [
                {
                    "code": problem.code,
                    "severity": str(problem.severity),
                    "path": _written(problem.place.path),
                    "line": problem.place.line,
                    "column": problem.place.column,
                    "message": _written(problem.message),
                    "hint": _written(problem.hint),
                }
                for problem in verdict.problems
            ],
            "summary": {
                "errors": verdict.count(Severity.ERROR),
                "warnings": verdict.count(Severity.WARNING),
                "files": verdict.files,
            },
        }
    )


def dump(value: object) -> str:
    """JSON in which every character that could steer a terminal is an escape of JSON's own."""
    written = json.dumps(value, ensure_ascii=False, indent=2)
    return (
        "".join(json.dumps(each)[1:-1] if each != "\n" and visible(each) != each else each for each in written) + "\n"
    )


def _written(text: str) -> str:
    """File names that are not UTF-8 are written with their bytes spelled out."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def parse_json(text: str) -> Verdict:
    """The verdict that `as_json` wrote, but for the rules' summaries. Law: `as_json` of it is the same text."""
    content = json.loads(text)
    problems = tuple(
        Problem(
            Place(entry["path"], entry["line"], entry["column"]),
            entry["code"],
            entry["message"],
            entry["hint"],
            Severity(entry["severity"]),
        )
        for entry in content["problems"]
    )
    return Verdict(content["campaign"], problems, content["summary"]["files"])


def sarif(verdict: Verdict) -> str:
    """SARIF 2.1.0, which code hosts show beside the lines."""
    summaries = dict(verdict.summaries)
    codes = sorted({problem.code for problem in verdict.problems})
    rules = [{"id": code, "shortDescription": {"text": summaries.get(code, code)}} for code in codes]
    results = [
        {
            "ruleId": problem.code,
            "level": str(problem.severity),
            "message": {"text": _written(" ".join(filter(None, (problem.message, problem.hint))))},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": quote(_written(problem.place.path))},
                        "region": {"startLine": problem.place.line, "startColumn": problem.place.column},
                    }
                }
            ],
        }
        for problem in verdict.problems
    ]
    tool = {"driver": {"name": "coalition", "rules": rules}}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return dump({"$schema": schema, "version": "2.1.0", "runs": [{"tool": tool, "results": results}]})


def github(verdict: Verdict) -> str:
    """Workflow commands that GitHub shows as annotations."""
    return "".join(f"{line}\n" for line in _annotations(verdict.problems))


def _annotations(problems: Iterable[Problem]) -> Iterable[str]:
    for problem in problems:
        place = problem.place
        path = _escaped(visible(place.path)).replace(":", "%3A").replace(",", "%2C")
        words = _escaped(visible(" ".join(filter(None, (problem.message, problem.hint)))))
        yield f"::{problem.severity} file={path},line={place.line},col={place.column},title={problem.code}::{words}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def markdown(verdict: Verdict) -> str:
    """For a comment on a pull request: a table, each problem with its cure."""
    lines = [f"**{verdict.summary}**", ""]
    if verdict.problems:
        lines += ["| Where | What | What to do |", "| --- | --- | --- |"]
    for problem in verdict.problems:
        mark = "❌" if problem.severity is Severity.ERROR else "⚠️"
        where = f"{_cell(problem.place.path)}:{problem.place.line}"
        lines.append(f"| {where} | {mark} {_cell(problem.message)} (`{problem.code}`) | {_cell(problem.hint)} |")
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    """Text in a Markdown table: nothing in it is a mark, a link, a mention or HTML."""
    shown = visible(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "&#64;")
    return re.sub(r"([\\`*_{}\[\]()#+!|~])", r"\\\1", shown).replace("://", ":&#47;&#47;")


FORMATS: Mapping[str, Callable[[Verdict], str]] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "github": github,
    "markdown": markdown,
}
"""The formats of `check --format`."""
