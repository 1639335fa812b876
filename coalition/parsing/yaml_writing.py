"""Values as YAML, written as people write them in a campaign's files."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, TypeAlias

import yaml

if TYPE_CHECKING:
    from coalition.parsing.yaml_document import Value

Scalar: TypeAlias = str | int | date | datetime | None
Writable: TypeAlias = "Scalar | Sequence[Writable] | Mapping[str, Writable]"
"""What can be written. A word (`str`) that another reader could take for a number or a truth value is put in quotation
marks; numbers, truth values, days and instants stand without."""

WIDTH = 100
"""Characters: a list or a mapping that needs more is written over several lines."""
_STEP = 2
_INDICATORS = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_BREAKS_PLAIN = re.compile(r": |:$| #|^$|\s$|^\s|[\n\t\\]|^(---|\.\.\.)")
_BREAKS_IN_FLOW = re.compile(r"[,\[\]{}:]")


def words(value: Writable) -> Value:
    """The value as it will be read again: every scalar is a string."""
    if isinstance(value, Mapping):
        return {str(key): words(inner) for key, inner in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [words(inner) for inner in value]
    return None if value is None else _word(value)


def _word(value: Scalar) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case _:
            return str(value)


def scalar(value: Scalar, *, in_flow: bool = False, quote: str = "") -> str:
    """A value on one line; in the quotation marks given where the text can stand in them."""
    if value is None:
        return "null"
    word = _word(value)
    if quote == "'" and not re.search(r"[\n\\]", word):
        return "'" + word.replace("'", "''") + "'"
    if quote != '"' and (not isinstance(value, str) or _is_plain(word, in_flow=in_flow)):
        return word
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\t", "\\t") + '"'


def _is_plain(word: str, *, in_flow: bool, by_everyone: bool = True) -> bool:
    """Whether a word needs no quotation marks: by us, or whoever reads it."""
    if not word or word[0] in _INDICATORS or _BREAKS_PLAIN.search(word):
        return False
    return not (in_flow and _BREAKS_IN_FLOW.search(word)) and (not by_everyone or _reads_as_a_word(word))


def _reads_as_a_word(word: str) -> bool:
    """False of what YAML 1.1 takes for something else: NO, 012, 12:30, 2026-11-03, ~."""
    resolver: Any = _resolver()
    found = resolver.resolve(yaml.ScalarNode, word, (True, False))
    return bool(found == "tag:yaml.org,2002:str")


@functools.cache
def _resolver() -> yaml.resolver.Resolver:
    return yaml.resolver.Resolver()


def flow(value: Writable) -> str:
    """A value on one line, lists in brackets and mappings in braces."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key_word(key, in_flow=True)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value, in_flow=True)


def key_word(key: object, *, in_flow: bool = False) -> str:
    """A key as it stands before its colon."""
    word = str(key)
    # A version (`2:`) and the names of a schema (`on:`) stand as they are; a country (`"NO":`) does not.
    bare = word.isdecimal() or (word.islower() and _is_plain(word, in_flow=in_flow, by_everyone=False))
    return word if bare else scalar(word, in_flow=in_flow)


def pair(key: str, value: Writable, column: int) -> str:
    """`key: value` for a mapping that stands at that column; of several lines, all but the first are indented."""
    return f"{key_word(key)}:{below(value, column)}"


def below(value: Writable, column: int) -> str:
    """What follows the colon of a key at that column: on the same line, or on the next ones."""
    if isinstance(value, Mapping) and value and not _is_short(value, column):
        return "\n" + " " * (column + _STEP) + block(value, column + _STEP)
    if _is_list(value) and value and (not _is_short(value, column) or any(map(is_branch, _list(value)))):
        lead = "\n" + " " * (column + _STEP)
        return "".join(lead + item(inner, column + _STEP) for inner in _list(value))
    return " " + (flow(value) if is_branch(value) else scalar(_scalar(value)))


def item(value: Writable, column: int, *, spread: bool = False) -> str:
    """`- value` for a list that stands at that column; `spread`: a mapping's keys stand on lines of their own."""
    if isinstance(value, Mapping) and value and (spread or not _is_short(value, column)):
        return f"- {block(value, column + _STEP)}"
    return f"- {flow(value) if is_branch(value) else scalar(_scalar(value))}"


def block(value: Mapping[str, Writable], column: int) -> str:
    """A mapping at that column, a line a key."""
    return ("\n" + " " * column).join(pair(key, inner, column) for key, inner in value.items())


def _is_short(value: Writable, column: int) -> bool:
    """Whether a list or a mapping is read most easily on one line: it is short, and nothing in it goes deep."""
    inner = list(value.values()) if isinstance(value, Mapping) else _list(value)
    deep = any(is_branch(part) and any(map(is_branch, _list(part))) for part in inner)
    return not deep and column + len(flow(value)) <= WIDTH


def _is_list(value: Writable) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def is_branch(value: Writable) -> bool:
    """Whether it is a list or a mapping."""
    return isinstance(value, Mapping) or _is_list(value)


def _list(value: Any) -> list[Any]:
    return list(value.values()) if isinstance(value, Mapping) else list(value)


def _scalar(value: Any) -> Scalar:
    return value  # type: ignore[no-any-return]  # whoever asks has seen that it is no list and no mapping
