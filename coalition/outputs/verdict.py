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


COMMENT_LIMIT = 60_000
"""Characters of a comment: hosts take 65,536, and whoever posts it may want to add a line."""
_CELL_LIMIT = 600
"""Characters of one quoted text: one long name does not push the rest out of a comment."""
_BREAK = "&#8203;"
"""A blank without width: what it parts is no name, number or address to a host that looks for them in finished HTML."""
_ACTIVE = re.compile(
    r"""(?P<mark>[\\`*_{}\[\]()+|])
    | (?P<reference>[@#!%~^])(?P<named>(?=\S))?
    | (?P<named_char>[&<>$])
    | (?P<parted>:(?=\S)|www(?=\.)|(?:\bgh|\b(?-i:[A-Z][A-Z0-9_]*))-(?=[0-9]))""",
    re.VERBOSE | re.IGNORECASE,
)
_NAMED = {"&": f"&amp;{_BREAK}", "<": "&lt;", ">": "&gt;", "$": f"&#36;{_BREAK}"}


def markdown(verdict: Verdict) -> str:
    """For a comment on a pull request: a table, each problem with its cure; errors first, and no more than fits."""
    return "\n".join([f"**{verdict.summary}**", "", *problem_table(verdict.problems, COMMENT_LIMIT)]) + "\n"


def problem_table(problems: Iterable[Problem], room: int) -> list[str]:
    """Problems as the lines of a Markdown table, errors first; of those that have no room, the number."""
    ordered = sorted(problems, key=lambda problem: problem.severity is not Severity.ERROR)
    head = ["| Where | What | What to do |", "| --- | --- | --- |"] if ordered else []
    return [*head, *fitting(map(_row, ordered), room - len("".join(head)), "problem")]


def _row(problem: Problem) -> str:
    mark = "❌" if problem.severity is Severity.ERROR else "⚠️"
    where = f"{inert(problem.place.path)}:{problem.place.line}"
    return f"| {where} | {mark} {inert(problem.message)} (`{problem.code}`) | {inert(problem.hint)} |"


def fitting(lines: Iterable[str], room: int, what: str) -> list[str]:
    """The first lines that fit into that many characters, and a sentence on how many were left out."""
    kept: list[str] = []
    left_out = 0
    room -= _SENTENCE
    for line in lines:
        room -= len(line) + 1
        if left_out or room < 0:
            left_out += 1
        else:
            kept.append(line)
    more = f"And {_counted(left_out, f'more {what}')} that this comment has no room for: `coalition check` shows all."
    return [*kept, "", more] if left_out else kept


_SENTENCE = 120
"""Characters that the sentence on what was left out may take."""


def inert(text: str) -> str:
    """Text in Markdown, also in a table: nothing in it is a mark, a link, a picture, a mention, a reference or HTML.

    Law: what a reader sees, blanks without width aside, is `visible` text; of a long one the beginning.
    """
    shown = visible(text)
    shown = f"{shown[:_CELL_LIMIT]}…" if len(shown) > _CELL_LIMIT else shown
    return _ACTIVE.sub(_asleep, shown)


def _asleep(found: re.Match[str]) -> str:
    if found["mark"]:
        return f"\\{found[0]}"
    if found["named_char"]:
        return _NAMED[found[0]]
    if found["parted"]:
        return f"{found[0]}{_BREAK}"
    escaped = found[0] if found[0] in "@%^" else f"\\{found[0]}"
    return escaped if found["named"] is None else f"{escaped}{_BREAK}"


FORMATS: Mapping[str, Callable[[Verdict], str]] = {
    "text": text,
    "json": as_json,
    "sarif": sarif,
    "github": github,
    "markdown": markdown,
}
"""The formats of `check --format`."""
