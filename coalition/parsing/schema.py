"""From what a YAML file says to a pydantic model, with every mistake at its line and column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ValidationError

from coalition.parsing.schema_forms import flat, loosely_written
from coalition.parsing.schema_messages import allowed_words, describe, wanted, wrong_shape
from coalition.problems import Parsed, Problem, nearest, suggest

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

    from coalition.parsing.yaml import Document, Route

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class _Fault:
    """One error of pydantic, led back to the document."""

    route: Route
    """Where the data is that the error speaks of."""
    branches: tuple[tuple[Route, str], ...]
    """The branches of unions passed on the way: where, and pydantic's label."""
    error: ErrorDetails
    words: tuple[str, ...] = ()
    """The words that can stand here in any branch."""
    nouns: tuple[str, ...] = ()
    """What can stand here, when no branch of a union has the shape of the data."""

    def is_shape(self, depth: int) -> bool:
        """Whether it says that the whole branch at `depth` was not meant."""
        return (
            len(self.branches) == depth + 1
            and self.route == self.branches[depth][0]
            and (self.error["type"].endswith(("_type", "none_required")) or self._is_no_word())
        )

    def _is_no_word(self) -> bool:
        """Whether a list or a mapping stands where one of a few words would."""
        return self.error["type"] == "literal_error" and not isinstance(self.error["input"], str)


def build(model: type[M], document: Document, route: Route = ()) -> Parsed[M | None]:
    """The value at `route` as a model, or None and everything that is wrong with it.

    All values of a document are strings; they become numbers, dates and truth values here, in one form each: 3,
    2026-01-31, true or false (yes or no). A document that could not be read has had its say already.
    """
    if not document.readable:
        return Parsed(None)
    data = document.value(route)
    data = {} if data is None else data
    try:
        value = model.model_validate(data)
    except ValidationError as error:
        faults = [_locate(data, details) for details in error.errors(include_url=False)]
        return Parsed(None, tuple(sorted(_problems(model, document, route, faults))))
    loose = tuple(loosely_written(value, data, document, route))
    return Parsed(None, tuple(sorted(loose))) if loose else Parsed(value)


def keys(model: type[BaseModel], route: Route = ()) -> tuple[str, ...]:
    """The keys that the mapping at `route` can have, in the schema's order; none where it names none.

    Steps through lists stand for any entry: `keys(Member, ("membership", 0))`.
    """
    found: list[Any] = [model]
    for step in route:
        found = [below for kind in found for below in _below(kind, step)]
    models = (kind for kind in found if isinstance(kind, type) and issubclass(kind, BaseModel))
    return next((tuple(_names(kind)) for kind in models), ())


def takes(model: type[BaseModel], route: Route) -> Literal["list", "mapping", "word", "nothing"]:
    """What can stand at `route`: nothing where the schema has no such place. Where it has a choice, the widest."""
    found: list[Any] = [model]
    for step in route:
        found = [below for kind in found for below in _below(kind, step)]
    shapes = [_shape(kind) for kind in found]
    if any(issubclass(shape, (tuple, list)) for shape in shapes):
        return "list"
    if any(issubclass(shape, (BaseModel, Mapping)) for shape in shapes):
        return "mapping"
    return "word" if found else "nothing"


def _shape(kind: Any) -> type:
    """The class of which values of that type are; object where it names values and no class."""
    found = get_origin(kind) or kind
    return found if isinstance(found, type) else object


def _locate(data: Any, details: ErrorDetails) -> _Fault:
    """Tell the steps of pydantic's location that lead into the data from the labels of union branches."""
    route: list[str | int] = []
    branches: list[tuple[Route, str]] = []
    location = list(details["loc"])
    ending = location.pop() if details["type"] == "missing" else None
    for step in location:
        if _leads(data, step):
            data = data[step]
            route.append(step)
        else:
            branches.append((tuple(route), str(step)))
    if ending is not None:
        route.append(ending)
    return _Fault(tuple(route), tuple(branches), details)


def _leads(data: Any, step: str | int) -> bool:
    if isinstance(data, list):
        return isinstance(step, int) and step < len(data)
    return isinstance(data, dict) and step in data


