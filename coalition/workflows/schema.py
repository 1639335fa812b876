"""The schemas of kinds, as files for editors."""

from __future__ import annotations

import json
from typing import Any

from coalition.errors import CoalitionError
from coalition.kinds import KINDS
from coalition.problems import suggest

LISTS = {kind.name: kind.list_key for kind in KINDS if kind.list_key}
"""Kinds that have a schema of a whole list too, and the key of that list."""


def listing() -> str:
    """Each kind with the sentence that says what it is."""
    width = max(len(kind.name) for kind in KINDS)
    return "".join(f"{kind.name:{width}}  {kind.summary}\n" for kind in KINDS)


def schema(name: str) -> str:
    """The JSON Schema of a kind, `<name>` for one record and `<name>-list` for a file of them.

    Raises CoalitionError for a kind that there is not.
    """
    kinds = {kind.name: kind for kind in KINDS}
    base = name.removesuffix("-list")
    if base not in kinds or (name != base and base not in LISTS):
        known = [*kinds, *(f"{listed}-list" for listed in LISTS)]
        raise CoalitionError(f'There is no kind "{name}".', suggest(name, known, what="Kinds are"))
    one = kinds[base].schema()
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **(one if name == base else _list(base, one))}
    return json.dumps(found, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _list(base: str, one: dict[str, Any]) -> dict[str, Any]:
    definitions = one.pop("$defs", {})
    entries = {"type": "array", "items": one}
    return {
        "title": f"{one['title']} list",
        "type": "object",
        "properties": {LISTS[base]: entries},
        "required": [LISTS[base]],
        "additionalProperties": False,
        "$defs": definitions,
    }
