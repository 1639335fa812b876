"""The one form in which numbers, dates and truth values are written, where pydantic takes many."""

from __future__ import annotations

import enum
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from types import EllipsisType, NoneType, UnionType
from typing import TYPE_CHECKING, Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from coalition.parsing.schema_messages import wrong_shape
from coalition.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.parsing.yaml import Document, Route

_TRUTH = frozenset({"true", "false", "yes", "no"})
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?([Zz]|[+-]\d\d:\d\d)?")
_DECIMAL = re.compile(r"-?\d+(\.\d+)?")
_WHOLE = re.compile(r"-?\d+")


def loosely_written(value: Any, data: Any, document: Document, route: Route) -> Iterator[Problem]:
    """What pydantic took too kindly: "on" for true, "0" for a day in 1970, "1_0" for ten.

    `value` is what pydantic made of `data`; where a validator made something of another shape, nothing is said.
    """
    if isinstance(data, str):
        noun = _stricter(value, data)
        if noun:
            yield Problem(document.place(route), "wrong-value", *wrong_shape(data, [noun]))
    elif isinstance(value, BaseModel) and isinstance(data, dict):
        for name, alias in _watched(type(value)):
            key = name if alias is None or alias not in data else alias
            if key in data:
                yield from loosely_written(getattr(value, name), data[key], document, (*route, key))
    elif isinstance(value, Mapping) and isinstance(data, dict):
        for key in value.keys() & data.keys():
            yield from loosely_written(value[key], data[key], document, (*route, key))
    elif isinstance(value, (tuple, list)) and isinstance(data, list) and len(value) == len(data):
        for index, inner in enumerate(value):
            yield from loosely_written(inner, data[index], document, (*route, index))


@cache
def _watched(model: type[BaseModel]) -> tuple[tuple[str, str | None], ...]:
    """Names and aliases of the fields below which a number, a date or a truth value can stand.

    Most values of a campaign are words: leaving them alone makes a registry of thousands twice as quick to read.
    """
    fields = model.model_fields.items()
    return tuple((name, field.alias) for name, field in fields if _is_watched(field.annotation, frozenset({model})))


def _is_watched(annotation: Any, above: frozenset[type]) -> bool:
    return any(_is_watched_kind(kind, above) for kind in flat(annotation))


def _is_watched_kind(kind: Any, above: frozenset[type]) -> bool:
    if get_origin(kind) is Literal or isinstance(kind, EllipsisType):
        return False
    if get_args(kind):
        return any(_is_watched(inner, above) for inner in get_args(kind))
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        # A model that holds itself is walked through.
        fields = kind.model_fields.values()
        return kind in above or any(_is_watched(field.annotation, above | {kind}) for field in fields)
    return not (isinstance(kind, type) and issubclass(kind, (str, enum.Enum, NoneType)))


def _stricter(value: Any, written: str) -> str | None:
    """What should have been written for a value of this type, None when the form is right."""
    match value:
        case bool():
            return None if written in _TRUTH else "true or false"
        case datetime():
            return None if _INSTANT.fullmatch(written) else "a date with a time"
        case date():
            return None if _DAY.fullmatch(written) else "a date"
        case float():
            return None if _DECIMAL.fullmatch(written) else "a number"
        case int():
            return None if _WHOLE.fullmatch(written) else "a whole number"
    return None


def flat(annotation: Any) -> Iterator[Any]:
    """The types in a union, without what annotates them."""
    annotation = getattr(annotation, "__value__", annotation)
    origin = get_origin(annotation)
    if origin is Annotated:
        yield from flat(get_args(annotation)[0])
    elif origin in (Union, UnionType):
        for branch in get_args(annotation):
            yield from flat(branch)
    else:
        yield annotation
