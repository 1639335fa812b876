"""The page of the documentation on kinds: each with its files, its values and a whole example."""

# ruff: noqa: INP001 -- scripts of the repository, not a package

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coalition.kinds.record import Kind

SHORT = 16
"""Words of a list that still read as a sentence."""


def kinds() -> str:
    """What a campaign's repository holds: for each kind its files, its values and a whole example."""
    from coalition.kinds import KINDS

    lines = [
        "# Kinds of things in a campaign",
        "",
        _KINDS.strip(),
        "",
        "| kind | what it is |",
        "| --- | --- |",
    ]
    lines += [f"| [{kind.name}](#{kind.name}) | {kind.summary} |" for kind in KINDS]
    for kind in KINDS:
        lines += ["", *_kind(kind)]
    return "\n".join(lines) + "\n"


_KINDS = """
A file has the place that its kind gives it; a file in the campaign's folders that no kind knows is a problem, so that nothing is passed over in silence.
A translation bears its language before its ending: `practices/desk.es.md` beside `practices/desk.md`.
The tables name the values of each kind, in a file of YAML or in the front matter of a text.
`coalition schema KIND` prints a whole schema; all of them are in [schemas/](../schemas/), where editors find them.
What the values mean is said in the [contract](design.md#formats).
"""


def _kind(kind: Kind[Any]) -> Iterator[str]:
    ending = Path(kind.example_path).suffix
    yield from (f"## {kind.name}", "", kind.summary, "")
    yield f"Files: {', '.join(f'`{_readable(claim)}`' for claim in kind.claims)}."
    if ending in {".yaml", ".yml", ".md"}:
        yield from _values(kind)
    elif ending == ".txt":
        yield from (
            "",
            "Its lines, in this order (those in brackets may be left out), then perhaps an empty line and a text:",
            "",
        )
        yield from _lines(kind)
    yield from ("", f"Example, `{kind.example_path}`:", "")
    yield from (f"````{_LANGUAGES.get(ending, 'yaml')}", kind.example.rstrip(), "````")


_LANGUAGES = {".md": "markdown", ".bib": "bibtex", ".csv": "csv", ".txt": "text", ".log": "text"}


def _values(kind: Kind[Any]) -> Iterator[str]:
    """The names that a file of YAML or a front matter may hold."""
    from coalition.workflows.schema import LISTS

    shape = kind.schema()
    entries = f" and [of the whole file](../schemas/{kind.name}-list.json)" if kind.name in LISTS else ""
    yield f"Schema: [of one record](../schemas/{kind.name}.json){entries}."
    yield from ("", "| value | needed | what it is |", "| --- | --- | --- |")
    for name, value in shape.get("properties", {}).items():
        needed = "yes" if name in shape.get("required", []) else ""
        yield f"| `{name}` | {needed} | {_cell(_told(value, shape))} |"


def _lines(kind: Kind[Any]) -> Iterator[str]:
    """The lines of a signed file."""
    shape = kind.schema()
    yield from ("| line | what it is |", "| --- | --- |")
    for name in kind.model.lines():
        field = name.replace("-", "_")
        shown = f"`{name}`" if field in shape["required"] else f"[`{name}`]"
        yield f"| {shown} | {_cell(_told(shape['properties'][field], shape))} |"


def _readable(claim: str) -> str:
    """A claim's pattern in the words of people: `<id>` for a name, `…` for any path."""
    for pattern, words in (
        (r"(\.[2-9]|\.[1-9][0-9]+)?", "[.2, .3 …]"),
        (r"\.(?i:png|jpe?g|webp|gif|svg)", ".(png jpg webp gif svg)"),
        (r"([a-z][A-Za-z-]+\.md|SHA256SUMS)", "<language>.md or SHA256SUMS"),
        (r"(\.[A-Za-z-]+)?", "[.<language>]"),
        (r"[a-z][a-z0-9-]*", "<member>"),
        (r"[1-9][0-9]{0,3}", "<n>"),
        (r"[1-9][0-9]*", "<n>"),
        ("([^/]+)", "<id>"),
        ("[^/]+", "<id>"),
        (".+", "…"),
        (r"(\.sig)?", "[.sig]"),
        (r"(\.<language>)?", "[.<language>]"),
    ):
        claim = claim.replace(pattern, words)
    return claim.replace("\\", "").replace("|", " or ")


def _told(value: Mapping[str, Any], shape: Mapping[str, Any]) -> str:
    """What a value is, and what it is for where the model says so."""
    purpose = " ".join(value.get("description", "").split())
    return f"{_words(value, shape)}. {purpose}" if purpose else _words(value, shape)


def _words(value: Mapping[str, Any], shape: Mapping[str, Any], above: frozenset[str] = frozenset()) -> str:
    """A JSON Schema in a few words; `above` are the definitions that it stands in."""
    if "$ref" in value:
        return _defined(value["$ref"].rpartition("/")[2], shape, above)
    if "anyOf" in value:
        found = dict.fromkeys(_words(one, shape, above) for one in value["anyOf"] if one.get("type") != "null")
        return "; or ".join(found)
    if "enum" in value:
        few = len(value["enum"]) <= SHORT
        return ", ".join(dict.fromkeys(map(str, value["enum"]))) if few else value.get("title", "a word of a list")
    return str(value["const"]) if "const" in value else _shape(value, shape, above)


def _defined(name: str, shape: Mapping[str, Any], above: frozenset[str]) -> str:
    inner = shape["$defs"][name]
    if name in above or name in _NAMED:
        return _NAMED.get(name, "likewise")
    if "properties" in inner:
        return f"{inner.get('description', name).rstrip('.')}: {', '.join(inner['properties'])}"
    return _words(inner, shape, above | {name})


_NAMED = {"LocalText": "text, or a text by language: {en: …, es: …}"}
"""Definitions that occur often and are said in the words of their readers."""


def _shape(value: Mapping[str, Any], shape: Mapping[str, Any], above: frozenset[str]) -> str:
    # Several types are one value that editors read in several ways: 2026 may be written with quotes or without.
    written = value.get("type", "")
    kind = written[0] if isinstance(written, list) else written
    if kind == "array":
        return f"list of: {_words(value.get('items', {}), shape, above)}"
    if kind == "object":
        inner = next(iter(value.get("patternProperties", {}).values()), value.get("additionalProperties"))
        return f"by name: {_words(inner, shape, above)}" if isinstance(inner, dict) else "values by name"
    if kind == "string":
        plain = {"date": "day, 2026-01-31", "date-time": "instant with its zone, 2026-01-31T12:00:00Z"}
        # A title that nobody wrote is the field's name with capitals, which tells nothing.
        title = value.get("title", "")
        title = title if value.get("pattern") or title != title.title() else ""
        return plain.get(value.get("format", ""), title or "text")
    return {"boolean": "true or false", "integer": "whole number", "number": "number"}.get(kind, "value")


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
