"""What pydantic says about a value, in words for people who have never seen a schema."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any

from coalition.parsing.text import shorten
from coalition.problems import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic_core import ErrorDetails

_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*)'")
_ID = re.compile(r"\[a-z\]\[a-z0-9-\]")
_WANTED = {
    "string": "a text",
    "model": 'lines of "name: value"',
    "dict": 'lines of "name: value"',
    "mapping": 'lines of "name: value"',
    "list": "a list",
    "tuple": "a list",
    "set": "a list",
    "frozen_set": "a list",
    "bool": "true or false",
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "date": "a date",
    "datetime": "a date with a time",
}
# Types such as list_type, date_parsing, date_from_datetime_inexact, int_from_float.
_KIND = re.compile(f"({'|'.join(_WANTED)})_type$|(datetime|date|bool|int|float|decimal)_")
_HINTS = {
    "a text": 'Write one text; put it in "quotes" if it holds a colon or a bracket.',
    "a list": 'Write it as [one, two], or one on each line below, beginning with "- ".',
    'lines of "name: value"': "Write them below, indented by two spaces, with a blank after each colon.",
    "true or false": "Write true or false.",
    "a whole number": "Write digits alone, such as 12.",
    "a number": "Write digits, with a point before decimals, such as 12.5.",
    "a date": "Write it as year-month-day, such as 2026-01-31.",
    "a date with a time": "Write it with its time zone, such as 2026-01-31T12:00:00Z.",
}
_LIMITS = {
    "too_short": "This list has {actual_length} entries; it needs at least {min_length}.",
    "too_long": "This list has {actual_length} entries; it may have at most {max_length}.",
    "string_too_short": "This text has fewer than {min_length} characters.",
    "string_too_long": "This text has more than {max_length} characters.",
    "greater_than": "{input} is too small: it must be more than {gt}.",
    "greater_than_equal": "{input} is too small: it must be at least {ge}.",
    "less_than": "{input} is too large: it must be less than {lt}.",
    "less_than_equal": "{input} is too large: it must be at most {le}.",
}


def allowed_words(error: ErrorDetails) -> tuple[str, ...]:
    """The words that an enumeration would have taken; empty for any other error."""
    context = error.get("ctx", {})
    if error["type"] in {"literal_error", "enum"}:
        return tuple(_QUOTED.findall(str(context.get("expected", ""))))
    if error["type"] == "union_tag_invalid":
        return tuple(_QUOTED.findall(str(context.get("expected_tags", ""))))
    return ()


def wanted(error: ErrorDetails) -> str | None:
    """What should stand here, in a noun: "a list"; None when the error is not about that."""
    if error["type"].startswith("timezone"):
        return _WANTED["datetime"]
    found = _KIND.match(error["type"])
    return _WANTED[found[1] or found[2]] if found else None


def quote(value: Any) -> str:
    """What was written, for a message."""
    if isinstance(value, str):
        return f'"{shorten(value)}"'
    return "a list" if isinstance(value, list) else 'lines of "name: value"'


def wrong_shape(value: Any, nouns: Iterable[str]) -> tuple[str, str]:
    """Message and hint for a value that is none of the things that could stand there."""
    expected = list(dict.fromkeys(nouns))
    if value is None:
        return "Nothing stands after this colon.", "Write the value, or delete the line."
    message = f"Here stands {quote(value)}; it should be {' or '.join(expected)}."
    return message, _HINTS.get(expected[0], "") if expected else ""


def describe(error: ErrorDetails, words: tuple[str, ...], description: str | None) -> tuple[str, str]:
    """Message and hint for one error about a value.

    `words` are the words allowed there, `description` what the schema says about the field.
    """
    value, context = error["input"], error.get("ctx", {})
    if value is None:
        return wrong_shape(None, ())
    if words:
        written = context.get("tag", value)
        hint = suggest(str(written), words, what="Use one of") or f"Use one of: {', '.join(words)}."
        return f"{quote(written)} is not a word that can stand here.", hint
    noun = wanted(error)
    if noun is not None:
        return wrong_shape(value, [noun])
    if error["type"] in _LIMITS:
        return _LIMITS[error["type"]].format(**{**context, "input": quote(value)}), description or ""
    if error["type"] == "string_pattern_mismatch":
        return f"{quote(value)} is not in the form expected here.", _form(str(value), context, description)
    return _custom(error, description)


def _form(value: str, context: dict[str, Any], description: str | None) -> str:
    if not _ID.search(str(context.get("pattern", ""))):
        return description or ""
    plain = unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-0123456789")
    hint = "Use small letters a to z, digits and hyphens, beginning with a letter."
    return f'{hint} For example "{slug}".' if len(slug) > 1 else hint


def _custom(error: ErrorDetails, description: str | None) -> tuple[str, str]:
    """The message of a validator of ours: ValueError(message, hint), or a PydanticCustomError with a hint."""
    context = error.get("ctx", {})
    raised = context.get("error")
    if isinstance(raised, Exception) and raised.args:
        message, *rest = (str(part) for part in raised.args)
        return message, rest[0] if rest else description or ""
    message = error["msg"]
    if "hint" in context or "-" in error["type"]:
        return message, str(context.get("hint", description or ""))
    return f"{quote(error['input'])} cannot stand here: {message[:1].lower()}{message[1:]}.", description or ""
