"""YAML read as strings, with a place for every key and every value.

Nothing is guessed from the look of a word: `country: NO` is the string "NO". The text is read as a stream of
events, one after the other, so that depth, aliases and tags are refused before anything is built from them: no
nesting can exhaust the stack and no alias can expand.
"""

from __future__ import annotations

import gc
import re
from contextlib import suppress
from dataclasses import replace
from typing import Any

import yaml

from coalition.parsing.yaml_document import BITS, Document, Route, Value
from coalition.parsing.yaml_events import Reader, Refused
from coalition.parsing.yaml_messages import Quoted, explain
from coalition.problems import Parsed, Place, Problem

__all__ = ["Document", "Route", "Value", "compose", "parse", "readable"]

LONGEST_LINE = 20_000
"""Characters."""
_ROUNDS = 10
"""How often a text is read again without an entry that is no YAML."""

# Line ends that YAML knows and that no editor shows as such: lines would be counted differently.
_ODD_LINE_ENDS = str.maketrans(dict.fromkeys("\r\x85\u2028\u2029", " "))
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_ENTRY = re.compile(r" *-(?= |$)")
_UNREADABLE = re.compile("[^\t\n\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\ufeff")


def parse(path: str, text: str, *, first_line: int = 1) -> Parsed[Document]:
    """Read one YAML document of strings, lists and mappings with string keys.

    Plain empty values, `~` and `null` are None; everything else is the string that was written. An entry of the
    file's list that is no YAML is left out and the rest is read; where that does not help, the document is not
    `readable`.
    """
    end = text.count("\n") << BITS | len(text) - text.rfind("\n") - 1
    nothing = Document(path, None, 0, first_line, end, readable=False)
    overlong = _overlong(path, text, first_line)
    if overlong:
        return Parsed(nothing, overlong)
    text = readable(text)
    problems: dict[Problem, None] = {}  # each once, though a text is read several times
    left_out = range(0)
    for _ in range(_ROUNDS):
        document, found = _attempt(nothing, text)
        if document is not None:
            left = document.data is not None or not problems
            return Parsed(document if left else nothing, tuple(sorted({**problems, **dict.fromkeys(found)})))
        line = found[-1].place.line - first_line
        if left_out and line in range(left_out.start, left_out.stop + 1):
            # Leaving an entry out has only moved the trouble: what follows would be guesswork.
            break
        problems |= dict.fromkeys(found)
        lines = text.split("\n")
        left_out = _entry_around(lines, line)
        if not left_out or found[-1].code == "tab-indentation":
            break
        lines[left_out.start : left_out.stop] = [""] * len(left_out)
        text = "\n".join(lines)
    return Parsed(nothing, tuple(sorted(problems)))


def readable(text: str) -> str:
    """The text as libyaml gets it, of the same length: no line end that editors do not show, nothing that it refuses."""
    return _UNREADABLE.sub("\ufffd", text.translate(_ODD_LINE_ENDS))


def compose(text: str) -> Any:
    """The nodes of a text that `parse` found nothing wrong with, for who edits it where it stands."""
    return yaml.compose(readable(text), Loader=_Loader)


def _attempt(nothing: Document, text: str) -> tuple[Document | None, tuple[Problem, ...]]:
    """The document and its problems; None, and the problem that ended the reading last."""
    reader = Reader(nothing, text)
    loader = _Loader(text)
    collecting = gc.isenabled()
    # What is built holds no cycles: to look for some, again and again while it grows, would double the time.
    gc.disable()
    try:
        data, mark = reader.read(loader.get_event)
    except yaml.MarkedYAMLError as error:
        return None, explain(nothing.path, text, nothing.first_line, error, _quoted_before_error(text))
    except Refused as refused:
        return None, (refused.problem,)
    finally:
        loader.dispose()
        if collecting:
            gc.enable()
    return replace(nothing, data=data, marks=mark, readable=True), tuple(reader.problems)


def _quoted_before_error(text: str) -> Quoted | None:
    """The text in quotation marks that libyaml read last before it gave up."""
    loader = _Loader(text)
    last: Any = None
    with suppress(yaml.MarkedYAMLError):
        for event in iter(loader.get_event, None):
            last = event
    loader.dispose()
    if getattr(last, "style", None) not in {"'", '"'}:
        return None
    return Quoted(last.start_mark.line, last.start_mark.column, last.end_mark.line)


def _entry_around(lines: list[str], line: int) -> range:
    """The lines of the entry that holds `line`, in the outermost list of the file; empty when it is in none."""
    first = next((found for text in lines if (found := _ENTRY.match(text))), None)
    if first is None:
        return range(0)
    depth = len(first[0])
    begin = next(
        (at for at in range(line, -1, -1) if (entry := _ENTRY.match(lines[at])) and entry[0] == first[0]), None
    )
    if begin is None:
        return range(0)
    after = range(begin + 1, len(lines))
    end = next((at for at in after if lines[at][:depth].strip() and not lines[at].lstrip().startswith("#")), len(lines))
    return range(begin, end) if line < end else range(0)


def _overlong(path: str, text: str, first_line: int) -> tuple[Problem, ...]:
    if len(text) <= LONGEST_LINE:
        return ()
    return tuple(
        Problem(
            Place(path, first_line + number),
            "yaml-line-too-long",
            f"This line has {len(line):,} characters; at most {LONGEST_LINE:,} are read.",
            "Break the line: write the list or the text over several lines.",
        )
        for number, line in enumerate(text.split("\n"))
        if len(line) > LONGEST_LINE
    )