def _problems(model: type[BaseModel], document: Document, base: Route, faults: list[_Fault]) -> Iterator[Problem]:
    """One problem for each mistake: of a union, only the branch that was meant has its say."""
    chosen = list(_choose(faults, 0))
    slips: set[Route] = set()
    for fault in chosen:
        if fault.error["type"] == "extra_forbidden":
            *above, key = fault.route
            known = {name for kind in _models(model, fault) for name in _names(kind)}
            near = nearest(str(key), known)
            slips.add((*above, near or ""))
            place = document.key_place((*base, *fault.route))
            message = f'"{key}" is not a name that can stand here.'
            hint = suggest(str(key), known, what="The names are") or f"The names are: {', '.join(sorted(known))}."
            yield Problem(place, "unknown-key", message, hint)
    for fault in chosen:
        kind = fault.error["type"]
        if kind == "missing" and fault.route not in slips:
            key = str(fault.route[-1])
            place = document.place((*base, *fault.route[:-1]))
            yield Problem(place, "missing-key", f'"{key}" is missing here.', f'Add a line "{key}: …".')
        elif kind not in {"missing", "extra_forbidden"}:
            yield _wrong(model, document, base, fault)


def _wrong(model: type[BaseModel], document: Document, base: Route, fault: _Fault) -> Problem:
    route = (*base, *fault.route)
    at_key = bool(fault.branches) and fault.branches[-1][1] == "[key]"
    place = document.key_place(route) if at_key else document.place(route)
    if fault.nouns:
        message, hint = wrong_shape(fault.error["input"], fault.nouns)
    else:
        description = next((text for kind in _models(model, fault) if (text := _described(kind, fault))), None)
        message, hint = describe(fault.error, fault.words or allowed_words(fault.error), description)
    code = fault.error["type"]
    return Problem(place, code if "-" in code else "wrong-value", message, hint)


def _choose(faults: list[_Fault], depth: int) -> Iterator[_Fault]:
    """Of each union, the faults of the branch whose shape the data has."""
    unions: dict[Route, dict[str, list[_Fault]]] = {}
    for fault in faults:
        if len(fault.branches) <= depth:
            yield fault
        else:
            route, label = fault.branches[depth]
            unions.setdefault(route, {}).setdefault(label, []).append(fault)
    for branches in unions.values():
        fitting = [group for group in branches.values() if not any(fault.is_shape(depth) for fault in group)]
        if fitting:
            yield from _choose(_with_words(min(fitting, key=partial(_badness, fitting)), fitting), depth + 1)
        else:
            every = [fault for group in branches.values() for fault in group]
            nouns = tuple(noun for fault in every if (noun := wanted(fault.error)))
            yield replace(every[0], nouns=nouns)


def _badness(branches: list[list[_Fault]], group: list[_Fault]) -> tuple[int, int, int]:
    """How far the data is from a branch: a word that another branch takes counts most, then keys that do not belong."""
    everywhere = set.intersection(
        *({fault.route for fault in branch if allowed_words(fault.error)} for branch in branches)
    )
    words = sum(bool(allowed_words(fault.error)) and fault.route not in everywhere for fault in group)
    return words, sum(fault.error["type"] in {"missing", "extra_forbidden"} for fault in group), len(group)


def _with_words(group: list[_Fault], branches: list[list[_Fault]]) -> list[_Fault]:
    """The same faults; where a word is wrong, all words are allowed that some branch takes."""
    words: dict[Route, list[str]] = {}
    for fault in (fault for branch in branches for fault in branch):
        words.setdefault(fault.route, []).extend(allowed_words(fault.error))
    return [replace(fault, words=tuple(words[fault.route])) if allowed_words(fault.error) else fault for fault in group]


def _models(model: type[BaseModel], fault: _Fault) -> list[type[BaseModel]]:
    """The models that can stand around the faulty key."""
    found: list[Any] = [model]
    for step in fault.route[:-1]:
        found = [below for kind in found for below in _below(kind, step)]
    labels = {label for _, label in fault.branches}
    kinds = [kind for kind in found if isinstance(kind, type) and issubclass(kind, BaseModel)]
    return [kind for kind in kinds if kind.__name__ in labels] or kinds


def _below(kind: Any, step: str | int) -> Iterator[Any]:
    """The types that a value inside `kind` can have."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            if step in (name, field.alias):
                yield from flat(field.annotation)
    elif isinstance(origin := get_origin(kind), type) and issubclass(origin, Mapping):
        yield from flat(get_args(kind)[1])
    elif isinstance(step, int):
        for inner in get_args(kind):
            yield from flat(inner)


def _names(model: type[BaseModel]) -> Iterator[str]:
    for name, field in model.model_fields.items():
        yield field.alias or name


def _described(model: type[BaseModel], fault: _Fault) -> str | None:
    last = fault.route[-1] if fault.route else ""
    return next((field.description for name, field in model.model_fields.items() if last in (name, field.alias)), None)
