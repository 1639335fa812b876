"""How files become records: a file of YAML, a list inside one, a text with front matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from coalition.kinds.record import Files, Record, Text
from coalition.parsing import frontmatter, schema, yaml
from coalition.parsing.yaml_beside import parse_beside
from coalition.problems import Parsed, Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coalition.parsing.yaml import Route

R = TypeVar("R", bound=Record)
T = TypeVar("T", bound=Text)


def single(files: Files, pattern: str, model: type[R]) -> Parsed[tuple[R, ...]]:
    """Every matching file is one record."""
    records: list[R] = []
    problems: list[Problem] = []
    for path, _ in files.matching(pattern):
        document = yaml.parse(path, files.texts[path])
        built = schema.build(model, document.value)
        problems += (*document.problems, *built.problems)
        if built.value is not None:
            records.append(built.value.located(document.value))
    return Parsed(tuple(records), tuple(problems))


def listed(files: Files, path: str, key: str, model: type[R]) -> Parsed[tuple[R, ...]]:
    """The file holds a mapping with one key, whose value is a list of records; an empty file holds none.

    A broken entry is a problem and costs no other entry.
    """
    if path not in files.texts:
        return Parsed(())
    known = _known(files, path, key, model)
    if known is not None:
        return Parsed(known)
    parsed = yaml.parse(path, files.texts[path])
    document = parsed.value
    entries = document.data.get(key) if isinstance(document.data, dict) else None
    strangers = tuple(_strangers(document, key))
    problems = [*parsed.problems, *strangers]
    if not isinstance(entries, list):
        if not _is_empty(document.data, key) and not strangers:
            message = f'The file does not hold a list called "{key}".'
            hint = f'Begin the file with "{key}:" and put each entry below it, after "- ".'
            problems.append(Problem(document.place((key,)), "wrong-value", message, hint))
        return Parsed((), tuple(problems))
    records: list[R] = []
    for index in range(len(entries)):
        built = schema.build(model, document, (key, index))
        problems += built.problems
        if built.value is not None:
            records.append(built.value.located(document, (key, index)))
    return Parsed(tuple(records), tuple(problems))


def _known(files: Files, path: str, key: str, model: type[R]) -> tuple[R, ...] | None:
    """The records of a list of which another state is known, where every entry that differs makes a record.

    None where that is not so: what is wrong is told by reading all of it.
    """
    text, records = files.known.get(path, ("", ()))
    before = records[0].document if records else None
    document = parse_beside(before, text, files.texts[path], key) if before else None
    if before is None or document is None:
        return None
    same = {id(before.value(record.route)): cast("R", record) for record in records}
    found: list[R] = []
    for index, entry in enumerate(document.value((key,))):
        at: Route = (key, index)
        known = same.get(id(entry))
        built = Parsed(known.model_copy()) if known is not None else schema.build(model, document, at)
        if built.value is None or built.problems:
            return None
        found.append(built.value.located(document, at))
    return tuple(found)


def _is_empty(data: yaml.Value, key: str) -> bool:
    """Whether a file says that there are no entries, or could not be read: it has nothing, or nothing below the key."""
    return data is None or (isinstance(data, dict) and data.get(key, ...) is None)


def _strangers(document: yaml.Document, key: str) -> Iterator[Problem]:
    for other in document.data if isinstance(document.data, dict) else ():
        if other != key:
            near = f'Did you mean "{key}"? ' if nearest(other, [key]) else ""
            hint = f'{near}The file holds "{key}:" and below it the list.'
            yield Problem(document.key_place((other,)), "unknown-key", f'"{other}" is not known in this file.', hint)


def texts(files: Files, pattern: str, model: type[T]) -> Parsed[tuple[T, ...]]:
    """Every matching file is a text; the pattern's groups `id` and `language` say which."""
    records: list[T] = []
    problems: list[Problem] = []
    for path, match in files.matching(pattern):
        front = frontmatter.split(path, files.texts[path])
        built = schema.build(model, front.value.document)
        problems += (*front.problems, *built.problems)
        if built.value is not None:
            record = built.value.located(front.value.document)
            language = match["language"] or getattr(record, "declared_language", None) or files.language
            records.append(record.written(match["id"], language, front.value.body, front.value.body_line))
    return Parsed(tuple(records), tuple(problems))
