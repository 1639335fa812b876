"""How files become records: a file of YAML, a list inside one, a text with front matter."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from coalition.kinds.record import Files, Record, Text
from coalition.parsing import frontmatter, schema, yaml
from coalition.problems import Parsed, Place, Problem

R = TypeVar("R", bound=Record)
T = TypeVar("T", bound=Text)


def single(files: Files, pattern: str, model: type[R]) -> Parsed[tuple[R, ...]]:
    """Every matching file is one record."""
    records: list[R] = []
    problems: list[Problem] = []
    for path, _ in files.matching(pattern):
        document = yaml.parse(path, files.texts[path])
        problems += document.problems
        if document.value.data is None and document.problems:
            continue
        built = schema.build(model, document.value)
        problems += built.problems
        if built.value is not None:
            records.append(built.value.located(document.value))
    return Parsed(tuple(records), tuple(problems))


def listed(files: Files, path: str, key: str, model: type[R]) -> Parsed[tuple[R, ...]]:
    """The file holds a mapping with one key, whose value is a list of records.

    A broken entry is a problem and costs no other entry.
    """
    if path not in files.texts:
        return Parsed(())
    parsed = yaml.parse(path, files.texts[path])
    document, problems = parsed.value, list(parsed.problems)
    if document.data is None:
        return Parsed((), tuple(problems))
    if not isinstance(document.data, dict):
        return Parsed((), (*problems, _not_listed(path, key)))
    problems += [
        Problem(
            document.key_place((other,)),
            "unknown-key",
            f'"{other}" is not known in this file.',
            f'The file holds "{key}:" and below it the list.',
        )
        for other in document.data
        if other != key
    ]
    entries = document.data.get(key)
    if entries is None:
        missing = () if key in document.data else (_not_listed(path, key),)
        return Parsed((), (*problems, *missing))
    if not isinstance(entries, list):
        return Parsed((), (*problems, _not_listed(path, key)))
    records: list[R] = []
    for index in range(len(entries)):
        built = schema.build(model, document, (key, index))
        problems += built.problems
        if built.value is not None:
            records.append(built.value.located(document, (key, index)))
    return Parsed(tuple(records), tuple(problems))


def _not_listed(path: str, key: str) -> Problem:
    message = f'The file does not hold a list called "{key}".'
    return Problem(Place(path), "wrong-value", message, f'Begin the file with "{key}:" and put each entry below it, after "- ".')


def texts(files: Files, pattern: str, model: type[T], *, identify: Callable[[dict[str, str]], str] | None = None) -> Parsed[tuple[T, ...]]:
    """Every matching file is a text; the pattern's groups `id` and `language` say which."""
    records: list[T] = []
    problems: list[Problem] = []
    for record, found in _texts(files, pattern, model, identify):
        problems += found
        if record is not None:
            records.append(record)
    return Parsed(tuple(records), tuple(problems))


def _texts(
    files: Files, pattern: str, model: type[T], identify: Callable[[dict[str, str]], str] | None
) -> Iterator[tuple[T | None, tuple[Problem, ...]]]:
    for path, match in files.matching(pattern):
        groups = match.groupdict()
        front = frontmatter.split(path, files.texts[path])
        if front.value.document.data is None and front.problems:
            yield None, front.problems
            continue
        built = schema.build(model, front.value.document)
        if built.value is None:
            yield None, (*front.problems, *built.problems)
            continue
        name = identify({key: value or "" for key, value in groups.items()}) if identify else groups["id"]
        record = built.value.located(front.value.document)
        language = groups.get("language") or getattr(record, "declared_language", None) or files.language
        yield record.written(name, language, front.value.body, front.value.body_line), (*front.problems, *built.problems)
